"""What came with a letter is said once where the letter repeats it, and twice where it differs."""

from __future__ import annotations

from desktop_app.use_cases.sent_values import said
from tests.domain.given import record

WISHES = (("referral", "person_wishes"), ("contact", "person_wishes"))


def wishes(*records):
    return [(one.kind, one.value) for one in said(list(records), WISHES)]


def test_the_same_words_of_letter_and_contact_are_said_once():
    found = wishes(record("referral", {"person_wishes": "Lepoa"}), record("contact", {"person_wishes": "Lepoa"}))
    assert found == [("referral", "Lepoa")]


def test_other_words_are_all_said():
    found = wishes(
        record("referral", {"person_wishes": "Lepoa"}),
        record("contact", {"person_wishes": "Passi"}),
        record("contact", {"person_wishes": "Palkka"}),
    )
    assert found == [("referral", "Lepoa"), ("contact", "Passi"), ("contact", "Palkka")]
