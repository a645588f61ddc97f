"""Organisations as the operator sees them: inviting, adding, suspending, and how everything stands."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from central_system.central import Central
from central_system.clock import stamp
from central_system.database import connect, schema_version
from central_system.directory import accept_directory, directories_after
from central_system.enrolment import AUTHORITY_DESK
from central_system.keys import ServerKeys
from central_system.metrics import TOTALS, totals
from central_system.settings import Settings
from desktop_app.errors import LuotsiError
from desktop_app.ledger.canonical import b64, unb64
from desktop_app.ledger.directory import Directory, OrgEntry, OrgKind, RootKeys, SignedDirectory
from desktop_app.ledger.directory import ServerKeys as ServerEntry
from desktop_app.ledger.ids import ID_LENGTH, DeviceId, OrgId
from desktop_app.ledger.invitation import Invitation, code_hash, new_code
from desktop_app.ledger.messages import CentralRefused, PendingEnrolment
from desktop_app.ledger.words import enrolment_words


def first_directory(url: str, root: RootKeys, keys: ServerKeys, now: datetime) -> SignedDirectory:
    """Return version 1, without organisations and unsigned."""
    server = ServerEntry(keys.signing.public, keys.kem.public, url)
    return SignedDirectory(Directory(1, b"", stamp(now), root, server, ()).to_bytes(), ())


def take_directory(owner: str, signed: SignedDirectory, settings: Settings) -> tuple[Directory, bool]:
    """Take a signed directory into the database; returns it, and whether it replaced root keys. Raises `Refused`."""
    with connect(owner) as connection, connection.transaction():
        held = directories_after(connection, 0, newest=True)
        taken = accept_directory(connection, signed, settings.root.hash)
    return taken, bool(held) and held[0].parsed().root != taken.root


def has_begun(owner: str) -> bool:
    """Return whether a signed directory has ever been taken in."""
    with connect(owner) as connection:
        return bool(directories_after(connection, 0, newest=True))


def directory_with_keys(central: Central, keys: ServerKeys, now: datetime) -> SignedDirectory:
    """Return the unsigned next directory, which names other keys of the server and is the same otherwise."""
    signed, before = newest(central)
    server = ServerEntry(keys.signing.public, keys.kem.public, before.server.url)
    following = replace(before, version=before.version + 1, prev=signed.hash, issued=stamp(now), server=server)
    return SignedDirectory(following.to_bytes(), ())


def names_keys(directory: Directory, keys: ServerKeys) -> bool:
    """Return whether a directory names these keys of the server."""
    return (directory.server.receipt, directory.server.kem) == (keys.signing.public, keys.kem.public)


def newest(central: Central) -> tuple[SignedDirectory, Directory]:
    """Return the newest directory; raises `directory_missing`."""
    signed = central.trust.directories(0)
    if not signed:
        raise LuotsiError("directory_missing")
    return signed[-1], signed[-1].parsed()


def invite_new_organisation(central: Central, settings: Settings) -> str:
    """Return the text of an invitation for an organisation's first laptop, valid for 15 minutes."""
    root = newest(central)[1].root
    code = new_code()
    central.enrolment.register_for_new_organisation(code_hash(code))
    return Invitation(settings.url, root.hash, None, code).to_text()


def place_of(central: Central, settings: Settings, org: OrgId) -> str:
    """Return where an organisation is, as text without a code: with its recovery sheet it comes back; nothing secret.

    Raises `organisation_unknown`.
    """
    directory = newest(central)[1]
    if directory.org(org) is None:
        raise LuotsiError("organisation_unknown")
    return Invitation(settings.url, directory.root.hash, org, "").to_text()


def words_of(central: Central, pending: PendingEnrolment) -> str:
    """Return the six words that the waiting laptop shows too, if it was invited under the root in force."""
    root = newest(central)[1].root
    return " ".join(enrolment_words(pending.org, pending.key, pending.kem, root.hash))


def find_pending(central: Central, ticket: str) -> PendingEnrolment:
    """Return the waiting first laptop whose ticket begins so; raises `ticket_unknown`, `ticket_not_clear`."""
    found = [one for one in central.enrolment.pending_organisations() if short_ticket(one.ticket).startswith(ticket)]
    if len(found) != 1:
        raise LuotsiError("ticket_not_clear" if found else "ticket_unknown")
    return found[0]


def short_ticket(ticket: str) -> str:
    """Return a ticket as the operator types it: without the place where it waits."""
    return unb64(ticket)[ID_LENGTH:].hex()


@dataclass(frozen=True, slots=True)
class NewOrganisation:
    """What the authority says about an organisation."""

    name: str
    kind: OrgKind
    type: str
    authority: bool


def next_directory(central: Central, pending: PendingEnrolment, new: NewOrganisation, now: datetime) -> SignedDirectory:
    """Return the unsigned next directory, with the laptop's key as the organisation's anchor.

    An organisation already there gets a new anchor for its next roster: it lost every administrator.
    """
    signed, before = newest(central)
    held = central.trust.rosters(pending.org, 0)
    version = held[-1].parsed().version + 1 if held else 1
    entry = OrgEntry(pending.org, new.kind, new.authority, new.type, new.name, pending.key, version)
    others = tuple(one for one in before.orgs if one.org != pending.org)
    following = replace(before, version=before.version + 1, prev=signed.hash, issued=stamp(now), orgs=(*others, entry))
    return SignedDirectory(following.to_bytes(), ())


def suspend(central: Central, org: OrgId, dev: DeviceId, *, lift: bool) -> None:
    """Stop delivering what a laptop sends, or take it up again with all that was set aside; raises `unknown_device`."""
    before, after = ("suspended", "active") if lift else ("active", "suspended")
    with central.database.transaction(org) as connection:
        changed = connection.execute(
            "update device set state = %s where org = %s and dev = %s and state in (%s, %s)",
            (after, org, dev, before, after),
        )
        if changed.rowcount != 1:
            raise CentralRefused("unknown_device")
    if lift:
        central.trust.release(org, dev)


def status_lines(central: Central, settings: Settings) -> Iterator[str]:
    """Describe how everything stands, without anything a laptop sealed."""
    with central.database.transaction() as connection:
        version = schema_version(connection)
    signed, directory = newest(central)
    yield f"Address    {settings.url}"
    yield f"Root       {b64(directory.root.hash)}"
    yield f"Database   schema {version}"
    yield f"Directory  version {directory.version}, issued {directory.issued}, {len(signed.sigs)} signatures"
    for entry in directory.orgs:
        yield from _organisation_lines(central, entry)
    with central.database.transaction(AUTHORITY_DESK):
        waiting = len(central.enrolment.pending_organisations())
    yield f"Waiting    {waiting} first laptops (add-organisation --list)"
    for name, value in totals(central.database).items():
        yield f"Sum        {value} {TOTALS[name]}"


def _organisation_lines(central: Central, entry: OrgEntry) -> Iterator[str]:
    rosters = central.trust.rosters(entry.org, 0)
    with central.database.transaction(entry.org) as connection:
        head = connection.execute("select head from counter where org = %s", (entry.org,)).fetchone()
        devices = connection.execute(
            "select d.dev, d.state, d.n, (select count(*) from quarantine q where q.org = d.org and q.dev = d.dev)"
            " from device d where d.org = %s order by d.dev",
            (entry.org,),
        ).fetchall()
    yield f"{entry.name}  {entry.kind.value}, {entry.type}{', authority' if entry.authority else ''}"
    yield f"  id {entry.org.hex()}  roster {len(rosters)}  feed {head[0] if head else 0}"
    for dev, state, n, aside in devices:
        yield f"  laptop {dev.hex()}  {state}, {n} changes" + (f", {aside} set aside" if aside else "")


def read_id(text: str) -> bytes:
    """Read an id as `status` writes it; raises `wrong_id`."""
    try:
        read = bytes.fromhex(text)
    except ValueError:
        read = b""
    if len(read) != ID_LENGTH:
        raise LuotsiError("wrong_id")
    return read


def default_output(folder: Path, signed: SignedDirectory) -> Path:
    """Where an unsigned directory goes if nothing else is said."""
    return folder / f"directory-{signed.parsed().version}.json"
