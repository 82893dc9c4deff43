"""The line that makes a promise: whose it is, what, by whom and until when; the day may stand in the words."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from app.language import _, name_of, short_day
from app.views import theme as themes
from app.views.widgets.buttons import Button
from app.views.widgets.fields import DayField, LineField, ListField
from app.views.widgets.labels import PlainLabel
from app.views.widgets.segmented import SegmentedControl
from app.vocabulary import Side


class AddLine(QWidget):
    """`wanted` on Enter and 追加; `values` then tells what was written. `left` on Escape in an empty line."""

    wanted = Signal()
    left = Signal()

    def __init__(self, today: date, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(_("New promise"))
        self.today = today
        self.side = SegmentedControl([(str(side), name_of(side)) for side in Side], _("Whose promise"))
        self.text = LineField(_("What is promised"))
        self.text.setPlaceholderText(_("New promise, e.g. send the guide by Friday"))
        self.text.setMinimumWidth(160)
        self.who = ListField(_("Who"))
        self.who.setPlaceholderText(_("Who (may stay empty)"))
        self.day = DayField(_("Due"), today)
        self.day.setPlaceholderText(_("Due"))
        self._read = PlainLabel("", "label", tone="text2")
        self.add = Button(_("Add"), icon="plus")
        px = themes.current().px
        self.who.setFixedWidth(px(132))
        self.day.setFixedWidth(px(112))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(self.side)
        row.addWidget(self.text, 1)
        row.addWidget(self._read)
        row.addWidget(self.who)
        row.addWidget(self.day)
        row.addWidget(self.add)
        self._read.hide()
        self.text.textChanged.connect(lambda _text: self._show_day())
        self.add.clicked.connect(self.wanted)
        for field in (self.text, self.who, self.day):
            field.returnPressed.connect(self.wanted)

    def know(self, people: Sequence[str]) -> None:
        """Complete names with these."""
        self.who.know(people)

    def _named(self) -> tuple[str, date | None]:
        from app.operations.day_words import promise_named

        return promise_named(self.text.text(), today=self.today)

    def _show_day(self) -> None:
        # What the words say is only shown where no day stands in its own field.
        _words, due = self._named()
        self._read.setVisible(due is not None and self.day.named() is None)
        self._read.setText(_("until {day}", day=short_day(due)) if due is not None else "")

    def values(self) -> dict[str, object]:
        """Return what is written; the day of its own field goes before one in the words."""
        said = self.day.named()
        words, due = self._named() if said is None else (self.text.text(), said)
        return {"text": words, "side": Side(self.side.key()), "who": self.who.text(), "due": due}

    def clear(self) -> None:
        """Begin the next one, on the same side."""
        self.text.clear()
        self.who.clear()
        self.day.setModified(False)
        self.day.show_day(None)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape clears, then leaves."""
        if event.key() != Qt.Key.Key_Escape:
            super().keyPressEvent(event)
        elif self.text.text() or self.who.text() or self.day.text():
            self.clear()
        else:
            self.left.emit()
