"""Strict reading of one JSON object, member by member."""

from __future__ import annotations

from collections.abc import Callable, Set
from functools import lru_cache
from typing import TypeVar

from desktop_app.ledger.canonical import Json, Malformed, parse, unb64
from desktop_app.ledger.ids import ID_LENGTH

T = TypeVar("T")


class Members:
    """One JSON object being read: each member once, with its type; `done` refuses members nobody asked for.

    Every method raises `Malformed` when the member is missing or of another form.
    """

    __slots__ = ("_rest",)

    def __init__(self, value: Json) -> None:
        if type(value) is not dict:
            raise Malformed("not_an_object")
        self._rest = dict(value)

    @classmethod
    def of(cls, data: bytes) -> Members:
        """Return the members of the canonical object in `data`."""
        return cls(parse(data))

    def has(self, name: str) -> bool:
        """Return whether the member is there and unread."""
        return name in self._rest

    def any(self, name: str) -> Json:
        """Return a member of any form."""
        try:
            return self._rest.pop(name)
        except KeyError:
            raise Malformed("member_missing", member=name) from None

    def text(self, name: str, limit: int = 65536) -> str:
        """Return a string of at most `limit` characters."""
        value = self.any(name)
        if type(value) is not str or len(value) > limit:
            raise Malformed("not_text", member=name)
        return value

    def integer(self, name: str, least: int = 0) -> int:
        """Return an integer of at least `least`."""
        return as_integer(self.any(name), least)

    def truth(self, name: str) -> bool:
        """Return a boolean."""
        value = self.any(name)
        if type(value) is not bool:
            raise Malformed("not_boolean", member=name)
        return value

    def octets(self, name: str, length: int | None = None) -> bytes:
        """Return the bytes of a base64url string, of exactly `length` bytes when given."""
        return as_bytes(self.any(name), length)

    def optional_octets(self, name: str, length: int | None = None) -> bytes | None:
        """Return the bytes of a member, or None when it is absent or null."""
        value = self._rest.pop(name, None)
        return None if value is None else as_bytes(value, length)

    def list(self, name: str, read: Callable[[Json], T], least: int = 0) -> tuple[T, ...]:
        """Return a list of at least `least` items, each read with `read`."""
        return as_list(self.any(name), read, least)

    def members(self, name: str) -> Members:
        """Return an object to be read in turn."""
        return Members(self.any(name))

    def done(self) -> None:
        """Raise `Malformed` if members are left over."""
        if self._rest:
            raise Malformed("member_unknown", member=min(self._rest))


def as_integer(value: Json, least: int = 0) -> int:
    """Return an integer of at least `least`."""
    if type(value) is not int or value < least:
        raise Malformed("not_an_integer")
    return value


def as_bytes(value: Json, length: int | None = None) -> bytes:
    """Return the bytes of a base64url string, of exactly `length` bytes when given."""
    if type(value) is not str:
        raise Malformed("not_text")
    return unb64(value, length)


def as_list(value: Json, read: Callable[[Json], T], least: int = 0) -> tuple[T, ...]:
    """Return a list of at least `least` items, each read with `read`."""
    if type(value) is not list or len(value) < least:
        raise Malformed("not_a_list")
    return tuple([read(item) for item in value]) if value else ()


def as_id(value: Json) -> bytes:
    """Return the 16 bytes of an id; those met lately are known by their text."""
    if type(value) is not str:
        raise Malformed("not_text")
    return _id(value)


@lru_cache(maxsize=4096)
def _id(text: str) -> bytes:
    return unb64(text, ID_LENGTH)


def as_object(value: Json, least: Set[str], most: Set[str]) -> dict[str, Json]:
    """Return an object that has at least the first and at most the second members; all are to be read by the caller."""
    if type(value) is not dict or not least <= value.keys() <= most:
        raise Malformed("members_differ")
    return value


def as_text(value: Json, limit: int) -> str:
    """Return a string of at most `limit` characters."""
    if type(value) is not str or len(value) > limit:
        raise Malformed("not_text")
    return value
