"""In which language a referral is written, and how far it has come; the course is derived and never stored."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from desktop_app.domain.progress import replies
from desktop_app.domain.providers import ALAND, HELSINKI
from desktop_app.domain.record import Record
from desktop_app.ledger.canonical import b64
from desktop_app.ledger.ids import RecordId, StreamId

#: Where each kind of recipient stands in the list of counties, when its name does not say it.
_PLACE: Final = {
    "helsinki": HELSINKI,
    "hus": "hus",
    "aland_municipality": ALAND,
    "aland_health": ALAND,
}
_OF_A_COUNTY: Final = frozenset({"county_social", "county_health"})


def place_of(recipient_kind: str, county: str | None) -> str | None:
    """Return the code of the county, Helsinki, Åland or HUS whose languages count for this recipient, or None."""
    return _PLACE.get(recipient_kind) or (county if recipient_kind in _OF_A_COUNTY else None)


def language_of(languages: Collection[str], chosen: str) -> str:
    """Return the language of a referral to a recipient that serves in `languages` (empty: not known).

    A bilingual county writes as the person chose, other mainland counties in Finnish, Åland in Swedish, Lapland in Sámi
    when the person chose it. Where nothing is known, as with a state authority, the person's choice of Finnish or
    Swedish counts. The spoken language and the interpreter's never decide this.
    """
    offered = languages or ("fi", "sv")
    if chosen in offered:
        return chosen
    return "fi" if "fi" in offered else next(iter(offered))


def needs_interpretation(person: Record | None, language: str) -> bool:
    """Tell whether a person has a right to interpretation where this language is spoken.

    So it is when languages are recorded and this is neither the mother tongue nor one that the person speaks well.
    """
    if person is None or not language:
        return False
    rows = person.values.get("other_languages")
    others = [row for row in rows if isinstance(row, dict)] if isinstance(rows, list) else []
    spoken = {person.text("mother_tongue"), *(row.get("lang") for row in others if row.get("level") == "good")}
    return bool(person.text("mother_tongue") or others) and language not in spoken


@dataclass(frozen=True, slots=True)
class ReferralCourse:
    """How far a referral has come: `draft`, `sent`, `delivered`, `opened`, `supplemented`, `withdrawn` or a code of
    `referral_outcome`.

    `how` says how it went (a code of `sent_how`); `stream` is None for one on paper; `answers` are oldest first.
    """

    state: str
    at: str
    how: str = ""
    stream: StreamId | None = None
    answers: tuple[Record, ...] = ()


def course(referral: Record, records: Sequence[Record], delivered: Mapping[StreamId, str]) -> ReferralCourse:
    """Return the course of an own referral, from the newest disclosure of it."""
    gone = disclosures_of(referral.record, records)
    if not gone:
        return ReferralCourse("draft", referral.changed_at)
    newest = max(gone, key=lambda each: (each.text("disclosed_at"), each.created_at))
    how, sent_at = newest.text("how"), newest.text("disclosed_at") or newest.created_at
    opening = _opening(newest, records)
    if opening is None:
        return ReferralCourse("sent", sent_at, how)
    return _of_sent(opening, records, delivered, how, sent_at)


def disclosures_of(source: RecordId, records: Iterable[Record]) -> list[Record]:
    """Return the own disclosures in which a record went out."""
    wanted = b64(source)
    return [each for each in records if each.kind == "disclosure" and each.is_own and wanted in sources(each)]


def sources(disclosure: Record) -> tuple[str, ...]:
    """Return the own records of which a disclosure sent copies, as text."""
    return tuple(str(line.get("source")) for line in lines_of(disclosure))


def lines_of(disclosure: Record) -> tuple[Mapping[str, object], ...]:
    """Return what a disclosure remembers of each copy."""
    lines = disclosure.values.get("copies")
    return tuple(line for line in lines if isinstance(line, dict)) if isinstance(lines, list) else ()


def _opening(disclosure: Record, records: Iterable[Record]) -> Record | None:
    return next((each for each in records if not each.is_own and each.record == disclosure.record), None)


def _of_sent(
    opening: Record, records: Sequence[Record], delivered: Mapping[StreamId, str], how: str, sent_at: str
) -> ReferralCourse:
    said = replies(opening, records)
    answers = tuple(sorted((each for each in said if each.kind == "referral_answer"), key=lambda one: one.created_at))
    stream = opening.stream
    closed = [each for each in records if each.kind == "withdrawal" and each.stream == stream]
    if closed:
        at = closed[0].text("withdrawn_at") or closed[0].created_at
        return ReferralCourse("withdrawn", at, how, stream, answers)
    if answers:
        newest = answers[-1]
        written = max(each.changed_at for each in records if each.stream == stream)
        if newest.text("outcome") == "question_open" and written > newest.created_at:
            return ReferralCourse("supplemented", written, how, stream, answers)
        at = newest.text("answered_at") or newest.created_at
        return ReferralCourse(newest.text("outcome"), at, how, stream, answers)
    opened = [each.text("opened_at") or each.created_at for each in said if each.kind == "opened"]
    if opened:
        return ReferralCourse("opened", min(opened), how, stream)
    if stream in delivered:
        return ReferralCourse("delivered", delivered[stream], how, stream)
    return ReferralCourse("sent", sent_at, how, stream)
