"""The proposal on paper, in the order of the authority's form (746/2011, 34 §), and the note that it went so."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from desktop_app.domain import consent as consent_rules
from desktop_app.domain.case_file import CaseFile, Record
from desktop_app.domain.consent import SYSTEM_BY_NAME, covered_fields, possible_groups
from desktop_app.domain.kind import WITH_ITS_PURPOSE, Sensitivity
from desktop_app.domain.kinds import KINDS
from desktop_app.domain.paper import printed
from desktop_app.domain.proposal import FrozenVersion, frozen_version, is_never_contacted
from desktop_app.errors import LuotsiError
from desktop_app.i18n.labels import Labels
from desktop_app.ledger.canonical import Json, b64
from desktop_app.ledger.change import Op
from desktop_app.ledger.cover import Cover
from desktop_app.ledger.ids import CaseId, RecordId, new_id
from desktop_app.sheets.letter import Letter, LetterPart
from desktop_app.storage.store import Part
from desktop_app.use_cases import access, cases, proposal
from desktop_app.use_cases.disclosing import copied, disclosure
from desktop_app.use_cases.letter_words import LetterWords, sentences
from desktop_app.use_cases.proposal import PURPOSE, assistance_system, program_values, with_system
from desktop_app.use_cases.proposal_form import parts as parts_of_form
from desktop_app.use_cases.referral import ON_PAPER
from desktop_app.use_cases.session import Changed, Session


@dataclass(frozen=True, slots=True)
class PaperPlan:
    """What paper would say: the own text, and the records with the fields that may stand there.

    `cover` and `version` are None while no permission is in force; then only the own text is printed, as a draft.
    `reader` is the Assistance System's id, or its kind while the directory does not name it; `sent` that the records
    are those which have been sent.
    """

    file: CaseFile
    reader: str
    cover: Cover | None
    version: FrozenVersion | None
    text: Record | None
    records: tuple[tuple[Record, frozenset[str]], ...]
    sent: bool = False


def plan(
    session: Session, case: CaseId, ticked: Collection[RecordId] | None = None, *, with_safety: bool = False
) -> PaperPlan:
    """Return what paper would say; after sending, what was sent. Raises LuotsiError `no_such_case`."""
    file = cases.read(session, case)
    system = assistance_system(session)
    reader = b64(system.org) if system else SYSTEM_BY_NAME
    if system is not None:
        file = with_system(file, system)
    gone = _sent(file)
    if gone is not None:
        return PaperPlan(file, reader, None, None, gone, _as_sent(file, gone, with_safety), sent=True)
    cover = consent_rules.paper_cover(file.own, reader, PURPOSE, session.consent_now(), with_safety=with_safety)
    version = frozen_version(file, cover, ticked) if cover else None
    leaves = version.leaves if version else ()
    pieces = tuple((file.record(copy.source), frozenset(copy.fields)) for copy in leaves)
    return PaperPlan(file, reader, cover, version, file.newest("proposal"), pieces)


def letter(
    session: Session,
    case: CaseId,
    language: str,
    ticked: Collection[RecordId] | None = None,
    *,
    with_safety: bool = False,
) -> Letter:
    """Return the proposal as a letter in `fi`, `sv` or, for reading, `en`.

    It is a draft without a permission in force, in English, and once a letter has gone out. Raises LuotsiError
    `no_such_case`.
    """
    planned = plan(session, case, ticked, with_safety=with_safety)
    _log_safety(session, case, planned)
    words = LetterWords(session, Labels.load(), language)
    said = sentences("proposal", language)
    went = planned.text is not None and bool(planned.text.text("sent_at"))
    draft = language == "en" or not (planned.sent or (planned.cover is not None and not went))
    head = words.head(said["kind"], said["subject"], (said["recipient"], said["recipient_place"]), draft=draft)
    shown = list(planned.records)
    text = planned.text
    values = dict(text.values) if text else {}
    if not planned.sent:
        values |= {name: value for name, value in program_values(session, text, "").items() if value is not None}
    parts = (
        [LetterPart("", ((said["sent"], words.value("proposal", "sent_at", text.text("sent_at"))),))]
        if went and text
        else []
    )
    parts = [*_never_contacted(said["never"], shown, words), *parts]
    for key, content in parts_of_form():
        parts += _part(said[key], content, values, shown, words)
        if key == "representative" and planned.file.is_child():
            parts.append(LetterPart("", (("", said["minor"]),)))
    return Letter(head, tuple(parts), language)


def language_of(session: Session, case: CaseId, workers: str = "fi") -> str:
    """Return the language of the letter: as of the proposal that is sent."""
    return proposal.language_of(cases.read(session, case), workers)


def note_sent(
    session: Session,
    case: CaseId,
    how: str,
    ticked: Collection[RecordId] | None = None,
    *,
    with_safety: bool = False,
) -> Changed:
    """Note that the letter went out, `how` one of ON_PAPER, with what stood in it; in one durable transaction.

    Raises LuotsiError `already_sent`, `no_consent_for_proposal`, `no_such_case`.
    """
    planned = plan(session, case, ticked, with_safety=with_safety)
    if how not in ON_PAPER:
        raise ValueError(how)
    if planned.sent or planned.file.proposal_state() not in {"draft", "ready"}:
        raise LuotsiError("already_sent")
    if planned.cover is None or planned.version is None:
        raise LuotsiError("no_consent_for_proposal")
    program = {name: value for name, value in program_values(session, planned.text, how).items() if value is not None}
    lines = [copied(copy, planned.file).line for copy in planned.version.leaves]
    at = session.now().astimezone().isoformat(timespec="seconds")
    gave = disclosure(RecordId(new_id()), planned.reader, planned.cover, lines, how, at)
    text = planned.text
    base = {name: text.heads.get(name, ()) if text else () for name in program}
    own = Op(text.record if text else RecordId(new_id()), "proposal", program, base)
    saved = session.store.save_together([Part(ops=(gave, own), case=case, at=session.at())])
    access.note(session, case, access.DISCLOSED, "proposal")
    return saved


def _log_safety(session: Session, case: CaseId, planned: PaperPlan) -> None:
    """Note each kind of which the letter shows fields of level 4."""
    for record, fields in planned.records:
        declared = KINDS[record.kind].by_name
        shown = [each for each in declared if each in fields and declared[each].sens >= Sensitivity.SAFETY]
        if any(record.values.get(each) for each in shown):
            access.log_shown(session, case, record.kind, [each for each in shown if record.values.get(each)])


def _sent(file: CaseFile) -> Record | None:
    """Return the text that opened the newest sent proposal, unless a new one is being written."""
    if file.proposal_state() in {"draft", "ready"}:
        return None
    sent = [one for one in file.records if one.kind == "proposal" and one.org == file.own_org and not one.is_own]
    return max(sent, key=lambda one: one.created_at, default=None)


def _as_sent(file: CaseFile, text: Record, with_safety: bool) -> tuple[tuple[Record, frozenset[str]], ...]:
    """Return the copies that were sent with it, as far as they may be printed."""
    fields = printed(covered_fields("proposal", possible_groups("proposal")), file.own, with_safety=with_safety)
    copies = [
        one
        for one in file.records
        if one.org == file.own_org and one.stream == text.stream and one.record != text.record
    ]
    return tuple((one, fields.get(one.kind, frozenset())) for one in copies)


def _never_contacted(
    heading: str, shown: Iterable[tuple[Record, frozenset[str]]], words: LetterWords
) -> list[LetterPart]:
    """Return whom to contact is a danger, before everything else, where level 4 is printed."""
    found = [
        words.lines(
            "representative",
            [name for name in ("may_be_contacted", "relation", "name") if name in fields],
            record.values,
        )
        for record, fields in shown
        if is_never_contacted(record) and "may_be_contacted" in fields
    ]
    return [LetterPart("" if index else heading, lines) for index, lines in enumerate(found)]


def _part(
    heading: str,
    content: Iterable[tuple[str, tuple[str, ...]]],
    values: Mapping[str, Json],
    shown: Iterable[tuple[Record, frozenset[str]]],
    words: LetterWords,
) -> list[LetterPart]:
    """Return a part of the form, one for each record; only the first has the heading."""
    found: list[tuple[tuple[str, str], ...]] = []
    for kind, names in content:
        if kind == "proposal":
            found.append(words.lines(kind, [name for name in names if _is_own_text(name)], values))
            continue
        for record, fields in shown:
            if record.kind == kind:
                kept = [name for name in names if name in fields]
                single = kind == "indicator_observation" and kept
                found.append((words.observation(record, kept),) if single else words.lines(kind, kept, record.values))
    said = [lines for lines in found if lines]
    return [LetterPart("" if index else heading, lines) for index, lines in enumerate(said)]


def _is_own_text(name: str) -> bool:
    declared = KINDS["proposal"].by_name[name]
    return declared.into_proposal and declared.group == WITH_ITS_PURPOSE
