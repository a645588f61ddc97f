"""The promise of one screen: the first contact fits the smallest laptop in every theme and language."""

import pytest

from desktop_app.ledger.canonical import Json
from desktop_app.ui.language import Language
from desktop_app.ui.pages.contact_page import ContactPage
from desktop_app.ui.tokens import ThemeName
from desktop_app.ui.view_models.contact import ContactViewModel
from tests.ui.pages.fit import clipped

TYPICAL: dict[str, Json] = {
    "danger": "threatened",
    "how_met": "outreach",
    "place_type": "work_accommodation",
    "spoken_language": "en",
    "alone": "part",
    "interpreter_kind": "not_needed",
    "person_wishes": "Haluan passini ja palkkani, en vaikeuksia muille.",
    "immediate_needs": ["rest", "money", "legal_advice"],
    "told_topics": ["voluntary", "no_report_needed", "emergency_112"],
    "next_step": "Tavataan kirjastossa, ammattitulkki puhelimella",
}


@pytest.mark.parametrize("language", ["fi", "sv", "en"])
@pytest.mark.parametrize("name", list(ThemeName))
def test_the_first_contact_fits_one_screen(around, look, shown, qtbot, name, language):
    look.choose(name)
    Language.set(language)
    model = ContactViewModel(around.session, around.background, around.feed, "029 546 3177")
    page = shown(ContactPage(model, around.labels))
    model.begin_first()
    qtbot.waitUntil(lambda: model.form.is_open)
    for field, value in TYPICAL.items():
        model.form.set_value(field, value)
    page._form.show_values()
    qtbot.waitUntil(lambda: page.whole_height() <= 652, timeout=3000)
    assert page.verticalScrollBar().maximum() == 0
    assert clipped(page) == []
    model.form.finish_now()
