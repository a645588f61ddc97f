"""A referral to one recipient, and its answer."""

from __future__ import annotations

from desktop_app.domain.kind import WITH_ITS_PURPOSE, Concerns, Kind, OrgKind, declare
from desktop_app.domain.record import Record
from desktop_app.ledger.canonical import Json

REFERRAL = Kind(
    "referral",
    (
        declare("recipient_kind", "code:recipient_kind", "R", "W/O", "ref", 2, WITH_ITS_PURPOSE, section="recipient"),
        declare("recipient", "org", "R", "W/O", "ref", 2, WITH_ITS_PURPOSE, section="recipient"),
        declare("basis", "code:disclosure_basis", "R", "W/O", "ref", 2, WITH_ITS_PURPOSE, section="recipient"),
        declare(
            "consent", "ref:consent", "c", "W/O", "ref", 2, WITH_ITS_PURPOSE, section="recipient", concerns="working"
        ),
        declare("basis_section", "code:law_section", "c", "W/O", "ref", 1, WITH_ITS_PURPOSE, section="recipient"),
        declare("language", "code:service_language", "A", "P", "ref", 1, WITH_ITS_PURPOSE, section="recipient"),
        declare("urgency", "code:urgency", "o", "W/O", "ref", 2, WITH_ITS_PURPOSE, section="content"),
        declare("grounds", "codes:support_need_ground", "o", "W/O", "ref", 3, WITH_ITS_PURPOSE, section="content"),
        declare("say_system_client", "yn", "o", "P", "ref", 3, WITH_ITS_PURPOSE, section="content"),
        declare("reason", "long", "o", "W/O", "ref", 3, WITH_ITS_PURPOSE, section="content"),
        declare("asked_help", "codes:life_area", "o", "P", "ref", 3, WITH_ITS_PURPOSE, section="content"),
        declare("person_wishes", "long", "o", "P", "ref", 3, WITH_ITS_PURPOSE, section="content"),
        declare(
            "included",
            "refs:record",
            "A",
            "W/O",
            "ref",
            1,
            WITH_ITS_PURPOSE,
            section="sending",
            stays=True,
            concerns="working",
        ),
        declare("contact_at_sender", "text", "A", "S", "ref", 2, WITH_ITS_PURPOSE, section="sending"),
        declare("rights_advice_from", "text", "A", "S", "ref", 1, WITH_ITS_PURPOSE, section="sending"),
        declare("copy_to_person", "yn", "o", "P", "ref", 2, WITH_ITS_PURPOSE, section="sending"),
    ),
    concerns=Concerns.PERSON,
)

REFERRAL_ANSWER = Kind(
    "referral_answer",
    (
        declare("outcome", "code:referral_outcome", "R", "C", "ref", 3, WITH_ITS_PURPOSE, section="answer"),
        declare("answered_at", "datetime", "A", "S", "ref", 1, WITH_ITS_PURPOSE, section="answer"),
        declare("worker", "text", "o", "C", "ref", 2, WITH_ITS_PURPOSE, section="answer"),
        declare("urgent_assessed_on", "date", "o", "C", "C>ref", 2, WITH_ITS_PURPOSE, section="assessment"),
        declare("assessment_started_on", "date", "o", "C", "C>ref", 2, WITH_ITS_PURPOSE, section="assessment"),
        declare("assessment_done_on", "date", "o", "C", "C>ref", 2, WITH_ITS_PURPOSE, section="assessment"),
        declare("what_next", "long", "o", "C", "ref", 3, WITH_ITS_PURPOSE, section="answer"),
        declare("question", "long", "o", "C", "ref", 3, WITH_ITS_PURPOSE, section="answer"),
        declare("right_recipient", "org", "o", "C", "ref", 1, WITH_ITS_PURPOSE, section="answer"),
    ),
    open_to=frozenset({OrgKind.PROVIDER}),
    concerns=Concerns.PERSON,
)


#: Recipients that the Social Welfare Act (1301/2014) binds; Åland has an act of its own.
SOCIAL_WELFARE = frozenset({"county_social", "helsinki", "social_emergency"})


def asks_for_children(referral: Record) -> bool:
    """Tell whether children are among what help is asked for."""
    return not {"children", "child_own"}.isdisjoint(referral.codes("asked_help"))


def may_be_said(name: str, value: Json) -> bool:
    """Tell whether a value of the referral's own text may leave.

    Whether the Assistance System may be mentioned is itself a hint: only a yes leaves. `consent` names an own record.
    """
    return name != "consent" and (name != "say_system_client" or value == "yes")
