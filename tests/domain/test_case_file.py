from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desktop_app.domain.age import age_on, last_day_of
from desktop_app.domain.kind import OrgKind
from desktop_app.domain.kinds import KINDS
from desktop_app.domain.moment import day_of
from desktop_app.domain.reference import reference_of
from desktop_app.ledger.canonical import b64
from desktop_app.ledger.ids import RecordId, UserId
from tests.domain.given import NOW, OTHER, OWN, SYSTEM, WORKER, case_file, cover_record, record
from tests.domain.values import full_answers_of, values_of

RECORDS = st.lists(
    st.sampled_from([*KINDS.values()]).flatmap(lambda kind: st.tuples(st.just(kind.name), values_of(kind))), max_size=6
)
WEIGHTY = ("person", "contact", "consent", "representative", "indicator_observation", "proposal", "decision", "ending")
COLLEAGUE = UserId(b"worker-pekka-xxx")


@settings(max_examples=50)
@given(st.tuples(*(full_answers_of(KINDS[kind]) for kind in WEIGHTY)), st.sampled_from(OrgKind))
def test_nothing_that_is_recorded_closes_the_way_to_a_proposal_or_a_referral(drawn, own_kind):
    file = case_file(*map(record, WEIGHTY, drawn), own_kind=own_kind)
    assert {"proposal", "referral", "consultation", "contact"} <= set(file.possible_steps())


def test_only_the_assistance_system_decides():
    assert "decision" in case_file(own_kind="assistance_system").possible_steps()
    assert "decision" not in case_file().possible_steps()
    assert "decision" not in case_file(own_kind=OrgKind.PROVIDER).possible_steps()


@given(
    st.sampled_from(["admitted", "not_admitted", "lapsed"]),
    st.sampled_from(["victim_35_1", "assisting_35_2", "child_35_3", None]),
)
def test_identified_is_admitted_on_ground_35_1_and_nothing_else(outcome, ground):
    file = case_file(record("decision", {"outcome": outcome, "ground": ground, "decided_on": "2025-03-13"}))
    assert file.identified() == (outcome == "admitted" and ground == "victim_35_1")


@settings(max_examples=50)
@given(RECORDS.map(lambda drawn: [each for each in drawn if each[0] != "decision"]))
def test_no_other_record_makes_anybody_identified(drawn):
    assert not case_file(*(record(kind, values, name=str(n)) for n, (kind, values) in enumerate(drawn))).identified()


def test_the_proposer_who_is_told_the_outcome_does_not_learn_the_ground():
    told = record(
        "decision", {"outcome": "admitted", "decided_on": "2025-03-13"}, org=SYSTEM, stream=b"a-reply-streamxx"
    )
    assert not case_file(told).identified()


def test_a_ground_of_which_two_versions_stand_identifies_nobody():
    values = {"outcome": "admitted", "ground": "victim_35_1", "decided_on": "2025-03-13"}
    unclear = record("decision", values, conflicts={"ground": ("victim_35_1", "child_35_3")})
    assert not case_file(unclear).identified()


def test_a_sister_who_was_admitted_as_a_child_is_not_identified():
    elias = {"outcome": "admitted", "ground": "victim_35_1", "decided_on": "2025-11-28"}
    assert case_file(record("decision", elias)).identified()
    assert not case_file(record("decision", elias | {"ground": "child_35_3"})).identified()


class TestTheChildsPath:
    def is_child(self, conflicts=None, **values):
        return case_file(record("person", values, conflicts=conflicts)).is_child()

    @pytest.mark.parametrize("born", ["2007-03-07", "2007-03", "2007", "2009-01-01"])
    def test_whoever_may_be_under_18_is_treated_as_a_child(self, born):
        assert self.is_child(date_of_birth=born)

    @pytest.mark.parametrize("born", ["2007-03-06", "2007-02", "2006", "1990"])
    def test_of_age_on_the_birthday(self, born):
        assert not self.is_child(date_of_birth=born)

    def test_an_unclear_age_is_a_childs(self):
        assert self.is_child(age_basis="unclear_treat_as_child", age_band="18_29", date_of_birth="1990")

    def test_an_age_group_serves_without_a_date(self):
        assert self.is_child(age_band="15_17")
        assert not self.is_child(age_band="18_29")
        assert not self.is_child()

    def test_while_versions_differ_the_child_comes_first(self):
        assert self.is_child({"date_of_birth": ("1990", "2010")}, date_of_birth="1990")

    @given(st.dates(date(1900, 1, 1), date(2200, 12, 31)), st.dates(date(1900, 1, 1), date(2200, 12, 31)))
    def test_age_grows_by_one_a_year(self, born, day):
        if (day.month, day.day) != (2, 29):
            assert age_on(day.replace(year=day.year + 1), born) == age_on(day, born) + 1

    def test_a_month_ends_on_its_last_day(self):
        assert last_day_of("2024-02") == date(2024, 2, 29)
        assert last_day_of("2025-02") == date(2025, 2, 28)
        assert last_day_of("2025-04") == date(2025, 4, 30)
        assert last_day_of("soon") is None
        assert last_day_of(None) is None


class TestWhoMayOpen:
    def test_the_team_and_nobody_whom_the_person_fears(self):
        me, colleague = b64(WORKER), b64(COLLEAGUE)
        file = case_file(cover_record(case_team=[me, colleague], blocked_users=[colleague]))
        assert file.may_open(WORKER)
        assert not file.may_open(COLLEAGUE)
        assert not file.may_open(UserId(b"worker-someone-x"))

    def test_without_a_team_everybody_but_the_blocked(self):
        file = case_file(cover_record(blocked_users=[b64(COLLEAGUE)]))
        assert file.may_open(WORKER)
        assert not file.may_open(COLLEAGUE)

    def test_a_block_counts_while_it_is_one_of_two_versions(self):
        blocked = record("case", {"reference": "Koivu 3"}, conflicts={"blocked_users": ([b64(COLLEAGUE)], [])})
        assert not case_file(blocked).may_open(COLLEAGUE)

    def test_what_is_no_user_blocks_nobody(self):
        assert case_file(cover_record(blocked_users=["not a user", 3])).may_open(WORKER)


class TestSummary:
    def test_a_case_shows_reference_and_neutral_codes_only(self):
        person = record("person", {"called": "Arun", "given_names": "Arun Testinen"})
        contact = record(
            "contact", {"occurred_at": "2025-03-05T10:00+02:00", "next_step": "tavataan 12.3. kirjastossa"}
        )
        summary = case_file(cover_record(responsible_worker=b64(WORKER)), person, contact).summary()
        assert summary.reference == "Koivu 3"
        assert summary.responsible == WORKER
        assert (summary.next_step, summary.next_at) == ("agreed_step", "2025-03-12")
        assert summary.names == ("Arun", "Arun Testinen")
        assert summary.proposal_state is None
        assert not summary.waiting_for_answer

    def test_secret_and_safety_days_are_in_no_list(self):
        safety = record("safety_assessment", {"travel_on": "2025-06-20", "safe_until": "2025-03-07T10:00+02:00"})
        person = record("person", {"residence_until": "2025-09-30", "removal_on": "2025-03-08"})
        file = case_file(cover_record(), safety, person)
        assert file.summary().next_step is None
        assert [each.code for each in file.due()] == ["safe_until", "removal", "journey", "residence_ends"]

    def test_a_case_that_was_received_has_a_reference_from_its_id(self):
        proposal = record("proposal", {"sent_at": "2025-03-05T18:00+02:00"}, org=OTHER, stream=b"a-proposal-strea")
        file = case_file(proposal)
        summary = file.summary()
        assert summary.reference == reference_of(file.case)
        assert summary.proposal_state == "sent"
        assert summary.proposal_order > 0


class TestLookingUp:
    mine = record("person", {"called": "Arun"}, at="2025-03-05T08:00:00.000Z")
    newer = record("person", {"called": "Arun T."}, at="2025-03-06T08:00:00.000Z")
    copy = record("person", {"called": "copied"}, stream=b"a-proposal-strea", at="2025-03-06T09:00:00.000Z")
    theirs = record(
        "person", {"called": "theirs"}, org=OTHER, stream=b"another-streamxx", at="2025-03-06T09:00:00.000Z"
    )

    def test_the_newest_own_record_comes_before_what_others_sent_and_copies_are_passed_over(self):
        file = case_file(self.theirs, self.newer, self.copy, self.mine)
        assert file.newest("person") == self.newer
        assert file.of_kind("person") == (self.mine, self.newer, self.theirs)
        assert case_file(self.theirs, self.copy).newest("person") == self.theirs
        assert case_file(self.copy).newest("person") is None

    def test_a_record_is_found_by_its_id(self):
        file = case_file(self.mine, self.theirs)
        assert file.record(self.mine.record) == self.mine
        with pytest.raises(KeyError):
            file.record(RecordId(b"nobody-has-this-"))

    def test_deleted_records_are_not_held(self):
        gone = record("person", {"called": "Arun", "_deleted": True})
        assert case_file(gone).records == ()

    def test_an_empty_case_answers_too(self):
        file = case_file()
        assert file.summary().reference == ""
        assert file.due() == ()
        assert file.proposal_state() == "draft"
        assert not file.is_child()


@settings(max_examples=50)
@given(RECORDS)
def test_any_well_formed_records_can_be_summed_up(drawn):
    file = case_file(*(record(kind, values, name=str(n)) for n, (kind, values) in enumerate(drawn)))
    summary = file.summary()
    assert summary.case == file.case
    assert summary.next_at is None or day_of(summary.next_at) is not None


def test_a_worker_of_the_team_is_known_as_one():
    assert case_file(cover_record(case_team=[b64(WORKER)])).is_team_member(WORKER)
    assert not case_file(cover_record()).is_team_member(WORKER)
    assert not case_file().is_team_member(WORKER)
    assert len(case_file(cover_record()).own) == 1


def test_the_clock_is_given_and_not_read():
    born = record("person", {"date_of_birth": "2007-03-07"})
    assert case_file(born, now=NOW).is_child()
    assert not case_file(born, now=NOW + timedelta(days=1)).is_child()
    assert case_file(born).own_org == OWN
