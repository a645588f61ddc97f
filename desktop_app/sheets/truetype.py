"""A TrueType file to which composite glyphs can be added (OpenType specification: glyf, loca, hmtx, maxp).

Fonts draw one letter from several glyphs (a base and its dots). A PDF that embeds them as one glyph can be read,
searched and copied letter by letter.
"""

from __future__ import annotations

import struct
from collections.abc import Sequence
from dataclasses import dataclass

_ARGUMENTS_ARE_WORDS, _ARGUMENTS_ARE_OFFSETS, _MORE_PARTS = 0x0001, 0x0002, 0x0020
_DIRECTORY_ENTRY = struct.Struct(">4sLLL")


@dataclass(slots=True)
class TrueType:
    """The tables of one font file, its glyph outlines and its horizontal metrics (advance, left bearing)."""

    version: bytes
    tables: dict[str, bytes]
    glyphs: list[bytes]
    metrics: list[tuple[int, int]]
    longest: int = 0

    @classmethod
    def parse(cls, data: bytes) -> TrueType:
        """Read a font file with glyf outlines."""
        (count,) = struct.unpack_from(">H", data, 4)
        tables: dict[str, bytes] = {}
        for index in range(count):
            tag, _, offset, length = _DIRECTORY_ENTRY.unpack_from(data, 12 + index * _DIRECTORY_ENTRY.size)
            tables[tag.decode("ascii")] = data[offset : offset + length]
        (number,) = struct.unpack_from(">H", tables["maxp"], 4)
        return cls(data[:4], tables, _glyphs(tables, number), _metrics(tables, number))

    def add_composite(self, parts: Sequence[tuple[int, int, int]]) -> int:
        """Append a glyph made of (glyph number, dx, dy) and give its number; its advance is that of all parts.

        Without parts it is a glyph without outline or width.
        """
        if not parts:
            self.glyphs.append(b"")
            self.metrics.append((0, 0))
            return len(self.glyphs) - 1
        boxes = []
        components = b""
        for index, (number, dx, dy) in enumerate(parts):
            more = _MORE_PARTS if index + 1 < len(parts) else 0
            flags = _ARGUMENTS_ARE_WORDS | _ARGUMENTS_ARE_OFFSETS | more
            components += struct.pack(">HHhh", flags, number, dx, dy)
            if self.glyphs[number]:
                left, bottom, right, top = struct.unpack_from(">4h", self.glyphs[number], 2)
                boxes.append((left + dx, bottom + dy, right + dx, top + dy))
        if not boxes:
            boxes = [(0, 0, 0, 0)]
        left, bottom, right, top = (
            choose(values) for choose, values in zip((min, min, max, max), zip(*boxes, strict=True), strict=True)
        )
        self.glyphs.append(struct.pack(">5h", -1, left, bottom, right, top) + components)
        self.metrics.append((sum(self.metrics[number][0] for number, _, _ in parts), left))
        self.longest = max(self.longest, len(parts))
        return len(self.glyphs) - 1

    def to_bytes(self) -> bytes:
        """The font file with all glyphs."""
        tables = dict(self.tables)
        tables["glyf"], tables["loca"] = _outlines(self.glyphs)
        tables["hmtx"] = b"".join(struct.pack(">Hh", *metric) for metric in self.metrics)
        tables["head"] = _patched(tables["head"], (50, 1))
        tables["hhea"] = _patched(tables["hhea"], (34, len(self.metrics)))
        elements, depth = struct.unpack_from(">HH", tables["maxp"], 28)
        tables["maxp"] = _patched(
            tables["maxp"], (4, len(self.glyphs)), (28, max(elements, self.longest)), (30, depth + 1)
        )
        return _file(self.version, tables)


def _glyphs(tables: dict[str, bytes], number: int) -> list[bytes]:
    (long_offsets,) = struct.unpack_from(">h", tables["head"], 50)
    if long_offsets:
        offsets = struct.unpack_from(f">{number + 1}L", tables["loca"])
    else:
        offsets = tuple(2 * offset for offset in struct.unpack_from(f">{number + 1}H", tables["loca"]))
    return [tables["glyf"][offsets[index] : offsets[index + 1]] for index in range(number)]


def _metrics(tables: dict[str, bytes], number: int) -> list[tuple[int, int]]:
    (full,) = struct.unpack_from(">H", tables["hhea"], 34)
    metrics = [struct.unpack_from(">Hh", tables["hmtx"], 4 * index) for index in range(full)]
    advance = metrics[-1][0]
    bearings = struct.unpack_from(f">{number - full}h", tables["hmtx"], 4 * full)
    return [*((first, second) for first, second in metrics), *((advance, bearing) for bearing in bearings)]


def _outlines(glyphs: Sequence[bytes]) -> tuple[bytes, bytes]:
    offsets = [0]
    outlines = bytearray()
    for glyph in glyphs:
        outlines += glyph + b"\0" * (-len(glyph) % 4)
        offsets.append(len(outlines))
    return bytes(outlines), struct.pack(f">{len(offsets)}L", *offsets)


def _patched(table: bytes, *fields: tuple[int, int]) -> bytes:
    changed = bytearray(table)
    for offset, value in fields:
        struct.pack_into(">H", changed, offset, value)
    return bytes(changed)


def _checksum(data: bytes) -> int:
    padded = data + b"\0" * (-len(data) % 4)
    words: tuple[int, ...] = struct.unpack(f">{len(padded) // 4}L", padded)
    return sum(words) & 0xFFFFFFFF


def _file(version: bytes, tables: dict[str, bytes]) -> bytes:
    tables["head"] = tables["head"][:8] + b"\0\0\0\0" + tables["head"][12:]
    power = len(tables).bit_length() - 1
    header = version + struct.pack(">4H", len(tables), 16 << power, power, 16 * (len(tables) - (1 << power)))
    offset = len(header) + _DIRECTORY_ENTRY.size * len(tables)
    directory, body, head = b"", b"", 0
    for tag, table in sorted(tables.items()):
        if tag == "head":
            head = offset + len(body)
        directory += _DIRECTORY_ENTRY.pack(tag.encode(), _checksum(table), offset + len(body), len(table))
        body += table + b"\0" * (-len(table) % 4)
    data = header + directory + body
    adjustment = struct.pack(">L", (0xB1B0AFBA - _checksum(data)) & 0xFFFFFFFF)
    return data[: head + 8] + adjustment + data[head + 12 :]
