"""Laptops and server are killed at any moment, the way between them loses, repeats and reorders: nothing is lost.

The seed in a test's name decides what is killed when, what each laptop does, and what the way does to each request;
`LUOTSI_FAULT_SEEDS=17` (or `17,18`) runs others. The long form, `-m long`, plays many and longer.
"""

import os

import pytest

pytestmark = pytest.mark.skipif(os.name == "nt", reason="no SIGKILL")


def seeds(*otherwise: int) -> list[int]:
    given = os.environ.get("LUOTSI_FAULT_SEEDS")
    return [int(one) for one in given.split(",")] if given else list(otherwise)


@pytest.mark.parametrize("seed", seeds(1))
def test_nothing_is_lost_or_doubled_whoever_is_killed_and_whatever_the_way_does(make_world, seed):
    world = make_world(seed)
    world.play(seed, steps=6)
    world.check_end()
    assert world.proxy.happened.total() > 20


@pytest.mark.long
@pytest.mark.parametrize("seed", seeds(2, 3, 4))
def test_two_copies_of_one_laptop_lose_nothing_of_what_either_wrote(make_world, seed):
    world = make_world(seed)
    world.begin(seed)
    world.clone(world.laptops[1])  # the other is the administrator, who lets them in again
    for _ in range(3):
        world.step()
    world.end()
    world.check_end()


@pytest.mark.long
@pytest.mark.parametrize("seed", seeds(*range(100, 112)))
def test_nothing_is_lost_or_doubled_in_long_plays(make_world, seed):
    world = make_world(seed)
    world.begin(seed)
    for number in range(30):
        if number == 15 and seed % 2:
            world.clone(world.laptops[1])
        world.step()
    world.end()
    world.check_end()
    assert world.proxy.happened.total() > 200
