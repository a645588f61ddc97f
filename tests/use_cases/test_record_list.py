"""Lists of records say when and what kind, and leave out what another worker may not see."""

from __future__ import annotations

import pytest

from desktop_app.errors import LuotsiError
from desktop_app.use_cases import cases, record_list, records
from desktop_app.use_cases.information import sheet_title


def write(session, kind, case, values):
    form = records.new_form(session, kind, case)
    records.keep_draft(session, form, values)
    assert not records.save(session, form.record).problems
    return form.record


def test_rows_are_numbered_in_the_order_of_writing_and_newest_stands_first(session):
    case, _ = cases.open_new(session)
    first = write(session, "child_in_finland", case, {"needs_help": "yes"})
    second = write(session, "child_in_finland", case, {"needs_help": "no"})
    rows = record_list.of_case(session, "child_in_finland", case)
    assert {row.record: row.number for row in rows} == {first: 1, second: 2}


def test_a_meeting_written_late_stands_where_it_happened(session):
    case, _ = cases.open_new(session)
    late = write(session, "contact", case, {"occurred_at": "2026-03-05T10:00+02:00"})
    early = write(session, "contact", case, {"occurred_at": "2026-03-03T20:30+02:00"})
    assert [row.record for row in record_list.of_case(session, "contact", case)] == [late, early]


def test_a_draft_over_a_saved_record_is_one_row_with_what_was_typed(session):
    case, _ = cases.open_new(session)
    record = write(session, "representative", case, {"relation": "guardian"})
    records.keep_draft(session, records.open_form(session, record), {"relation": "custodian"})
    (row,) = record_list.of_case(session, "representative", case)
    assert row.is_draft
    assert dict(row.facts) == {"relation": "custodian"}


def test_what_cannot_be_read_yet_stands_in_no_row(session):
    case, _ = cases.open_new(session)
    record = write(session, "note", case, {"text": "x"})
    records.keep_draft(session, records.open_form(session, record), {"written_on": {"raw": "31.2."}})
    (row,) = record_list.of_case(session, "note", case)
    assert "31.2." not in row.at


def test_rows_of_one_case_never_come_from_another(session):
    case, _ = cases.open_new(session)
    other, _ = cases.open_new(session)
    write(session, "note", other, {"text": "toisen asia"})
    assert record_list.of_case(session, "note", case) == ()


def test_a_case_that_does_not_exist_for_the_worker_has_no_list(session):
    with pytest.raises(LuotsiError) as refused:
        record_list.of_case(session, "note", b"x" * 16)  # type: ignore[arg-type]  # a made-up case
    assert refused.value.code == "no_such_case"


def test_a_given_sheet_has_its_title_in_the_language_of_the_screen():
    swedish, given_in = sheet_title("you-can-get-help/ru/3/draft", "sv")
    assert given_in == "ru"
    assert swedish != "you-can-get-help"


def test_a_sheet_that_is_no_longer_shipped_is_its_own_title():
    assert sheet_title("old-sheet/fi/1/unconfirmed", "fi") == ("old-sheet", "fi")
