"""The twelve questions of a first talk, and what is said before and after them, in one language after another."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from desktop_app.errors import LuotsiError
from desktop_app.paths import resources
from desktop_app.sheets.content import Block, SheetState, SheetText, paragraphs

CUE_CARD = "cue-card"


@dataclass(frozen=True, slots=True)
class InterviewText:
    """What a worker says in one language; `questions` gives the words of each code, Q01 to Q12.

    Headings and what is to be remembered are for the printed card.
    """

    language: str
    title: str
    summary: str
    revision: int
    state: SheetState
    before: str
    questions: dict[str, str]
    after: str
    before_heading: str
    after_heading: str
    remember_heading: str
    remember: str

    def as_card(self) -> SheetText:
        """Return the worker's cue card: a block for each question, so that two languages stand side by side."""
        blocks = (
            _block(self.before_heading, self.before),
            *(_block(str(number), words) for number, words in enumerate(self.questions.values(), start=1)),
            _block(self.after_heading, self.after),
            _block(self.remember_heading, self.remember),
        )
        return SheetText(self.language, self.title, self.summary, self.revision, self.state, blocks)


@lru_cache(maxsize=64)
def interview_text(language: str) -> InterviewText:
    """The interview in one language; raises LuotsiError("no_such_sheet")."""
    if language not in interview_languages():
        raise LuotsiError("no_such_sheet", sheet=CUE_CARD, language=language)
    return _read((resources() / "interview") / f"{language}.toml")


@lru_cache(maxsize=1)
def interview_languages() -> tuple[str, ...]:
    """The BCP 47 tags of the languages in which the program ships the interview."""
    return tuple(sorted(path.stem for path in (resources() / "interview").glob("*.toml")))


def interview_texts() -> tuple[InterviewText, ...]:
    """The interview in every language that the program ships."""
    return tuple(map(interview_text, interview_languages()))


def _read(path: Path) -> InterviewText:
    data = tomllib.loads(path.read_text(encoding="utf-8"))
    questions = {code: str(words) for code, words in sorted(data.pop("questions").items())}
    state, revision = SheetState(data.pop("state")), int(data.pop("revision"))
    return InterviewText(language=path.stem, revision=revision, state=state, questions=questions, **data)


def _block(heading: str, text: str) -> Block:
    return Block(heading, paragraphs(text))
