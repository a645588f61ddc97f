"""The file structure of a PDF 1.7 (ISO 32000-1): numbered objects, cross-reference table, trailer."""

from __future__ import annotations

import hashlib
import zlib
from collections.abc import Mapping

_QUICK = 4
_HEADER = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n"


def text_string(text: str) -> str:
    """A text string object."""
    return f"<FEFF{text.encode('utf-16-be').hex().upper()}>"


def reference(number: int) -> str:
    """A reference to an object."""
    return f"{number} 0 R"


def references(numbers: list[int]) -> str:
    """An array of references."""
    return f"[{' '.join(map(reference, numbers))}]"


def dictionary(**entries: object) -> str:
    """A dictionary object; values are objects as they stand in the file."""
    return f"<<{' '.join(f'/{key} {value}' for key, value in entries.items())}>>"


class PdfFile:
    """Objects being collected; the bytes depend on nothing but what is put in."""

    def __init__(self) -> None:
        self._objects: list[bytes] = []

    def reserve(self) -> int:
        """The number of an object that is put in later."""
        self._objects.append(b"")
        return len(self._objects)

    def put(self, number: int, body: str) -> None:
        """Fill a reserved object."""
        self._objects[number - 1] = body.encode("ascii")

    def add(self, body: str) -> int:
        """Append an object and give its number."""
        number = self.reserve()
        self.put(number, body)
        return number

    def add_stream(self, data: bytes, *, compressed: bool = False, **entries: object) -> int:
        """Append a Flate stream and give its number; `data` may be compressed already."""
        packed = data if compressed else zlib.compress(data, _QUICK)
        head = dictionary(**entries, Filter="/FlateDecode", Length=len(packed)).encode("ascii")
        self._objects.append(head + b"\nstream\n" + packed + b"\nendstream")
        return len(self._objects)

    def to_bytes(self, root: int, info: Mapping[str, str]) -> bytes:
        """The whole file; `info` are the text entries of the document information."""
        described = self.add(dictionary(**{key: text_string(value) for key, value in info.items()}))
        parts = [_HEADER]
        offset = len(_HEADER)
        table = [b"0000000000 65535 f \n"]
        for number, body in enumerate(self._objects, start=1):
            part = b"%d 0 obj\n%b\nendobj\n" % (number, body)
            table.append(b"%010d 00000 n \n" % offset)
            parts.append(part)
            offset += len(part)
        digest = hashlib.sha256(b"".join(parts)).hexdigest()[:32].upper()
        trailer = dictionary(
            Size=len(table), Root=reference(root), Info=reference(described), ID=f"[<{digest}><{digest}>]"
        )
        parts.append(b"xref\n0 %d\n%b" % (len(table), b"".join(table)))
        parts.append(f"trailer\n{trailer}\nstartxref\n{offset}\n%%EOF\n".encode("ascii"))
        return b"".join(parts)
