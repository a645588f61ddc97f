from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop_app.domain.consent import (
    answer_cover,
    cover,
    covered_fields,
    in_force,
    possible_groups,
    statutory_cover,
    told_back,
)
from desktop_app.domain.kinds import KINDS
from desktop_app.domain.law import sections
from desktop_app.domain.moment import day_in_finland
from desktop_app.domain.purposes import REFERRAL_PURPOSES
from desktop_app.ledger.canonical import b64
from tests.domain.data import code_lists, data
from tests.domain.given import NOW, OTHER, OWN, SYSTEM, consent, record

SEND = "send_proposal"
TO = b64(SYSTEM)
GROUPS = code_lists()["data_group"]
PURPOSES = code_lists()["consent_purpose"]
HOURS = st.integers(-48, 48)


def covered(records, reader, purpose):
    found = cover(records, reader, purpose, NOW)
    assert found is not None
    return found


def at(hours):
    return (NOW + timedelta(hours=hours)).isoformat(timespec="minutes")


def test_a_given_consent_is_in_force_for_its_purpose_and_recipient_alone():
    mine = consent()
    assert in_force([mine], SEND, TO, NOW) == (mine,)
    assert in_force([mine], "police", TO, NOW) == ()
    assert in_force([mine], SEND, b64(OTHER), NOW) == ()


@pytest.mark.parametrize("answer", ["refused", "postponed", "withdrawn"])
def test_no_other_answer_lets_anything_go(answer):
    assert cover([consent(SEND, answer, *GROUPS)], SYSTEM, SEND, NOW) is None


@given(st.lists(st.tuples(st.sampled_from(code_lists()["consent_answer"]), HOURS), max_size=6))
def test_a_no_of_the_same_time_or_later_ends_every_yes(answers):
    records = [consent(SEND, answer, at=at(hours), name=str(n)) for n, (answer, hours) in enumerate(answers)]
    noes = [hours for answer, hours in answers if answer in ("refused", "withdrawn")]
    expected = {
        records[n].record
        for n, (answer, hours) in enumerate(answers)
        if answer == "given" and hours <= 0 and all(no < hours for no in noes)
    }
    assert {each.record for each in in_force(records, SEND, TO, NOW)} == expected


def test_times_are_compared_as_moments_whatever_their_offset():
    given_first = consent(at="2025-03-05T10:00+02:00")
    assert in_force([given_first, consent(SEND, "withdrawn", at="2025-03-05T09:30+01:00")], SEND, TO, NOW) == ()
    assert in_force([given_first, consent(SEND, "withdrawn", at="2025-03-05T10:30+03:00")], SEND, TO, NOW)


@given(st.integers(-3, 3), st.integers(0, 47))
def test_a_consent_lasts_to_the_end_of_its_last_day_in_finland(days, half_hours):
    now = NOW + timedelta(minutes=30 * half_hours)
    until = day_in_finland(NOW) + timedelta(days=days)
    assert bool(in_force([consent(until=until.isoformat())], SEND, TO, now)) == (day_in_finland(now) <= until)


def test_a_consent_until_nobody_knows_when_is_not_in_force():
    assert in_force([consent(until="soon")], SEND, TO, NOW) == ()


def test_a_consent_dated_in_the_future_lets_nothing_go_yet():
    assert in_force([consent(at=at(1))], SEND, TO, NOW) == ()


def test_a_consent_without_a_time_is_dated_by_its_writing_and_a_no_with_an_unreadable_time_counts():
    undated = consent(at=None)
    assert in_force([undated], SEND, TO, NOW) == (undated,)
    assert in_force([undated, consent(SEND, "refused", at="yesterday")], SEND, TO, NOW) == ()


@pytest.mark.parametrize(
    ("field", "versions"),
    [
        ("answer", ("given", "postponed")),
        ("purpose", (SEND, "police")),
        ("recipient", (TO, b64(OTHER))),
        ("data_groups", (["identity"], [])),
        ("answered_at", ("2025-03-05T10:00+02:00", "2025-03-05T11:00+02:00")),
        ("valid_until", ("2025-12-31", None)),
    ],
)
def test_a_consent_of_which_two_versions_stand_is_not_in_force(field, versions):
    assert in_force([consent(conflicts={field: versions})], SEND, TO, NOW) == ()


def test_a_no_counts_while_it_is_only_one_of_two_versions():
    unclear = consent(SEND, "given", at=at(-1), conflicts={"answer": ("given", "withdrawn")}, name="unclear")
    assert in_force([consent(name="clear"), unclear], SEND, TO, NOW) == ()


def test_a_no_that_names_nobody_is_said_to_everybody():
    assert in_force([consent(), consent(SEND, "withdrawn", recipient=None, at=at(-1))], SEND, TO, NOW) == ()


def test_what_others_wrote_or_what_was_copied_out_is_no_basis_for_sending():
    copied = consent(org=OWN, stream=b"a-proposal-strea")
    theirs = consent(org=OTHER)
    assert in_force([copied], SEND, TO, NOW) == ()
    assert in_force([theirs], SEND, TO, NOW) == (theirs,)  # their own stream: never held here
    assert in_force([consent(org=OTHER, stream=b"a-proposal-strea")], SEND, TO, NOW) == ()


def test_a_deleted_consent_is_no_consent():
    gone = record("consent", dict(consent().values) | {"_deleted": True})
    assert in_force([gone], SEND, TO, NOW) == ()


@given(
    st.lists(
        st.tuples(st.sampled_from(PURPOSES), st.sets(st.sampled_from(GROUPS)), st.sampled_from(["given", "withdrawn"])),
        max_size=5,
    ),
    st.sampled_from([SEND, *sorted(REFERRAL_PURPOSES)]),
)
def test_nothing_is_covered_outside_the_groups_that_consents_in_force_name(drawn, purpose):
    records = [consent(p, answer, *groups, name=str(n), at=at(-5 + n)) for n, (p, groups, answer) in enumerate(drawn)]
    found = cover(records, SYSTEM, purpose, NOW)
    standing = in_force(records, purpose, TO, NOW)
    located = in_force(records, "send_location", TO, NOW)
    if found is None:
        assert not standing
        return
    named = {group for each in (*standing, *located) for group in each.codes("data_groups")}
    for kind, fields in found.fields.items():
        for name in fields - {"reader"}:
            field = KINDS[kind].by_name[name]
            assert field.group == "purpose" or field.group in named
            assert field.group != "location" or located
            assert field.into_proposal if purpose == SEND else field.into_referral
    assert set(found.basis) <= {each.record for each in records}


def test_where_the_person_is_goes_only_with_a_consent_of_its_own():
    both = [consent(SEND, "given", "location")]
    assert not covered(both, SYSTEM, SEND).allows("safety_assessment", "whereabouts")
    both.append(consent("send_location", "given"))
    assert covered(both, SYSTEM, SEND).allows("safety_assessment", "whereabouts")
    both.append(consent("send_location", "withdrawn", at=at(-1)))
    assert not covered(both, SYSTEM, SEND).allows("safety_assessment", "whereabouts")


def test_several_consents_add_up():
    found = covered([consent(SEND, "given", "identity"), consent(SEND, "given", "health")], SYSTEM, SEND)
    assert found.allows("person", "family_name")
    assert found.allows("person", "support_needs")
    assert not found.allows("safety_assessment", "contact_way")
    assert len(found.basis) == 2


def test_the_identity_code_never_stands_in_a_proposal():
    found = covered([consent(SEND, "given", *GROUPS), consent("send_location", "given")], SYSTEM, SEND)
    assert not found.allows("person", "personal_identity_code")
    referral = covered([consent("social_services", "given", *GROUPS)], SYSTEM, "social_services")
    assert referral.allows("person", "personal_identity_code")
    assert not referral.allows("account_and_observations", "account")


@pytest.mark.parametrize("purpose", ["keep_notes", "copy_documents", "contact_system", "send_location"])
def test_purposes_that_open_no_stream_cover_nothing(purpose):
    assert cover([consent(purpose, "given", *GROUPS)], SYSTEM, purpose, NOW) is None


def test_what_never_leaves_is_in_no_cover():
    for opens in ("proposal", "referral"):
        fields = covered_fields(opens, GROUPS)
        assert not {"note", "statutory_notification", "consultation", "case", "decision", "disclosure"} & set(fields)
        for kind, name in (
            ("safety_assessment", "worker_safety"),
            ("safety_assessment", "if_no_contact"),
            ("account_and_observations", "not_to_be_passed_on"),
            ("consent", "setting"),
            ("consent", "not_given_reason"),
            ("proposal", "included"),
            ("proposal", "questions"),
        ):
            assert name not in fields.get(kind, ())


def test_the_groups_offered_are_those_that_could_let_something_go():
    assert set(possible_groups("proposal")) == set(GROUPS) - {"outcome", "identity_code"}
    assert set(possible_groups("referral")) == set(GROUPS) - {
        "outcome",
        "location",
        "family",
        "account",
        "observations",
    }


class TestTellingTheOutcome:
    """At the Assistance System: the proposer's consent came with the proposal."""

    def sent_along(self, answer="given", **kwargs):
        return consent("receive_outcome", answer, recipient=None, org=OTHER, stream=b"a-proposal-strea", **kwargs)

    def test_outcome_and_date_and_nothing_else(self):
        found = covered([self.sent_along()], OTHER, "receive_outcome")
        assert found.fields == {
            "decision": frozenset({"outcome", "decided_on"}),
            "ending": frozenset({"decided_on"}),
        }
        assert found.fields == told_back()

    def test_only_the_proposer_to_whom_the_person_allowed_it(self):
        assert cover([self.sent_along()], SYSTEM, "receive_outcome", NOW) is None

    def test_a_no_said_to_the_system_itself_counts(self):
        told_here = consent("receive_outcome", "refused", recipient=None, org=SYSTEM, at=at(-1))
        assert cover([self.sent_along(), told_here], OTHER, "receive_outcome", NOW) is None

    def test_a_yes_said_to_the_system_for_nobody_in_particular_lets_nothing_go(self):
        told_here = consent("receive_outcome", "given", recipient=None, org=SYSTEM)
        assert cover([told_here], OTHER, "receive_outcome", NOW) is None


class TestStatutoryRight:
    section = next(each for each in sections(data("law/sections.json")) if each.lets_tell)
    referral = record("referral", {"recipient": b64(OTHER), "basis": "statutory_right", "basis_section": section.code})

    def found(self, referral=None, section=None, writer=True, reader=True):
        return statutory_cover(
            referral or self.referral,
            section or self.section,
            ["identity"],
            writer_is_authority=writer,
            reader_is_authority=reader,
        )

    def test_between_authorities_for_the_groups_ticked(self):
        found = self.found()
        assert found.reader == OTHER
        assert found.allows("person", "family_name")
        assert not found.allows("person", "support_needs")
        assert found.basis == (self.referral.record,)

    def test_never_where_one_side_is_no_authority(self):
        assert self.found(writer=False) is None
        assert self.found(reader=False) is None

    def test_never_for_a_proposal_nor_for_another_section_nor_on_consent(self):
        values = dict(self.referral.values)
        assert self.found(record("proposal", values)) is None
        assert self.found(record("referral", values | {"basis": "consent"})) is None
        assert self.found(record("referral", values | {"basis_section": "reception_35"})) is None
        other = next(each for each in sections(data("law/sections.json")) if not each.lets_tell)
        assert self.found(record("referral", values | {"basis_section": other.code}), other) is None
        assert self.found(record("referral", values | {"recipient": "list:shelter"})) is None


def test_an_answer_says_who_works_and_what_comes_next_only_as_the_client_lets():
    silent = answer_cover([], OTHER, NOW)
    assert silent.allows("referral_answer", "outcome")
    assert silent.allows("referral_answer", "urgent_assessed_on")
    assert not silent.allows("referral_answer", "what_next")
    told = answer_cover([consent("social_services", recipient=OTHER)], OTHER, NOW)
    assert told.allows("referral_answer", "worker")


def test_a_day_is_a_day_in_finland():
    assert day_in_finland(NOW.replace(hour=0, minute=30)) == date(2025, 3, 6)


def test_a_no_written_to_the_minute_ends_a_yes_of_the_same_minute():
    yes = replace(consent(), values={**consent().values, "answered_at": "2025-03-05T10:00:45+00:00"})
    no = consent(SEND, "withdrawn", at="2025-03-05T10:00+00:00", name="no")
    before = consent(SEND, "withdrawn", at="2025-03-05T09:59+00:00", name="no")
    exact = replace(no, values={**no.values, "answered_at": "2025-03-05T10:00:44+00:00"})
    assert in_force([yes, no], SEND, TO, NOW) == ()
    assert in_force([yes, before], SEND, TO, NOW) == (yes,)
    assert in_force([yes, exact], SEND, TO, NOW) == (yes,)
