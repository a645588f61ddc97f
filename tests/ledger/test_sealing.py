"""What one laptop seals, only those it is meant for open, and nothing in it can be altered or moved."""

import zlib
from dataclasses import replace

import pytest
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from hypothesis import given
from hypothesis import strategies as st

from desktop_app.ledger import purposes
from desktop_app.ledger.canonical import Malformed
from desktop_app.ledger.change import Header, Payload, SignedChange, Wrap
from desktop_app.ledger.directory import OrgKind
from desktop_app.ledger.ids import DeviceId, FileId, Hash, OrgId, StreamId, UserId, digest, new_id
from desktop_app.ledger.keys import DeviceKey, Ring, commitment, seal_to
from desktop_app.ledger.refusal import Refused, Waiting
from desktop_app.ledger.roster import Device, next_roster
from desktop_app.ledger.sealing import (
    KeySource,
    assemble,
    check_author,
    open_payload,
    padded,
    unpadded,
    vouched,
    wrap_info,
)
from tests.ledger.world import AT, Laptop, World, cover_all, op


@pytest.fixture(scope="module")
def world():
    world = World()
    for kind in (OrgKind.OUTREACH, OrgKind.ASSISTANCE_SYSTEM, OrgKind.PROVIDER):
        world.add(kind)
    return world


@pytest.fixture(scope="module")
def trust(world):
    return world.trust()


@pytest.fixture
def laptop(world):
    first = world.organisations[0].first
    return Laptop(first.org, first.key, KeySource(first.org, world.organisations[0].ring))


def shared(world, trust, laptop, stream=None, **more):
    stream = stream or StreamId(new_id())
    reader = trust.reader(world.organisations[1].org)
    cover = cover_all(reader, "proposal", "language")
    opening = op(kind="proposal", record=stream, language="fi")
    return laptop.seal(opening, stream=stream, reader=reader, cover=cover, **more)


def count(change, trust, keys):
    """Return the payload if the change counts."""
    check_author(change, trust)
    return open_payload(change, keys)


def keys_of(organisation):
    return KeySource(organisation.org, organisation.ring)


def test_an_own_change_opens_on_every_laptop_of_the_organisation_and_nowhere_else(world, trust, laptop):
    change = laptop.seal(op(text="a"))
    assert count(change, trust, keys_of(world.organisations[0])).ops[0].set == {"text": "a"}
    with pytest.raises(Refused, match="not_for_us"):
        count(change, trust, keys_of(world.organisations[1]))


def test_a_shared_change_opens_for_its_reader_and_nobody_else(world, trust, laptop):
    change = shared(world, trust, laptop)
    owner, reader, other = world.organisations
    assert count(change, trust, keys_of(owner)) == count(change, trust, keys_of(reader))
    with pytest.raises(Refused, match="not_for_us"):
        count(change, trust, keys_of(other))


def test_a_device_repeats_its_wrap_and_two_laptops_derive_one_key(world, trust, laptop):
    stream = StreamId(new_id())
    one, again = (shared(world, trust, laptop, stream).parsed.wrap for _ in range(2))
    other = shared(world, trust, Laptop(laptop.org, DeviceKey.generate(), keys_of(world.organisations[0])), stream)
    assert one == again
    assert (one.commit, one.ct != other.parsed.wrap.ct) == (other.parsed.wrap.commit, True)


def test_sealing_without_cover_is_refused(world, trust, laptop):
    reader = trust.reader(world.organisations[1].org)
    other = trust.reader(world.organisations[2].org)
    stream = StreamId(new_id())
    for cover in (
        None,
        cover_all(reader, "note", "text"),
        cover_all(reader, "person", "x"),
        cover_all(other, "person", "name"),
    ):
        with pytest.raises(Refused, match="not_covered"):
            laptop.seal(op(kind="person", name="Aino"), stream=stream, reader=reader, cover=cover)
    laptop.seal(op(kind="withdrawal", _deleted=False), stream=stream, reader=reader)


MEMBERS = {
    "org": OrgId(new_id()),
    "dev": DeviceId(new_id()),
    "n": 2,
    "prev": bytes(32),
    "stream": StreamId(new_id()),
    "sn": 2,
    "epoch": 2,
    "roster": 0,
    "sealed": digest(b"other"),
    "close": True,
    "erase": ((DeviceId(bytes(16)), 1),),
    "files": (FileId(bytes(16)),),
}


@pytest.mark.parametrize("member", [*MEMBERS, "wrap", "commit", "ct", "to", "to_epoch"])
@pytest.mark.parametrize("signed_again", [False, True], ids=["as_it_was_signed", "signed_again_by_the_author"])
def test_each_member_altered_is_refused(world, trust, laptop, member, signed_again):
    change = shared(world, trust, laptop)
    header = change.parsed
    wrap = header.wrap
    altered = {
        "wrap": {"wrap": None},
        "commit": {"wrap": replace(wrap, commit=Hash(bytes(32)))},
        "ct": {"wrap": replace(wrap, ct=wrap.ct[:-1] + bytes([wrap.ct[-1] ^ 1]))},
        "to": {"wrap": replace(wrap, to=world.organisations[2].org)},
        "to_epoch": {"wrap": replace(wrap, to_epoch=2)},
    }.get(member) or {member: MEMBERS[member]}
    data = replace(header, **altered).to_bytes()
    assert data != change.header
    sig = laptop.key.sign(purposes.CHANGE, data) if signed_again else change.sig
    for organisation in world.organisations[1:]:
        with pytest.raises((Refused, Waiting)):
            count(SignedChange(data, sig, change.sealed), trust, keys_of(organisation))
    if member != "ct":  # the owner needs no wrap: it derives the key, and the reader alone sees that the wrap is broken
        with pytest.raises((Refused, Waiting)):
            count(SignedChange(data, sig, change.sealed), trust, keys_of(world.organisations[0]))


def test_sealed_bytes_of_another_change_are_refused(world, trust, laptop):
    one, other = laptop.seal(op(text="a")), laptop.seal(op(text="b"))
    with pytest.raises(Refused, match="wrong_sealed_bytes"):
        check_author(SignedChange(one.header, one.sig, other.sealed), trust)
    moved = replace(one.parsed, sealed=digest(other.sealed)).to_bytes()
    moved = SignedChange(moved, laptop.key.sign(purposes.CHANGE, moved), other.sealed)
    with pytest.raises(Refused, match="cannot_open"):
        count(moved, trust, keys_of(world.organisations[0]))


def test_a_wrap_moved_to_another_stream_is_refused(world, trust, laptop):
    one, other = shared(world, trust, laptop), shared(world, trust, laptop)
    data = replace(other.parsed, wrap=one.parsed.wrap).to_bytes()
    moved = SignedChange(data, laptop.key.sign(purposes.CHANGE, data), other.sealed)
    for organisation in world.organisations[:2]:
        with pytest.raises(Refused):
            count(moved, trust, keys_of(organisation))


def test_a_wrap_of_another_key_is_refused(world, trust, laptop):
    owner, reader = world.organisations[:2]
    change = shared(world, trust, laptop)
    header, wrap, key = change.parsed, change.parsed.wrap, bytes(32)
    for commit in (wrap.commit, commitment(key)):
        info = wrap_info(owner.org, header.stream, 1, commit, reader.org, 1)
        false = Wrap(commit, seal_to(trust.reader(reader.org).kem_public, info, key), reader.org, 1)
        data = replace(header, wrap=false).to_bytes()
        forged = SignedChange(data, laptop.key.sign(purposes.CHANGE, data), change.sealed)
        with pytest.raises(Refused):
            count(forged, trust, keys_of(reader))


def test_a_reader_and_the_owner_never_open_one_change_to_different_texts(world, trust, laptop):
    """A wrap of a key that is not the stream's is refused by the owner, whatever the reader sees."""
    owner, reader = world.organisations[:2]
    stream, key = StreamId(new_id()), KeySource(owner.org, Ring.new())
    forged = Laptop(laptop.org, laptop.key, key)
    change = shared(world, trust, forged, stream)
    assert count(change, trust, keys_of(reader)).ops
    with pytest.raises(Refused, match="wrong_key"):
        count(change, trust, keys_of(owner))


def test_a_reader_refuses_a_text_sealed_for_it_alone_under_the_commitment_of_the_stream(world, trust, laptop):
    """Its own organisation could not open what the reader would see: the commitment is what both hold it to."""
    owner, reader = world.organisations[:2]
    change = shared(world, trust, laptop)
    header, key = change.parsed, bytes(32)
    info = wrap_info(owner.org, header.stream, 1, header.wrap.commit, reader.org, 1)
    wrap = Wrap(header.wrap.commit, seal_to(trust.reader(reader.org).kem_public, info, key), reader.org, 1)
    body = zlib.compress(open_payload(change, keys_of(reader)).to_bytes())
    forged = assemble(replace(header, wrap=wrap), body, AESGCM(key), laptop.key, bytes(12))
    with pytest.raises(Refused, match="wrong_key"):
        count(forged, trust, keys_of(reader))


def test_a_change_of_a_key_not_handed_over_yet_waits(world, trust, laptop):
    rotated = world.organisations[0].ring.rotated()
    ahead = Laptop(laptop.org, laptop.key, KeySource(laptop.org, rotated))
    with pytest.raises(Waiting, match="key_unknown"):
        count(ahead.seal(op(text="a")), trust, keys_of(world.organisations[0]))


def test_an_unknown_author_waits(world, trust, laptop):
    stranger = Laptop(laptop.org, DeviceKey.generate(), laptop.keys)
    with pytest.raises(Waiting, match="device_unknown"):
        check_author(stranger.seal(op(text="a")), trust)
    elsewhere = OrgId(new_id())
    with pytest.raises(Waiting, match="organisation_unknown"):
        check_author(Laptop(elsewhere, laptop.key, KeySource(elsewhere, Ring.new())).seal(op(text="a")), trust)
    with pytest.raises(Waiting, match="roster_unknown"):
        check_author(laptop.seal(op(text="a"), roster=2), trust)


def test_a_forged_signature_is_refused(trust, laptop):
    change = laptop.seal(op(text="a"))
    with pytest.raises(Refused, match="wrong_signature"):
        check_author(SignedChange(change.header, bytes(64), change.sealed), trust)


def test_a_retired_laptops_later_changes_never_count_and_its_earlier_ones_do(world, trust, laptop):
    organisation = world.organisations[0]
    first, second, third = (laptop.seal(op(text=text)) for text in "abc")
    retired = replace(Device.of(laptop.key, frozenset({"admin"})), until=(2, second.hash))
    later = trust.accept_roster(next_roster(organisation.rosters[-1], organisation.first.key, devices=[retired]))
    check_author(first, later)
    check_author(second, later)
    with pytest.raises(Refused, match="retired"):
        check_author(third, later)
    forked = replace(Device.of(laptop.key, frozenset({"admin"})), until=(1, second.hash))
    later = trust.accept_roster(next_roster(organisation.rosters[-1], organisation.first.key, devices=[forked]))
    with pytest.raises(Refused, match="fork"):
        check_author(first, later)


def test_the_last_signature_of_an_unbroken_run_vouches_for_it(trust, laptop):
    run = [laptop.seal(op(text=text)) for text in "abcde"]
    stripped = [SignedChange(one.header, bytes(64), one.sealed) for one in run[:-1]]
    assert vouched([*stripped, run[-1]], trust) == {one.hash for one in run}
    assert vouched(stripped, trust) == frozenset()
    assert vouched([stripped[0], stripped[2], run[-1]], trust) == {run[-1].hash}
    forged = SignedChange(run[2].header.replace(b'"roster":1', b'"roster":0'), run[2].sig, run[2].sealed)
    # the forged one breaks the run; those before it must show their own signatures
    assert vouched([*run[:2], forged, *run[3:]], trust) == {one.hash for one in run[3:]}


@given(st.integers(0, 300_000))
def test_padding_hides_the_length(length):
    data = padded(b"x" * length)
    assert unpadded(data) == b"x" * length
    size = len(data)
    assert size % 65536 == 0 or size in {1024 * 2**step for step in range(7)}
    assert size - 4 - length < max(1024, size / 2, 65536 if size > 65536 else 0) or size == 1024


def test_other_padding_is_refused():
    good = padded(b"body")
    for wrong in (
        good[:-1],
        good + bytes(1024),
        good[:-1] + b"\1",
        bytes([255]) * 1024,
        b"",
        good[:512],
        padded(b"x" * 2000)[:2048][:1024],
    ):
        with pytest.raises(Malformed):
            unpadded(wrong)


def sealed_body(laptop, body):
    """Return a change whose compressed body is what a broken program might write."""
    cipher, _, _ = laptop.keys.own(StreamId(laptop.org), 1, 0)
    header = Header(laptop.org, laptop.key.dev, 1, b"", StreamId(laptop.org), 1, 1, 1, Hash(b""))
    return assemble(header, body, cipher, laptop.key, bytes(12))


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"not zlib",
        zlib.compress(b"{}"),
        zlib.compress(b"[" * 100),
        zlib.compress(bytes(2**20 + 1)),
        zlib.compress(bytes(2**26)),
        zlib.compress(Payload(UserId(bytes(16)), AT, ()).to_bytes())[:-1],
        zlib.compress(Payload(UserId(bytes(16)), AT, ()).to_bytes()) + b"more",
    ],
    ids=["empty", "garbage", "no_payload", "deep", "large", "bomb", "cut", "trailing"],
)
def test_a_body_that_is_no_payload_is_refused(trust, laptop, body):
    change = sealed_body(laptop, body)
    check_author(change, trust)
    with pytest.raises(Refused):
        open_payload(change, laptop.keys)


def test_the_largest_payload_fits(trust, laptop):
    text = new_id().hex() * 32000
    change = laptop.seal(op(text=text[: 2**20 - 1000]))
    check_author(change, trust)
    assert open_payload(change, laptop.keys).ops


def test_an_absent_sealed_part_waits(trust, laptop):
    change = laptop.seal(op(text="a"))
    absent = SignedChange(change.header, change.sig, None)
    check_author(absent, trust)
    with pytest.raises(Waiting, match="sealed_missing"):
        open_payload(absent, laptop.keys)


def test_own_headers_of_one_case_and_of_many_look_alike(laptop):
    """Invariant 12: but for numbers and hashes there is nothing to tell cases apart by."""
    headers = [laptop.seal(op(text="a"), case=case).parsed for case in (bytes(16), bytes(16), new_id())]
    assert len({(h.org, h.dev, h.stream, h.epoch, h.roster, h.wrap, h.close) for h in headers}) == 1


def test_a_header_that_cannot_be_read_is_vouched_for_by_nobody(trust, laptop):
    change = laptop.seal(op(text="a"))
    garbage = SignedChange(b"{}", bytes(64), None)
    assert vouched([garbage, change], trust) == {change.hash}


def test_sealed_bytes_beyond_the_largest_are_refused(trust, laptop):
    change = laptop.seal(op(text="a"))
    with pytest.raises(Malformed):
        check_author(SignedChange(change.header, change.sig, bytes(2**21)), trust)
