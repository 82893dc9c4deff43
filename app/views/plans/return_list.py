"""The answers of a customer to choose from: each beside what was sent and what the plan says today."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QGridLayout, QWidget

from app.language import _
from app.views import theme as themes
from app.views.plans import return_words
from app.views.widgets.card import rule
from app.views.widgets.choices import CheckBox
from app.views.widgets.labels import PlainLabel
from app.views.widgets.ring_area import RingArea

if TYPE_CHECKING:
    from app.operations.plans.answered import AnsweredChange


class ReturnList(RingArea):
    """`changed` when something was chosen or let go; the arrows go from one answer to the next, Space chooses."""

    changed = Signal()

    def __init__(self, today: date) -> None:
        super().__init__(_("Answers"))
        self._today = today
        self.boxes: dict[str, CheckBox] = {}
        self.setMinimumHeight(themes.current().px(320))
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)

    def show_changes(self, changes: Sequence[AnsweredChange]) -> None:
        """Show answers; all are chosen that can be taken in and run into nothing."""
        self.boxes = {}
        inner = QWidget()
        grid = QGridLayout(inner)
        grid.setContentsMargins(2, 4, 8, 4)
        grid.setHorizontalSpacing(14)
        grid.setVerticalSpacing(6)
        for at, words in enumerate((_("What was answered"), _("As sent"), _("As it is now"), _("Answer"))):
            grid.addWidget(PlainLabel(words, "caption", tone="text2"), 0, at)
        for change in changes:
            self._add(grid, change)
        grid.setColumnStretch(0, 5)
        for at in (1, 2, 3):
            grid.setColumnStretch(at, 3 if at < 3 else 4)
        grid.setRowStretch(grid.rowCount(), 1)
        self.setWidget(inner)
        inner.setAutoFillBackground(False)
        self.setVisible(bool(changes))

    def _add(self, grid: QGridLayout, change: AnsweredChange) -> None:
        today, at = self._today, grid.rowCount()
        box = self.boxes[change.key] = CheckBox(return_words.what(change))
        sides = [return_words.value(change, said, today) for said in (change.sent, change.now)]
        sides.append(return_words.answered(change, today))
        said = f"{change.item}. {_('Sent')}: {sides[0]}. {_('Now')}: {sides[1]}. {_('Answer')}: {sides[2]}"
        box.setAccessibleDescription(said)
        box.setChecked(change.can_be_taken and not change.conflict)
        box.setEnabled(change.can_be_taken)
        box.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        box.toggled.connect(lambda _on: self.changed.emit())
        grid.addWidget(rule(), at, 0, 1, 4)
        top = Qt.AlignmentFlag.AlignTop
        grid.addWidget(box, at + 1, 0, top)
        title = PlainLabel(change.item, "label", tone="text2", wrap=True)
        title.setContentsMargins(27, 0, 0, 0)
        grid.addWidget(title, at + 2, 0)
        for column, words in enumerate(sides, start=1):
            step, tone = ("bodyStrong", "") if column == 3 else ("body", "text2")
            grid.addWidget(PlainLabel(words, step, tone=tone, wrap=True), at + 1, column, 2, 1, top)
        warning = return_words.warning(change)
        if warning:
            note = PlainLabel(warning, "label", tone="watch_text", wrap=True)
            note.setContentsMargins(27, 0, 0, 0)
            grid.addWidget(note, at + 3, 0, 1, 4)

    def chosen(self) -> frozenset[str]:
        """Return the keys of what is to be taken in."""
        return frozenset(key for key, box in self.boxes.items() if box.isChecked())

    def begin(self) -> None:
        """Go to the first answer."""
        first = next((box for box in self.boxes.values() if box.isEnabled()), None)
        if first is not None:
            first.setFocus(Qt.FocusReason.TabFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """The arrows go through the answers."""
        step = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}.get(Qt.Key(event.key()))
        boxes = [box for box in self.boxes.values() if box.isEnabled()]
        at = next((n for n, box in enumerate(boxes) if box.hasFocus()), None)
        if step is None or at is None:
            super().keyPressEvent(event)
            return
        box = boxes[max(0, min(at + step, len(boxes) - 1))]
        box.setFocus(Qt.FocusReason.TabFocusReason)
        self.ensureWidgetVisible(box, 0, themes.current().px(40))
