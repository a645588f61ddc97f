"""Tuuli 5 (D.4): a minor. Steps are those of the story."""

from __future__ import annotations

import pytest

from desktop_app.domain.extract import REPRESENTATIVE, SOMEBODY_ELSE
from desktop_app.domain.referral_course import lines_of
from desktop_app.domain.statistics import Key
from desktop_app.ledger.canonical import b64
from desktop_app.ledger.directory import OrgKind
from desktop_app.ui.pages.interview_page import InterviewPage
from desktop_app.ui.pages.interview_words import LAWYER_FIRST
from desktop_app.ui.view_models.consultation import ConsultationViewModel
from desktop_app.ui.view_models.extract import ExtractViewModel
from desktop_app.ui.view_models.interview import InterviewViewModel
from desktop_app.use_cases import cases, duties, meeting
from desktop_app.use_cases.extract import Demand

CALLED = "Soitettu lastensuojeluun"


@pytest.fixture
def people(world):
    """A parish's youth worker and an officer of the Assistance System."""
    world.at("2025-11-11", "08:00")
    officer = world.system()
    worker = world.organisation("Johan B.", OrgKind.OUTREACH, "Keksityn seurakunta", "parish")
    worker.sync()
    return worker, officer


def test_tuuli(world, people, qtbot):
    worker, officer = people
    # 4: before anything is written of him, advice is asked without a name: a consultation without a person
    world.at("2025-11-12", "16:00")
    asking = worker._keep(ConsultationViewModel(worker.around))
    asking.read()
    worker.settle()
    worker._fill(asking.form, {"consulted": "assistance_system", "question": "Miten nuoren kanssa edetään?"})
    assert asking.form.form.case is None
    assert worker.list().rows == (), "it makes no case"

    # 1-2: sixteen: four questions only, no box about parcels, and a lawyer first
    case = worker.first_contact(how_met="outreach", alone="whole_time", spoken_language="sv", danger="threatened",
                                person_wishes="Inte skolan.")  # fmt: skip
    worker.write("person", case, called="Elias", date_of_birth="2009", service_language="sv", mother_tongue="sv",
                 has_municipality="yes", municipality_of_residence="092")  # fmt: skip
    assert worker.offered(case) == ("Q01", "Q02", "Q03", "Q12")
    talk = worker._keep(InterviewViewModel(worker.around, case, "sv"))
    page = InterviewPage(talk, worker.around.labels)
    qtbot.addWidget(page)
    talk.read()
    world.wait(lambda: talk.talk is not None and talk.form.is_open)
    worker.settle()
    assert LAWYER_FIRST in page.banner.accessibleName()
    page.deleteLater()

    # 3: the parish has the duty; he is told first; two notifications, by phone, and nothing of them is shared
    assert worker.do(duties.read).by_kind["child_welfare"] == "duty"
    told = {"told_before": "yes", "what_was_told": CALLED, "made_to": "Vanda barnskydd"}
    first = worker.draft("statutory_notification", case, kind="child_welfare", **told)
    assert first.form.value("duty") == "duty"
    worker._leave(first.leave)
    worker.write("statutory_notification", case, kind="child_offence_police", duty="duty", **told)
    noted = [one for one in cases.read(worker.laptop.session, case).own if one.kind == "statutory_notification"]
    assert {one.text("kind") for one in noted} == {"child_welfare", "child_offence_police"}

    # 4: what was told, seen and heard from school
    worker.sign(case, "E10", "yes", "told", share=True)
    worker.sign(case, "K5", "yes", "observed", share=True)
    worker.sign(case, "H4", "yes", "third_party", share=True)

    # 5: who may be contacted comes before who must agree; the father never
    assert worker.do(meeting.read, case).representative_first
    mother = worker.write("representative", case, relation="custodian", name="Mamma Påhittad")
    assert worker.newest(case, "representative")["may_be_contacted"] == "not_yet"
    assert worker.do(meeting.read, case).representative_first
    father = worker.write("representative", case, relation="custodian", name="Pappa Påhittad",
                          may_be_contacted="never_danger", conflict_of_interest="yes")  # fmt: skip
    world.at("2025-11-17")
    worker.write("representative", case, mother, may_be_contacted="yes", view="agrees", conflict_of_interest="no")
    assert not worker.do(meeting.read, case).representative_first

    # 6: over 15 he answers himself and with his mother; his own view is written down
    groups = ("identity", "contact_way", "observations", "needs", "family")
    worker.agree(case, "send_proposal", "given", *groups, giver="child_15_plus", child_view="agrees")
    worker.agree(case, "receive_outcome", "given", giver="child_with_representative", child_view="agrees")
    said = worker.newest(case, "contact")["person_wishes"]
    assert said == "Inte skolan."

    # 7: in Swedish, a state authority; the line about the father stands first in everything that is sent
    worker.write("child_in_finland", case, child_name="Lillasyster", date_of_birth="2018", needs_help="yes",
                 whereabouts="with_person")  # fmt: skip
    proposal = worker.proposal(case, why_may_be_victim="Han bär paket åt äldre och är rädd.", why_needs_help="Stöd.",
                               urgency="days")  # fmt: skip
    letter = worker.letters(proposal.papers(), with_safety=True)[0]
    assert letter.language == "sv"
    assert letter.parts[0].heading == "Får inte kontaktas – farligt"
    assert "Pappa" in str(letter.parts[0])
    assert "Mamma" not in str(letter.parts[0])
    worker.propose(case)
    gave = next(one for one in cases.read(worker.laptop.session, case).own if one.kind == "disclosure")
    copied = [str(line["source"]) for line in lines_of(gave)]
    assert copied[:2] == [b64(father), b64(mother)]
    world.everybody_syncs()
    (there,) = officer.received()
    received = officer.read_proposal(there)
    assert received.child
    assert [one.value for one in received.contact][:3] == ["never_danger", "custodian", "Pappa Påhittad"]
    assert officer.newest(there, "proposal")["language"] == "sv"
    assert CALLED not in officer.everything(there)
    assert "statutory_notification" not in officer.kinds(there)
    assert officer.today().incoming[0].child

    # 8: the officer asks about the little sister; she gets a case of her own
    officer.ask(there, "Är lillasyster trygg?")
    world.everybody_syncs()
    assert worker.proposal(case).supplement is not None
    assert worker.case(case).state == "question_open"
    sister = worker.first_contact(how_met="other", alone="whole_time")
    worker.write("person", sister, called="Lillasyster", date_of_birth="2018", service_language="sv")
    worker.agree(sister, "send_proposal", "given", "identity", giver="representative", child_view="not_heard_harm")
    worker.agree(sister, "receive_outcome", "given", giver="representative", child_view="not_heard_harm")
    worker.propose(sister, why_needs_help="Behöver stöd som barn.")
    world.everybody_syncs()
    (sister_there,) = [one for one in officer.received() if one != there]

    # 9: Elias is identified, his sister is not; one victim and one accompanying child are counted
    world.at("2025-11-28")
    officer.decide(there, outcome="admitted", ground="victim_35_1", decided_on="2025-11-28")
    officer.decide(sister_there, outcome="admitted", ground="child_35_3", decided_on="2025-11-28")
    assert officer.case(there).identified
    assert not officer.case(sister_there).identified
    counts = officer.laptop.session.store.statistics_counts()
    outcomes = {key.cell: number for key, number in counts.items() if isinstance(key, Key) and key.table == "outcomes"}
    assert (outcomes.get("victim"), outcomes.get("child")) == (1, 1), outcomes

    # 10: that he is later a suspect changes nothing in assistance
    world.everybody_syncs()
    before = (officer.case(there), officer.list().rows[0]._replace(opened_at=None, flags=0), officer.today())
    officer.proceedings(there, stage="prosecution", note="Katsotaan epäillyksi.")
    after = (officer.case(there), officer.list().rows[0]._replace(opened_at=None, flags=0), officer.today())
    assert after == before

    # 11: the father's lawyer asks for everything: who demands it is asked, and nothing is given
    page_of = worker._keep(ExtractViewModel(worker.around, case, "Tuuli 5"))
    page_of.read()
    worker.settle()
    assert (page_of.refusal, page_of.made) == ("open", None), "it asks first who demands it"
    for demand in (
        Demand(who=SOMEBODY_ELSE),
        Demand(who=REPRESENTATIVE, demanded="no", alone="yes", representative=father, agrees="yes"),
        Demand(who=REPRESENTATIVE, demanded="no", alone="yes", representative=mother, agrees="yes"),
    ):
        page_of.demand = demand
        page_of.read()
        worker.settle()
        assert page_of.refusal in ("somebody_else", "representative_conflict")
        assert page_of.made is None
