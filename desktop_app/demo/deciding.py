"""The officer: an incoming proposal is opened, a decision notice is recorded, the proposer hears the outcome."""

from __future__ import annotations

from datetime import datetime

from desktop_app.demo import invented
from desktop_app.demo.case_pages import open_case, press_first_case
from desktop_app.demo.laptop import Laptop
from desktop_app.demo.patience import until
from desktop_app.i18n import formats
from desktop_app.ui.language import screen_language, tr


def open_proposal(laptop: Laptop) -> None:
    """Open the proposal that came in; the proposer will see that a person has opened it."""
    laptop.use()
    press_first_case(laptop)
    laptop.hands.wait_for(tr("Why, in the proposer's words"))
    until("the answer that it was opened", lambda: laptop.unsent() > 0)
    laptop.camera.take(laptop.window, "21-received-proposal")


def decide(laptop: Laptop) -> None:
    """Record the decision: admitted as a victim, which is the identification."""
    laptop.use()
    before = laptop.unsent()
    today = formats.date(datetime.now().astimezone().date(), screen_language())
    laptop.answer("decision", "outcome", "decision_outcome", "admitted")
    laptop.answer("decision", "ground", "admission_ground", "victim_35_1")
    laptop.hands.type_into(laptop.label("decision", "decided_on"), today)
    laptop.hands.type_into(laptop.label("decision", "reasons"), invented.REASONS)
    laptop.camera.take(laptop.window, "22-decision", from_top=False)
    laptop.hands.press_and_agree(tr("Record the decision"), tr("Record"))
    laptop.hands.wait_for(tr("The decision is recorded."))
    until("the decision to wait for the next sync", lambda: laptop.unsent() > before)


def see_outcome(laptop: Laptop) -> None:
    """The proposer opens the case and sees the outcome and its date."""
    laptop.use()
    open_case(laptop, "23-cases-decided")
    laptop.camera.take(laptop.window, "24-outcome")
    laptop.camera.take(laptop.window, "24-outcome", language="sv")
    laptop.camera.take(laptop.window, "24-outcome", language="en")
