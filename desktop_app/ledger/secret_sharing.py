"""A secret split so that k of n parts give it back and fewer tell nothing: Shamir's scheme over GF(256).

As one level of SLIP-39 has it: one polynomial of degree k - 1 for each byte, the secret at 255, at 254 a digest by
which a wrong set of parts is noticed, part i at i. Field of AES (x^8 + x^4 + x^3 + x + 1).
"""

from __future__ import annotations

import hmac
import secrets
from collections.abc import Callable, Mapping
from typing import Final

from desktop_app.errors import LuotsiError

MAX_PARTS: Final = 16
_SECRET_AT: Final = 255
_DIGEST_AT: Final = 254
_DIGEST: Final = 4
_POLYNOMIAL: Final = 0x11B


def _tables() -> tuple[bytes, bytes]:
    """Return the powers of the generator 3, and for each element but 0 which power it is."""
    powers, logs, value = bytearray(255), bytearray(256), 1
    for exponent in range(255):
        powers[exponent], logs[value] = value, exponent
        value ^= value << 1
        value ^= _POLYNOMIAL if value > 255 else 0
    return bytes(powers), bytes(logs)


_POWERS, _LOGS = _tables()


def split(
    secret: bytes, needed: int, parts: int, random: Callable[[int], bytes] = secrets.token_bytes
) -> tuple[bytes, ...]:
    """Return `parts` parts, each as long as the secret, of which any `needed` give it back; 2 ≤ needed ≤ parts ≤ 16."""
    if not 2 <= needed <= parts <= MAX_PARTS or len(secret) <= _DIGEST:
        raise ValueError("no such division")
    points = {place: random(len(secret)) for place in range(needed - 2)}
    key = random(len(secret) - _DIGEST)
    points[_DIGEST_AT], points[_SECRET_AT] = _digest(key, secret) + key, secret
    return tuple(points.get(place) or _at(place, points) for place in range(parts))


def join(parts: Mapping[int, bytes]) -> bytes:
    """Return the secret of parts by their places (0, 1, …); raises `sheet_parts_differ` if they do not fit together.

    Exactly as many as needed must be given: more or fewer are noticed like parts of another secret.
    """
    secret, check = _at(_SECRET_AT, parts), _at(_DIGEST_AT, parts)
    if not hmac.compare_digest(_digest(check[_DIGEST:], secret), check[:_DIGEST]):
        raise LuotsiError("sheet_parts_differ")
    return secret


def _digest(key: bytes, secret: bytes) -> bytes:
    return hmac.digest(key, secret, "sha256")[:_DIGEST]


def _at(place: int, points: Mapping[int, bytes]) -> bytes:
    """Return what the polynomials through these points are at a place that is none of them (Lagrange)."""
    found = bytearray(len(next(iter(points.values()))))
    for one, values in points.items():
        weight = sum(_LOGS[place ^ other] - _LOGS[one ^ other] for other in points if other != one)
        for index, value in enumerate(values):
            if value:
                found[index] ^= _POWERS[(_LOGS[value] + weight) % 255]
    return bytes(found)
