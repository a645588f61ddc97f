"""How values lie in the columns of the store: JSON as text, dots with readable device ids."""

from collections.abc import Iterable
from typing import Any

import orjson

from desktop_app.ledger.canonical import b64, unb64
from desktop_app.ledger.ids import DeviceId, Dot


def dump(value: object) -> str:
    """`value` as compact JSON text with sorted members."""
    return orjson.dumps(value, option=orjson.OPT_SORT_KEYS).decode()


def load(text: str) -> Any:  # noqa: ANN401 - the shape is whatever was dumped into that column
    """The value that `dump` wrote."""
    return orjson.loads(text)


def dots_to(dots: Iterable[Dot]) -> list[list[str | int]]:
    """Dots as JSON: `[[device id in base64url, n]…]`."""
    return [[b64(dev), n] for dev, n in dots]


def dots_from(value: Iterable[tuple[str, int]]) -> tuple[Dot, ...]:
    """The dots that `dots_to` wrote."""
    return tuple((DeviceId(unb64(dev)), n) for dev, n in value)
