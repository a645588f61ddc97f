"""First start of a laptop: language, name, passphrase, recovery words on paper, some of them typed back."""

from __future__ import annotations

from desktop_app.demo.laptop import Laptop
from desktop_app.demo.patience import until
from desktop_app.ui.language import OWN_NAMES, screen_language, tr


def first_start(laptop: Laptop, *, pictures: bool = False) -> None:
    """Make the laptop's store as its worker would, up to the first page of the work."""
    laptop.use()
    hands = laptop.hands
    if pictures:
        laptop.camera.take(laptop.window, "01-first-start")
    hands.press(OWN_NAMES[screen_language()])
    hands.press(tr("Continue in English"))
    hands.type_into(tr("Your name, as colleagues see it"), laptop.worker)
    if pictures:
        laptop.camera.take(laptop.window, "02-passphrase")
    hands.press(tr("Continue"))
    words = until("the recovery words", laptop.numbered_words, 60)
    laptop.recovery_words = words
    laptop.passphrase = _shown_passphrase(laptop)
    if pictures:
        laptop.camera.take(laptop.window, "03-recovery-words")
    hands.press(tr("The words are on paper"))
    for place, word in enumerate(words):
        name = tr("Word {number}", number=place + 1)
        if any(name == label for label in hands.read_labels()):
            hands.type_into(name, word)
    if pictures:
        laptop.camera.take(laptop.window, "04-typed-back")
    hands.press(tr("Open the workspace"))
    until("the work", lambda: laptop.is_open)


def _shown_passphrase(laptop: Laptop) -> str:
    before, _, after = tr("Your passphrase: {phrase}").partition("{phrase}")
    texts = laptop.hands.read_labels()
    shown = next(text for text in texts if text.startswith(before) and text.endswith(after))
    return shown.removeprefix(before).removesuffix(after)
