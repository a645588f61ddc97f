"""Founding an organisation, and letting a colleague's laptop in: six words that two people compare."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

from PySide6.QtWidgets import QTextEdit

from desktop_app.demo.authority import Authority, NewOrganisation
from desktop_app.demo.laptop import Laptop
from desktop_app.demo.patience import Stuck, until
from desktop_app.errors import LuotsiError
from desktop_app.ledger.invitation import Invitation
from desktop_app.ui.language import tr
from desktop_app.ui.widgets.label import Label


def found(
    laptop: Laptop, authority: Authority, organisation: NewOrganisation, paper: Path, safes: tuple[int, int]
) -> None:
    """Make the laptop the first of a new organisation: invitation, words, directory, recovery sheet on paper."""
    open_organisation(laptop)
    hands = laptop.hands
    _ask_to_join(laptop, authority.invitation())
    laptop.camera.take(laptop.window, f"{_number(organisation)}-six-words")
    authority.let_in(organisation, six_words(laptop), safes)
    hands.press(tr("The words are the same: look for the answer"))
    hands.wait_for(tr("The organisation's recovery sheet"))
    until("the recovery words", laptop.numbered_words)
    hands.save_as(tr("Save as PDF for printing"), paper)
    hands.press(tr("The sheet is printed and locked away"))
    laptop.camera.take(laptop.window, f"{_number(organisation)}-recovery-sheet")
    laptop.secrets.append(" ".join(laptop.numbered_words()))
    hands.press(tr("Found the organisation"))
    hands.wait_for(tr("Laptops and recovery"))


def join(newcomer: Laptop, administrator: Laptop) -> None:
    """Let a colleague's laptop into the administrator's organisation."""
    administrator.use()
    open_organisation(administrator)
    administrator.hands.open_row(tr("Laptops of the organisation"))
    administrator.hands.press(tr("Make an invitation"))
    invitation = until("the invitation", lambda: _invitation(administrator))
    newcomer.use()
    open_organisation(newcomer)
    _ask_to_join(newcomer, invitation)
    words = six_words(newcomer)
    administrator.use()
    administrator.hands.press(tr("Look for laptops that ask to join"))
    until("the words on the administrator's screen", lambda: words in _words_on(administrator))
    administrator.camera.take(administrator.window, "18-colleague-asks-to-join")
    administrator.hands.press(tr("The words are the same: let this laptop in"))
    until("the laptop to be let in", lambda: words not in _words_on(administrator))
    newcomer.use()
    newcomer.hands.press(tr("The words are the same: look for the answer"))
    until("the laptop to belong", lambda: newcomer.session.store.me().enrolled)


def open_organisation(laptop: Laptop) -> None:
    """Go to the page of the organisation by the settings."""
    laptop.hands.go(laptop.window.sidebar.below, tr("Settings"))
    laptop.hands.press(tr("Open organisation"))
    laptop.hands.wait_for(tr("Organisation"))


def six_words(laptop: Laptop) -> tuple[str, ...]:
    """Read the six words from the laptop's own screen."""
    found = until("six words", lambda: _words_on(laptop))
    return found[0]


def _ask_to_join(laptop: Laptop, invitation: str) -> None:
    laptop.hands.type_into(tr("Invitation"), invitation)
    laptop.hands.press(tr("Ask to join"))
    laptop.hands.wait_for(tr("Compare six words"))


def _words_on(laptop: Laptop) -> list[tuple[str, ...]]:
    labels = (label.text().split() for label in laptop.window.findChildren(Label) if label.isVisible())
    return [tuple(words) for words in labels if len(words) == 6 and all(word.isalpha() for word in words)]


def _invitation(laptop: Laptop) -> str:
    field = laptop.hands.text_field(tr("Invitation"))
    text = field.toPlainText() if isinstance(field, QTextEdit) else field.text()
    with suppress(LuotsiError):
        Invitation.from_text(text)
        return text
    return ""


def _number(organisation: NewOrganisation) -> str:
    if organisation.kind == "outreach":
        return "15"
    if organisation.kind == "assistance_system":
        return "14-system"
    raise Stuck("a known kind of organisation")
