"""A text field as high as its words, kept by itself; Tab goes on to the next."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QResizeEvent, QTextCursor
from PySide6.QtWidgets import QFrame, QSizePolicy, QTextEdit, QWidget

from app.views import theme as themes

_PAD, _LEAST_LINES = 7, 2


class GrowingText(QTextEdit):
    """`written(text)` with each key, `left` when the focus goes."""

    written = Signal(str)
    left = Signal()

    def __init__(self, name: str, hint: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self.setPlaceholderText(hint)
        self.setAcceptRichText(False)
        self.setTabChangesFocus(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.document().setDocumentMargin(_PAD)
        self._showing = False
        self.textChanged.connect(self._changed)
        self.document().documentLayout().documentSizeChanged.connect(self._fit)

    def show_text(self, text: str) -> None:
        """Show other words, unless somebody is writing here or they are the same."""
        if self.hasFocus() or self.toPlainText() == text:
            return
        self._showing = True
        self.setPlainText(text)
        self._showing = False

    def end(self) -> None:
        """Put the cursor behind the last sign."""
        self.moveCursor(QTextCursor.MoveOperation.End)

    def _changed(self) -> None:
        if not self._showing:
            self.written.emit(self.toPlainText())

    def _fit(self, *_size: object) -> None:
        least = themes.current().line("body") * _LEAST_LINES + 2 * _PAD
        wanted = max(round(self.document().size().height()) + 4, least)
        if wanted != self.height() or wanted != self.minimumHeight():
            self.setFixedHeight(wanted)

    def sizeHint(self) -> QSize:
        """As wide as there is room."""
        return QSize(themes.current().px(320), self.minimumHeight())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Narrower words are higher."""
        super().resizeEvent(event)
        self._fit()

    def changeEvent(self, event: QEvent) -> None:
        """Fit the words at another text size."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.StyleChange, QEvent.Type.FontChange):
            self._fit()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Tell that the focus went elsewhere."""
        super().focusOutEvent(event)
        if event.reason() is not Qt.FocusReason.PopupFocusReason:
            self.left.emit()
