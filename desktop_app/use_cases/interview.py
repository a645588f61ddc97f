"""The first talk: its prompts in two languages, in these circumstances, and how its texts may be used."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from functools import lru_cache

from desktop_app.domain.interview import FIELD, KIND, Answer, Circumstances, Question, circumstances, offered
from desktop_app.ledger.ids import CaseId
from desktop_app.paths import resources
from desktop_app.sheets.catalogue import sheet
from desktop_app.sheets.content import SheetState, words
from desktop_app.sheets.font_faces import ARABIC_SCRIPT_LANGUAGES
from desktop_app.sheets.interview import CUE_CARD, InterviewText, interview_text
from desktop_app.use_cases import cases, text_approval
from desktop_app.use_cases.session import Session

__all__ = [
    "FIELD",
    "KIND",
    "Answer",
    "Circumstances",
    "Interview",
    "InterviewText",
    "Question",
    "Spoken",
    "offered",
    "questions",
    "read",
    "spoken",
    "stop_word",
]

# A sentence up to its mark, in the scripts of the sheets; Thai has none and stays whole.
_SENTENCE = re.compile(r".+?(?:[.?!…]+(?=\s|$)|[。？！।።؟]+|$)", re.DOTALL)

#: How much of what is said first stands on the page all the time, at least, in characters.
_CALM = 100

#: In these languages the worker reads, too.
_OFFICE = ("fi", "sv", "en")


@dataclass(frozen=True, slots=True)
class Interview:
    """What the page needs of a case: its reference, what narrows the prompts, the languages and the person's own."""

    reference: str
    now: Circumstances
    languages: tuple[str, ...]
    language: str | None


@dataclass(frozen=True, slots=True)
class Spoken:
    """The words of one language; a `draft` has not been reviewed: it is read aloud and not handed over."""

    text: InterviewText
    draft: bool
    draft_words: str
    right_to_left: bool

    @property
    def calm(self) -> str:
        """The beginning of what is said before the first question: the person decides and may stop."""
        said = ""
        for sentence in _SENTENCE.findall(self.text.before):
            said += sentence
            if len(said.strip()) >= _CALM:
                break
        return said.strip()


@lru_cache(maxsize=1)
def questions() -> tuple[Question, ...]:
    """Return the twelve prompts of `resources/interview/questions.json`, without their words."""
    content = json.loads((resources() / "interview" / "questions.json").read_text(encoding="utf-8"))
    return tuple(
        Question(
            row["code"],
            tuple(row["indicators"]),
            tuple((kind, field) for kind, field in row["fields"]),
            row["child"],
            row["unsafe_interpreter"],
            row["when_overheard"],
            row["follow_up"],
        )
        for row in content["questions"]
    )


def read(session: Session, case: CaseId) -> Interview:
    """Return the circumstances of the case as its newest contact says. Raises LuotsiError `no_such_case`."""
    file = cases.read(session, case)
    contact = file.newest("contact")
    languages = sheet(CUE_CARD).languages
    spoken_there = contact.text("spoken_language") if contact else ""
    interpreted = contact.text("interpreter_language") if contact else ""
    person = next((tag for tag in (spoken_there, interpreted) if tag in languages and tag not in _OFFICE), None)
    now = circumstances(contact, child=file.is_child())
    return Interview(file.summary().reference, now, languages, person or (spoken_there or None))


def spoken(session: Session, language: str) -> Spoken:
    """Return the words in a language and whether they are a draft. Raises LuotsiError `no_such_sheet`."""
    text = interview_text(language)
    draft = text.state is SheetState.DRAFT and not text_approval.is_approved(session, CUE_CARD, language)
    return Spoken(
        text,
        draft,
        words(language).states[SheetState.DRAFT] if draft else "",
        right_to_left=language in ARABIC_SCRIPT_LANGUAGES,
    )


@lru_cache(maxsize=1)
def _stop_words() -> dict[str, str]:
    path = resources() / "interview" / "stop.json"
    return dict(json.loads(path.read_text(encoding="utf-8")))


def stop_word(language: str) -> str:
    """Return what the button that ends the showing says in a language, `""` where that is not known."""
    return _stop_words().get(language, "")
