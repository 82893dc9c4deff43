"""The touchpoint that is chosen, as it is written: each field is kept by itself a moment after the last key."""

from __future__ import annotations

from datetime import date
from typing import Any
from zoneinfo import ZoneInfo

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QPlainTextEdit, QWidget

from app.clock import Clock
from app.language import _, keyed, name_of
from app.operations.touchpoints import TouchpointRow
from app.views import theme as themes
from app.views.account.editor_card import EditorCard
from app.views.widgets.autosave import Save
from app.views.widgets.buttons import Button
from app.views.widgets.choices import CheckBox, ComboBox
from app.views.widgets.fields import DayField, LineField, ListField, TimeField, captioned
from app.vocabulary import Purpose, TouchpointKind

_NO_ONE = ""


class NoteField(QPlainTextEdit):
    """The source of a note. `left` when the focus goes; Ctrl+Enter and Escape are the editor's."""

    left = Signal()

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self.setTabChangesFocus(True)
        self.document().setDocumentMargin(7)
        self.setMinimumHeight(themes.current().line("body") * 9 + 16)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Tell that the focus went elsewhere."""
        super().focusOutEvent(event)
        if event.reason() not in (Qt.FocusReason.PopupFocusReason, Qt.FocusReason.ActiveWindowFocusReason):
            self.left.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Leave the keys that end writing to the editor."""
        if event.key() == Qt.Key.Key_Escape:
            event.ignore()
        else:
            super().keyPressEvent(event)


class Editor(EditorCard):
    """Filled by `show_row`; `save` is given what changed. `finished` on Escape, Ctrl+Enter and 閉じる.

    `turned(id)` whenever it has been filled.
    """

    turned = Signal(str)

    def __init__(self, clock: Clock, save: Save, parent: QWidget | None = None) -> None:
        super().__init__(_("Edit touchpoint"), save, parent)
        self._clock = clock
        self.note = NoteField(_("Note, in Markdown"))
        self.kind = ComboBox(_("Kind"))
        for kind in TouchpointKind:
            self.kind.addItem(name_of(kind), str(kind))
        self.day = DayField(_("Day"), clock.today(), backward=True)
        self.time = TimeField(_("Time"))
        self.people = ListField(_("People"))
        self.tags = ListField(_("Tags"), r"[、,，;；\s]")
        self.two_way = CheckBox(_("The customer spoke too"))
        self.shown = CheckBox(_("May be shown to the customer"))
        self.sentiment = ComboBox(_("How it went"))
        self.sentiment.addItem(_("Not said"), None)
        for step in (2, 1, 0, -1, -2):
            self.sentiment.addItem(keyed("sentiment", str(step)), step)
        self.purpose = ComboBox(_("Purpose"))
        self.purpose.addItem(_("Not said"), _NO_ONE)
        for purpose in Purpose:
            self.purpose.addItem(name_of(purpose), str(purpose))
        self.minutes = LineField(_("Length in minutes"))
        self.close_button = Button(_("Done"))
        self._build()
        self._connect()

    def _build(self) -> None:
        self.body.addWidget(self.note)
        for row in (
            (captioned(_("Kind"), self.kind), captioned(_("Day"), self.day)),
            (captioned(_("Time"), self.time), captioned(_("Minutes"), self.minutes)),
            (captioned(_("People"), self.people),),
            (captioned(_("Tags"), self.tags),),
            (captioned(_("How it went"), self.sentiment), captioned(_("Purpose"), self.purpose)),
        ):
            line = QHBoxLayout()
            line.setSpacing(8)
            for field in row:
                line.addLayout(field, 1)
            self.body.addLayout(line)
        self.body.addWidget(self.two_way)
        self.body.addWidget(self.shown)
        end = QHBoxLayout()
        end.addStretch(1)
        end.addWidget(self.close_button)
        self.body.addLayout(end)

    def _connect(self) -> None:
        save = self.autosave
        self.note.textChanged.connect(lambda: self._put("body", self.note.toPlainText()))
        self.people.written.connect(lambda: self._put("people", self.people.words()))
        self.tags.written.connect(lambda: self._put("tags", self.tags.words()))
        self.minutes.written.connect(lambda: self._put("minutes", self._whole()))
        for field in (self.note, self.people, self.tags, self.minutes):
            field.left.connect(save.flush)
        for list_field in (self.people, self.tags):
            list_field.completer().activated.connect(lambda _word, field=list_field: self._completed(field))
        self.kind.activated.connect(lambda _at: save.put_now("kind", self.kind.currentData()))
        self.sentiment.activated.connect(lambda _at: save.put_now("sentiment", self.sentiment.currentData()))
        self.purpose.activated.connect(lambda _at: save.put_now("purpose", self.purpose.currentData()))
        self.day.chosen.connect(self._dated)
        self.time.chosen.connect(lambda at: save.put_now("time", at))
        self.two_way.clicked.connect(lambda on: save.put_now("two_way", on))
        self.shown.clicked.connect(lambda on: save.put_now("shown", on))
        self.close_button.clicked.connect(self.finish)

    def _put(self, field: str, value: object) -> None:
        if self.row_id:
            self.autosave.put(field, value)

    def _completed(self, field: ListField) -> None:
        name = "people" if field is self.people else "tags"
        # The completer writes the word after it has told.
        from PySide6.QtCore import QTimer

        QTimer.singleShot(0, self, lambda: self._put(name, field.words()))

    def _dated(self, value: date | None) -> None:
        if value is None:
            # A touchpoint has a day; empty says nothing.
            self.day.show_day(self._day)
        else:
            self.autosave.put_now("date", value)

    def _whole(self) -> int | None:
        said = self.minutes.text().strip()
        return int(said) if said.isdecimal() else None

    def know(self, people: list[str], tags: list[str]) -> None:
        """Complete names and tags with these."""
        self.people.know(people)
        self.tags.know(tags)

    def show_row(self, row: TouchpointRow) -> None:
        """Show another touchpoint, or the same as it is now; what is being written stays."""
        another = row.id != self.row_id
        if another:
            self.autosave.flush()
            self.autosave.drop()
            self.mark.say("")
        # While it is filled nothing is to be kept.
        self.row_id = ""
        waits = self.autosave.waits_for
        if (another or not (self.note.hasFocus() or waits("body"))) and self.note.toPlainText() != row.body:
            self.note.setPlainText(row.body)
        self._day = row.date
        self.day.today = self._clock.today()
        self.day.show_day(row.date)
        self.time.show_time(row.at.astimezone(ZoneInfo(self._clock.zone)).time() if row.at is not None else None)
        for field, words in ((self.people, row.people), (self.tags, row.tags)):
            if another:
                field.clearFocus()
            field.show_words(words)
        self.minutes.show_text(str(row.minutes) if row.minutes is not None else "")
        _choose(self.kind, str(row.kind))
        _choose(self.sentiment, row.sentiment)
        _choose(self.purpose, str(row.purpose) if row.purpose is not None else _NO_ONE)
        self.two_way.setChecked(row.two_way)
        self.shown.setChecked(row.shown)
        self.row_id = row.id
        self.turned.emit(row.id)

    def begin(self) -> None:
        """Go to the end of the note."""
        self.note.setFocus(Qt.FocusReason.OtherFocusReason)
        self.note.moveCursor(self.note.textCursor().MoveOperation.End)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Ctrl+Enter ends writing too."""
        enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if enter and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.finish()
        else:
            super().keyPressEvent(event)


def _choose(box: ComboBox, value: Any) -> None:
    box.setCurrentIndex(max(box.findData(value), 0))
