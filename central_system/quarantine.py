"""What a retired, suspended or forked laptop sent: kept sealed until an administrator looks and releases it."""

from collections.abc import Sequence
from datetime import datetime

from psycopg import Connection

from desktop_app.ledger.change import SignedChange
from desktop_app.ledger.ids import DeviceId, OrgId


def set_aside(
    connection: Connection, org: OrgId, dev: DeviceId, lines: Sequence[tuple[SignedChange, str]], now: datetime
) -> None:
    """Keep changes with the reason why they are not delivered."""
    with connection.cursor() as cursor:
        cursor.executemany(
            "insert into quarantine (org, dev, n, hash, reason, header, sig, sealed, received)"
            " values (%s, %s, %s, %s, %s, %s, %s, %s, %s) on conflict do nothing",
            [
                (org, dev, line.parsed.n, line.hash, reason, line.header, line.sig, line.sealed, now)
                for line, reason in lines
            ],
        )


def take_out(connection: Connection, org: OrgId, dev: DeviceId) -> tuple[SignedChange, ...]:
    """Remove and return what is kept of a device, by number."""
    rows = connection.execute(
        "delete from quarantine where org = %s and dev = %s returning n, header, sig, sealed", (org, dev)
    ).fetchall()
    return tuple(SignedChange(row[1], row[2], row[3]) for row in sorted(rows, key=lambda row: int(row[0])))
