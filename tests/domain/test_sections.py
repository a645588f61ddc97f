"""Every kind of the catalogue is reached from the case's page by those who write it, whatever the records say."""

from __future__ import annotations

from datetime import date
from itertools import pairwise

import pytest

from desktop_app.domain.kind import OrgKind
from desktop_app.domain.kinds import CATALOGUE, KINDS
from desktop_app.domain.sections import DECISION_ON_PAPER, sections, stays_legally, together
from tests.domain.given import record

#: A consultation belongs to no case, and the cover has its own row below the others.
ELSEWHERE = {"case", "consultation"}

WAYS = [(kind, received) for kind in OrgKind for received in (False, True)]


def test_every_kind_has_a_place():
    reached = {kind for own, received in WAYS for kind in sections(own, received=received)}
    assert (reached | ELSEWHERE) - {DECISION_ON_PAPER} == {kind.name for kind in CATALOGUE}


@pytest.mark.parametrize(("own", "received"), WAYS)
def test_a_section_stands_once_and_only_where_its_kind_is_open(own, received):
    found = sections(own, received=received)
    assert len(found) == len(set(found))
    assert all(own in KINDS[kind].open_to for kind in found if kind != DECISION_ON_PAPER)


def test_the_work_of_helping_comes_first_for_whoever_helps():
    work = ("decision", "reflection_period", "needs_assessment", "assistance_measure", "review", "ending")
    assert sections(OrgKind.ASSISTANCE_SYSTEM, received=True)[:6] == work
    assert sections(OrgKind.ASSISTANCE_SYSTEM, received=False)[:5] == work[1:]
    assert sections(OrgKind.PROVIDER, received=True)[:4] == ("referral_answer", *work[2:5])


def test_an_outreach_organisation_neither_assesses_nor_decides():
    for received in (False, True):
        found = set(sections(OrgKind.OUTREACH, received=received))
        assert not found & {"decision", "reflection_period", "needs_assessment", "review", "ending"}


@pytest.mark.parametrize("own_kind", list(OrgKind))
@pytest.mark.parametrize("received", [True, False])
def test_what_belongs_together_stands_together_once(own_kind, received):
    found = sections(own_kind, received=received)
    starts = [kind for before, kind in pairwise(found) if not together(before, kind)]
    for start in starts:
        others = found[: found.index(start)]
        assert not any(together(start, kind) for kind in others), f"the group of {start} is torn apart"
    assert starts
    assert together("case", "criminal_proceedings"), "what is about the whole case is the last group"


@pytest.mark.parametrize(
    ("values", "legally"),
    [
        ({"residence_basis": "seasonal_work"}, True),
        ({"residence_basis": "seasonal_work", "residence_until": "2026-11-28"}, True),
        ({"residence_basis": "seasonal_work", "residence_until": "2026-11-27"}, False),
        ({"residence_basis": "finnish_citizen"}, True),
        ({"residence_basis": "no_right"}, False),
        ({"residence_basis": "asylum_seeker"}, False),
        ({"residence_basis": "unknown"}, False),
        ({}, False),
    ],
)
def test_only_who_is_known_to_stay_legally_today_is_offered_no_reflection_period(values, legally):
    assert stays_legally(record("person", values), date(2026, 11, 28)) is legally
    assert not stays_legally(None, date(2026, 11, 28))
