"""Pihlaja 2 (D.3): forced marriage, an adult, a county without a proposal. Steps are those of the story."""

from __future__ import annotations

import pytest

from desktop_app.errors import LuotsiError
from desktop_app.ledger.canonical import Json
from desktop_app.ledger.directory import OrgKind
from desktop_app.ui.view_models.cover import CoverViewModel
from desktop_app.use_cases import cases, duplicates, supplement

TURKU, COUNTY = "853", "05"
NUMBER = "040 0000 000"


@pytest.fixture
def people(world):
    """An adviser in Turku with a colleague, the county's social services and its health care, and an officer."""
    world.at("2025-05-20", "08:00")
    officer = world.system()
    social = world.organisation(
        "Kerttu S.", OrgKind.PROVIDER, "Varsinais-Suomen hyvinvointialue", "county_social", authority=True
    )
    health = world.organisation(
        "Heikki H.", OrgKind.PROVIDER, "Varsinais-Suomen terveydenhuolto", "county_health", authority=True
    )
    sanna = world.organisation("Sanna L.", OrgKind.OUTREACH, "Keksitty neuvonta ry")
    colleague = world.colleague("Noora A.", sanna)
    sanna.sync()
    return sanna, colleague, social, health, officer


def test_pihlaja(world, people):
    sanna, colleague, social, health, officer = people
    # 1-2: she is brought by a school nurse; a journey is booked and heads the case
    world.at("2025-05-21", "12:00")
    met: dict[str, Json] = {"how_met": "directed_by_authority", "spoken_language": "fi", "alone": "whole_time"}
    case = sanna.first_contact(
        **met, interpreter_kind="not_needed", immediate_needs=["safe_place"], person_wishes="Haluan asua muualla."
    )
    person = sanna.write(
        "person",
        case,
        called="Leila",
        given_names="Leila",
        family_name="Keksitty",
        date_of_birth="2006",
        mother_tongue="ku",
        other_languages=[{"lang": "fi", "level": "good"}],
        service_language="fi",
        interpreter_wishes="Ei koskaan oman kaupungin yhteisöstä.",
        residence_basis="permanent_permit",
        has_municipality="yes",
        municipality_of_residence=TURKU,
    )
    sanna.write("safety_assessment", case, safety_now="unclear", travel_on="2025-06-20", feared_relation="family",
                bank_codes_elsewhere="yes", post_safe="no", official_mail_to="Neuvonnan toimisto",
                contact_way="text", contact_detail=NUMBER)  # fmt: skip
    assert [(due.code, due.on.isoformat()) for due in sanna.case(case).heading] == [("journey", "2025-06-20")]
    (row,) = [row for row in sanna.list().rows if row.case == case]
    assert "2025-06-20" not in str(row), "a day of safety stands inside the opened case only"

    # 3: told signs; who holds her bank codes, and where official letters go
    for sign in ("R5", "K7", "K9"):
        sanna.sign(case, sign, "yes", "told")
    assert sanna.newest(case, "safety_assessment")["bank_codes_elsewhere"] == "yes"

    # 4: permissions one by one; reasons are not asked
    sanna.agree(case, "social_services", "given", "identity", "contact_way", "needs", "residence", to=social.org)
    sanna.agree(case, "contact_system", "refused")
    sanna.agree(case, "police", "refused")
    refused = [one for one in cases.read(sanna.laptop.session, case).own if one.text("answer") == "refused"]
    assert not [one for one in refused if "not_given_reason" in one.values]

    # 5-6: a referral without any proposal; for tonight the emergency services, 112 and shelters before any form
    model = sanna.referral(case, "county_social", social.org, urgency="now", asked_help=["housing", "safety"],
                           reason="Pelkää, että matka päättyy häihin.")  # fmt: skip
    view = model.view
    assert (view.county, view.language, view.choice) == (COUNTY, "fi", True), "a bilingual county, her choice"
    assert view.blocked == "", "no proposal is required"
    assert model.form.value("grounds") == ["swa_11_5"]
    assert model.form.value("basis") == "consent"
    assert view.beside[:2] == ("acute", "ask_person_first")
    assert [each.recipient_kind for each in view.proposed][:2] == ["social_emergency", "shelter"]
    assert model.emergency == "112"
    assert not view.interpretation, "she speaks Finnish well"
    sanna.refer(model)
    assert sanna.case(case).state == "", "no proposal is suggested as missing"
    assert "proposal" not in sanna.kinds(case)

    # 7: with non-disclosure the municipality and the contact are on no list and on no print
    sanna.write("person", case, person, non_disclosure="yes")
    world.everybody_syncs()
    letter_of = sanna.referral(case, "shelter", "list:shelter")
    sanna.agree(case, "shelter", "given", "identity", "contact_way", "residence", to="list:shelter")
    (letter,) = [str(one) for one in sanna.referral_letters(letter_of)]
    assert "Turku" not in letter
    assert NUMBER not in letter
    assert "Keksitty" in letter
    assert "Turku" not in str(sanna.list().rows)

    # 8: answered the same day; the assessment begins; who works is told because she lets it be told
    (there,) = social.received()
    seen = social.read_referral(there)
    assert [one.value for one in seen.identity] == ["Keksitty", "Leila", "2006"]
    assert seen.urgency == "now"
    assert [day.code for day in seen.law] == ["urgent_need"], "the law names no other day for an adult"
    social.answer(there, outcome="urgent_assessed", urgent_assessed_on="2025-05-21")
    world.at("2025-05-28")
    social.answer(there, may_tell=True, outcome="assessment_started", assessment_started_on="2025-05-28",
                  worker="Kerttu S., 02 000 000")  # fmt: skip
    world.everybody_syncs()
    course = sanna.referral_of(case, social.org).view
    assert course.course.state == "assessment_started"
    assert course.answers[0].values["urgent_assessed_on"] == "2025-05-21"
    assert "worker" not in course.answers[0].values
    assert course.answers[1].values["worker"] == "Kerttu S., 02 000 000"

    # 9: for the colleague to whom she is related the case does not exist, in search and in warnings
    cover = CoverViewModel(sanna.around, case)
    cover.read()
    sanna.settle()
    cover.block(colleague.laptop.session.store.me().user, True)
    sanna.settle()
    world.everybody_syncs()
    own = colleague.first_contact(how_met="came_in")
    assert [row.case for row in colleague.list().rows] == [own]
    assert colleague.list("Leila").rows == ()
    same = {"given_names": "Leila", "family_name": "Keksitty", "date_of_birth": "2006"}
    assert colleague.do(duplicates.find, own, same) == ()
    mine = sanna.first_contact(how_met="came_in")
    assert len(sanna.do(duplicates.find, mine, same)) == 1, "who may open it is warned"

    # 10: health care in summer, the System in September; a withdrawn permission ends what goes, and erases nothing
    sanna.agree(case, "health_care", "given", "identity", to=health.org)
    sanna.refer(sanna.referral(case, "county_health", health.org, reason="Tarvitsee keskusteluapua."))
    world.everybody_syncs()
    (at_health,) = health.received()
    world.at("2025-09-10")
    sanna.agree(case, "contact_system", "given")
    sanna.agree(case, "send_proposal", "given", "identity", "needs")
    assert sanna.propose(case, why_needs_help="Haluaa tukea ja neuvontaa.").view.state == "sent"
    sanna.agree(case, "health_care", "withdrawn", to=health.org)
    world.everybody_syncs()
    assert len(officer.received()) == 1
    assert health.read_referral(at_health).withdrawn
    sanna.write("person", case, person, other_names="Uusi nimi")
    gone = next(one.record for one in cases.read(sanna.laptop.session, case).own
                if one.kind == "referral" and one.text("recipient") == health.org)  # fmt: skip
    with pytest.raises(LuotsiError, match="nothing_open"):
        supplement.send(sanna.laptop.session, case, gone)
    world.everybody_syncs()
    assert "Uusi nimi" not in health.everything(at_health)
    gave = [one.text("reader") for one in cases.read(sanna.laptop.session, case).own if one.kind == "disclosure"]
    assert health.org in gave, "the record of what went stays"
    assert "Keksitty" in health.everything(at_health), "what arrived is that organisation's own"
