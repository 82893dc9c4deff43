"""What loses neither side: shown as a proposal, and once it is taken free to be written differently."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPlainTextEdit, QVBoxLayout, QWidget

from app.language import _
from app.operations.word_diff import Piece
from app.views import theme as themes
from app.views.sync.differences.long_text import LongText
from app.views.sync.differences.record import Choice, Question
from app.views.sync.differences.words import in_a_line, question_name
from app.views.widgets.buttons import Button
from app.views.widgets.icon_view import IconView
from app.views.widgets.labels import PlainLabel

_LINES = (2, 9)


class Proposal(QFrame):
    """`used` when the proposal is taken, `written(text)` at every key in it, `left` when writing in it ends."""

    used = Signal()
    written = Signal(str)
    left = Signal()

    def __init__(self, question: Question, parent: QWidget) -> None:
        super().__init__(parent)
        self._question, self._text = question, question.both or ""
        self.setObjectName("card")
        self.setAccessibleName(_("Both, combined"))
        self.button = Button(_("Use this proposal"), icon="check")
        self.button.setAccessibleName(_("Use both, combined: {text}", text=in_a_line(question, self._text)))
        self.button.clicked.connect(lambda: self.used.emit())
        head = QHBoxLayout()
        head.setSpacing(7)
        head.addWidget(IconView("git-merge", 14, "accent_text"))
        title = PlainLabel(_("Both, combined"), "label", tone="accent_text")
        head.addWidget(title)
        head.addStretch(1)
        head.addWidget(self.button)
        self.words = LongText([Piece("same", in_a_line(question, self._text))], fold=False, parent=self)
        self.editor: _Editor | None = None
        self._body = QVBoxLayout(self)
        self._body.setContentsMargins(12, 8, 10, 10)
        self._body.setSpacing(6)
        self._body.addLayout(head)
        self._body.addWidget(self.words)

    def show_choice(self, choice: Choice | None) -> None:
        """Show whether it is what was chosen, and then in a field."""
        chosen = choice == "both" or isinstance(choice, tuple)
        self.button.setVisible(not chosen)
        self.words.setVisible(not chosen)
        if chosen and self.editor is None:
            self.editor = _Editor(_("{field}, both combined", field=question_name(self._question)), self)
            self.editor.setPlainText(choice[1] if isinstance(choice, tuple) else self._text)
            self.editor.textChanged.connect(self._tell)
            self.editor.left.connect(self.left)
            self._body.addWidget(self.editor)
        if self.editor is not None:
            self.editor.setVisible(chosen)

    def choice(self) -> Choice:
        """Return what is chosen by taking it: the proposal, or what was made of it."""
        text = self.editor.toPlainText() if self.editor is not None else self._text
        if self._question.rows[0].type == "multi":
            # A line each, in the order that lists are kept in.
            text = "\n".join(sorted({line.strip() for line in text.split("\n") if line.strip()}))
        return "both" if text == self._text else ("text", text)

    def _tell(self) -> None:
        if self.editor is not None:
            self.written.emit(self.editor.toPlainText())


class _Editor(QPlainTextEdit):
    """As high as what is written, within bounds; Escape and Tab leave it, Ctrl+Enter goes on to the sheet."""

    left = Signal()

    def __init__(self, name: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self.setTabChangesFocus(True)
        self.document().setDocumentMargin(6)
        self.textChanged.connect(self.updateGeometry)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)

    def _height(self) -> int:
        theme = themes.current()
        lines = min(max(round(self.document().size().height()), _LINES[0]), _LINES[1])
        return lines * round(self.fontMetrics().lineSpacing()) + theme.px(18)

    def sizeHint(self) -> QSize:
        """As high as what is written."""
        return QSize(themes.current().px(160), self._height())

    def minimumSizeHint(self) -> QSize:
        """As high as what is written."""
        return self.sizeHint()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Leave by Escape; saving is the sheet's."""
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and event.modifiers() & (
            Qt.KeyboardModifier.ControlModifier
        ):
            event.ignore()
        else:
            super().keyPressEvent(event)
