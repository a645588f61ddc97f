"""The invented stories of the field catalogue, as far as the domain alone can tell them."""

from datetime import date, datetime

from desktop_app.domain.check import check
from desktop_app.domain.completeness import advice, referral_advice
from desktop_app.domain.consent import cover, in_force
from desktop_app.domain.kinds import KINDS
from desktop_app.domain.law import rules
from desktop_app.domain.proposal import frozen_version
from desktop_app.domain.providers import Situation, ask_before_contact, proposed
from desktop_app.domain.telling import sentences_to_look_at, stems_of
from desktop_app.domain.timeline import appeal_by, period_limit
from desktop_app.domain.working_days import working_days
from desktop_app.ledger.canonical import Json, b64
from desktop_app.ledger.ids import OrgId, UserId
from tests.domain.data import data, municipalities
from tests.domain.given import SYSTEM, case_file, consent, record

COUNTY_OF = {row["code"]: row["county_code"] for row in municipalities()}
COUNTY = OrgId(b"wellbeing-county")
HUS = OrgId(b"hus-hospital-grp")
RULES = rules(data("law/rules.json"))
DAYS = working_days(data("law/calendar.json"))


def moment(text):
    return datetime.fromisoformat(text)


def to_the_system(file, ticked=None):
    """The version of the proposal that would leave now."""
    found = cover(file.own, SYSTEM, "send_proposal", file.now)
    assert found is not None
    return frozen_version(file, found, ticked)


class TestArunInTheLodging:
    """Koivu 3: labour exploitation, no network."""

    now = moment("2025-03-05T18:00+02:00")
    contact = record(
        "contact",
        {
            "occurred_at": "2025-03-03T19:40+02:00",
            "place_type": "work_accommodation",
            "alone": "part",
            "danger": "threatened",
            "immediate_needs": ["rest", "money", "legal_advice"],
            "person_wishes": "Haluan passini ja palkkani, en harmia muille.",
        },
        at="2025-03-03T18:30:00.000Z",
    )
    signs = tuple(
        record("indicator_observation", {"indicator": code, "answer": "yes", "basis": [basis], "share": True})
        for code, basis in (("E1", "told"), ("E2", "told"), ("K1", "told"), ("K6", "told"), ("E3", "observed"))
    )
    said_yes = (
        consent("send_proposal", "given", "contact_way", "observations", "needs", "residence"),
        consent("receive_outcome", recipient=None),
    )
    said_no = (
        consent("police", "refused", recipient=None),
        consent("send_location", "refused", at="2025-03-05T10:01+02:00"),
    )
    safety = record(
        "safety_assessment",
        {
            "contact_way": "call",
            "contact_times": "sunnuntaisin",
            "whereabouts": "Pielavesi",
            "contact_words": "pyöräliike",
        },
    )

    def file(self, *more):
        return case_file(self.contact, *self.signs, *self.said_yes, *self.said_no, self.safety, *more, now=self.now)

    def test_the_first_page_is_complete_as_it_is(self):
        assert check(KINDS["contact"], self.contact.values) == ()

    def test_the_safe_contact_and_the_signs_leave_and_the_place_does_not(self):
        file = self.file()
        frozen = to_the_system(file)
        left = {(copy.kind, name) for copy in frozen.leaves for name in copy.fields}
        assert ("safety_assessment", "contact_words") in left
        assert ("safety_assessment", "whereabouts") not in left
        assert ("contact", "immediate_needs") in left
        assert ("contact", "place_type") not in left
        assert sum(copy.kind == "indicator_observation" for copy in frozen.leaves) == 5
        assert not in_force(file.own, "police", b64(SYSTEM), self.now)

    def test_the_officer_will_ask_how_long_the_permit_is_valid(self):
        person = record("person", {"residence_basis": "seasonal_work"})
        assert "how_long_the_permit_is_valid" in {each.code for each in advice(self.file(person), "")}

    def test_the_system_itself_provides_and_no_county_is_proposed(self):
        person = record("person", {"residence_basis": "seasonal_work", "has_municipality": "no"})
        assert proposed(Situation(person, is_client=True), COUNTY_OF) == ()


class TestMiraOnTheStreet:
    """Lokki 8: nothing is owed before trust, and a no later is a no at once."""

    def test_a_postponed_answer_lets_nothing_go_until_a_later_yes(self):
        later = consent("send_proposal", "postponed", at="2025-02-03T15:00+02:00")
        yes = consent("send_proposal", "given", "account", at="2025-02-05T12:00+02:00")
        now = moment("2025-02-05T13:00+02:00")
        assert not in_force([later], "send_proposal", b64(SYSTEM), now)
        assert in_force([later, yes], "send_proposal", b64(SYSTEM), now) == (yes,)

    def test_what_others_do_may_be_said_and_what_she_did_is_pointed_at(self):
        stems = stems_of(data("interview/blame_hints.json"))
        said = "Muut päättävät ja pitävät rahat, ja hän pelkää heitä."
        assert sentences_to_look_at(said, stems) == ()
        sentence = "Hän myi seksiä."
        start = len(said) + 1
        assert sentences_to_look_at(f"{said} {sentence}", stems) == ((start, start + len(sentence)),)

    def test_the_reflection_period_has_one_outer_limit(self):
        given = record("reflection_period", {"event": "given", "starts_on": "2025-02-14", "ends_on": "2025-03-16"})
        longer = record("reflection_period", {"event": "extended", "ends_on": "2025-05-15"})
        limit = period_limit([given, longer], RULES, DAYS)
        assert limit is not None
        assert limit.on == date(2025, 8, 14)
        assert not limit.rule.confirmed


class TestLeilaBeforeTheJourney:
    """Pihlaja 2: a county without a proposal."""

    person = record(
        "person",
        {"residence_basis": "permanent_permit", "municipality_of_residence": "853", "non_disclosure": "yes"},
    )
    safety = record(
        "safety_assessment",
        {"safety_now": "not_safe", "travel_on": "2025-06-20", "bank_codes_elsewhere": "yes", "post_safe": "no"},
    )
    now = moment("2025-05-21T14:00+03:00")

    def test_tonight_comes_first_and_then_the_county(self):
        found = proposed(Situation(self.person, self.safety), COUNTY_OF)
        assert [each.recipient_kind for each in found] == [
            "social_emergency",
            "shelter",
            "county_social",
            "county_health",
        ]
        assert ask_before_contact(self.person)

    def test_no_proposal_is_required_or_suggested_as_missing(self):
        referral: dict[str, Json] = {
            "recipient_kind": "county_social",
            "recipient": b64(COUNTY),
            "basis": "consent",
            "consent": "an-id",
            "grounds": ["swa_11_5"],
            "urgency": "now",
            "language": "fi",
        }
        assert check(KINDS["referral"], referral) == ()
        file = case_file(self.person, self.safety, now=self.now)
        assert not [each for each in referral_advice(file, None) if "proposal" in each.code]

    def test_the_journey_stands_in_the_case_and_in_no_list(self):
        file = case_file(self.person, self.safety, now=self.now)
        assert [(each.code, each.on) for each in file.due()] == [("journey", date(2025, 6, 20))]
        assert file.summary().next_at is None

    def test_for_a_colleague_whom_she_is_related_to_the_case_does_not_exist(self):
        relative = UserId(b"worker-relative-")
        cover_page = record("case", {"reference": "Pihlaja 2", "blocked_users": [b64(relative)]})
        assert not case_file(cover_page, self.person).may_open(relative)

    def test_after_a_withdrawal_nothing_more_goes_to_that_recipient(self):
        yes = consent("health_care", "given", "identity", recipient=COUNTY, at="2025-09-01T10:00+03:00")
        no = consent("health_care", "withdrawn", recipient=COUNTY, at="2025-09-02T10:00+03:00")
        now = moment("2025-09-03T10:00+03:00")
        assert cover([yes], COUNTY, "health_care", now) is not None
        assert cover([yes, no], COUNTY, "health_care", now) is None


class TestEliasWhoCarriesParcels:
    """Tuuli 5: a minor."""

    def test_the_childs_path_and_whom_not_to_contact_first(self):
        now = moment("2025-11-12T16:00+02:00")
        elias = record("person", {"date_of_birth": "2009-05"})
        father = record("representative", {"relation": "custodian", "may_be_contacted": "never_danger"})
        mother = record("representative", {"relation": "custodian", "may_be_contacted": "not_yet"})
        both = consent("send_proposal", "given", "identity", "family", at="2025-11-12T15:00+02:00")
        file = case_file(elias, mother, father, both, now=now)
        assert file.is_child()
        frozen = to_the_system(file)
        assert [copy.kind for copy in frozen.leaves[:2]] == ["representative", "representative"]
        assert all("may_be_contacted" in copy.fields for copy in frozen.leaves[:2])

    def test_the_calls_that_the_law_asks_for_are_in_nothing_that_is_shared(self):
        now = moment("2025-11-12T16:00+02:00")
        call = record("statutory_notification", {"kind": "child_welfare", "what_was_told": "Mustelmia käsivarressa."})
        everything = consent("send_proposal", "given", *data_groups(), at="2025-11-12T15:00+02:00")
        file = case_file(call, everything, now=now)
        frozen = to_the_system(file, ticked=[call.record])
        assert {copy.kind for copy in frozen.leaves} == {"consent"}
        assert frozen.never == ("statutory_notification",)


class TestTheCookAtTheBackDoor:
    """Sammal 1: anonymous consultation."""

    def test_the_page_has_no_field_that_could_say_who_it_was(self):
        names = {field.name for field in KINDS["consultation"].fields}
        assert not names & {"called", "family_name", "municipality", "citizenships", "workplace", "spoken_language"}
        assert all(field.stream == "own" and field.group is None for field in KINDS["consultation"].fields)

    def test_it_is_never_copied_whatever_is_agreed(self):
        now = moment("2025-04-22T12:00+03:00")
        asked = record("consultation", {"question": "Voiko esittää ilman varmuutta?"})
        yes = consent("send_proposal", "given", *data_groups())
        file = case_file(asked, yes, now=now)
        frozen = to_the_system(file, ticked=[asked.record])
        assert {copy.kind for copy in frozen.leaves} == {"consent"}


class TestAnaInRaseborg:
    """Saari 4: a municipality of residence, a bilingual county, until the ending."""

    now = moment("2025-04-08T12:00+03:00")
    ana = record(
        "person",
        {
            "family_name": "Testberg",
            "personal_identity_code": "010594Y9021",
            "municipality_of_residence": "710",
            "service_language": "sv",
            "support_needs": ["breaks"],
        },
        org=SYSTEM,
    )
    told = record("account_and_observations", {"account": "Hon fick ingen lön."}, org=SYSTEM)
    consents = (
        consent("social_services", "given", "identity", "identity_code", "contact_way", "family", "needs",
                recipient=COUNTY, at="2025-04-08T10:00+03:00", org=SYSTEM),
        consent("health_care", "given", "identity", "identity_code", "contact_way", "health",
                recipient=HUS, at="2025-04-08T10:00+03:00", org=SYSTEM),
    )  # fmt: skip

    def leaving(self, reader, purpose):
        file = case_file(self.ana, self.told, *self.consents, own=SYSTEM, own_kind="assistance_system", now=self.now)
        found = cover(file.own, reader, purpose, self.now)
        assert found is not None
        return {(copy.kind, name) for copy in frozen_version(file, found).leaves for name in copy.fields}

    def test_each_recipient_gets_its_own_part_and_the_account_goes_to_neither(self):
        county, hospital = self.leaving(COUNTY, "social_services"), self.leaving(HUS, "health_care")
        assert ("person", "personal_identity_code") in county & hospital
        assert ("person", "support_needs") in hospital - county
        assert not [kind for kind, _ in county | hospital if kind == "account_and_observations"]

    def test_no_recipient_has_the_others_permission(self):
        assert cover(self.consents, HUS, "social_services", self.now) is None
        assert cover(self.consents, COUNTY, "health_care", self.now) is None

    def test_raseborg_belongs_to_a_county_that_may_be_written_to_in_swedish(self):
        counties = {row["code"]: row for row in data("codes/counties.json")}
        assert "sv" in counties[COUNTY_OF["710"]]["languages"]

    def test_no_need_any_more_must_cite_the_assessment_and_the_appeal_time_follows_from_service(self):
        values = {"ground": "no_need_38f_1", "decided_on": "2026-02-04", "served_on": "2026-02-04"}
        assert [each.field for each in check(KINDS["ending"], values)] == ["overall_assessment"]
        assert check(KINDS["ending"], values | {"overall_assessment": "an-id"}) == ()
        limit = appeal_by(record("ending", values), RULES, DAYS)
        assert limit is not None
        assert limit.on == date(2026, 3, 6)

    def test_a_review_that_passed_unnoticed_is_said_quietly_and_nothing_lapses(self):
        review = record("review", {"reviewed_on": "2025-10-08", "next_on": "2025-12-22"}, org=SYSTEM)
        decided = record(
            "decision", {"outcome": "admitted", "ground": "victim_35_1", "decided_on": "2025-03-13"}, org=SYSTEM
        )
        file = case_file(review, decided, own=SYSTEM, now=moment("2026-01-07T09:00+02:00"))
        assert file.summary().next_step == "review"
        assert file.identified()


def data_groups():
    return [row["code"] for row in data("codes/lists.json")["data_group"]["codes"]]
