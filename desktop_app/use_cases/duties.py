"""Which notifications are a duty of this organisation: by its kind in law data, as an administrator has set it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any, Final

import orjson

from desktop_app import paths
from desktop_app.domain.law import usual_duties
from desktop_app.use_cases import administration, members
from desktop_app.use_cases.session import Changed, Session

#: The kind of notification of which a worker is reminded beside a child.
CHILD_WELFARE: Final = "child_welfare"

#: Codes of `notification_duty` that may be set.
ANSWERS: Final = ("duty", "right", "unclear")

_SETTING: Final = "notification_duties"


@dataclass(frozen=True, slots=True)
class Duties:
    """By kind of notification (code of `notification_kind`) a code of `notification_duty`.

    `chosen` are the kinds that an administrator has set; the others follow law data as read on `as_of`.
    """

    by_kind: Mapping[str, str]
    chosen: frozenset[str]
    as_of: date
    confirmed: bool
    may_choose: bool


def read(session: Session) -> Duties:
    """Return what stands for this organisation, and whether this laptop may set it."""
    law, set_here = _law(), _standing(session)
    usual = usual_duties(law, members.own(session).organisation_type or "")
    return Duties(
        {kind: set_here.get(kind, answer) for kind, answer in usual.items()},
        frozenset(set_here) & frozenset(usual),
        date.fromisoformat(law["as_of"]),
        law["confirmed"] is True,
        administration.is_administrator(session),
    )


def choose(session: Session, kind: str, answer: str) -> Changed:
    """Set what one kind of notification is for the organisation. Raises LuotsiError `not_an_administrator`."""
    if answer not in ANSWERS:
        raise ValueError(answer)
    value = orjson.dumps({**_standing(session), kind: answer}, option=orjson.OPT_SORT_KEYS).decode()
    return administration.choose_setting(session, _SETTING, value)


def _standing(session: Session) -> dict[str, str]:
    try:
        value = orjson.loads(administration.setting(session, _SETTING) or b"{}")
    except orjson.JSONDecodeError:
        return {}
    return {kind: each for kind, each in value.items() if each in ANSWERS} if isinstance(value, dict) else {}


@lru_cache(maxsize=1)
def _law() -> dict[str, Any]:
    found: dict[str, Any] = orjson.loads((paths.resources() / "law" / "duties.json").read_bytes())
    return found
