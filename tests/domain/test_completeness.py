from hypothesis import given
from hypothesis import strategies as st

from desktop_app.domain.completeness import advice, referral_advice
from desktop_app.domain.kinds import CATALOGUE
from tests.domain.given import case_file, consent, record
from tests.domain.values import values_of

FULL = (
    record(
        "proposal",
        {
            "why_may_be_victim": "Passi on työnantajalla ja palkka jää maksamatta.",
            "why_needs_help": "Ei paikkaa, jossa olla.",
            "person_wishes": "Haluan passini ja palkkani.",
            "proposer_reachable": "arkisin 9–16",
        },
    ),
    record(
        "person",
        {
            "residence_basis": "seasonal_work",
            "residence_until": "2025-09-30",
            "mother_tongue": "ne",
            "has_municipality": "no",
        },
    ),
    record("safety_assessment", {"safety_now": "unclear", "contact_way": "call"}),
    consent(),
    consent("receive_outcome", recipient=None),
)


def codes(*records):
    return [each.code for each in advice(case_file(*records), "040 0000 000")]


def test_a_full_proposal_is_asked_nothing():
    assert codes(*FULL) == []


def test_an_empty_one_gets_sentences_and_no_number():
    found = codes()
    assert "why_the_person_may_be_a_victim" in found
    assert "what_the_person_wants" in found
    assert all(code.replace("_", "").isalpha() for code in found)


def test_the_officer_will_ask_how_long_the_permit_is_valid():
    person = record("person", {"residence_basis": "fixed_term_permit"})
    assert "how_long_the_permit_is_valid" in codes(person)
    citizen = record("person", {"residence_basis": "finnish_citizen"})
    assert "how_long_the_permit_is_valid" not in codes(citizen)


def test_in_urgent_cases_the_phone_comes_first():
    assert "phone_first_when_urgent" in codes(record("proposal", {"urgency": "now"}))
    phoned = record("proposal", {"urgency": "now", "phoned_at": "2025-03-05T10:00+02:00"})
    assert "phone_first_when_urgent" not in codes(phoned)


def test_a_removal_without_its_day_is_asked():
    assert "when_the_removal_is" in codes(record("person", {"removal_state": "date_set"}))


def test_for_a_child_whom_to_contact_comes_before_anything_else():
    child = record("person", {"age_band": "15_17"})
    assert "may_the_representative_be_contacted" in codes(child)
    mother = record("representative", {"may_be_contacted": "not_yet"})
    assert "may_the_representative_be_contacted" not in codes(child, mother)


def test_whether_the_outcome_may_be_told_is_asked_when_sending_is_agreed():
    assert "does_the_person_agree_to_the_proposal" in codes()
    assert "may_the_outcome_be_told" in codes(consent())


def test_a_wish_told_at_a_meeting_is_a_wish():
    contact = record("contact", {"person_wishes": "passini takaisin"})
    assert "what_the_person_wants" not in codes(contact)


def test_a_referral_is_asked_for_help_wishes_and_children_and_never_for_a_proposal():
    child = record("child_in_finland", {"whereabouts": "with_person"})
    found = {each.code for each in referral_advice(case_file(child), None)}
    assert {"which_help_is_asked", "what_the_person_wants", "what_the_children_need"} <= found
    assert not {code for code in found if "proposal" in code}
    full = record("referral", {"asked_help": ["housing"], "person_wishes": "oma koti"})
    helped = record("child_in_finland", {"needs_help": "yes"})
    assert referral_advice(case_file(*FULL, helped), full) == ()


@given(
    st.lists(
        st.sampled_from(CATALOGUE).flatmap(lambda kind: st.tuples(st.just(kind.name), values_of(kind))), max_size=5
    )
)
def test_any_records_can_be_advised_on(drawn):
    file = case_file(*(record(kind, values, name=str(n)) for n, (kind, values) in enumerate(drawn)))
    assert len({each.code for each in advice(file, "")}) == len(advice(file, ""))


def test_without_a_number_the_officer_cannot_call_the_proposer():
    assert [each.code for each in advice(case_file(*FULL), "")] == ["from_which_number_the_proposer_is_reached"]
