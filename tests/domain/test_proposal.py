from hypothesis import given
from hypothesis import strategies as st

from desktop_app.domain.consent import cover
from desktop_app.domain.kinds import CATALOGUE, KINDS
from desktop_app.domain.proposal import Stays, frozen_version
from tests.domain.data import code_lists
from tests.domain.given import NOW, OTHER, OWN, SYSTEM, case_file, consent, cover_record, record
from tests.domain.values import values_of

GROUPS = code_lists()["data_group"]
CASE_RECORDS = st.lists(
    st.sampled_from(CATALOGUE).flatmap(lambda kind: st.tuples(st.just(kind.name), values_of(kind))), max_size=6
)

PERSON = record("person", {"called": "Arun", "family_name": "Testinen", "residence_until": "2025-09-30"})
SAFETY = record("safety_assessment", {"contact_way": "call", "whereabouts": "Pielavesi", "worker_safety": "two go"})
ACCOUNT = record("account_and_observations", {"account": "Passini on työnantajalla.", "observations": "Väsynyt."})
NOTE = record("note", {"text": "Muista tulkki."})
OUTCOME = consent("receive_outcome", "given", recipient=None, name="may tell the outcome")


def version(*records, groups=("identity",), ticked=None, purpose="send_proposal", reader=SYSTEM):
    allowed = consent(purpose, "given", *groups, recipient=reader, name="the consent")
    file = case_file(cover_record(), allowed, *records)
    found = cover(file.own, reader, purpose, NOW)
    assert found is not None
    return frozen_version(file, found, ticked)


def fields(frozen):
    return {copy.kind: set(copy.fields) for copy in frozen.leaves if copy.kind != "consent"}


def test_only_what_the_person_agreed_to_leaves_and_the_rest_is_said_with_its_reason():
    frozen = version(PERSON, SAFETY, ACCOUNT, NOTE, groups=("identity", "contact_way"))
    assert fields(frozen) == {"person": {"family_name"}, "safety_assessment": {"contact_way"}}
    assert set(frozen.stays) == {
        Stays("residence", "no_consent"),
        Stays("location", "location_not_agreed"),
        Stays("account", "no_consent"),
        Stays("observations", "no_consent"),
    }
    assert [group for group, _ in frozen.groups_leaving] == ["identity", "contact_way"]
    assert all(said == "2025-03-05T10:00+02:00" for _, said in frozen.groups_leaving)
    assert set(frozen.never) == {"case", "note"}


def test_the_consents_go_along_so_that_the_outcome_can_be_told():
    frozen = version(OUTCOME, consent("police", "refused", name="no police"))
    assert [copy.kind for copy in frozen.leaves] == ["consent", "consent"]
    assert OUTCOME.record in {copy.source for copy in frozen.leaves}


def test_a_consent_withdrawn_since_is_not_sent_as_given():
    withdrawn = consent("receive_outcome", "withdrawn", recipient=None, at="2025-03-06T09:00+02:00")
    frozen = version(OUTCOME, withdrawn)
    assert len(frozen.leaves) == 1


def test_what_is_not_ticked_stays():
    frozen = version(PERSON, ACCOUNT, groups=GROUPS, ticked=[ACCOUNT.record])
    assert set(fields(frozen)) == {"account_and_observations"}
    assert Stays("identity", "not_ticked") in frozen.stays


def test_observations_leave_only_when_chosen_and_a_no_never_does():
    def seen(answer, share):
        return record("indicator_observation", {"indicator": "K1", "answer": answer, "share": share})

    chosen, unchosen, said_no = seen("yes", True), seen("unsure", False), seen("no", True)
    frozen = version(chosen, unchosen, said_no, groups=GROUPS)
    assert [copy.source for copy in frozen.leaves if copy.kind == "indicator_observation"] == [chosen.record]
    assert {Stays("observations", "not_ticked"), Stays("observations", "answer_stays")} <= set(frozen.stays)
    ticked = version(unchosen, said_no, groups=GROUPS, ticked=[unchosen.record, said_no.record])
    assert [copy.source for copy in ticked.leaves if copy.kind == "indicator_observation"] == [unchosen.record]


def test_a_medical_document_needs_consent_for_health_too():
    paper = record("attachment", {"title": "Lausunto", "kind": "medical_statement", "shared": True})
    assert "attachment" not in fields(version(paper, groups=("documents",)))
    assert "attachment" in fields(version(paper, groups=("documents", "health")))


def test_only_the_newest_safety_assessment_goes_by_itself():
    older = record("safety_assessment", {"safety_now": "not_safe"}, at="2025-03-01T00:00:00.000Z")
    newer = record("safety_assessment", {"safety_now": "safe"}, at="2025-03-02T00:00:00.000Z")
    frozen = version(older, newer, groups=("safety",))
    assert [copy.source for copy in frozen.leaves if copy.kind == "safety_assessment"] == [newer.record]


def test_whom_not_to_contact_stands_first():
    father = record("representative", {"relation": "custodian", "may_be_contacted": "never_danger"})
    frozen = version(PERSON, father, groups=GROUPS)
    assert frozen.leaves[0].kind == "representative"


def test_the_proposal_of_its_own_and_what_others_sent_are_not_copied():
    own = record("proposal", {"why_may_be_victim": "Passi on otettu."})
    received = record("person", {"family_name": "Toinen"}, org=OTHER, stream=b"a-proposal-strea")
    copied = record("person", {"family_name": "Testinen"}, org=OWN, stream=b"a-proposal-strea")
    assert fields(version(own, received, copied, groups=GROUPS)) == {}


def test_a_referral_holds_the_identity_code_and_not_the_account():
    person = record("person", {"personal_identity_code": "010594Y9021", "family_name": "Testinen"})
    frozen = version(
        person, ACCOUNT, groups=GROUPS, purpose="social_services", reader=OTHER, ticked=[person.record, ACCOUNT.record]
    )
    assert fields(frozen) == {"person": {"personal_identity_code", "family_name"}}
    assert "account_and_observations" in frozen.never


@given(CASE_RECORDS, st.sets(st.sampled_from(GROUPS)), st.sampled_from(["send_proposal", "social_services"]))
def test_whatever_is_recorded_no_field_leaves_without_its_group(drawn, groups, purpose):
    records = [record(kind, values, name=str(n)) for n, (kind, values) in enumerate(drawn) if kind != "consent"]
    frozen = version(*records, groups=sorted(groups), purpose=purpose)
    for copy in frozen.leaves:
        for name in copy.fields:
            assert KINDS[copy.kind].by_name[name].group in {*groups, "purpose"} - {"location"}
