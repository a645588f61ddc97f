"""The access log: what was done with whose case, saved with ordinary work only, shown to an administrator only."""

from __future__ import annotations

from datetime import timedelta

import pytest

from desktop_app.errors import LuotsiError
from desktop_app.ledger.directory import OrgKind
from desktop_app.use_cases import access, case_cover, case_view, cases, export, members
from tests.end_to_end.people import found, join, new_laptop
from tests.end_to_end.test_story import write

SECRET = "Vadelmanen"


@pytest.fixture
def two(central, tmp_path):
    """An administrator, a colleague who is in the team, and the colleague's case."""
    sanna, mikael = (new_laptop(tmp_path / name, name, central) for name in ("Sanna", "Mikael"))
    found(sanna, OrgKind.OUTREACH, "Esimerkkityö ry")
    join(mikael, sanna)
    case, _ = cases.open_new(mikael.session)
    write(mikael, "person", case, {"given_names": SECRET})
    case_cover.set_team(mikael.session, case, [sanna.session.store.me().user])
    mikael.sync(), sanna.sync()
    return sanna, mikael, case


def whats(log):
    return [(line.what, line.worker or "Sanna", line.kind, line.fields) for line in log.lines]


def test_looking_is_saved_with_the_next_save_and_never_sent_by_itself(two):
    sanna, mikael, case = two
    before = mikael.session.store.me().n
    case_view.view(mikael.session, case)
    access.log_shown(mikael.session, case, "safety_assessment", ["contact_detail", "contact_times"])
    case_view.view(mikael.session, case)
    mikael.sync()
    assert mikael.session.store.me().n == before, "looking alone writes and sends nothing"
    export.case_as_json(mikael.session, case)
    write(mikael, "note", case, {"text": SECRET})
    assert mikael.session.store.me().n == before + 2, "the note, and all that was noted in one change"
    mikael.sync(), sanna.sync()
    assert whats(access.read(sanna.session)) == [
        ("exported", "Mikael", "", ()),
        ("shown", "Mikael", "safety_assessment", ("contact_detail", "contact_times")),
        ("opened", "Mikael", "", ()),
    ]
    assert SECRET not in str(access.read(sanna.session))


def test_what_is_noted_goes_with_a_sync_that_has_something_to_send(two):
    sanna, mikael, case = two
    write(mikael, "note", case, {"text": "x"})
    case_view.view(mikael.session, case)
    mikael.sync(), sanna.sync()
    assert [line.what for line in access.read(sanna.session).lines] == ["opened"]


def test_only_a_laptop_with_the_role_shows_the_log(two):
    _, mikael, _ = two
    assert not access.may_read(mikael.session)
    with pytest.raises(LuotsiError, match="not_an_administrator"):
        access.read(mikael.session)


def test_reference_worker_and_days_filter_and_a_hidden_case_is_in_no_line(two):
    sanna, mikael, case = two
    other, _ = cases.open_new(sanna.session)
    case_view.view(sanna.session, other)
    case_view.view(mikael.session, case)
    write(mikael, "note", case, {"text": "x"})
    write(sanna, "note", other, {"text": "x"})
    mikael.sync(), sanna.sync()
    session, today = sanna.session, sanna.session.now().date()
    reference = cases.read(session, case).summary().reference
    assert {line.reference for line in access.read(session, reference=reference.upper()).lines} == {reference}
    assert all(line.by_me for line in access.read(session, worker=session.store.me().user).lines)
    assert len(access.read(session, since=today - timedelta(days=2), until=today + timedelta(days=2)).lines) == 2
    assert access.read(session, since=today + timedelta(days=2)).lines == ()
    assert access.read(session, until=today - timedelta(days=2)).lines == ()
    case_cover.set_team(mikael.session, case, [])
    mikael.sync(), sanna.sync()
    assert reference not in {line.reference for line in access.read(session).lines}
    assert dict(access.read(session).workers) == members.names(session)


def test_a_store_built_anew_holds_the_same_log(two):
    sanna, mikael, case = two
    case_view.view(mikael.session, case)
    write(mikael, "note", case, {"text": "x"})
    mikael.sync(), sanna.sync()
    before = access.read(sanna.session)
    sanna.session.store.rebuild()
    assert access.read(sanna.session) == before
    assert sanna.session.store.verify().sound
