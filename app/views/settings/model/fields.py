"""Fields of the editor: an exact number, one of several choices, a series of readings, a few lines of text."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from enum import StrEnum
from typing import TypeVar

from PySide6.QtCore import QEvent, Qt, QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QPlainTextEdit, QSizePolicy, QVBoxLayout, QWidget

from app.errors import BansoError
from app.views import theme as themes
from app.views.settings.model.parts import decimal_of, plain
from app.views.settings.model.words import choices, series_name
from app.views.widgets.autosave import WAIT_MS
from app.views.widgets.choices import ComboBox
from app.views.widgets.fields import LineField
from app.views.widgets.labels import PlainLabel

E = TypeVar("E", bound=StrEnum)


class DecimalField(LineField):
    """An exact number. `given(Decimal or None)` 400 ms after the last key and when the focus goes; None for none."""

    given = Signal(object)

    def __init__(self, name: str, width: int = 64) -> None:
        super().__init__(name)
        self._width = width
        self.setAlignment(Qt.AlignmentFlag.AlignRight)
        self.setMaxLength(16)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(WAIT_MS)
        self._timer.timeout.connect(self.flush)
        self.written.connect(lambda _text: self._timer.start())
        self.left.connect(self.flush)
        self.returnPressed.connect(self.flush)
        self._measure()

    def show_number(self, value: Decimal | int | None) -> None:
        """Show what holds, unless something else is being written."""
        text = plain(Decimal(value)) if value is not None else ""
        if not self._timer.isActive() and not (self.hasFocus() and self.isModified()) and text != self.text():
            self.setText(text)
            self.setCursorPosition(0)

    def number(self) -> Decimal | None:
        """Return the number that is written, or None."""
        return decimal_of(self.text())

    def empty(self) -> bool:
        """Tell whether nothing is written."""
        return not self.text().strip()

    def flush(self) -> None:
        """Give what is written, where somebody wrote it."""
        self._timer.stop()
        if self.isModified():
            self.setModified(False)
            self.given.emit(self.number())

    def _measure(self) -> None:
        self.setFixedWidth(themes.current().px(self._width))

    def changeEvent(self, event: QEvent) -> None:
        """Take the width of a new text scale."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.StyleChange and hasattr(self, "_timer"):
            self._measure()


class ChoiceBox(ComboBox):
    """One of the words of a kind of choice."""

    def __init__(self, name: str, kind: type[E], now: E) -> None:
        super().__init__(name)
        self._kind = kind
        for key, words in choices()[kind].items():
            self.addItem(words, key)
        self.show_choice(now)

    def show_choice(self, now: StrEnum) -> None:
        """Show what holds."""
        self.setCurrentIndex(self.findData(str(now)))

    def choice(self, kind: type[E]) -> E:
        """Return what is chosen."""
        return kind(str(self.currentData()))


class SeriesBox(ComboBox):
    """A series of readings, of those known or written by its key."""

    def __init__(self, name: str, series: Sequence[str], now: str | None, *, none: str = "") -> None:
        super().__init__(name)
        self.setEditable(True)
        self.setInsertPolicy(ComboBox.InsertPolicy.NoInsert)
        self._none = none
        if none:
            self.addItem(none, "")
        for key in dict.fromkeys((*series, *((now,) if now else ()))):
            self.addItem(_series(key), key)
        self.setCurrentIndex(max(self.findData(now or ""), 0))
        line = self.lineEdit()
        if line is not None:
            line.setAccessibleName(name)
            line.setCursorPosition(0)

    def series(self) -> str:
        """Return the key of what is chosen or written; nothing where there is none."""
        text = self.currentText().strip()
        at = self.findText(text)
        return str(self.itemData(at)) if at >= 0 else text


class Lines(QPlainTextEdit):
    """A few lines of text; Tab goes on to the next field."""

    def __init__(self, name: str, text: str, lines: int = 4) -> None:
        super().__init__()
        self._lines = lines
        self.setAccessibleName(name)
        self.setTabChangesFocus(True)
        self.setPlainText(text)
        self._measure()

    def words(self) -> str:
        """Return what is written."""
        return self.toPlainText().strip()

    def _measure(self) -> None:
        self.setFixedHeight(themes.current().line("body") * self._lines + 14)

    def changeEvent(self, event: QEvent) -> None:
        """Take the height of a new text scale."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.StyleChange and hasattr(self, "_lines"):
            self._measure()


def under(caption: str, *fields: QWidget) -> QWidget:
    """Return fields side by side under one caption; the first takes the caption as its name where it has none."""
    whole = QWidget()
    column = QVBoxLayout(whole)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(2)
    column.addWidget(PlainLabel(caption, "caption", tone="text2"))
    row = QHBoxLayout()
    row.setSpacing(6)
    for field in fields:
        if not field.accessibleName():
            field.setAccessibleName(caption)
        row.addWidget(field)
    if all(field.sizePolicy().horizontalPolicy() is QSizePolicy.Policy.Fixed for field in fields):
        row.addStretch(1)
    column.addLayout(row)
    column.addStretch(1)
    return whole


def beside(*parts: QWidget, stretch: Mapping[int, int] | None = None) -> QHBoxLayout:
    """Return captioned fields side by side."""
    row = QHBoxLayout()
    row.setSpacing(12)
    for at, part in enumerate(parts):
        row.addWidget(part, (stretch or {}).get(at, 1))
    return row


def line(text: str) -> QLineEdit:
    """Return a line to write in that shows the beginning of its text."""
    field = QLineEdit()
    field.setText(text)
    field.setCursorPosition(0)
    return field


def both(ja: str, en: str) -> dict[str, str]:
    """Return words by language, without empty ones."""
    return {lang: words.strip() for lang, words in (("ja", ja), ("en", en)) if words.strip()}


def number_in(field: DecimalField, place: str) -> Decimal | None:
    """Return the number that is written; None for an empty field, BansoError for anything else."""
    number = field.number()
    if number is None and not field.empty():
        raise BansoError("health.model.number", field=place, value=field.text())
    return number


def whole_in(field: DecimalField, place: str) -> int | None:
    """Return the whole number that is written; None for an empty field, BansoError for anything else."""
    number = number_in(field, place)
    if number is not None and (number != int(number) or number < 0):
        raise BansoError("health.model.number", field=place, value=field.text())
    return None if number is None else int(number)


def _series(key: str) -> str:
    name = series_name(key)
    return name if name == key else f"{name}  {key}"
