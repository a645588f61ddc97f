"""A person met before is noticed while typing; outside the team little is told, and of a blocking case nothing."""

from __future__ import annotations

import pytest

from desktop_app.ledger.directory import OrgKind
from desktop_app.storage import likeness_rows
from desktop_app.use_cases import case_cover, cases, duplicates, records
from tests.end_to_end.people import found, join, new_laptop, newest
from tests.end_to_end.test_story import write

TYPED = {"called": "Natalija", "date_of_birth": "1999-07-04"}


@pytest.fixture
def two(central, tmp_path):
    """Two colleagues; Sanna has met Natalia."""
    sanna, mikael = (new_laptop(tmp_path / name, name, central) for name in ("Sanna", "Mikael"))
    found(sanna, OrgKind.OUTREACH, "Esimerkkityö ry")
    join(mikael, sanna)
    case, _ = cases.open_new(sanna.session)
    write(sanna, "person", case, {"given_names": "Наталья", "date_of_birth": "1999-04-07", "gender": "female"})
    sanna.sync(), mikael.sync(), sanna.sync()
    return sanna, mikael, case


def test_in_the_team_the_way_to_the_case_is_shown(two):
    sanna, _, case = two
    (one,) = duplicates.find(sanna.session, None, TYPED)
    assert (one.case, one.responsible, one.born) == (case, "Sanna", "swapped")
    assert duplicates.find(sanna.session, case, TYPED) == (), "a case is no double of itself"
    assert duplicates.find(sanna.session, None, {"called": "Natalija", "date_of_birth": "1971"}) == ()


def test_outside_the_team_reference_and_responsible_worker_are_all_that_is_told(two):
    sanna, mikael, case = two
    reference = cases.read(sanna.session, case).summary().reference
    assert duplicates.find(mikael.session, None, TYPED) == (duplicates.Duplicate(None, reference, "Sanna", ""),)


def test_a_case_that_blocks_a_colleague_is_in_no_warning_and_in_no_index(two):
    sanna, mikael, case = two
    case_cover.set_blocked(sanna.session, case, [mikael.session.store.me().user])
    sanna.sync(), mikael.sync()
    assert duplicates.find(mikael.session, None, TYPED) == ()
    with mikael.session.store._database.read() as connection:
        for table in ("likeness", "likeness_key"):
            assert connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0] == 0
    case_cover.set_blocked(sanna.session, case, [])
    sanna.sync(), mikael.sync()
    assert duplicates.find(mikael.session, None, TYPED)


def test_the_index_follows_every_change_and_is_the_same_when_built_anew(two):
    sanna, _, case = two
    person = newest(sanna, case, "person")
    rewrite(sanna, person, {"given_names": "Olena"})
    assert duplicates.find(sanna.session, None, TYPED) == ()
    for _ in range(2):
        assert duplicates.find(sanna.session, None, {"called": "Олена", "date_of_birth": "1999"})
        sanna.session.store.rebuild()


def rewrite(laptop, person, values):
    records.keep_draft(laptop.session, records.open_form(laptop.session, person.record), values)
    assert records.save(laptop.session, person.record).wrote


def test_possible_doubles_are_found_by_key_and_never_by_a_walk_through_all(two):
    sanna, _, _ = two
    with sanna.session.store._database.read() as connection:
        plan = connection.execute(f"EXPLAIN QUERY PLAN {likeness_rows._CANDIDATES}", ("[]", 9)).fetchall()
    walks = [row[3] for row in plan if row[3].startswith("SCAN") and row[3].split()[1] in {"likeness", "l", "r"}]
    assert not walks
    assert any("likeness_key USING PRIMARY KEY" in row[3] for row in plan)
