"""Labels that show text as it is: never as HTML, and cut off with a tooltip where there is no room."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from app.views import theme as themes
from app.views.paint.text import LEFT, RIGHT, elided, paint_text


class PlainLabel(QLabel):
    """A label of plain text in a step of the type scale and a tone of the theme."""

    def __init__(
        self, text: str = "", step: str = "body", *, tone: str = "", wrap: bool = False, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setTextInteractionFlags(Qt.TextInteractionFlag.NoTextInteraction)
        self.setProperty("step", step)
        if tone:
            self.setProperty("tone", tone)
        self.setWordWrap(wrap)
        self.setText(text)

    def set_tone(self, tone: str) -> None:
        """Change the tone while shown."""
        self.setProperty("tone", tone)
        self.style().unpolish(self)
        self.style().polish(self)

    def setText(self, text: str) -> None:
        """Show other words."""
        super().setText(text)
        self._make_room()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the height that wrapped words need at this width: a form asks for it at another width."""
        super().resizeEvent(event)
        self._make_room()

    def changeEvent(self, event: QEvent) -> None:
        """Keep what is needed at a new text scale."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.FontChange:
            self._make_room()

    def _make_room(self) -> None:
        if not (self.wordWrap() and self.testAttribute(Qt.WidgetAttribute.WA_Resized)):
            return
        if self.minimumHeight() > self.fontMetrics().height():
            # Qt never asks for less than what is kept, also where fewer lines would do now.
            self.setMinimumHeight(0)
        self.setMinimumHeight(self.heightForWidth(self.width()) if self.text() else 0)


class ElidedLabel(QWidget):
    """One line that is cut off with an ellipsis; the tooltip then holds all of it."""

    def __init__(
        self,
        text: str = "",
        step: str = "body",
        *,
        tone: str = "text",
        right: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._text, self._step, self._tone = text, step, tone
        self._align = RIGHT if right else LEFT
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(text)

    def text(self) -> str:
        """Return the whole text."""
        return self._text

    def setText(self, text: str) -> None:
        """Show another text."""
        self._text = text
        self.setAccessibleName(text)
        self._tip()
        self.updateGeometry()
        self.update()

    def set_tone(self, tone: str) -> None:
        """Change the tone while shown."""
        self._tone = tone
        self.update()

    def sizeHint(self) -> QSize:
        """All of the text, if there is room."""
        theme = themes.current()
        return QSize(int(theme.width(self._text, self._step)) + 2, theme.line(self._step))

    def minimumSizeHint(self) -> QSize:
        """A few signs and the ellipsis."""
        theme = themes.current()
        return QSize(theme.px(48), theme.line(self._step))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the line."""
        theme = themes.current()
        painter = QPainter(self)
        tone = theme.tone(self._tone) if self.isEnabled() else theme.color.text_disabled
        paint_text(painter, QRectF(self.rect()), self._text, theme, tone, self._step, 0, self._align)
        painter.end()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """See whether the text still fits."""
        super().resizeEvent(event)
        self._tip()

    def changeEvent(self, event: QEvent) -> None:
        """See whether the text fits at a new text scale."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.StyleChange:
            self.updateGeometry()
            self._tip()

    def _tip(self) -> None:
        cut = elided(self._text, self.width(), themes.current(), self._step) != self._text
        if cut:
            from app.views.row_table import plain_tip

            self.setToolTip(plain_tip(self._text))
        else:
            self.setToolTip("")
