"""The language of a referral by the rules, and its course from receipts and replies."""

import pytest

from desktop_app.domain.referral_course import course, language_of, place_of
from desktop_app.i18n.labels import Labels
from desktop_app.ledger.canonical import Json, b64
from desktop_app.ledger.ids import StreamId
from tests.domain.given import OTHER, OWN, record

LABELS = Labels.load()
STREAM = StreamId(b"stream-of-a-refe")
BILINGUAL = {"01", "03", "04", "05", "10", "17", "18", "90", "hus"}


def language(kind, county, chosen):
    place = place_of(kind, county)
    return language_of(LABELS.county_languages(place) if place else (), chosen)


@pytest.mark.parametrize("county", [code for code in LABELS.counties() if code not in {"90", "91", "hus"}])
def test_a_bilingual_county_follows_the_person_and_the_others_are_finnish(county):
    assert language("county_social", county, "sv") == ("sv" if county in BILINGUAL else "fi")
    assert language("county_social", county, "fi") == "fi"
    assert language("county_health", county, "not_chosen") == "fi"
    assert language("county_health", county, "sami") == ("sami" if county == "21" else "fi")


@pytest.mark.parametrize(
    ("kind", "county", "chosen", "expected"),
    [
        ("helsinki", "90", "sv", "sv"),
        ("helsinki", "90", "", "fi"),
        ("hus", None, "sv", "sv"),
        ("hus", "02", "sv", "sv"),
        ("aland_municipality", "91", "fi", "sv"),
        ("aland_health", "91", "", "sv"),
        ("reception_centre", None, "sv", "sv"),
        ("reception_centre", None, "sami", "fi"),
        ("other", None, "", "fi"),
        ("social_emergency", "06", "sv", "sv"),
    ],
)
def test_helsinki_hus_aland_and_state_authorities(kind, county, chosen, expected):
    assert language(kind, county, chosen) == expected


def referral_sent(how="sync"):
    own = record("referral", {"reason": "x"}, name="own referral")
    line: dict[str, Json] = {
        "copy": b64(STREAM),
        "source": b64(own.record),
        "kind": "referral",
        "fields": [],
        "heads": {},
    }
    gave = record("disclosure", {"how": how, "disclosed_at": "2025-03-05T11:00+02:00", "copies": [line]})
    opening = record("referral", {"reason": "x"}, stream=STREAM)
    object.__setattr__(gave, "record", STREAM)
    object.__setattr__(opening, "record", STREAM)
    return own, gave, opening


def test_a_referral_comes_on_from_draft_to_its_answers():
    own, gave, opening = referral_sent()
    assert course(own, [own], {}).state == "draft"
    sent = [own, gave, opening]
    assert course(own, sent, {}).state == "sent"
    assert course(own, sent, {STREAM: "2025-03-05T10:00:00Z"}).state == "delivered"
    reply = record("reply", {"answers": b64(STREAM)}, org=OTHER, stream=b"r" * 16)
    opened = record("opened", {"opened_at": "2025-03-06T08:00+02:00"}, org=OTHER, stream=b"r" * 16)
    assert course(own, [*sent, reply, opened], {}).state == "opened"
    answers = [
        record("referral_answer", {"outcome": code}, org=OTHER, stream=b"r" * 16, at=at)
        for code, at in (("received", "2025-03-06T09:00:00Z"), ("services_started", "2025-03-07T09:00:00Z"))
    ]
    run = course(own, [*sent, reply, opened, *reversed(answers)], {})
    assert (run.state, [one.text("outcome") for one in run.answers]) == (
        "services_started",
        ["received", "services_started"],
    )
    gone = record("withdrawal", {"withdrawn_at": "2025-03-08"}, stream=STREAM)
    assert course(own, [*sent, reply, *answers, gone], {}).state == "withdrawn"


def test_an_answer_to_another_referral_is_not_this_ones():
    own, gave, opening = referral_sent()
    reply = record("reply", {"answers": b64(b"another-stream-x")}, org=OTHER, stream=b"r" * 16)
    answer = record("referral_answer", {"outcome": "received"}, org=OTHER, stream=b"r" * 16)
    assert course(own, [own, gave, opening, reply, answer], {}).state == "sent"


def test_one_on_paper_is_sent_and_says_how():
    own, gave, _ = referral_sent("post")
    run = course(own, [own, gave], {})
    assert (run.state, run.how, run.stream) == ("sent", "post", None)
    assert own.org == OWN
