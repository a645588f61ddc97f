"""What was told and noticed at the second meeting, written on the pages of its records."""

from __future__ import annotations

import json
from functools import partial

from PySide6.QtWidgets import QWidget

from desktop_app import paths
from desktop_app.demo import invented
from desktop_app.demo.case_pages import leave_record, open_case, open_section
from desktop_app.demo.hands import type_keys
from desktop_app.demo.laptop import Laptop
from desktop_app.demo.patience import Stuck, until
from desktop_app.ui.language import screen_language, tr
from desktop_app.ui.pages.sign_card import SignCard
from desktop_app.ui.widgets.chip_flow import ChipFlow
from desktop_app.ui.widgets.segmented import Segmented
from desktop_app.ui.widgets.text_area import TextArea

#: Signs of the catalogue that were told or observed; nothing else has a record.
SIGNS = {"E1": "told", "E2": "told", "E3": "observed", "K1": "told", "K6": "told"}


def write_person(laptop: Laptop) -> None:
    """Write who the person is; a name only because the person wishes to be named."""
    open_case(laptop)
    open_section(laptop, "person")
    laptop.answer("case", "identity_level", "identity_level", "partly")
    for field, words in {
        "called": invented.CALLED,
        "family_name": invented.FAMILY_NAME,
        "given_names": invented.GIVEN_NAMES,
    }.items():
        laptop.hands.type_into(laptop.label("person", field), words)
    laptop.answer("person", "age_band", "age_band", "30_39")
    laptop.answer_by_words(
        laptop.label("person", "mother_tongue"), laptop.labels.language_name("ne", screen_language())
    )
    laptop.answer("person", "service_language", "service_language", "fi")
    laptop.answer("person", "residence_basis", "residence_basis", "seasonal_work")
    laptop.camera.take(laptop.window, "06-person")
    leave_record(laptop)


def write_safety(laptop: Laptop) -> None:
    """Write how safe the person is and how to reach them; the most sensitive fields stay hidden until pressed."""
    open_section(laptop, "safety_assessment")
    laptop.hands.press(tr("Write a new one"))
    kind = "safety_assessment"
    laptop.answer(kind, "safety_now", "safety_now", "not_safe")
    for field, words in {
        "whereabouts": invented.WHEREABOUTS,
        "contact_detail": invented.SAFE_CONTACT,
        "contact_times": invented.SAFE_TIMES,
        "contact_words": invented.SAFE_WORDS,
    }.items():
        name = laptop.spoken_name(kind, field)
        laptop.hands.press(f"{name}: {tr('Write')}")
        laptop.hands.type_into(name, words)
    laptop.camera.take(laptop.window, "07-safety", from_top=False)
    leave_record(laptop)


def write_signs(laptop: Laptop) -> None:
    """Write the signs that came up: what was answered, and apart from it where it is known from."""
    open_case(laptop)
    open_section(laptop, "indicator_observation")
    for sign, basis in SIGNS.items():
        card = _card_of(laptop, sign)
        answer = card.findChild(Segmented)
        if answer is None:
            raise Stuck("the answers of a sign")
        laptop.hands.press_inside(answer, laptop.code("indicator_answer", "yes"))
        flow = until("where a sign is known from", partial(_visible, card, ChipFlow))
        laptop.hands.press_inside(flow, laptop.code("observation_basis", basis))
        if sign == "K1":
            words = until("own words", partial(_visible, card, TextArea))
            laptop.hands.press_part(words)
            words.setFocus()
            type_keys(words, invented.OWN_WORDS)
    laptop.camera.take(laptop.window, "08-signs", from_top=False)
    leave_record(laptop)


def write_account(laptop: Laptop) -> None:
    """Write what the person told, in their own words."""
    open_case(laptop)
    open_section(laptop, "account_and_observations")
    laptop.hands.press(tr("Write a new one"))
    laptop.hands.type_into(laptop.label("account_and_observations", "account"), invented.ACCOUNT)
    leave_record(laptop)


def _card_of(laptop: Laptop, sign: str) -> SignCard:
    """Open the group of a sign and return the card of the sign."""
    language = screen_language()
    group = _groups()[sign]
    laptop.hands.press(laptop.labels.indicator_group(group, language))

    def look() -> SignCard | None:
        cards = laptop.window.findChildren(SignCard)
        return next((card for card in cards if card.sign == sign and card.isVisible()), None)

    return until("the card of a sign", look)


def _visible(card: QWidget, kind: type[QWidget]) -> QWidget | None:
    return next((part for part in card.findChildren(kind) if part.isVisible()), None)


def _groups() -> dict[str, str]:
    catalogue = json.loads((paths.resources() / "codes" / "indicators.json").read_text("utf-8"))
    return {sign["code"]: sign["group"] for sign in catalogue["indicators"]}
