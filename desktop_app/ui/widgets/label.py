"""Words on the page: labels, long text and hairlines."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QLabel, QSizePolicy, QWidget

from desktop_app.ui.measure import set_height, set_role, set_tone

LONG_LINE_PX = 24


class Label(QLabel):
    """Plain text in a role's font and a tone's colour; never read as mark-up."""

    def __init__(
        self,
        text: str = "",
        role: str = "body",
        tone: str = "",
        *,
        wrap: bool = False,
        selectable: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(text, parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setWordWrap(wrap)
        if selectable:
            self.setTextInteractionFlags(
                Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
            )
        if wrap:
            policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
            policy.setHeightForWidth(True)
            self.setSizePolicy(policy)
        set_role(self, role)
        if tone:
            set_tone(self, tone)


class Prose(Label):
    """Long text, such as what the person wants, with air between its lines."""

    def __init__(self, text: str = "", *, parent: QWidget | None = None) -> None:
        super().__init__("", "long", wrap=True, selectable=True, parent=parent)
        self.setTextFormat(Qt.TextFormat.RichText)
        self._plain = ""
        self.setText(text)

    def setText(self, text: str) -> None:
        """Show plain text; line breaks are kept."""
        import html  # late: the entrance has no long text

        from desktop_app.ui.measure import px

        self._plain = text
        lines = html.escape(text).replace("\n", "<br>")
        super().setText(f'<p style="margin:0; line-height:{px(LONG_LINE_PX)}px">{lines}</p>' if text else "")
        self.setAccessibleName(text)

    def plain_text(self) -> str:
        """The text as it was given."""
        return self._plain

    def restyle(self) -> None:
        """Measure the lines again after a change of scale."""
        self.setText(self._plain)


def hairline(parent: QWidget | None = None) -> QFrame:
    """A thin line across."""
    line = QFrame(parent)
    line.setProperty("kind", "hairline")
    line.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
    line.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
    set_height(line, 1)
    return line
