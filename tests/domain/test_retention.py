from datetime import UTC, date, datetime, timedelta

import pytest

from desktop_app.domain.kind import OrgKind
from desktop_app.domain.kinds import KINDS
from desktop_app.domain.record import Record
from desktop_app.domain.retention import (
    KEPT,
    NOTICE_DAYS,
    Rules,
    days_from,
    end_of_case,
    is_due,
    last_day,
    rests,
    usual,
)
from desktop_app.ledger.ids import DeviceId, OrgId, RecordId, StreamId
from desktop_app.ledger.merge import Head

DAY = date(2026, 2, 26)
NOW = datetime(2026, 2, 26, 12, 0, tzinfo=UTC)


def record(kind, conflicts=None, **values):
    org = OrgId(b"O" * 16)
    return Record(org, StreamId(org), RecordId(b"R" * 16), kind, values, conflicts=conflicts or {})


def side_by_side(field, *values):
    return {field: tuple(Head(DeviceId(bytes([n]) * 16), 1, "", value) for n, value in enumerate(values))}


def test_every_kind_with_a_day_of_erasure_has_a_rule():
    assert {kind.name for kind in KINDS.values() if "delete_on" in kind.by_name} == set(KEPT)
    assert all(set(usual(kind).days) == set(KEPT) for kind in OrgKind)


def test_a_note_is_kept_no_longer_than_anything_else():
    for kind in OrgKind:
        known = [days for days in usual(kind).days.values() if days is not None]
        assert usual(kind).days["note"] in (min(known), None)


def test_an_authority_keeps_by_its_own_law_until_its_administrator_says_otherwise():
    assert usual(OrgKind.ASSISTANCE_SYSTEM).kept_until("case", DAY) is None
    assert usual(OrgKind.PROVIDER).kept_until("note", DAY) is None


def test_a_case_goes_on_the_day_that_the_rule_says_and_never_before_anybody_saw_it_coming():
    rules = Rules({"case": 90})
    assert end_of_case(rules, date(2025, 11, 28), date(2025, 11, 28)) == DAY
    assert end_of_case(rules, date(2025, 1, 1), DAY) == DAY + timedelta(days=NOTICE_DAYS)
    assert end_of_case(Rules({"case": None}), DAY, DAY) is None


@pytest.mark.parametrize("text", ["0", "-3", "3651"])
def test_a_rule_that_says_no_sensible_time_is_no_rule(text):
    with pytest.raises(ValueError, match=text):
        days_from(text)


def test_a_record_is_due_on_its_day_and_not_before():
    note = record("note", delete_on="2026-02-26")
    assert is_due(note, DAY)
    assert not is_due(note, DAY - timedelta(days=1))
    assert not is_due(record("note"), DAY)


def test_of_two_days_side_by_side_the_later_counts_and_an_empty_one_keeps():
    both = record("note", side_by_side("delete_on", "2026-02-01", "2026-04-01"), delete_on="2026-02-01")
    assert last_day(both) == date(2026, 4, 1)
    assert last_day(record("note", side_by_side("delete_on", "2026-02-01", None), delete_on="2026-02-01")) is None


def test_a_case_whose_work_goes_on_is_never_due():
    assert not is_due(record("case", delete_on="2026-02-01"), DAY)
    again = record(
        "case", side_by_side("closed_on", "2025-11-01", None), closed_on="2025-11-01", delete_on="2026-02-01"
    )
    assert not is_due(again, DAY)


def test_what_was_just_written_waits_but_a_clock_in_the_future_holds_nothing_up():
    assert not rests(["2026-02-25T12:00:00.000Z"], NOW)
    assert rests(["2026-02-24T11:00:00.000Z"], NOW)
    assert rests(["2031-01-01T00:00:00.000Z"], NOW)
