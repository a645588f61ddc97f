"""Commands of administrators to laptops: kept until they are obeyed or have expired; the laptop itself checks them."""

from datetime import datetime

from psycopg import Connection

from central_system.caller import Caller
from central_system.clock import Clock
from central_system.database import Database
from central_system.trust import check_administrator
from desktop_app.ledger import purposes
from desktop_app.ledger.canonical import Malformed
from desktop_app.ledger.command import SignedCommand
from desktop_app.ledger.keys import verify
from desktop_app.ledger.messages import CentralRefused


class OrderDesk:
    """Takes a command from an administrator's laptop and gives it to the laptop that it names, retired or not."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock

    def give(self, caller: Caller, signed: SignedCommand) -> None:
        """Keep a command; the same again is no error. Raises `CentralRefused`."""
        try:
            command = signed.parsed()
        except Malformed as error:
            raise CentralRefused(error.code) from error
        if command.org != caller.org:
            raise CentralRefused("not_your_organisation")
        expires, now = datetime.fromisoformat(command.expires), self._clock()
        if expires <= now:
            raise CentralRefused("command_expired")
        with self._database.transaction(caller.org) as connection:
            check_administrator(connection, caller)
            if not verify(_key(connection, caller), purposes.COMMAND, signed.bytes, signed.sig):
                raise CentralRefused("wrong_signature")
            known = connection.execute("select 1 from device where org = %s and dev = %s", (command.org, command.dev))
            if known.fetchone() is None:
                raise CentralRefused("unknown_device")
            connection.execute(
                "insert into command (org, dev, id, verb, bytes, sig, given, expires)"
                " values (%s, %s, %s, %s, %s, %s, %s, %s) on conflict do nothing",
                (command.org, command.dev, command.id, command.do, signed.bytes, signed.sig, now, expires),
            )

    def take(self, caller: Caller) -> tuple[SignedCommand, ...]:
        """Return what the calling laptop is to do and has not said that it has done, oldest first."""
        now = self._clock()
        with self._database.transaction(caller.org) as connection:
            rows = connection.execute(
                "select bytes, sig from command where org = %s and dev = %s and obeyed is null and expires > %s"
                " order by given, id",
                (caller.org, caller.dev, now),
            ).fetchall()
            if rows:
                connection.execute("set local synchronous_commit = off")  # reading waits for no standby
                connection.execute(
                    "update command set fetched = %s where org = %s and dev = %s and fetched is null",
                    (now, caller.org, caller.dev),
                )
        return tuple(SignedCommand(row[0], row[1]) for row in rows)

    def obeyed(self, caller: Caller, command: bytes) -> None:
        """Note that the calling laptop has done what it was told; an unknown command is no error."""
        with self._database.transaction(caller.org) as connection:
            connection.execute(
                "update command set obeyed = %s where org = %s and dev = %s and id = %s and obeyed is null",
                (self._clock(), caller.org, caller.dev, command),
            )


def _key(connection: Connection, caller: Caller) -> bytes:
    row = connection.execute("select key from device_home where dev = %s", (caller.dev,)).fetchone()
    if row is None:
        raise CentralRefused("unknown_device")
    return bytes(row[0])
