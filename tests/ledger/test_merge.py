"""Whatever order changes arrive in, and however often, they add up to the same record."""

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop_app.ledger import merge
from desktop_app.ledger.change import Op
from desktop_app.ledger.ids import DeviceId, Dot, RecordId
from desktop_app.ledger.merge import FieldState, Head, apply_op, conflicts, distinct, is_deleted, shown
from desktop_app.ledger.refusal import Refused

A, B, C = (DeviceId(bytes([n] * 16)) for n in (1, 2, 3))
RECORD = RecordId(bytes(16))
FIELDS = ("phone", "language")


def add_up(changes, state=None, applied=frozenset()):
    """Apply changes as a store does: what it has already makes no difference."""
    done = set(applied)
    for dot, one in changes:
        if dot not in done:
            state = apply_op(state, one, dot, f"2026-11-23T10:00:{dot[1]:02}.000Z", done.__contains__)
            done.add(dot)
    return state


def change(dev, n, base=(), kind="person", **fields):
    return ((dev, n), Op(RECORD, kind, fields, dict.fromkeys(fields, tuple(base))))


@st.composite
def histories(draw):
    """A history of three laptops that each saw some of the changes before: bases are heads in what was seen."""
    history: list[tuple[Dot, Op]] = []
    for number in range(draw(st.integers(1, 9))):
        seen = draw(st.sets(st.sampled_from(range(number)))) if number else set()
        # whoever saw a change saw what it rests on
        while missing := {
            at
            for one in seen
            for base in history[one][1].base.values()
            for dot in base
            for at, (other, _) in enumerate(history)
            if other == dot and at not in seen
        }:
            seen |= missing
        state = add_up([history[one] for one in sorted(seen)])
        names = draw(st.sets(st.sampled_from(FIELDS), min_size=1))
        held = {} if state is None else state.fields
        base = {name: tuple(head.dot for head in held.get(name, FieldState()).heads) for name in names}
        dev = draw(st.sampled_from([A, B, C]))
        fields = {name: draw(st.integers(0, 3)) for name in names}
        history.append(((dev, number + 1), Op(RECORD, "person", fields, base)))
    return history


@given(histories(), st.randoms(use_true_random=False))
def test_any_order_and_any_repetition_give_the_same_heads_and_covered(history, rng):
    shuffled = history + history[: rng.randrange(len(history) + 1)]
    rng.shuffle(shuffled)
    assert add_up(shuffled) == add_up(history)
    assert not any(field.covered for field in add_up(history).fields.values())


@given(histories(), st.randoms(use_true_random=False))
def test_a_value_never_disappears_but_under_a_later_one(history, rng):
    rng.shuffle(history)
    for upto in range(1, len(history) + 1):
        seen = history[:upto]
        state = add_up(seen)
        for name in FIELDS:
            written = {dot for dot, one in seen if name in one.set}
            replaced = {dot for _, one in seen for dot in one.base.get(name, ())}
            heads = {head.dot for head in state.fields.get(name, FieldState()).heads}
            assert heads == written - replaced


def orders_agree(history):
    results = []
    for seed in range(20):
        order = list(history)
        random.Random(seed).shuffle(order)
        results.append(add_up(order))
    return all(result == results[0] for result in results)


CHAIN = [change(A, 1, phone="1"), change(B, 1, [(A, 1)], phone="2"), change(C, 1, [(B, 1)], phone="3")]


def test_without_covered_the_orders_would_differ(monkeypatch):
    assert orders_agree(CHAIN)
    monkeypatch.setattr(
        merge, "_over", lambda field, base, applied: FieldState(tuple(h for h in field.heads if h.dot not in base))
    )
    assert not orders_agree(CHAIN)


def test_without_base_nothing_would_ever_be_replaced(monkeypatch):
    assert shown(add_up(CHAIN).fields["phone"]) == "3"
    monkeypatch.setattr(merge, "_over", lambda field, base, applied: field)
    assert len(add_up(CHAIN).fields["phone"].heads) == 3


def test_two_who_write_unseen_stand_side_by_side_until_someone_saw_both():
    first, one, other = change(A, 1, phone="1"), change(B, 1, [(A, 1)], phone="2"), change(C, 1, [(A, 1)], phone="3")
    state = add_up([first, one, other])
    assert set(conflicts(state)) == {"phone"}
    assert len(distinct(state.fields["phone"])) == 2
    state = add_up([first, one, other, change(A, 2, [(B, 1), (C, 1)], phone="2")])
    assert conflicts(state) == {}
    assert shown(state.fields["phone"]) == "2"


def test_the_same_value_twice_is_no_conflict():
    state = add_up([change(A, 1, phone="1"), change(B, 1, phone="1")])
    assert conflicts(state) == {}
    assert len(state.fields["phone"].heads) == 2
    assert shown(state.fields["phone"]) == "1"


def test_true_and_one_are_different_values():
    assert conflicts(add_up([change(A, 1, phone=True), change(B, 1, phone=1)]))


def test_of_several_values_the_protective_one_shows_else_the_latest():
    field = add_up([change(A, 1, watched="no"), change(B, 2, watched="yes")]).fields["watched"]
    assert shown(field) == "yes"
    assert shown(field, lambda values: "no") == "no"
    assert shown(FieldState()) is None


def test_a_later_clock_does_not_win_over_a_base():
    late = Head(A, 1, "2099-01-01T00:00:00.000Z", "1")
    state = merge.RecordState("person", {"phone": FieldState((late,))})
    state = apply_op(
        state, change(B, 1, [(A, 1)], phone="2")[1], (B, 1), "2026-11-23T10:00:00.000Z", {(A, 1)}.__contains__
    )
    assert shown(state.fields["phone"]) == "2"


def test_deleted_and_edited_beside_it_stays_for_a_person_to_decide():
    first = change(A, 1, phone="1", language="fi")
    deletion = ((B, 1), Op(RECORD, "person", {"_deleted": True}, dict.fromkeys(("phone", "language"), ((A, 1),))))
    assert is_deleted(add_up([first, deletion]))
    assert conflicts(add_up([first, deletion])) == {}
    edit = change(C, 1, [(A, 1)], phone="2")
    for order in ([first, deletion, edit], [edit, deletion, first]):
        state = add_up(order)
        assert not is_deleted(state)
        assert {head.value for head in conflicts(state)["_deleted"]} == {True, "2"}


def test_a_record_does_not_change_its_kind():
    with pytest.raises(Refused):
        add_up([change(A, 1, outcome="yes"), change(B, 1, kind="note", outcome="no")])
