"""Colours, contrast, fonts and measures of the three themes."""

import pytest
from PySide6.QtGui import QFontInfo, QPalette
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget

from desktop_app.ui import measure
from desktop_app.ui.theme import FONT_ROLES, Theme
from desktop_app.ui.tokens import TOKEN_NAMES, ThemeName, contrast, token_table

LIGHT, DARK, HC = ThemeName.LIGHT, ThemeName.DARK, ThemeName.HIGH_CONTRAST

# What the look promises: text, ground, and the ratio in light, dark and hc.
PROMISED = [
    ("ink", "paper", 13.39, 14.53, 21.0),
    ("ink", "raised", 15.09, 11.91, 21.0),
    ("ink", "sunken", 12.13, 11.10, 21.0),
    ("muted", "paper", 5.93, 8.14, 21.0),
    ("muted", "sunken", 5.37, 6.22, 21.0),
    ("on_accent", "accent", 7.90, 7.94, 11.32),
    ("on_accent", "accent_hover", 10.51, 9.61, 15.11),
    ("accent_ink", "accent_soft", 8.33, 8.29, 13.51),
    ("accent_ink", "paper", 9.20, 12.38, 13.51),
    ("accent", "surface", 7.70, 8.19, 11.32),
    ("accent", "accent_soft", 6.34, 6.04, 11.32),
    ("amber_ink", "amber_soft", 7.62, 8.97, 10.59),
    ("amber_ink", "paper", 7.90, 12.16, 10.59),
    ("muted", "amber_soft", 5.72, 6.00, 21.0),
    ("amber", "surface", 6.23, 8.60, 10.59),
    ("danger_ink", "danger_soft", 7.46, 8.83, 10.09),
    ("danger_ink", "surface", 8.94, 10.29, 10.09),
    ("on_danger", "danger", 7.21, 8.21, 10.09),
    ("field", "raised", 4.13, 4.08, 21.0),
    ("field", "paper", 3.67, 4.98, 21.0),
    ("focus", "paper", 7.01, 9.03, 11.32),
    ("focus", "surface", 7.70, 8.19, 11.32),
    ("line", "surface", 1.43, 1.40, 21.0),
]
# Edges and icons need 3, hairlines nothing, all other pairs are text.
EDGES = {"field", "focus", "amber", "accent"}
DECORATION = {"line"}


@pytest.mark.parametrize(("front", "ground", "light", "dark", "hc"), PROMISED)
def test_every_promised_contrast_holds(front, ground, light, dark, hc):
    for name, promised in ((LIGHT, light), (DARK, dark), (HC, hc)):
        colours = token_table(name).colours
        ratio = contrast(colours[front], colours[ground])
        assert ratio == pytest.approx(promised, abs=0.02), (name, front, ground)
        if front not in DECORATION:
            needed = 7.0 if name is HC else 3.0 if front in EDGES else 4.5
            assert ratio >= needed


# Pairs that the parts draw and the table does not list.
@pytest.mark.parametrize(
    ("front", "ground"),
    [
        ("ink", "surface"),
        ("muted", "surface"),
        ("muted", "raised"),
        ("paper", "ink"),
        ("accent_ink", "surface"),
        ("accent_ink", "sunken"),
        ("danger_ink", "raised"),
        ("danger_ink", "danger_soft"),
        ("amber_ink", "surface"),
        ("accent_ink", "amber_soft"),
    ],
)
def test_every_other_pair_of_words_can_be_read(front, ground):
    for name in ThemeName:
        colours = token_table(name).colours
        assert contrast(colours[front], colours[ground]) >= (7.0 if name is HC else 4.5), name


def test_every_theme_has_every_token():
    for name in ThemeName:
        assert tuple(token_table(name).colours) == TOKEN_NAMES


def test_no_colour_is_written_outside_the_token_tables():
    import re

    from desktop_app import paths

    ui = paths.resources().parent / "desktop_app" / "ui"
    for path in ui.rglob("*.py"):
        assert not re.search(r"#[0-9A-Fa-f]{6}\b", path.read_text(encoding="utf-8")), path.name
    assert not re.search(r"#[0-9A-Fa-f]{3,8}\b", (paths.resources() / "themes" / "luotsi.qss").read_text())


def test_sizes_and_fonts_follow_the_scale(look):
    for scale in (100, 115, 130, 150, 200):
        look.choose(LIGHT, scale)
        assert look.font("body").pixelSize() == round(15 * scale / 100)
        assert look.px(40) == round(40 * scale / 100)
        assert look.px(0) == 0
        assert look.px(1) >= 1


def test_the_shipped_font_is_used_in_all_three_weights(look):
    for role, (_size, weight) in FONT_ROLES.items():
        shown = QFontInfo(look.font(role))
        assert shown.family().startswith("Noto Sans")
        assert shown.weight() == weight, role


def test_a_change_of_scale_reaches_fonts_and_spaces_of_what_is_already_there(look, qtbot):
    page = QWidget()
    qtbot.addWidget(page)
    rows: QVBoxLayout = measure.column(page, 16, 32)
    label = QWidget()
    measure.set_role(label, "title")
    measure.set_height(label, 40)
    rows.addWidget(label)
    look.choose(LIGHT, 200)
    assert label.font().pixelSize() == 48
    assert label.height() == 80 or label.minimumHeight() == 80
    assert (rows.spacing(), rows.contentsMargins().left()) == (32, 64)


def test_the_systems_own_high_contrast_drops_the_style_sheet(qapp: QApplication):
    theme = Theme(DARK, system_contrast=True)
    theme.apply(qapp)
    assert qapp.styleSheet() == ""
    assert theme.token("ink") == qapp.palette().color(QPalette.ColorRole.WindowText)
    Theme(LIGHT, system_contrast=False).apply(qapp)
    assert "QScrollBar" in qapp.styleSheet()


def test_an_unknown_token_is_an_error(look):
    with pytest.raises(KeyError):
        look.token("salmon")


def test_steps_of_size_stop_at_both_ends(look):
    look.step_scale(-1)
    assert look.scale == 100
    for _ in range(9):
        look.step_scale(1)
    assert look.scale == 200
    look.step_scale(0)
    assert look.scale == 100
