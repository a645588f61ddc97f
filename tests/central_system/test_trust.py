"""Rosters, hand-overs, directories and states: what the central system takes and what it gives."""

from __future__ import annotations

from dataclasses import replace

import pytest

from central_system.database import connect
from central_system.directory import accept_directory
from desktop_app.ledger.directory import OrgEntry, OrgKind, sign_directory
from desktop_app.ledger.handover import make_handover, open_handover
from desktop_app.ledger.ids import OrgId, feed_start, new_id
from desktop_app.ledger.keys import DeviceKey, RecoveryKey, Ring
from desktop_app.ledger.messages import CentralRefused
from desktop_app.ledger.refusal import Refused
from desktop_app.ledger.roster import ADMIN, Device, Recovery, first_roster, next_roster
from desktop_app.ledger.state import verify_state
from tests.central_fixtures import CentralInTest, Organisation
from tests.central_system.writing import Laptop


def refused(central: CentralInTest, organisation: Organisation, **changes: object) -> str:
    """Publish a next roster that must be refused; returns the code."""
    signer = changes.pop("signer", organisation.admin)
    handovers = changes.pop("handovers", ())
    roster = next_roster(organisation.roster, signer, **changes)  # type: ignore[arg-type] # tests try odd ones
    with pytest.raises(CentralRefused) as error:
        central.client(organisation.admin).publish(roster, handovers)  # type: ignore[arg-type] # as above
    assert central.client(organisation.admin).rosters(organisation.org, 0)[-1] == organisation.roster
    return error.value.code


def test_the_state_names_the_newest_of_everything_and_is_signed(central: CentralInTest) -> None:
    one, two = central.add_organisation(), central.add_organisation()
    central.add_device(one)
    client = central.client(two.admin)
    state = verify_state(client.state(), central.directory.parsed().server.receipt)
    assert state.directory == (3, central.directory.hash)
    assert state.rosters == {one.org: (2, one.roster.hash), two.org: (1, two.roster.hash)}
    assert client.directories(2) == (central.directory,)
    assert client.rosters(one.org, 1) == (one.roster,)


def test_a_new_laptop_gets_the_ring(central: CentralInTest) -> None:
    organisation = central.add_organisation()
    device = central.add_device(organisation)
    handover = central.client(device).handover()
    assert handover is not None
    assert open_handover(handover, organisation.roster.parsed(), device.kem, device.dev) == organisation.ring


def test_two_administrators_cannot_publish_two_rosters_with_one_number(central: CentralInTest) -> None:
    organisation = central.add_organisation()
    second = central.add_device(organisation, roles=frozenset({ADMIN}))
    mine = next_roster(organisation.roster, organisation.admin)
    theirs = next_roster(organisation.roster, second, devices=[*reversed(organisation.roster.parsed().devices)])
    central.client(organisation.admin).publish(mine, ())
    central.client(organisation.admin).publish(mine, ())
    with pytest.raises(CentralRefused) as error:
        central.client(second).publish(theirs, ())
    assert error.value.code == "forked_roster"


def test_a_roster_is_taken_whole_or_not_at_all(central: CentralInTest) -> None:
    organisation = central.add_organisation()
    newcomer = DeviceKey.generate()
    before = organisation.roster.parsed()
    with_newcomer = (*before.devices, Device.of(newcomer))
    assert refused(central, organisation, devices=with_newcomer) == "handover_missing"
    assert refused(central, organisation, ring=organisation.ring.rotated()) == "handover_missing"
    wrong = make_handover(before, organisation.admin.dev, organisation.ring, organisation.admin)
    assert refused(central, organisation, devices=with_newcomer, handovers=(wrong,)) == "handover_does_not_fit"
    stranger = DeviceKey.generate()
    assert refused(central, organisation, signer=stranger) == "not_an_administrator"
    assert refused(central, organisation, devices=(Device.of(stranger),)) == "device_changed"
    with pytest.raises(CentralRefused):
        central.client(newcomer).state()


def test_a_rotation_needs_a_hand_over_for_all_who_remain(central: CentralInTest) -> None:
    organisation = central.add_organisation()
    stays, leaves = central.add_device(organisation), central.add_device(organisation)
    ring = organisation.ring.rotated()
    devices = [
        replace(device, until=(0, b"")) if device.dev == leaves.dev else device
        for device in organisation.roster.parsed().devices
    ]
    roster = next_roster(organisation.roster, organisation.admin, devices=devices, ring=ring)
    handovers = [make_handover(roster.parsed(), to, ring, organisation.admin) for to in (stays.dev, None)]
    with pytest.raises(CentralRefused) as error:
        central.client(organisation.admin).publish(roster, handovers[:1])
    assert error.value.code == "handover_missing"
    central.client(organisation.admin).publish(roster, handovers)
    given = central.client(stays).handover()
    assert given is not None
    assert open_handover(given, roster.parsed(), stays.kem, stays.dev) == ring
    with pytest.raises(CentralRefused) as error:
        central.client(leaves).feed(0, feed_start(organisation.org))
    assert error.value.code == "device_retired"
    assert central.client(leaves).push([Laptop.of(organisation, leaves).write()]).quarantined == (1,)


def test_a_laptop_of_one_organisation_cannot_be_taken_by_another(central: CentralInTest) -> None:
    victim, thief = central.add_organisation(), central.add_organisation()
    stolen = Device.of(victim.admin)
    devices = (*thief.roster.parsed().devices, stolen)
    roster = next_roster(thief.roster, thief.admin, devices=devices)
    handover = make_handover(roster.parsed(), stolen.dev, thief.ring, thief.admin)
    assert refused(central, thief, devices=devices, handovers=(handover,)) == "device_elsewhere"
    with pytest.raises(CentralRefused) as error:
        central.client(thief.admin).publish(victim.roster, ())
    assert error.value.code == "not_your_organisation"


def test_only_the_anchor_signs_the_first_roster(central: CentralInTest) -> None:
    org, anchor, other = OrgId(new_id()), DeviceKey.generate(), DeviceKey.generate()
    central.add_entry(OrgEntry(org, OrgKind.OUTREACH, False, "other", "Järjestö", anchor.public))
    recovery = Recovery.of(RecoveryKey.derive(new_id(), org))
    with pytest.raises(CentralRefused) as error:
        central.client(anchor).publish(first_roster(org, other, Ring.new(), recovery), ())
    assert error.value.code == "not_an_administrator"
    central.client(anchor).publish(first_roster(org, anchor, Ring.new(), recovery), ())


def test_a_directory_that_is_old_forked_unchained_or_under_threshold_is_refused(central: CentralInTest) -> None:
    central.add_organisation()
    newest = central.directory.parsed()
    one, two, _ = central.roots
    following = replace(newest, version=newest.version + 1, prev=central.directory.hash)
    cases = (
        (sign_directory(following, [one]), "under_threshold"),
        (sign_directory(following, [one, one]), "under_threshold"),
        (sign_directory(following, [one, DeviceKey.generate().signing]), "under_threshold"),
        (sign_directory(replace(following, prev=bytes(32)), [one, two]), "not_chained"),
        (sign_directory(replace(following, version=9), [one, two]), "not_chained"),
        (sign_directory(replace(newest, issued="later"), [one, two]), "forked_directory"),
        (central.directory, "older_directory"),
    )
    for signed, code in cases:
        with pytest.raises(Refused) as error, connect(central.owner) as owner, owner.transaction():
            accept_directory(owner, signed, newest.root.hash)
        assert error.value.code == code
