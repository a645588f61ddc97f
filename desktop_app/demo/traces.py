"""Looks through every file of a disk for words that may not lie there in the clear."""

from __future__ import annotations

import base64
import hashlib
import json
import re
import zlib
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from desktop_app.storage.folding import fold

_ZIP_ENTRY = b"PK\x03\x04"
_PACKED = re.compile(rb"\x78[\x01\x5e\x9c\xda]|\x1f\x8b\x08|PK\x03\x04")
_LARGEST = 4 << 20
_PIECE = 64


@dataclass(frozen=True, slots=True)
class Search:
    """How much was searched, and where something was found: (file, number of the secret), never the words."""

    files: int
    bytes: int
    found: tuple[tuple[str, int], ...]


def search(folders: Iterable[Path], secrets: Iterable[str]) -> Search:
    """Search all files below `folders` for each secret.

    Looked for as it is, in small letters without accents (as a search index may keep it), as UTF-16, hexadecimal, JSON
    escapes and base64 at every offset; also inside compressed parts (zlib, gzip, raw deflate of zip archives).
    """
    wanted = [(number, form) for number, secret in enumerate(secrets) for form in forms(secret)]
    files = size = 0
    known: dict[bytes, set[int]] = {}
    found: list[tuple[str, int]] = []
    for folder in folders:
        for path in _files(folder):
            files += 1
            size += path.stat().st_size
            content = path.read_bytes()
            same = hashlib.sha256(content).digest()  # a database begins with many equal files
            if same not in known:
                whole = content + b"\0".join(_unpacked(content))
                known[same] = {number for number, form in wanted if form in whole}
            found += [(str(path.relative_to(folder.parent)), number) for number in sorted(known[same])]
    return Search(files, size, tuple(found))


def forms(secret: str) -> frozenset[bytes]:
    """Return the byte strings that show a secret is there."""
    return frozenset(form for text in {secret, fold(secret)} for form in _forms_of(text))


def _forms_of(text: str) -> Iterator[bytes]:
    plain = text.encode()
    yield from (plain, json.dumps(text)[1:-1].encode(), text.encode("utf-16-le"), text.encode("utf-16-be"))
    yield from (plain.hex().encode(), plain.hex().upper().encode())
    for offset in range(3):
        coded = _inside(base64.b64encode(b"\0" * offset + plain), offset)
        yield from (coded, coded.replace(b"+", b"-").replace(b"/", b"_"))


def _unpacked(content: bytes) -> Iterator[bytes]:
    """Return what lies compressed in a file, wherever a compressed part may begin."""
    whole = memoryview(content)
    for match in _PACKED.finditer(content):
        begin, bits = match.start(), 47  # zlib or gzip, as the header says
        if match.group() == _ZIP_ENTRY:
            name, extra = (int.from_bytes(content[begin + at : begin + at + 2], "little") for at in (26, 28))
            begin, bits = begin + 30 + name + extra, -15
        yield _piecewise(whole[begin:], bits)


def _piecewise(packed: memoryview, bits: int) -> bytes:
    """Return what a compressed part says, up to where it ends or breaks."""
    unpacked, said = zlib.decompressobj(bits), b""
    with suppress(zlib.error):
        for at in range(0, len(packed), _PIECE):
            said += unpacked.decompress(packed[at : at + _PIECE])
            if unpacked.eof or len(said) > _LARGEST:
                break
    return said


def _inside(coded: bytes, offset: int) -> bytes:
    """Return the part of base64 that depends on the secret alone, whatever stands around it."""
    stripped = coded.rstrip(b"=")
    return stripped[0 if offset == 0 else offset + 1 : -1]


def _files(folder: Path) -> Iterator[Path]:
    yield from (path for path in sorted(folder.rglob("*")) if path.is_file() and not path.is_symlink())
