import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop_app.domain.check import check
from desktop_app.domain.kind import Need
from desktop_app.domain.kinds import KINDS
from desktop_app.domain.proceedings import PROCEEDINGS
from desktop_app.ledger.canonical import Json
from tests.domain.data import code_lists
from tests.domain.values import values_of

FREE = [kind for kind in KINDS.values() if all(f.need not in (Need.REQUIRED, Need.CASE) for f in kind.fields)]


def codes(kind, values, **kwargs):
    return {(problem.field, problem.code) for problem in check(KINDS[kind], values, **kwargs)}


@pytest.mark.parametrize("kind", [each.name for each in FREE])
def test_an_empty_record_is_a_complete_record_where_nothing_is_required(kind):
    assert check(KINDS[kind], {}) == ()


def test_the_first_contact_and_the_proposal_require_nothing():
    assert {"contact", "person", "safety_assessment", "proposal", "account_and_observations"} <= {k.name for k in FREE}


@given(st.sampled_from([*KINDS.values(), PROCEEDINGS]).flatmap(lambda k: st.tuples(st.just(k), values_of(k))))
def test_well_formed_values_are_never_faulted_for_their_type(drawn):
    kind, values = drawn
    found = check(kind, values, known=code_lists())
    assert all(problem.stops_record for problem in found)


@given(st.sampled_from([*KINDS.values()]), st.data())
def test_any_json_gets_codes_and_no_failure(kind, data):
    odd = st.one_of(
        st.none(), st.booleans(), st.integers(), st.text(max_size=5), st.just([1]), st.just([{}]), st.just({})
    )
    values = {field.name: data.draw(odd) for field in kind.fields}
    assert all(problem.code for problem in check(kind, values, known=code_lists()))


@pytest.mark.parametrize(
    ("kind", "field", "value", "code"),
    [
        ("person", "date_of_birth", "2007-02-30", "no_such_day"),
        ("person", "date_of_birth", "2007-13", "no_such_day"),
        ("person", "date_of_birth", "0000", "no_such_day"),
        ("person", "residence_until", "2025", "no_such_day"),
        ("person", "residence_until", "2025-09-30T10:00+03:00", "no_such_day"),
        ("person", "personal_identity_code", "010594Y9033", "identity_code_check"),
        ("person", "stateless", "perhaps", "not_yes_no_unknown"),
        ("person", "citizenships", "NP", "not_a_list"),
        ("person", "other_languages", ["ne"], "not_languages"),
        ("contact", "occurred_at", "2025-03-03T19:40", "no_such_moment"),
        ("contact", "occurred_at", "0001-01-01T00:00+02:00", "no_such_moment"),
        ("contact", "occurred_at", "2025-03-03 at night", "no_such_moment"),
        ("contact", "written_afterwards", "yes", "not_yes_or_no"),
        ("contact", "danger", "purple", "unknown_code"),
        ("contact", "immediate_needs", ["rest", "purple"], "unknown_code"),
        ("person", "other_languages", [{"lang": "ne", "level": "fluently"}], "unknown_code"),
        ("account_and_observations", "interview_answers", [{"question": "Q01", "state": "no"}], "unknown_code"),
        ("account_and_observations", "interview_answers", ["Q01"], "not_rows"),
        ("proposal", "version", True, "not_a_number"),
    ],
)
def test_what_cannot_be_is_said_of_its_own_field_and_stops_nothing_else(kind, field, value, code):
    found = check(KINDS[kind], {field: value}, known=code_lists())
    assert [(problem.field, problem.code) for problem in found] == [(field, code)]
    assert not found[0].stops_record


def test_a_row_may_leave_columns_empty_and_a_faulty_column_is_said():
    kind = KINDS["needs_assessment"]
    row: Json = {"area": "housing", "urgent": True}
    assert check(kind, {"areas": [row, {}]}, known=code_lists()) == ()
    assert [each.code for each in check(kind, {"areas": [row, {"urgent": "soon"}]})] == ["not_yes_or_no"]


def test_half_a_date_of_birth_is_enough():
    for value in ("1990", "1990-05", "1990-05-01"):
        assert check(KINDS["person"], {"date_of_birth": value}) == ()


def test_a_consent_names_whom_only_where_something_is_sent_and_given():
    given = {"answer": "given"}
    assert codes("consent", given | {"purpose": "send_proposal"}) == {("recipient", "required_here")}
    assert codes("consent", given | {"purpose": "keep_notes"}) == set()
    assert codes("consent", given | {"purpose": "receive_outcome"}) == set()
    assert codes("consent", {"answer": "refused", "purpose": "police"}) == set()


def test_an_admission_needs_its_ground_but_not_in_what_the_proposer_is_told():
    admitted = {"outcome": "admitted", "decided_on": "2025-03-13"}
    assert codes("decision", admitted) == {("ground", "required_here")}
    assert codes("decision", admitted, told_back=True) == set()
    assert codes("decision", admitted | {"outcome": "not_admitted"}) == set()
    assert codes("decision", {}) == {("outcome", "required"), ("decided_on", "required")}


def test_no_need_any_more_cites_an_overall_assessment_and_a_wish_to_leave_does_not():
    ending = {"decided_on": "2026-02-04"}
    assert codes("ending", ending | {"ground": "no_need_38f_1"}) == {("overall_assessment", "required_here")}
    assert codes("ending", ending | {"ground": "wishes_38f_3"}) == set()


def test_a_referral_says_on_what_it_rests():
    to = {"recipient_kind": "county_social", "recipient": "list:county_05"}
    assert codes("referral", to | {"basis": "consent"}) == {("consent", "required_here")}
    assert codes("referral", to | {"basis": "statutory_right"}) == {("basis_section", "required_here")}


def test_spaces_are_not_a_text():
    assert codes("note", {"text": "  "}) == {("text", "required")}
