"""The letter of a referral to a recipient without laptops: what would leave, in the letter's language, and no more."""

from __future__ import annotations

from collections.abc import Collection
from typing import Final

from desktop_app.domain.kind import Sensitivity
from desktop_app.domain.kinds import KINDS
from desktop_app.domain.proposal import FrozenVersion
from desktop_app.domain.referral import may_be_said
from desktop_app.domain.referral_course import needs_interpretation
from desktop_app.errors import LuotsiError
from desktop_app.i18n.labels import Labels
from desktop_app.ledger.ids import CaseId, RecordId
from desktop_app.sheets.letter import Letter, LetterPart
from desktop_app.use_cases import referral, referral_view
from desktop_app.use_cases.letter_words import LetterWords, sentences
from desktop_app.use_cases.session import Session

#: The referral's own text in the order of the letter: the ground first, then what is asked.
_TEXT: Final = ("grounds", "urgency", "asked_help", "person_wishes", "reason", "say_system_client", "basis")


def letter(session: Session, case: CaseId, record: RecordId, groups: Collection[str] | None) -> Letter:
    """Return the letter in Finnish or Swedish as the referral says.

    Fields of level 4 (where and how the person is reached) never stand in it. Raises LuotsiError
    `no_consent_for_referral`, `no_such_case`.
    """
    planned = referral.plan(session, case, record, groups)
    if planned.version is None:
        raise LuotsiError("no_consent_for_referral")
    language = "sv" if planned.referral.text("language") == "sv" else "fi"
    words = LetterWords(session, Labels.load(), language)
    said = sentences("letter", language)
    to = (planned.reader.name,) if planned.reader else _to(session, planned, words)
    values = {name: value for name, value in planned.referral.values.items() if may_be_said(name, value)}
    asked = words.lines("referral", _TEXT, values)
    if _may_note_interpretation(planned.version) and needs_interpretation(planned.file.newest("person"), language):
        asked = (*asked, (said["interpretation_label"], said["interpretation"]))
    parts = [LetterPart(said["asked"], asked)]
    for copy in planned.version.leaves:
        if copy.kind != "consent":
            declared = KINDS[copy.kind].by_name
            kept = [name for name in copy.fields if declared[name].sens < Sensitivity.SAFETY]
            lines = words.lines(copy.kind, kept, planned.file.record(copy.source).values)
            parts.append(LetterPart(words.labels.kind(copy.kind, language), lines))
    parts.append(LetterPart(said["rights_heading"], ((said["rights_label"], said["rights"]),)))
    title = words.labels.kind("referral", language)
    return Letter(words.head(title, title, to, draft=False), tuple(parts), language)


def _may_note_interpretation(version: FrozenVersion) -> bool:
    """Tell whether the person's languages go along anyway: without them nothing may be said of them."""
    return any(
        copy.kind == "person" and {"mother_tongue", "other_languages"} & {*copy.fields} for copy in version.leaves
    )


def _to(session: Session, planned: referral.Plan, words: LetterWords) -> tuple[str, ...]:
    """Return a kind of recipient in words, below the county that the rules propose for it."""
    kind, labels, language = planned.referral.text("recipient_kind"), words.labels, words.language
    name = labels.code("recipient_kind", kind, language)
    choices = referral_view.proposed_for(session, planned.file)
    county = next((each.county for each in choices if each.recipient_kind == kind and each.county), None)
    place = labels.county(county, language) if county else ""
    own = name[:1].upper() + name[1:]
    return (place, own) if place and place != name else (own,)
