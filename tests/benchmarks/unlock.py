"""Unlocking a store, from the passphrase to the first list of cases, against the bare key derivation."""

import tempfile
from collections.abc import Iterator
from pathlib import Path

from cryptography.hazmat.primitives.kdf.argon2 import Argon2id

from desktop_app.use_cases import store_access
from desktop_app.vault.derivation import FLOOR
from desktop_app.vault.passphrase import generate
from tests.benchmarks.figure import Figure, alternate


def measure() -> Iterator[Figure]:
    """Both in turns with the least cost that a store is ever made with; a costlier derivation only helps the ratio."""
    with tempfile.TemporaryDirectory() as base:
        folder, passphrase = Path(base) / "store", generate()
        store_access.lock(store_access.create(folder, passphrase, "Tiukuliina Esimerkkälä", cost=FLOOR).session)
        ours, floor = alternate(lambda: _unlock(folder, passphrase), lambda: _derive(passphrase), runs=9)
    yield Figure("unlock", ours, floor, "ms", aim=1.2, against="argon2id")


def _unlock(folder: Path, passphrase: str) -> None:
    session = store_access.unlock(folder, passphrase)
    session.store.cases.page()
    store_access.lock(session)


def _derive(passphrase: str) -> None:
    Argon2id(salt=bytes(16), length=32, iterations=FLOOR.passes, lanes=FLOOR.lanes, memory_cost=FLOOR.memory).derive(
        passphrase.encode()
    )
