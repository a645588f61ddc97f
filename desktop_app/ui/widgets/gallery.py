"""Every reusable part in its states on one page, to look at and to test: `gallery OUT.png [--theme dark] …`."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QApplication, QWidget

from desktop_app.lasting_none import keep_none
from desktop_app.ui import theme
from desktop_app.ui.language import LANGUAGES, Language, TranslatedWidget
from desktop_app.ui.measure import column, row
from desktop_app.ui.theme import SCALES, Theme
from desktop_app.ui.tokens import ThemeName
from desktop_app.ui.widgets.button import Button
from desktop_app.ui.widgets.decision_dialog import DecisionDialog
from desktop_app.ui.widgets.focus_ring import FocusRing
from desktop_app.ui.widgets.gallery_parts import Answers, Buttons, Fields, Lists, Notices, sample
from desktop_app.ui.widgets.scroll_page import ScrollPage
from desktop_app.ui.widgets.sidebar import RAIL_BELOW, Place, Sidebar
from desktop_app.ui.widgets.status_line import StatusLine
from desktop_app.ui.widgets.toast import Toast
from desktop_app.ui.widgets.two_columns import TwoColumns


class Gallery(TranslatedWidget, QWidget):
    """A window with all parts."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("window")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._build_sidebar()
        self._build_page()
        self.status = StatusLine()
        right = column(None, 0)
        right.addWidget(self.page, 1)
        right.addWidget(self.status)
        across = row(self, 0)
        across.addWidget(self.sidebar)
        across.addLayout(right, 1)
        self.ring = FocusRing(self)
        self.retranslate()

    def _build_sidebar(self) -> None:
        self.sidebar = Sidebar()
        for place in (Place("today", "sun", "Today"), Place("cases", "folder", "Cases")):
            self.sidebar.places.add(place)
        self.sidebar.below.add(Place("lock", "lock", "Lock"))
        self.sidebar.choose("cases")
        self.sidebar.places.set_count("today", 2)

    def _build_page(self) -> None:
        self.page = ScrollPage()
        self._act = Button("primary", "plus")
        self.page.add_action(self._act)
        self.fields, self.answers = Fields(), Answers()
        left, beside = QWidget(), QWidget()
        self._fill(left, (self.answers, Buttons(), Notices()))
        self._fill(beside, (self.fields,))
        self.page.body.addWidget(TwoColumns(left, beside, gap=32))
        self.page.body.addWidget(Lists())
        self.page.body.addStretch(1)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Icons alone in a narrow window, as in the program."""
        super().resizeEvent(event)
        narrow = self.width() * 100 / theme.current().scale < RAIL_BELOW
        self.sidebar.set_rail(narrow)
        self.status.set_narrow(narrow)

    def _fill(self, holder: QWidget, parts: Sequence[QWidget]) -> None:
        rows = column(holder, 16)
        for part in parts:
            rows.addWidget(part)
        rows.addStretch(1)

    def retranslate(self) -> None:
        """Words of the frame."""
        self.page.set_title(sample("title"))
        self._act.setText(sample("first_contact"))
        self.status.set_status(sample("saved"), sample("unsent"), sample("network"), online=False)

    def dialog(self) -> DecisionDialog:
        """A decision that is about to be made."""
        return DecisionDialog(self, sample("danger"), sample("law"), act=sample("danger"), keep=sample("no"))

    def toast(self) -> Toast:
        """A message at the bottom."""
        return Toast.say(self.page, sample("cleared"), undo=lambda: None)


def _arguments(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("out")
    parser.add_argument("--theme", choices=[name.value for name in ThemeName], default="light")
    parser.add_argument("--language", choices=LANGUAGES, default="fi")
    parser.add_argument("--scale", type=int, choices=SCALES, default=100)
    parser.add_argument("--dialog", action="store_true", help="draw the decision dialog instead")
    parser.add_argument("--whole", action="store_true", help="make the window as high as its page")
    return parser.parse_args(arguments)


def main(arguments: Sequence[str] | None = None) -> int:
    """Draw the gallery into a picture."""
    chosen = _arguments(arguments)
    keep_none()
    app = QApplication.instance() or QApplication(sys.argv[:1])
    assert isinstance(app, QApplication)
    Theme(ThemeName(chosen.theme), chosen.scale, system_contrast=False).apply(app)
    Language.set(chosen.language)
    gallery = Gallery()
    gallery.resize(1366, 688)
    gallery.show()
    app.processEvents()
    if chosen.whole:
        gallery.resize(1366, gallery.page.whole_height() + gallery.status.height())
    gallery.toast()
    gallery.fields.wishes.setFocus(Qt.FocusReason.TabFocusReason)
    shown: QWidget = gallery
    if chosen.dialog:
        shown = gallery.dialog()
        shown.show()
    app.processEvents()
    shown.grab().save(chosen.out)
    gallery.close()
    return 0


if __name__ == "__main__":
    sys.exit(main())
