"""Sending in runs, two on their way at once: overtaken, lost or late, each change arrives once, none is forgotten."""

from threading import Event

import pytest

from desktop_app.ledger.messages import CentralUnavailable, Conflict
from desktop_app.sync import sending
from tests.storage.laptops import AT, case_id, op

LONG = 10


@pytest.fixture
def pair(found, monkeypatch):
    """An office of two whose runs hold two changes."""
    monkeypatch.setattr(sending, "MAX_LINES", 2)
    return found(2)


def write(laptop, count):
    """So many changes, each in a case of its own; the cases."""
    cases = [case_id() for _ in range(count)]
    for number, case in enumerate(cases):
        laptop.store.save([op("case", None, None, reference=f"Koivu {number}")], case=case, at=AT)
    return cases


def on_the_way(laptop, monkeypatch, meddle):
    """Let `meddle(number, push)` do each push, `number` counting them from 1; the numbers of changes in each."""
    pushed = []
    push = laptop.line.push

    def pushing(lines):
        pushed.append([line.parsed.n for line in lines])
        return meddle(len(pushed), lambda: push(lines))

    monkeypatch.setattr(laptop.line, "push", pushing)
    return pushed


def sent_once(office, first):
    """Whether the feed holds all that the first laptop wrote, once and in order, with receipts."""
    me = first.store.me()
    numbers = [change.parsed.n for change in office.feed() if change.parsed.dev == me.dev]
    unsent = first.store.cases.page(filters=frozenset({"unsent"})).matching
    return numbers == list(range(1, me.n + 1)) and first.store.unsent_count().changes == 0 and unsent == 0


def test_a_run_goes_out_behind_another_before_that_has_its_receipt(pair, monkeypatch):
    one = pair.laptops[0]
    third, second_is_in = Event(), Event()

    def meddle(number, push):
        if number == 2:
            assert third.wait(LONG), "the third run waits for the second's receipt"
        elif number == 3:
            third.set()
            assert second_is_in.wait(LONG)
        reply = push()
        if number == 2:
            second_is_in.set()
        return reply

    write(one, 6)
    pushed = on_the_way(one, monkeypatch, meddle)
    assert one.sync().pushed == sum(map(len, pushed)) == one.store.me().n
    assert sent_once(pair, one)


def test_the_first_run_goes_alone(pair, monkeypatch):
    one = pair.laptops[0]
    said = []

    def meddle(number, push):
        said.append(f"{number} begins")
        reply = push()
        said.append(f"{number} ends")
        return reply

    write(one, 6)
    on_the_way(one, monkeypatch, meddle)
    one.sync()
    assert said[:3] == ["1 begins", "1 ends", "2 begins"]


def test_a_run_that_overtakes_the_one_before_it_is_sent_again(pair, monkeypatch):
    one, two = pair.laptops
    overtaken = Event()
    gaps = []

    def meddle(number, push):
        if number == 2:
            assert overtaken.wait(LONG)
        try:
            return push()
        except Conflict as conflict:
            gaps.append(conflict.acked)
            raise
        finally:
            if number == 3:
                overtaken.set()

    written = write(one, 6)
    on_the_way(one, monkeypatch, meddle)
    report = one.sync()
    assert len(gaps) == 1
    assert report.pushed == one.store.me().n
    assert sent_once(pair, one)
    assert two.sync().cases >= set(written)


@pytest.mark.parametrize("arrives", [True, False])
def test_the_way_fails_under_one_run_while_another_is_on_it(pair, monkeypatch, arrives):
    one = pair.laptops[0]
    late = Event()

    def meddle(number, push):
        if number == 2:
            if arrives:
                push()
            late.set()
            raise CentralUnavailable("central_unavailable", reason="too_slow")
        if number == 3:
            assert late.wait(LONG)
        return push()

    write(one, 6)
    pushed = on_the_way(one, monkeypatch, meddle)
    assert one.sync().pushed == one.store.me().n
    assert [len(run) for run in pushed[3:]] == [1] * len(pushed[3:]), "what did not get through goes in smaller runs"
    assert sent_once(pair, one)


def test_what_a_crash_left_marked_as_unsent_is_not_after_the_next_round(pair, monkeypatch):
    one = pair.laptops[0]
    write(one, 6)
    with monkeypatch.context() as crashing:
        crashing.setattr(type(one.store), "settle_sent", lambda store: None)
        one.sync()
    assert one.store.unsent_count().changes == 0
    assert one.store.cases.page(filters=frozenset({"unsent"})).matching > 0
    one.sync()
    assert sent_once(pair, one)
    assert one.store.verify().findings == ()
