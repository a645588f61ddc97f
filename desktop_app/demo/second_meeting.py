"""The second meeting: the person, safety, signs, the account, permission by permission, the sheet, the proposal."""

from __future__ import annotations

from functools import partial

from PySide6.QtWidgets import QAbstractButton

from desktop_app.demo import invented
from desktop_app.demo.case_pages import open_case, open_section
from desktop_app.demo.laptop import Laptop
from desktop_app.demo.patience import until
from desktop_app.ui.language import tr
from desktop_app.ui.pages.consent_card import AnswerCard
from desktop_app.ui.tokens import ThemeName
from desktop_app.ui.widgets.label import Label
from desktop_app.ui.widgets.row_button import RowButton
from desktop_app.ui.widgets.segmented import Segmented

#: What Arun answered: each purpose asked for itself.
ANSWERS = {
    "contact_system": "given",
    "send_proposal": "given",
    "receive_outcome": "given",
    "send_location": "refused",
    "police": "refused",
}

#: What the proposal may carry.
GROUPS = ("identity", "contact_way", "account", "observations", "needs", "residence", "safety")


def ask_permissions(laptop: Laptop) -> None:
    """Ask each permission for itself on its page, and record the answer."""
    open_case(laptop)
    open_section(laptop, "consent")
    hands = laptop.hands
    for purpose, answer in ANSWERS.items():
        title = _capital(laptop.code("consent_purpose", purpose))
        if hands.look_for(RowButton, title) is None:
            hands.press(tr("Other permissions"))
        hands.press(title)
        until(f"the question “{title}”", partial(_asks, laptop, title))
        hands.press(laptop.label("consent", "told_what_cannot_be_undone"))
        laptop.answer("consent", "answer", "consent_answer", answer)
        for group in GROUPS if (purpose, answer) == ("send_proposal", "given") else ():
            hands.press(laptop.code("data_group", group))
        laptop.answer("consent", "setting", "consent_setting", "alone", "time_to_think")
        if purpose == "send_proposal":
            laptop.camera.take(laptop.window, "12-permission")
        hands.press(tr("Record the answer"))
        until(f"the answer to “{title}”", partial(_stands, laptop, title, laptop.code("consent_answer", answer)))
    laptop.camera.take(laptop.window, "12-permissions")
    laptop.camera.take(laptop.window, "12-permissions", language="sv", look=ThemeName.DARK)


def _asks(laptop: Laptop, title: str) -> bool:
    """Whether the question of this permission is open and nothing is answered yet."""
    card = laptop.window.findChild(AnswerCard)
    answer = laptop.hands.look_for(Segmented, laptop.label("consent", "answer"))
    asked = card is not None and any(label.text() == title for label in card.findChildren(Label))
    return asked and answer is not None and answer.value() is None


def _stands(laptop: Laptop, title: str, answer: str) -> bool:
    rows = laptop.window.findChildren(RowButton)
    return any(row.text() == title and answer in row.accessibleName() for row in rows)


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def write_proposal(laptop: Laptop) -> None:
    """Write the proposal in the worker's own words, on its page."""
    open_case(laptop, "09-cases")
    laptop.camera.take(laptop.window, "09-case")
    open_section(laptop, "proposal")
    hands = laptop.hands
    for field, words in {
        "why_may_be_victim": invented.WHY_VICTIM,
        "why_needs_help": invented.WHY_HELP,
        "person_wishes": invented.WISH,
        "proposer_reachable": invented.REACHABLE,
    }.items():
        hands.type_into(laptop.label("proposal", field), words)
    laptop.answer("proposal", "urgency", "urgency", "days")
    laptop.answer("proposal", "needs", "measure", "A03", "A07")
    laptop.camera.take(laptop.window, "13-proposal-offline")
    laptop.go("Cases")
    hands.wait_for(tr("Search by reference or name"))


def send_proposal(laptop: Laptop) -> None:
    """Look at what leaves and send it; it goes with the next sync."""
    open_case(laptop)
    open_section(laptop, "proposal")
    until("a proposal that may be sent", lambda: laptop.hands.look_for(QAbstractButton, tr("Send the proposal")))
    laptop.camera.take(laptop.window, "16-proposal")
    laptop.camera.take(laptop.window, "16-proposal", language="en")
    laptop.camera.take(laptop.window, "16-proposal", language="sv")
    laptop.hands.press_and_agree(tr("Send the proposal"), tr("Send"))
    laptop.hands.wait_for(tr("The proposal is ready to go and leaves with the next sync."))
