"""Before sending: texts that would leave in which an act could be read that the person may be blamed for."""

from __future__ import annotations

from collections.abc import Sequence

from desktop_app.i18n import formats
from desktop_app.i18n.labels import Labels
from desktop_app.ui.language import screen_language, tr
from desktop_app.ui.widgets.banner import Banner


def show_look_at(banner: Banner, fields: Sequence[tuple[str, str]], labels: Labels) -> None:
    """Name the fields to look at once more; the worker decides, and nothing is stopped."""
    language = screen_language()
    names = dict.fromkeys(labels.field(kind, field, language) for kind, field in fields)
    banner.setVisible(bool(names))
    if names:
        banner.set(
            tr(
                "Look once more at: {fields}. An act that the person could be blamed for may be read there. You "
                "decide.",
                fields=formats.list_(list(names), language),
            )
        )
