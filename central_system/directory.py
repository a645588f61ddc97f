"""The directory as the central system keeps it: every version, and who may receive."""

from psycopg import Connection

from desktop_app.ledger.directory import Directory, SignedDirectory
from desktop_app.ledger.ids import Hash, OrgId, device_id
from desktop_app.ledger.messages import CentralRefused
from desktop_app.ledger.refusal import Refused
from desktop_app.ledger.trust import Trust


class Directories:
    """Reads the newest directory and keeps it parsed as long as it is the newest."""

    def __init__(self) -> None:
        self._newest: tuple[SignedDirectory, Directory] | None = None

    def newest(self, connection: Connection) -> tuple[SignedDirectory, Directory]:
        """Return the newest directory; raises `CentralRefused("directory_missing")` before the first."""
        row = connection.execute("select hash from directory order by version desc limit 1").fetchone()
        if row is None:
            raise CentralRefused("directory_missing")
        held = self._newest
        if held is None or held[0].hash != row[0]:
            signed = directories_after(connection, 0, newest=True)[0]
            held = self._newest = (signed, signed.parsed())
        return held

    def receivers(self, connection: Connection) -> frozenset[OrgId]:
        """Return the organisations of the newest directory: nobody else receives anything."""
        return frozenset(entry.org for entry in self.newest(connection)[1].orgs)


def directories_after(connection: Connection, version: int, newest: bool = False) -> tuple[SignedDirectory, ...]:
    """Return the directories above a version, ascending; with `newest` only the last of them."""
    rows = connection.execute(
        "select bytes, sigs from directory where version > %s order by version desc limit %s",
        (version, 1 if newest else None),
    ).fetchall()
    return tuple(_signed(row[0], row[1]) for row in reversed(rows))


def accept_directory(connection: Connection, signed: SignedDirectory, root_hash: Hash) -> Directory:
    """Take a signed directory in, as the owner of the tables, in the caller's transaction.

    Opens the feeds of its organisations and lets their anchor laptops in. Raises `Refused` as `Trust.accept_directory`.
    """
    held = directories_after(connection, 0, newest=True)
    before = Trust(root_hash, held[0], directory=held[0].parsed()) if held else Trust(root_hash)
    directory = before.accept_directory(signed).directory
    if directory is None or (held and held[0].bytes == signed.bytes):
        raise Refused("older_directory")
    connection.execute(
        "insert into directory (version, hash, bytes, sigs) values (%s, %s, %s, %s)",
        (directory.version, signed.hash, signed.bytes, [part for pair in signed.sigs for part in pair]),
    )
    for entry in directory.orgs:
        connection.execute("select open_feed(%s)", (entry.org,))
    connection.execute("set local role luotsi_app")
    for entry in directory.orgs:
        let_in(connection, entry.org, entry.anchor)
    connection.execute("reset role")
    return directory


def let_in(connection: Connection, org: OrgId, key: bytes) -> None:
    """Make a device known; raises `CentralRefused("device_elsewhere")` if it is another organisation's."""
    dev = device_id(key)
    connection.execute("select set_config('app.org', %s, true)", (org.hex(),))
    let_ask(connection, org, key)
    home = connection.execute("select org from device_home where dev = %s", (dev,)).fetchone()
    if home is None or home[0] != org:
        raise CentralRefused("device_elsewhere")
    connection.execute("insert into device (org, dev, key) values (%s, %s, %s) on conflict do nothing", (org, dev, key))


def let_ask(connection: Connection, org: OrgId, key: bytes) -> None:
    """Let requests signed by this key be told apart: a laptop's, or the recovery sheet's, which is in no feed."""
    connection.execute(
        "insert into device_home (dev, org, key) values (%s, %s, %s) on conflict do nothing",
        (device_id(key), org, key),
    )


def _signed(data: bytes, sigs: list[bytes]) -> SignedDirectory:
    """Pair what the table keeps as key, signature, key, signature and so on."""
    return SignedDirectory(data, tuple(zip(sigs[::2], sigs[1::2], strict=True)))
