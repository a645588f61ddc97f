"""Several answers as chips in rows; the rarer ones open in a list."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from desktop_app.ui.language import TranslatedWidget, ntr, tr
from desktop_app.ui.measure import px
from desktop_app.ui.widgets.chip import Chip
from desktop_app.ui.widgets.editor import Options
from desktop_app.ui.widgets.flow import flow, flow_height
from desktop_app.ui.widgets.roving import move_by_key, set_tab_stop
from desktop_app.ui.widgets.tick_list import TickList

_GAP = 8
_ONE_ROW = 100_000


class _FlowChip(Chip):
    """A chip that lets the arrow keys move to its neighbours."""

    def __init__(self, text: str, code: str, group: ChipFlow, icon: str | None = None) -> None:
        super().__init__(text, code=code, icon=icon, parent=group)
        self._group = group

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows move; Enter and Space press."""
        if move_by_key(self._group.shown_chips(), self, event):
            return
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers():
            self.click()
        else:
            super().keyPressEvent(event)


@dataclass(frozen=True, slots=True)
class _Arrangement:
    """Chips with their places, and the words of the last one."""

    chips: list[_FlowChip]
    places: list[QRect]
    more: str


class ChipFlow(TranslatedWidget, QWidget):
    """An editor of codes (`single`: of one code).

    The first `shown` options and all chosen ones stand as chips, the rest opens from the last chip.
    With `max_rows` chosen chips that need more rows are gathered behind "5 chosen".
    """

    edited = Signal()

    def __init__(
        self,
        options: Options = (),
        *,
        shown: int | None = None,
        max_rows: int | None = None,
        single: bool = False,
        ticks: bool = True,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._shown, self._max_rows, self._single, self._ticks = shown, max_rows, single, ticks
        self._labels: dict[str, str] = {}
        self._chosen: set[str] = set()
        self._chips: dict[str, _FlowChip] = {}
        self._more = _FlowChip("", "", self, icon="plus")
        self._more.clicked.connect(self._open_list)
        self._list: TickList | None = None
        self._arranged: list[_FlowChip] = []
        self._known: dict[int, _Arrangement] = {}
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.set_options(options)

    def retranslate(self) -> None:
        """Labels are given by `set_options`; only the last chip has own words."""
        self._known.clear()
        self._place(self.width())
        self.updateGeometry()

    def set_options(self, options: Options) -> None:
        """Offer codes with labels; chosen codes stay, even when they are no longer offered."""
        labels = dict(options)
        for code in self._chosen - labels.keys():
            labels[code] = self._labels.get(code, code)
        self._labels = labels
        for code in self._chips.keys() - labels.keys():
            self._chips.pop(code).deleteLater()
        for code, chip in self._chips.items():
            chip.setText(labels[code])
        self._refresh()

    def value(self) -> list[str] | str | None:
        """The chosen codes in the order of the options, one code when `single`, or `None`."""
        chosen = [code for code in self._labels if code in self._chosen]
        if self._single:
            return chosen[0] if chosen else None
        return chosen or None

    def set_value(self, value: object) -> None:
        """Choose codes."""
        codes = [value] if isinstance(value, str) else list(value) if isinstance(value, list | tuple) else []
        self._chosen = {code for code in codes if isinstance(code, str)}
        unknown = self._chosen - self._labels.keys()
        if unknown:
            self.set_options([*self._labels.items(), *((code, code) for code in sorted(unknown))])
        self._refresh()

    def set_error(self, text: str | None) -> None:
        """Nothing to mark: any set of answers can stand."""

    def setFocus(self, reason: Qt.FocusReason = Qt.FocusReason.OtherFocusReason) -> None:
        """Focus goes to the first chip."""
        chips = self.shown_chips()
        if chips:
            chips[0].setFocus(reason)

    def shown_chips(self) -> list[Chip]:
        """The chips that stand in the rows, in order."""
        return list(self._arranged)

    def _on_clicked(self, code: str) -> None:
        if self._single:
            self._chosen = set() if code in self._chosen else {code}
        else:
            self._chosen ^= {code}
        self._refresh()
        self._chip(code).setFocus(Qt.FocusReason.OtherFocusReason)
        self.edited.emit()

    def _chip(self, code: str) -> _FlowChip:
        """Return the chip of a code, made when it is first shown: of 200 countries few ever are."""
        if code not in self._chips:
            chip = self._chips[code] = _FlowChip(self._labels[code], code, self)
            chip.set_ticks(self._ticks)
            chip.setChecked(code in self._chosen)
            chip.clicked.connect(lambda _on, pressed=code: self._on_clicked(pressed))
            QWidget.setTabOrder(self._more, chip)  # else it would come last in the window
        return self._chips[code]

    def _refresh(self) -> None:
        self._known.clear()
        for code, chip in self._chips.items():
            chip.setChecked(code in self._chosen)
        self._place(self.width())
        self.updateGeometry()

    def restyle(self) -> None:
        """Measure again after a change of theme or scale."""
        self._refresh()

    def _open_list(self) -> None:
        chosen = set(self._chosen)
        self._list = TickList(list(self._labels.items()), chosen, self._more)
        self._list.setAccessibleName(self.accessibleName())
        self._list.picked.connect(self._on_picked)
        self._list.open_under(self._more)

    def _on_picked(self, code: str) -> None:
        if self._single:
            self._chosen = set() if code in self._chosen else {code}
        else:
            self._chosen ^= {code}
        self._refresh()
        self.edited.emit()

    def _candidates(self) -> list[str]:
        if self._shown is None:
            return list(self._labels)
        return [code for at, code in enumerate(self._labels) if at < self._shown or code in self._chosen]

    def _arrange(self, width: int) -> _Arrangement:
        """How the chips would stand at a width; layouts ask for the same widths again and again."""
        if width not in self._known:
            self._known[width] = self._arranged_anew(width)
        return self._known[width]

    def _arranged_anew(self, width: int) -> _Arrangement:
        codes = self._candidates()
        while True:
            hidden = [code for code in self._labels if code not in codes]
            more = self._more_words(hidden) if hidden else ""
            sizes = [self._chip(code).sizeHint() for code in codes]
            if hidden:
                sizes.append(self._more.size_with(more))
            places, rows = flow(sizes, max(width, 1), px(_GAP))
            if self._max_rows is None or rows <= self._max_rows or len(codes) < 2 or width < px(200):
                chips = [self._chip(code) for code in codes]
                return _Arrangement([*chips, self._more] if hidden else chips, places, more)
            codes.remove(next((code for code in reversed(codes) if code not in self._chosen), codes[-1]))

    def _more_words(self, hidden: list[str]) -> str:
        n = len(hidden)
        if any(code in self._chosen for code in hidden):
            return ntr("{n} chosen", "{n} chosen", len(self._chosen))
        if self._shown == 0:
            return ntr("Choose from {n} other", "Choose from {n} others", n) if self._chosen else tr("Choose")
        return ntr("{n} more", "{n} more", n)

    def _place(self, width: int) -> None:
        arranged = self._arrange(width)
        self._more.setText(arranged.more)
        self._arranged = arranged.chips
        for chip, place in zip(arranged.chips, arranged.places, strict=True):
            chip.setGeometry(place)
            chip.show()
        for other in [*self._chips.values(), self._more]:
            if other not in arranged.chips:
                other.hide()
        keep = next((chip for chip in arranged.chips if chip.focusPolicy() == Qt.FocusPolicy.StrongFocus), None)
        set_tab_stop(arranged.chips, keep)

    def heightForWidth(self, width: int) -> int:
        """Height of all rows at a width."""
        return flow_height(self._arrange(width).places)

    def sizeHint(self) -> QSize:
        """One long row."""
        widths = [place.width() + px(_GAP) for place in self._arrange(_ONE_ROW).places]
        return QSize(min(sum(widths), px(640)), self.heightForWidth(self.width()) if self.width() > px(64) else px(32))

    def minimumSizeHint(self) -> QSize:
        """As narrow as the longest chip."""
        widths = [place.width() for place in self._arrange(_ONE_ROW).places]
        return QSize(min(max(widths, default=0), px(280)), px(32))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Place the chips anew."""
        super().resizeEvent(event)
        self._place(event.size().width())
