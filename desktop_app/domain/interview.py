"""The prompts of a first talk: which may be asked in these circumstances, and what was answered."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from desktop_app.domain.beside import UNSAFE_INTERPRETERS
from desktop_app.domain.record import Record
from desktop_app.ledger.canonical import Json

#: The kind and the field that hold the answers; a question that was not asked has no row there.
KIND: Final = "account_and_observations"
FIELD: Final = "interview_answers"

ANSWERED: Final = "answered"

#: Answers to "alone?" with which somebody else may have heard.
_OVERHEARD: Final = frozenset({"part", "not_alone", "unclear"})


@dataclass(frozen=True, slots=True)
class Question:
    """One prompt, without its words: what it may inform, and when it may be asked.

    `fields` are pairs of kind and field. `child`: also asked of a child; `unsafe_interpreter`: also when the person who
    interprets may not be safe; `when_overheard`: also when somebody else can hear; `follow_up`: may be asked further.
    """

    code: str
    indicators: tuple[str, ...]
    fields: tuple[tuple[str, str], ...]
    child: bool
    unsafe_interpreter: bool
    when_overheard: bool
    follow_up: bool


@dataclass(frozen=True, slots=True)
class Circumstances:
    """What narrows the prompts: a child, an interpreter who may not be safe, somebody else who can hear."""

    child: bool = False
    unsafe_interpreter: bool = False
    overheard: bool = False

    @property
    def as_meant(self) -> Circumstances:
        """The same person alone with a worker and a safe interpreter; a child stays a child."""
        return Circumstances(child=self.child)


def circumstances(contact: Record | None, *, child: bool) -> Circumstances:
    """Return what the newest contact says; while versions of a field differ, the most protective counts."""
    if contact is None:
        return Circumstances(child=child)
    return Circumstances(
        child=child,
        unsafe_interpreter=any(value in UNSAFE_INTERPRETERS for value in contact.standing("interpreter_relation")),
        overheard=any(value in _OVERHEARD for value in contact.standing("alone")),
    )


def offered(questions: Iterable[Question], now: Circumstances) -> tuple[Question, ...]:
    """Return the prompts that may be asked now, in the catalogue's order."""
    return tuple(
        each
        for each in questions
        if (each.child or not now.child)
        and (each.unsafe_interpreter or not now.unsafe_interpreter)
        and (each.when_overheard or not now.overheard)
    )


@dataclass(frozen=True, slots=True)
class Answer:
    """What was recorded for one prompt; `state` is a code of `answer_state`, None while only words were written."""

    state: str | None = None
    text: str | None = None


def answers(rows: Json) -> dict[str, Answer]:
    """Return the recorded answers by the code of their prompt."""
    found = {}
    for each in rows if isinstance(rows, list) else []:
        if isinstance(each, dict) and isinstance(each.get("question"), str):
            state, text = each.get("state"), each.get("text")
            found[str(each["question"])] = Answer(
                state if isinstance(state, str) else None, text if isinstance(text, str) else None
            )
    return found


def with_answer(rows: Json, code: str, answer: Answer) -> list[Json]:
    """Return the rows with this answer, in the order of asking; an empty answer leaves no row.

    Whatever else a row holds, from a newer laptop perhaps, stays.
    """
    kept: list[Json] = []
    place: int | None = None
    before: dict[str, Json] = {}
    for each in rows if isinstance(rows, list) else []:
        if isinstance(each, dict) and each.get("question") == code:
            place, before = (len(kept), each) if place is None else (place, before)
        else:
            kept.append(each)
    others = {name: value for name, value in before.items() if name not in ("question", "state", "text")}
    if answer == Answer() and not others:
        return kept
    said = {name: value for name, value in (("state", answer.state), ("text", answer.text)) if value is not None}
    row: dict[str, Json] = {"question": code, **said, **others}
    kept.insert(len(kept) if place is None else place, row)
    return kept


def to_think_of(questions: Sequence[Question], rows: Json) -> tuple[Question, ...]:
    """Return the prompts that were answered and may inform something: the worker chooses afterwards what it was."""
    given = answers(rows)
    return tuple(
        each
        for each in questions
        if each.code in given and given[each.code].state in (ANSWERED, None) and (each.indicators or each.fields)
    )
