"""What the organisation's feed says of each of its laptops: since when, until when, and how far."""

from dataclasses import dataclass

from sqlcipher3.dbapi2 import Connection

from desktop_app.ledger.ids import DeviceId, Hash, OrgId


@dataclass(frozen=True, slots=True)
class Trace:
    """One laptop in the feed: when its first and its newest change were received, number and hash of the newest."""

    dev: DeviceId
    first: str
    last: str
    n: int
    hash: Hash


def traces(connection: Connection, org: OrgId) -> tuple[Trace, ...]:
    """The laptops of an organisation that have changes in the feed, as far as it is here."""
    rows = connection.execute(
        "SELECT held.dev, held.first, held.last, held.n, newest.hash FROM ("
        " SELECT dev, min(received) AS first, max(received) AS last, max(n) AS n FROM change"
        " WHERE org = ? AND seq IS NOT NULL GROUP BY dev"
        ") AS held JOIN change AS newest ON newest.dev = held.dev AND newest.n = held.n ORDER BY held.dev",
        (org,),
    ).fetchall()
    return tuple(Trace(DeviceId(row[0]), row[1] or "", row[2] or "", row[3], Hash(row[4])) for row in rows)
