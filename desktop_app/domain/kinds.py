"""All kinds of records that may count in a case, by name."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from desktop_app.domain.case import ATTACHMENT, CASE, NOTE
from desktop_app.domain.consent_kind import CONSENT
from desktop_app.domain.contact import CONSULTATION, CONTACT, INFORMATION_GIVEN
from desktop_app.domain.decision_kind import DECISION, ENDING, REFLECTION_PERIOD
from desktop_app.domain.indicators import ACCOUNT_AND_OBSERVATIONS, INDICATOR_OBSERVATION
from desktop_app.domain.kind import Kind
from desktop_app.domain.needs import ASSISTANCE_MEASURE, NEEDS_ASSESSMENT, REVIEW
from desktop_app.domain.notification import STATUTORY_NOTIFICATION
from desktop_app.domain.person import CHILD_IN_FINLAND, PERSON, REPRESENTATIVE
from desktop_app.domain.program_kinds import PROGRAM_KINDS
from desktop_app.domain.proposal_kind import PROPOSAL
from desktop_app.domain.referral import REFERRAL, REFERRAL_ANSWER
from desktop_app.domain.safety import SAFETY_ASSESSMENT
from desktop_app.errors import LuotsiError

#: The kinds of the field catalogue in its order. One of the 24 is missing on purpose: what must gate nothing is
#: declared where nobody who decides can meet it, and only its own page, view model and use case know it.
CATALOGUE: tuple[Kind, ...] = (
    CASE, CONTACT, CONSULTATION, PERSON, CHILD_IN_FINLAND, REPRESENTATIVE, CONSENT, INDICATOR_OBSERVATION,
    ACCOUNT_AND_OBSERVATIONS, SAFETY_ASSESSMENT, INFORMATION_GIVEN, PROPOSAL, DECISION, REFLECTION_PERIOD,
    NEEDS_ASSESSMENT, ASSISTANCE_MEASURE, REFERRAL, REFERRAL_ANSWER, REVIEW, ENDING, STATUTORY_NOTIFICATION, NOTE,
    ATTACHMENT,
)  # fmt: skip

KINDS: Mapping[str, Kind] = MappingProxyType({kind.name: kind for kind in (*CATALOGUE, *PROGRAM_KINDS)})

_apart: dict[str, Kind] = {}


def register_apart(kind: Kind) -> None:
    """Let generic forms write a kind that stands apart from the others; called by that kind's own use case alone.

    Raises ValueError for a name that is taken by another kind.
    """
    if KINDS.get(kind.name, _apart.get(kind.name, kind)) is not kind:
        raise ValueError(kind.name)
    _apart[kind.name] = kind


def kind_named(name: str) -> Kind:
    """Return the declaration of a kind. Raises LuotsiError `unknown_kind`."""
    kind = KINDS.get(name) or _apart.get(name)
    if kind is None:
        raise LuotsiError("unknown_kind", kind=name)
    return kind
