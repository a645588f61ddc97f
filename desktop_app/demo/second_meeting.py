"""The second meeting: the person, safety, signs, the account, permission by permission, the sheet, the proposal."""

from __future__ import annotations

from functools import partial

from PySide6.QtWidgets import QAbstractButton

from desktop_app.demo import invented
from desktop_app.demo.case_pages import open_case, open_section
from desktop_app.demo.laptop import Laptop
from desktop_app.demo.patience import until
from desktop_app.demo.writing import write
from desktop_app.ledger.ids import CaseId
from desktop_app.ui.language import tr
from desktop_app.ui.pages.consent_card import AnswerCard
from desktop_app.ui.tokens import ThemeName
from desktop_app.ui.widgets.label import Label
from desktop_app.ui.widgets.row_button import RowButton
from desktop_app.ui.widgets.segmented import Segmented
from desktop_app.use_cases import information

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

#: Signs of the catalogue that were told or observed; nothing else has a record.
SIGNS = {"E1": "told", "E2": "told", "K1": "told", "K6": "told", "E3": "observed"}


def write_what_was_told(laptop: Laptop, case: CaseId) -> None:
    """Write the person, the safety, the signs and the account."""
    write(
        laptop,
        "person",
        case,
        {
            "called": invented.CALLED,
            "family_name": invented.FAMILY_NAME,
            "given_names": invented.GIVEN_NAMES,
            "age_band": "30_39",
            "citizenships": ["NP"],
            "mother_tongue": "ne",
            "service_language": "fi",
            "residence_basis": "seasonal_work",
        },
    )
    write(
        laptop,
        "safety_assessment",
        case,
        {
            "safety_now": "not_safe",
            "whereabouts": invented.WHEREABOUTS,
            "contact_way": "app_message",
            "contact_detail": invented.SAFE_CONTACT,
            "contact_times": invented.SAFE_TIMES,
            "contact_words": invented.SAFE_WORDS,
            "phone_watched": "no",
        },
    )
    for sign, basis in SIGNS.items():
        own = {"own_words": invented.OWN_WORDS} if sign == "K1" else {}
        write(
            laptop,
            "indicator_observation",
            case,
            {"indicator": sign, "answer": "yes", "basis": [basis], "share": True, **own},
        )
    write(laptop, "account_and_observations", case, {"account": invented.ACCOUNT, "account_language": "en"})


def ask_permissions(laptop: Laptop) -> None:
    """Ask each permission for itself on its page, and record the answer."""
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
            laptop.camera.take(laptop.window, "08-permission")
        hands.press(tr("Record the answer"))
        until(f"the answer to “{title}”", partial(_stands, laptop, title, laptop.code("consent_answer", answer)))
    laptop.camera.take(laptop.window, "09-permissions")
    laptop.camera.take(laptop.window, "09-permissions", language="sv", look=ThemeName.DARK)


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


def give_sheet(laptop: Laptop, case: CaseId) -> None:
    """Read the sheet aloud and record it as read aloud."""
    laptop.tell(
        laptop.do(
            partial(
                information.record_given,
                case=case,
                sheet="you-can-get-help",
                language="en",
                revision="1",
                state="unconfirmed",
                how="read_aloud",
                carried="left_with_worker",
                topics=("voluntary", "help_available"),
            )
        )
    )


def write_proposal(laptop: Laptop) -> None:
    """Write the proposal in the worker's own words, on its page."""
    open_case(laptop, "06-cases")
    laptop.camera.take(laptop.window, "07-case")
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
    laptop.camera.take(laptop.window, "11-proposal-offline")
    laptop.go("Cases")
    hands.wait_for(tr("Search by reference or name"))


def send_proposal(laptop: Laptop) -> None:
    """Look at what leaves and send it; it goes with the next sync."""
    open_case(laptop)
    open_section(laptop, "proposal")
    until("a proposal that may be sent", lambda: laptop.hands.look_for(QAbstractButton, tr("Send the proposal")))
    laptop.camera.take(laptop.window, "14-proposal")
    laptop.camera.take(laptop.window, "14-proposal", language="en")
    laptop.camera.take(laptop.window, "14-proposal", language="sv")
    laptop.hands.press_and_agree(tr("Send the proposal"), tr("Send"))
    laptop.hands.wait_for(tr("The proposal is ready to go and leaves with the next sync."))
