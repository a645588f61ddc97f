"""Help depends on no stage, start or outcome of criminal proceedings: whatever is recorded of them changes nothing."""

from hypothesis import given
from hypothesis import strategies as st

from desktop_app.domain import kinds
from desktop_app.domain.completeness import advice, referral_advice
from desktop_app.domain.consent import cover
from desktop_app.domain.kinds import CATALOGUE, KINDS
from desktop_app.domain.proceedings import PROCEEDINGS
from desktop_app.domain.proposal import frozen_version
from desktop_app.domain.providers import Situation, proposed
from tests.domain.given import NOW, OTHER, SYSTEM, case_file, consent, cover_record, record
from tests.domain.values import values_of

CASE_RECORDS = st.lists(
    st.sampled_from(CATALOGUE).flatmap(lambda kind: st.tuples(st.just(kind.name), values_of(kind))), max_size=5
)
PROCEEDINGS_RECORDS = st.lists(values_of(PROCEEDINGS), min_size=1, max_size=3)


def everything(records):
    """All that the domain answers about a case."""
    file = case_file(*records)
    covers = [cover(file.own, SYSTEM, "send_proposal", NOW), cover(file.own, OTHER, "social_services", NOW)]
    return (
        file.summary(),
        file.due(),
        file.possible_steps(),
        file.proposal_state(),
        file.identified(),
        file.is_child(),
        covers,
        advice(file, ""),
        referral_advice(file, file.newest("referral")),
        [frozen_version(file, each) for each in covers if each],
        proposed(Situation(file.newest("person"), file.newest("safety_assessment")), {}),
        file.records,
    )


@given(CASE_RECORDS, PROCEEDINGS_RECORDS)
def test_no_answer_changes_whatever_is_recorded_of_criminal_proceedings(drawn, proceedings):
    base = [
        cover_record(),
        consent("send_proposal", "given", "identity", "account", "safety", name="to the System"),
        consent("social_services", "given", "identity", "needs", recipient=OTHER, name="to the county"),
        *(record(kind, values, name=str(n)) for n, (kind, values) in enumerate(drawn)),
    ]
    apart = [
        record(PROCEEDINGS.name, values, name=f"apart {n}", at=f"20{60 + n}-01-01T00:00:00.000Z")
        for n, values in enumerate(proceedings)
    ]
    assert everything([*base, *apart]) == everything(base)


def test_a_case_file_does_not_hold_them_even_when_forms_may_write_them():
    kinds.register_apart(PROCEEDINGS)
    assert kinds.kind_named(PROCEEDINGS.name) is PROCEEDINGS
    assert PROCEEDINGS.name not in KINDS
    assert case_file(record(PROCEEDINGS.name, {"stage": "investigation"})).records == ()


def test_no_field_of_them_may_leave():
    assert all(field.stream == "own" and field.group is None for field in PROCEEDINGS.fields)
