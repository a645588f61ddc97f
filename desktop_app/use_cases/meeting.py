"""How the newest meeting was, as every later consent and account of it shows: alone or not, who interpreted."""

from __future__ import annotations

from dataclasses import dataclass

from desktop_app.domain.beside import beside
from desktop_app.ledger.ids import CaseId
from desktop_app.use_cases import cases
from desktop_app.use_cases.session import Session

#: Answers that say that contacting a representative has been thought over.
_KNOWN = frozenset({"yes", "never_danger"})


@dataclass(frozen=True, slots=True)
class Meeting:
    """`alone` is a code of that list, empty for not recorded; `codes` name sentences about who interpreted.

    `representative_first`: the person is a child, and whether a representative may be contacted is not known yet, which
    comes before who must agree.
    """

    alone: str = ""
    codes: tuple[str, ...] = ()
    representative_first: bool = False


def read(session: Session, case: CaseId) -> Meeting:
    """Return how the newest meeting of a case was. Raises LuotsiError `no_such_case`."""
    file = cases.read(session, case)
    contacts = [one for one in file.own if one.kind == "contact"]
    newest = max(contacts, key=lambda one: (one.text("occurred_at") or one.created_at, one.created_at), default=None)
    known = any(one.text("may_be_contacted") in _KNOWN for one in file.of_kind("representative"))
    return Meeting(
        newest.text("alone") if newest else "",
        beside("contact", newest.values, session.now()) if newest else (),
        file.is_child() and not known,
    )
