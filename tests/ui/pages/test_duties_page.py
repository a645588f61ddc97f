"""Duties to notify: by kind of organisation, set by an administrator, told beside a child; nothing is shared."""

from __future__ import annotations

import pytest

from desktop_app.domain.kinds import KINDS
from desktop_app.errors import LuotsiError
from desktop_app.ledger.directory import OrgKind
from desktop_app.ui.pages.duties_page import DutiesPage
from desktop_app.ui.pages.record_page import RecordPage
from desktop_app.ui.view_models.duties import DutiesViewModel
from desktop_app.ui.view_models.record import RecordViewModel
from desktop_app.use_cases import cases, consent, duties, proposal, records
from tests.end_to_end.people import found, join, new_laptop
from tests.end_to_end.test_story import first_contact, give, officer, write
from tests.ui.pages.fit import clipped_in_any_language, nameless
from tests.ui.pages.test_decision_page import around_of

__all__ = ["officer"]


@pytest.fixture
def parish(tmp_path, central):
    laptop = new_laptop(tmp_path / "outi", "Outi K.", central)
    found(laptop, OrgKind.OUTREACH, "Keksityn seurakunta", type_="parish")
    return laptop


@pytest.fixture
def near(look, parish):
    around = around_of(parish)
    yield around
    around.background.close()


@pytest.mark.parametrize(("type_", "duty"), [("parish", "duty"), ("shelter", "duty"), ("union", "unclear")])
def test_the_kind_of_organisation_decides_until_an_administrator_has(tmp_path, central, type_, duty):
    laptop = new_laptop(tmp_path / type_, "Outi K.", central)
    found(laptop, OrgKind.OUTREACH, "Keksitty", type_=type_)
    stands = duties.read(laptop.session)
    assert stands.by_kind["child_welfare"] == duty
    assert stands.by_kind["serious_offence"] == "duty", "it binds everybody"
    assert stands.by_kind["emergency_call"] == "right", "nobody asks first"
    assert not stands.confirmed
    duties.choose(laptop.session, "child_welfare", "right")
    assert duties.read(laptop.session).by_kind["child_welfare"] == "right"
    assert duties.read(laptop.session).chosen == {"child_welfare"}


def test_a_colleague_sees_what_the_administrator_set_and_sets_nothing(tmp_path, central, parish):
    mikael = new_laptop(tmp_path / "mikael", "Mikael S.", central)
    join(mikael, parish)
    duties.choose(parish.session, "child_welfare", "right")
    parish.sync(), mikael.sync()
    assert duties.read(mikael.session).by_kind["child_welfare"] == "right"
    assert not duties.read(mikael.session).may_choose
    with pytest.raises(LuotsiError, match="not_an_administrator"):
        duties.choose(mikael.session, "child_welfare", "duty")


def test_a_new_notification_says_so_and_the_worker_may_say_otherwise(parish, near, shown, qtbot):
    case, _ = cases.open_new(parish.session)
    model = RecordViewModel(near, "statutory_notification", case)
    page = shown(RecordPage(model, near.labels))
    qtbot.waitUntil(lambda: model.form.is_open and bool(model._duties))
    model.form.set_value("kind", "child_welfare")
    assert model.form.value("duty") == "duty"
    assert page.cards.form.blocks["duty"].editor.value() == "duty"
    model.form.set_value("kind", "threat_to_life")
    assert model.form.value("duty") == "unclear"
    model.form.set_value("duty", "right")
    model.form.set_value("kind", "child_welfare")
    assert model.form.value("duty") == "right", "what the worker has said stays"
    model.form.finish_now()


def test_beside_a_child_the_worker_is_reminded_with_the_organisations_own_word(parish, near, shown, qtbot):
    case, _ = cases.open_new(parish.session)
    write(parish, "person", case, {"age_band": "15_17"})
    model = RecordViewModel(near, "person", case)
    page = shown(RecordPage(model, near.labels))
    qtbot.waitUntil(lambda: "In your organisation this is a duty" in page._banner.accessibleName())
    assert clipped_in_any_language(page, qtbot) == {}


def test_the_page_sets_them_one_by_one(parish, near, shown, qtbot):
    model = DutiesViewModel(near)
    page = shown(DutiesPage(model))
    qtbot.waitUntil(lambda: model.duties is not None)
    assert page.answers["child_welfare"].editor.value() == "duty"
    page.answers["social_need"].editor.set_value("right")
    with qtbot.waitSignal(model.recorded):
        page.answers["social_need"].editor.edited.emit()
    qtbot.waitUntil(lambda: duties.read(parish.session).by_kind["social_need"] == "right")
    assert clipped_in_any_language(page, qtbot) == {}
    assert nameless(page) == []


def test_a_notification_is_copied_to_no_shared_stream_whatever_the_person_lets_go(parish, officer):
    for field in KINDS["statutory_notification"].fields:
        assert (field.into_proposal, field.into_referral, field.told_back) == (False, False, False)
    parish.sync()
    case = first_contact(parish)
    write(parish, "statutory_notification", case, {"kind": "child_welfare", "what_was_told": "Tunnistettava sana"})
    give(parish, case, "send_proposal", consent.groups_of("send_proposal"))
    notified = {one.record for one in cases.read(parish.session, case).own if one.kind == "statutory_notification"}
    every = {one.record for one in cases.read(parish.session, case).own}
    proposal.send(parish.session, case, every)
    parish.sync(), officer.sync()
    (row,) = cases.page(officer.session, cases.ListRequest()).rows
    came = cases.read(officer.session, row.case).records
    assert "Tunnistettava" not in str([one.values for one in came])
    assert not [one for one in came if one.kind == "statutory_notification"]
    gave = next(one for one in cases.read(parish.session, case).own if one.kind == "disclosure")
    assert not [record for record in notified if str(record) in str(gave.values)]
    assert records.find_form(parish.session, next(iter(notified))) is not None
