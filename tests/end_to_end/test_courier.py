"""A proposal goes by stick from a laptop that has no network, and what became of it comes back the same way."""

from __future__ import annotations

from pathlib import Path

import pytest

from desktop_app.ledger.canonical import b64
from desktop_app.ledger.directory import OrgKind
from desktop_app.use_cases import bundles, cases, consent, decision, proposal, records, set_aside, supplement
from tests.end_to_end.people import Laptop, found, join, new_laptop, newest
from tests.end_to_end.test_referral import arrived
from tests.end_to_end.test_story import first_contact


@pytest.fixture
def three(tmp_path, central) -> tuple[Laptop, Laptop, Laptop]:
    """A worker who stays without a network, a colleague who travels, and the officer."""
    officer = new_laptop(tmp_path / "officer", "Oona V.", central)
    found(officer, OrgKind.ASSISTANCE_SYSTEM, "Auttamisjärjestelmä", type_="reception_centre", authority=True)
    sanna = new_laptop(tmp_path / "sanna", "Sanna L.", central)
    found(sanna, OrgKind.OUTREACH, "Ammattiliiton jalkautuva työ", type_="union")
    mikael = new_laptop(tmp_path / "mikael", "Mikael S.", central)
    join(mikael, sanna)
    for laptop in (sanna, mikael, officer, sanna):
        laptop.sync()
    return sanna, mikael, officer


@pytest.fixture
def stick(tmp_path) -> Path:
    folder: Path = tmp_path / "stick"
    folder.mkdir()
    return folder


def carry(to: Laptop, saved: bundles.Saved) -> bundles.TakenIn:
    done = bundles.take_in(to.session, saved.paths)
    assert done.refused == []
    for path in saved.paths:
        path.unlink()
    return done


def test_a_proposal_there_and_its_decision_back_without_a_network(three, stick):
    sanna, mikael, officer = three
    case = first_contact(sanna)
    consent.record_answer(sanna.session, case, "send_proposal", "given", {"data_groups": ["needs"]})
    consent.record_answer(sanna.session, case, "receive_outcome", "given", {"data_groups": ["needs"]})
    proposal.send(sanna.session, case)
    assert cases.read(sanna.session, case).proposal_state() == "sent"

    carry(mikael, bundles.save(sanna.session, stick))
    assert cases.page(mikael.session, cases.ListRequest()).rows == (), "the case team is as it was"
    mikael.sync()
    (received,) = arrived(officer)
    decision.mark_opened(officer.session, received)
    form = records.new_form(officer.session, "decision", received)
    notice = {"outcome": "admitted", "decided_on": "2026-11-23", "ground": "ground_35_1"}
    records.keep_draft(officer.session, form, notice)
    assert not decision.record(officer.session, received, form.record).problems
    officer.sync()
    mikael.sync()

    back = carry(sanna, bundles.save_answer(mikael.session, stick))
    assert back.taken.delivered > 0
    assert cases.read(sanna.session, case).proposal_state() == "decided"
    assert dict(newest(sanna, case, "decision").values) == {"outcome": "admitted", "decided_on": "2026-11-23"}
    assert sanna.session.store.unsent_count().changes == 0
    for laptop in (sanna, mikael, officer):
        assert set_aside.view(laptop.session) == ()
        assert laptop.session.store.verify().sound
    sanna.sync()
    assert sanna.session.store.verify().sound


def test_what_was_withdrawn_meanwhile_is_withheld_from_the_reader_and_told(three, stick):
    sanna, mikael, officer = three
    case = first_contact(sanna)
    consent.record_answer(sanna.session, case, "send_proposal", "given", {"data_groups": ["needs", "identity"]})
    team = newest(sanna, case, "case")
    form = records.open_form(sanna.session, team.record)
    colleague = mikael.session.store.me().user
    records.keep_draft(sanna.session, form, {"case_team": [*team.codes("case_team"), b64(colleague)]})
    records.save(sanna.session, team.record)
    proposal.send(sanna.session, case)
    sanna.sync()
    mikael.sync()
    person = newest(sanna, case, "person")
    held = records.open_form(sanna.session, person.record)
    records.keep_draft(sanna.session, held, {"given_names": "Arun Kumar"})
    records.save(sanna.session, person.record)
    supplement.send(sanna.session, case)
    consent.record_answer(mikael.session, case, "send_proposal", "withdrawn", {})
    mikael.sync()
    carry(mikael, bundles.save(sanna.session, stick))
    mikael.sync()
    carry(sanna, bundles.save_answer(mikael.session, stick))
    (group,) = set_aside.view(sanna.session)
    assert (group.fate, group.mine, list(group.cases)) == (set_aside.Fate.WITHHELD, True, [case])
    (received,) = arrived(officer)
    assert not [one for one in cases.read(officer.session, received).records if "Kumar" in str(one.values)]
