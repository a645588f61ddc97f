"""Lokki 8 (D.2): sexual exploitation, no right of residence. Steps are those of the story."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QLabel

from desktop_app.domain.beside import beside
from desktop_app.ledger.directory import OrgKind
from desktop_app.ui.pages.history_page import HistoryPage
from desktop_app.ui.view_models.history import HistoryViewModel
from desktop_app.use_cases import case_view, cases, hints, interview, law_days, meeting, records
from desktop_app.use_cases.contact_details import system_phone

TOLD = "Muut päättävät, milloin ja missä hän on, ja pitävät rahat. Hän pelkää heitä."
BLAMED = "Hän myi seksiä ilman lupaa."


@pytest.fixture
def people(world):
    """Street outreach in Helsinki, and an officer of the Assistance System."""
    world.at("2025-01-27", "08:00")
    officer = world.system()
    sanna = world.organisation("Sanna L.", OrgKind.OUTREACH, "Keksitty katutyö ry")
    sanna.sync()
    return sanna, officer


def test_lokki(world, people, qtbot):
    sanna, officer = people
    # 1: a friend interprets: a calm warning, Q01 and Q02 only; the discreet card, and a time to come back alone
    world.at("2025-01-28", "23:30")
    case = sanna.first_contact(
        how_met="outreach",
        place_type="street_public",
        alone="not_alone",
        interpreter_kind="other_person",
        interpreter_relation="came_with_person",
        next_step="Tulee yksin toimistolle 3.2.2025",
    )
    assert beside("contact", sanna.newest(case, "contact"), world.clock()) == ("unsafe_interpreter",), "a calm warning"
    assert sanna.offered(case) == ("Q01", "Q02")
    assert sanna.do(meeting.read, case).codes == ("unsafe_interpreter",), "it stands above every consent and account"
    sanna.agree(case, "contact_system", "postponed")  # advised to wait, and not blocked
    sanna.give_sheet(case, "en", "handed_over", "taken", discreet=True)
    assert "discreet" in str(sanna.newest(case, "information_given")["variant"])
    assert sanna.case(case).agreed_on is not None

    # 2: alone, a professional whom she accepts; what she answers and what she leaves
    world.at("2025-02-03", "13:00")
    sanna.contact(
        case,
        place_type="own_premises",
        alone="whole_time",
        interpreter_kind="professional_on_site",
        interpreter_accepted="yes",
        immediate_needs=["urgent_health"],
        emergency_action=["left_together"],
    )
    assert sanna.offered(case) == tuple(one.code for one in interview.questions()), "all twelve"
    sanna.talk(case, Q03="Haluaisin tavata hoitajan.", Q05="En saa.", Q06="Puhelin on minulla.", Q10="En tiedä.")
    sanna.talk(case, Q11="no_wish")
    rows = sanna.newest(case, "account_and_observations")["interview_answers"]
    assert isinstance(rows, list)
    asked = {row["question"]: row.get("state") for row in rows if isinstance(row, dict)}
    assert asked == {"Q03": "answered", "Q05": "answered", "Q06": "answered", "Q10": "answered", "Q11": "no_wish"}
    (eleventh,) = [one for one in interview.questions() if one.code == "Q11"]
    assert not eleventh.follow_up, "it is left there"

    # 3: somebody reads her phone: she gets in touch, no number is stored, the code is left off the card
    sanna.write("safety_assessment", case, contact_way="person_contacts_us", phone_watched="yes",
                if_no_contact="Odotetaan; hän tulee toimistolle.")  # fmt: skip
    assert "contact_detail" not in sanna.newest(case, "safety_assessment")
    card = sanna.sheet("en", discreet=True)
    assert card.shown is not None
    assert card.shown.discreet, "without the square code"

    # 4: told what the System is, that nobody needs to go to the police, and when they hear; postponed
    sanna.write(
        "information_given", case, topics=["who_the_system_is", "no_report_needed", "when_police_hear"], how="told"
    )
    sanna.agree(case, "send_proposal", "postponed")
    assert sanna.proposal(case).view.blocked == "no_consent_for_proposal"

    # 5: two days later she agrees to the proposal and to being told the outcome, not to her location
    world.at("2025-02-05")
    sanna.write("person", case, called="Mira", age_band="18_29", mother_tongue="ro", residence_basis="no_right",
                has_municipality="no")  # fmt: skip
    sanna.agree(case, "send_proposal", "given", "identity", "residence", "contact_way", "needs")
    sanna.agree(case, "receive_outcome", "given")
    sanna.agree(case, "send_location", "refused")

    # 6: the program points to the sentence where acts she may be blamed for could be read, and leaves the choice
    draft = sanna.proposal(case, why_may_be_victim=f"{TOLD} {BLAMED}", why_needs_help="Tarvitsee turvallisen paikan.")
    text = str(draft.form.value("why_may_be_victim"))
    assert [text[start:end] for start, end in draft.sentences_to_look_at(text)] == [BLAMED]
    sanna.settle()
    assert ("proposal", "why_may_be_victim") in sanna.proposal(case).view.look_at
    assert sanna.proposal(case).view.blocked == "", "nothing is stopped"
    assert hints.sentences(TOLD) == (), "what is done to her blames nobody"
    sent = sanna.propose(case, why_may_be_victim=TOLD, urgency="today")
    assert sent.view.look_at == ()

    # 7: admitted; reflection periods with 52 b §, to be confirmed, and the outer limit of six months, no other date
    world.everybody_syncs()
    (there,) = officer.received()
    world.at("2025-02-12")
    assert BLAMED not in officer.everything(there)
    officer.decide(there, outcome="admitted", ground="victim_35_1", decided_on="2025-02-12")
    assert "reflection_period" in officer.case(there).sections, "she has no right of residence"
    world.at("2025-02-14")
    officer.write("reflection_period", there, event="given", given_by="joutseno", starts_on="2025-02-14",
                  ends_on="2025-03-16", told_police_is_informed="yes")  # fmt: skip
    officer.write("reflection_period", there, event="extended", given_by="joutseno", starts_on="2025-03-17",
                  ends_on="2025-05-15")  # fmt: skip
    view = officer.case(there)
    (limit,) = [event for event in view.events if event.as_of is not None]
    assert (limit.code, limit.on.isoformat()) == ("reflection_period_limit", "2025-08-14")
    assert (limit.section, limit.confirmed) == ("aliens_52b", False)
    assert view.period_problems == ()
    assert [day.code for day in law_days.of_case(cases.read(officer.laptop.session, there))] == [limit.code]
    world.everybody_syncs()
    assert sanna.case(case).outcome == "admitted"

    # 8: she stops answering: nothing ends by itself, and what was agreed for that stands behind the press
    world.at("2025-04-20")
    world.everybody_syncs()
    assert officer.case(there).state == "decided"
    assert "ending" not in officer.kinds(there)
    assert sanna.case(case).closed_on == ""
    reached = dict(sanna.do(case_view.safe_contact, case))
    assert reached["if_no_contact"] == "Odotetaan; hän tulee toimistolle."

    # 9: she comes back and asks that a sentence be removed: gone at once; what was sent stays with the System
    world.at("2025-05-12")
    note = sanna.write("note", case, text="Yksi lause, jonka hän haluaa pois.")
    sanna.strike(note, "note", "text")
    assert "Yksi lause" not in sanna.everything(case)
    form = records.find_form(sanna.laptop.session, note)
    assert form is None or "text" not in form.values()
    written = sanna.proposal(case).form.form.record
    sanna.strike(written, "proposal", "why_may_be_victim")
    assert not sanna.proposal(case).form.value("why_may_be_victim"), "gone from the own record"
    page = HistoryPage(sanna._keep(HistoryViewModel(sanna.around, written, "proposal", "")))
    qtbot.addWidget(page)
    sanna.settle()
    said = " ".join(label.text() for label in page.findChildren(QLabel))
    assert "stays there under its own law" in said
    assert f"call {system_phone()}" in said, "and how to ask there"
    assert TOLD not in said
    assert TOLD in officer.everything(there), "the version that was sent stays with the System"
