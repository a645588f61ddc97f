"""What of a consent's cover may stand on paper, which others may open."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final

from desktop_app.domain.kind import Sensitivity
from desktop_app.domain.kinds import KINDS
from desktop_app.domain.record import Record

#: Address and municipality: with non-disclosure for personal safety (661/2009, 36 §) they stand on no print.
HOME: Final = frozenset(
    {
        ("person", "municipality_of_residence"),
        ("person", "reception_centre"),
        ("safety_assessment", "whereabouts"),
        ("safety_assessment", "official_mail_to"),
        ("child_in_finland", "whereabouts"),
    }
)

#: How a representative is reached goes only together with whether that may be done, which is of level 4.
_REACHED: Final = frozenset({("representative", "name"), ("representative", "phone")})

#: Of use to a program alone; paper says it in its foot.
_TECHNICAL: Final = frozenset({("consent", "text_version"), ("indicator_observation", "catalogue_version")})


def has_non_disclosure(records: Iterable[Record]) -> bool:
    """Tell whether a standing version says that the person has non-disclosure for personal safety."""
    return any("yes" in each.standing("non_disclosure") for each in records if each.kind == "person")


def printed(
    fields: Mapping[str, frozenset[str]], records: Iterable[Record], *, with_safety: bool
) -> dict[str, frozenset[str]]:
    """Return, by kind, the fields of these that may be printed.

    Level 4 (where and how the person is reached, whom not to contact) goes only when the worker chose so,
    `with_safety`.
    """
    hidden = _TECHNICAL | (HOME if has_non_disclosure(records) else frozenset())
    if not with_safety:
        hidden |= _REACHED
    return {
        kind: frozenset(
            name for name in names if (kind, name) not in hidden and (with_safety or not _is_safety(kind, name))
        )
        for kind, names in fields.items()
    }


def _is_safety(kind: str, name: str) -> bool:
    declared = KINDS[kind].by_name.get(name)
    return declared is not None and declared.sens >= Sensitivity.SAFETY
