"""Making, opening and closing a worker's store."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from desktop_app.domain.protective import most_protective
from desktop_app.errors import LuotsiError
from desktop_app.sheets.forgetting import forget_texts
from desktop_app.storage.database import Database
from desktop_app.storage.open_store import COPIED
from desktop_app.storage.store import Store
from desktop_app.use_cases.session import Session, stamp, utc_now
from desktop_app.vault import backup_files, vault
from desktop_app.vault.derivation import KdfCost
from desktop_app.vault.one_program import Hold
from desktop_app.vault.passphrase import Verdict, generate, judge

__all__ = [
    "KdfCost",
    "NewStore",
    "Verdict",
    "change_passphrase",
    "confirm_recovery",
    "create",
    "generate",
    "judge",
    "lock",
    "recovery_confirmed",
    "renew_recovery_words",
    "unlock",
    "unlock_with_words",
]

_GENERATION = "generation"
_RECOVERY_CONFIRMED = "recovery_confirmed"

#: How many of the recovery words the worker types back before the first record.
WORDS_TYPED_BACK = 3


@dataclass(frozen=True, slots=True)
class NewStore:
    """A store just made, with the recovery words that are shown once and never kept."""

    session: Session
    recovery_words: tuple[str, ...]


def create(
    folder: Path,
    passphrase: str,
    worker: str,
    clock: Callable[[], datetime] = utc_now,
    cost: KdfCost | None = None,
) -> NewStore:
    """Make a store for `worker` (the name that colleagues see) in `folder`.

    Raises LuotsiError `store_exists`, `disk_full`. `cost` overrides the calibrated key derivation, for tests.
    """
    opened = vault.create(folder, passphrase, cost=cost)
    hold = Hold(folder)
    database = Database.create(folder / vault.STORE_FILE, opened.store_key, opened.salt, opened.page_size)
    store = Store(database, protective=most_protective)
    session = Session(store, folder, opened, clock, hold)
    store.start_identity(worker, session.at())
    store.set_setting(_GENERATION, str(opened.generation))
    return NewStore(session, opened.recovery_words)


def unlock(folder: Path, passphrase: str, clock: Callable[[], datetime] = utc_now) -> Session:
    """Open the store with the passphrase.

    Raises LuotsiError `wrong_passphrase`, `wait_first` (seconds), `slots_missing`, `slots_damaged`, `slots_old`,
    `store_missing`, `store_damaged`, `store_newer`, `store_in_use`.
    """
    return _open(folder, lambda: vault.unlock(folder, passphrase), clock)


def unlock_with_words(folder: Path, words: tuple[str, ...], clock: Callable[[], datetime] = utc_now) -> Session:
    """Open the store with the recovery words; raises as `unlock`, and `wrong_recovery_words`."""
    return _open(folder, lambda: vault.unlock_with_words(folder, words), clock)


def change_passphrase(session: Session, new: str) -> None:
    """Put another passphrase in place of the present one."""
    session.opened = vault.change_passphrase(session.folder, session.opened, new)
    session.store.set_setting(_GENERATION, str(session.opened.generation))


def recovery_confirmed(session: Session) -> bool:
    """Tell whether the worker has typed recovery words back; until then no record is made."""
    return session.store.setting(_RECOVERY_CONFIRMED) == "yes"


def confirm_recovery(session: Session, words: tuple[str, ...], typed: dict[int, str]) -> None:
    """Note that the words were written down: `typed` maps positions (from 0) to what the worker typed.

    Raises LuotsiError `recovery_words_differ` with the positions that differ.
    """
    wrong = tuple(place for place, word in sorted(typed.items()) if word.strip().casefold() != words[place])
    if wrong or len(typed) < WORDS_TYPED_BACK:
        raise LuotsiError("recovery_words_differ", places=wrong)
    session.store.set_setting(_RECOVERY_CONFIRMED, "yes")


def renew_recovery_words(session: Session) -> tuple[str, ...]:
    """Make new recovery words in place of the old, for a first start that broke off before they were confirmed."""
    session.opened, words = vault.renew_recovery_words(session.folder, session.opened)
    session.store.set_setting(_GENERATION, str(session.opened.generation))
    return words


def lock(session: Session) -> None:
    """Close the store; the session is unusable afterwards. Drafts are saved by the window before."""
    with ExitStack() as last_to_first:
        last_to_first.callback(forget_texts)
        if session.hold is not None:
            last_to_first.callback(session.hold.release)
        last_to_first.callback(session.opened.forget)
        last_to_first.callback(session.store.close)
        if session.central is not None:
            last_to_first.callback(session.central.close)


def _open(folder: Path, unlock_keys: Callable[[], vault.Opened], clock: Callable[[], datetime]) -> Session:
    """Open a store for this program alone; what fails on the way leaves nothing open."""
    hold = Hold(folder) if folder.is_dir() else None
    with ExitStack() as undone:
        if hold is not None:
            undone.callback(hold.release)
        opened = unlock_keys()
        undone.callback(opened.forget)
        database = Database.open(folder / vault.STORE_FILE, opened.store_key, opened.salt, opened.page_size)
        undone.callback(database.close)
        store = _known(folder, Store(database, protective=most_protective), opened, clock)
        undone.pop_all()
    return Session(store, folder, opened, clock, hold)


def _known(folder: Path, store: Store, opened: vault.Opened, clock: Callable[[], datetime]) -> Store:
    """Return the store once it has an identity and knows whether it is a copy; raises `slots_old`."""
    if not store.has_identity():
        store.start_identity("", stamp(clock()))
    if backup_files.was_copied(folder):
        store.set_setting(COPIED, stamp(clock()))
        backup_files.forget_copied(folder)
    known = store.setting(_GENERATION)
    if known is not None and int(known) > opened.generation:
        raise LuotsiError("slots_old")
    if known is None or int(known) < opened.generation:
        store.set_setting(_GENERATION, str(opened.generation))
    return store
