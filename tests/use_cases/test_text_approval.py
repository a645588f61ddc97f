"""A draft is handed over only after the administrator has recorded that somebody read exactly that text."""

from __future__ import annotations

from dataclasses import replace

import pytest

from desktop_app.errors import LuotsiError
from desktop_app.ledger.change import Op
from desktop_app.ledger.directory import OrgKind
from desktop_app.ledger.ids import RecordId, new_id
from desktop_app.sheets import catalogue
from desktop_app.sheets.content import SheetState
from desktop_app.use_cases import sheets, store_access, text_approval
from tests.end_to_end.people import found, join, new_laptop

SHEET, LANGUAGE = "your-rights", "fr"
REVIEWER, DAY = "Testi Tarkastaja", "2026-11-20"


@pytest.fixture
def laptops(tmp_path, central):
    """The administrator's laptop and a colleague's, of one organisation."""
    administrator = new_laptop(tmp_path / "yksi", "Sanna L.", central)
    found(administrator, OrgKind.OUTREACH, "Testijärjestö")
    colleague = new_laptop(tmp_path / "kaksi", "Mikael H.", central)
    join(colleague, administrator)
    yield administrator, colleague
    for laptop in (administrator, colleague):
        store_access.lock(laptop.session)


def drawn(session, sheet=SHEET, language=LANGUAGE):
    return sheets.preview(session, sheet, language, "fi")


def row(session, sheet=SHEET, language=LANGUAGE):
    return next(each for each in text_approval.read(session).rows if (each.sheet, each.language) == (sheet, language))


def test_an_approved_text_prints_clean_and_no_other(laptops):
    administrator, _ = laptops
    session = administrator.session
    before = drawn(session)
    assert not before.may_print
    text_approval.approve(session, SHEET, LANGUAGE, REVIEWER, DAY)
    after = drawn(session)
    assert after.may_print
    assert after.sheet.state is SheetState.APPROVED
    assert after.sheet.sha256 != before.sheet.sha256, "the watermark is gone"
    assert not drawn(session, language="es").may_print
    assert not drawn(session, sheet="you-can-get-help").may_print
    assert row(session).approval.reviewer == REVIEWER
    assert row(session, language="es").state is SheetState.DRAFT


def test_a_colleague_s_laptop_prints_it_after_a_sync(laptops):
    administrator, colleague = laptops
    text_approval.approve(administrator.session, SHEET, LANGUAGE, REVIEWER, DAY)
    assert not drawn(colleague.session).may_print
    administrator.sync()
    colleague.sync()
    assert drawn(colleague.session).may_print
    assert not text_approval.read(colleague.session).may_approve


def test_without_a_store_a_text_is_a_draft_whatever_was_approved(laptops):
    text_approval.approve(laptops[0].session, SHEET, LANGUAGE, REVIEWER, DAY)
    assert not sheets.preview(None, SHEET, LANGUAGE, "fi").may_print


def changed_text(monkeypatch, **change):
    kept = catalogue.sheet_text

    def text(sheet, language):
        shipped = kept(sheet, language)
        return replace(shipped, **change) if (sheet, language) == (SHEET, LANGUAGE) else shipped

    monkeypatch.setattr(catalogue, "sheet_text", text)


@pytest.mark.parametrize("change", [{"title": "Et après ?"}, {"revision": 2}])
def test_a_changed_text_falls_back_to_draft_and_says_so(laptops, monkeypatch, change):
    session = laptops[0].session
    text_approval.approve(session, SHEET, LANGUAGE, REVIEWER, DAY)
    changed_text(monkeypatch, **change)
    assert not drawn(session).may_print
    fallen = row(session)
    assert fallen.approval is None
    assert fallen.was_approved
    assert fallen.state is SheetState.DRAFT


def test_only_an_administrator_s_laptop_can_record_or_take_back(laptops, session):
    administrator, colleague = laptops
    text_approval.approve(administrator.session, SHEET, LANGUAGE, REVIEWER, DAY)
    administrator.sync()
    colleague.sync()
    record = row(colleague.session).approval.record
    for other in (colleague.session, session):
        with pytest.raises(LuotsiError, match="not_an_administrator"):
            text_approval.approve(other, SHEET, LANGUAGE, REVIEWER, DAY)
        with pytest.raises(LuotsiError, match="not_an_administrator"):
            text_approval.take_back(other, record)


def test_a_record_that_another_laptop_wrote_past_the_rule_prints_nothing(laptops):
    administrator, colleague = laptops
    values = {
        "sheet": SHEET, "language": LANGUAGE, "text_hash": catalogue.text_hash(SHEET, LANGUAGE),
        "reviewer": REVIEWER, "approved_on": DAY,
    }  # fmt: skip
    op = Op(RecordId(new_id()), "text_approval", values, dict.fromkeys(values, ()))
    colleague.session.store.save([op], case=None, at=colleague.session.at())
    colleague.sync()
    administrator.sync()
    for laptop in laptops:
        assert len(laptop.session.store.records_of_kind("text_approval")) == 1
        assert not drawn(laptop.session).may_print


def test_taken_back_it_is_a_draft_again_and_can_be_approved_anew(laptops):
    session = laptops[0].session
    text_approval.approve(session, SHEET, LANGUAGE, REVIEWER, DAY)
    text_approval.take_back(session, row(session).approval.record)
    assert not drawn(session).may_print
    assert not row(session).was_approved
    text_approval.approve(session, SHEET, LANGUAGE, REVIEWER, DAY)
    assert drawn(session).may_print


def test_what_is_missing_is_said_and_nothing_is_recorded(laptops):
    session = laptops[0].session
    for reviewer, day, code in (("", DAY, "no_reviewer"), (REVIEWER, None, "no_review_day")):
        with pytest.raises(LuotsiError, match=code):
            text_approval.approve(session, SHEET, LANGUAGE, reviewer, day)
    with pytest.raises(LuotsiError, match="no_such_sheet"):
        text_approval.approve(session, SHEET, "xx", REVIEWER, DAY)
    assert session.store.records_of_kind("text_approval") == ()


def test_every_text_is_listed_with_its_state_and_revision(laptops):
    rows = text_approval.read(laptops[0].session).rows
    assert {(each.sheet, each.language) for each in rows} == {
        (info.sheet_id, language) for info in catalogue.sheet_list() for language in info.languages
    }
    own = {each.state for each in rows if each.language in ("fi", "sv", "en", "fi-simple")}
    assert own == {SheetState.UNCONFIRMED}
    assert all(each.revision >= 1 for each in rows)
