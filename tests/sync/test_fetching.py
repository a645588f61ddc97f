"""Fetching page by page: what stays when the way breaks off, and when the list shows what has come."""

import pytest

from desktop_app.ledger.messages import CentralUnavailable
from desktop_app.sync import fetching
from tests.storage.laptops import AT, case_id, op


def write_cases(laptop, count):
    """Cases with references from Koivu 1 on, each a change of its own."""
    for number in range(1, count + 1):
        laptop.store.save([op("case", None, None, reference=f"Koivu {number}")], case=case_id(), at=AT)


def shown(laptop):
    return sorted(row.reference for row in laptop.store.cases.page().rows)


def test_where_the_way_breaks_off_what_came_before_is_in_the_list(found, monkeypatch):
    one, two = found(2).laptops
    write_cases(one, 6)
    one.sync()
    two.line.most_lines = 2
    asked = []

    def feed(after, *rest, line=two.line.feed):
        asked.append(after)
        if len(asked) == 3:
            raise CentralUnavailable("central_unavailable", reason="unreachable")
        return line(after, *rest)

    monkeypatch.setattr(two.line, "feed", feed)
    with pytest.raises(CentralUnavailable):
        two.sync()
    come = shown(two)
    assert 0 < len(come) < 6
    assert come == [f"Koivu {number}" for number in range(1, len(come) + 1)]
    assert two.store.verify().findings == ()


@pytest.mark.parametrize(("seconds", "early"), [(0.0, True), (60.0, False)])
def test_a_long_fetch_shows_what_it_has_brought_before_its_end(found, monkeypatch, seconds, early):
    one, two = found(2).laptops
    write_cases(one, 4)
    one.sync()
    two.line.most_lines = 2
    monkeypatch.setattr(fetching, "_SETTLE_SECONDS", seconds)
    seen = []
    apply = type(two.store).apply

    def applying(store, lines, **how):
        seen.append(len(shown(two)))
        return apply(store, lines, **how)

    monkeypatch.setattr(type(two.store), "apply", applying)
    two.sync()
    assert any(0 < count < 4 for count in seen) == early
    assert len(shown(two)) == 4
