"""Whatever is recorded of criminal proceedings, nothing else that the program offers, lists or prints changes."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from desktop_app.domain import consent as consent_rules
from desktop_app.domain.proceedings import PROCEEDINGS
from desktop_app.i18n.labels import Labels
from desktop_app.ledger.canonical import Json
from desktop_app.ledger.ids import OrgId, RecordId
from desktop_app.sheets.letter import write_letters
from desktop_app.use_cases import (
    case_view,
    cases,
    consent,
    consent_form,
    decision,
    duties,
    incoming,
    law_days,
    meeting,
    proceedings,
    proposal_letter,
    proposal_view,
    record_list,
    records,
    referral_letter,
    referral_view,
    sheets,
    store_access,
    supplement,
    today,
)
from desktop_app.vault.derivation import KdfCost

CODES = Labels.load()

NOW = datetime(2026, 3, 4, 9, 0, tzinfo=UTC)

#: What the case holds beside the proceedings: enough that every answer says something.
RECORDS = (
    ("contact", {"occurred_at": "2026-03-03T19:40+02:00", "next_step": "Soitetaan 8.3.2026", "person_wishes": "Passi"}),
    ("person", {"called": "Arun", "mother_tongue": "ne", "residence_until": "2026-09-30"}),
    ("safety_assessment", {"contact_way": "call", "contact_words": "Pyöräliike", "travel_on": "2026-03-09"}),
    ("proposal", {"why_may_be_victim": "Passi on työnantajalla.", "why_needs_help": "Yöpaikka puuttuu."}),
)

REFERRAL: dict[str, Json] = {
    "recipient_kind": "shelter",
    "recipient": "list:shelter",
    "basis": "consent",
    "reason": "Yöpaikka puuttuu.",
}

CHARACTERS = st.characters(codec="utf-8", exclude_categories=["C"])


def value_of(field):
    """Every value that a field may hold, and an emptied one."""
    if field.code_list is not None:
        return st.none() | st.sampled_from(CODES.codes(field.code_list))
    return st.none() | st.text(CHARACTERS, min_size=1, max_size=30)


#: Every state that a record of criminal proceedings can be in.
STATES = st.fixed_dictionaries({}, optional={field.name: value_of(field) for field in PROCEEDINGS.fields}).filter(bool)


def desk(folder):
    """A store with one case in it, seen from one fixed moment."""
    cost = KdfCost(memory=64, passes=1, lanes=1)
    session = store_access.create(folder / "store", "koe salalause vain", "Sanna L.", cost=cost).session
    session.clock = lambda: NOW
    case, _ = cases.open_new(session)
    for kind, values in RECORDS:
        write(session, records.new_form(session, kind, case), values)
    consent.record_answer(session, case, "send_proposal", "given", {"data_groups": ["identity", "safety"]})
    consent.record_answer(session, case, "police", "refused", {})
    shelter: dict[str, Json] = {"data_groups": ["identity", "contact_way"], "recipient": "list:shelter"}
    consent.record_answer(session, case, "shelter", "given", shelter)
    records.keep_draft(session, records.new_form(session, "referral", case), REFERRAL)
    return session, case


def write(session, form, values):
    """Write a record as its page does; returns what was to be seen while it was a draft."""
    records.keep_draft(session, form, values)
    seen = repr(everything(session, form.case))
    assert not records.save(session, form.record).problems
    return seen


@pytest.fixture(scope="module")
def opened(tmp_path_factory):
    """One store for all states: they follow one another as they do in a real case."""
    session, case = desk(tmp_path_factory.mktemp("no-gate"))
    yield session, case, repr(everything(session, case))
    store_access.lock(session)


def everything(session, case):
    """All that a worker sees or sends of a case. Only that some draft is open may be seen elsewhere, never of what."""
    file = cases.read(session, case)
    listed = cases.page(session, cases.ListRequest())
    row = next(row for row in listed.rows if row.case == case)
    day = today.view(session)
    return {
        "summary": file.summary(),
        "due": file.due(),
        "steps": file.possible_steps(),
        "identified": (file.identified(), file.is_child()),
        "proposal": proposal_view.view(session, case),
        "may be sent": consent_rules.cover(file.records, OrgId(bytes(16)), "send_proposal", session.now()),
        "referral begun": referral_view.form(session, case, None).values(),
        "referral": referral_view.view(session, case, RecordId(bytes(16)), {"recipient_kind": "shelter"}),
        "supplement": supplement.view(session, case),
        "waits for an answer": incoming.waiting(session),
        "may be told": decision.may_be_told(session, file),
        "permissions": consent.read(session, case),
        "letters": letters(session, case),
        "law days": law_days.of_case(file),
        "meeting": meeting.read(session, case),
        "duties": duties.read(session),
        "case": replace(case_view.view(session, case), drafts=frozenset()),
        "today": replace(day, now=tuple(line for line in day.now if line.step != "draft_open")),
        "row": row._replace(opened_at=None),
        "list": (listed.matching, listed.total),
        "counted": session.store.statistics_counts(),
        "records": [record_list.of_case(session, kind, case) for kind, _ in RECORDS],
    }


def letters(session, case):
    """Every paper of the case, level 4 and all."""
    referrals = [one.record for one in session.store.drafts.for_case(case) if one.kind == "referral"]
    return (
        *(proposal_letter.letter(session, case, language, with_safety=True) for language in ("fi", "sv", "en")),
        *consent_form.letters(session, case, consent.PURPOSES, "sv"),
        *(referral_letter.letter(session, case, referral, None) for referral in referrals),
    )


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(values=STATES)
def test_no_state_of_the_proceedings_changes_anything_else(opened, values):
    session, case, before = opened
    assert write(session, proceedings.form(session, case), values) == before
    assert repr(everything(session, case)) == before


@pytest.mark.parametrize("stage", CODES.codes("proceedings_stage"))
def test_no_stage_of_the_proceedings_changes_anything_else(opened, stage):
    session, case, before = opened
    write(session, proceedings.form(session, case), {"stage": stage})
    assert repr(everything(session, case)) == before


def test_a_sheet_is_the_same_byte_for_byte(opened):
    session, case, _ = opened
    printed = sheets.preview(session, "you-can-get-help", "fi", None).sheet.pdf
    write(session, proceedings.form(session, case), {"stage": "court", "note": "Salainen", "reported_by": "kollega"})
    assert sheets.preview(session, "you-can-get-help", "fi", None).sheet.pdf == printed


def test_every_letter_is_the_same_byte_for_byte(opened):
    session, case, _ = opened
    printed = write_letters(letters(session, case))
    write(session, proceedings.form(session, case), {"stage": "court", "note": "Salainen", "reported_by": "kollega"})
    assert write_letters(letters(session, case)) == printed


@pytest.mark.parametrize(
    ("kind", "values"),
    [("contact", {"next_step": "Tavataan 5.3.2026"}), ("note", {"text": "Muistiin"})],
)
def test_the_measure_notices_any_other_record(tmp_path, kind, values):
    session, case = desk(tmp_path)
    before = repr(everything(session, case))
    write(session, records.new_form(session, kind, case), values)
    assert repr(everything(session, case)) != before
    store_access.lock(session)
