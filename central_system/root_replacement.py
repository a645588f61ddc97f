"""Replacing root keys, without network, server or database: enough of the keys there are sign the next directory, and
so does the new set that it names (docs/protocol.md section 3). Whoever pinned the old root follows by that chain.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from central_system import root_ceremony
from central_system.clock import stamp
from central_system.keys import write_secret
from central_system.root_ceremony import PUBLIC_NAME, AskPassphrase
from desktop_app.errors import LuotsiError
from desktop_app.ledger.canonical import canon
from desktop_app.ledger.directory import Directory, RootKeys, SignedDirectory, sign_directory
from desktop_app.ledger.keys import SigningKey
from desktop_app.ledger.locked_key import lock_key


@dataclass(frozen=True, slots=True)
class Replacement:
    """The root before, the next directory with the signatures so far, and the files that were made."""

    before: RootKeys
    signed: SignedDirectory
    file: Path
    made: tuple[Path, ...]


def replace_keys(
    newest: Path,
    numbers: Sequence[int],
    old_keys: Sequence[Path],
    folder: Path,
    now: datetime,
    ask: AskPassphrase,
    ask_new: AskPassphrase | None,
) -> Replacement:
    """Make new keys in the place of those with these numbers (1, 2, … as the directory lists them), and the next
    directory with the new root, signed by the new keys and by the old ones whose files are given.

    Without `ask_new` the new keys lie in `folder` readable. Nothing is written before every passphrase was right.
    Raises `wrong_file`, `under_threshold` (the newest directory is not a signed one), `wrong_number`,
    `not_of_this_root`, `wrong_passphrase`, `not_a_root_key`, `file_exists`.
    """
    held = root_ceremony.read_directory(newest)
    directory = held.parsed()
    before = directory.root
    if not before.signed(held.bytes, held.sigs):
        raise LuotsiError("under_threshold", name=newest.name)
    if not numbers or not set(numbers) <= set(range(1, len(before.keys) + 1)):
        raise LuotsiError("wrong_number")
    signers = [_old_key(path, before, ask) for path in old_keys]
    new = {number: SigningKey.generate() for number in sorted(set(numbers))}
    keys = [new[number].public if number in new else key for number, key in enumerate(before.keys, 1)]
    root = replace(before, keys=tuple(keys))
    following = replace(directory, version=directory.version + 1, prev=held.hash, issued=stamp(now), root=root)
    signed = sign_directory(following, [*signers, *new.values()])
    names = {number: f"root-key-{number}-from-{following.version}.json" for number in new}
    contents = {
        names[number]: lock_key(key, None if ask_new is None else ask_new(names[number])) for number, key in new.items()
    }
    return Replacement(before, signed, *_write(folder, contents, root, signed))


def directory_before(signed: SignedDirectory, before: SignedDirectory) -> Directory:
    """Return the directory that another replaces; raises `not_chained` unless that follows right after it."""
    directory, held = signed.parsed(), before.parsed()
    if directory.prev != before.hash or directory.version != held.version + 1:
        raise LuotsiError("not_chained")
    return held


def describe_changes(directory: Directory, before: Directory) -> str:
    """Say what a directory changes, before it is signed: nobody should sign more than what they came for."""
    old, new = {entry.org: entry for entry in before.orgs}, {entry.org: entry for entry in directory.orgs}
    lines = [f"New        {entry.name}" for org, entry in new.items() if org not in old]
    lines += [f"Changed    {entry.name}" for org, entry in new.items() if org in old and old[org] != entry]
    lines += [f"Gone       {entry.name}" for org, entry in old.items() if org not in new]
    if directory.server.url != before.server.url:
        lines.append(f"Changed    address, before {before.server.url}")
    if (directory.server.receipt, directory.server.kem) != (before.server.receipt, before.server.kem):
        lines.append("Changed    the server's own keys")
    if directory.root != before.root:
        lines.append("Changed    the root's keys")
    return "\n".join(lines) or "Nothing else changes."


def describe_signatures(signed: SignedDirectory, before: RootKeys | None) -> str:
    """Say which keys have signed and how many still must: of the directory's own root, and of the one `before`."""
    root = signed.parsed().root
    lines = [_count(signed, root, "its root's keys")]
    if before is not None and before != root:
        lines = [
            *_changed(before, root),
            _count(signed, before, "the old root's keys"),
            _count(signed, root, "the new root's keys"),
        ]
    return "\n".join(lines)


def complete(signed: SignedDirectory, before: RootKeys) -> bool:
    """Return whether enough keys of both roots have signed."""
    return all(root.signed(signed.bytes, signed.sigs) for root in (signed.parsed().root, before))


def _count(signed: SignedDirectory, root: RootKeys, whose: str) -> str:
    count = len(root.signers(signed.bytes, signed.sigs))
    return f"Signed by {count} of {whose}; {root.threshold} are needed."


def _changed(before: RootKeys, root: RootKeys) -> list[str]:
    name = root_ceremony.short_name
    return [
        f"Key {number}: {name(new)} in the place of {name(old)}" if new != old else f"Key {number}: {name(old)} stays"
        for number, (old, new) in enumerate(zip(before.keys, root.keys, strict=False), 1)
    ]


def _old_key(path: Path, before: RootKeys, ask: AskPassphrase) -> SigningKey:
    key = root_ceremony.read_key(path, ask)
    if key.public not in before.keys:
        raise LuotsiError("not_of_this_root", name=path.name)
    return key


def _write(
    folder: Path, keys: dict[str, bytes], root: RootKeys, signed: SignedDirectory
) -> tuple[Path, tuple[Path, ...]]:
    file = folder / f"directory-{signed.parsed().version}.json"
    made = [*keys, PUBLIC_NAME, file.name]
    folder.mkdir(parents=True, exist_ok=True)
    for name in made:
        if (folder / name).exists():
            raise LuotsiError("file_exists", name=name)
    for name, data in keys.items():
        write_secret(folder / name, data)
    (folder / PUBLIC_NAME).write_bytes(canon(root.to_json()))
    root_ceremony.write_directory(file, signed)
    return file, tuple(folder / name for name in made)
