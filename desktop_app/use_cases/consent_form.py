"""The consent form that the person signs: nothing about the person stands on it until it is filled in by hand."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from desktop_app.domain.purposes import RECEIVE_OUTCOME, SEND_PROPOSAL
from desktop_app.domain.required import NO_RECIPIENT_NEEDED
from desktop_app.i18n.labels import Labels
from desktop_app.ledger.ids import CaseId
from desktop_app.sheets.content import words as sheet_words
from desktop_app.sheets.letter import Letter, LetterPart
from desktop_app.use_cases import cases, consent
from desktop_app.use_cases.letter_words import LetterWords, sentences
from desktop_app.use_cases.session import Session

#: The four answers but withdrawing, which needs no form: any way and to anybody is enough.
_ANSWERS: Final = ("given", "refused", "postponed")

#: What stays with those who ask: nothing is sent to anybody, so nothing is said of sending.
_WITHIN: Final = NO_RECIPIENT_NEEDED - {RECEIVE_OUTCOME}

#: Codes of `measure` that the law lists; the others are of the authority's site.
_OF_LAW: Final = "A"


def letters(session: Session, case: CaseId, purposes: Sequence[str], language: str) -> tuple[Letter, ...]:
    """Return a form for each purpose in `fi`, `sv` or `en`; a child's has room for the child and a representative.

    The text has not been confirmed by the authority and says so. Raises LuotsiError `no_such_case`.
    """
    child = cases.read(session, case).is_child()
    words = LetterWords(session, Labels.load(), language)
    return tuple(_form(words, purpose, child=child) for purpose in purposes)


def _form(words: LetterWords, purpose: str, *, child: bool) -> Letter:
    language = words.language
    said = sentences("consent", language)
    proposal = purpose == SEND_PROPOSAL
    head = words.head(said["kind"], said.get(f"subject_{purpose}", said["subject"]), (), draft=False)
    told = said["told_within" if purpose in _WITHIN else "told"]
    parts = [
        _purpose(words, purpose),
        *((_system(words),) if proposal else ()),
        *_groups(words, purpose),
        LetterPart(said["told_heading"], (("", told),)),
        LetterPart(said["answer_heading"], (("", said["answer"]),), boxes=tuple(said[each] for each in _ANSWERS)),
        *((_minor(words),) if child else ()),
        LetterPart(
            said["signature_heading"],
            blanks=tuple(said[each] for each in ("until", "read_in", "place", "signature", "name")),
        ),
    ]
    foot = sheet_words(language).states["unconfirmed"]
    marking = (said["marking"], *head.marking[1:])
    return Letter(replace(head, marking=marking), tuple(parts), language, foot[:1].upper() + foot[1:])


def _purpose(words: LetterWords, purpose: str) -> LetterPart:
    said = sentences("consent", words.language)
    lines = [(said["purpose"], words.labels.code("consent_purpose", purpose, words.language))]
    if purpose in consent.TO_THE_SYSTEM:
        system = sentences("proposal", words.language)
        lines.append((said["recipient"], f"{system['recipient']}\n{system['recipient_place']}"))
    named = consent.recipients(words.session, purpose)
    blank = bool(named) and purpose not in consent.TO_THE_SYSTEM
    return LetterPart(said["purpose_heading"], tuple(lines), blanks=(said["recipient"],) if blank else ())


def _system(words: LetterWords) -> LetterPart:
    """Return what the Assistance System is and the measures of 746/2011, 38 a §."""
    said, labels = sentences("consent", words.language), words.labels
    of_law = [each for each in labels.codes("measure") if each.startswith(_OF_LAW)]
    measures = tuple(labels.code("measure", each, words.language) for each in of_law)
    return LetterPart(said["system_heading"], (("", said["system"]),), items=measures)


def _groups(words: LetterWords, purpose: str) -> list[LetterPart]:
    """Return the data groups to tick, none ticked beforehand; some are asked apart."""
    said, labels = sentences("consent", words.language), words.labels
    asked = consent.groups_of(purpose)
    groups = [each for each in labels.codes("data_group") if each in asked]

    def named(asked_apart: bool) -> tuple[str, ...]:
        kept = [each for each in groups if (each in consent.ASKED_APART) is asked_apart]
        return tuple(labels.code("data_group", each, words.language) for each in kept)

    found = []
    for heading, label, boxes in (("groups_heading", "groups", named(False)), ("", "apart", named(True))):
        if boxes:
            found.append(LetterPart(said[heading] if heading else "", (("", said[label]),), boxes=boxes))
    return found


def _minor(words: LetterWords) -> LetterPart:
    said = sentences("consent", words.language)
    return LetterPart(
        said["minor_heading"], (("", said["minor"]),), blanks=(said["child_view"], said["representative"])
    )
