"""QR codes (ISO/IEC 18004) of short texts: byte mode, error correction level M, versions 1 to 6."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import lru_cache
from itertools import groupby, pairwise

QUIET_ZONE = 4

# For each version: error correction codewords and data codewords of one block, number of blocks.
_VERSIONS = ((10, 16, 1), (16, 28, 1), (26, 44, 1), (18, 32, 2), (24, 43, 2), (16, 27, 4))
_MASKS: tuple[Callable[[int, int], int], ...] = (
    lambda x, y: (x + y) % 2,
    lambda x, y: y % 2,
    lambda x, y: x % 3,
    lambda x, y: (x + y) % 3,
    lambda x, y: (x // 3 + y // 2) % 2,
    lambda x, y: x * y % 2 + x * y % 3,
    lambda x, y: (x * y % 2 + x * y % 3) % 2,
    lambda x, y: ((x + y) % 2 + x * y % 3) % 2,
)
_FINDER_LIKE = ("10111010000", "00001011101")

Rows = tuple[tuple[bool, ...], ...]
_Grid = dict[tuple[int, int], bool]


@lru_cache(maxsize=16)
def qr_rows(text: str) -> Rows:
    """The modules of the code, rows from the top, true = dark, without the quiet zone.

    Raises ValueError for a text of more than 106 bytes.
    """
    data = text.encode()
    fitting = (number for number, (_, size, blocks) in enumerate(_VERSIONS) if size * blocks >= len(data) + 2)
    version = next(fitting, None)
    if version is None:
        raise ValueError("too long for a QR code of this size")
    size = 21 + 4 * version
    fixed = _fixed_pattern(size)
    bits = "".join(f"{word:08b}" for word in _codewords(data, *_VERSIONS[version]))
    path = _path(size, fixed)
    plain = {place: bit == "1" for place, bit in zip(path, bits.ljust(len(path), "0"), strict=True)}
    return min((_masked(fixed, plain, mask, size) for mask in range(len(_MASKS))), key=_penalty)


def _multiplied(left: int, right: int) -> int:
    """The product in GF(2^8) with the polynomial 0x11D."""
    product = 0
    for bit in range(7, -1, -1):
        product = (product << 1) ^ ((product >> 7) * 0x11D) ^ ((right >> bit & 1) * left)
    return product


def _generator(degree: int) -> list[int]:
    coefficients = [0] * (degree - 1) + [1]
    root = 1
    for _ in range(degree):
        for index in range(degree):
            following = coefficients[index + 1] if index + 1 < degree else 0
            coefficients[index] = _multiplied(coefficients[index], root) ^ following
        root = _multiplied(root, 2)
    return coefficients


def _remainder(data: Sequence[int], generator: Sequence[int]) -> list[int]:
    remainder = [0] * len(generator)
    for value in data:
        factor = value ^ remainder[0]
        remainder = [*remainder[1:], 0]
        remainder = [old ^ _multiplied(part, factor) for old, part in zip(remainder, generator, strict=True)]
    return remainder


def _codewords(data: bytes, correction: int, size: int, blocks: int) -> list[int]:
    """Data and error correction codewords, interleaved."""
    bits = f"0100{len(data):08b}{''.join(f'{byte:08b}' for byte in data)}0000"
    message = [int(bits[start : start + 8], 2) for start in range(0, len(bits), 8)]
    padding = (0xEC, 0x11)
    message += [padding[index % 2] for index in range(size * blocks - len(message))]
    parts = [message[start : start + size] for start in range(0, size * blocks, size)]
    generator = _generator(correction)
    checks = [_remainder(part, generator) for part in parts]
    columns = [*zip(*parts, strict=True), *zip(*checks, strict=True)]
    return [value for column in columns for value in column]


def _fixed_pattern(size: int) -> _Grid:
    """Finder, timing and alignment patterns, and the places of the format information."""
    grid: _Grid = {}
    for index in range(8, size - 8):
        grid[index, 6] = grid[6, index] = index % 2 == 0
    if size > 21:
        _draw_rings(grid, size, size - 7, size - 7, 2, (0, 2))
    for x, y in ((3, 3), (size - 4, 3), (3, size - 4)):
        _draw_rings(grid, size, x, y, 4, (0, 1, 3))
    for x, y in _format_places(size):
        grid[x, y] = False
    grid[8, size - 8] = True
    return grid


def _draw_rings(grid: _Grid, size: int, x: int, y: int, reach: int, dark: tuple[int, ...]) -> None:
    for dx in range(-reach, reach + 1):
        for dy in range(-reach, reach + 1):
            if 0 <= x + dx < size and 0 <= y + dy < size:
                grid[x + dx, y + dy] = max(abs(dx), abs(dy)) in dark


def _format_places(size: int) -> list[tuple[int, int]]:
    """Where the fifteen format bits stand, lowest first: once around the first finder, once beside the others."""
    first = [(8, y) for y in (0, 1, 2, 3, 4, 5, 7, 8)] + [(x, 8) for x in (7, 5, 4, 3, 2, 1, 0)]
    second = [(size - 1 - x, 8) for x in range(8)] + [(8, size - 15 + y) for y in range(8, 15)]
    return first + second


def _format_bits(mask: int) -> int:
    """Level M (00) and the mask with their BCH check, as ISO/IEC 18004 masks them."""
    check = mask
    for _ in range(10):
        check = (check << 1) ^ ((check >> 9) * 0x537)
    return (mask << 10 | check) ^ 0x5412


def _path(size: int, fixed: _Grid) -> list[tuple[int, int]]:
    """The free places in the order of the data bits: pairs of columns from the right, up and down in turns."""
    places = []
    upward = True
    for right in (*range(size - 1, 6, -2), 5, 3, 1):
        for step in range(size):
            y = size - 1 - step if upward else step
            places += [(x, y) for x in (right, right - 1) if (x, y) not in fixed]
        upward = not upward
    return places


def _masked(fixed: _Grid, plain: _Grid, mask: int, size: int) -> Rows:
    grid = dict(fixed)
    flips = _MASKS[mask]
    for (x, y), dark in plain.items():
        grid[x, y] = dark ^ (flips(x, y) == 0)
    bits = _format_bits(mask)
    for index, place in enumerate(_format_places(size)):
        grid[place] = bool(bits >> index % 15 & 1)
    return tuple(tuple(grid[x, y] for x in range(size)) for y in range(size))


def _penalty(rows: Rows) -> int:
    """How hard the pattern is to read: long runs, squares, finder-like runs, too dark or too light."""
    size = len(rows)
    lines = ["".join("1" if dark else "0" for dark in line) for line in (*rows, *zip(*rows, strict=True))]
    points = 0
    for line in lines:
        points += sum(length - 2 for _, group in groupby(line) if (length := len(list(group))) >= 5)
        points += 40 * sum(line.startswith(_FINDER_LIKE, start) for start in range(size - 10))
    for upper, lower in pairwise(rows):
        points += 3 * sum(len({*upper[x : x + 2], *lower[x : x + 2]}) == 1 for x in range(size - 1))
    dark = sum(map(sum, rows))
    return points + 10 * (abs(dark * 20 - size * size * 10) // (size * size))
