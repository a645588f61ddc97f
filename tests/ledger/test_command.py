"""A command counts for one laptop, from an administrator of the roster, until it expires."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from desktop_app.ledger.canonical import Malformed
from desktop_app.ledger.command import Command, SignedCommand, check_command, sign_command
from desktop_app.ledger.ids import DeviceId, OrgId, new_id
from desktop_app.ledger.keys import DeviceKey, RecoveryKey, Ring
from desktop_app.ledger.refusal import Refused
from desktop_app.ledger.roster import ADMIN, Device, Recovery, first_roster, next_roster

ORG = OrgId(b"o" * 16)
NOW = datetime(2026, 11, 29, 12, 0, tzinfo=UTC)
ADMINISTRATOR, SECOND, WORKER = DeviceKey.generate(), DeviceKey.generate(), DeviceKey.generate()
RECOVERY = Recovery.of(RecoveryKey.derive(new_id(), ORG))
FIRST = first_roster(ORG, ADMINISTRATOR, Ring.new(), RECOVERY)
ROSTER = next_roster(
    FIRST,
    ADMINISTRATOR,
    devices=(*FIRST.parsed().devices, Device.of(SECOND, frozenset({ADMIN})), Device.of(WORKER)),
).parsed()
COMMAND = Command(ORG, WORKER.dev, new_id(), "wipe", "2026-11-29T11:00:00.000Z", "2026-12-29T11:00:00.000Z")


def check(signed, roster=ROSTER, dev=WORKER.dev, now=NOW):
    return check_command(signed, roster, dev, now)


@pytest.mark.parametrize("signer", [ADMINISTRATOR, SECOND])
def test_an_administrators_command_counts_and_travels_unchanged(signer):
    signed = sign_command(COMMAND, signer)
    assert check(SignedCommand.from_json(signed.to_json())) == COMMAND


def test_nobody_else_commands():
    for key in (WORKER, DeviceKey.generate()):
        with pytest.raises(Refused, match="wrong_signature"):
            check(sign_command(COMMAND, key))
    gone = replace(
        ROSTER, devices=tuple(replace(d, until=(0, b"")) if d.dev == SECOND.dev else d for d in ROSTER.devices)
    )
    with pytest.raises(Refused, match="wrong_signature"):
        check(sign_command(COMMAND, SECOND), gone)


def test_it_is_for_one_laptop_of_one_organisation_and_one_time():
    signed = sign_command(COMMAND, ADMINISTRATOR)
    with pytest.raises(Refused, match="command_not_for_us"):
        check(signed, dev=DeviceId(b"x" * 16))
    other = sign_command(replace(COMMAND, org=OrgId(b"p" * 16)), ADMINISTRATOR)
    with pytest.raises(Refused, match="command_not_for_us"):
        check(other)
    with pytest.raises(Refused, match="command_expired"):
        check(signed, now=datetime(2026, 12, 29, 11, 0, tzinfo=UTC))


def test_an_altered_command_is_refused():
    signed = sign_command(replace(COMMAND, do="lock"), ADMINISTRATOR)
    altered = SignedCommand(signed.bytes.replace(b'"lock"', b'"wipe"'), signed.sig)
    with pytest.raises(Refused, match="wrong_signature"):
        check(altered)


@pytest.mark.parametrize(
    "changed", [{"do": "burn"}, {"issued": "yesterday"}, {"expires": "2026-12-29T11:00:00"}, {"id": b"short"}]
)
def test_an_odd_command_is_no_command(changed):
    with pytest.raises(Malformed):
        Command.from_bytes(replace(COMMAND, **changed).to_bytes())
