"""An extract for the person: what the organisation has recorded of the person, what is left out and why."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Final

from desktop_app.domain import extract as rules
from desktop_app.domain.age import is_child
from desktop_app.domain.kind import Kind
from desktop_app.domain.kinds import CATALOGUE, kind_named
from desktop_app.domain.paper import has_non_disclosure
from desktop_app.domain.record import Record
from desktop_app.domain.referral_course import lines_of
from desktop_app.errors import LuotsiError
from desktop_app.ledger.canonical import Json, b64
from desktop_app.ledger.ids import CaseId, RecordId, UserId
from desktop_app.storage.erasing import WHOLE
from desktop_app.use_cases import access, cases, erasure, members, retention_rules
from desktop_app.use_cases.erasure import StruckField
from desktop_app.use_cases.session import Session

Demand = rules.Demand
CHOICES = rules.CHOICES

#: Kinds that the extract tells in its own words: to whom something was given, and what was struck out.
_TOLD_APART: Final = frozenset({"disclosure", "erasure"})

#: What is left out whatever is chosen and tells nothing about the person.
_NEVER: Final = frozenset({rules.OTHERS, rules.WORKING})

_NOTHING: Final[tuple[Json, ...]] = (None, "", [])


@dataclass(frozen=True, slots=True)
class Representative:
    """A representative of the case as the page offers one: the relation (a code), and the name where it is known."""

    record: RecordId
    relation: str
    name: str


@dataclass(frozen=True, slots=True)
class FieldGiven:
    """One field that goes in: its values that stand (several while nobody has chosen), and earlier ones with times."""

    name: str
    values: tuple[Json, ...]
    earlier: tuple[tuple[Json, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Item:
    """One record: when it was begun and changed (ISO 8601 UTC), by whom, and what of it goes in.

    `sender` names the organisation that sent it, empty for own records; `sent` that it is the version as it was sent.
    """

    kind: str
    record: RecordId
    written_at: str
    changed_at: str
    author: str
    fields: tuple[FieldGiven, ...]
    struck: tuple[StruckField, ...] = ()
    sender: str = ""
    sent: bool = False


@dataclass(frozen=True, slots=True)
class StruckRecord:
    """A whole record that was struck out: its kind, when and by whom it had been written; never what it said."""

    kind: str
    struck: StruckField


@dataclass(frozen=True, slots=True)
class LeftOut:
    """What is left out for one reason: fields of a kind; no field named: the whole kind."""

    reason: str
    kind: str
    fields: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Given:
    """That something was given: `reader` as a disclosure names it, codes of purpose and way, and when."""

    reader: str
    purpose: str
    how: str
    at: str


@dataclass(frozen=True, slots=True)
class Extract:
    """The whole extract; `delete_on` until when the own records are kept, `kept_days` the rule before that is known."""

    reference: str
    organisation: str
    made_at: str
    items: tuple[Item, ...]
    left_out: tuple[LeftOut, ...]
    given: tuple[Given, ...]
    struck: tuple[StruckRecord, ...]
    delete_on: str
    kept_days: int | None


def representatives(session: Session, case: CaseId) -> tuple[Representative, ...]:
    """Return the representatives that the case knows. Raises LuotsiError `no_such_case`."""
    found = cases.read(session, case).of_kind("representative")
    return tuple(Representative(each.record, each.text("relation"), each.text("name")) for each in found)


def refusal(session: Session, case: CaseId, demand: Demand) -> str:
    """Return the code of what stops an extract for this demand, empty when nothing does."""
    return rules.refusal(demand, cases.read(session, case).of_kind("representative"))


def compose(session: Session, case: CaseId, demand: Demand, chosen: Collection[str] = ()) -> Extract:
    """Return the extract; `chosen` are codes of `CHOICES`, of which a representative never gets level 4.

    Kinds that stand apart from the work are copied like every other, by name alone. Raises LuotsiError `no_such_case`,
    and `extract_refused` with the code of what stops it.
    """
    stopped = refusal(session, case, demand)
    if stopped:
        raise LuotsiError("extract_refused", why=stopped)
    wanted = frozenset(chosen) - ({rules.SAFETY} if demand.who != rules.PERSON else frozenset())
    file, records = cases.read(session, case), session.store.case_records(case)
    maker = _Maker(
        session,
        wanted,
        is_child=any(is_child(each, session.now()) for each in records if each.kind == "person"),
        non_disclosure=has_non_disclosure(records),
        names=members.names(session),
        struck=erasure.struck_in(session, records),
    )
    kept = sorted(_without_copies(records, file.own_org), key=_place)
    items = [item for record in kept if (item := maker.item(record)) is not None]
    cover = file.newest("case")
    return Extract(
        reference=file.summary().reference,
        organisation=members.own(session).organisation,
        made_at=session.at(),
        items=tuple(items),
        left_out=maker.all_left_out(),
        given=tuple(_given(each) for each in file.own if each.kind == "disclosure"),
        struck=maker.struck_whole(records),
        delete_on=cover.text("delete_on") if cover else "",
        kept_days=retention_rules.rules(session).days["case"],
    )


def log(session: Session, case: CaseId) -> None:
    """Note in the access log that an extract was printed or saved."""
    access.note(session, case, access.EXPORTED, "extract")


@dataclass(slots=True)
class _Maker:
    """Makes the items of one extract, and remembers what it left out."""

    session: Session
    chosen: frozenset[str]
    is_child: bool
    non_disclosure: bool
    names: Mapping[UserId, str]
    struck: Mapping[RecordId, tuple[StruckField, ...]]
    out: dict[tuple[str, str], dict[str, None]] = field(default_factory=dict)

    def item(self, record: Record) -> Item | None:
        """Return what of a record goes in, None where nothing does."""
        if record.kind in _TOLD_APART or record.is_deleted:
            return None
        kind = _declared(record.kind)
        if kind is None:
            self._leave(rules.UNKNOWN, record.kind, "")
            return None
        ours = record.org == self.session.store.me().org
        own = ours and record.is_own
        given = [each for name in kind.by_name if (each := self._field(kind, name, record, own=own)) is not None]
        struck = [one for one in self.struck.get(record.record, ()) if own and self._goes(kind, one.field)]
        if not given and not struck:
            return None
        return Item(
            kind=record.kind,
            record=record.record,
            written_at=record.created_at,
            changed_at=record.changed_at,
            author=self.names.get(record.author, ""),
            fields=tuple(given),
            struck=tuple(struck),
            sender="" if ours else self.session.store.org_name(record.org),
            sent=ours and not own,
        )

    def struck_whole(self, records: Iterable[Record]) -> tuple[StruckRecord, ...]:
        """Return the whole records that were struck out, of kinds that tell about the person."""
        found = []
        for note in records:
            kind = _declared(note.text("kind")) if note.kind == "erasure" else None
            if kind is None or all(self._why(kind, each) in _NEVER for each in kind.by_name):
                continue
            for struck in erasure.struck_in(self.session, [note]).values():
                found += [StruckRecord(kind.name, one) for one in struck if one.field == WHOLE]
        return tuple(found)

    def all_left_out(self) -> tuple[LeftOut, ...]:
        """Return what was left out, by reason and kind, in the order in which it was met."""
        return tuple(
            LeftOut(why, kind, tuple(name for name in names if name)) for (why, kind), names in self.out.items()
        )

    def _goes(self, kind: Kind, name: str) -> bool:
        return name in kind.by_name and not self._why(kind, name)

    def _why(self, kind: Kind, name: str) -> str:
        declared = kind.by_name[name]
        return rules.left_out(kind, declared, self.chosen, is_child=self.is_child, non_disclosure=self.non_disclosure)

    def _field(self, kind: Kind, name: str, record: Record, *, own: bool) -> FieldGiven | None:
        standing = tuple(value for value in record.standing(name) if value not in _NOTHING)
        if not standing:
            return None
        why = self._why(kind, name)
        if why:
            if why != rules.WORKING:
                whole = all(self._why(kind, each) in (why, rules.WORKING) for each in kind.by_name)
                self._leave(why, kind.name, "" if whole else name)
            return None
        earlier = self._earlier(record, name, standing) if own and rules.HISTORY in self.chosen else ()
        return FieldGiven(name, standing, earlier)

    def _earlier(self, record: Record, name: str, standing: tuple[Json, ...]) -> tuple[tuple[Json, str], ...]:
        """Return the values that stood before, oldest first, with the time at which each was written."""
        entries = self.session.store.history(record.org, record.stream, record.record)
        found = [(entry.set[name], entry.at) for entry in entries if name in entry.set]
        return tuple((value, at) for value, at in found if value not in _NOTHING and value not in standing)

    def _leave(self, reason: str, kind: str, name: str) -> None:
        self.out.setdefault((reason, kind), {})[name] = None


def _declared(name: str) -> Kind | None:
    try:
        return kind_named(name)
    except LuotsiError:
        return None


def _without_copies(records: Iterable[Record], own_org: bytes) -> list[Record]:
    """Return the records without the copies that were sent, where their source still stands."""
    held = list(records)
    own = {b64(each.record) for each in held if each.is_own and bytes(each.org) == bytes(own_org)}
    doubled = {
        str(line.get("copy"))
        for each in held
        if each.kind == "disclosure"
        for line in lines_of(each)
        if str(line.get("source")) in own
    }
    return [
        each for each in held if each.is_own or bytes(each.org) != bytes(own_org) or b64(each.record) not in doubled
    ]


def _place(record: Record) -> tuple[int, str, bytes]:
    names = [kind.name for kind in CATALOGUE]
    place = names.index(record.kind) if record.kind in names else len(names)
    return (place, record.created_at, record.record)


def _given(disclosure: Record) -> Given:
    return Given(
        disclosure.text("reader"),
        disclosure.text("purpose"),
        disclosure.text("how"),
        disclosure.text("disclosed_at") or disclosure.created_at,
    )
