"""Pages of a PDF that is held in memory: shown under one another, and painted on a printer."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QPoint, QRect, QSize, QSizeF, Qt
from PySide6.QtGui import QImage, QPageLayout, QPainter, QPaintEvent
from PySide6.QtPdf import QPdfDocument
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QSizePolicy, QWidget

from desktop_app.ui import theme
from desktop_app.ui.measure import px
from desktop_app.ui.widgets.paint import paint_box
from desktop_app.ui.widgets.print_folder import job_in_memory

_AROUND, _BETWEEN = 22, 12
_MOST_WIDTH = 480

#: Dots for an inch of paper. Printers have more; a page of so many would take a gigabyte of memory.
_DOTS, _BOOKLET_FINER = 300, 2


class PdfPages(QWidget):
    """No file is written: the document reads from memory and is forgotten with the widget."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._buffer: QBuffer | None = None
        self._document = QPdfDocument(self)
        self._images: list[QImage] = []
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.setAccessibleDescription("")

    def show_pdf(self, data: bytes) -> None:
        """Show other pages."""
        self._document.close()
        self._buffer = QBuffer(self)
        self._buffer.setData(QByteArray(data))
        self._buffer.open(QIODevice.OpenModeFlag.ReadOnly)
        self._document.load(self._buffer)
        self._images = []
        self.updateGeometry()
        self.update()

    def text(self) -> str:
        """Everything that stands on the pages, for a screen reader."""
        return "\n".join(self._document.getAllText(page).text() for page in range(self._document.pageCount()))

    def heightForWidth(self, width: int) -> int:
        """Height of all pages at a width."""
        heights = [size.height() for size in self._sizes(width)]
        return sum(heights) + px(_BETWEEN) * max(len(heights) - 1, 0) + 2 * px(_AROUND)

    def sizeHint(self) -> QSize:
        """A readable page."""
        return QSize(px(420), self.heightForWidth(px(420)))

    def minimumSizeHint(self) -> QSize:
        """A small page, and high enough for the width of now."""
        return QSize(px(240), px(320))

    def restyle(self) -> None:
        """Draw again at another scale."""
        self._images = []
        self.updateGeometry()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the bed and the pages."""
        look = theme.current()
        painter = QPainter(self)
        paint_box(painter, self.rect(), fill=look.token("sunken"), radius=px(8))
        sizes = self._sizes(self.width())
        if [image.deviceIndependentSize().toSize() for image in self._images] != sizes:
            self._images = [self._sharp(page, size) for page, size in enumerate(sizes)]
        top = px(_AROUND)
        for size, image in zip(sizes, self._images, strict=True):
            place = QRect((self.width() - size.width()) // 2, top, size.width(), size.height())
            painter.fillRect(place, Qt.GlobalColor.white)
            painter.drawImage(place, image)
            paint_box(painter, place.adjusted(-1, -1, 1, 1), edge=look.token("line"))
            top += size.height() + px(_BETWEEN)

    def _sizes(self, width: int) -> list[QSize]:
        room = min(max(width - 2 * px(_AROUND), 1), px(_MOST_WIDTH))
        sizes = [self._document.pagePointSize(page) for page in range(self._document.pageCount())]
        return [QSize(room, round(room * size.height() / size.width())) for size in sizes if size.width()]

    def _sharp(self, page: int, size: QSize) -> QImage:
        ratio = self.devicePixelRatioF()
        image = self._drawn(page, size * ratio)
        image.setDevicePixelRatio(ratio)
        return image

    def _drawn(self, page: int, size: QSize) -> QImage:
        return _on_paper(self._document, page, size)


def print_pdfs(pdfs: Sequence[bytes], printer: QPrinter) -> bool:
    """Paint every page of every document on a printer as one job, each the way round that it needs; in the middle.

    False when the printer does not begin. Any thread may call it; a page takes a moment.
    """
    if printer.resolution() > _DOTS:
        printer.setResolution(_DOTS)
    painter, first = QPainter(), True
    with job_in_memory():
        for data in pdfs:
            document = QPdfDocument()
            buffer = QBuffer(document)  # lives as long as the document that reads from it
            buffer.setData(QByteArray(data))
            buffer.open(QIODevice.OpenModeFlag.ReadOnly)
            document.load(buffer)
            for page in range(document.pageCount()):
                lying = _is_lying(document.pagePointSize(page))
                way = QPageLayout.Orientation.Landscape if lying else QPageLayout.Orientation.Portrait
                printer.setPageOrientation(way)
                if first and not painter.begin(printer):
                    return False
                if not first:
                    printer.newPage()
                first = False
                _paint_page(painter, document, page)
            document.close()
        painter.end()
    return not first


def _is_lying(points: QSizeF) -> bool:
    return points.width() > points.height()


def _paint_page(painter: QPainter, document: QPdfDocument, page: int) -> None:
    points, paper = document.pagePointSize(page), painter.viewport()
    size = points.scaled(paper.size().toSizeF(), Qt.AspectRatioMode.KeepAspectRatio).toSize()
    left, top = (paper.width() - size.width()) // 2, (paper.height() - size.height()) // 2
    # The letters of a booklet are a third of those of a page.
    finer = _BOOKLET_FINER if _is_lying(points) else 1
    painter.drawImage(QRect(QPoint(left, top), size), _on_paper(document, page, size * finer))


def _on_paper(document: QPdfDocument, page: int, size: QSize) -> QImage:
    """Return a page on white paper."""
    drawn = document.render(page, size)
    painter = QPainter(drawn)
    painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_DestinationOver)
    painter.fillRect(drawn.rect(), Qt.GlobalColor.white)
    painter.end()
    drawn.reinterpretAsFormat(QImage.Format.Format_RGB32)
    return drawn
