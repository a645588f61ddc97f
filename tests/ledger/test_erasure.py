"""What is erased is gone for good: no replay brings it back, nor the value before it."""

import random

from hypothesis import given
from hypothesis import strategies as st

from desktop_app.ledger.change import Op
from desktop_app.ledger.erasure import closure, is_closed
from desktop_app.ledger.merge import FieldState
from tests.ledger.test_merge import CHAIN, FIELDS, RECORD, A, add_up, change, histories


def bases_of(history):
    named = {dot: {each for base in one.base.values() for each in base} for dot, one in history}
    return lambda dot: named.get(dot, ())


def written_again(history):
    """Write one value over all heads, as is done before an erasure."""
    state = add_up(history)
    held = {name: state.fields.get(name, FieldState()).heads for name in FIELDS}
    base = {name: tuple(head.dot for head in heads) for name, heads in held.items()}
    return ((A, 99), Op(RECORD, "person", dict.fromkeys(FIELDS, "kept"), base))


@given(histories(), st.data())
def test_after_erasing_a_closed_set_only_what_was_written_again_is_left_of_it(history, data):
    asked = data.draw(st.sets(st.sampled_from([dot for dot, _ in history]), min_size=1))
    gone = closure(asked, bases_of(history))
    assert is_closed(gone, bases_of(history))
    left = [*(each for each in history if each[0] not in gone), written_again(history)]
    random.Random(len(gone)).shuffle(left)
    for field in add_up(left).fields.values():
        assert [head.value for head in field.heads] == ["kept"]


def test_without_the_closure_the_older_value_would_come_back():
    last = CHAIN[-1][0]
    left = [each for each in [*CHAIN, written_again(CHAIN)] if each[0] != last]
    assert {head.value for head in add_up(left).fields["phone"].heads} == {"2", "kept"}
    assert not is_closed({last}, bases_of(CHAIN))
    assert closure({last}, bases_of(CHAIN)) == {dot for dot, _ in CHAIN}


def test_a_circle_of_bases_ends():
    circle = [change(A, 1, [(A, 2)], phone="1"), change(A, 2, [(A, 1)], phone="2")]
    assert closure({(A, 1)}, bases_of(circle)) == {(A, 1), (A, 2)}
