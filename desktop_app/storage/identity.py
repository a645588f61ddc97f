"""Who this laptop is: its organisation, device, worker, ring, and how far it has sent and received."""

from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Final

from sqlcipher3.dbapi2 import Connection

from desktop_app.errors import LuotsiError
from desktop_app.ledger.ids import DeviceId, Hash, OrgId, StreamId, UserId, feed_start
from desktop_app.ledger.keys import DeviceKey, Ring
from desktop_app.ledger.trust import Trust

_COLUMNS: Final = "org, dev, user, key, acked, feed_seq, feed_hash, enrolled, roster"
_LAST: Final = "SELECT n, hash FROM change WHERE dev = ? ORDER BY n DESC LIMIT 1"


@dataclass(frozen=True, slots=True)
class Me:
    """This laptop. `n` and `hash` are of the last change written, `acked` of the last with a receipt.

    `feed_seq` and `feed_hash` say how far the organisation's feed is applied, `roster` the newest version known.
    """

    org: OrgId
    dev: DeviceId
    user: UserId
    key: DeviceKey
    n: int
    hash: Hash
    acked: int
    feed_seq: int
    feed_hash: Hash
    enrolled: bool
    roster: int

    @property
    def own_stream(self) -> StreamId:
        """The organisation's own stream, which bears its id."""
        return StreamId(self.org)


def newcomer(org: OrgId, user: UserId, key: DeviceKey) -> Me:
    """A laptop of `org` that has written and received nothing."""
    return Me(org, key.dev, user, key, 0, Hash(b""), 0, 0, feed_start(org), False, 0)


def read(connection: Connection) -> Me:
    """The identity of the store. Raises `no_identity` before `start_identity`."""
    row = connection.execute(f"SELECT {_COLUMNS} FROM me").fetchone()
    if row is None:
        raise LuotsiError("no_identity")
    org, dev, user, key, acked, feed_seq, feed_hash, enrolled, roster = row
    n, last = connection.execute(_LAST, (dev,)).fetchone() or (0, b"")
    return Me(
        OrgId(org), DeviceId(dev), UserId(user), _key(key), n, Hash(last), acked, feed_seq, Hash(feed_hash),
        bool(enrolled), roster,
    )  # fmt: skip


def exists(connection: Connection) -> bool:
    """Whether the store has an identity."""
    return connection.execute("SELECT 1 FROM me").fetchone() is not None


def write(connection: Connection, me: Me) -> None:
    """Put `me` in the place of an earlier identity; its last change is what the log says."""
    connection.execute(
        f"INSERT OR REPLACE INTO me (one, {_COLUMNS}) VALUES (1, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            me.org, me.dev, me.user, me.key.to_bytes(), me.acked, me.feed_seq, me.feed_hash, me.enrolled, me.roster,
        ),
    )  # fmt: skip


def move_cursor(connection: Connection, seq: int, feed_hash: Hash) -> None:
    """Note how far the organisation's feed is applied."""
    connection.execute("UPDATE me SET feed_seq = ?, feed_hash = ?", (seq, feed_hash))


def enrolled_in(me: Me, trust: Trust) -> Me:
    """The laptop as the newest roster of its organisation sees it."""
    roster = trust.newest_roster(me.org)
    device = None if roster is None else roster.device(me.dev)
    return replace(
        me, enrolled=device is not None and device.active, roster=me.roster if roster is None else roster.version
    )


def ring(connection: Connection, org: OrgId) -> Ring:
    """All secrets that this laptop holds of `org`."""
    rows = connection.execute("SELECT epoch, secret FROM ring WHERE org = ? ORDER BY epoch", (org,)).fetchall()
    return Ring(tuple((epoch, secret) for epoch, secret in rows))


def write_ring(connection: Connection, org: OrgId, secrets: Ring) -> None:
    """Keep `secrets` beside those already held. Raises `ring_differs` rather than replace a secret of an epoch."""
    held = dict(connection.execute("SELECT epoch, secret FROM ring WHERE org = ?", (org,)).fetchall())
    for epoch, secret in secrets.secrets:
        if held.get(epoch, secret) != secret:
            raise LuotsiError("ring_differs", epoch=epoch)
    connection.executemany(
        "INSERT OR IGNORE INTO ring (org, epoch, secret) VALUES (?, ?, ?)",
        ((org, epoch, secret) for epoch, secret in secrets.secrets),
    )


@lru_cache(maxsize=4)
def _key(data: bytes) -> DeviceKey:
    """The parsed device key: deriving its halves anew at every save would cost more than the save."""
    return DeviceKey.from_bytes(data)
