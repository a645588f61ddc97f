"""How the reusable parts draw boxes, edges and words, sharp at any scale."""

from __future__ import annotations

from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen
from PySide6.QtWidgets import QWidget


def paint_box(
    painter: QPainter,
    rect: QRect,
    *,
    fill: QColor | None = None,
    edge: QColor | None = None,
    width: int = 1,
    radius: float = 0,
    dashed: bool = False,
) -> None:
    """A rounded box whose edge lies wholly inside `rect`."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    inset = width / 2 if edge is not None else 0.0
    box = QRectF(rect).adjusted(inset, inset, -inset, -inset)
    painter.setBrush(fill if fill is not None else Qt.BrushStyle.NoBrush)
    if edge is None:
        painter.setPen(Qt.PenStyle.NoPen)
    else:
        painter.setPen(QPen(edge, width, Qt.PenStyle.DashLine if dashed else Qt.PenStyle.SolidLine))
    corner = max(0.0, radius - inset)
    painter.drawRoundedRect(box, corner, corner)


def side_rounded(rect: QRectF, radius: float, *, left: bool, right: bool) -> QPainterPath:
    """A box that is round on the named sides only."""
    path = QPainterPath()
    path.setFillRule(Qt.FillRule.WindingFill)
    path.addRoundedRect(rect, radius, radius)
    half = rect.width() / 2
    if not left:
        path.addRect(QRectF(rect.left(), rect.top(), half, rect.height()))
    if not right:
        path.addRect(QRectF(rect.left() + half, rect.top(), half, rect.height()))
    return path.simplified()


def shown_text(text: str) -> str:
    """A button's text without its mnemonic sign."""
    return text.replace("&&", "\0").replace("&", "").replace("\0", "&")


def text_width(widget: QWidget, role: str, text: str) -> int:
    """Width of a text in the font of a role."""
    from PySide6.QtGui import QFontMetrics

    from desktop_app.ui import theme

    return QFontMetrics(theme.current().font(role)).horizontalAdvance(text)
