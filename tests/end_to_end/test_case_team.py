"""Outside its team, and for whom it blocks, a case does not exist: no use case tells of it, not by its id either."""

from __future__ import annotations

import importlib
import inspect
import pkgutil
from dataclasses import dataclass
from datetime import timedelta

import pytest

from desktop_app import use_cases
from desktop_app.domain.case_file import CaseFile
from desktop_app.errors import LuotsiError
from desktop_app.ledger.canonical import Json, b64
from desktop_app.ledger.change import Op
from desktop_app.ledger.directory import OrgKind
from desktop_app.ledger.ids import RecordId, new_id
from desktop_app.ledger.refusal import Refused
from desktop_app.use_cases import case_cover, cases, members, records, synchronising
from tests.end_to_end.people import found, join, new_laptop, newest
from tests.end_to_end.test_story import give, write

SECRET = "Vadelmanen"
# Modules that begin or end the session, or take an organisation's laptops in: they read no case.
APART = {
    "commands", "enrolment", "laptops", "quarantine", "recovery_sheet", "roster_change", "same_worker", "store_access",
    "store_presence", "synchronising",
}  # fmt: skip
# What only the outsider is let at: for whom the case exists it would be gone before the rest is asked.
STRIKES_OUT = ("erasure", "retention.erase")


@dataclass
class World:
    """Two colleagues, and a case of the one that does not exist for the other."""

    insider: object
    outsider: object
    case: bytes
    record: bytes
    draft: bytes
    reference: str


@pytest.fixture(params=["outside the team", "blocked", "blocked later"])
def world(request, central, tmp_path):
    sanna, mikael = (new_laptop(tmp_path / name, name, central) for name in ("Sanna", "Mikael"))
    found(sanna, OrgKind.OUTREACH, "Esimerkkityö ry")
    join(mikael, sanna)
    sanna.sync(), mikael.sync(), sanna.sync()
    case, _ = cases.open_new(sanna.session)
    them = mikael.session.store.me().user
    draft = records.new_form(mikael.session, "note", case)
    if request.param == "blocked":
        case_cover.set_blocked(sanna.session, case, [them])
    if request.param == "blocked later":
        case_cover.set_team(sanna.session, case, [them])
        sanna.sync(), mikael.sync()
        records.keep_draft(mikael.session, draft, {"text": f"Tyttö on {SECRET}"})
        assert records.find_form(mikael.session, draft.record) is not None
    tomorrow = sanna.session.now() + timedelta(days=1)
    write(sanna, "person", case, {"given_names": SECRET, "date_of_birth": "2001-03-04"})
    write(sanna, "contact", case, {"person_wishes": SECRET, "next_step": f"Soitetaan {tomorrow:%d.%m.} {SECRET}"})
    write(sanna, "safety_assessment", case, {"contact_way": "call", "contact_words": SECRET})
    give(sanna, case, "send_proposal", ["identity"])
    person = newest(sanna, case, "person")
    _two_versions(sanna, mikael, person)
    if request.param == "blocked later":
        case_cover.set_blocked(sanna.session, case, [them])
    sanna.sync(), mikael.sync()
    reference = cases.read(sanna.session, case).summary().reference
    return World(sanna, mikael, case, person.record, draft.record, reference)


def _two_versions(sanna, mikael, person):
    """Let a field of the person stand in two versions, so that there is a conflict to hide."""
    values: dict[str, Json] = {"called": SECRET}
    for _ in range(2):
        op = Op(RecordId(person.record), "person", values, {"called": ()})
        sanna.session.store.save([op], case=person.case, at=sanna.session.at())
        values = {"called": f"{SECRET} toisin"}


def _answers(laptop, world):
    """Call every public use case that can be called with a session and ids; yield its name and what it answered."""
    known = {
        "session": laptop.session, "case": world.case, "kind": "person", "reference": world.reference,
        "request": cases.ListRequest(query=SECRET[:5].casefold()), "purpose": "send_proposal", "of": None,
        "values": {}, "groups": None, "field": "called", "sign": "held_documents", "language": "fi",
        "user": laptop.session.store.me().user, "query": SECRET, "typed": {"given_names": SECRET}, "names": (SECRET,),
    }  # fmt: skip
    if laptop is world.outsider:
        known["value"] = "toinen"  # a conflict that the insider chose in could not be listed any more
    for name, function, wanted in _use_cases():
        if laptop is world.insider and name.startswith(STRIKES_OUT):
            continue
        ids = (world.record, world.draft) if {"record", "draft"} & set(wanted) else (None,)
        for each in ids:
            given = {**known, "record": each, "draft": each}
            if given.keys() >= set(wanted):
                yield name, _outcome(function, {one: given[one] for one in wanted})


def _use_cases():
    """Yield every public function that takes a session: its name, itself, and what it must be given."""
    for module in pkgutil.iter_modules(use_cases.__path__):
        loaded = importlib.import_module(f"desktop_app.use_cases.{module.name}")
        for name, function in inspect.getmembers(loaded, inspect.isfunction):
            parameters = inspect.signature(function).parameters.values()
            wanted = [one.name for one in parameters if one.default is one.empty]
            own = function.__module__ == loaded.__name__ and not name.startswith("_")
            if own and module.name not in APART and wanted[:1] == ["session"]:
                yield f"{module.name}.{name}", function, wanted


def _outcome(function, arguments) -> str:
    try:
        answer = function(**arguments)
        return str(answer.records if isinstance(answer, CaseFile) else answer)
    except (LuotsiError, Refused, KeyError) as error:  # KeyError: a record of another kind than the use case is for
        return f"{type(error).__name__} {error}"


def _tells(world, answer: str) -> bool:
    return any(word in answer for word in (SECRET, world.reference, b64(world.record), repr(bytes(world.record))))


READERS = {
    "cases.page", "cases.read", "case_view.view", "case_view.safe_contact", "case_cover.read", "conflicts.standing",
    "conflicts.open_conflicts", "history.of_record", "export.case_as_json", "records.open_form", "today.view",
    "record_list.of_case", "records.newest_form", "consent.read",
}  # fmt: skip


def test_no_use_case_says_a_word_of_a_case_that_does_not_exist_for_a_colleague(world):
    telling = {name for name, answer in _answers(world.outsider, world) if _tells(world, answer)}
    assert not telling
    inside = {name for name, answer in _answers(world.insider, world) if _tells(world, answer)}
    assert inside >= READERS, f"the walk does not reach {READERS - inside}"


def test_nothing_is_counted_and_no_list_search_or_sync_page_names_it(world):
    session = world.outsider.session
    for query in ("", SECRET, world.reference):
        page = cases.page(session, cases.ListRequest(query=query))
        assert (page.rows, page.matching, page.total) == ((), 0, 0)
    status = synchronising.status(session)
    assert (status.drafts, status.conflicts) == (0, 0)
    assert session.store.delivered(world.case) == {}
    assert session.store.case_streams(world.case) == ()
    assert session.store.drafts.get(world.draft) is None


def test_what_was_being_written_when_a_colleague_was_blocked_comes_back_with_the_case(world):
    if records.find_form(world.outsider.session, world.draft) is None:
        assert not records.save(world.outsider.session, world.draft).wrote
    with world.outsider.session.store._database.read() as connection:
        kept = connection.execute("SELECT count(*) FROM draft WHERE record = ?", (world.draft,)).fetchone()[0]
    them = world.outsider.session.store.me().user
    case_cover.set_blocked(world.insider.session, world.case, [])
    case_cover.set_team(world.insider.session, world.case, [them])
    world.insider.sync(), world.outsider.sync()
    assert (records.find_form(world.outsider.session, world.draft) is not None) == bool(kept)


def test_a_case_begins_with_its_worker_and_the_named_deputy_and_nobody_else(world):
    session, deputy = world.insider.session, world.outsider.session.store.me().user
    me = b64(session.store.me().user)
    assert newest(world.insider, cases.open_new(session)[0], "case").codes("case_team") == (me,)
    members.choose_deputy(session, deputy)
    team = newest(world.insider, cases.open_new(session)[0], "case").codes("case_team")
    assert team == (me, b64(deputy))
    members.choose_deputy(session, type(deputy)(new_id()))
    assert members.deputy(session) is None, "a deputy who is not known here is nobody"
