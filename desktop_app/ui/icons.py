"""Lucide line icons in the colour of a token, drawn sharp at any size."""

from __future__ import annotations

from functools import cache

from PySide6.QtCore import QByteArray, QPoint, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QIcon, QIconEngine, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from desktop_app.paths import resources
from desktop_app.ui import theme

STROKE_WIDTH = "1.75"
MARK_SIDES = (16, 24, 32, 48, 64, 128, 256)


@cache
def _source(name: str) -> str:
    text = (resources() / "icons" / f"{name}.svg").read_text(encoding="utf-8")
    return text.replace('stroke-width="2"', f'stroke-width="{STROKE_WIDTH}"')


@cache
def _renderer(name: str, colour: str) -> QSvgRenderer:
    return QSvgRenderer(QByteArray(_source(name).replace("currentColor", colour).encode()))


def paint_icon(painter: QPainter, name: str, colour: QColor, rect: QRect | QRectF) -> None:
    """Draw an icon into a rectangle in a colour."""
    _renderer(name, colour.name()).render(painter, QRectF(rect))


class _Drawn(QIconEngine):
    """An icon that is drawn at whatever size is asked, when it is asked."""

    def pixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State) -> QPixmap:
        """A transparent picture of the icon."""
        pixmap = QPixmap(size)
        pixmap.fill(Qt.GlobalColor.transparent)
        painter = QPainter(pixmap)
        self.paint(painter, QRect(QPoint(0, 0), size), mode, state)
        painter.end()
        return pixmap


class TokenIconEngine(_Drawn):
    """Draws one icon in the token's colour of the theme in force; disabled: `muted`."""

    def __init__(self, name: str, token: str) -> None:
        super().__init__()
        self._name = name
        self._token = token

    def paint(self, painter: QPainter, rect: QRect, mode: QIcon.Mode, state: QIcon.State) -> None:
        """Draw at the size asked."""
        token = "muted" if mode is QIcon.Mode.Disabled else self._token
        paint_icon(painter, self._name, theme.current().token(token), rect)

    def clone(self) -> QIconEngine:
        """A second engine for a copied icon."""
        return TokenIconEngine(self._name, self._token)


def icon(name: str, token: str = "ink") -> QIcon:
    """The Lucide icon `name` in the colour of a token; `FileNotFoundError` when it is not shipped."""
    _source(name)
    return QIcon(TokenIconEngine(name, token))


def paint_mark(painter: QPainter, rect: QRect | QRectF) -> None:
    """The program's mark: a helm wheel on a rounded accent field."""
    colours = theme.current()
    box = QRectF(rect)
    side = box.width()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(colours.token("accent"))
    painter.drawRoundedRect(box, side * 0.25, side * 0.25)
    inset = side * 0.21
    paint_icon(painter, "ship-wheel", colours.token("on_accent"), box.adjusted(inset, inset, -inset, -inset))


class _MarkEngine(_Drawn):
    """Draws the program's mark."""

    def availableSizes(self, mode: QIcon.Mode = QIcon.Mode.Normal, state: QIcon.State = QIcon.State.Off) -> list[QSize]:
        """What desktops ask for."""
        return [QSize(side, side) for side in MARK_SIDES]

    def paint(self, painter: QPainter, rect: QRect, mode: QIcon.Mode, state: QIcon.State) -> None:
        """Draw at the size asked."""
        paint_mark(painter, rect)

    def clone(self) -> QIconEngine:
        """A second engine for a copied icon."""
        return _MarkEngine()


def app_icon() -> QIcon:
    """The program's icon for window and task bar, in the colours of the theme in force."""
    return QIcon(_MarkEngine())
