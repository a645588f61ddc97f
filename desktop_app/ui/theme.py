"""The look in force: colours, fonts and measures for one theme and one user scale."""

from __future__ import annotations

import re
from functools import cache
from string import Template

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontDatabase, QGuiApplication, QPalette
from PySide6.QtWidgets import QApplication, QLayout, QWidget

from desktop_app.paths import resources
from desktop_app.ui.tokens import TOKEN_NAMES, ThemeName, token_table

SCALES = (100, 115, 130, 150, 200)
FONT_FAMILY = "Noto Sans"
#: Property of a program that was made with `-style Fusion`: its style need not be set again, which is slow.
FUSION_FROM_START = "fusion_from_start"
_FONT_FILES = ("NotoSans-Regular.ttf", "NotoSans-Medium.ttf", "NotoSans-SemiBold.ttf")

# Size in px at 100 % and weight, by role (look, section 3).
FONT_ROLES: dict[str, tuple[int, int]] = {
    "prompt": (34, 500),
    "prompt_arabic": (40, 500),
    "said": (20, 400),
    "said_arabic": (23, 400),
    "title": (24, 600),
    "title_second": (24, 400),
    "statement_large": (28, 600),
    "statement": (18, 600),
    "card": (16, 600),
    "long": (16, 400),
    "body": (15, 400),
    "button": (15, 500),
    "strong": (15, 600),
    "label": (14, 500),
    "section": (14, 600),
    "chip": (14, 400),
    "chip_chosen": (14, 600),
    "banner": (14, 400),
    "meta": (13, 400),
    "meta_strong": (13, 500),
}

# What each token becomes when the system runs its own high-contrast theme.
_SYSTEM_ROLES = {
    "paper": QPalette.ColorRole.Window,
    "surface": QPalette.ColorRole.Window,
    "raised": QPalette.ColorRole.Base,
    "sunken": QPalette.ColorRole.Window,
    "accent": QPalette.ColorRole.Highlight,
    "accent_hover": QPalette.ColorRole.Highlight,
    "on_accent": QPalette.ColorRole.HighlightedText,
    "accent_soft": QPalette.ColorRole.Window,
    "amber_soft": QPalette.ColorRole.Window,
    "danger_soft": QPalette.ColorRole.Window,
    "on_danger": QPalette.ColorRole.Window,
    "focus": QPalette.ColorRole.Highlight,
}


class Theme(QObject):
    """Colours by token, fonts by role and pixels at the user's scale; `changed` follows every `apply` and `choose`."""

    changed = Signal()

    def __init__(
        self,
        name: ThemeName | None = None,
        scale: int = 100,
        *,
        system_contrast: bool | None = None,
        reduced_motion: bool | None = None,
    ) -> None:
        """`None` means: as the system says."""
        super().__init__()
        self._wished_name = name
        self._wished_contrast = system_contrast
        self._wished_motion = reduced_motion
        self.scale = scale
        self.name = name or ThemeName.LIGHT
        self.system_contrast = bool(system_contrast)
        self.reduced_motion = bool(reduced_motion)
        self._table = token_table(self.name)
        self._app: QApplication | None = None
        self._system_palette = QPalette()

    @property
    def edge(self) -> int:
        """Width of control edges in screen pixels."""
        return self.px(1 if self.system_contrast else self._table.edge)

    @property
    def ring(self) -> int:
        """Width of the focus ring in screen pixels."""
        return self.px(3 if self.system_contrast else self._table.ring)

    @property
    def fills_chosen(self) -> bool:
        """True where soft fills vanish and what is chosen is filled with `accent`."""
        return self.system_contrast or self.name is ThemeName.HIGH_CONTRAST

    def token(self, name: str) -> QColor:
        """The colour of a token; `KeyError` for an unknown one."""
        if self.system_contrast:
            if name not in TOKEN_NAMES:
                raise KeyError(name)
            return self._system_palette.color(_SYSTEM_ROLES.get(name, QPalette.ColorRole.WindowText))
        return QColor(self._table.colours[name])

    def px(self, at_100: float) -> int:
        """Pixels at the user's scale; never less than 1 for something that is there."""
        return max(1, round(at_100 * self.scale / 100)) if at_100 > 0 else 0

    def font(self, role: str) -> QFont:
        """The font of a role in `FONT_ROLES`."""
        size, weight = FONT_ROLES[role]
        return QFont(_font(self.px(size), weight))

    def apply(self, app: QApplication) -> None:
        """Make this theme the current one of the program and follow what the system changes."""
        global _current
        _current = self
        self._app = app
        load_fonts()
        app.setPalette(QPalette())  # back to what the system says
        self._system_palette = app.palette()
        if not app.property(FUSION_FROM_START):
            app.setStyle("Fusion")
        hints = QGuiApplication.styleHints()
        hints.colorSchemeChanged.connect(self._follow_system)
        hints.accessibility().contrastPreferenceChanged.connect(self._follow_system)
        hints.accessibility().motionPreferenceChanged.connect(self._follow_system)
        self._follow_system()

    def choose(self, name: ThemeName | None = None, scale: int | None = None) -> None:
        """Change theme (`None`: as the system says) or scale (`None`: as it is), at once and everywhere."""
        self._wished_name = name
        self.scale = scale or self.scale
        self._follow_system()

    def step_scale(self, step: int) -> None:
        """One size larger (1), smaller (-1) or back to 100 % (0)."""
        if step == 0:
            self.scale = 100
        else:
            near = min(range(len(SCALES)), key=lambda at: abs(SCALES[at] - self.scale))
            self.scale = SCALES[max(0, min(len(SCALES) - 1, near + step))]
        self._follow_system()

    def _follow_system(self) -> None:
        hints = QGuiApplication.styleHints()
        accessibility = hints.accessibility()
        self.system_contrast = (
            accessibility.contrastPreference() is Qt.ContrastPreference.HighContrast
            if self._wished_contrast is None
            else self._wished_contrast
        )
        self.reduced_motion = (
            accessibility.motionPreference() is Qt.MotionPreference.ReducedMotion
            if self._wished_motion is None
            else self._wished_motion
        )
        dark = hints.colorScheme() is Qt.ColorScheme.Dark
        self.name = self._wished_name or (ThemeName.DARK if dark else ThemeName.LIGHT)
        self._table = token_table(self.name)
        if self._app is not None:
            self._show(self._app)

    def _show(self, app: QApplication) -> None:
        app.setFont(self.font("body"))
        app.setPalette(self._system_palette if self.system_contrast else self.palette())
        app.setStyleSheet("" if self.system_contrast else self.style_sheet())
        for widget in app.allWidgets():
            remeasure(self, widget)
        self.changed.emit()

    def palette(self) -> QPalette:
        """The palette that stands behind the style sheet."""
        palette = QPalette()
        for role, token in _PALETTE.items():
            palette.setColor(role, self.token(token))
        for role in (QPalette.ColorRole.WindowText, QPalette.ColorRole.Text, QPalette.ColorRole.ButtonText):
            palette.setColor(QPalette.ColorGroup.Disabled, role, self.token("muted"))
        return palette

    def style_sheet(self) -> str:
        """The one style sheet, with colours and scaled pixels filled in."""
        text = (resources() / "themes" / "luotsi.qss").read_text(encoding="utf-8")
        values = dict(self._table.colours)
        values["edge"] = f"{self._table.edge}px"
        values["flat_edge"] = f"{self._table.edge}px" if self.fills_chosen else "0px"
        values["chosen"] = values["accent"] if self.fills_chosen else values["accent_soft"]
        values["on_chosen"] = values["on_accent"] if self.fills_chosen else values["accent_ink"]
        filled = Template(text).substitute(values)
        return re.sub(r"(\d+)px", lambda found: f"{self.px(int(found[1]))}px", filled)


_PALETTE = {
    QPalette.ColorRole.Window: "paper",
    QPalette.ColorRole.WindowText: "ink",
    QPalette.ColorRole.Base: "raised",
    QPalette.ColorRole.AlternateBase: "surface",
    QPalette.ColorRole.Text: "ink",
    QPalette.ColorRole.Button: "raised",
    QPalette.ColorRole.ButtonText: "ink",
    QPalette.ColorRole.BrightText: "on_accent",
    QPalette.ColorRole.Highlight: "accent",
    QPalette.ColorRole.HighlightedText: "on_accent",
    QPalette.ColorRole.Link: "accent_ink",
    QPalette.ColorRole.LinkVisited: "accent_ink",
    QPalette.ColorRole.ToolTipBase: "ink",
    QPalette.ColorRole.ToolTipText: "paper",
    QPalette.ColorRole.PlaceholderText: "muted",
    QPalette.ColorRole.Accent: "accent",
    QPalette.ColorRole.Light: "surface",
    QPalette.ColorRole.Midlight: "sunken",
    QPalette.ColorRole.Mid: "line",
    QPalette.ColorRole.Dark: "field",
    QPalette.ColorRole.Shadow: "field",
}

_current: Theme | None = None
_fonts_loaded = False


def current() -> Theme:
    """The theme in force; a light one at 100 % until the program has applied its own."""
    global _current
    if _current is None:
        _current = Theme(ThemeName.LIGHT, system_contrast=False, reduced_motion=True)
    return _current


@cache
def _font(pixels: int, weight: int) -> QFont:
    """The font of a size and weight; kept, since every measuring of words asks for one."""
    font = QFont(FONT_FAMILY)
    font.setPixelSize(pixels)
    font.setWeight(QFont.Weight(weight))
    return font


def load_fonts() -> None:
    """Register the three weights of Noto Sans with Qt, once per program."""
    global _fonts_loaded
    if _fonts_loaded:
        return
    _fonts_loaded = True
    for name in _FONT_FILES:
        QFontDatabase.addApplicationFont(str(resources() / "fonts" / name))


@cache
def load_script_fonts() -> None:
    """Register the fonts of the other scripts, once, when a page first shows languages by their own names."""
    for family in ("Arabic", "Bengali", "Devanagari", "Ethiopic", "Thai", "SC"):
        QFontDatabase.addApplicationFont(str(resources() / "fonts" / f"NotoSans{family}-Regular.ttf"))


def remeasure(theme: Theme, widget: QWidget) -> None:
    """Give a widget and its layout the fonts, spaces and sizes of the theme (see `measure`)."""
    role = widget.property("text_role")
    if role:
        widget.setFont(theme.font(role))
    size = widget.property("fixed_height")
    if size:
        widget.setFixedHeight(theme.px(size))
    layout = widget.layout()
    if layout is not None:
        _remeasure_layout(theme, layout)
    restyle = getattr(widget, "restyle", None)
    if callable(restyle):
        restyle()
    widget.updateGeometry()


def _remeasure_layout(theme: Theme, layout: QLayout) -> None:
    gap, margins = layout.property("gap"), layout.property("margins")
    if gap is not None:
        layout.setSpacing(theme.px(gap))
    if margins is not None:
        layout.setContentsMargins(*(theme.px(side) for side in margins))
    # Not by itemAt: the Python object of an item lives as long as its layout, longer than the item itself, and takes
    # the place of whatever is made at the same address afterwards. That ended the program in the middle of work.
    for inner in layout.children():
        if isinstance(inner, QLayout):
            _remeasure_layout(theme, inner)
