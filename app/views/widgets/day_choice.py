"""A small card that asks for a day: a few near ones to choose from, or any in the words of the quick log."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from PySide6.QtCore import QEvent, QObject, QPoint, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QApplication, QFrame, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from app.language import _, day, short_day
from app.views import theme as themes
from app.views.widgets.buttons import Button
from app.views.widgets.labels import PlainLabel
from app.views.widgets.origin import Origin
from app.views.widgets.segmented import SegmentedControl
from app.views.widgets.toast import lift

_EDGE = 8
_KNOWS = {"yes": True, "no": False, "unsaid": None}

Choice = tuple[str, date]


def near_days(today: date) -> tuple[Choice, ...]:
    """Return the days most often meant: tomorrow, in three days, next Monday, in two weeks, the end of the month."""
    monday = today + timedelta(days=7 - today.weekday())
    first = (today.replace(day=1) + timedelta(days=32)).replace(day=1)
    month_end = first - timedelta(days=1)
    days = [
        (_("Tomorrow"), today + timedelta(days=1)),
        (_("In 3 days"), today + timedelta(days=3)),
        (_("Next Monday"), monday),
        (_("In 2 weeks"), today + timedelta(days=14)),
        (_("End of the month"), month_end),
    ]
    return tuple(sorted(((words, when) for words, when in days if when > today), key=lambda choice: choice[1]))


class DayChoice(QFrame):
    """Asks for a day over the window of `parent`. `chosen(day)` once; `left` when it goes away without an answer.

    `asks_customer` adds the question whether the customer knows, whose answer is `customer_knows` (None where unsaid).
    """

    chosen = Signal(object)
    left = Signal()

    def __init__(
        self, title: str, choices: Sequence[Choice], today: date, parent: QWidget, *, asks_customer: bool = False
    ) -> None:
        super().__init__(parent.window())
        self._window = parent.window()
        self.setObjectName("overlay")
        self.setProperty("keeps_tab", True)
        self.setAccessibleName(title)
        lift(self)
        self._today, self._back = today, Origin(self._window)
        self._open = True
        self._knows: SegmentedControl | None = None
        self.buttons = [self._button(words, when) for words, when in choices]
        self.field = QLineEdit()
        self.field.setPlaceholderText(_("Another day: fri, 11/20, in 3 days"))
        self.field.setAccessibleName(_("Another day, in words"))
        self.field.textChanged.connect(self._read)
        self.field.returnPressed.connect(self._take)
        self._said = PlainLabel("", "label", tone="text2")
        self._build(title, asks_customer)
        for widget in (*self.buttons, self.field):
            widget.installEventFilter(self)

    def _build(self, title: str, asks_customer: bool) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 10, 12, 12)
        column.setSpacing(4)
        column.addWidget(PlainLabel(title, "bodyStrong"))
        for button in self.buttons:
            column.addWidget(button)
        column.addSpacing(4)
        self.field.setMinimumWidth(themes.current().px(260))
        column.addWidget(self.field)
        column.addWidget(self._said)
        if asks_customer:
            column.addSpacing(4)
            question = _("Does the customer know?")
            column.addWidget(PlainLabel(question, "label", tone="text2"))
            answers = [("yes", _("Yes")), ("no", _("Not yet")), ("unsaid", _("Leave open"))]
            self._knows = SegmentedControl(answers, question, "unsaid")
            row = QHBoxLayout()
            row.addWidget(self._knows)
            row.addStretch(1)
            column.addLayout(row)

    def _button(self, words: str, when: date) -> Button:
        button = Button(f"{words}　{short_day(when)}", kind="quiet")
        button.clicked.connect(lambda: self._choose(when))
        return button

    @property
    def customer_knows(self) -> bool | None:
        """Return what was said of the customer; None where nothing was."""
        return _KNOWS[self._knows.key()] if self._knows is not None else None

    def appear(self, at: QPoint) -> None:
        """Show it with its upper left corner at a place on the screen, or as near as it fits into the window."""
        self.adjustSize()
        window = self._window
        spot = window.mapFromGlobal(at)
        x = max(_EDGE, min(spot.x(), window.width() - self.width() - _EDGE))
        y = max(_EDGE, min(spot.y(), window.height() - self.height() - _EDGE))
        self.move(x, y)
        self.show()
        self.raise_()
        (self.buttons[0] if self.buttons else self.field).setFocus(Qt.FocusReason.PopupFocusReason)
        QApplication.instance().installEventFilter(self)  # type: ignore[union-attr]

    def appear_under(self, widget: QWidget) -> None:
        """Show it under a widget."""
        self.appear(widget.mapToGlobal(QPoint(0, widget.height() + 4)))

    # Answers

    def _read(self, text: str) -> None:
        found = self._named(text)
        if not text.strip():
            self._said.setText("")
        elif found is None:
            self._said.setText(_("No day yet"))
        else:
            self._said.setText(f"{day(found)} {short_day(found).split()[-1 if _is_ja(found) else 0]}")

    def _named(self, text: str) -> date | None:
        from app.operations.day_words import day_named

        return day_named(text, today=self._today)

    def _take(self) -> None:
        found = self._named(self.field.text())
        if found is not None:
            self._choose(found)

    def _choose(self, when: date) -> None:
        if self._open:
            self._go()
            self.chosen.emit(when)

    def leave(self) -> None:
        """Go away without an answer."""
        if self._open:
            self._go()
            self.left.emit()

    def _go(self) -> None:
        self._open = False
        QApplication.instance().removeEventFilter(self)  # type: ignore[union-attr]
        self.hide()
        self._back.give_back()
        self.deleteLater()

    # Keys and the mouse

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """A click elsewhere leaves; the arrows go through the days."""
        kind = event.type()
        if kind is QEvent.Type.MouseButtonPress and isinstance(event, QMouseEvent) and self._open:
            if isinstance(watched, QWidget) and watched is not self and not self.isAncestorOf(watched):
                self.leave()
            return False
        if kind is QEvent.Type.KeyPress and isinstance(event, QKeyEvent) and watched in (*self.buttons, self.field):
            return self._step(event)
        return False

    def _step(self, event: QKeyEvent) -> bool:
        key = event.key()
        if key in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            stops = (*self.buttons, self.field)
            at = next((n for n, stop in enumerate(stops) if stop.hasFocus()), 0)
            step = 1 if key == Qt.Key.Key_Down else -1
            stops[(at + step) % len(stops)].setFocus(Qt.FocusReason.TabFocusReason)
            return True
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not self.field.hasFocus():
            next(button for button in self.buttons if button.hasFocus()).click()
            return True
        typed = event.text()
        if typed and typed.isprintable() and typed != " " and not self.field.hasFocus():
            # Who begins to write means the field.
            self.field.setFocus(Qt.FocusReason.OtherFocusReason)
            self.field.insert(typed)
            return True
        return False

    def event(self, event: QEvent) -> bool:
        """Keep the keys of the window from what is written here."""
        if event.type() is QEvent.Type.ShortcutOverride:
            event.accept()
            return True
        return super().event(event)

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Tab goes round inside."""
        stops: list[QWidget] = [*self.buttons, self.field, *(self._knows.findChildren(QWidget) if self._knows else [])]
        stops = [stop for stop in stops if stop.focusPolicy() & Qt.FocusPolicy.TabFocus]
        at = next((n for n, stop in enumerate(stops) if stop.hasFocus()), -1)
        reason = Qt.FocusReason.TabFocusReason if forward else Qt.FocusReason.BacktabFocusReason
        stops[(at + (1 if forward else -1)) % len(stops)].setFocus(reason)
        return True

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape leaves, Enter beside the days takes the day that is written; no other key goes on to the window."""
        if event.key() == Qt.Key.Key_Escape:
            self.leave()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._take()
        event.accept()


def _is_ja(when: date) -> bool:
    return short_day(when)[0].isdigit()
