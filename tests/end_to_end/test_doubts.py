"""A central system that shows this laptop something else than before is not believed, and the worker is told."""

from __future__ import annotations

from dataclasses import replace

from desktop_app.ledger.directory import SignedDirectory, sign_directory
from desktop_app.ledger.roster import next_roster
from desktop_app.ledger.state import State, sign_state, verify_state
from desktop_app.use_cases import synchronising
from desktop_app.use_cases.doubts import Doubt
from tests.central_fixtures import CentralInTest
from tests.end_to_end.people import Laptop
from tests.end_to_end.test_recovery_sheet import sanna

__all__ = ["sanna"]


def told(laptop: Laptop) -> tuple[Doubt, ...]:
    return synchronising.status(laptop.session).doubts


def state_of(central: CentralInTest) -> State:
    return verify_state(central.central.trust.state(), central.central.keys.signing.public)


def sync_with(laptop: Laptop, central: CentralInTest, state: State | None = None, **replies) -> None:
    """A round with a central system that says something else; its keys sign a state as they sign any."""
    line = laptop.connect(laptop.session)
    if state is not None:
        signed = sign_state(state, central.central.keys.signing)
        replies["state"] = lambda: signed
    for name, reply in replies.items():
        setattr(line, name, reply)
    synchronising.sync_now(laptop.session, line)


def test_an_honest_central_system_leaves_no_doubt(sanna):
    sanna.sync()
    assert told(sanna) == ()


def test_another_list_under_the_same_number_is_told_at_once_and_until_it_is_gone(sanna, central):
    held = state_of(central)
    version = held.directory[0]
    forked = replace(held, directory=(version, type(held.directory[1])(bytes(32))))
    sync_with(sanna, central, forked)
    assert told(sanna) == (Doubt.FORKED,)
    sanna.sync()
    assert told(sanna) == ()


def test_what_is_not_signed_as_it_must_be_is_told(sanna, central):
    before = central.directory
    following = replace(before.parsed(), version=before.parsed().version + 1, prev=before.hash)
    short = sign_directory(following, central.roots[:1])
    held = state_of(central)
    named = replace(held, directory=(following.version, short.hash))
    sync_with(sanna, central, named, directories=lambda after: (SignedDirectory(short.bytes, short.sigs),))
    assert told(sanna)[0] is Doubt.FALSE
    assert sanna.session.store.trust().directory == before.parsed()


def test_a_central_system_that_knows_less_is_told_once_it_lasts(sanna, central):
    """A roster published between two questions of one round is no doubt."""
    store = sanna.session.store
    me, trust = store.me(), store.trust()
    held = state_of(central)
    store.set_trust(trust.accept_roster(next_roster(trust.signed_rosters[me.org][-1], me.key)))
    sync_with(sanna, central, held)
    assert told(sanna) == ()
    sync_with(sanna, central, held)
    assert told(sanna) == (Doubt.OLDER,)
