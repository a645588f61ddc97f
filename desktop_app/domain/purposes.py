"""What a consent may be given for, and which stream each purpose opens."""

from __future__ import annotations

from typing import Final

SEND_PROPOSAL: Final = "send_proposal"
SEND_LOCATION: Final = "send_location"
RECEIVE_OUTCOME: Final = "receive_outcome"

#: Purposes that open a referral stream.
REFERRAL_PURPOSES: Final = frozenset(
    {
        "social_services",
        "health_care",
        "legal_counsel",
        "victim_support",
        "shelter",
        "union",
        "osh_authority",
        "police",
    }
)

#: What a reader of each kind of recipient is asked for.
PURPOSE_OF_RECIPIENT: Final = {
    "county_social": "social_services",
    "county_health": "health_care",
    "social_emergency": "social_services",
    "helsinki": "social_services",
    "hus": "health_care",
    "aland_municipality": "social_services",
    "aland_health": "health_care",
    "reception_centre": "social_services",
    "shelter": "shelter",
    "legal_aid": "legal_counsel",
    "victim_support": "victim_support",
    "other": "social_services",
}


def stream_kind(purpose: str) -> str | None:
    """Return `proposal`, `referral` or `reply`, whichever the purpose opens, or None."""
    if purpose == SEND_PROPOSAL:
        return "proposal"
    if purpose == RECEIVE_OUTCOME:
        return "reply"
    return "referral" if purpose in REFERRAL_PURPOSES else None
