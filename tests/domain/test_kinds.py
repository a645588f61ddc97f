import pytest

from desktop_app.domain.consent import covered_fields
from desktop_app.domain.kind import Kind, Sensitivity, declare
from desktop_app.domain.kinds import KINDS, kind_named, register_apart
from desktop_app.errors import LuotsiError
from desktop_app.ledger import stream_rules
from tests.domain.data import code_lists


def test_an_unknown_kind_is_said_to_be_unknown():
    with pytest.raises(LuotsiError, match="unknown_kind"):
        kind_named("horoscope")


def test_nobody_takes_the_name_of_a_kind():
    with pytest.raises(ValueError, match="contact"):
        register_apart(Kind("contact", ()))


def test_a_sign_that_the_catalogue_does_not_have_is_refused():
    with pytest.raises(ValueError, match="poem"):
        declare("name", "poem", "o", "W", "own", 1)


@pytest.mark.parametrize("kind", KINDS.values(), ids=lambda kind: kind.name)
def test_sections_hold_every_field_once_and_every_field_is_found_by_name(kind):
    names = [field.name for _, fields in kind.sections for field in fields]
    assert sorted(names) == sorted(kind.by_name)
    assert len(kind.by_name) == len(kind.fields)


@pytest.mark.parametrize("kind", KINDS.values(), ids=lambda kind: kind.name)
def test_safety_is_level_4_and_all_of_the_safety_assessment(kind):
    for field in kind.fields:
        expected = field.sens == Sensitivity.SAFETY or kind.name == "safety_assessment"
        assert field.safety == expected


def test_a_field_that_may_leave_has_a_group_and_one_that_may_not_has_none():
    for kind in KINDS.values():
        for field in kind.fields:
            leaves = field.into_proposal or field.into_referral or field.told_back or field.stays
            assert leaves == (field.group is not None), (kind.name, field.name)


def test_what_may_be_copied_is_what_the_ledger_lets_into_a_stream():
    groups = code_lists()["data_group"]
    proposal = set(covered_fields("proposal", groups)) - {"proposal"}
    referral = set(covered_fields("referral", groups)) - {"referral"}
    assert proposal == set(stream_rules.PROPOSAL_COPIES)
    assert referral == set(stream_rules.REFERRAL_COPIES)


def test_what_is_written_for_the_proposal_goes_with_it_and_what_is_derived_does_not():
    proposal = KINDS["proposal"].by_name
    assert proposal["why_needs_help"].sent_with_proposal
    assert proposal["phoned_result"].sent_with_proposal
    assert not any(proposal[name].sent_with_proposal for name in ("state", "delivered_at", "opened_at", "included"))
    assert KINDS["referral"].by_name["reason"].sent_with_referral
    assert not KINDS["person"].by_name["family_name"].sent_with_proposal
