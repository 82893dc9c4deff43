"""The history of one field in a small card beside it: each value, when, by whom, from what; any of them comes back."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import timedelta

from PySide6.QtCore import QEvent, QObject, QPoint, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from app.clock import Clock
from app.language import _, day, ngettext
from app.operations.field_history import FieldChange
from app.views import theme as themes
from app.views.account.causes import cause_words
from app.views.widgets.buttons import Button
from app.views.widgets.card import rule
from app.views.widgets.labels import PlainLabel
from app.views.widgets.toast import lift

_EDGE, _WIDTH, _HEIGHT, _SHOWN = 8, 360, 420, 30


class HistoryCard(QFrame):
    """Lies over the window of `beside`. `restore(change)` when an earlier value is wanted; it goes away on any click
    elsewhere, on Escape, or once a value was chosen, and gives the focus back."""

    restore = Signal(object)

    def __init__(
        self,
        caption: str,
        changes: Sequence[FieldChange],
        words: Callable[[object, str], str],
        clock: Clock,
        beside: QWidget,
    ) -> None:
        super().__init__(beside.window())
        self.setObjectName("overlay")
        self.setProperty("keeps_tab", True)
        title = _("History: {field}", field=caption)
        self.setAccessibleName(title)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        lift(self)
        self._words, self._clock, self._beside, self._over = words, clock, beside, beside.window()
        self._open = True
        self.buttons: list[Button] = []
        self._close = Button(icon="x", kind="quiet", name=_("Close"))
        self._close.clicked.connect(self.leave)
        self._build(title, changes)

    def _build(self, title: str, changes: Sequence[FieldChange]) -> None:
        whole = QVBoxLayout(self)
        whole.setContentsMargins(14, 8, 6, 10)
        whole.setSpacing(4)
        head = QHBoxLayout()
        head.addWidget(PlainLabel(title, "bodyStrong"), 1)
        head.addWidget(self._close)
        whole.addLayout(head)
        inner = QWidget()
        column = QVBoxLayout(inner)
        column.setContentsMargins(0, 0, 8, 0)
        column.setSpacing(8)
        if not changes:
            column.addWidget(PlainLabel(_("Nothing was ever written here."), "body", tone="text2", wrap=True))
        for at, change in enumerate(changes[:_SHOWN]):
            if at:
                column.addWidget(rule())
            column.addWidget(self._row(change, newest=at == 0))
        if len(changes) > _SHOWN:
            left = ngettext("and {n} earlier", "and {n} earlier", len(changes) - _SHOWN)
            column.addWidget(PlainLabel(left, "label", tone="text2"))
        column.addStretch(1)
        self._inner = inner
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setProperty("ring", False)
        area.viewport().setAutoFillBackground(False)
        area.setWidget(inner)
        inner.setAutoFillBackground(False)
        self._area = area
        whole.addWidget(area, 1)

    def _row(self, change: FieldChange, *, newest: bool) -> QWidget:
        row = QWidget()
        column = QVBoxLayout(row)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(1)
        old, new = self._words(change.old, change.old_name), self._words(change.new, change.new_name)
        nothing = _("not recorded")
        if change.created:
            said = _("{value} (from the beginning)", value=new or nothing)
        else:
            said = f"{old or nothing} → {new or nothing}"
        column.addWidget(PlainLabel(said, "body", wrap=True))
        parts = (self._when(change), change.by, cause_words(change.cause))
        line = QHBoxLayout()
        line.setSpacing(8)
        line.addWidget(PlainLabel(" · ".join(part for part in parts if part), "label", tone="text2", wrap=True), 1)
        if not newest:
            # The newest value is the one that holds.
            button = Button(_("Restore this value"), kind="link")
            button.setAccessibleName(_("Restore: {value}", value=new or nothing))
            button.clicked.connect(lambda: self._chosen(change))
            self.buttons.append(button)
            line.addWidget(button, 0, Qt.AlignmentFlag.AlignBottom)
        column.addLayout(line)
        return row

    def _when(self, change: FieldChange) -> str:
        today = self._clock.today()
        on = self._clock.day_of(change.at)
        if on == today:
            return _("today")
        return _("yesterday") if on == today - timedelta(days=1) else day(on)

    def appear(self) -> None:
        """Show it under its field, or as near as it fits into the window."""
        theme, window = themes.current(), self._over
        width = min(theme.px(_WIDTH), window.width() - 2 * _EDGE)
        self.setFixedWidth(width)
        layout = self.layout()
        assert layout is not None
        layout.activate()
        inside = self._inner.layout()
        assert inside is not None
        wanted = inside.heightForWidth(width - 30) if inside.hasHeightForWidth() else self._inner.sizeHint().height()
        height = min(wanted + theme.size.control + 40, theme.px(_HEIGHT), window.height() - 2 * _EDGE)
        self.setFixedHeight(height)
        spot = self._beside.mapTo(window, QPoint(0, self._beside.height() + 4))
        if spot.y() + height > window.height() - _EDGE:
            spot.setY(self._beside.mapTo(window, QPoint(0, 0)).y() - height - 4)
        x = max(_EDGE, min(spot.x(), window.width() - width - _EDGE))
        y = max(_EDGE, min(spot.y(), window.height() - height - _EDGE))
        self.move(x, y)
        self.show()
        self.raise_()
        (self.buttons[0] if self.buttons else self._close).setFocus(Qt.FocusReason.TabFocusReason)
        QApplication.instance().installEventFilter(self)  # type: ignore[union-attr]

    def _chosen(self, change: FieldChange) -> None:
        if self._open:
            self.leave()
            self.restore.emit(change)

    def leave(self) -> None:
        """Go away and give the focus back."""
        if self._open:
            self._open = False
            QApplication.instance().removeEventFilter(self)  # type: ignore[union-attr]
            self.hide()
            self._beside.setFocus(Qt.FocusReason.OtherFocusReason)
            self.deleteLater()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """A click elsewhere leaves."""
        pressed = event.type() is QEvent.Type.MouseButtonPress and self._open
        if pressed and isinstance(watched, QWidget) and watched is not self and not self.isAncestorOf(watched):
            self.leave()
        return False

    def event(self, event: QEvent) -> bool:
        """Keep the keys of the window from what is shown here."""
        if event.type() is QEvent.Type.ShortcutOverride:
            event.accept()
            return True
        return super().event(event)

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Tab goes round inside."""
        stops: list[QWidget] = [*self.buttons, self._close]
        at = next((n for n, stop in enumerate(stops) if stop.hasFocus()), -1)
        reason = Qt.FocusReason.TabFocusReason if forward else Qt.FocusReason.BacktabFocusReason
        stop = stops[(at + (1 if forward else -1)) % len(stops)]
        stop.setFocus(reason)
        if stop is not self._close:
            self._area.ensureWidgetVisible(stop)
        return True

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape leaves, the arrows go through the values; no other key goes on to the window."""
        if event.key() == Qt.Key.Key_Escape:
            self.leave()
        elif event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self.focusNextPrevChild(event.key() == Qt.Key.Key_Down)
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            stop = next((stop for stop in (*self.buttons, self._close) if stop.hasFocus()), None)
            if stop is not None:
                stop.click()
        event.accept()
