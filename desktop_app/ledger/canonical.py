"""Canonical JSON (RFC 8785 without fractions) and its strict parser (docs/protocol.md section 2)."""

from __future__ import annotations

import binascii
from collections.abc import Iterable
from typing import Final, TypeAlias

import orjson

from desktop_app.ledger.refusal import Refused

Json: TypeAlias = "bool | int | str | list[Json] | dict[str, Json] | None"

MAX_DEPTH: Final = 8
MAX_INTEGER: Final = 2**53
_STRICT: Final = orjson.OPT_SORT_KEYS | orjson.OPT_STRICT_INTEGER
_URL_SAFE: Final = bytes.maketrans(b"+/", b"-_")
_FROM_URL_SAFE: Final = bytes.maketrans(b"-_+/=", b"+/!!!")
_PADDING: Final = (b"", b"===", b"==", b"=")
_LAST: Final = ("", "", "AQgw", "AEIMQUYcgkosw048")


class Malformed(Refused):
    """Bytes that are not the one canonical form of anything; `code` says what is wrong with them."""

    def __init__(self, code: str = "malformed", **details: object) -> None:
        super().__init__(code, **details)


def canon(value: Json) -> bytes:
    """Return the one canonical form of a value, UTF-8.

    Raises `Malformed` for what has none: fractions, integers from 2^53, keys beyond ASCII, lone surrogates, more than
    eight levels.
    """
    _check(value)
    try:
        return orjson.dumps(value, option=orjson.OPT_SORT_KEYS)
    except TypeError as error:  # lone surrogates
        raise Malformed("not_text") from error


def parse(data: bytes) -> Json:
    """Return the value of canonical bytes; anything else, repeated members and `7.0` included, raises `Malformed`."""
    value = parse_form(data)
    _check(value)
    return value


def parse_form(data: bytes) -> Json:
    """Return the value of bytes that are written canonically; raises `Malformed`.

    For readers that then ask for every member and its exact type: fractions, keys beyond ASCII and depth are theirs to
    refuse, by `check_values` where they take any value.
    """
    try:
        value: Json = orjson.loads(data)
        form = orjson.dumps(value, option=_STRICT)
    except orjson.JSONDecodeError as error:
        raise Malformed("not_json") from error
    except TypeError as error:
        raise Malformed("integer_too_large") from error
    if form != data:
        raise Malformed("not_canonical")
    return value


def check_values(value: Json, depth: int) -> None:
    """Raise `Malformed` for what canonical JSON cannot hold in a value that stands at this depth (1 = the top)."""
    _check(value, depth)


def b64(data: bytes) -> str:
    """Return base64url without padding."""
    return binascii.b2a_base64(data, newline=False).translate(_URL_SAFE, b"=").decode("ascii")


def unb64(text: str, length: int | None = None) -> bytes:
    """Return the bytes of base64url without padding, of exactly `length` bytes when given; raises `Malformed`."""
    rest = len(text) % 4
    try:
        data = binascii.a2b_base64(text.encode("ascii").translate(_FROM_URL_SAFE) + _PADDING[rest], strict_mode=True)
    except ValueError as error:
        raise Malformed("not_base64") from error
    if rest and text[-1] not in _LAST[rest]:  # bits that no byte holds
        raise Malformed("not_base64")
    if length is not None and len(data) != length:
        raise Malformed("wrong_length")
    return data


def _check(value: object, depth: int = 1) -> None:
    """Walk a value level by level and raise `Malformed` at what canonical JSON cannot hold.

    Exact types keep odd subclasses out; one loop without calls, because every change of every page comes through here.
    """
    level: list[object] = [value]
    for _ in range(MAX_DEPTH + 2 - depth):
        deeper: list[object] = []
        flat = True
        for item in level:
            kind = type(item)
            if kind is dict or kind is list:
                flat = False
                deeper.extend(_items(item) if kind is dict else item)  # type: ignore[arg-type] # as tested
            elif kind is not str and kind is not bool and item is not None:
                _check_integer(item)
        if flat:
            return
        level = deeper
    raise Malformed("too_deep")


def _items(value: object) -> Iterable[object]:
    """Return the values of an object whose keys are ASCII."""
    try:
        if isinstance(value, dict) and "".join(value).isascii():
            return value.values()
    except TypeError:  # a key that is no string
        pass
    raise Malformed("key_not_ascii")


def _check_integer(value: object) -> None:
    if type(value) is not int:
        raise Malformed("not_canonical_type")
    if not -MAX_INTEGER < value < MAX_INTEGER:
        raise Malformed("integer_too_large")
