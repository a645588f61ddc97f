"""What could not be read yet, was refused, was withheld or is set aside: why, in plain words, and what to do."""

from __future__ import annotations

from datetime import datetime
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from desktop_app.i18n import formats
from desktop_app.ledger.ids import CaseId
from desktop_app.ui.language import N_, TranslatedWidget, ntr, screen_language, tr
from desktop_app.ui.measure import column, empty
from desktop_app.ui.view_models.sync import Fate, Group, SyncViewModel
from desktop_app.ui.widgets.button import Button
from desktop_app.ui.widgets.card import Card
from desktop_app.ui.widgets.flow import FlowLayout
from desktop_app.ui.widgets.label import Label

#: So many groups are shown; more of them is one trouble that many words do not make clearer.
MOST = 12

#: Why, and what to do, by the reason of a waiting or refused change.
_WHY = {
    "laptop": N_(
        "It was written on a laptop that this one does not know yet. It is tried again at each sync. If it stays for "
        "days, ask your administrator whether that laptop has been let in."
    ),
    "key_unknown": N_("This laptop does not have the key yet. It comes with a sync, and the change is read then."),
    "newer_version": N_(
        "It was written by a newer version of the program. Update the program on this laptop; it is read then."
    ),
    "later": N_("What it belongs to has not arrived yet. It is tried again at each sync."),
    "altered": N_(
        "Its signature or its seal does not match: it may have been altered on the way. Nothing of it is shown, and it "
        "changed nothing. Tell your administrator."
    ),
    "not_allowed": N_(
        "Its author may not write this there. Nothing of it is shown, and it changed nothing. Tell your administrator."
    ),
    "fork": N_(
        "Another change bears the same number: there may be two copies of one laptop. The one that the central system "
        "has counts. Tell your administrator."
    ),
}
_LAPTOP = frozenset({"organisation_unknown", "device_unknown", "roster_unknown"})

_FATE_WHY = {
    Fate.RETIRED: N_("It does not count, and is kept. An administrator can release it."),
    Fate.WITHHELD: N_(
        "The permission had been withdrawn before it arrived, so the recipient does not get it. It stays in your "
        "organisation."
    ),
    Fate.QUARANTINED: N_(
        "The central system keeps it sealed and gives it to nobody, because the laptop that wrote it is suspended or "
        "has a copy. It is safe here. An administrator can release it."
    ),
}


class SetAsideCard(TranslatedWidget, Card):
    """Hidden while there is nothing to tell."""

    case_asked = Signal(object)

    def __init__(self, model: SyncViewModel, parent: QWidget | None = None) -> None:
        super().__init__(margins=(24, 16, 24, 16), gap=16, parent=parent)
        self._model = model
        self._groups = column(None, 16)
        self._more = Label("", "body", "muted", wrap=True)
        self.body.addLayout(self._groups)
        self.body.addWidget(self._more)
        self._shown: tuple[object, ...] = ()
        self.hide()
        model.changed.connect(self._show)
        self.retranslate()

    def retranslate(self) -> None:
        """Set every word."""
        self.set_title(tr("Not read, refused, withheld or set aside"))
        self._shown = ()
        self._show()

    def _show(self) -> None:
        groups = self._model.set_aside
        self.setVisible(bool(groups))
        if self._shown == groups:
            return
        self._shown = groups
        empty(self._groups)
        for group in groups[:MOST]:
            self._groups.addWidget(self._block(group))
        rest = len(groups) - MOST
        self._more.setVisible(rest > 0)
        self._more.setText(ntr("{n} more of the kind.", "{n} more of the kind.", max(rest, 0)))

    def _block(self, group: Group) -> QWidget:
        holder = QWidget()
        lines = column(holder, 2)
        lines.addWidget(Label(title_words(group), "strong", wrap=True))
        lines.addWidget(Label(why_words(group), "body", wrap=True))
        source = self._source(group)
        if source:
            lines.addWidget(Label(source, "meta", "muted", wrap=True))
        if group.cases:
            ways = QWidget()
            flow = FlowLayout(ways, gap=8)
            for case, reference in sorted(group.cases.items(), key=lambda item: item[1]):
                flow.addWidget(self._way(case, reference))
            lines.addWidget(ways)
        return holder

    def _way(self, case: CaseId, reference: str) -> Button:
        button = Button("quiet", "arrow-right", text=tr("Open {reference}", reference=reference))
        button.clicked.connect(partial(self.case_asked.emit, case))
        return button

    def _source(self, group: Group) -> str:
        """From whom, and when the central system got it, as far as either is known."""
        who = tr("This laptop") if group.mine else group.worker or group.organisation
        if not group.received:
            return who
        when = formats.moment_in_words(datetime.fromisoformat(group.received), self._model.now(), screen_language())
        return tr("{who}, received {when}", who=who, when=when) if who else tr("Received {when}", when=when)


def title_words(group: Group) -> str:
    """Return what became of how many changes."""
    n = group.count
    if group.fate is Fate.WAITING:
        return ntr("{n} change cannot be read yet", "{n} changes cannot be read yet", n)
    if group.fate is Fate.REFUSED:
        return ntr("{n} change was refused", "{n} changes were refused", n)
    if group.fate is Fate.RETIRED:
        return ntr(
            "{n} change was written after its laptop had been removed",
            "{n} changes were written after their laptop had been removed",
            n,
        )
    if group.fate is Fate.WITHHELD:
        return ntr("{n} change was not given to its recipient", "{n} changes were not given to their recipient", n)
    return ntr("{n} change is set aside at the central system", "{n} changes are set aside at the central system", n)


def why_words(group: Group) -> str:
    """Return why, and what to do."""
    if group.fate in _FATE_WHY:
        return tr(_FATE_WHY[group.fate])
    reason = "laptop" if group.reason in _LAPTOP else group.reason
    return tr(_WHY.get(reason, _WHY["later" if group.fate is Fate.WAITING else "altered"]))
