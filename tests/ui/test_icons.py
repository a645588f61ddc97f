"""Line icons and the program's mark."""

import re

from PySide6.QtCore import QSize
from PySide6.QtGui import QIcon

from desktop_app import paths
from desktop_app.ui.icons import app_icon, icon
from desktop_app.ui.tokens import ThemeName


def _colours(picture):
    image = picture.toImage()
    return {
        image.pixelColor(x, y).name()
        for x in range(image.width())
        for y in range(image.height())
        if image.pixelColor(x, y).alpha() == 255
    }


def test_an_icon_takes_the_colour_of_its_token_and_follows_the_theme(look):
    sun = icon("sun", "accent")
    assert look.token("accent").name() in _colours(sun.pixmap(QSize(40, 40)))
    look.choose(ThemeName.DARK)
    assert look.token("accent").name() in _colours(sun.pixmap(QSize(40, 40)))


def test_a_disabled_icon_is_muted(look):
    picture = icon("sun", "accent").pixmap(QSize(40, 40), QIcon.Mode.Disabled)
    assert look.token("muted").name() in _colours(picture)


def test_every_icon_is_a_line_drawing_of_one_colour(look):
    names = sorted(path.stem for path in (paths.resources() / "icons").glob("*.svg"))
    assert len(names) >= 45
    for name in names:
        text = (paths.resources() / "icons" / f"{name}.svg").read_text(encoding="utf-8")
        assert "currentColor" in text
        assert 'viewBox="0 0 24 24"' in text
        assert not icon(name).isNull()


def test_every_icon_named_in_the_code_is_shipped():
    shipped = {path.stem for path in (paths.resources() / "icons").glob("*.svg")}
    named = re.compile(r"(?:IconBox|icon|paint_icon|set_icon|Button|Tag)\([^)\n]*?\"([a-z]+-[a-z-]+)\"")
    for path in (paths.resources().parent / "desktop_app" / "ui").rglob("*.py"):
        for name in named.findall(path.read_text(encoding="utf-8")):
            assert name in shipped, (path.name, name)


def test_the_mark_is_there_in_all_usual_sizes(look):
    assert {size.width() for size in app_icon().availableSizes()} >= {16, 32, 64, 256}
