"""The main job: a first contact on an offline laptop, a proposal, a decision that comes back."""

from __future__ import annotations

import pytest

from desktop_app.ledger.canonical import Json, b64
from desktop_app.ledger.directory import OrgKind
from desktop_app.use_cases import cases, conflicts, consent, decision, proposal, records
from tests.end_to_end.people import Laptop, found, join, new_laptop, newest


@pytest.fixture
def sanna(tmp_path, central) -> Laptop:
    return new_laptop(tmp_path / "sanna", "Sanna L.", central)


@pytest.fixture
def officer(tmp_path, central) -> Laptop:
    laptop = new_laptop(tmp_path / "officer", "Oona V.", central)
    found(laptop, OrgKind.ASSISTANCE_SYSTEM, "Auttamisjärjestelmä", type_="reception_centre", authority=True)
    return laptop


def write(laptop: Laptop, kind: str, case, values):
    form = records.new_form(laptop.session, kind, case)
    records.keep_draft(laptop.session, form, values)
    saved = records.save(laptop.session, form.record)
    assert not saved.problems
    return form.record


def first_contact(laptop: Laptop):
    case, _ = cases.open_new(laptop.session)
    write(laptop, "contact", case, {"danger": "threatened", "person_wishes": "Haluan passini ja palkkani."})
    write(
        laptop,
        "person",
        case,
        {"called": "Arun", "given_names": "Arun", "mother_tongue": "ne", "service_language": "fi"},
    )
    write(
        laptop, "safety_assessment", case, {"safety_now": "not_safe", "contact_way": "call", "whereabouts": "salainen"}
    )
    write(
        laptop,
        "proposal",
        case,
        {"why_may_be_victim": "Työnantaja pitää passia.", "why_needs_help": "Tarvitsee yöpaikan."},
    )
    return case


def give(laptop: Laptop, case, purpose: str, groups=()):
    consent.record_answer(laptop.session, case, purpose, "given", {"data_groups": list(groups)})


def test_from_a_first_contact_to_a_decision_that_comes_back(sanna, officer):
    case = first_contact(sanna)
    give(sanna, case, "send_proposal", ["identity", "contact_way", "needs"])
    give(sanna, case, "receive_outcome")
    found(sanna, OrgKind.OUTREACH, "Ammattiliiton jalkautuva työ", type_="union")
    sanna.sync()
    proposal.send(sanna.session, case)
    sanna.sync()
    assert cases.read(sanna.session, case).proposal_state() == "delivered"

    officer.sync()
    (row,) = cases.page(officer.session, cases.ListRequest()).rows
    assert newest(officer, row.case, "proposal").values["why_may_be_victim"] == "Työnantaja pitää passia."
    assert newest(officer, row.case, "person").values["given_names"] == "Arun"
    assert "called" not in newest(officer, row.case, "person").values
    assert "whereabouts" not in newest(officer, row.case, "safety_assessment").values
    decision.mark_opened(officer.session, row.case)
    officer.sync()
    sanna.sync()
    assert cases.read(sanna.session, case).proposal_state() == "opened"

    form = records.new_form(officer.session, "decision", row.case)
    notice = {
        "outcome": "admitted",
        "ground": "victim_35_1",
        "decided_on": "2026-11-23",
        "reasons": "Salaiset perusteet.",
    }
    records.keep_draft(officer.session, form, notice)
    saved = decision.record(officer.session, row.case, form.record)
    assert not saved.problems
    assert cases.read(officer.session, row.case).identified()
    officer.sync()
    sanna.sync()
    told = cases.read(sanna.session, case)
    assert told.proposal_state() == "decided"
    assert dict(newest(sanna, case, "decision").values) == {"outcome": "admitted", "decided_on": "2026-11-23"}


def test_without_permission_the_outcome_does_not_come_back(sanna, officer):
    found(sanna, OrgKind.OUTREACH, "Ammattiliiton jalkautuva työ", type_="union")
    sanna.sync()
    case = first_contact(sanna)
    give(sanna, case, "send_proposal", ["identity"])
    proposal.send(sanna.session, case)
    sanna.sync()
    officer.sync()
    (row,) = cases.page(officer.session, cases.ListRequest()).rows
    form = records.new_form(officer.session, "decision", row.case)
    records.keep_draft(officer.session, form, {"outcome": "not_admitted", "decided_on": "2026-11-23"})
    decision.record(officer.session, row.case, form.record)
    officer.sync()
    sanna.sync()
    assert cases.read(sanna.session, case).newest("decision") is None


def test_without_consent_nothing_is_sealed_to_anybody_else(sanna, officer):
    found(sanna, OrgKind.OUTREACH, "Ammattiliiton jalkautuva työ", type_="union")
    sanna.sync()
    case = first_contact(sanna)
    with pytest.raises(Exception, match="no_consent_for_proposal"):
        proposal.send(sanna.session, case)
    sanna.sync()
    officer.sync()
    assert cases.page(officer.session, cases.ListRequest()).total == 0


def test_two_edits_of_one_field_both_stay_until_a_person_chooses(tmp_path, central, sanna):
    found(sanna, OrgKind.OUTREACH, "Ammattiliiton jalkautuva työ", type_="union")
    case, _ = cases.open_new(sanna.session)
    record = write(sanna, "contact", case, {"next_step": "Soitetaan"})
    mikael = new_laptop(tmp_path / "mikael", "Mikael S.", central)
    join(mikael, sanna)
    sanna.sync()
    mikael.sync()
    team = newest(sanna, case, "case")
    form = records.open_form(sanna.session, team.record)
    users: list[Json] = [*team.codes("case_team"), b64(mikael.session.store.me().user)]
    records.keep_draft(sanna.session, form, {"case_team": users})
    records.save(sanna.session, team.record)
    sanna.sync()
    mikael.sync()
    for laptop, words in ((sanna, "Soitetaan sunnuntaina"), (mikael, "Soitetaan maanantaina")):
        form = records.open_form(laptop.session, record)
        records.keep_draft(laptop.session, form, {"next_step": words})
        records.save(laptop.session, record)
    sanna.sync()
    mikael.sync()
    sanna.sync()
    for laptop in (sanna, mikael):
        (conflict,) = conflicts.open_conflicts(laptop.session)
        assert {version.value for version in conflict.versions} == {"Soitetaan sunnuntaina", "Soitetaan maanantaina"}
    conflicts.resolve(mikael.session, record, "next_step", "Soitetaan maanantaina")
    mikael.sync()
    sanna.sync()
    assert conflicts.open_conflicts(sanna.session) == ()
    assert records.open_form(sanna.session, record).fields["next_step"].value == "Soitetaan maanantaina"


def test_work_written_before_joining_goes_along(tmp_path, central, sanna):
    found(sanna, OrgKind.OUTREACH, "Ammattiliiton jalkautuva työ", type_="union")
    mikael = new_laptop(tmp_path / "mikael", "Mikael S.", central)
    case = first_contact(mikael)
    join(mikael, sanna)
    mikael.sync()
    assert newest(mikael, case, "person").values["called"] == "Arun"
    assert mikael.session.store.unsent_count().changes == 0
    sanna.sync()
    assert sanna.session.store.verify().sound
