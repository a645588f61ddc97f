"""The signed directory and rosters that this laptop has accepted, as rows."""

from typing import Final

from sqlcipher3.dbapi2 import Connection

from desktop_app.ledger.canonical import b64, canon, parse, unb64
from desktop_app.ledger.directory import Directory, SignedDirectory
from desktop_app.ledger.ids import Hash, OrgId
from desktop_app.ledger.roster import Roster, SignedRoster
from desktop_app.ledger.trust import Trust

_ROOT: Final = "root_hash"
_DIRECTORY: Final = b""


def read(connection: Connection) -> Trust:
    """The trust that was written. Nothing is verified again: the store vouches for what it took."""
    row = connection.execute("SELECT value FROM meta WHERE key = ?", (_ROOT,)).fetchone()
    if row is None:
        return Trust(Hash(b""))
    directory = connection.execute(
        "SELECT bytes, sig FROM trust WHERE org = ? ORDER BY version DESC LIMIT 1", (_DIRECTORY,)
    ).fetchone()
    chains: dict[OrgId, list[SignedRoster]] = {}
    for org, data, sig in connection.execute(
        "SELECT org, bytes, sig FROM trust WHERE org <> ? ORDER BY org, version", (_DIRECTORY,)
    ):
        chains.setdefault(OrgId(org), []).append(SignedRoster(data, sig))
    return Trust(
        Hash(unb64(row[0])),
        None if directory is None else SignedDirectory(directory[0], _signatures(directory[1])),
        {org: tuple(chain) for org, chain in chains.items()},
        None if directory is None else Directory.from_bytes(directory[0]),
        {org: tuple(Roster.from_bytes(signed.bytes) for signed in chain) for org, chain in chains.items()},
    )


def write(connection: Connection, trust: Trust) -> None:
    """Keep `trust`: earlier versions stay, so that forks are noticed and chains can be handed on."""
    connection.execute("INSERT OR REPLACE INTO meta VALUES (?, ?)", (_ROOT, b64(trust.root_hash)))
    rows: list[tuple[bytes, int, bytes, bytes]] = []
    if trust.signed_directory is not None and trust.directory is not None:
        signatures = canon([[b64(key), b64(sig)] for key, sig in trust.signed_directory.sigs])
        rows.append((_DIRECTORY, trust.directory.version, trust.signed_directory.bytes, signatures))
    for org, chain in trust.signed_rosters.items():
        for roster, signed in zip(trust.rosters[org], chain, strict=True):
            rows.append((org, roster.version, signed.bytes, signed.sig))
    connection.executemany("INSERT OR IGNORE INTO trust (org, version, bytes, sig) VALUES (?, ?, ?, ?)", rows)


def _signatures(data: bytes) -> tuple[tuple[bytes, bytes], ...]:
    pairs = parse(data)
    assert isinstance(pairs, list)
    return tuple((unb64(str(key)), unb64(str(sig))) for key, sig in pairs)  # type: ignore[misc,str-unpack] # as `write` wrote them
