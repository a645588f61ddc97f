"""Saari 4 (D.6): a municipality of residence, a bilingual county, until the ending. Steps are those of the story."""

from __future__ import annotations

import pytest

from desktop_app.ledger.canonical import b64
from desktop_app.ledger.directory import OrgKind
from desktop_app.use_cases import cases, taking_over

CODE = "010594Y9021"
ACCOUNT = "Salainen kertomus vuosista."


@pytest.fixture
def people(world):
    """An organisation that proposed, an officer in Joutseno, the county's social services with a second unit, HUS."""
    world.at("2025-03-01", "08:00")
    officer = world.system()
    social = world.organisation(
        "Kerttu S.", OrgKind.PROVIDER, "Länsi-Uudenmaan hyvinvointialue", "county_social", authority=True
    )
    unit = world.colleague("Ville T.", social)
    hus = world.organisation("Heikki H.", OrgKind.PROVIDER, "HUS-yhtymä", "county_health", authority=True)
    sanna = world.organisation("Sanna L.", OrgKind.OUTREACH, "Keksitty ry")
    world.everybody_syncs()
    return sanna, officer, social, unit, hus


@pytest.fixture
def client(world, people):
    """Step 1: Ana is a client of the System since 13 March 2025."""
    sanna, officer, *_ = people
    world.at("2025-03-10")
    case = sanna.first_contact(how_met="came_in", alone="whole_time", person_wishes="Vill ha en egen bostad.")
    sanna.write(
        "person",
        case,
        given_names="Ana",
        family_name="Keksitty",
        date_of_birth="1994-05-01",
        mother_tongue="en",
        other_languages=[{"lang": "sv", "level": "good"}],
        service_language="sv",
        has_municipality="yes",
        municipality_of_residence="710",
    )
    sanna.write("account_and_observations", case, account=ACCOUNT)
    sanna.write("safety_assessment", case, safety_now="safe", contact_way="call", contact_detail="040 0000 001")
    sanna.agree(case, "send_proposal", "given", "identity", "residence", "contact_way", "needs", "account")
    sanna.agree(case, "receive_outcome", "given")
    sanna.propose(case, why_may_be_victim="Har arbetat utan lön och fri vilja.", why_needs_help="Behöver bostad.")
    world.everybody_syncs()
    (there,) = officer.received()
    world.at("2025-03-13")
    officer.decide(there, outcome="admitted", ground="victim_35_1", decided_on="2025-03-13")
    officer.do(taking_over.take_over, there)
    return there


def test_saari(world, people, client):
    _, officer, social, unit, hus = people
    case = client
    # 2-3: two referrals with permissions of their own; each provider opens its own only
    world.at("2025-04-08")
    held = cases.read(officer.laptop.session, case).newest("person")
    assert held is not None
    assert held.is_own, "taken over, and worked on further"
    officer.write("person", case, held.record, support_needs=["hearing"])
    officer.agree(case, "social_services", "given", "identity", "identity_code", "contact_way", "family", "needs",
                  to=social.org)  # fmt: skip
    officer.agree(case, "health_care", "given", "identity", "identity_code", "contact_way", "health", to=hus.org)
    first = officer.referral(case, "county_social", social.org, urgency="today", asked_help=["housing", "child_own"],
                             reason="Behöver bostad för sig och sin dotter.")  # fmt: skip
    first.code_form.set_value("personal_identity_code", CODE)
    officer._leave(first.leave)
    assert (first.view.county, first.form.value("language")) == ("03", "sv"), "bilingual: her choice"
    assert first.form.value("grounds") == ["swa_11_5"]
    letter_in_swedish(officer, first)
    officer.refer(first)
    second = officer.referral(case, "hus", hus.org, reason="Behöver vård.")
    officer.refer(second)
    world.everybody_syncs()
    (in_county,), (in_hus,) = social.received(), hus.received()
    in_social, at_hus = social.read_referral(in_county), hus.read_referral(in_hus)
    assert [one.value for one in in_social.hidden_identity] == [CODE]
    assert [one.value for one in at_hus.hidden_identity] == [CODE]
    assert "Behöver vård" not in social.everything(in_county)
    assert "dotter" not in hus.everything(in_hus)
    for desk, there in ((social, in_county), (hus, in_hus)):
        assert ACCOUNT not in desk.everything(there), "the account goes to neither"
        assert len({one.stream for one in cases.read(desk.laptop.session, there).records if not one.is_own}) >= 1
    opened = {change.parsed.stream for change in officer.laptop.session.store.written(0) if change.parsed.wrap}
    assert len(opened) >= 2, "two streams"

    # 5: received and urgent need assessed; the law's days for the daughter, over Easter; the assessment started
    assert [(day.code, day.on.isoformat()) for day in in_social.law] == [
        ("urgent_need", "2025-04-08"),
        ("assessment_begun_for_child", "2025-04-17"),
        ("assessment_done_for_child", "2025-07-08"),
    ]
    assert {day.rule.confirmed for day in in_social.law} == {False}
    assert in_social.children
    world.at("2025-04-09")
    social.answer(in_county, outcome="urgent_assessed", urgent_assessed_on="2025-04-09")
    world.at("2025-04-15")
    social.answer(in_county, outcome="assessment_started", assessment_started_on="2025-04-15")
    assert [day.code for day in social.read_referral(in_county).law] == ["assessment_done_for_child"]
    area = {"area": "child_own", "situation": "Dottern behöver en skola.", "need": "needs_help", "urgent": False}
    social.write("needs_assessment", in_county, assessed_on="2025-04-15", areas=[area])
    assert [row["area"] for row in social.newest(in_county, "needs_assessment")["areas"]] == ["child_own"]
    world.everybody_syncs()
    assert officer.referral_of(case, social.org).view.course.state == "assessment_started"

    # 6: measures, each with whoever provides it
    for measure in ("A04", "A05", "A06"):
        social.write("assistance_measure", in_county, measure=measure, state="ongoing", provider="county",
                     state_reimburses="yes" if measure == "A04" else None)  # fmt: skip
    officer.write("assistance_measure", case, measure="A01", state="ongoing", provider="joutseno")
    officer.write("assistance_measure", case, measure="A07", state="ongoing", provider="legal_aid_office")
    world.everybody_syncs()
    others = [one for one in cases.read(officer.laptop.session, case).records if b64(one.org) != officer.org]
    assert "assistance_measure" not in {one.kind for one in others}, "each keeps its own"

    # 7: a worker of another unit asks for Finnish papers: the language of the case stays Swedish
    asked = unit.read_referral(in_county)
    assert [one.value for one in asked.language if one.field == "language"] == ["sv"]

    # 8: the investigation ends without charges: no trace in review, measures or lists
    world.at("2025-10-02")
    world.everybody_syncs()
    before = seen(officer, case)
    officer.proceedings(case, stage="investigation_ended", note="Ei syytteitä.")
    assert seen(officer, case) == before

    # 9: a review, help continues; the next one passes over Christmas: said quietly, and nothing lapses
    world.at("2025-10-08")
    officer.write("review", case, outcome="continues", person_view="Vill fortsätta.", next_on="2025-12-23")
    world.at("2026-01-07")
    (line,) = [one for one in officer.today().waiting if one.case == case]
    assert (line.step, line.on.isoformat()) == ("review", "2025-12-23")
    assert officer.case(case).identified
    assert "ending" not in officer.kinds(case)

    ending(world, officer, social, case, in_county)


def seen(officer, case):
    """The case, the day and the list as the officer sees them."""
    rows = [row._replace(flags=0, opened_at=None) for row in officer.list().rows]
    return officer.case(case), officer.today(), rows


def letter_in_swedish(officer, referral):
    """Step 4: Swedish, the ground in the words of the law, the secrecy marking, the identity code once."""
    (letter,) = officer.referral_letters(referral)
    said = str(letter)
    assert letter.language == "sv"
    assert "stödbehov på grund av" in said.lower()
    assert "utnyttjande" in said
    assert letter.head.marking[0] == "Sekretessbelagd"
    assert said.count(CODE) == 1
    assert "040 0000 001" not in said, "how she is reached stands in no letter"
    assert "Hjälpsystemet för offer för människohandel" in str(letter.parts[-1])


def ending(world, officer, social, case, in_county):
    """Steps 10 and 11: no need any more only with the overall assessment; the appeal time; the county goes on."""
    world.at("2026-02-04")
    on = {"decided_on": "2026-02-04", "served_on": "2026-02-04"}
    draft = officer.draft("ending", case, ground="no_need_38f_1", **on)
    officer._save(draft.form)
    assert [problem.field for problem in officer.problems] == ["overall_assessment"]
    assert "ending" not in officer.kinds(case), "without the cited assessment it is not saved"
    draft.form.set_value("ground", "wishes_38f_3")
    officer._save(draft.form)
    assert officer.problems == (), "with another ground it could be"
    draft.form.set_value("ground", "no_need_38f_1")
    assessed = officer.write("needs_assessment", case, overall="Klarar sig nu.", person_took_part="yes")
    draft.form.set_value("overall_assessment", b64(assessed))
    officer._save(draft.form)
    assert officer.problems == ()
    (appeal,) = [event for event in officer.case(case).events if event.code == "appeal_by"]
    assert (appeal.on.isoformat(), appeal.section, appeal.confirmed) == ("2026-03-06", "procedure_13", False)
    assert not [event for event in officer.case(case).events if event.code == "help_ends"], "no end is computed"
    world.everybody_syncs()
    measures = cases.read(social.laptop.session, in_county).of_kind("assistance_measure")
    assert [one.text("state") for one in measures] == ["ongoing"] * 3, "they rest on the Social Welfare Act"
