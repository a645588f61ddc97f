"""Encrypted files beside the store: sealed chunks on disk, their keys in the store alone."""

import hashlib
import os
import shutil
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from errno import EDQUOT, ENOSPC
from pathlib import Path
from typing import BinaryIO, Final

from desktop_app.domain.attached_file import MAX_SIZE, AttachedFile
from desktop_app.errors import LuotsiError
from desktop_app.ledger import purposes
from desktop_app.ledger.file_chunks import SEALED_CHUNK, new_file_key, open_chunks, seal_chunks
from desktop_app.ledger.ids import FileId, Hash, new_id
from desktop_app.ledger.refusal import Refused
from desktop_app.storage import file_rows, identity
from desktop_app.storage.database import Database
from desktop_app.storage.file_rows import FileRow, FileState

#: The folder of files beside a store of the same name.
SUFFIX: Final = ".files"
_PART: Final = ".part"
_PIECE: Final = ".piece"


class Files:
    """The files of one store. Nothing of them is ever in clear on the disk; expected failures are `LuotsiError`."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._folder = database.path.with_suffix(SUFFIX)

    def add(self, clear: Iterable[bytes]) -> AttachedFile:
        """Seal a new file and keep it, durably; what is returned goes into the record that names it.

        It is sent once a saved record names it. Raises `file_too_large`, `disk_full`, `disk_failed`.
        """
        file, key, said = FileId(new_id()), new_file_key(), _Measured(clear)
        with _speaking(), self._replacing(self._path(file)) as out:
            for chunk in seal_chunks(said.pieces(), key, purposes.FILE + file):
                out.write(chunk)
        made = AttachedFile(file, key, said.size, said.hash)
        with self._database.write() as connection:
            me = identity.read(connection)
            file_rows.add(connection, FileRow(made, me.org, me.own_stream, None, FileState.NEW))
        return made

    def copy(self, of: AttachedFile) -> AttachedFile:
        """Return the same content as a new file, with its own id and key: what is disclosed is never the original."""
        return self.add(self.read(of))

    def read(self, of: AttachedFile) -> Iterator[bytes]:
        """Return the clear bytes in pieces; each has been checked, and the end tells whether all of them were there.

        Raises `file_missing` while it has not been fetched, `Refused("damaged_file")`.
        """
        checked = _Measured(_without_padding(open_chunks(self._chunks(of.file), of.key, purposes.FILE + of.file), of))
        yield from checked.pieces()
        if (checked.size, checked.hash) != (of.size, of.hash):
            raise Refused("damaged_file")

    def has(self, file: FileId) -> bool:
        """Whether all of a file is on this laptop."""
        return self._path(file).exists()

    def copy_to(self, store: Path) -> None:
        """Copy every file, sealed as it is, beside a copy of the store. Raises `disk_full`, `disk_failed`."""
        target = store.with_suffix(SUFFIX)
        with _speaking():
            for path in sorted(self._folder.iterdir()) if self._folder.is_dir() else ():
                if path.suffix != _PART:
                    target.mkdir(mode=0o700, exist_ok=True)
                    shutil.copyfile(path, target / path.name)
                    (target / path.name).chmod(0o600)

    def clear_leftovers(self) -> None:
        """Throw away what a kill left half written, as the store opens; what is being fetched goes on from its part."""
        with suppress(OSError):
            parts = [path for path in self._folder.iterdir() if path.suffix == _PART] if self._folder.is_dir() else []
            fetching = {self._part(row.attached.file) for row in self.wanted()} if parts else set()
            for path in parts:
                if path not in fetching:
                    path.unlink()

    def remove(self, file: FileId) -> None:
        """Take a file from this laptop for good: thrown away before it was saved, or erased."""
        for path in (self._path(file), self._part(file), *self._pieces_of(file)):
            with _speaking(), suppress(FileNotFoundError):
                path.unlink()
        with self._database.write() as connection:
            file_rows.forget(connection, file)

    def unsent(self) -> tuple[FileRow, ...]:
        """The files that records name and the central system has not confirmed."""
        with self._database.read() as connection:
            return file_rows.in_state(connection, FileState.UNSENT)

    def wanted(self) -> tuple[FileRow, ...]:
        """The files that records name and this laptop does not have."""
        with self._database.read() as connection:
            return file_rows.in_state(connection, FileState.WANTED)

    def naming_change(self, row: FileRow) -> Hash | None:
        """The change by which another organisation's file may be fetched."""
        with self._database.read() as connection:
            return file_rows.naming_change(connection, row)

    def sealed_chunk(self, file: FileId, index: int) -> bytes:
        """One chunk as it is sent. Raises `file_missing`."""
        with _speaking(), self._opened(self._path(file)) as source:
            source.seek(index * SEALED_CHUNK)
            return source.read(SEALED_CHUNK)

    def note_sent(self, file: FileId) -> None:
        """Note that the central system has all of a file."""
        self._set_state(file, FileState.HELD)

    def offer_again(self) -> None:
        """Take for unsent what the central system had: it lost changes, so it may have lost files."""
        with self._database.write() as connection:
            file_rows.doubt(connection, identity.read(connection).org)

    def fetched(self, file: FileId) -> int:
        """How many chunks of a file have come so far; a piece that a crash left is dropped."""
        part = self._part(file)
        with _speaking():
            if not part.exists():
                return 0
            whole = part.stat().st_size // SEALED_CHUNK
            os.truncate(part, whole * SEALED_CHUNK)
            return whole

    def take_chunk(self, file: FileId, chunk: bytes) -> None:
        """Keep the next chunk of a file that is being fetched."""
        with _speaking():
            self._folder.mkdir(mode=0o700, exist_ok=True)
            with self._part(file).open("ab") as out:
                out.write(chunk)

    def take_piece(self, file: FileId, index: int, chunk: bytes) -> None:
        """Keep a chunk that a courier brought, in any order; `complete_carried` joins them."""
        if index < self.fetched(file) or self.has(file):
            return
        with _speaking():
            self._folder.mkdir(mode=0o700, exist_ok=True)
            self._piece(file, index).write_bytes(chunk)

    def complete_carried(self) -> int:
        """Take into use the files that couriers have brought whole, to be sent from here; how many.

        One that turns out damaged is thrown away and can be brought or fetched again.
        """
        return sum(self._complete_carried(row.attached) for row in self.wanted() if self._pieces_of(row.attached.file))

    def _complete_carried(self, of: AttachedFile) -> bool:
        have = self.fetched(of.file)
        while (piece := self._piece(of.file, have)).exists():
            with _speaking():
                self.take_chunk(of.file, piece.read_bytes())
                piece.unlink()
            have += 1
        if have < of.chunks:
            return False
        try:
            self.complete(of)
        except Refused:
            return False
        self._set_state(of.file, FileState.UNSENT)
        return True

    def complete(self, of: AttachedFile) -> None:
        """Take a file that has come whole into use, after opening all of it.

        Raises `Refused("damaged_file")`; what came is thrown away and can be fetched again.
        """
        part = self._part(of.file)
        try:
            chunks = open_chunks(_pieces(part), of.key, purposes.FILE + of.file)
            checked = _Measured(_without_padding(chunks, of))
            for _ in checked.pieces():
                pass
            if (checked.size, checked.hash) != (of.size, of.hash):
                raise Refused("damaged_file")
        except Refused:
            part.unlink()
            raise
        with _speaking():
            with part.open("rb+") as whole:
                os.fsync(whole.fileno())
            part.replace(self._path(of.file))
            _sync_folder(self._folder)
        self.note_sent(of.file)

    def _path(self, file: FileId) -> Path:
        return self._folder / file.hex()

    def _part(self, file: FileId) -> Path:
        return self._folder / (file.hex() + _PART)

    def _piece(self, file: FileId, index: int) -> Path:
        return self._folder / f"{file.hex()}.{index}{_PIECE}"

    def _pieces_of(self, file: FileId) -> Iterable[Path]:
        return list(self._folder.glob(f"{file.hex()}.*{_PIECE}"))

    def _set_state(self, file: FileId, state: FileState) -> None:
        with self._database.write() as connection:
            file_rows.set_state(connection, file, state)

    def _chunks(self, file: FileId) -> Iterator[bytes]:
        with self._opened(self._path(file)):
            pass
        return _pieces(self._path(file))

    @contextmanager
    def _opened(self, path: Path) -> Iterator[BinaryIO]:
        try:
            source = path.open("rb")
        except FileNotFoundError:
            raise LuotsiError("file_missing") from None
        with source:
            yield source

    @contextmanager
    def _replacing(self, path: Path) -> Iterator[BinaryIO]:
        """Write a file that is there whole or not at all, whatever happens meanwhile."""
        self._folder.mkdir(mode=0o700, exist_ok=True)
        part = path.with_name(path.name + _PART)
        try:
            with part.open("wb") as out:
                yield out
                out.flush()
                os.fsync(out.fileno())
            part.replace(path)
            _sync_folder(self._folder)
        except BaseException:
            part.unlink(missing_ok=True)
            raise


class _Measured:
    """Clear bytes as they pass, with their size and hash at the end."""

    def __init__(self, clear: Iterable[bytes]) -> None:
        self._clear = clear
        self._hash = hashlib.sha256()
        self.size = 0

    @property
    def hash(self) -> Hash:
        return Hash(self._hash.digest())

    def pieces(self) -> Iterator[bytes]:
        for piece in self._clear:
            self.size += len(piece)
            if self.size > MAX_SIZE:
                raise LuotsiError("file_too_large")
            self._hash.update(piece)
            yield piece


def _without_padding(clear: Iterable[bytes], of: AttachedFile) -> Iterator[bytes]:
    left = of.size
    for piece in clear:
        yield piece[:left]
        left -= min(left, len(piece))


def _pieces(path: Path) -> Iterator[bytes]:
    with path.open("rb") as source:
        while piece := source.read(SEALED_CHUNK):
            yield piece


def _sync_folder(folder: Path) -> None:
    """Make a new name durable, where folders can be asked to."""
    if os.name == "nt":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


@contextmanager
def _speaking() -> Iterator[None]:
    """Turn what the disk says into codes a worker can act on."""
    try:
        yield
    except FileNotFoundError:
        raise
    except OSError as error:
        raise LuotsiError("disk_full" if error.errno in (ENOSPC, EDQUOT) else "disk_failed") from None
