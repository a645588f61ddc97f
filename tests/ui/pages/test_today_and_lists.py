"""Today, the case list, one case and its history, over a real store."""

from __future__ import annotations

from datetime import timedelta

import pytest

from desktop_app.domain.moment import day_in_finland
from desktop_app.ledger.canonical import Json, b64
from desktop_app.ledger.change import Op
from desktop_app.ledger.ids import new_id
from desktop_app.ui.language import Language
from desktop_app.ui.pages.case_page import CasePage
from desktop_app.ui.pages.cases_page import CasesPage
from desktop_app.ui.pages.history_page import HistoryPage
from desktop_app.ui.pages.today_page import TodayPage
from desktop_app.ui.view_models.case import CaseViewModel
from desktop_app.ui.view_models.case_list import CaseListViewModel
from desktop_app.ui.view_models.history import HistoryViewModel
from desktop_app.ui.view_models.today import TodayViewModel
from desktop_app.ui.widgets.label import Prose
from desktop_app.use_cases import case_cover, cases, records, today
from tests.ui.pages.fit import clipped_in_any_language, nameless


def words_of(day):
    return f"Soitetaan {day.day}.{day.month}.{day.year}"


@pytest.fixture
def cases_with_days(session, write):
    """One case for each of: two days ago, today, in three days, in a month; by the number of days."""
    now = day_in_finland(session.now())
    made = {}
    for days in (-2, 0, 3, 30):
        case, _ = cases.open_new(session)
        met = (now - timedelta(days=6)).isoformat() + "T10:00+02:00"
        write("contact", case, {"occurred_at": met, "next_step": words_of(now + timedelta(days=days))})
        made[days] = case
    return made


def test_the_day_is_told_apart_from_what_is_late_and_what_comes(session, cases_with_days):
    view = today.view(session)
    assert [line.case for line in view.waiting] == [cases_with_days[-2]]
    assert [line.case for line in view.now] == [cases_with_days[0]]
    assert [line.case for line in view.week] == [cases_with_days[3]]


def test_an_open_draft_is_among_what_the_day_asks_for(session, case):
    form = records.new_form(session, "contact", case)
    records.keep_draft(session, form, {"danger": "unclear"})
    assert [line.step for line in today.view(session).now] == ["draft_open"]


def test_today_fits_and_opens_a_case_by_keyboard(around, cases_with_days, shown, qtbot):
    model = TodayViewModel(around)
    page = shown(TodayPage(model))
    qtbot.waitUntil(lambda: model.view is not None)
    assert clipped_in_any_language(page, qtbot) == {}
    assert nameless(page) == []
    _, rows = page._groups["now"]
    with qtbot.waitSignal(page.open_case) as opened:
        rows.opened.emit(rows.current_key())
    assert opened.args == [cases_with_days[0]]


def test_search_as_you_type_narrows_the_list_and_says_how_many(around, session, shown, qtbot):
    for _ in range(12):
        cases.open_new(session)
    # Qt's test keyboard has the keys of ASCII only, and ends the process at any other.
    rows = cases.page(session, cases.ListRequest()).rows
    wanted = next(row.reference for row in rows if row.reference.isascii())
    model = CaseListViewModel(session, around.background, around.feed)
    page = shown(CasesPage(model, around.labels))
    qtbot.waitUntil(lambda: len(model.rows) == 12)
    page.search.setFocus()
    qtbot.keyClicks(page.search, wanted)
    qtbot.waitUntil(lambda: [row.reference for row in model.rows] == [wanted])
    assert page._count() == "1 of 12 that you may open"
    assert clipped_in_any_language(page, qtbot) == {}
    assert page.search.value() == wanted
    assert nameless(page) == []


def test_a_search_that_fits_nothing_says_so(around, session, case, shown, qtbot):
    model = CaseListViewModel(session, around.background, around.feed)
    page = shown(CasesPage(model, around.labels))
    qtbot.waitUntil(lambda: model.read_once)
    model.search("ei tällaista")
    qtbot.waitUntil(lambda: not model.rows)
    assert page._empty.isVisible()


def test_a_case_shows_wishes_first_and_the_safe_contact_only_by_a_press(around, session, case, write, shown, qtbot):
    write("contact", case, {"person_wishes": "Haluan levätä.", "next_step": "Soitetaan"})
    write("safety_assessment", case, {"contact_way": "call", "contact_words": "Pyöräliike soittaa"})
    model = CaseViewModel(around, case)
    page = shown(CasePage(model))
    qtbot.waitUntil(lambda: model.view is not None)
    texts = [label.text() for label in page._header.findChildren(type(page._header._logged))]
    assert any("Haluan levätä." in text for text in texts)
    assert not any("Pyöräliike" in text for text in texts)
    page._header._contact.reveal()
    assert not page._header._contact.is_open, "the store answers in its own thread"
    qtbot.waitUntil(lambda: page._header._contact.is_open)
    assert "Pyöräliike" in page._header._contact.findChild(Prose).plain_text()
    assert {key[1] for key in session.noted} == {"opened", "shown"}
    assert clipped_in_any_language(page, qtbot) == {}
    assert nameless(page) == []


def test_a_planned_journey_heads_the_case(around, session, case, write, shown, qtbot):
    on = (day_in_finland(session.now()) + timedelta(days=5)).isoformat()
    write("safety_assessment", case, {"travel_on": on})
    model = CaseViewModel(around, case)
    page = shown(CasePage(model))
    qtbot.waitUntil(lambda: model.view is not None)
    assert page._banner.isVisible()
    row = session.store.cases.row(case)
    assert row.next_at is None, "a secret day stays out of lists"


def test_that_the_person_is_or_may_be_a_child_heads_the_case(around, session, case, write, shown, qtbot):
    write("person", case, {"age_basis": "unclear_treat_as_child"})
    model = CaseViewModel(around, case)
    page = shown(CasePage(model))
    qtbot.waitUntil(lambda: model.view is not None)
    assert "A child, or perhaps a child" in page._banner.accessibleName()
    assert clipped_in_any_language(page, qtbot) == {}


def test_the_history_of_a_record_shows_what_stood_before(around, session, case, write, shown, qtbot):
    record = write("contact", case, {"person_wishes": "Haluan levätä."})
    form = records.open_form(session, record)
    records.keep_draft(session, form, {"person_wishes": "Haluan levätä ja syödä."})
    records.save(session, record)
    model = HistoryViewModel(around, record, "contact", "Koivu 3")
    page = shown(HistoryPage(model))
    qtbot.waitUntil(lambda: len(model.steps) == 2)
    (change,) = model.steps[0].changes
    assert (change.before, change.after) == (("Haluan levätä.",), "Haluan levätä ja syödä.")
    assert clipped_in_any_language(page, qtbot) == {}


def test_dates_follow_the_language_of_the_screen(around, cases_with_days, session, shown, qtbot):
    model = CaseListViewModel(session, around.background, around.feed)
    page = shown(CasesPage(model, around.labels))
    qtbot.waitUntil(lambda: len(model.rows) == 4)
    seen = set()
    for language in ("fi", "sv", "en"):
        Language.set(language)
        qtbot.wait(50)
        seen.add(page._table.model().index(0, 1).data())
    assert len(seen) == 3


def test_the_calendar_file_is_offered_only_where_it_was_turned_on(around, cases_with_days, shown, tmp_path, qtbot):
    def offered(page):
        model = page._begin.model()
        return [str(model.data(model.index(place, 0))) for place in range(model.rowCount())]

    off = shown(TodayPage(TodayViewModel(around)))
    assert not any("Calendar" in words for words in offered(off))
    on = shown(TodayPage(TodayViewModel(around, calendar=lambda: True)))
    assert any("Calendar" in words for words in offered(on))
    assert clipped_in_any_language(on, qtbot) == {}
    path = tmp_path / "kalenteri.ics"
    with qtbot.waitSignal(on._model.calendar_saved) as saved:
        on._model.save_calendar(path)
    assert saved.args == [3], "what is late is not put into a calendar"
    assert path.read_bytes().startswith(b"BEGIN:VCALENDAR")


def removal_in(session, write, days):
    case, _ = cases.open_new(session)
    on = day_in_finland(session.now()) + timedelta(days=days)
    write("person", case, {"removal_on": on.isoformat()})
    return case, on


def test_a_secret_day_that_is_near_names_the_case_and_neither_the_day_nor_what_it_is(session, write):
    near, on = removal_in(session, write, 3)
    removal_in(session, write, 30)
    removal_in(session, write, -10)
    (line,) = today.view(session).now
    assert (line.case, line.step, line.on) == (near, "day_near", None)
    (row,) = [row for row in session.store.cases.page().rows if row.case == near]
    assert row.next_at is None
    assert on.isoformat() not in str(row)


def test_a_secret_day_of_a_closed_case_or_one_that_is_hidden_is_not_named(session, write):
    closed, _ = removal_in(session, write, 2)
    case_cover.close(session, closed, "helped_on")
    hidden, _ = removal_in(session, write, 2)
    (cover,) = cases.read(session, hidden).of_kind("case")
    values: dict[str, Json] = {"responsible_worker": b64(new_id()), "case_team": [b64(new_id())]}
    op = Op(cover.record, "case", values, {name: cover.heads[name] for name in values})
    session.store.save([op], case=hidden, at=session.at())
    assert today.view(session).now == ()
    with session.store._database.read() as connection:
        assert connection.execute("SELECT count(*) FROM case_day WHERE case_id = ?", (hidden,)).fetchone() == (0,)


def test_a_secret_day_that_moves_away_is_no_longer_named_and_the_store_verifies(session, write):
    case, on = removal_in(session, write, 2)
    (person,) = [one.record for one in cases.read(session, case).own if one.kind == "person"]
    form = records.open_form(session, person)
    records.keep_draft(session, form, {"removal_on": (on + timedelta(days=60)).isoformat()})
    records.save(session, person)
    assert today.view(session).now == ()
    assert session.store.verify().sound


def test_what_is_agreed_for_today_is_shown_though_something_else_of_the_case_waits_since_long(session, write):
    case, _ = cases.open_new(session)
    now = day_in_finland(session.now())
    write("contact", case, {"next_step": words_of(now)})
    write("review", case, {"next_on": (now - timedelta(days=40)).isoformat()})
    write("needs_assessment", case, {"look_again_on": (now + timedelta(days=2)).isoformat()})
    view = today.view(session)
    assert [(line.case, line.step) for line in view.waiting] == [(case, "review")]
    assert [(line.case, line.step, line.on) for line in view.now] == [(case, "agreed_step", now)]
    assert [(line.case, line.step) for line in view.week] == [(case, "look_again")]


def test_where_more_is_due_than_the_page_holds_it_says_so_and_leads_to_the_list(around, session, write, shown, qtbot):
    now = day_in_finland(session.now())
    for _ in range(today.MOST + 2):
        case, _ = cases.open_new(session)
        write("contact", case, {"next_step": words_of(now)})
    model = TodayViewModel(around)
    page = shown(TodayPage(model))
    qtbot.waitUntil(lambda: model.view is not None)
    assert model.view is not None
    assert model.view.more == {"now"}
    _, rows = page._groups["now"]
    lines = rows.model()
    spoken = [str(lines.index(place, 0).data()) for place in range(lines.rowCount())]
    assert (len(spoken), spoken[-1]) == (today.MOST + 1, "More in the list of cases")
    assert clipped_in_any_language(page, qtbot) == {}
    with qtbot.waitSignal(page.steps_asked):
        rows.opened.emit("more")


def test_the_list_shows_all_cases_by_their_next_step_when_it_is_asked_for_them(
    around, session, cases_with_days, shown, qtbot
):
    model = CaseListViewModel(session, around.background, around.feed)
    page = shown(CasesPage(model, around.labels))
    qtbot.waitUntil(lambda: len(model.rows) == 4)
    page.search.set_value("Koivu")
    model.search("ei tällaista")
    qtbot.waitUntil(lambda: not model.rows)
    page.show_steps()
    qtbot.waitUntil(lambda: len(model.rows) == 4)
    assert [row.case for row in model.rows] == [cases_with_days[days] for days in (-2, 0, 3, 30)]
    assert (page.search.value(), page._order.value()) == (None, "next_step")
