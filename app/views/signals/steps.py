"""The steps of a play as boxes to tick: by mouse, Space or Enter; the arrows go from one to the next."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from app.language import _, name_of, number
from app.operations.signals.rows import Step
from app.views import theme as themes
from app.views.signals.words import step_due
from app.views.widgets.choices import CheckBox
from app.views.widgets.labels import PlainLabel
from app.vocabulary import Side

_BARE = 22


class StepList(QWidget):
    """Filled by `show_steps`. `ticked(step id, done)` when a box is ticked or its tick is taken back."""

    ticked = Signal(str, bool)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rows: list[_Row] = []
        self._shown = 0
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(2)

    @property
    def boxes(self) -> list[CheckBox]:
        """Return the boxes in order."""
        return [row.box for row in self._rows[: self._shown]]

    def show_steps(self, steps: Sequence[Step], today: date) -> None:
        """Show the steps; the focus stays on the box in the same place."""
        self._shown = len(steps)
        while len(self._rows) < self._shown:
            row = _Row()
            row.box.toggled.connect(lambda on, row=row: self.ticked.emit(row.step_id, on))
            row.box.stepped.connect(self._step)
            before = self._rows[-1].box if self._rows else None
            self._rows.append(row)
            self._column.addWidget(row)
            if before is not None:
                QWidget.setTabOrder(before, row.box)
        for at, row in enumerate(self._rows):
            row.setVisible(at < self._shown)
            if at < self._shown:
                row.show_step(at + 1, steps[at], today)

    def first_open(self) -> CheckBox | None:
        """Return the box of the next step."""
        return next((box for box in self.boxes if not box.isChecked()), None)

    def _step(self, by: int) -> None:
        boxes = self.boxes
        at = next((at for at, box in enumerate(boxes) if box.hasFocus()), 0) + by
        if 0 <= at < len(boxes):
            boxes[at].setFocus(Qt.FocusReason.TabFocusReason)


class _Row(QWidget):
    def __init__(self) -> None:
        super().__init__()
        self.step_id = ""
        self.box = _Box()
        self._number = PlainLabel("", "body", tone="text2")
        self._words = _Words(self.box)
        self._due = PlainLabel("", "label", tone="text2")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(6)
        top = Qt.AlignmentFlag.AlignTop
        row.addWidget(self.box, 0, top)
        row.addWidget(self._number, 0, top)
        row.addWidget(self._words, 1)
        row.addWidget(self._due, 0, top)
        for label in (self._number, self._words, self._due):
            # The first line stands at the height of the box.
            label.setContentsMargins(0, 4, 0, 2)

    def show_step(self, at: int, step: Step, today: date) -> None:
        self.step_id = step.id
        done = step.done_on is not None
        due, late = step_due(step, today)
        whose = name_of(step.side) if step.side is not Side.ME else ""
        self.box.blockSignals(True)
        self.box.setChecked(done)
        self.box.blockSignals(False)
        said = f"{step.text} ({whose})" if whose else step.text
        self.box.setAccessibleName(f"{number(at)} {said}")
        self.box.setToolTip(_("Open the step again") if done else _("Tick the step"))
        self.box.setAccessibleDescription(_("done") if done else due)
        self._number.setText(number(at))
        self._words.setText(said)
        self._due.setText(due)
        for label, tone in (
            (self._words, "text2" if done else "text"), (self._due, "risk_text" if late else "text2")
        ):  # fmt: skip
            if label.property("tone") != tone:
                label.set_tone(tone)


class _Words(PlainLabel):
    """A click on the words is one on the box."""

    def __init__(self, box: CheckBox) -> None:
        super().__init__("", "body", tone="text", wrap=True)
        self._box = box
        self.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
        policy = self.sizePolicy()
        policy.setHorizontalPolicy(QSizePolicy.Policy.Ignored)
        self.setSizePolicy(policy)

    def _make_room(self) -> None:
        """The row asks for the height at its width; one kept from a narrower width would leave a gap."""

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Tick the box."""
        if event.button() is Qt.MouseButton.LeftButton and self.rect().contains(event.position().toPoint()):
            self._box.click()


class _Box(CheckBox):
    """A box whose words stand beside it. `stepped(by)` for the arrows."""

    stepped = Signal(int)

    def __init__(self) -> None:
        super().__init__("")

    def sizeHint(self) -> QSize:
        """Only the box."""
        return QSize(_BARE, max(themes.current().size.control_sm, _BARE))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter does what Space does."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        elif event.key() in (Qt.Key.Key_Down, Qt.Key.Key_J):
            self.stepped.emit(1)
        elif event.key() in (Qt.Key.Key_Up, Qt.Key.Key_K):
            self.stepped.emit(-1)
        else:
            super().keyPressEvent(event)
