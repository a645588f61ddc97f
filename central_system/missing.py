"""Sealed parts that somebody lacks: handed out where the central system has them, asked of their writers where not."""

from collections.abc import Collection, Sequence
from typing import Final

from psycopg import Connection

from central_system.caller import Caller
from central_system.database import Database
from central_system.reading import check_may_read
from desktop_app.ledger.change import SignedChange
from desktop_app.ledger.ids import DeviceId, Hash
from desktop_app.ledger.messages import MAX_BYTES, CentralRefused
from desktop_app.ledger.missing_parts import MAX_PARTS, MissingParts

_LACKING: Final = "not part_fits(f.header, f.sealed) and not part_erased(f.author, f.dev, f.n, f.header)"


class MissingDesk:
    """Answers laptops that lack a sealed part, and tells them which are sought of their organisation."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def seek(self, caller: Caller, hashes: Collection[Hash]) -> MissingParts:
        """Return those of these changes of the caller's feed that are whole here, at most 1 MiB but one at least.

        What is not is noted for the laptops of the organisation that wrote it. Raises `CentralRefused`.
        """
        if len(hashes) > MAX_PARTS:
            raise CentralRefused("too_many_hashes")
        with self._database.transaction(caller.org) as connection:
            check_may_read(connection, caller)
            lines = _whole(connection, caller, list(hashes)) if hashes else ()
            found = {line.hash for line in lines}
            if lacking := [one for one in hashes if one not in found]:
                connection.execute("select seek_parts(%s)", (lacking,))
            sought = connection.execute(
                "select f.dev, f.n from sought s join feed f on f.org = s.org and f.hash = s.hash"
                f" where s.org = %s and f.author = s.org and {_LACKING} order by f.dev, f.n limit %s",
                (caller.org, MAX_PARTS),
            ).fetchall()
        return MissingParts(lines, tuple((DeviceId(row[0]), int(row[1])) for row in sought))


def fill(connection: Connection, dev: DeviceId, lines: Sequence[SignedChange]) -> None:
    """Take the sealed parts of changes that are here already, where they were lacking and not erased."""
    whole = [line for line in lines if line.sealed is not None]
    if whole:
        connection.execute(
            "select fill_parts(%b, %b, %b)", (dev, [line.parsed.n for line in whole], [line.sealed for line in whole])
        )


def _whole(connection: Connection, caller: Caller, hashes: list[Hash]) -> tuple[SignedChange, ...]:
    rows = connection.execute(
        "select f.header, f.sig, f.sealed from feed f where f.org = %s and f.hash = any(%s)"
        " and part_fits(f.header, f.sealed) order by f.seq",
        (caller.org, hashes),
        binary=True,
    ).fetchall()
    lines: list[SignedChange] = []
    size = 0
    for row in rows:
        size += len(row[0]) + len(row[2])
        if lines and size > MAX_BYTES:
            break
        lines.append(SignedChange(row[0], row[1], row[2]))
    return tuple(lines)
