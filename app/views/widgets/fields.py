"""Fields of a form: a caption over each, days in words, lists of names with what is known to complete them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, time

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QStringListModel, Qt, Signal
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QCompleter, QLineEdit, QVBoxLayout, QWidget

from app.language import _, current, day, short_day
from app.views.widgets.labels import PlainLabel


def captioned(caption: str, field: QWidget) -> QVBoxLayout:
    """Return a field under its caption."""
    if not field.accessibleName():
        field.setAccessibleName(caption)
    column = QVBoxLayout()
    column.setSpacing(2)
    column.addWidget(PlainLabel(caption, "caption", tone="text2"))
    column.addWidget(field)
    return column


def day_with_weekday(value: date) -> str:
    """Return a day with its year and weekday: 2026/11/17 火, Tue 17 Nov 2026."""
    if current() == "ja":
        return f"{day(value)} {short_day(value).rsplit(' ', 1)[-1]}"
    return f"{short_day(value).split(' ', 1)[0]} {day(value)}"


class LineField(QLineEdit):
    """One line. `written(text)` with each key, `left` when the focus goes."""

    written = Signal(str)
    left = Signal()

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self.textEdited.connect(self.written)

    def show_text(self, text: str) -> None:
        """Show other words, unless somebody is writing."""
        if not self.hasFocus() and self.text() != text:
            self.setText(text)
            self.setCursorPosition(0)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Tell that the focus went elsewhere, and not only to a menu or another window."""
        super().focusOutEvent(event)
        if event.reason() not in (Qt.FocusReason.PopupFocusReason, Qt.FocusReason.ActiveWindowFocusReason):
            self.left.emit()


class DayField(QLineEdit):
    """A day in words (金曜, 11/20, yesterday). `chosen(date or None)` when one is left in it.

    `backward` reads a day without its year as the nearest one, else as the next to come; what names no day goes back
    to what it was.
    """

    chosen = Signal(object)

    def __init__(self, name: str, today: date, *, backward: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self.today, self._backward = today, backward
        self.value: date | None = None
        self.setPlaceholderText(_("e.g. 11/20, yesterday") if backward else _("e.g. fri, 11/20"))
        self.editingFinished.connect(self._read)

    def show_day(self, value: date | None) -> None:
        """Show another day, unless somebody is writing."""
        self.value = value
        if not (self.hasFocus() and self.isModified()):
            self._write()

    def _write(self) -> None:
        self.setText(day_with_weekday(self.value) if self.value is not None else "")
        self.setCursorPosition(0)

    def named(self) -> date | None:
        """Return the day that is written now, or None."""
        from app.operations.day_words import day_named

        if not self.isModified():
            return self.value
        return day_named(self.text(), today=self.today, backward=self._backward)

    def _read(self) -> None:
        if not self.isModified():
            return
        found, empty = self.named(), not self.text().strip()
        self.setModified(False)
        if found is not None or empty:
            changed = found != self.value
            self.value = found
            if changed:
                self.chosen.emit(found)
        self._write()


_CLOCK = re.compile(r"(\d{1,2})(?::(\d{2})|時(半|\d{1,2}分)?)?")


class TimeField(QLineEdit):
    """A time of day: 14:30, 14時半, 9. `chosen(time or None)` when one is left in it."""

    chosen = Signal(object)

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self.value: time | None = None
        self.setPlaceholderText("14:30")
        self.editingFinished.connect(self._read)

    def show_time(self, value: time | None) -> None:
        """Show another time, unless somebody is writing."""
        self.value = value
        if not (self.hasFocus() and self.isModified()):
            self.setText(f"{value:%H:%M}" if value is not None else "")

    def _read(self) -> None:
        if not self.isModified():
            return
        said = self.text().strip().translate(str.maketrans("０１２３４５６７８９：", "0123456789:"))
        found = read_time(said)
        self.setModified(False)
        if found is not None or not said:
            changed, self.value = found != self.value, found
            if changed:
                self.chosen.emit(found)
        self.setText(f"{self.value:%H:%M}" if self.value is not None else "")


def read_time(said: str) -> time | None:
    """Return the time that was written, or None where it is none."""
    found = _CLOCK.fullmatch(said)
    if found is None:
        return None
    minute = 30 if found[3] == "半" else int((found[2] or found[3] or "0").rstrip("分"))
    hour = int(found[1])
    return time(hour, minute) if hour < 24 and minute < 60 else None


class ListField(LineField):
    """Several words in one line, set apart by commas; what is known completes the last one."""

    def __init__(self, name: str, between: str = r"[、,，;；]", parent: QWidget | None = None) -> None:
        super().__init__(name, parent)
        self._between = re.compile(between)
        self._known = QStringListModel(self)
        completer = _LastWord(self._known, self._between, self)
        self.setCompleter(completer)

    def know(self, words: Sequence[str]) -> None:
        """Complete with these words."""
        self._known.setStringList(list(words))

    def words(self) -> tuple[str, ...]:
        """Return the words that are written now."""
        return tuple(word.strip() for word in self._between.split(self.text()) if word.strip())

    def show_words(self, words: Sequence[str]) -> None:
        """Show other words, unless somebody is writing."""
        self.show_text(_(", ").join(words))


class _LastWord(QCompleter):
    """Completes what stands after the last comma."""

    def __init__(self, model: QStringListModel, between: re.Pattern[str], field: QLineEdit) -> None:
        super().__init__(model, field)
        self._between, self._field = between, field
        self.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        self.setFilterMode(Qt.MatchFlag.MatchContains)

    def splitPath(self, path: str) -> list[str]:
        """Look only for the last word."""
        return [self._between.split(path)[-1].strip()]

    def pathFromIndex(self, index: QModelIndex | QPersistentModelIndex) -> str:
        """Put the word after those before it."""
        before = [word.strip() for word in self._between.split(self._field.text())[:-1]]
        return _(", ").join([*before, str(index.data())])
