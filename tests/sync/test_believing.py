"""Only what the root leads to is believed; a doubt about somebody else stops nothing."""

from dataclasses import replace
from datetime import timedelta

import pytest

from desktop_app.ledger.directory import SignedDirectory
from desktop_app.ledger.handover import SignedHandover
from desktop_app.ledger.ids import Hash
from desktop_app.ledger.keys import SigningKey
from desktop_app.ledger.messages import CentralRefused, CentralUnavailable, Conflict, PushReply
from desktop_app.ledger.refusal import Refused
from desktop_app.ledger.roster import next_roster
from desktop_app.ledger.state import SignedState, State, sign_state
from desktop_app.ledger.trust import Trust
from desktop_app.sync.believing import SERVER_TIME, ask, fetch_trust, note_server_time, take_ring
from desktop_app.sync.sending import offer
from desktop_app.use_cases.session import stamp
from tests.sync.office import NOW


@pytest.fixture
def one(found):
    return found(1).laptops[0]


@pytest.fixture
def empty(one):
    return Trust(one.store.trust().root_hash)


def test_a_directory_under_another_root_is_not_believed(one):
    me = one.store.me()
    with pytest.raises(Refused, match="wrong_root"):
        fetch_trust(one.line, Trust(Hash(bytes(32))), me.org)


def test_without_any_directory_there_is_no_trust(one, empty):
    one.line.directories = lambda after: ()
    with pytest.raises(Refused, match="no_directory"):
        fetch_trust(one.line, empty, one.store.me().org)


def test_a_forged_directory_is_a_doubt(found):
    one = found(1).laptops[0]
    trust, honest = one.store.trust(), one.line.directories
    found(1)
    one.line.directories = lambda after: tuple(SignedDirectory(each.bytes, ()) for each in honest(after))
    beliefs = ask(one.line, trust)
    assert beliefs.trust is trust
    assert beliefs.doubts == ("under_threshold",)
    one.line.directories = honest
    newer = ask(one.line, trust).trust.directory
    assert newer is not None
    assert trust.signed_directory is not None
    assert newer.prev == trust.signed_directory.hash


def test_nothing_newer_costs_one_request(one):
    trust = one.store.trust()
    one.line.directories = one.line.rosters = None
    assert ask(one.line, trust).trust is trust


def test_a_new_key_of_the_central_system_is_learned_from_the_directory(found):
    office = found(1)
    one, trust = office.laptops[0], office.laptops[0].store.trust()
    server = SigningKey.generate()
    signed, honest = one.line.state(), one.line.state
    before = office.central.directory.parsed()
    office.central.publish_directory(replace(before, server=replace(before.server, receipt=server.public)))
    newest = office.central.directory
    state = replace(State.from_bytes(signed.bytes), directory=(newest.parsed().version, newest.hash))
    one.line.state = lambda: sign_state(state, server)
    beliefs = ask(one.line, trust)
    assert (beliefs.doubts, beliefs.state) == ((), state)
    one.line.state = honest
    assert ask(one.line, beliefs.trust).doubts == ("wrong_signature",)


def test_a_forged_state_is_a_doubt(one):
    trust, honest = one.store.trust(), one.line.state()
    one.line.state = lambda: SignedState(honest.bytes, bytes(64))
    beliefs = ask(one.line, trust)
    assert (beliefs.state, beliefs.doubts) == (None, ("wrong_signature",))


def test_a_state_that_names_another_roster_of_the_same_number_is_a_doubt(one):
    trust, org = one.store.trust(), one.store.me().org
    signed = trust.signed_rosters[org][-1]
    forked = type(signed)(signed.bytes + b" ", signed.sig)
    trust = Trust(trust.root_hash, trust.signed_directory, {org: (forked,)}, trust.directory, trust.rosters)
    assert ask(one.line, trust).doubts == ("forked_roster",)


def test_server_time_never_goes_back(one):
    state = ask(one.line, one.store.trust()).state
    assert state is not None
    note_server_time(one.store, state, NOW)
    seen = one.store.setting(SERVER_TIME)
    note_server_time(one.store, type(state)("2000-01-01T00:00:00.000Z", state.directory, state.rosters), NOW)
    assert one.store.setting(SERVER_TIME) == seen == state.time


@pytest.mark.parametrize(
    ("ahead", "clock", "believed"),
    [
        (timedelta(days=365), timedelta(0), True),
        (timedelta(days=365), timedelta(days=-400), False),  # the laptop's clock was set back
        (timedelta(days=365), timedelta(days=365), False),  # the laptop says what the server said before
        (timedelta(hours=20), timedelta(0), False),  # no more than clocks differ
    ],
)
def test_a_server_time_that_was_ahead_gives_way_where_both_clocks_agree(one, ahead, clock, believed):
    state = State(stamp(NOW + ahead), (1, Hash(bytes(32))), {})
    note_server_time(one.store, state, NOW)
    note_server_time(one.store, State(stamp(NOW), state.directory, state.rosters), NOW + clock)
    assert one.store.setting(SERVER_TIME) == stamp(NOW if believed else NOW + ahead)


def test_a_ring_is_taken_only_when_there_is_a_newer_one_for_this_laptop(one):
    assert take_ring(one.store, one.line) == frozenset()
    trust, me = one.store.trust(), one.store.me()
    ring = one.store.ring().rotated()
    one.store.set_trust(trust.accept_roster(next_roster(trust.signed_rosters[me.org][-1], me.key, ring=ring)))
    one.line.handover = lambda: None
    assert take_ring(one.store, one.line) == frozenset()
    assert one.store.ring().highest == 1
    one.line.handover = lambda: SignedHandover(b"not a hand-over", bytes(64))
    with pytest.raises(Refused):
        take_ring(one.store, one.line)


def test_a_push_reply_without_an_honest_receipt_is_no_reply(one):
    one.write(text="a")
    honest = one.line.push
    one.write(text="b")
    replies: list[PushReply] = []

    def first(lines):
        replies.append(honest(lines[:1]) if not replies else replies[0])
        return PushReply(2, replies[0].receipt)

    one.line.push = first
    with pytest.raises(CentralUnavailable) as raised:
        one.sync()
    assert raised.value.details == {"reason": "reply_broken"}
    assert one.store.unsent_count().changes == 2


def test_a_central_system_that_asks_again_and_again_is_left_alone(one):
    one.write(text="a")

    def gap(lines):
        raise Conflict(7)

    one.line.push = gap
    with pytest.raises(CentralUnavailable):
        one.sync()


def test_a_refused_run_of_one_author_does_not_stop_the_others(found):
    office = found(2)
    one, two = office.laptops
    one.write(text="a")
    two.write(text="b")
    lines = one.store.written(0) + two.store.written(0)
    honest = one.line.push

    def choosy(run):
        if run[0].parsed.dev == one.store.me().dev:
            raise CentralRefused("device_retired")
        return honest(run)

    one.line.push = choosy
    assert offer(one.line, lines) == 1
    assert [change.parsed.dev for change in office.feed()] == [two.store.me().dev]
