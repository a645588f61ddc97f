"""What changes add up to: per field the heads, and what was covered before it came (docs/protocol.md section 6)."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from desktop_app.ledger.canonical import Json
from desktop_app.ledger.change import Op
from desktop_app.ledger.ids import DeviceId, Dot
from desktop_app.ledger.refusal import Refused

DELETED = "_deleted"


@dataclass(frozen=True, slots=True)
class Head:
    """A value of a field that no applied change has replaced: who set it, when by the author's clock, and to what."""

    dev: DeviceId
    n: int
    at: str
    value: Json

    @property
    def dot(self) -> Dot:
        """The name of the change that set it."""
        return (self.dev, self.n)


@dataclass(frozen=True, slots=True)
class FieldState:
    """One field: its heads, ordered by device and number, and the changes named in a base but not applied yet."""

    heads: tuple[Head, ...] = ()
    covered: frozenset[Dot] = frozenset()


@dataclass(frozen=True, slots=True)
class RecordState:
    """All fields of one record."""

    kind: str
    fields: Mapping[str, FieldState]


def apply_op(state: RecordState | None, op: Op, dot: Dot, at: str, applied: Callable[[Dot], bool]) -> RecordState:
    """Return the record after one change that has not been applied before; the same in every order of changes.

    `applied` tells whether a change named in a base counts in this store already. Raises `Refused("kind_changed")`.
    """
    if state is not None and state.kind != op.kind:
        raise Refused("kind_changed")
    fields = dict(state.fields) if state is not None else {}
    for name, base in op.base.items():
        fields[name] = _over(fields.get(name, _EMPTY), base, applied)
    for name, value in op.set.items():
        fields[name] = _with(fields.get(name, _EMPTY), Head(*dot, at, value))
    return RecordState(op.kind, fields)


_EMPTY = FieldState()


def _over(field: FieldState, base: tuple[Dot, ...], applied: Callable[[Dot], bool]) -> FieldState:
    if not base:
        return field
    heads = tuple(head for head in field.heads if head.dot not in base)
    return FieldState(heads, field.covered.union(dot for dot in base if not applied(dot)))


def _with(field: FieldState, head: Head) -> FieldState:
    if head.dot in field.covered:
        return FieldState(field.heads, field.covered - {head.dot})
    heads = (*field.heads, head)
    return FieldState(heads if len(heads) == 1 else tuple(sorted(heads, key=_by_dot)), field.covered)


def _by_dot(head: Head) -> Dot:
    return head.dot


def distinct(field: FieldState) -> list[Json]:
    """Return the different values among the heads, the latest by `at`, device and number first."""
    values: list[Json] = []
    for head in sorted(field.heads, key=_latest, reverse=True):
        if not any(_same(head.value, value) for value in values):
            values.append(head.value)
    return values


def shown(field: FieldState, protective: Callable[[list[Json]], Json] | None = None) -> Json:
    """Return the value to show: the one there is; of several the most protective, or the latest; None without any."""
    if len(field.heads) == 1:
        return field.heads[0].value
    values = distinct(field)
    if len(values) > 1 and protective is not None:
        return protective(values)
    return values[0] if values else None


def is_deleted(state: RecordState) -> bool:
    """Return whether the record is deleted and nothing was edited beside that."""
    return _says_deleted(state) and not _edited_beside(state)


def conflicts(state: RecordState) -> dict[str, tuple[Head, ...]]:
    """Return the fields on which laptops disagree, with their heads.

    A record deleted in one place and edited in another stands under `_deleted`, with the heads of both sides.
    """
    found = {name: field.heads for name, field in state.fields.items() if len(field.heads) > 1 and _disagree(field)}
    if _says_deleted(state) and _edited_beside(state):
        edits = tuple(head for field in _edited_beside(state) for head in field.heads)
        found[DELETED] = state.fields[DELETED].heads + edits
    return found


def _disagree(field: FieldState) -> bool:
    return len(distinct(field)) > 1


def _says_deleted(state: RecordState) -> bool:
    field = state.fields.get(DELETED)
    return field is not None and any(head.value is True for head in field.heads)


def _edited_beside(state: RecordState) -> list[FieldState]:
    return [field for name, field in state.fields.items() if name != DELETED and field.heads]


def _latest(head: Head) -> tuple[str, DeviceId, int]:
    return (head.at, head.dev, head.n)


def _same(one: Json, other: Json) -> bool:
    """Return whether two JSON values are the same; True and 1 are not."""
    return type(one) is type(other) and one == other
