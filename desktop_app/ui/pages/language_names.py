"""Languages by the screen's name and by their own: the office's own first, the others by their names."""

from __future__ import annotations

from collections.abc import Collection

from desktop_app.i18n.labels import Labels
from desktop_app.ui.language import screen_language
from desktop_app.ui.widgets.named_choice import BETWEEN


def both_names(labels: Labels, tag: str) -> str:
    """A language as the screen names it and as its speakers do; once where both are the same."""
    name, own = labels.language_name(tag, screen_language()), labels.autonym(tag)
    return name if name == own else f"{name}{BETWEEN}{own}"


def in_order(labels: Labels, tags: Collection[str]) -> list[str]:
    """The tags in the order of the screen's names; what the catalogue does not know stands last."""
    known = [tag for tag in labels.languages(screen_language()) if tag in tags]
    return [*known, *(tag for tag in tags if tag not in known)]


def options(labels: Labels, tags: Collection[str]) -> list[tuple[str, str]]:
    """The rows of a choice of languages."""
    return [(tag, both_names(labels, tag)) for tag in in_order(labels, tags)]
