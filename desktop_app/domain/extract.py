"""What the person gets who asks what is recorded (2016/679, article 15), and who gets nothing.

Whom a field tells about is declared beside the field (`Concerns`). An extract in the wrong hands can endanger the
person: it is made only when nobody else demanded it and the person can be spoken to alone, and for a representative
only where everything recorded says that this is safe.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Final

from desktop_app.domain.kind import Concerns, Field, Kind, Sensitivity
from desktop_app.domain.paper import HOME
from desktop_app.domain.record import Record
from desktop_app.ledger.ids import RecordId

#: Who may ask: the person, a representative, somebody else.
PERSON: Final = "person"
REPRESENTATIVE: Final = "representative"
SOMEBODY_ELSE: Final = "somebody_else"
WHO: Final = (PERSON, REPRESENTATIVE, SOMEBODY_ELSE)

#: What goes in only when the worker chooses it: level 4, the identity code, notes, notifications, earlier wordings.
SAFETY: Final = "safety"
IDENTITY_CODE: Final = "identity_code"
NOTES: Final = "notes"
NOTIFICATIONS: Final = "notifications"
HISTORY: Final = "history"
CHOICES: Final = (HISTORY, NOTES, NOTIFICATIONS, IDENTITY_CODE, SAFETY)

#: Why something is left out; marks of the program's own are not listed.
WORKING: Final = "working"
OTHERS: Final = "others"
WORKER: Final = "worker"
HOME_HIDDEN: Final = "non_disclosure"
UNKNOWN: Final = "unknown"

#: Which choice lets a kind in that is given only when it is chosen.
_CHOSEN_BY: Final = {"note": NOTES, "statutory_notification": NOTIFICATIONS}


@dataclass(frozen=True, slots=True)
class Demand:
    """The answers to the questions of the page; empty while one is open.

    `demanded` whether somebody else demanded it of the person, `alone` whether the person can be spoken to alone and
    safely (both yes, no, unknown); of a representative `agrees`, whether the person, asked alone, agrees.
    """

    who: str = ""
    demanded: str = ""
    alone: str = ""
    representative: RecordId | None = None
    agrees: str = ""


def refusal(demand: Demand, representatives: Iterable[Record]) -> str:
    """Return the code of what stops an extract, empty when nothing does; `open` while a question is not answered."""
    if demand.who == PERSON:
        return _of_person(demand)
    if demand.who == REPRESENTATIVE:
        return _of_representative(demand, tuple(representatives))
    return "somebody_else" if demand.who == SOMEBODY_ELSE else "open"


def _of_person(demand: Demand) -> str:
    if not demand.demanded or not demand.alone:
        return "open"
    if demand.demanded != "no":
        return "demanded"
    return "" if demand.alone == "yes" else "not_alone"


def _of_representative(demand: Demand, representatives: tuple[Record, ...]) -> str:
    """A conflict, or a doubt about it, stops everything: also for another representative, who may pass it on."""
    if not representatives:
        return "no_representative"
    if any(set(each.standing("conflict_of_interest")) != {"no"} for each in representatives):
        return "representative_conflict"
    if any("never_danger" in each.standing("may_be_contacted") for each in representatives):
        return "representative_danger"
    chosen = next((each for each in representatives if each.record == demand.representative), None)
    if chosen is None or not demand.agrees or not demand.demanded or not demand.alone:
        return "open"
    if set(chosen.standing("may_be_contacted")) != {"yes"}:
        return "representative_not_yet"
    if demand.agrees != "yes":
        return "person_does_not_agree"
    return _of_person(demand)


def left_out(kind: Kind, field: Field, chosen: Collection[str], *, is_child: bool, non_disclosure: bool) -> str:
    """Return why a field is left out, empty when it goes in; `chosen` are codes of `CHOICES`."""
    whom = kind.whom(field)
    if whom is Concerns.WORKING:
        return WORKING
    if whom is Concerns.OTHERS or (whom is Concerns.CHILD and not is_child):
        return OTHERS
    if whom is Concerns.WORKER:
        return WORKER
    if non_disclosure and (kind.name, field.name) in HOME:
        return HOME_HIDDEN
    return next((code for code in _needed(kind, field, whom) if code not in chosen), "")


def _needed(kind: Kind, field: Field, whom: Concerns) -> tuple[str, ...]:
    """Return the choices without which a field does not go in."""
    found = []
    if whom is Concerns.CHOSEN:
        found.append(_CHOSEN_BY.get(kind.name, NOTES))
    if field.sens >= Sensitivity.SAFETY:
        found.append(SAFETY)
    if field.name == "personal_identity_code":
        found.append(IDENTITY_CODE)
    return tuple(found)
