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


def releasable(connection: Connection, org: OrgId) -> tuple[DeviceId, ...]:
    """Return the laptops of which something is set aside that counts now: their end was raised."""
    rows = connection.execute(
        "select distinct q.dev from quarantine q join device d on d.org = q.org and d.dev = q.dev"
        " where q.org = %s and d.until_n is not null"
        " and (q.n < d.until_n or (q.n = d.until_n and q.hash = d.until_hash)) order by q.dev",
        (org,),
    ).fetchall()
    return tuple(DeviceId(row[0]) for row in rows)
