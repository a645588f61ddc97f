"""How safe the person is and how to reach the person safely."""

from __future__ import annotations

from desktop_app.domain.kind import Concerns, Kind, declare

SAFETY_ASSESSMENT = Kind(
    "safety_assessment",
    (
        declare("assessed_at", "datetime", "A", "W", "own", 2, safety=True, section="safety_now"),
        declare(
            "safety_now", "code:safety_now", "o", "P", "own>pro+ref", 3, "safety", safety=True, section="safety_now"
        ),
        declare("safe_until", "datetime", "o", "W", "own>pro", 4, "safety", section="safety_now"),
        declare("whereabouts", "text", "o", "P", "own>pro", 4, "location", section="safety_now"),
        declare(
            "knows_where", "codes:knows_where", "o", "P", "own>pro", 3, "safety", safety=True, section="safety_now"
        ),
        declare(
            "feared_relation", "code:exploiter_relation", "o", "P", "own>pro", 3, "safety", safety=True, section="fear"
        ),
        declare("threat_note", "long", "o", "P", "own>pro", 3, "safety", safety=True, section="fear"),
        declare(
            "at_risk", "codes:at_risk", "o", "P", "own>pro", 3, "safety", safety=True, section="fear", concerns="others"
        ),
        declare("travel_on", "pdate", "o", "P", "own>pro", 4, "safety", section="fear"),
        declare("contact_way", "code:contact_way", "o", "P", "own>pro+ref", 4, "contact_way", section="contact_way"),
        declare("contact_detail", "text", "o", "P", "own>pro+ref", 4, "contact_way", section="contact_way"),
        declare("contact_times", "text", "o", "P", "own>pro+ref", 4, "contact_way", section="contact_way"),
        declare("contact_words", "text", "o", "P", "own>pro+ref", 4, "contact_way", section="contact_way"),
        declare("phone_watched", "yn", "o", "P", "own>pro+ref", 4, "contact_way", section="phone_and_post"),
        declare("bank_codes_elsewhere", "yn", "o", "P", "own>pro+ref", 4, "safety", section="phone_and_post"),
        declare("post_safe", "yn", "o", "P", "own>pro+ref", 4, "contact_way", section="phone_and_post"),
        declare("official_mail_to", "text", "o", "P", "own>pro+ref", 4, "contact_way", section="phone_and_post"),
        declare(
            "non_disclosure_wanted", "yn", "o", "P", "own>pro+ref", 3, "safety", safety=True, section="phone_and_post"
        ),
        declare("if_no_contact", "long", "o", "P", "own", 4, section="plan"),
        declare("worker_safety", "long", "o", "W", "own", 3, safety=True, section="plan", concerns="worker"),
    ),
    snapshot=True,
    concerns=Concerns.PERSON,
)
