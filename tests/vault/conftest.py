"""A made store folder, with a key derivation that costs nothing."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import pytest

from desktop_app.vault import vault
from desktop_app.vault.keyslots import KdfCost

CHEAP = KdfCost(memory=8, passes=1, lanes=1)
PASSPHRASE = "harava kuovi lumme tuohi vasu"


@dataclass(frozen=True, slots=True)
class Made:
    """A folder with key slots and a store file, and what `create` gave."""

    folder: Path
    opened: vault.Opened

    @property
    def words(self) -> tuple[str, ...]:
        return self.opened.recovery_words

    def files(self) -> dict[str, bytes]:
        return {path.name: path.read_bytes() for path in sorted(self.folder.iterdir())}


@pytest.fixture
def made(tmp_path: Path) -> Made:
    folder = tmp_path / "store"
    opened = vault.create(folder, PASSPHRASE, cost=CHEAP)
    (folder / vault.STORE_FILE).write_bytes(b"a store")
    return Made(folder, opened)
