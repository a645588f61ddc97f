"""The first contact, written offline in the car, with the language changed in the middle of a sentence."""

from __future__ import annotations

from datetime import datetime
from functools import partial

from PySide6.QtWidgets import QTextEdit

from desktop_app.demo import invented
from desktop_app.demo.hands import type_keys
from desktop_app.demo.laptop import Laptop
from desktop_app.demo.patience import Stuck, settle, until
from desktop_app.domain.record import Record
from desktop_app.ledger.ids import CaseId
from desktop_app.ui.language import OWN_NAMES, screen_language, tr
from desktop_app.ui.pages.contact_page import ContactPage
from desktop_app.ui.tokens import ThemeName
from desktop_app.use_cases import cases
from desktop_app.use_cases.session import Session


def first_contact(laptop: Laptop) -> CaseId:
    """Write the first contact and return its case."""
    laptop.go("New")
    hands = laptop.hands
    hands.wait_for(tr("First contact"))
    laptop.answer("contact", "danger", "danger", "threatened")
    laptop.answer("contact", "how_met", "how_met", "outreach")
    laptop.answer("contact", "place_type", "place_type", "work_accommodation")
    laptop.answer_by_words(
        laptop.label("contact", "spoken_language"), laptop.labels.language_name("en", screen_language())
    )
    laptop.answer("contact", "alone", "alone", "part")
    laptop.answer("contact", "immediate_needs", "immediate_need", "rest", "money", "legal_advice")
    laptop.answer("contact", "told_topics", "told_topic", "voluntary", "no_report_needed", "emergency_112")
    _type_through_a_change_of_language(laptop)
    hands.type_into(laptop.label("contact", "next_step"), invented.next_step(datetime.now().astimezone().date()))
    laptop.camera.take(laptop.window, "05-first-contact")
    laptop.camera.take(laptop.window, "05-first-contact", language="sv", look=ThemeName.DARK)
    laptop.camera.take(laptop.window, "05-first-contact", language="en", look=ThemeName.HIGH_CONTRAST)
    hands.press(tr("Done"))
    case = until("the saved contact", partial(_saved_case, laptop))
    until("the page after it", lambda: not isinstance(laptop.window.current_page, ContactPage))
    return case


def contact_record(session: Session, case: CaseId) -> Record:
    """Return the first contact of a case."""
    contact = cases.read(session, case).newest("contact")
    if contact is None:
        raise Stuck("the contact in its case")
    return contact


def _type_through_a_change_of_language(laptop: Laptop) -> None:
    """Type half a sentence, change the screen to Swedish, type the rest, change back: no keystroke may be lost."""
    hands = laptop.hands
    hands.type_into(laptop.label("contact", "person_wishes"), invented.WISH_BEGUN)
    _choose_language(laptop, "sv")
    field = hands.text_field(laptop.label("contact", "person_wishes"))
    assert isinstance(field, QTextEdit)
    if field.toPlainText() != invented.WISH_BEGUN or field.textCursor().position() != len(invented.WISH_BEGUN):
        raise Stuck("the half sentence and its cursor to stay through a change of language")
    field.setFocus()
    type_keys(field, invented.WISH_ENDED)
    _choose_language(laptop, "fi")
    if field.toPlainText() != invented.WISH:
        raise Stuck("the whole sentence after a change of language")


def _choose_language(laptop: Laptop, code: str) -> None:
    """Change the screen's language in the status line."""
    now = tr("Language: {name}", name=OWN_NAMES[screen_language()])
    laptop.hands.pick_from_menu(now, OWN_NAMES[code])
    until("the other language", lambda: screen_language() == code)
    settle()


def _saved_case(laptop: Laptop) -> CaseId | None:
    rows = laptop.do(partial(cases.page, request=cases.ListRequest())).rows
    if not rows:
        return None
    found = laptop.do(partial(_contact_of, case=rows[0].case))
    return rows[0].case if found is not None and found.values.get("person_wishes") == invented.WISH else None


def _contact_of(session: Session, case: CaseId) -> Record | None:
    return cases.read(session, case).newest("contact")
