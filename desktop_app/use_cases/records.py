"""Writing records: every keystroke a draft, every page left a save."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from desktop_app.domain.case_file import Record
from desktop_app.domain.check import Problem, check
from desktop_app.domain.defaults import defaults
from desktop_app.domain.kinds import kind_named
from desktop_app.domain.retention import KEPT, USUAL
from desktop_app.errors import LuotsiError
from desktop_app.ledger.canonical import Json
from desktop_app.ledger.change import Op
from desktop_app.ledger.ids import CaseId, DeviceId, Dot, RecordId, StreamId, new_id
from desktop_app.ledger.merge import Head
from desktop_app.storage.drafts import Draft
from desktop_app.use_cases import retention_rules
from desktop_app.use_cases.filled_in import from_case
from desktop_app.use_cases.session import NOTHING_CHANGED, Changed, Session

#: Values and the heads that stood on the screen when each field was first touched.
DraftFields = Mapping[str, tuple[Json, tuple[Dot, ...]]]

#: A draft value that cannot be read yet, kept as it was typed.
RAW = "raw"

#: Kinds whose draft becomes a change only by the button of their own page.
WAIT_FOR_THEIR_BUTTON = frozenset({"consent", "decision", "question", "referral_answer"})


@dataclass(frozen=True, slots=True)
class FormField:
    """One field of an open form: what is shown, what lies in the log, and what a change of it would be based on."""

    value: Json
    base: tuple[Dot, ...]
    in_draft: bool = False
    conflict: tuple[Head, ...] = ()


@dataclass(frozen=True, slots=True)
class RecordForm:
    """A record opened for writing.

    `exists` is False until its first save; `fields` holds all fields of its kind; `case` is None for an anonymous
    consultation, which belongs to nobody.
    """

    case: CaseId | None
    record: RecordId
    kind: str
    exists: bool
    fields: Mapping[str, FormField]
    changed_at: str | None = None

    def values(self) -> dict[str, Json]:
        """Return what the form shows, without empty fields."""
        return {name: field.value for name, field in self.fields.items() if field.value is not None}


@dataclass(frozen=True, slots=True)
class Saved:
    """What a save did: which cases changed, what stayed a draft and why, and whether a change was written at all.

    A record without a case changes none.
    """

    cases: Changed
    problems: tuple[Problem, ...] = ()
    wrote: bool = False


def new_form(session: Session, kind: str, case: CaseId | None) -> RecordForm:
    """Return an empty form with the values that the program fills in. Nothing is written until a field is touched."""
    declared = kind_named(kind)
    kept = retention_rules.rules(session) if declared.name in KEPT else USUAL
    filled = defaults(declared, session.now().astimezone(), kept) | from_case(session, kind, case)
    fields = {field.name: FormField(filled.get(field.name), ()) for field in declared.fields}
    return RecordForm(case, RecordId(new_id()), kind, False, fields)


def open_form(session: Session, record: RecordId) -> RecordForm:
    """Return a record with its draft laid over it. Raises LuotsiError `no_such_record`."""
    form = find_form(session, record)
    if form is None:
        raise LuotsiError("no_such_record")
    return form


def find_form(session: Session, record: RecordId) -> RecordForm | None:
    """Return a record with its draft laid over it, None when neither exists."""
    own = _own_stream(session)
    stored = session.store.record(session.store.me().org, own, record)
    draft = session.store.drafts.get(record)
    if stored is None and draft is None:
        return None
    kind, case = (stored.kind, stored.case) if stored is not None else (draft.kind, draft.case) if draft else ("", None)
    fields = {field.name: _field(field.name, stored, draft) for field in kind_named(kind).fields}
    return RecordForm(case, record, kind, stored is not None, fields, stored.changed_at if stored else None)


def written(session: Session, record: RecordId) -> dict[str, Json]:
    """Return what stands in a record with its draft laid over it; nothing where neither exists yet."""
    form = find_form(session, record)
    return form.values() if form is not None else {}


def newest_form(session: Session, kind: str, case: CaseId) -> RecordForm:
    """Return the newest own record of a kind in the case, its draft, or a new form when there is none."""
    for draft in session.store.drafts.for_case(case):
        if draft.kind == kind:
            return open_form(session, draft.record)
    org, own = session.store.me().org, _own_stream(session)
    records = [
        r
        for r in session.store.case_records(case)
        if (r.org, r.stream, r.kind) == (org, own, kind) and not r.is_deleted
    ]
    if not records:
        return new_form(session, kind, case)
    return open_form(session, max(records, key=lambda record: record.created_at).record)


def keep_draft(session: Session, form: RecordForm, touched: Mapping[str, Json]) -> None:
    """Put what was typed into the encrypted store as a draft: durable when this returns, never sent.

    The first draft of a new record carries the values that the program filled in, too. What this laptop itself saved
    since the form was read was typed here, so it is no conflict.
    """
    me, own = session.store.me(), _own_stream(session)
    stored = session.store.record(me.org, own, form.record)
    fields = {name: (value, form.fields[name].base) for name, value in touched.items()}
    if stored is None and session.store.drafts.get(form.record) is None:
        for name, field in form.fields.items():
            if field.value is not None and name not in fields:
                fields[name] = (field.value, field.base)
    if stored is not None:
        fields = {
            name: (value, _with_own(base, stored.heads.get(name, ()), me.dev)) for name, (value, base) in fields.items()
        }
    session.store.drafts.put(form.record, form.kind, form.case, own, fields, session.at())


def _with_own(base: tuple[Dot, ...], heads: tuple[Dot, ...], dev: DeviceId) -> tuple[Dot, ...]:
    return (*base, *(head for head in heads if head[0] == dev and head not in base))


def save(session: Session, record: RecordId) -> Saved:
    """Make a record's draft one signed change. What cannot be read yet stays a draft and is named in the answer."""
    draft = session.store.drafts.get(record)
    if draft is None:
        return Saved(NOTHING_CHANGED)
    stored = session.store.record(session.store.me().org, _own_stream(session), record)
    readable = {name: kept for name, kept in draft.fields.items() if not _is_raw(kept[0])}
    raw = tuple(Problem(name, "cannot_be_read", {}) for name, kept in draft.fields.items() if _is_raw(kept[0]))
    values = dict(stored.values) if stored else {}
    values.update({name: value for name, (value, _) in readable.items()})
    problems = check(kind_named(draft.kind), values)
    if any(problem.stops_record for problem in problems):
        return Saved(NOTHING_CHANGED, (*problems, *raw))
    faulty = {problem.field for problem in problems}
    good = {name: kept for name, kept in readable.items() if name not in faulty}
    if not good:
        return Saved(NOTHING_CHANGED, (*problems, *raw))
    op = Op(
        record, draft.kind, {n: value for n, (value, _) in good.items()}, {n: base for n, (_, base) in good.items()}
    )
    kept_back = len(good) < len(draft.fields)
    cases = session.store.save(
        [op],
        case=draft.case,
        at=session.at(),
        clear_drafts={record: frozenset(good) if kept_back else None},
    )
    return Saved(cases, (*problems, *raw), wrote=True)


def save_all(session: Session, case: CaseId | None = None) -> Saved:
    """Save every draft (of one case), before a lock, a sync or the end; what waits for its own button stays a draft."""
    drafts = session.store.drafts.for_case(case) if case else session.store.drafts.all()
    cases: set[CaseId] = set()
    problems: list[Problem] = []
    for draft in drafts:
        if draft.kind in WAIT_FOR_THEIR_BUTTON:
            continue
        saved = save(session, draft.record)
        cases |= saved.cases
        problems.extend(saved.problems)
    return Saved(frozenset(cases), tuple(problems))


def drop_draft(session: Session, record: RecordId) -> None:
    """Throw away what was typed and not saved, at the worker's wish."""
    session.store.drafts.drop(record)


def _own_stream(session: Session) -> StreamId:
    return StreamId(session.store.me().org)


def _is_raw(value: Json) -> bool:
    return isinstance(value, dict) and RAW in value


def _field(name: str, stored: Record | None, draft: Draft | None) -> FormField:
    conflict = stored.conflicts.get(name, ()) if stored else ()
    kept = draft.fields.get(name) if draft else None
    if kept is not None:
        return FormField(kept[0], kept[1], True, conflict)
    if stored is None:
        return FormField(None, ())
    return FormField(stored.values.get(name), stored.heads.get(name, ()), False, conflict)
