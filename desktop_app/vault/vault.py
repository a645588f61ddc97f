"""Creating, opening and re-keying the way into a worker's store."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path

from desktop_app.errors import LuotsiError
from desktop_app.ledger import words as spoken
from desktop_app.vault import slot_files, tries
from desktop_app.vault.derivation import (
    ATTACHMENT_KEY,
    KEY_LENGTH,
    SALT_LENGTH,
    STORE_KEY,
    STORE_SALT,
    KdfCost,
    calibrated,
    derive,
    wipe,
)
from desktop_app.vault.keyslots import KeySlots, PassphraseSlot, RecoverySlot, WrongSecret, new_slots
from desktop_app.vault.network_folder import is_on_network
from desktop_app.vault.presence import STORE_FILE, UNFINISHED_FILE, any_slots, look

__all__ = [
    "STORE_FILE",
    "Opened",
    "change_passphrase",
    "create",
    "destroy",
    "exists",
    "look",
    "renew_recovery_words",
    "unlock",
    "unlock_with_words",
    "wait_seconds",
]

#: Lies beside the slots from their making until the store is opened for the first time.


@dataclass(frozen=True, slots=True)
class Opened:
    """The keys of an open store, from unlock to lock, and the generation of the slots that opened it.

    The keys derive from the data key by HKDF with one label each; `recovery_words` are there only after `create`.
    """

    slots: KeySlots = field(repr=False)
    recovery_words: tuple[str, ...] = field(default=(), repr=False)
    _data_key: bytearray = field(default_factory=bytearray, repr=False)

    @property
    def store_key(self) -> bytes:
        """The raw key of the store (32 bytes)."""
        return self._derived(STORE_KEY, KEY_LENGTH)

    @property
    def salt(self) -> bytes:
        """The salt of the store (16 bytes)."""
        return self._derived(STORE_SALT, SALT_LENGTH)

    @property
    def attachment_key(self) -> bytes:
        """The key under which the keys of attachments lie (32 bytes)."""
        return self._derived(ATTACHMENT_KEY, KEY_LENGTH)

    @property
    def page_size(self) -> int:
        """The page size of the store in bytes."""
        return self.slots.page_size

    @property
    def generation(self) -> int:
        """How often the slots have been rewritten; the store remembers it, so that an older slot file is noticed."""
        return self.slots.generation

    @property
    def data_key(self) -> bytearray:
        """The random key (32 bytes) in every slot; raises ValueError after `forget`."""
        if not any(self._data_key):
            raise ValueError("the keys are forgotten")
        return self._data_key

    def forget(self) -> None:
        """Overwrite the data key; no key can be had afterwards."""
        wipe(self._data_key)

    def _derived(self, label: bytes, length: int) -> bytes:
        return bytes(derive(self.data_key, self.slots.store, label, length))


def exists(folder: Path) -> bool:
    """Tell whether a store file or a slot file lies in `folder`."""
    return (folder / STORE_FILE).exists() or any_slots(folder)


def create(folder: Path, passphrase: str, *, cost: KdfCost | None = None) -> Opened:
    """Make the key slots of a new store in `folder` (made with it, for its owner alone); the store itself comes after.

    `cost` overrides the calibrated key derivation, for tests. Raises LuotsiError `store_exists`, `network_folder`,
    `memory_short`, `disk_full`, `disk_failed`.
    """
    if look(folder) != "absent":
        raise LuotsiError("store_exists")
    if is_on_network(folder):
        raise LuotsiError("network_folder")
    data_key = bytearray(secrets.token_bytes(KEY_LENGTH))
    secret = secrets.token_bytes(16)
    slots = new_slots(data_key, passphrase, secret, cost or calibrated())
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        folder.chmod(0o700)
    except OSError as error:
        raise LuotsiError("disk_failed") from error
    slot_files.replace_file(folder / UNFINISHED_FILE, b"")
    slot_files.write(folder, slots)
    return Opened(slots, spoken.to_words(secret), data_key)


def unlock(folder: Path, passphrase: str, *, now: datetime | None = None) -> Opened:
    """Open with the passphrase.

    Raises LuotsiError `wrong_passphrase`, `wait_first` (`seconds`), `slots_missing`, `slots_damaged`, `store_missing`,
    `memory_short`. Each try is counted on disk before it is made; `now` (aware) is the wall clock unless given.
    """
    copies = _there(folder)
    now = now or datetime.now(UTC)
    left = tries.seconds_left(folder, now)
    if left:
        raise LuotsiError("wait_first", seconds=left)
    tries.count(folder, now)
    return _opened(folder, copies, lambda slots: slots.passphrase.open(slots.store, passphrase), "wrong_passphrase")


def unlock_with_words(folder: Path, words: Sequence[str]) -> Opened:
    """Open with the recovery words; a passphrase should be set right after.

    Nobody guesses 128 bits, so there is no waiting, and words that do not fit change nothing on disk. Raises
    LuotsiError `wrong_recovery_words`, `slots_missing`, `slots_damaged`, `store_missing`.
    """
    secret = spoken.from_words(words)
    return _opened(
        folder, _there(folder), lambda slots: slots.recovery.open(slots.store, secret), "wrong_recovery_words"
    )


def change_passphrase(folder: Path, opened: Opened, new: str, *, cost: KdfCost | None = None) -> Opened:
    """Seal the same data key for another passphrase; the old one stops working. Instant: the store is not rewritten.

    The cost of guessing stays as in the present slot unless given. Raises LuotsiError `memory_short`, `disk_full`,
    `disk_failed`; the old passphrase then still opens.
    """
    old = opened.slots
    slot = PassphraseSlot.make(old.store, opened.data_key, new, cost or old.passphrase.cost)
    return _rewritten(folder, opened, replace(old, passphrase=slot))


def renew_recovery_words(folder: Path, opened: Opened) -> tuple[Opened, tuple[str, ...]]:
    """Seal the same data key for new recovery words and return them; the old words stop working."""
    secret = secrets.token_bytes(16)
    slot = RecoverySlot.make(opened.slots.store, opened.data_key, secret)
    return _rewritten(folder, opened, replace(opened.slots, recovery=slot)), spoken.to_words(secret)


def destroy(folder: Path) -> None:
    """Destroy every key slot in `folder` and its copies: what lies in the store can never be opened again here.

    The bytes are written over first; a solid-state disk may keep them all the same. Raises LuotsiError `disk_failed`.
    """
    slot_files.destroy(folder)


def wait_seconds(folder: Path, now: datetime) -> int:
    """Return how many seconds the next try of a passphrase must wait; `now` is aware."""
    return tries.seconds_left(folder, now)


def _there(folder: Path) -> slot_files.Copies:
    store_is_there = (folder / STORE_FILE).exists()
    if not store_is_there and look(folder) == "absent":
        raise LuotsiError("store_missing")
    copies = slot_files.read(folder)
    if not store_is_there:
        raise LuotsiError("store_missing")
    return copies


def _opened(folder: Path, copies: slot_files.Copies, open_slot: Callable[[KeySlots], bytearray], wrong: str) -> Opened:
    """Try the newest version first, then an older one that a broken-off change left behind.

    A version that opens is copied over what differs from it, unless a newer one did not open: an older slot file must
    stay visible as such, because the store that knows a higher generation is yet to be asked.
    """
    newest_unopened, tampered = 0, False
    for slots in copies.versions:
        try:
            data_key = open_slot(slots)
        except WrongSecret:
            newest_unopened = max(newest_unopened, slots.generation)
            continue
        if not slots.is_signed_by(data_key):
            wipe(data_key)
            tampered = True
            continue
        if slots.generation >= newest_unopened and not copies.alike:
            slot_files.write(folder, slots)
        tries.forget(folder)
        (folder / UNFINISHED_FILE).unlink(missing_ok=True)
        return Opened(slots, (), data_key)
    raise LuotsiError("slots_damaged" if tampered else wrong)


def _rewritten(folder: Path, opened: Opened, slots: KeySlots) -> Opened:
    """Write the slots of the next generation; the keys stay the same and move to the new value."""
    newest = max((version.generation for version in slot_files.read(folder).versions), default=0)
    slots = replace(slots, generation=max(newest, opened.generation) + 1).signed(opened.data_key)
    slot_files.write(folder, slots)
    return Opened(slots, (), opened.data_key)
