"""Bundles on a stick or in a folder: whole and read back, or not there at all; names that say nothing."""

from __future__ import annotations

import hashlib
import os
import secrets
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from errno import EACCES, EDQUOT, EFBIG, EINVAL, ENOSPC, EPERM, EROFS
from pathlib import Path
from typing import Final

from desktop_app.errors import LuotsiError
from desktop_app.ledger.file_messages import MAX_BUNDLE

#: How names of bundles end. A file manager shows no picture of such a file, and nothing opens it.
ENDING: Final = ".bin"
_PART: Final = ".part"
_FULL: Final = frozenset({ENOSPC, EDQUOT, EFBIG})
_FORBIDDEN: Final = frozenset({EACCES, EPERM, EROFS})

#: Told how many bytes have been written since; raises to break off.
Watch = Callable[[int], None]


class BundleFiles:
    """The files of one run of writing; `undo` takes all of them away again."""

    def __init__(self, folder: Path, watch: Watch = lambda _written: None) -> None:
        self._folder, self._watch = folder, watch
        self._name = f"data-{secrets.token_hex(4)}"
        self.paths: list[Path] = []

    def write(self, pieces: Iterable[bytes]) -> Path:
        """Write one bundle, readable by its owner alone, and read it back.

        Raises `stick_full`, `stick_gone`, `stick_forbidden`, `stick_unsound`; then nothing of it is left, as far as
        the stick is still there.
        """
        path = self._folder / f"{self._name}-{len(self.paths) + 1}{ENDING}"
        part = path.with_name(path.name + _PART)
        with _speaking():
            try:
                _check(part, self._written(part, pieces))
                part.replace(path)
                _sync_folder(self._folder)
            except BaseException:
                with suppress(OSError):
                    part.unlink(missing_ok=True)
                raise
        self.paths.append(path)
        return path

    def undo(self) -> None:
        """Take away what this run has written."""
        remove(self.paths)
        self.paths.clear()

    def _written(self, part: Path, pieces: Iterable[bytes]) -> bytes:
        """Write the pieces, durably, and return their hash."""
        hashed = hashlib.sha256()
        file = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o600)
        with os.fdopen(file, "wb") as out:
            for piece in pieces:
                out.write(piece)
                hashed.update(piece)
                self._watch(len(piece))
            out.flush()
            os.fsync(out.fileno())
        return hashed.digest()


def read(path: Path) -> bytes:
    """Return a bundle's bytes. Raises `not_a_bundle` (too large to be one), `stick_gone`, `stick_forbidden`."""
    with _speaking():
        if not path.is_file() and path.exists():
            raise LuotsiError("not_a_bundle")
        if path.stat().st_size > MAX_BUNDLE:
            raise LuotsiError("not_a_bundle")
        return path.read_bytes()


def remove(paths: Iterable[Path]) -> bool:
    """Take bundles away; whether all of them are gone."""
    gone = True
    for path in paths:
        try:
            path.unlink(missing_ok=True)
        except OSError:
            gone = False
    return gone


def _check(path: Path, expected: bytes) -> None:
    """Read a file from the disk again. Raises `stick_unsound` when it is not what was written."""
    hashed = hashlib.sha256()
    with path.open("rb") as source:
        if hasattr(os, "posix_fadvise"):  # what the system remembers of it proves nothing about the stick
            with suppress(OSError):
                os.posix_fadvise(source.fileno(), 0, 0, os.POSIX_FADV_DONTNEED)
        while piece := source.read(1024 * 1024):
            hashed.update(piece)
    if hashed.digest() != expected:
        raise LuotsiError("stick_unsound")


def _sync_folder(folder: Path) -> None:
    """Make a new name durable, where folders can be asked to."""
    if os.name == "nt":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    except OSError as error:
        if error.errno != EINVAL:  # a file system that cannot be asked
            raise
    finally:
        os.close(handle)


@contextmanager
def _speaking() -> Iterator[None]:
    """Turn what the stick says into codes a worker can act on."""
    try:
        yield
    except OSError as error:
        if error.errno in _FULL:
            raise LuotsiError("stick_full") from None
        raise LuotsiError("stick_forbidden" if error.errno in _FORBIDDEN else "stick_gone") from None
