"""Taking over what was received into the own stream: onward disclosure and statistics rest on own records alone."""

from __future__ import annotations

from typing import Final

from desktop_app.domain.case_file import CaseFile, Record
from desktop_app.errors import LuotsiError
from desktop_app.ledger.canonical import Json, b64
from desktop_app.ledger.change import Op
from desktop_app.ledger.ids import CaseId, RecordId, new_id
from desktop_app.storage.store import Part
from desktop_app.use_cases import cases, replying
from desktop_app.use_cases.session import Changed, Session

#: Names the record that was taken over: organisation, stream, record.
FROM: Final = "from"

#: Kinds that a reader works on further; a consent given to another is not the reader's own, and a document is a file.
TAKEN: Final = (
    "person",
    "representative",
    "child_in_finland",
    "safety_assessment",
    "contact",
    "indicator_observation",
    "account_and_observations",
)


def to_take(session: Session, case: CaseId) -> int:
    """Return how many received records are not yet taken over. Raises LuotsiError `no_such_case`."""
    return len(_open(cases.read(session, case)))


def take_over(session: Session, case: CaseId) -> Changed:
    """Copy every received record that is not yet taken over into the own stream, in one durable transaction.

    What was received stays as it came. Raises LuotsiError `nothing_to_take_over`, `no_such_case`.
    """
    found = _open(cases.read(session, case))
    if not found:
        raise LuotsiError("nothing_to_take_over")
    return session.store.save_together([Part(ops=tuple(_own(each) for each in found), case=case, at=session.at())])


def _open(file: CaseFile) -> list[Record]:
    opening = replying.received(file)
    if opening is None:
        return []
    taken = [each.values.get(FROM) for each in file.own]
    came = [each for each in file.records if (each.org, each.stream) == (opening.org, opening.stream)]
    return [each for each in came if each.kind in TAKEN and _origin(each) not in taken]


def _own(received: Record) -> Op:
    values: dict[str, Json] = {name: value for name, value in received.values.items() if value is not None}
    values[FROM] = _origin(received)
    return Op(RecordId(new_id()), received.kind, values, dict.fromkeys(values, ()))


def _origin(received: Record) -> list[Json]:
    return [b64(received.org), b64(received.stream), b64(received.record)]
