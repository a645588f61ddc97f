"""Records as rows: the document that is shown, and beside it the heads and covered dots that merging needs."""

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Final, TypeAlias

from desktop_app.domain.record import Record
from desktop_app.ledger.canonical import Json, b64, unb64
from desktop_app.ledger.change import Op
from desktop_app.ledger.ids import CaseId, DeviceId, Dot, OrgId, RecordId, StreamId, UserId
from desktop_app.ledger.merge import FieldState, Head, RecordState, apply_op, conflicts, shown
from desktop_app.storage.encoding import dots_to, dump, load

# For a kind and a field: which of several standing values protects the person most; None where none does.
Protective: TypeAlias = Callable[[str, str], Callable[[list[Json]], Json] | None]

# Whether the change with this name counts already.
Applied: TypeAlias = Callable[[Dot], bool]

DEFAULT: Final = "*"
COLUMNS: Final = (
    "org, stream, record, case_id, kind, doc, heads, covered, conflicts, created_at, author, changed_at, changes"
)
CHANGE_ID_BYTES: Final = 8


@dataclass(frozen=True, slots=True)
class Touch:
    """One change that touches a record: its dot, its place in the log, who made it and when."""

    dot: Dot
    change: int
    user: UserId
    at: str


@dataclass(slots=True)
class Row:
    """A record while changes are applied to it.

    `first` is the only operation so far, kept as it came: most records are written once, and need no merging.
    """

    org: OrgId
    stream: StreamId
    record: RecordId
    case: CaseId | None
    kind: str
    state: RecordState | None
    first: tuple[Op, Touch] | None
    created: tuple[str, UserId]
    changed_at: str
    changes: bytes

    @classmethod
    def begin(cls, org: OrgId, stream: StreamId, case: CaseId | None, op: Op, touch: Touch, applied: Applied) -> "Row":
        """The row of a record of which `op` is the first operation to arrive."""
        alone = not any(op.base.values())
        state = None if alone else apply_op(None, op, touch.dot, touch.at, applied)
        first = (op, touch) if alone else None
        place = touch.change.to_bytes(CHANGE_ID_BYTES)
        return cls(org, stream, op.record, case, op.kind, state, first, (touch.at, touch.user), touch.at, place)

    def apply(self, op: Op, touch: Touch, applied: Applied) -> None:
        """Apply one more operation."""
        self.state = apply_op(self.merged(), op, touch.dot, touch.at, applied)
        self.first = None
        self.created = min(self.created, (touch.at, touch.user))
        self.changed_at = max(self.changed_at, touch.at)
        self.changes += touch.change.to_bytes(CHANGE_ID_BYTES)

    def merged(self) -> RecordState:
        """The record's state, made from the first operation where that was all."""
        if self.state is None:
            assert self.first is not None
            op, touch = self.first
            self.state = apply_op(None, op, touch.dot, touch.at, _nothing_before)
        return self.state

    def standing(self, name: str) -> list[Json]:
        """Every value of a field that stands and says something."""
        if self.first is not None:
            values = [self.first[0].set.get(name)]
        else:
            held = self.merged().fields.get(name)
            values = [head.value for head in held.heads] if held else []
        return [value for value in values if value]

    def columns(self, protective: Protective) -> tuple[object, ...]:
        """The values of `COLUMNS`."""
        if self.first is not None:
            op, touch = self.first
            doc, covered, standing = dump(op.set), None, 0
            heads = dump({DEFAULT: [b64(touch.dot[0]), touch.dot[1], touch.at]} if op.set else {})
        else:
            state = self.merged()
            doc, heads, covered = encode(state, protective)
            standing = len(conflicts(state))
        at, author = self.created
        return (
            self.org, self.stream, self.record, self.case, self.kind, doc, heads, covered, standing, at, author,
            self.changed_at, self.changes,
        )  # fmt: skip


def _nothing_before(_dot: Dot) -> bool:
    """No operation kept as `first` has a base, so nobody asks."""
    return False


def encode(state: RecordState, protective: Protective) -> tuple[str, str, str | None]:
    """The columns doc, heads and covered of a state.

    The dot that most fields share is written once, under `*`; a single head's value stands in doc alone.
    """
    doc: dict[str, Json] = {}
    single: dict[str, Head] = {}
    heads: dict[str, Json] = {}
    covered: dict[str, Json] = {}
    for name, field in state.fields.items():
        if field.covered:
            covered[name] = sorted(dots_to(field.covered))  # type: ignore[assignment] # pairs of text and number
        if not field.heads:
            continue
        doc[name] = shown(field, protective(state.kind, name))
        if len(field.heads) == 1:
            single[name] = field.heads[0]
        else:
            heads[name] = [[b64(head.dev), head.n, head.at, head.value] for head in field.heads]
    common = Counter((head.dev, head.n, head.at) for head in single.values())
    default = min(common, key=lambda entry: (-common[entry], entry)) if common else None
    if default is not None:
        heads[DEFAULT] = [b64(default[0]), default[1], default[2]]
    for name, head in single.items():
        if (head.dev, head.n, head.at) != default:
            heads[name] = [[b64(head.dev), head.n, head.at]]
    return dump(doc), dump(heads), dump(covered) if covered else None


def decode(kind: str, doc: str, heads: str, covered: str | None) -> RecordState:
    """The state that `encode` wrote."""
    values: dict[str, Json] = load(doc)
    written: dict[str, Any] = load(heads)
    covers: dict[str, list[tuple[str, int]]] = load(covered) if covered else {}
    default = written.pop(DEFAULT, None)
    device = unb64(default[0]) if default else b""
    fields: dict[str, FieldState] = {}
    for name, value in values.items():
        if name in written:
            standing = tuple(_head(entry, value) for entry in written[name])
        else:
            standing = (Head(DeviceId(device), default[1], default[2], value),)
        fields[name] = FieldState(standing, _dots(covers.get(name, ())))
    for name, dots in covers.items():
        if name not in fields:
            fields[name] = FieldState((), _dots(dots))
    return RecordState(kind, fields)


def _head(entry: list[Any], value: Json) -> Head:
    dev, n, at = entry[:3]
    return Head(DeviceId(unb64(dev)), n, at, entry[3] if len(entry) > 3 else value)


def _dots(pairs: Any) -> frozenset[Dot]:  # noqa: ANN401 - pairs of text and number as JSON gives them
    return frozenset((DeviceId(unb64(dev)), n) for dev, n in pairs)


def row_of(columns: tuple[Any, ...]) -> Row:
    """The row whose `COLUMNS` these are."""
    org, stream, record, case, kind, doc, heads, covered, _conflicts, created_at, author, changed_at, changes = columns
    state = decode(kind, doc, heads, covered)
    created = (created_at, UserId(author))
    return Row(org, stream, record, case, kind, state, None, created, changed_at, changes)


def record_of(columns: tuple[Any, ...]) -> Record:
    """The record, as the domain knows it, whose `COLUMNS` these are."""
    org, stream, record, case, kind, doc, heads, _covered, standing, created_at, author, changed_at, _ = columns
    values: Mapping[str, Json] = load(doc)
    several = conflicts(decode(kind, doc, heads, None)) if standing else {}
    return Record(
        OrgId(org), StreamId(stream), RecordId(record), kind, values, _dots_by_field(values, heads), several,
        created_at, changed_at, UserId(author), None if case is None else CaseId(case),
    )  # fmt: skip


def outline_of(columns: tuple[Any, ...]) -> Record:
    """The record without the dots of its heads, which a summary has no use for."""
    org, stream, record, case, kind, doc, heads, _covered, standing, created_at, author, changed_at, _ = columns
    several = conflicts(decode(kind, doc, heads, None)) if standing else {}
    return Record(org, stream, record, kind, load(doc), {}, several, created_at, changed_at, author, case)


def _dots_by_field(values: Mapping[str, Json], heads: str) -> dict[str, tuple[Dot, ...]]:
    written: dict[str, Any] = load(heads)
    default = written.pop(DEFAULT, None)
    common: tuple[Dot, ...] = ((DeviceId(unb64(default[0])), default[1]),) if default else ()
    dots = dict.fromkeys(values, common)
    for name, entries in written.items():
        dots[name] = tuple((DeviceId(unb64(entry[0])), entry[1]) for entry in entries)
    return dots


def change_ids(changes: bytes) -> tuple[int, ...]:
    """The places in the log of the changes that touched a record."""
    return tuple(int.from_bytes(changes[at : at + CHANGE_ID_BYTES]) for at in range(0, len(changes), CHANGE_ID_BYTES))
