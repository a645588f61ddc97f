"""The root ceremony: making root keys and signing directories on a machine without network, server or database."""

from collections.abc import Callable, Sequence
from pathlib import Path

from central_system.keys import write_secret
from desktop_app.errors import LuotsiError
from desktop_app.ledger import purposes
from desktop_app.ledger.canonical import Malformed, b64, canon, parse
from desktop_app.ledger.directory import Directory, RootKeys, SignedDirectory
from desktop_app.ledger.keys import SigningKey
from desktop_app.ledger.locked_key import is_locked, lock_key, public_key, unlock_key
from desktop_app.ledger.members import Members

KEYS = 3
THRESHOLD = 2
PUBLIC_NAME = "root-public.json"

#: Asks for the passphrase of one key file, given the file's name.
AskPassphrase = Callable[[str], str]


def make_root(folder: Path, ask: AskPassphrase | None) -> tuple[Path, ...]:
    """Make three root keys and the public file; returns all four paths. Without `ask` the keys lie there readable.

    Each key is meant for another person and another safe. Raises `file_exists`.
    """
    folder.mkdir(parents=True, exist_ok=True)
    names = [f"root-key-{number}.json" for number in range(1, KEYS + 1)]
    if any((folder / name).exists() for name in [*names, PUBLIC_NAME]):
        raise LuotsiError("file_exists", name=str(folder))
    keys = [SigningKey.generate() for _ in names]
    files = [lock_key(key, None if ask is None else ask(name)) for name, key in zip(names, keys, strict=True)]
    for name, data in zip(names, files, strict=True):
        write_secret(folder / name, data)
    root = RootKeys(tuple(key.public for key in keys), THRESHOLD)
    (folder / PUBLIC_NAME).write_bytes(canon(root.to_json()))
    return tuple(folder / name for name in [*names, PUBLIC_NAME])


def read_root(path: Path) -> RootKeys:
    """Read the public file of a root; raises `wrong_file`."""
    try:
        return RootKeys.from_members(Members.of(_bytes(path)))
    except Malformed as error:
        raise LuotsiError("wrong_file", name=path.name) from error


def sign_file(path: Path, keys: Sequence[Path], ask: AskPassphrase, before: RootKeys | None = None) -> SignedDirectory:
    """Add the signatures of root keys to a directory file; returns it as it is now.

    A key that is not of its root signs only where the root `before` is known: who signs that a root is replaced must
    have been shown so. Raises `wrong_file`, `wrong_passphrase`, `not_a_root_key`, `not_of_this_root`.
    """
    signed = read_directory(path)
    roots = [signed.parsed().root, *([] if before is None else [before])]
    for key_path in keys:
        if not any(public_of(key_path) in root.keys for root in roots):
            raise LuotsiError("not_of_this_root", name=key_path.name)
    signatures = dict(signed.sigs)
    for key in [read_key(key_path, ask) for key_path in keys]:
        signatures[key.public] = key.sign(purposes.DIRECTORY, signed.bytes)
    now = SignedDirectory(signed.bytes, tuple(signatures.items()))
    write_directory(path, now)
    return now


def read_key(path: Path, ask: AskPassphrase) -> SigningKey:
    """Read a root key; raises `wrong_passphrase`, `not_a_root_key`, `file_unreadable`."""
    data = _bytes(path)
    try:
        return unlock_key(data, ask(path.name) if is_locked(data) else None)
    except Malformed as error:
        raise LuotsiError("not_a_root_key", name=path.name) from error


def public_of(path: Path) -> bytes:
    """Return the public half of a root key's file, which needs no passphrase; raises `not_a_root_key`."""
    try:
        return public_key(_bytes(path))
    except Malformed as error:
        raise LuotsiError("not_a_root_key", name=path.name) from error


def read_directory(path: Path) -> SignedDirectory:
    """Read a directory file, signed or not yet; raises `wrong_file`."""
    try:
        signed = SignedDirectory.from_json(parse(_bytes(path)))
        signed.parsed()
    except Malformed as error:
        raise LuotsiError("wrong_file", name=path.name) from error
    return signed


def write_directory(path: Path, signed: SignedDirectory) -> None:
    """Write a directory file."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(canon(signed.to_json()))


def describe(directory: Directory) -> str:
    """What a person reads before the root signs."""
    lines = [
        f"Directory version {directory.version}, issued {directory.issued}",
        f"Address    {directory.server.url}",
        f"Root       {len(directory.root.keys)} keys, {directory.root.threshold} must sign, {b64(directory.root.hash)}",
        *(f"  key {number}    {short_name(key)}" for number, key in enumerate(directory.root.keys, 1)),
    ]
    for entry in directory.orgs:
        authority = ", authority" if entry.authority else ""
        lines.append(f"  {entry.name} ({entry.kind.value}, {entry.type}{authority})  first laptop {b64(entry.anchor)}")
    return "\n".join(lines)


def short_name(key: bytes) -> str:
    """The beginning of a public key, by which people tell keys apart."""
    return b64(key)[:12]


def _bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError:
        raise LuotsiError("file_unreadable", name=path.name) from None
