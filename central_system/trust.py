"""The server's side of trust: state, directories, rosters and hand-overs; it believes nothing that is not signed."""

from collections.abc import Sequence

from psycopg import Connection, errors

from central_system.caller import Caller
from central_system.clock import Clock, stamp
from central_system.database import Database
from central_system.delivery import deliver, lock_device
from central_system.directory import Directories, directories_after, let_ask, let_in
from central_system.keys import ServerKeys
from central_system.quarantine import releasable, take_out
from desktop_app.ledger.directory import SignedDirectory
from desktop_app.ledger.handover import Handover, SignedHandover, check_handover
from desktop_app.ledger.ids import DeviceId, Hash, OrgId, device_id
from desktop_app.ledger.messages import CentralRefused
from desktop_app.ledger.refusal import Refused, Waiting
from desktop_app.ledger.roster import ADMIN, Device, Roster, SignedRoster
from desktop_app.ledger.state import SignedState, State, sign_state
from desktop_app.ledger.trust import Trust

_RECOVERY = b""


class TrustOffice:
    """Keeps and gives out what the root and the administrators sign."""

    def __init__(self, database: Database, keys: ServerKeys, directories: Directories, clock: Clock) -> None:
        self._database = database
        self._keys = keys
        self._directories = directories
        self._clock = clock

    def state(self) -> SignedState:
        """Return the newest version and hash of the directory and of every roster, signed with the time."""
        with self._database.transaction() as connection:
            signed, directory = self._directories.newest(connection)
            rows = connection.execute(
                "select distinct on (org) org, version, hash from roster order by org, version desc"
            ).fetchall()
        rosters = {OrgId(row[0]): (int(row[1]), Hash(row[2])) for row in rows}
        return sign_state(State(stamp(self._clock()), (directory.version, signed.hash), rosters), self._keys.signing)

    def directories(self, after: int) -> tuple[SignedDirectory, ...]:
        """Return the directories above a version, ascending."""
        with self._database.transaction() as connection:
            return directories_after(connection, after)

    def rosters(self, org: OrgId, after: int) -> tuple[SignedRoster, ...]:
        """Return the rosters of any organisation above a version, ascending: all need them to check and to seal."""
        with self._database.transaction() as connection:
            rows = connection.execute(
                "select bytes, sig from roster where org = %s and version > %s order by version", (org, after)
            ).fetchall()
        return tuple(SignedRoster(row[0], row[1]) for row in rows)

    def handover(self, caller: Caller) -> SignedHandover | None:
        """Return the newest hand-over to the caller: a laptop, or the recovery sheet of the newest roster."""
        with self._database.transaction(caller.org) as connection:
            to = _RECOVERY if _is_recovery_sheet(connection, caller) else caller.dev
            row = connection.execute(
                "select bytes, sig from handover where org = %s and dev = %s order by version desc limit 1",
                (caller.org, to),
            ).fetchone()
        return None if row is None else SignedHandover(row[0], row[1])

    def publish(self, caller: Caller, signed: SignedRoster, handovers: Sequence[SignedHandover]) -> None:
        """Take a roster that is the newest plus one, with its hand-overs, all or nothing; the same again is no error.

        What was set aside of laptops whose end was raised is delivered afterwards; if that broke off, the same again
        goes on with it. Raises `CentralRefused`.
        """
        try:
            with self._database.keeping(caller.org) as connection:
                self._take(connection, caller, signed, handovers)
        except (Refused, Waiting) as error:
            raise CentralRefused(error.code) from error
        except errors.UniqueViolation as error:
            raise CentralRefused("roster_not_next") from error
        with self._database.transaction(caller.org) as connection:
            released = releasable(connection, caller.org)
        for dev in released:
            self.release(caller.org, dev)

    def release(self, org: OrgId, dev: DeviceId) -> None:
        """Deliver what was set aside of a device, as far as it counts now."""
        with self._database.transaction(org) as connection:
            device = lock_device(connection, org, dev)
            if device is None:
                raise CentralRefused("unknown_device")
            lines = take_out(connection, org, dev)
            if lines:
                deliver(connection, device, lines, self._directories.receivers(connection), self._clock())

    def _take(
        self, connection: Connection, caller: Caller, signed: SignedRoster, handovers: Sequence[SignedHandover]
    ) -> None:
        roster = signed.parsed()
        if roster.org != caller.org:
            raise CentralRefused("not_your_organisation")
        _, directory = self._directories.newest(connection)
        held = newest_roster(connection, caller.org)
        chain = () if held is None else (held,)
        before = Trust(
            Hash(b""),
            None,
            {caller.org: chain} if chain else {},
            directory,
            {caller.org: tuple(one.parsed() for one in chain)} if chain else {},
        )
        known = held is not None and held.bytes == signed.bytes
        before.accept_roster(signed)
        checked = [(check_handover(handover, roster), handover) for handover in handovers]
        if not known:
            _check_complete(roster, None if held is None else held.parsed(), [handover for handover, _ in checked])
            connection.execute(
                "insert into roster (org, version, hash, bytes, sig) values (%s, %s, %s, %s, %s)",
                (roster.org, roster.version, signed.hash, signed.bytes, signed.sig),
            )
        for handover, sealed in checked:
            connection.execute(
                "insert into handover (org, dev, version, bytes, sig) values (%s, %s, %s, %s, %s)"
                " on conflict do nothing",
                (roster.org, handover.to or _RECOVERY, roster.version, sealed.bytes, sealed.sig),
            )
        let_ask(connection, roster.org, roster.recovery.sign)
        devices = sorted(roster.devices, key=lambda device: device.dev)
        for device in devices:
            _keep_device(connection, roster.org, device)


def newest_roster(connection: Connection, org: OrgId) -> SignedRoster | None:
    """Return the newest roster of an organisation."""
    row = connection.execute(
        "select bytes, sig from roster where org = %s order by version desc limit 1", (org,)
    ).fetchone()
    return None if row is None else SignedRoster(row[0], row[1])


def _is_recovery_sheet(connection: Connection, caller: Caller) -> bool:
    """Return whether the recovery sheet that is in force asks."""
    signed = newest_roster(connection, caller.org)
    return signed is not None and device_id(signed.parsed().recovery.sign) == caller.dev


def check_administrator(connection: Connection, caller: Caller) -> None:
    """Raise `CentralRefused("not_an_administrator")` unless the newest roster gives the caller that role."""
    signed = newest_roster(connection, caller.org)
    device = None if signed is None else signed.parsed().device(caller.dev)
    if device is None or not device.active or ADMIN not in device.roles:
        raise CentralRefused("not_an_administrator")


def _check_complete(roster: Roster, before: Roster | None, handovers: Sequence[Handover]) -> None:
    """Raise `handover_missing` unless all who need the ring get it.

    After a rotation everybody and the recovery sheet, else who is new; a new recovery sheet at once.
    """
    rotated = before is not None and len(roster.kems) > len(before.kems)
    given = {handover.to for handover in handovers}
    for device in roster.devices:
        new = before is None or before.device(device.dev) is None
        if device.active and device.key != roster.by and (rotated or new) and device.dev not in given:
            raise CentralRefused("handover_missing")
    renewed = before is not None and roster.recovery != before.recovery
    if (rotated or renewed) and None not in given:
        raise CentralRefused("handover_missing")


def _keep_device(connection: Connection, org: OrgId, device: Device) -> None:
    """Bring a device's row in line with the roster."""
    let_in(connection, org, device.key)
    row = lock_device(connection, org, device.dev)
    assert row is not None
    until = device.until
    state = "retired" if until is not None else ("active" if row.state == "retired" else row.state)
    connection.execute(
        "update device set state = %s, until_n = %s, until_hash = %s where org = %s and dev = %s",
        (state, *(until or (None, None)), org, device.dev),
    )
