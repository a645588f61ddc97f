"""What was set aside of a laptop, in the window: looked at and released, over HTTP."""

from __future__ import annotations

import pytest

from desktop_app.ui.pages import quarantine_page
from desktop_app.ui.pages.quarantine_page import QuarantinePage
from desktop_app.ui.view_models.quarantine import QuarantineViewModel
from desktop_app.ui.widgets.label import Label
from desktop_app.use_cases import laptops
from tests.end_to_end.test_laptops import open_to_all
from tests.end_to_end.test_story import write
from tests.ui.pages.fit import clipped_in_any_language, nameless
from tests.ui.pages.test_laptops_page import mikael, sanna

__all__ = ["mikael", "sanna"]


@pytest.fixture
def page(around, sanna, mikael, shown, qtbot):
    sanna.sync(), mikael.sync()
    write(mikael, "note", open_to_all(mikael), {"text": "Mustikka"})
    laptops.remove(sanna.session, mikael.dev)
    sanna.connect(sanna.session).push(mikael.session.store.unsent())
    standings = laptops.ask(sanna.session)
    removed = next(one for one in laptops.read(sanna.session, standings) if one.dev == mikael.dev)
    model = QuarantineViewModel(around, removed)
    shown_page = shown(QuarantinePage(model))
    qtbot.waitUntil(lambda: model.seen is not None, timeout=20_000)
    return shown_page


def test_who_wrote_what_where_stands_there_and_fits(page, qtbot):
    words = [label.text() for label in page.findChildren(Label)]
    assert any("Mikael T." in text for text in words)
    assert not any("Mustikka" in text for text in words)
    assert clipped_in_any_language(page, qtbot) == {}
    assert nameless(page) == []


def test_it_is_released_after_a_question(page, sanna, qtbot, monkeypatch):
    answers = [False, True]
    monkeypatch.setattr(quarantine_page, "decide", lambda *_words, **_options: answers.pop(0))
    page.release.click()
    assert not page._model.busy, "nothing happens without the decision"
    with qtbot.waitSignal(page.done, timeout=20_000):
        page.release.click()
    assert [one.text("text") for one in sanna.session.store.records_of_kind("note")] == ["Mustikka"]
