"""The tab of touchpoints: a filter, the timeline, and the keys that read, edit and remove."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import QModelIndex, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QHBoxLayout, QListView, QStackedWidget, QVBoxLayout, QWidget

from app.clock import Clock
from app.language import _, ngettext
from app.operations.touchpoints import TouchpointRow
from app.views.account.timeline_delegate import TimelineDelegate
from app.views.account.timeline_model import Index, TimelineModel
from app.views.paint.marks import RING
from app.views.widgets.card import Card, rule
from app.views.widgets.empty_state import EmptyState
from app.views.widgets.key_hint import KeyHint
from app.views.widgets.labels import PlainLabel
from app.views.widgets.search_field import SearchField


class TimelineView(QListView):
    """The list. `removed(touchpoint)` for Del; Enter opens and closes a row, E edits it."""

    removed = Signal(object)

    def __init__(self, model: TimelineModel, clock: Clock, save: Callable[[str, str], bool]) -> None:
        super().__init__()
        self.timeline = model
        self.setModel(model)
        self.setAccessibleName(_("Touchpoints"))
        self.delegate = TimelineDelegate(self, clock, save)
        self.setItemDelegate(self.delegate)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setMouseTracking(True)
        self.setTabKeyNavigation(False)
        self.doubleClicked.connect(self._turn)
        self.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled, False)

    def currentChanged(self, current: Index, previous: Index) -> None:
        """Single letters act on the list, also while a Japanese input method is on."""
        super().currentChanged(current, previous)
        self.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled, False)

    def current(self) -> TouchpointRow | None:
        """Return the row with the focus, or None."""
        index = self.currentIndex()
        return self.timeline.row_at(index.row()) if index.isValid() else None

    def go_to(self, at: int) -> None:
        """Go to the row at a place, or the nearest there is."""
        if self.timeline.rowCount():
            self.setCurrentIndex(self.timeline.index(max(0, min(at, self.timeline.rowCount() - 1)), 0))

    def _turn(self, index: QModelIndex) -> None:
        self.timeline.turn(index.row())
        self.delegate.sizeHintChanged.emit(index)
        QTimer.singleShot(0, self, lambda: self.scrollTo(self.currentIndex()))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Keys of the list; letters it does not know are left to the page."""
        key, index = event.key(), self.currentIndex()
        plain = event.modifiers() in (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier)
        if not plain:
            super().keyPressEvent(event)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space) and index.isValid():
            self._turn(index)
        elif key == Qt.Key.Key_E and index.isValid():
            self.edit(index)
        elif key == Qt.Key.Key_Delete and index.isValid():
            self.removed.emit(self.current())
        elif key in (Qt.Key.Key_J, Qt.Key.Key_K):
            self.go_to(index.row() + (1 if key == Qt.Key.Key_J else -1))
        elif event.text().isprintable() and event.text():
            event.ignore()
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: Any) -> None:
        """Give the focus a row to stand on."""
        super().focusInEvent(event)
        if not self.currentIndex().isValid():
            self.go_to(0)
        self.viewport().update()


class Timeline(QWidget):
    """Filled by `show_rows`. `removed(touchpoint)` for Del, `log_wanted` from the empty state."""

    removed = Signal(object)
    log_wanted = Signal()

    def __init__(self, clock: Clock, save: Callable[[str, str], bool], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(_("Touchpoints"))
        self.model = TimelineModel(self)
        self.view = TimelineView(self.model, clock, save)
        self.view.removed.connect(self.removed)
        self.filter = SearchField(_("Filter by words, people, tags or kind"), _("Clear filter"))
        self._count = PlainLabel("", "label", tone="text2")
        self._stack = QStackedWidget()
        self._empty: EmptyState | None = None
        self._waiting: Sequence[TouchpointRow] | None = None
        self._reading: list[KeyHint] = []
        self._writing: list[KeyHint] = []
        self._build()
        self.view.delegate.began.connect(lambda: self._show_keys(writing=True))
        self.filter.textChanged.connect(self._filter)
        self.filter.left.connect(self._to_list)
        self.filter.returnPressed.connect(self._to_list)
        self.view.delegate.closeEditor.connect(lambda *_: QTimer.singleShot(0, self, self._after_edit))

    def _build(self) -> None:
        tools = QHBoxLayout()
        self.filter.setMaximumWidth(460)
        tools.addWidget(self.filter, 1)
        tools.addStretch(1)
        card = Card()
        card.flush()
        self._stack.addWidget(self.view)
        card.body.addWidget(self._stack, 1)
        card.body.addWidget(rule())
        foot = QHBoxLayout()
        foot.setContentsMargins(20, 8, 16, 8)
        foot.setSpacing(16)
        foot.addWidget(self._count)
        foot.addStretch(1)
        for hints, keys in (
            (self._reading, (("Enter", _("Show all")), ("E", _("Edit")), ("Del", _("Remove")))),
            (self._writing, (("Ctrl+Enter", _("Save")), ("Esc", _("Leave as it was")))),
        ):
            for key, words in keys:
                hints.append(KeyHint(key, words))
                foot.addWidget(hints[-1])
        card.body.addLayout(foot)
        whole = QVBoxLayout(self)
        # As far in as the overview, which keeps room for its ring.
        whole.setContentsMargins(RING, 0, 0, 0)
        whole.setSpacing(12)
        whole.addLayout(tools)
        whole.addWidget(card, 1)
        # Not sooner: what has no parent yet would show as a window of its own.
        self._show_keys(writing=False)

    def show_rows(self, rows: Sequence[TouchpointRow]) -> None:
        """Show the touchpoints of an account; while words are edited this waits, so that none are lost."""
        if self.view.delegate.edited is not None:
            self._waiting = rows
            return
        current = self.view.current()
        place, at = self.view.currentIndex().row(), self.view.verticalScrollBar().value()
        self.model.set_rows(rows)
        self._arrange()
        if current is not None:
            kept = self.model.place_of(current.id)
            self.view.go_to(kept if kept >= 0 else place)
            self.view.verticalScrollBar().setValue(at)

    def start(self) -> None:
        """Begin anew, for another account."""
        self.filter.clear()
        self.model.expanded.clear()

    def _show_keys(self, *, writing: bool) -> None:
        for hint in self._reading:
            hint.setVisible(not writing)
        for hint in self._writing:
            hint.setVisible(writing)

    def _after_edit(self) -> None:
        self._show_keys(writing=self.view.delegate.edited is not None)
        rows, self._waiting = self._waiting, None
        if rows is not None:
            self.show_rows(rows)
        else:
            self.view.scheduleDelayedItemsLayout()

    def _filter(self, text: str) -> None:
        self.model.filter(text)
        self._arrange()

    def _to_list(self) -> None:
        self.view.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def clear_filter(self) -> None:
        """Show every touchpoint again and give the list the focus."""
        self.filter.clear()
        self._to_list()

    def _arrange(self) -> None:
        if self._empty is not None:
            self._stack.removeWidget(self._empty)
            self._empty.hide()
            self._empty.deleteLater()
            self._empty = None
        if not self.model.total:
            self._empty = EmptyState(
                "message-circle",
                _("Calls, meetings and mails with this customer will stand here."),
                button=_("Log touchpoint"),
                act=self.log_wanted.emit,
                shortcut="Ctrl+L",
            )
        elif not self.model.rowCount():
            words = _("No touchpoint matches “{words}”.", words=self.filter.text().strip())
            self._empty = EmptyState("funnel", words, button=_("Clear filter"), act=self.clear_filter, shortcut="Esc")
        if self._empty is not None:
            self._stack.addWidget(self._empty)
        self._stack.setCurrentWidget(self._empty or self.view)
        shown, total = self.model.rowCount(), self.model.total
        if shown == total:
            self._count.setText(ngettext("{n} touchpoint", "{n} touchpoints", total))
        else:
            said = ngettext("{shown} of {n} touchpoint", "{shown} of {n} touchpoints", total, shown=shown)
            self._count.setText(said)
