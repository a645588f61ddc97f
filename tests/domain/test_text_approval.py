"""An approval counts for one text, from an administrator's laptop, until it is taken back."""

from datetime import date

import pytest

from desktop_app.domain.record import DELETED, Record
from desktop_app.domain.text_approval import standing_approvals, what_is_missing
from desktop_app.ledger.ids import DeviceId, OrgId, RecordId, StreamId
from desktop_app.ledger.merge import Head

ORG = b"o" * 16
ADMIN, OTHER = DeviceId(b"a" * 16), DeviceId(b"b" * 16)
VALUES = {
    "sheet": "your-rights", "language": "ru", "text_hash": "77", "reviewer": "Testi Tarkastaja",
    "approved_on": "2026-11-20",
}  # fmt: skip


def approval(device=ADMIN, conflicts=(), record=b"r" * 16, kind="text_approval", **changed):
    values = {**VALUES, **changed}
    heads = dict.fromkeys(values, ((device, 1),))
    heads.update({name: ((OTHER, 4),) for name in changed if device is ADMIN})
    found = {name: (Head(OTHER, 4, "2026-11-21T08:00:00.000Z", "x"),) for name in conflicts}
    return Record(OrgId(ORG), StreamId(ORG), RecordId(record), kind, values, heads, found)


def standing(*records):
    return standing_approvals(records, {ADMIN})


def test_an_administrator_s_approval_counts_for_its_very_text():
    (one,) = standing(approval()).items()
    assert one[0] == ("your-rights", "ru", "77")
    assert one[1].reviewer == "Testi Tarkastaja"


def test_another_laptop_can_neither_approve_nor_turn_an_approval_to_another_text():
    assert standing(approval(OTHER)) == {}
    for name in VALUES:
        assert standing(approval(**{name: "2026-11-21" if name == "approved_on" else "else"})) == {}


def test_an_approval_taken_back_or_in_doubt_does_not_count():
    assert standing(approval(**{DELETED: True})) == {}
    assert standing(approval(conflicts=("text_hash",))) == {}
    assert standing(approval(conflicts=(DELETED,))) == {}


def test_nothing_counts_that_is_not_whole():
    for name in VALUES:
        record = approval()
        del record.values[name]
        assert standing(record) == {}
    assert standing(approval(kind="note")) == {}


def test_of_several_for_one_text_the_newest_is_named():
    later = Record(
        OrgId(ORG), StreamId(ORG), RecordId(b"s" * 16), "text_approval",
        {**VALUES, "reviewer": "Toinen Tarkastaja", "approved_on": "2026-11-22"},
        dict.fromkeys(VALUES, ((ADMIN, 2),)),
    )  # fmt: skip
    for order in ((approval(), later), (later, approval())):
        (one,) = standing(*order).values()
        assert one.reviewer == "Toinen Tarkastaja"


@pytest.mark.parametrize(
    ("reviewer", "day", "missing"),
    [
        ("Testi Tarkastaja", "2026-11-28", None),
        ("  ", "2026-11-28", "no_reviewer"),
        ("Testi Tarkastaja", None, "no_review_day"),
        ("Testi Tarkastaja", "2026-11-29", "review_to_come"),
    ],
)
def test_a_name_and_a_day_that_has_come_are_needed(reviewer, day, missing):
    assert what_is_missing(reviewer, day, date(2026, 11, 28)) == missing
