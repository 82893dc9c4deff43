"""What a field turns into: a line, a line that offers names, or a list to choose from."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QCompleter

from app.language import _
from app.operations.account_fields import Choice
from app.search.fold import fold
from app.views.widgets.autosave_line import AutosaveLine
from app.views.widgets.choices import ComboBox


class LineEditor(AutosaveLine):
    """A line of text, kept at each pause."""

    def __init__(self, keep: Callable[[], object], said: str, hint: str = "") -> None:
        super().__init__(keep)
        self.setText(said)
        self.setPlaceholderText(hint)
        self.rest.drop()

    def begin(self) -> None:
        """Select all, so that typing replaces."""
        self.selectAll()

    def said(self) -> str:
        """Return what is written."""
        return self.text().strip()

    def settle(self) -> None:
        """Nothing waits any more: the field keeps now."""
        self.rest.drop()

    def drop(self) -> None:
        """Forget what is not kept."""
        self.rest.drop()


class NameEditor(AutosaveLine):
    """A line that offers the names there are; kept on leaving, for half a name is another name."""

    def __init__(self, keep: Callable[[], object], said: str, choices: Sequence[Choice], hint: str = "") -> None:
        super().__init__(keep, on_pause=False)
        self.setText(said)
        self.setPlaceholderText(hint)
        names = QCompleter([choice.name for choice in choices], self)
        names.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        names.setFilterMode(Qt.MatchFlag.MatchContains)
        names.activated.connect(lambda: QTimer.singleShot(0, self, self.done.emit))
        self._choices = choices
        self.setCompleter(names)

    def begin(self) -> None:
        """Select all, so that typing replaces."""
        self.selectAll()

    def said(self) -> str:
        """Return the name that is written."""
        return self.text().strip()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Down shows all names."""
        popup = self.completer().popup()
        if event.key() == Qt.Key.Key_Down and popup is not None and not popup.isVisible():
            self.completer().setCompletionPrefix("")
            self.completer().complete()
        else:
            super().keyPressEvent(event)

    def settle(self) -> None:
        """Take the name that differs from what is written only in how it is written."""
        written = fold(self.said())
        same = [choice.name for choice in self._choices if fold(choice.name) == written]
        if len(same) == 1 and same[0] != self.said():
            self.setText(same[0])

    def drop(self) -> None:
        """Forget what is not kept."""
        self.rest.drop()


class ChoiceEditor(ComboBox):
    """A list to choose from, the first of it nothing. `chosen` at once when a person has, `gone` when they left."""

    chosen = Signal()
    given_up = Signal()
    gone = Signal()

    def __init__(self, name: str, choices: Sequence[Choice], said: str) -> None:
        super().__init__(name)
        self.addItem(_("Not recorded"), "")
        for choice in choices:
            self.addItem(choice.name, choice.value)
        self.setCurrentIndex(max(self.findData(said), 0))
        self.activated.connect(lambda: self.chosen.emit())

    def begin(self) -> None:
        """Show the list."""
        self.showPopup()

    def said(self) -> str:
        """Return the value of what is chosen."""
        return str(self.currentData() or "")

    def settle(self) -> None:
        """What is chosen is kept as it is."""

    def drop(self) -> None:
        """What is chosen is forgotten with the list."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape gives up, Enter takes what is chosen."""
        if event.key() == Qt.Key.Key_Escape:
            self.given_up.emit()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.chosen.emit()
        else:
            super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Going elsewhere leaves; the list over it is no leaving."""
        super().focusOutEvent(event)
        if self.view().isVisible():
            return
        if event.reason() not in (Qt.FocusReason.PopupFocusReason, Qt.FocusReason.ActiveWindowFocusReason):
            self.gone.emit()

    def hidePopup(self) -> None:
        """A list that was closed without a choice leaves the value as it was; what was chosen has been told by then."""
        super().hidePopup()
        QTimer.singleShot(0, self, self.gone.emit)
