"""What is kept until a day says so, may be kept longer, and is announced before it goes."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from desktop_app.domain.moment import day_in_finland
from desktop_app.i18n.labels import Labels
from desktop_app.ledger.directory import OrgKind
from desktop_app.ui.background import Background
from desktop_app.ui.change_feed import ChangeFeed
from desktop_app.ui.keeping import Keeping
from desktop_app.ui.language import Language
from desktop_app.ui.pages.case_page import CasePage
from desktop_app.ui.pages.cover_page import CoverPage
from desktop_app.ui.pages.record_page import RecordPage
from desktop_app.ui.pages.retention_page import RetentionPage
from desktop_app.ui.pages.today_page import TodayPage
from desktop_app.ui.view_models.case import CaseViewModel
from desktop_app.ui.view_models.cover import CoverViewModel
from desktop_app.ui.view_models.record import RecordViewModel
from desktop_app.ui.view_models.retention import RetentionViewModel
from desktop_app.ui.view_models.surroundings import Surroundings
from desktop_app.ui.view_models.today import TodayViewModel
from desktop_app.ui.widgets.label import Label
from desktop_app.ui.widgets.tag import Tag
from desktop_app.use_cases import case_cover, cases, retention, retention_rules, store_access, sure_time
from tests.end_to_end.people import found, new_laptop
from tests.ui.pages.fit import clipped_in_any_language, nameless

NAME = "Zacharias Beispiel"


def today(session) -> date:
    return day_in_finland(session.now())


def tags(page):
    return [tag.text() for tag in page.findChildren(Tag)]


def choose(part, day):
    part.other.click()
    part.day.editor.set_value(day.isoformat())
    part.keep.click()


@pytest.fixture
def administrator(look, tmp_path, central):
    """What every view model is given on the laptop of an administrator."""
    laptop = new_laptop(tmp_path / "yllapito", "Sanna L.", central)
    found(laptop, OrgKind.OUTREACH, "Testijärjestö")
    background = Background()
    failures: list[Exception] = []
    background.report_failures_to(failures.append)
    yield Surroundings(laptop.session, background, ChangeFeed(), Labels.load())
    background.close()
    store_access.lock(laptop.session)
    assert not failures


@pytest.fixture
def later(session):
    """Move the clock of the laptop on, as the worker who confirms it does."""
    clock = session.clock

    def moved(days, *, sure=True):
        session.clock = lambda: clock() + timedelta(days=days)
        if sure:
            sure_time.confirm(session)

    return moved


def test_the_case_says_by_the_rule_when_it_is_erased_at_the_latest(around, session, case, shown, qtbot):
    model = CaseViewModel(around, case)
    page = shown(CasePage(model))
    qtbot.waitUntil(lambda: "Erased 90 days after your work ends" in tags(page))
    case_cover.close(session, case, "helped_on")
    model.read()
    qtbot.waitUntil(lambda: any(text.startswith("Erased at the latest") for text in tags(page)))


def test_a_closed_case_is_kept_until_another_day_within_the_rule(around, session, case, shown, qtbot):
    case_cover.close(session, case, "helped_on")
    model = CoverViewModel(around, case)
    page = shown(CoverPage(model))
    qtbot.waitUntil(lambda: page.kept.other.isVisible())
    choose(page.kept, today(session) + timedelta(days=400))
    qtbot.waitUntil(lambda: "at the latest" in page.kept.day.line.text())
    wanted = today(session) + timedelta(days=20)
    page.kept.day.editor.set_value(wanted.isoformat())
    page.kept.keep.click()
    days = [wanted.isoformat()]
    qtbot.waitUntil(lambda: [one.text("delete_on") for one in cases.read(session, case).of_kind("case")] == days)
    qtbot.waitUntil(lambda: page.kept.other.isVisible())


def test_a_note_says_its_day_and_takes_another(around, session, case, write, shown, qtbot):
    note = write("note", case, {"text": NAME})
    model = RecordViewModel(around, "note", case, "Koivu 3", note)
    page = shown(RecordPage(model, around.labels))
    qtbot.waitUntil(lambda: page.kept.isVisible())
    wanted = today(session) + timedelta(days=3)
    choose(page.kept, wanted)
    (held,) = (one for one in cases.read(session, case).own if one.record == note)
    assert held.text("delete_on") != wanted.isoformat()
    days = [wanted.isoformat()]
    qtbot.waitUntil(lambda: [one.text("delete_on") for one in cases.read(session, case).of_kind("note")] == days)


def test_the_day_names_what_is_erased_soon_by_reference_alone(around, session, case, write, later, shown, qtbot):
    write("note", case, {"text": NAME})
    write("consultation", None, {"question": NAME})
    later(20)
    model = TodayViewModel(around)
    page = shown(TodayPage(model))
    rows = page._groups["leaving"][1]
    qtbot.waitUntil(lambda: rows.count() == 2)
    said = [rows.model().data(rows.model().index(place, 0)) for place in range(2)]
    assert any("Koivu" not in text and "consultation" in text for text in said)
    assert NAME not in str(said)
    opened: list[object] = []
    page.open_case.connect(opened.append)
    assert model.view is not None
    page._on_leaving(str([line.kind for line in model.view.leaving].index("note")))
    assert opened == [case]


def test_a_clock_that_jumped_asks_and_erases_nothing_before(around, session, case, write, later, shown, qtbot):
    write("note", case, {"text": NAME})
    later(400, sure=False)
    model = TodayViewModel(around)
    page = shown(TodayPage(model))
    keeping = Keeping(around, page)
    model.day_confirmed.connect(keeping.look)
    qtbot.waitUntil(lambda: page._clock.isVisible())
    keeping.look()
    qtbot.waitUntil(lambda: not keeping._busy)
    assert [one.kind for one in cases.read(session, case).own if one.kind == "note"] == ["note"]
    page._clock.acted.emit()
    qtbot.waitUntil(lambda: not [one for one in cases.read(session, case).own if one.kind == "note"])
    qtbot.waitUntil(lambda: not page._clock.isVisible())


def test_everything_that_is_due_goes_one_after_another(around, session, case, write, later, shown, qtbot):
    for _ in range(3):
        write("note", case, {"text": NAME})
    later(40)
    told: list[object] = []
    around.feed.changed.connect(told.append)
    page = shown(TodayPage(TodayViewModel(around)))
    keeping = Keeping(around, page)
    keeping.look()
    qtbot.waitUntil(lambda: len(told) == 3)
    assert told == [frozenset({case})] * 3
    assert not [one for one in cases.read(session, case).own if one.kind == "note"]


def test_a_rule_that_is_chosen_holds_at_once_and_is_no_longer_to_be_confirmed(administrator, shown, qtbot):
    session, model = administrator.session, RetentionViewModel(administrator)
    page = shown(RetentionPage(model))
    qtbot.waitUntil(lambda: model.rules is not None)
    assert page._open["note"].isVisible()
    editor = page.lengths["note"].editor
    editor.set_value("14")
    editor.edited.emit()
    qtbot.waitUntil(lambda: retention_rules.rules(session).days["note"] == 14)
    qtbot.waitUntil(lambda: not page._open["note"].isVisible())
    editor.set_value("by_law")
    editor.edited.emit()
    qtbot.waitUntil(lambda: retention_rules.rules(session).days["note"] is None)
    case, _ = cases.open_new(session)
    qtbot.waitUntil(lambda: retention_rules.rules(session).days["case"] == 90)
    retention_rules.put(session, "case", None)
    page = shown(CasePage(CaseViewModel(administrator, case)))
    qtbot.waitUntil(lambda: "Kept as your organisation's own law says" in tags(page))


def test_everybody_else_reads_the_rules_and_cannot_set_them(around, shown, qtbot):
    model = RetentionViewModel(around)
    page = shown(RetentionPage(model))
    qtbot.waitUntil(lambda: model.rules is not None)
    assert not any(block.editor.isVisible() for block in page.lengths.values())
    assert page._says["case"].text() == "90 days"


def test_the_page_of_rules_has_room_and_names_in_every_language(around, session, shown, qtbot):
    model = RetentionViewModel(around)
    page = shown(RetentionPage(model))
    qtbot.waitUntil(lambda: model.rules is not None)
    assert clipped_in_any_language(page, qtbot) == {}
    Language.set("en")
    assert nameless(page) == []


def test_a_case_that_is_erased_while_it_is_open_says_so_and_no_more(around, session, case, write, shown, qtbot):
    write("contact", case, {"person_wishes": NAME})
    model = CaseViewModel(around, case)
    page = shown(CasePage(model))
    qtbot.waitUntil(lambda: model.view is not None)
    around.feed.tell(retention.erase_now(session, case))
    qtbot.waitUntil(lambda: model.gone)
    said = [label.text() for label in page.findChildren(Label) if label.isVisible()]
    assert "This case is no longer here." in said
    assert NAME not in str(said)
