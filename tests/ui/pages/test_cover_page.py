"""The cover of a case says who may open it, for whom it does not exist, and when the own work ended."""

from __future__ import annotations

from datetime import timedelta

import pytest

from desktop_app.domain.moment import day_in_finland
from desktop_app.i18n.formats import date
from desktop_app.ledger.canonical import b64
from desktop_app.ledger.change import Op
from desktop_app.ledger.ids import RecordId, UserId, new_id
from desktop_app.ui.language import Language
from desktop_app.ui.pages.cover_page import CoverPage
from desktop_app.ui.view_models.cover import CoverViewModel
from desktop_app.ui.widgets.tick import Checkbox
from desktop_app.use_cases import case_cover, cases
from tests.ui.pages.fit import clipped_in_any_language, nameless


@pytest.fixture
def colleagues(session):
    """Two colleagues whose laptops are known."""
    users = {}
    for name in ("Mikael R.", "Aino K."):
        users[name] = UserId(new_id())
        op = Op(RecordId(users[name]), "member", {"name": name}, {"name": ()})
        session.store.save([op], case=None, at=session.at())
    return users


@pytest.fixture
def page(around, case, colleagues, shown, qtbot):
    model = CoverViewModel(around, case)
    made = shown(CoverPage(model))
    qtbot.waitUntil(lambda: model.cover is not None)
    return made


def cover(session, case):
    return cases.read(session, case).newest("case")


def tick(holder, name):
    return next(one for one in holder.findChildren(Checkbox) if one.text() == name)


def test_a_ticked_colleague_may_open_and_oneself_stays(page, session, case, colleagues, qtbot):
    tick(page._people._team, "Mikael R.").click()
    team = {b64(session.store.me().user), b64(colleagues["Mikael R."])}
    qtbot.waitUntil(lambda: set(cover(session, case).codes("case_team")) == team)
    qtbot.waitUntil(lambda: any(one.in_team and not one.me for one in page._model.cover.colleagues))
    tick(page._people._team, "Mikael R.").click()
    qtbot.waitUntil(lambda: cover(session, case).codes("case_team") == (b64(session.store.me().user),))


def test_a_blocked_colleague_leaves_the_team_and_is_not_offered_in_it(page, session, case, colleagues, qtbot):
    tick(page._people._team, "Mikael R.").click()
    qtbot.waitUntil(lambda: len(cover(session, case).codes("case_team")) == 2)
    tick(page._people._blocked, "Mikael R.").click()
    qtbot.waitUntil(lambda: cover(session, case).codes("blocked_users") == (b64(colleagues["Mikael R."]),))
    assert cover(session, case).codes("case_team") == (b64(session.store.me().user),)
    assert not cases.read(session, case).may_open(colleagues["Mikael R."])
    qtbot.waitUntil(lambda: [one.text() for one in page._people._team.findChildren(Checkbox)] == ["Aino K."])


def test_whoever_is_named_responsible_joins_the_team(page, session, case, colleagues, qtbot):
    editor = page._people._responsible.editor
    editor.set_value(b64(colleagues["Aino K."]))
    editor.edited.emit()
    qtbot.waitUntil(lambda: cover(session, case).text("responsible_worker") == b64(colleagues["Aino K."]))
    assert b64(colleagues["Aino K."]) in cover(session, case).codes("case_team")
    assert cases.read(session, case).may_open(session.store.me().user)


def test_own_work_ends_with_a_day_and_a_reason_and_may_go_on(page, session, case, qtbot):
    ended = day_in_finland(session.now()) - timedelta(days=10)
    page._on.editor.set_value(ended.isoformat())
    page._reason.editor.set_value("helped_on")
    page._close.click()
    qtbot.waitUntil(lambda: cover(session, case).text("closed_on") == ended.isoformat())
    held = cover(session, case)
    erased = (ended + timedelta(days=90)).isoformat()
    assert (held.text("close_reason"), held.text("delete_on")) == ("helped_on", erased)
    qtbot.waitUntil(page._again.isVisible)
    words = f"Your organisation's own records in this case are erased {date(erased, 'en')}."
    assert page.kept.words.text() == words
    page._again.click()
    qtbot.waitUntil(page._close.isVisible)
    assert cover(session, case).text("delete_on") == ""


def test_the_work_does_not_end_without_a_reason_or_on_a_day_that_is_none(page, session, case, qtbot):
    page._close.click()
    assert page._reason.line.text() == "Choose why your own work ends."
    page._reason.editor.set_value("moved")
    qtbot.keyClicks(page._on.editor, "31.2.")
    page._close.click()
    qtbot.wait(50)
    assert cover(session, case).text("closed_on") == ""


def test_the_level_chosen_is_the_level_recorded(page, session, case, qtbot):
    page._level.editor.set_value("agreed_name")
    page._level.editor.edited.emit()
    qtbot.waitUntil(lambda: case_cover.read(session, case).identity_level == "agreed_name")


def test_what_is_typed_survives_a_change_of_language(page, qtbot):
    qtbot.keyClicks(page._on.editor, "5.3.202")
    page._reason.editor.set_value("no_contact")
    for language in ("sv", "fi", "en"):
        Language.set(language)
        assert page._on.editor.text() == "5.3.202"
        assert page._reason.editor.value() == "no_contact"


def test_every_word_fits_and_every_part_has_a_name(page, session, case, qtbot):
    assert clipped_in_any_language(page, qtbot) == {}
    assert nameless(page) == []
    page._reason.editor.set_value("helped_on")
    page._close.click()
    qtbot.waitUntil(page._again.isVisible)
    assert clipped_in_any_language(page, qtbot) == {}


def test_a_laptop_that_knows_no_colleague_says_so(around, case, shown, qtbot):
    model = CoverViewModel(around, case)
    made = shown(CoverPage(model))
    qtbot.waitUntil(lambda: model.cover is not None)
    assert made._people._alone.isVisible()
    assert not made._people._team.isVisible()


def test_everything_is_erased_after_a_question_and_the_page_leads_away(page, session, case, monkeypatch, qtbot):
    answers = iter((False, True))
    monkeypatch.setattr("desktop_app.ui.pages.cover_page.decide", lambda *_words, **_verbs: next(answers))
    page.erase.click()
    assert cover(session, case) is not None
    with qtbot.waitSignal(page._model.gone):
        page.erase.click()
    assert session.store.case_records(case) == ()
