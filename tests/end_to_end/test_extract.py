"""The boy's story: the father's lawyer asks for everything, and gets nothing; the boy himself gets what is his."""

from __future__ import annotations

import pytest

from desktop_app.domain.extract import CHOICES
from desktop_app.errors import LuotsiError
from desktop_app.ledger.directory import OrgKind
from desktop_app.use_cases import cases, extract, extract_letter, records
from desktop_app.use_cases.extract import Demand
from tests.end_to_end.people import found, join, new_laptop


@pytest.fixture
def laptops(central, tmp_path):
    teija, mikko = (new_laptop(tmp_path / name, name, central) for name in ("Teija P.", "Mikko K."))
    found(teija, OrgKind.OUTREACH, "Esimerkkiseurakunta", type_="parish")
    join(mikko, teija)
    return teija, mikko


def write(laptop, of_kind, case, **values):
    form = records.new_form(laptop.session, of_kind, case)
    records.keep_draft(laptop.session, form, values)
    assert not records.save(laptop.session, form.record).problems
    return form.record


@pytest.fixture
def elias(laptops):
    """A boy of 16, his mother who may be contacted, his father who must never be, and a little sister."""
    teija, _ = laptops
    case, _ = cases.open_new(teija.session)
    write(teija, "person", case, called="Elias", age_band="15_17")
    write(teija, "contact", case, person_wishes="Ei kouluun")
    mother = {"relation": "custodian", "name": "Äiti", "conflict_of_interest": "no", "may_be_contacted": "yes"}
    father = {"relation": "custodian", "name": "Isä", "conflict_of_interest": "yes", "may_be_contacted": "never_danger"}
    parents = [write(teija, "representative", case, **each) for each in (mother, father)]
    write(teija, "child_in_finland", case, child_name="Pikkusisko", needs_help="yes")
    return case, parents


def test_the_father_s_lawyer_gets_nothing_and_neither_does_a_parent(laptops, elias):
    teija, _ = laptops
    case, (mother, father) = elias
    lawyer = Demand("somebody_else", "no", "yes", agrees="yes")
    assert extract.refusal(teija.session, case, lawyer) == "somebody_else"
    for parent in (mother, father):
        demand = Demand("representative", "no", "yes", parent, "yes")
        assert extract.refusal(teija.session, case, demand) == "representative_conflict"
        with pytest.raises(LuotsiError, match="extract_refused"):
            extract.compose(teija.session, case, demand, CHOICES)


def test_the_boy_himself_gets_what_is_his_and_nothing_of_his_sister_or_parents(laptops, elias):
    teija, _ = laptops
    case, _ = elias
    made = extract.compose(teija.session, case, Demand("person", "no", "yes"), CHOICES)
    for said in (str(extract_letter.letter(teija.session, made, CHOICES, "sv")), str(made)):
        assert "Elias" in said
        assert "Ei kouluun" in said
        for other in ("Pikkusisko", "Äiti", "Isä"):
            assert other not in said


def test_for_a_colleague_outside_the_team_there_is_no_case_to_make_an_extract_of(laptops, elias):
    teija, mikko = laptops
    case, _ = elias
    for laptop in (teija, mikko):
        laptop.sync()
    with pytest.raises(LuotsiError, match="no_such_case"):
        extract.compose(mikko.session, case, Demand("person", "no", "yes"))
