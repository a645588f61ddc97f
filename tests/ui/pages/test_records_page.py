"""A list of records shows days and neutral facts, newest on top, and no word of level 3 or 4."""

from __future__ import annotations

import pytest

from desktop_app.domain.kind import Sensitivity
from desktop_app.domain.kinds import kind_named
from desktop_app.ledger.canonical import b64
from desktop_app.ledger.ids import RecordId
from desktop_app.ui.pages.records_page import RecordsPage
from desktop_app.ui.view_models.record_list import RecordListViewModel
from desktop_app.use_cases import records
from desktop_app.use_cases.record_list import FACTS, WHEN
from tests.ui.pages.fit import clipped_in_any_language, nameless


@pytest.fixture
def make(around, case, shown, qtbot):
    def page(kind: str) -> RecordsPage:
        model = RecordListViewModel(around, kind, case, "Koivu 3")
        made: RecordsPage = shown(RecordsPage(model))
        qtbot.waitUntil(lambda: model.rows is not None)
        return made

    return page


def test_the_newest_stands_on_top(make, write, case, qtbot):
    old = write("safety_assessment", case, {"assessed_at": "2026-03-03T20:30+02:00", "safety_now": "not_safe"})
    new = write("safety_assessment", case, {"assessed_at": "2026-03-05T10:00+02:00", "safety_now": "safe"})
    page = make("safety_assessment")
    assert [row.key for row in page._rows._rows.rows] == [b64(new), b64(old)]
    opened: list[RecordId] = []
    page.open_record.connect(opened.append)
    page._rows.opened.emit(b64(old))
    assert opened == [old]


def test_no_fact_of_a_row_is_of_level_3_or_4():
    for kind, fields in FACTS.items():
        for field in (*fields, *([WHEN[kind]] if kind in WHEN else [])):
            assert kind_named(kind).by_name[field].sens <= Sensitivity.PERSONAL


@pytest.mark.parametrize("kind", ["safety_assessment", "child_in_finland", "note", "account_and_observations"])
def test_nothing_secret_stands_in_a_row(make, write, case, kind):
    declared = kind_named(kind)
    secret = {one.name: "salainen" for one in declared.fields if one.type in {"text", "long"} and one.sens >= 2}
    write(kind, case, secret)
    page = make(kind)
    assert "salainen" not in " ".join(row.spoken for row in page._rows._rows.rows)
    assert page._rows.count() == 1


def test_referrals_are_told_apart_by_whom_they_go_to(make, around, case):
    for kind in ("hus", "county_social"):
        form = records.new_form(around.session, "referral", case)
        records.keep_draft(around.session, form, {"recipient_kind": kind, "reason": "salainen"})
    page = make("referral")
    codes = [page._model.labels.code("recipient_kind", one, "en") for one in ("county_social", "hus")]
    assert [any(code in row.spoken for row in page._rows._rows.rows) for code in codes] == [True, True]
    assert "salainen" not in " ".join(row.spoken for row in page._rows._rows.rows)


def test_what_is_begun_stands_in_the_list_as_a_draft(make, around, case):
    form = records.new_form(around.session, "note", case)
    records.keep_draft(around.session, form, {"text": "kesken"})
    page = make("note")
    (row,) = page._rows._rows.rows
    assert row.side == "Draft"


def test_an_empty_list_offers_the_way_on(make):
    page = make("representative")
    assert page._empty.isVisible()
    begun = []
    page.new_record.connect(lambda: begun.append(True))
    page.main_act()
    assert begun


def test_a_save_elsewhere_is_seen_at_once(make, around, case, write, qtbot):
    page = make("note")
    write("note", case, {"text": "x"})
    around.feed.tell(frozenset({case}))
    qtbot.waitUntil(lambda: page._rows.count() == 1 and page._rows.isVisible())


@pytest.mark.parametrize("kind", ["contact", "information_given", "representative", "child_in_finland"])
def test_every_word_fits_and_every_part_has_a_name(make, write, case, qtbot, kind):
    values = {"contact": {"how_met": "outreach"}, "information_given": {"sheet": "you-can-get-help/fi/1/unconfirmed"}}
    write(
        kind, case, values.get(kind, {"relation": "custodian"} if kind == "representative" else {"needs_help": "yes"})
    )
    page = make(kind)
    assert clipped_in_any_language(page, qtbot) == {}
    assert nameless(page) == []
