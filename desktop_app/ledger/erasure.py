"""Which changes must go together so that no older value comes back (docs/protocol.md section 10)."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable

from desktop_app.ledger.ids import Dot


def closure(asked: Collection[Dot], bases: Callable[[Dot], Iterable[Dot]]) -> frozenset[Dot]:
    """Return the changes asked for with every change in their bases, and in theirs.

    `bases` names the changes that one change was written over, none for one that is erased already. What remains true
    has to be written again before, over all heads: a rebuild without the closure would bring back the value before,
    since the base that replaced it is erased.
    """
    gone: set[Dot] = set()
    coming = list(asked)
    while coming:
        dot = coming.pop()
        if dot not in gone:
            gone.add(dot)
            coming.extend(bases(dot))
    return frozenset(gone)


def is_closed(named: Collection[Dot], bases: Callable[[Dot], Iterable[Dot]]) -> bool:
    """Return whether an `erase` list names with every change all it was written over."""
    return closure(named, bases) == frozenset(named)
