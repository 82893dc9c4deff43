"""What a section says, in one line that becomes the headline of its slide, with how long it is."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.language import _, number
from app.operations.reviews.rows import SectionRow
from app.reports.review.facts import Chapter
from app.views.reviews.words import MOST_SIGNS
from app.views.widgets.buttons import Button
from app.views.widgets.fields import LineField
from app.views.widgets.labels import ElidedLabel, PlainLabel


class HeadlineField(QWidget):
    """`written(text)` with each key, `left` when the focus goes, `given_back` to say again what the facts say."""

    written = Signal(str)
    left = Signal()
    given_back = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._most, self._id = MOST_SIGNS["ja"], ""
        self.field = LineField(_("What this section says (becomes the headline)"))
        self._caption = ElidedLabel(_("What this section says (becomes the headline)"), "caption", tone="text2")
        self._count = PlainLabel("", "caption", tone="text2")
        self.back = Button(_("As the data say"), kind="link")
        over = QHBoxLayout()
        over.setSpacing(12)
        over.addWidget(self._caption, 1)
        over.addWidget(self.back)
        over.addWidget(self._count)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addLayout(over)
        column.addWidget(self.field)
        self.field.textChanged.connect(self._measure)
        self.field.written.connect(self.written)
        self.field.left.connect(self.left)
        self.field.returnPressed.connect(self.left)
        self.back.clicked.connect(self.given_back)

    def show_section(self, row: SectionRow, lang: str, *, waits: bool) -> None:
        """Show the headline of a section; what is being written stays, unless it is of another section."""
        self._most = MOST_SIGNS.get(lang, 60)
        if row.id != self._id or not (self.field.hasFocus() or waits):
            if self.field.text() != row.headline:
                self.field.setText(row.headline)
                self.field.setCursorPosition(0)
            self._id = row.id
        self.field.setPlaceholderText(row.told.headline or row.name)
        self.back.setVisible(row.headline_is_own and row.chapter is not Chapter.OWN)
        self._measure()

    def _measure(self) -> None:
        signs = len(self.field.text())
        self._count.setText(_("{n} / {most} signs", n=number(signs), most=number(self._most)))
        self._count.set_tone("watch_text" if signs > self._most else "text2")
