"""Canonical JSON (RFC 8785 without fractions) and its strict parser (docs/protocol.md section 2)."""

from __future__ import annotations

import base64
import binascii
from collections.abc import Iterable
from typing import Final, TypeAlias

import orjson

from desktop_app.ledger.refusal import Refused

Json: TypeAlias = "bool | int | str | list[Json] | dict[str, Json] | None"

MAX_DEPTH: Final = 8
MAX_INTEGER: Final = 2**53


class Malformed(Refused):
    """Bytes that are not the one canonical form of anything; `code` says what is wrong with them."""

    def __init__(self, code: str = "malformed", **details: object) -> None:
        super().__init__(code, **details)


def canon(value: Json) -> bytes:
    """Return the one canonical form of a value, UTF-8.

    Raises `Malformed` for what has none: fractions, integers from 2^53, keys beyond ASCII, lone surrogates, more than
    eight levels.
    """
    _check(value, 1)
    try:
        return orjson.dumps(value, option=orjson.OPT_SORT_KEYS)
    except TypeError as error:  # lone surrogates
        raise Malformed("not_text") from error


def parse(data: bytes) -> Json:
    """Return the value of canonical bytes; anything else, repeated members and `7.0` included, raises `Malformed`."""
    try:
        value: Json = orjson.loads(data)
    except orjson.JSONDecodeError as error:
        raise Malformed("not_json") from error
    _check(value, 1)
    if orjson.dumps(value, option=orjson.OPT_SORT_KEYS) != data:
        raise Malformed("not_canonical")
    return value


def b64(data: bytes) -> str:
    """Return base64url without padding."""
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode("ascii")


def unb64(text: str, length: int | None = None) -> bytes:
    """Return the bytes of base64url without padding, of exactly `length` bytes when given; raises `Malformed`."""
    try:
        data = base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))
    except (binascii.Error, ValueError) as error:
        raise Malformed("not_base64") from error
    if b64(data) != text:
        raise Malformed("not_base64")
    if length is not None and len(data) != length:
        raise Malformed("wrong_length")
    return data


def _check(value: object, depth: int) -> None:
    """Walk a value and raise `Malformed` at what canonical JSON cannot hold; exact types keep odd subclasses out."""
    kind = type(value)
    if kind is str or value is None or kind is bool:
        return
    if kind is int:
        if not -MAX_INTEGER < value < MAX_INTEGER:  # type: ignore[operator] # an int, as the line above says
            raise Malformed("integer_too_large")
    elif kind is dict:
        _check_keys(value)  # type: ignore[arg-type] # a dict
        _check_items(value.values(), depth)  # type: ignore[attr-defined] # a dict
    elif kind is list:
        _check_items(value, depth)  # type: ignore[arg-type] # a list
    else:
        raise Malformed("not_canonical_type")


def _check_keys(value: dict[object, object]) -> None:
    for key in value:
        if type(key) is not str or not key.isascii():
            raise Malformed("key_not_ascii")


def _check_items(items: Iterable[object], depth: int) -> None:
    if depth > MAX_DEPTH:
        raise Malformed("too_deep")
    for item in items:
        if type(item) is not str:
            _check(item, depth + 1)
