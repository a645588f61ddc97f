"""The statistics page: nothing before it is fixed, then charts that are tables; the same as CSV and on paper."""

from __future__ import annotations

import stat
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QFontMetrics

from desktop_app.demo import invented_cases
from desktop_app.domain.kind import OrgKind
from desktop_app.domain.statistics import Key, counted
from desktop_app.domain.statistics_release import parts, to_be_told
from desktop_app.ledger import directory
from desktop_app.ui.language import Language
from desktop_app.ui.pages import statistics_page
from desktop_app.ui.pages.statistics_page import StatisticsPage
from desktop_app.ui.view_models.statistics import StatisticsViewModel
from desktop_app.ui.widgets.figure_table import FigureTable
from desktop_app.ui.widgets.label import Label
from desktop_app.use_cases import access, cases, statistics
from tests.domain.given import OWN, WORKER
from tests.end_to_end.people import found, new_laptop
from tests.ui.pages.fit import clipped_in_any_language, nameless

NOW = datetime(2026, 2, 3, 9, 0, tzinfo=UTC)


@pytest.fixture
def system(session, monkeypatch):
    """A laptop that takes itself for the Assistance System's, with the year 2025 fixed."""
    monkeypatch.setattr(cases, "organisation_kind", lambda _session: OrgKind.ASSISTANCE_SYSTEM)
    known: dict[Key, int] = {}
    for case in invented_cases.system_cases(900, 4, date(2024, 1, 1), date(2025, 12, 31)):
        for key in counted(invented_cases.with_statistics(case).as_records(OWN, WORKER), OWN):
            known[key] = known.get(key, 0) + 1
    ops = [statistics._op(part, to_be_told(part, known, OrgKind.ASSISTANCE_SYSTEM)) for part in parts("2025")]
    session.store.save(ops, case=None, at=session.at())
    session.clock = lambda: NOW
    return session


@pytest.fixture
def page(system, around, shown, qtbot):
    made = shown(StatisticsPage(StatisticsViewModel(around), around.labels))
    qtbot.waitUntil(lambda: len(tables(made)) == 8)
    return made


def tables(page) -> dict[str, FigureTable]:
    found = page._tables.findChildren(FigureTable)
    return {table.accessibleName(): table for table in found if table.isVisibleTo(page)}


def heard(table: FigureTable) -> list[tuple[str, str]]:
    """What a screen reader says of each row: the words and the figure."""
    model = table.model()
    return [
        (model.index(at, 0).data(Qt.ItemDataRole.AccessibleTextRole), model.index(at, 2).data())
        for at in range(model.rowCount())
    ]


def test_each_table_is_a_chart_that_is_heard_as_a_table(page, system):
    shown_tables = tables(page)
    assert len(shown_tables) == len(statistics.tables(system, "2025")) == 8
    rows = heard(shown_tables["Decisions"])
    assert rows[0][0] == "victim (35 § 1) – identified"
    assert int(rows[0][1]) % 5 == 0
    titles = [shown_tables["Decisions"].model().headerData(at, Qt.Orientation.Horizontal) for at in range(3)]
    assert titles == ["Category", "Bar", "Figure"]
    assert heard(shown_tables["Proposals by who made them"])[-1] == ("Each of the others", "under 10")
    assert not nameless(page)
    assert not any(word.endswith("%") for table in shown_tables.values() for row in heard(table) for word in row)


def test_every_word_has_room_in_every_language(page, qtbot):
    assert not any(clipped_in_any_language(page, qtbot).values())


def test_bars_are_drawn_to_the_scale_of_the_largest(page, look):
    table = tables(page)["Age of the victims on the day of the decision"]
    accent = look.token("accent").rgb()
    image = table.grab().toImage()

    def bar(at):
        y = table.rowViewportPosition(at) + table.rowHeight(at) // 2
        return sum(image.pixel(x, y) == accent for x in range(image.width()))

    numbers = [row.number for row in table.figures]
    most = max(numbers)
    full = bar(numbers.index(most))
    assert full > 150
    for at, number in enumerate(numbers):
        assert abs(bar(at) - full * number / most) <= 6, (at, number)


def test_a_place_shows_what_is_told_of_it_and_a_half_year_has_none(page, qtbot):
    page.place.editor.set_value("finland")
    page.place.editor.edited.emit()
    qtbot.waitUntil(lambda: "Exploited in Finland, by sector" in tables(page) and len(tables(page)) == 4)
    assert "Decisions" not in tables(page)
    page.period.editor.set_value("2025-1")
    page.period.editor.edited.emit()
    qtbot.waitUntil(lambda: set(tables(page)) == {"Proposals by who made them", "Decisions"})
    assert not page.place.isVisible()


def test_csv_is_written_where_the_worker_chose_and_noted(page, system, tmp_path, qtbot):
    path = tmp_path / "luvut.csv"
    page.save_csv_to(path)
    qtbot.waitUntil(lambda: path.exists() and path.stat().st_size > 0)
    qtbot.waitUntil(lambda: any(key[1:3] == (access.EXPORTED, "statistics") for key in system.noted))
    assert path.read_bytes().startswith(b"\xef\xbb\xbf")
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_the_paper_is_looked_at_and_saving_it_is_noted(page, system, tmp_path, qtbot):
    window = page.show_paper()
    qtbot.waitUntil(lambda: window.save_button.isEnabled())
    assert "Decisions" in window.pages.text()
    window.save_to(tmp_path / "luvut.pdf")
    assert (tmp_path / "luvut.pdf").read_bytes().startswith(b"%PDF")
    qtbot.waitUntil(lambda: any(key[2] == "statistics" for key in system.noted))
    window.close()


@pytest.fixture
def union(central, tmp_path):
    """A laptop of an outreach organisation with cases of the year 2025, nothing fixed."""
    laptop = new_laptop(tmp_path / "sanna", "Sanna L.", central)
    found(laptop, directory.OrgKind.OUTREACH, "Jalkautuva työ", type_="union")
    made = invented_cases.outreach_cases(40, 2, date(2025, 1, 1), date(2025, 12, 31))
    laptop.session.store.save_together(invented_cases.parts(made))
    laptop.session.clock = lambda: NOW
    return laptop.session


def test_a_period_that_is_not_fixed_shows_no_figure_and_one_press_fixes_it(union, around, shown, qtbot, monkeypatch):
    page = shown(StatisticsPage(StatisticsViewModel(replace(around, session=union)), around.labels))
    qtbot.waitUntil(lambda: page.fix.isVisible())
    assert not tables(page)
    assert not page._ways.isVisible()
    monkeypatch.setattr(statistics_page, "decide", lambda *_words, **_more: True)
    page.fix.click()
    qtbot.waitUntil(lambda: "Contacts" in tables(page))
    assert int(heard(tables(page)["Contacts"])[0][1]) >= 30
    assert not page.place.isVisible()


def test_before_any_period_has_ended_the_page_says_so(around, shown, qtbot):
    page = shown(StatisticsPage(StatisticsViewModel(around), around.labels))
    qtbot.waitUntil(lambda: page._empty.isVisible())
    assert any("counted yet" in label.text() for label in page._empty.findChildren(Label))
    assert not page._choices.isVisible()


def test_the_period_stands_at_the_left_and_is_whole_where_no_place_is_asked(union, around, look, shown, qtbot):
    page = shown(StatisticsPage(StatisticsViewModel(replace(around, session=union)), around.labels))
    qtbot.waitUntil(page.period.isVisible)
    assert not page.place.isVisible()
    words = QFontMetrics(look.font("body"))
    for language in ("fi", "sv", "en"):
        Language.set(language)
        qtbot.wait(50)
        names = [page.period.editor.itemText(at) for at in range(page.period.editor.count())]
        assert len(names) > 1
        assert max(words.horizontalAdvance(name) for name in names) <= page.period.editor.width() - look.px(50)
        assert page.period.mapTo(page._choices, QPoint()).x() <= look.px(24)
    Language.set("en")
