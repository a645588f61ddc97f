"""From its history a field or a record is struck out, after a question; what is left says when and by whom."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from PySide6.QtWidgets import QLabel

from desktop_app.ledger.canonical import Json, b64
from desktop_app.ledger.change import Op
from desktop_app.ledger.ids import RecordId, new_id
from desktop_app.ui.pages.history_page import HistoryPage
from desktop_app.ui.pages.record_page import RecordPage
from desktop_app.ui.view_models.history import HistoryViewModel
from desktop_app.ui.view_models.record import RecordViewModel
from desktop_app.ui.widgets.button import Button
from desktop_app.ui.widgets.hidden_value import HiddenValue
from desktop_app.use_cases import cases, records
from desktop_app.use_cases.history import Delivery
from tests.ui.pages.fit import clipped_in_any_language, nameless

NAME = "Zacharias Beispiel"


def words_of(page) -> str:
    return " ".join(label.text() for label in page.findChildren(QLabel) if label.isVisible())


def strike_buttons(page):
    return [one for one in page.findChildren(Button) if one.isVisible() and one.accessibleName().startswith("Strike")]


@pytest.fixture
def opened(around, case, write, shown, qtbot):
    record = write("note", case, {"text": f"The foreman {NAME}"})
    model = HistoryViewModel(around, record, "note", "Koivu 3")
    page = shown(HistoryPage(model))
    qtbot.waitUntil(lambda: bool(model.steps))
    return record, model, page


def answer(monkeypatch, yes):
    asked = []

    def decide(*words, **_verbs):
        asked.append(words[1:])
        return yes

    monkeypatch.setattr("desktop_app.ui.pages.history_page.decide", decide)
    return asked


def text_button(page):
    (button,) = [one for one in strike_buttons(page) if one.accessibleName() == "Strike out: Note"]
    return button


def test_a_field_is_struck_out_after_a_question_and_leaves_date_and_author(opened, around, monkeypatch, qtbot):
    record, model, page = opened
    asked = answer(monkeypatch, yes=True)
    text_button(page).click()
    qtbot.waitUntil(lambda: bool(model.struck))
    ((title, text),) = asked
    assert title == "Strike out on every laptop?"
    assert NAME not in text
    assert "stays with its reader" in text
    assert "text" not in records.open_form(around.session, record).values()
    qtbot.waitUntil(lambda: "Struck out" in words_of(page))
    assert "Sanna L." in words_of(page)
    assert NAME not in words_of(page)


def test_keeping_it_changes_nothing(opened, around, monkeypatch):
    record, model, page = opened
    answer(monkeypatch, yes=False)
    text_button(page).click()
    page._strike_all.click()
    assert NAME in str(records.open_form(around.session, record).values()["text"])
    assert model.struck == ()


def test_a_record_struck_out_is_gone_from_the_case_and_from_the_page_behind(
    opened, around, case, monkeypatch, shown, qtbot
):
    record, model, page = opened
    behind = RecordViewModel(around, "note", case, "Koivu 3", record)
    form = shown(RecordPage(behind, around.labels))
    qtbot.waitUntil(lambda: behind.form.is_open)
    answer(monkeypatch, yes=True)
    with qtbot.waitSignal(model.gone):
        page._strike_all.click()
    assert not [one for one in cases.read(around.session, case).own if one.kind == "note"]
    qtbot.waitUntil(lambda: behind.form.value("text") is None)
    assert NAME not in str(form.cards.form.blocks["text"].editor.value())
    behind.form.finish_now()
    assert records.find_form(around.session, record) is None


def test_showing_a_field_of_level_4_from_the_history_is_noted(around, session, case, write, shown, qtbot):
    record = write("safety_assessment", case, {"whereabouts": "Keksittykatu 1"})
    model = HistoryViewModel(around, record, "safety_assessment", "Koivu 3")
    page = shown(HistoryPage(model))
    qtbot.waitUntil(lambda: any(one.isVisible() for one in page.findChildren(HiddenValue)))
    assert "Keksittykatu" not in words_of(page)
    (hidden,) = page.findChildren(HiddenValue)
    hidden.reveal()
    around.background.store_now(lambda: None)
    assert [key[1:] for key in session.noted] == [("shown", "safety_assessment", "whereabouts")]


def test_nothing_is_cut_off_or_nameless(opened, qtbot):
    _, _, page = opened
    assert not any(clipped_in_any_language(page, qtbot).values())
    assert nameless(page) == []


def test_where_a_save_is_stands_under_it(opened, qtbot):
    _, model, page = opened
    assert "Only on this laptop" not in words_of(page), "a laptop that works alone says nothing of it"
    (step,) = model.steps
    received = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
    for delivery, words in (
        (Delivery.HERE, "Only on this laptop so far."),
        (Delivery.BROUGHT, "Brought on a stick."),
        (Delivery.RECEIVED, "The central system signed for it"),
    ):
        model.steps = (replace(step, delivery=delivery, received=received),)
        model.changed.emit()
        qtbot.waitUntil(lambda said=words: said in words_of(page))


def test_what_was_sent_is_named_with_its_reader_and_how_to_ask_there(opened, around, session, case, monkeypatch, qtbot):
    record, model, page = opened
    values: dict[str, Json] = {
        "reader": "list:assistance_system",
        "purpose": "send_proposal",
        "how": "letter",
        "disclosed_at": "2026-02-05T10:00:00.000Z",
        "copies": [{"copy": "x", "source": b64(record), "kind": "note", "fields": ["text"]}],
    }
    op = Op(RecordId(new_id()), "disclosure", values, dict.fromkeys(values, ()))
    session.store.save([op], case=case, at=session.at())
    answer(monkeypatch, yes=True)
    text_button(page).click()
    qtbot.waitUntil(lambda: bool(model.struck))
    qtbot.waitUntil(lambda: "stays there under its own law" in words_of(page))
    said = words_of(page)
    assert "Assistance System on 5 February 2026" in said
    assert model.phone in said
