"""A child has a case of its own: whoever may open both goes from one to the other, everybody else sees no trace."""

from __future__ import annotations

import pytest

from desktop_app.domain.age import UNCLEAR
from desktop_app.domain.interview import offered
from desktop_app.errors import LuotsiError
from desktop_app.ledger.canonical import b64
from desktop_app.ledger.directory import OrgKind
from desktop_app.storage.store import Store
from desktop_app.use_cases import (
    case_cover,
    case_view,
    cases,
    childs_case,
    duplicates,
    export,
    history,
    interview,
    records,
    today,
    undo,
)
from tests.end_to_end.people import Laptop, found, join, new_laptop
from tests.end_to_end.test_story import write

TOLD = "Äiti kertoi jotain salaista"


@pytest.fixture
def office(central, tmp_path):
    """Sanna works with mother and daughter; Mikael may open the mother's case, Kaisa the daughter's."""
    sanna, mikael, kaisa = (new_laptop(tmp_path / name, name, central) for name in ("Sanna", "Mikael", "Kaisa"))
    found(sanna, OrgKind.OUTREACH, "Esimerkkityö ry")
    join(mikael, sanna), join(kaisa, sanna)
    everybody(sanna, mikael, kaisa)
    return sanna, mikael, kaisa


def everybody(*laptops: Laptop):
    for laptop in (*laptops, *laptops):
        laptop.sync()


@pytest.fixture
def family(office):
    sanna, mikael, kaisa = office
    mother, _ = cases.open_new(sanna.session)
    case_cover.set_team(sanna.session, mother, [mikael.session.store.me().user])
    write(sanna, "person", mother, {"given_names": "Natalia", "date_of_birth": "1990-04-07"})
    write(sanna, "account_and_observations", mother, {"account": TOLD})
    row = write(
        sanna,
        "child_in_finland",
        mother,
        {"child_name": "Olena Esimerkki", "date_of_birth": "2016", "may_be_victim": "yes", "child_view": "Kouluun"},
    )
    child, changed = childs_case.open_own(sanna.session, row)
    assert changed == {child}
    case_cover.set_team(sanna.session, child, [kaisa.session.store.me().user])
    everybody(*office)
    return sanna, mikael, kaisa, mother, row, child


def everything(laptop: Laptop, case) -> str:
    """All that one case shows or gives away, and all that stands beside the cases."""
    session = laptop.session
    shown = [
        case_view.view(session, case),
        session.store.case_records(case),
        [history.of_record(session, one.record) for one in session.store.case_records(case)],
        [one.payload for one in session.store.case_changes(case)],
        export.case_as_json(session, case),
        today.view(session),
        cases.page(session, cases.ListRequest()),
        session.store.access_entries("", None, "2000", "3000", 500),
    ]
    return repr(shown)


def reference(laptop, case):
    return cases.read(laptop.session, case).summary().reference


def test_whoever_may_open_both_goes_over_in_both_directions(family):
    sanna, _, _, mother, row, child = family
    own = childs_case.of_row(sanna.session, row)
    assert own == childs_case.ChildsRow(True, childs_case.LinkedCase(child, reference(sanna, child)))
    assert case_view.view(sanna.session, child).known_from == childs_case.LinkedCase(mother, reference(sanna, mother))
    assert case_view.view(sanna.session, mother).known_from is None
    with pytest.raises(LuotsiError, match="has_own_case"):
        childs_case.open_own(sanna.session, row)


def test_the_child_s_case_is_on_the_child_s_path_and_holds_nothing_of_the_parent(family):
    sanna, _, _, _, _, child = family
    file = cases.read(sanna.session, child)
    assert file.is_child()
    asked = interview.read(sanna.session, child)
    assert [one.code for one in offered(interview.questions(), asked.now)] == ["Q01", "Q02", "Q03", "Q12"]
    (person,) = [one for one in file.own if one.kind == "person"]
    assert {name: value for name, value in person.values.items() if value is not None} == {"date_of_birth": "2016"}
    assert {one.kind for one in file.own} == {"case", "person"}
    for secret in (TOLD, "Natalia", "Olena", "Kouluun"):
        assert secret not in everything(sanna, child)


def test_who_may_open_the_child_s_case_alone_sees_no_trace_of_the_parent_s(family):
    sanna, _, kaisa, mother, row, child = family
    seen = everything(kaisa, child)
    named = (reference(sanna, mother), b64(mother), repr(mother), b64(row), repr(row), TOLD, "Natalia", "Olena")
    assert [one for one in named if one in seen] == []
    assert case_view.view(kaisa.session, child).known_from is None
    assert childs_case.of_row(kaisa.session, row) == childs_case.ChildsRow(False, None)
    for query in ("Natalia", "Olena", reference(sanna, mother)):
        assert cases.page(kaisa.session, cases.ListRequest(query=query)).rows == ()


def test_who_may_open_the_parent_s_case_alone_sees_no_trace_of_the_child_s(family):
    sanna, mikael, _, mother, row, child = family
    seen = everything(mikael, mother)
    named = (reference(sanna, child), b64(child), repr(child))
    assert [one for one in named if one in seen] == []
    assert childs_case.of_row(mikael.session, row) == childs_case.ChildsRow(True, None)
    typed = {"called": "Olena", "date_of_birth": "2016", "mother_tongue": "uk"}
    assert duplicates.find(mikael.session, None, typed) == ()
    assert cases.page(mikael.session, cases.ListRequest(query=reference(sanna, child))).rows == ()


def test_a_blocked_colleague_is_warned_of_neither(family):
    sanna, mikael, kaisa, mother, row, child = family
    case_cover.set_blocked(sanna.session, child, [mikael.session.store.me().user])
    case_cover.set_blocked(sanna.session, mother, [kaisa.session.store.me().user])
    everybody(sanna, mikael, kaisa)
    for laptop, typed in ((mikael, {"called": "Olena", "date_of_birth": "2016"}), (kaisa, {"called": "Natalia"})):
        assert duplicates.find(laptop.session, None, typed) == ()
    assert childs_case.of_row(mikael.session, row).own is None


def test_nothing_opens_a_case_before_the_row_asks_for_one(office):
    sanna, *_ = office
    case, _ = cases.open_new(sanna.session)
    row = write(sanna, "child_in_finland", case, {"child_name": "Olena", "may_be_victim": "no"})
    with pytest.raises(LuotsiError, match="row_asks_for_none"):
        childs_case.open_own(sanna.session, row)
    records.keep_draft(sanna.session, records.open_form(sanna.session, row), {"needs_help": "yes"})
    records.save(sanna.session, row)
    assert childs_case.of_row(sanna.session, row).asks
    child, _ = childs_case.open_own(sanna.session, row)
    (person,) = [one for one in cases.read(sanna.session, child).own if one.kind == "person"]
    assert person.text("age_basis") == UNCLEAR, "without a day of birth the age is not known"
    with pytest.raises(LuotsiError, match="undo_case"):
        undo.undo(sanna.session, person.record)


def test_the_link_comes_back_when_the_store_is_built_anew(family):
    sanna, _, _, _, row, child = family
    store: Store = sanna.session.store
    store.rebuild()
    assert store.verify().findings == ()
    own = childs_case.of_row(sanna.session, row).own
    assert own is not None
    assert own.case == child
    assert case_view.view(sanna.session, child).known_from is not None
