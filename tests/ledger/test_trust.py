"""Nobody is believed but through the pinned root: old, forked, unchained or short-signed versions are refused."""

from dataclasses import replace

import pytest

from desktop_app.ledger import purposes
from desktop_app.ledger.canonical import Json, Malformed, b64, canon
from desktop_app.ledger.directory import Directory, SignedDirectory, sign_directory
from desktop_app.ledger.handover import Handover, SignedHandover, make_handover, open_handover
from desktop_app.ledger.ids import DeviceId, Hash, OrgId, new_id
from desktop_app.ledger.keys import DeviceKey, RecoveryKey, Ring, SigningKey, org_kem, seal_to
from desktop_app.ledger.refusal import Refused, Waiting
from desktop_app.ledger.roster import (
    ADMIN,
    Device,
    Recovery,
    Roster,
    SignedRoster,
    first_roster,
    next_roster,
    sign_roster,
)
from desktop_app.ledger.state import State, sign_state, verify_state
from desktop_app.ledger.trust import Trust
from tests.ledger.world import World


@pytest.fixture
def world():
    world = World()
    world.add()
    return world


@pytest.fixture
def trust(world):
    return world.trust()


def next_directory(trust, **members):
    before = trust.directory
    return replace(before, version=before.version + 1, prev=trust.signed_directory.hash, **members)


def test_a_directory_reads_back(world):
    directory = world.directory()
    assert Directory.from_bytes(directory.to_bytes()) == directory


def test_the_first_directory_must_have_the_pinned_root(world):
    signed = sign_directory(world.directory(), world.root[:2])
    with pytest.raises(Refused, match="wrong_root"):
        Trust(Hash(bytes(32))).accept_directory(signed)


@pytest.mark.parametrize("signers", [[], [0], [0, 0], [0, 0, 0]])
def test_a_directory_under_the_threshold_is_refused_one_key_counted_once(world, signers):
    directory = world.directory()
    with pytest.raises(Refused, match="under_threshold"):
        Trust(directory.root.hash).accept_directory(sign_directory(directory, [world.root[one] for one in signers]))


def test_a_root_with_one_key_twice_is_refused(world):
    directory = world.directory()
    twice = replace(directory, root=replace(directory.root, keys=(world.root[0].public,) * 2))
    with pytest.raises(Malformed):
        Trust(twice.root.hash).accept_directory(sign_directory(twice, world.root[:2]))


def test_signatures_of_strangers_and_over_other_bytes_do_not_count(world):
    directory = world.directory()
    stranger = SigningKey.generate()
    trust = Trust(directory.root.hash)
    with pytest.raises(Refused):
        trust.accept_directory(sign_directory(directory, [world.root[0], stranger]))
    data = directory.to_bytes()
    other = tuple((key.public, key.sign(purposes.ROSTER, data)) for key in world.root)
    with pytest.raises(Refused):
        trust.accept_directory(SignedDirectory(data, other))


def test_directories_follow_one_another(world, trust):
    following = next_directory(trust, issued="2026-12-01T00:00:00Z")
    signed = sign_directory(following, world.root[1:])
    later = trust.accept_directory(signed)
    assert later.directory == following
    assert later.accept_directory(signed) == later
    with pytest.raises(Refused, match="older_directory"):
        later.accept_directory(trust.signed_directory)
    forked = sign_directory(next_directory(trust, issued="2026-12-02T00:00:00Z"), world.root[1:])
    with pytest.raises(Refused, match="forked_directory"):
        later.accept_directory(forked)


def test_a_directory_that_skips_or_is_not_chained_is_refused(world, trust):
    for wrong in (replace(next_directory(trust), version=3), replace(next_directory(trust), prev=bytes(32))):
        with pytest.raises(Refused, match="not_chained"):
            trust.accept_directory(sign_directory(wrong, world.root))


def test_a_new_root_is_signed_by_the_old_one_and_by_itself(world, trust):
    keys = [SigningKey.generate() for _ in range(2)]
    root = replace(trust.directory.root, keys=tuple(key.public for key in keys))
    following = next_directory(trust, root=root)
    for signers in (keys, world.root):
        with pytest.raises(Refused, match="under_threshold"):
            trust.accept_directory(sign_directory(following, signers))
    assert trust.accept_directory(sign_directory(following, [*keys, *world.root[:2]])).directory.root == root


def test_a_roster_reads_back(world):
    signed = world.organisations[0].rosters[0]
    assert signed.parsed().to_bytes() == signed.bytes


def test_roster_1_is_signed_by_the_anchor_alone(world, trust):
    organisation = world.organisations[0]
    bare = replace(trust, rosters={}, signed_rosters={})
    key = DeviceKey.generate()
    false = first_roster(organisation.org, key, organisation.ring, Recovery.of(organisation.recovery))
    with pytest.raises(Refused, match="not_an_administrator"):
        bare.accept_roster(false)
    claimed = replace(false.parsed(), by=organisation.first.key.public)
    with pytest.raises(Refused, match="wrong_signature"):
        bare.accept_roster(sign_roster(claimed, key))


def test_a_roster_of_an_unknown_organisation_or_without_the_one_before_waits(world, trust):
    stranger = World().add()
    with pytest.raises(Waiting, match="organisation_unknown"):
        trust.accept_roster(stranger.rosters[0])
    organisation = world.organisations[0]
    second = next_roster(organisation.rosters[0], organisation.first.key)
    third = next_roster(second, organisation.first.key)
    for known in (trust, replace(trust, rosters={}, signed_rosters={})):
        with pytest.raises(Waiting, match="roster_before_missing"):
            known.accept_roster(third)


def test_a_roster_is_signed_by_an_administrator_or_the_recovery_sheet(world, trust):
    organisation = world.organisations[0]
    member = organisation.add_laptop()
    trust = trust.accept_roster(organisation.rosters[-1])
    for signer in (organisation.first.key, organisation.recovery):
        assert (
            trust.accept_roster(next_roster(organisation.rosters[-1], signer)).newest_roster(organisation.org).version
            == 3
        )
    for stranger in (member.key, DeviceKey.generate(), RecoveryKey.derive(new_id(), organisation.org)):
        with pytest.raises(Refused, match="not_an_administrator"):
            trust.accept_roster(next_roster(organisation.rosters[-1], stranger))


def test_a_retired_administrator_signs_no_more(world, trust):
    organisation = world.organisations[0]
    first = organisation.first.key
    retired = replace(Device.of(first, frozenset({ADMIN})), until=(0, b""))
    second = next_roster(organisation.rosters[0], first, devices=[retired])
    trust = trust.accept_roster(second)
    with pytest.raises(Refused, match="not_an_administrator"):
        trust.accept_roster(next_roster(second, first))
    trust.accept_roster(next_roster(second, organisation.recovery))


def test_older_and_forked_rosters_are_refused_and_the_same_again_is_nothing(world, trust):
    organisation = world.organisations[0]
    second = next_roster(organisation.rosters[0], organisation.first.key)
    later = trust.accept_roster(second)
    assert later.accept_roster(second) == later
    assert later.accept_roster(organisation.rosters[0]) == later
    with pytest.raises(Refused, match="forked_roster"):
        later.accept_roster(next_roster(organisation.rosters[0], organisation.recovery))
    unchained = replace(next_roster(second, organisation.first.key).parsed(), prev=bytes(32))
    with pytest.raises(Refused, match="not_chained"):
        later.accept_roster(sign_roster(unchained, organisation.first.key))


def test_no_roster_drops_a_laptop_or_changes_its_roles_or_old_kem_keys(world, trust):
    organisation = world.organisations[0]
    first = organisation.first.key
    other = DeviceKey.generate()
    for devices in ([Device.of(other)], [Device.of(first, frozenset({ADMIN, "decide"}))]):
        with pytest.raises(Refused, match="device_changed"):
            trust.accept_roster(next_roster(organisation.rosters[0], first, devices=devices))
    with pytest.raises(Refused, match="kems_changed"):
        trust.accept_roster(next_roster(organisation.rosters[0], first, ring=Ring.new()))
    rotated = next_roster(organisation.rosters[0], first, ring=organisation.ring.rotated())
    assert trust.accept_roster(rotated).reader(organisation.org).epoch == 2


def test_an_organisation_that_lost_every_administrator_starts_again_from_a_new_anchor(world, trust):
    organisation = world.organisations[0]
    anchor = DeviceKey.generate()
    entry = replace(trust.directory.orgs[0], anchor=anchor.public, anchor_version=2)
    trust = trust.accept_directory(sign_directory(next_directory(trust, orgs=(entry,)), world.root))
    devices = (*organisation.rosters[0].parsed().devices, Device.of(anchor, frozenset({ADMIN})))
    by_old = next_roster(organisation.rosters[0], organisation.first.key, devices=devices)
    with pytest.raises(Refused, match="not_an_administrator"):
        trust.accept_roster(by_old)
    by_anchor = next_roster(organisation.rosters[0], anchor, devices=devices)
    assert trust.accept_roster(by_anchor).newest_roster(organisation.org).version == 2
    fresh = replace(trust, rosters={}, signed_rosters={})
    assert fresh.accept_roster(by_anchor).device(organisation.org, organisation.first.key.dev)


def test_a_device_is_found_in_the_newest_roster_and_in_an_older_one(world, trust):
    organisation = world.organisations[0]
    member = organisation.add_laptop(frozenset({"decide"}))
    trust = trust.accept_roster(organisation.rosters[-1])
    assert trust.device(organisation.org, member.key.dev).roles == {"decide"}
    assert trust.device(organisation.org, member.key.dev, 1) is None
    assert trust.device(organisation.org, organisation.first.key.dev, 1)
    assert trust.device(OrgId(bytes(16)), member.key.dev) is None
    with pytest.raises(Waiting):
        trust.reader(OrgId(bytes(16)))


@pytest.mark.parametrize(
    "member",
    [
        {"devices": ()},
        {"kems": ()},
        {"version": 2},
        {"prev": bytes(32)},
        {"recovery": Recovery(bytes(31), bytes(1216))},
        {"by": b""},
    ],
)
def test_a_roster_with_a_wrong_member_is_refused(world, member):
    roster = replace(world.organisations[0].rosters[0].parsed(), **member)
    with pytest.raises(Malformed):
        Roster.from_bytes(roster.to_bytes())


def test_a_device_id_that_is_not_that_of_its_key_is_refused(world):
    roster = world.organisations[0].rosters[0].parsed()
    for device in (
        replace(roster.devices[0], dev=DeviceId(bytes(16))),
        replace(roster.devices[0], roles=frozenset({"owner"})),
        replace(roster.devices[0], until=(1, b"")),
    ):
        with pytest.raises(Malformed):
            Roster.from_bytes(replace(roster, devices=(device,)).to_bytes())


def test_the_ring_is_handed_over_to_one_laptop(world):
    organisation = world.organisations[0]
    member = organisation.add_laptop()
    roster = organisation.rosters[-1].parsed()
    handover = make_handover(roster, member.key.dev, organisation.ring, organisation.first.key)
    assert open_handover(handover, roster, member.key.kem, member.key.dev) == organisation.ring
    with pytest.raises(Refused, match="cannot_open"):
        open_handover(handover, roster, organisation.first.key.kem, member.key.dev)
    with pytest.raises(Refused, match="handover_does_not_fit"):
        open_handover(handover, roster, member.key.kem, organisation.first.key.dev)
    with pytest.raises(Refused, match="handover_does_not_fit"):
        open_handover(handover, organisation.rosters[0].parsed(), member.key.kem, member.key.dev)


def test_the_ring_is_handed_over_to_the_recovery_sheet(world):
    organisation = world.organisations[0]
    roster = organisation.rosters[0].parsed()
    handover = make_handover(roster, None, organisation.ring, organisation.first.key)
    assert open_handover(handover, roster, organisation.recovery.kem, None) == organisation.ring


def test_a_hand_over_by_no_administrator_or_of_a_false_ring_is_refused(world):
    organisation = world.organisations[0]
    member = organisation.add_laptop()
    roster = organisation.rosters[-1].parsed()
    by_member = make_handover(roster, member.key.dev, organisation.ring, member.key)
    with pytest.raises(Refused, match="wrong_signature"):
        open_handover(by_member, roster, member.key.kem, member.key.dev)
    with pytest.raises(Refused, match="ring_does_not_fit"):
        make_handover(roster, member.key.dev, Ring.new(), organisation.first.key)
    with pytest.raises(Refused, match="device_unknown"):
        make_handover(roster, DeviceId(bytes(16)), organisation.ring, organisation.first.key)
    false_ring = Ring.new()
    false_roster = replace(roster, kems=((1, org_kem(false_ring.secret(1), roster.org).public),))
    false = make_handover(false_roster, member.key.dev, false_ring, organisation.first.key)
    with pytest.raises(Refused, match="ring_does_not_fit"):
        open_handover(false, roster, member.key.kem, member.key.dev)
    good = make_handover(roster, member.key.dev, organisation.ring, organisation.first.key)
    assert SignedHandover.from_json(good.to_json()) == good


def test_a_state_is_believed_from_the_central_system_alone(world, trust):
    organisation = world.organisations[0]
    rosters = {organisation.org: (1, organisation.rosters[0].hash)}
    state = State("2026-11-23T10:00:00Z", (1, trust.signed_directory.hash), rosters)
    signed = sign_state(state, world.server)
    assert verify_state(signed, trust.directory.server.receipt) == state
    with pytest.raises(Refused, match="wrong_signature"):
        verify_state(sign_state(state, world.root[0]), trust.directory.server.receipt)


def test_signed_things_read_back_from_the_wire(trust, world):
    signed = trust.signed_directory
    assert SignedDirectory.from_json(signed.to_json()) == signed
    roster = world.organisations[0].rosters[0]
    assert SignedRoster.from_json(roster.to_json()) == roster


def test_a_directory_of_contradictions_is_refused(world):
    directory = world.directory()
    for wrong in (
        replace(directory, version=2),
        replace(directory, prev=bytes(32)),
        replace(directory, orgs=directory.orgs * 2),
        replace(directory, issued="x" * (5 * 1024 * 1024)),
    ):
        with pytest.raises(Malformed):
            Directory.from_bytes(wrong.to_bytes())
    with pytest.raises(Malformed):
        Directory.from_bytes(directory.to_bytes().replace(b'"outreach"', b'"outraged"'))


def test_signatures_of_another_form_are_refused(trust):
    data: bytes = trust.signed_directory.bytes
    forms: list[Json] = [[["AAAA", "AAAA"]], [["AAAA"]], ["AAAA"], {}]
    for wrong in forms:
        with pytest.raises(Malformed):
            SignedDirectory.from_json({"bytes": b64(data), "sigs": wrong})


def test_lists_of_another_form_in_rosters_and_states_are_refused(world):
    roster = world.organisations[0].rosters[0].parsed()
    for old, new in ((b'"kems":[[1,', b'"kems":[[1,2,'), (b'"version":1', b'"version":0')):
        with pytest.raises(Malformed):
            Roster.from_bytes(roster.to_bytes().replace(old, new))
    twice = replace(roster, devices=roster.devices * 2)
    holes = replace(roster, kems=((2, roster.kems[0][1]),))
    for wrong in (twice, holes):
        with pytest.raises(Malformed):
            Roster.from_bytes(wrong.to_bytes())
    state = State("2026-11-23T10:00:00Z", (1, Hash(bytes(32))), {}).to_bytes()
    for old, new in ((b'"rosters":{}', b'"rosters":[]'), (b'"directory":[1,', b'"directory":[1,2,')):
        with pytest.raises(Malformed):
            State.from_bytes(state.replace(old, new))


def test_a_ring_of_another_form_is_refused(world):
    organisation = world.organisations[0]
    roster = organisation.rosters[0].parsed()
    info = Handover(b"", roster.org, None, roster.version).info
    plaintext = canon({"ring": [[1]]})
    data = Handover(seal_to(roster.recovery.kem, info, plaintext), roster.org, None, roster.version).to_bytes()
    signed = SignedHandover(data, organisation.first.key.sign(purposes.HANDOVER, data))
    with pytest.raises(Malformed):
        open_handover(signed, roster, organisation.recovery.kem, None)


def test_organisations_are_listed(trust, world):
    assert [entry.org for entry in trust.organisations()] == [world.organisations[0].org]
    assert Trust(Hash(bytes(32))).organisations() == ()
