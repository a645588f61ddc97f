"""Looks through every file of a disk for words that may not lie there in the clear."""

from __future__ import annotations

import base64
import hashlib
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Search:
    """How much was searched, and where something was found: (file, number of the secret), never the words."""

    files: int
    bytes: int
    found: tuple[tuple[str, int], ...]


def search(folders: Iterable[Path], secrets: Iterable[str]) -> Search:
    """Search all files below `folders` for each secret: as UTF-8, UTF-16, JSON escapes and base64 at every offset."""
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
                known[same] = {number for number, form in wanted if form in content}
            found += [(str(path.relative_to(folder.parent)), number) for number in sorted(known[same])]
    return Search(files, size, tuple(found))


def forms(secret: str) -> frozenset[bytes]:
    """Return the byte strings that show a secret is there."""
    plain = secret.encode()
    escaped = json.dumps(secret)[1:-1].encode()
    coded = {_inside(base64.b64encode(b"\0" * offset + plain), offset) for offset in range(3)}
    coded |= {one.replace(b"+", b"-").replace(b"/", b"_") for one in coded}
    return frozenset({plain, escaped, secret.encode("utf-16-le"), *coded})


def _inside(coded: bytes, offset: int) -> bytes:
    """Return the part of base64 that depends on the secret alone, whatever stands around it."""
    stripped = coded.rstrip(b"=")
    return stripped[0 if offset == 0 else offset + 1 : -1]


def _files(folder: Path) -> Iterator[Path]:
    yield from (path for path in sorted(folder.rglob("*")) if path.is_file() and not path.is_symlink())
