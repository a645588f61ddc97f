"""Criminal proceedings are read by nothing that offers, decides, orders or prints, whatever is recorded of them."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from desktop_app.domain import consent as consent_rules
from desktop_app.domain.proceedings import PROCEEDINGS
from desktop_app.i18n.labels import Labels
from desktop_app.ledger.change import Op
from desktop_app.ledger.ids import OrgId, RecordId, new_id
from desktop_app.use_cases import cases, consent, decision, proposal_view, records, sheets

CODES = Labels.load()


def _value(field):
    if field.code_list is not None:
        return st.sampled_from(CODES.codes(field.code_list))
    return st.text(st.characters(codec="utf-8", exclude_categories=("C",)), min_size=1, max_size=30)


#: Every state that a record of criminal proceedings can be in.
RECORDED = st.fixed_dictionaries({}, optional={field.name: _value(field) for field in PROCEEDINGS.fields})


@pytest.fixture
def case(session):
    case, _ = cases.open_new(session)
    for kind, values in (
        ("person", {"given_names": "Arun", "mother_tongue": "ne"}),
        ("proposal", {"why_may_be_victim": "Passi on työnantajalla.", "why_needs_help": "Yöpaikka."}),
    ):
        form = records.new_form(session, kind, case)
        records.keep_draft(session, form, values)
        records.save(session, form.record)
    consent.record_answer(session, case, "send_proposal", "given", {"data_groups": ["identity"]})
    return case


def everything_that_decides(session, case):
    file = cases.read(session, case)
    cover = consent_rules.cover(file.records, OrgId(bytes(16)), "send_proposal", session.now())
    row = session.store.cases.row(case)
    return (
        proposal_view.view(session, case),
        consent.read(session, case),
        cover,
        decision.may_be_told(session, file),
        file.identified(),
        file.due(),
        file.possible_steps(),
        (row.next_step, row.next_at, row.proposal_state, row.flags),
    )


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(values=RECORDED)
def test_no_state_of_the_proceedings_changes_what_is_offered_sent_or_decided(session, case, values):
    before = everything_that_decides(session, case)
    if values:
        op = Op(RecordId(new_id()), PROCEEDINGS.name, values, dict.fromkeys(values, ()))
        session.store.save([op], case=case, at=session.at())
    assert everything_that_decides(session, case) == before


def test_a_sheet_is_the_same_whatever_is_recorded(session, case):
    before = sheets.preview(session, "you-can-get-help", "fi", None).sheet.sha256
    values = {"note": "Salainen", "reported_by": "kollega"}
    session.store.save(
        [Op(RecordId(new_id()), PROCEEDINGS.name, values, dict.fromkeys(values, ()))], case=case, at=session.at()
    )
    assert sheets.preview(session, "you-can-get-help", "fi", None).sheet.sha256 == before
