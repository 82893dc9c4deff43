"""The points of a curve in figures beside its picture, and the curves that replace it in a phase or in some months."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from decimal import Decimal
from functools import partial
from typing import TypeVar

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QMenu, QStackedWidget, QVBoxLayout, QWidget

from app.errors import BansoError
from app.health.model import Curve, OtherCurve
from app.language import _, name_of
from app.views.settings.model.curve_view import CurveView
from app.views.settings.model.fields import DecimalField
from app.views.settings.model.words import other_curve_words
from app.views.widgets.buttons import Button
from app.views.widgets.choices import ComboBox
from app.views.widgets.labels import PlainLabel
from app.vocabulary import Phase

T = TypeVar("T")
_PICTURE = (248, 168)


def _placed(row: tuple[DecimalField, DecimalField]) -> tuple[bool, Decimal, Decimal]:
    value, score = row[0].number(), row[1].number()
    return value is None, value or Decimal(0), score or Decimal(0)


class Points(QWidget):
    """The points of one curve; `changed` with each figure, `moved` when a line came, went or changed places."""

    changed = Signal()
    moved = Signal()

    def __init__(self, curve: Curve, other: OtherCurve | None = None) -> None:
        super().__init__()
        self.other = other
        self.rows: list[tuple[DecimalField, DecimalField]] = []
        self._lines: list[QWidget] = []
        self.start, self.end = DecimalField(_("From month"), 56), DecimalField(_("Before month"), 56)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(6)
        if other is not None and other.phase is None:
            whole.addLayout(self._months(other))
        heads = QHBoxLayout()
        heads.setSpacing(6)
        heads.addWidget(PlainLabel(_("Value → score (0–100)"), "caption", tone="text2"))
        heads.addStretch(1)
        whole.addLayout(heads)
        self._column = QVBoxLayout()
        self._column.setSpacing(4)
        whole.addLayout(self._column)
        self.add = Button(_("Add a point"), icon="plus", kind="quiet")
        self.add.clicked.connect(self.add_point)
        whole.addWidget(self.add)
        whole.addStretch(1)
        for x, y in curve.points:
            self._add_row(x, y)

    def add_point(self) -> None:
        """Put one more line under the last, and the focus into it."""
        self._add_row(None, None)
        self.moved.emit()
        self.rows[-1][0].setFocus(Qt.FocusReason.TabFocusReason)

    def curve(self) -> Curve:
        """Return what is written, in the order of the values; raises BansoError where a figure is none."""
        points: list[tuple[Decimal, Decimal]] = []
        for at, (value, score) in enumerate(self.rows):
            if value.empty() and score.empty():
                continue
            x, y = value.number(), score.number()
            if x is None or y is None:
                wrong = value if x is None else score
                wrong.setFocus(Qt.FocusReason.OtherFocusReason)
                raise BansoError("health.model.number", field=f"curve[{at}]", value=wrong.text())
            points.append((x, y))
        self._put_in_order()
        return Curve(tuple(sorted(points)))

    def field_of(self, at: int) -> QWidget:
        """Return the figure of a point at which a fault is put right."""
        if at >= len(self.rows):
            return self.add
        value, score = self.rows[at]
        return value if value.number() is None else score

    def _put_in_order(self) -> None:
        """Let the lines stand in the order of their values, so that a point is called by its place."""
        order = sorted(range(len(self.rows)), key=lambda at: (_placed(self.rows[at]), at))
        if order == list(range(len(order))):
            return
        self.rows[:] = [self.rows[at] for at in order]
        self._lines[:] = [self._lines[at] for at in order]
        for at, line in enumerate(self._lines):
            self._column.removeWidget(line)
            self._column.insertWidget(at, line)
        self.moved.emit()

    def other_curve(self) -> OtherCurve:
        """Return the curve with what it is for."""
        assert self.other is not None
        if self.other.phase is not None:
            return OtherCurve(self.curve(), phase=self.other.phase)
        start, end = self.start.number(), self.end.number()
        if start is None or start != int(start) or start < 0:
            raise BansoError("health.model.number", field="curves", value=self.start.text())
        if not self.end.empty() and (end is None or end != int(end)):
            raise BansoError("health.model.number", field="curves", value=self.end.text())
        return OtherCurve(self.curve(), months_from=int(start), months_to=None if end is None else int(end))

    def shown_curve(self) -> Curve:
        """Return the points that can be drawn as they are being written."""
        points = [(value.number(), score.number()) for value, score in self.rows]
        return Curve(tuple(sorted({x: (x, y) for x, y in points if x is not None and y is not None}.values())))

    def _months(self, other: OtherCurve) -> QHBoxLayout:
        self.start.show_number(other.months_from)
        self.end.show_number(other.months_to)
        self.end.setPlaceholderText("∞")
        row = QHBoxLayout()
        row.setSpacing(6)
        row.addWidget(PlainLabel(_("From month"), "label", tone="text2"))
        row.addWidget(self.start)
        row.addWidget(PlainLabel(_("before month"), "label", tone="text2"))
        row.addWidget(self.end)
        row.addStretch(1)
        return row

    def _add_row(self, x: Decimal | None, y: Decimal | None) -> None:
        n = len(self.rows) + 1
        value, score = DecimalField(_("Value of point {n}", n=n), 76), DecimalField(_("Score of point {n}", n=n), 60)
        value.show_number(x)
        score.show_number(y)
        drop = Button(kind="quiet", icon="x", name=_("Remove point {n}", n=n))
        line = QWidget()
        row = QHBoxLayout(line)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(6)
        for part in (value, PlainLabel("→", "body", tone="text2"), score, drop):
            row.addWidget(part)
        row.addStretch(1)
        pair = (value, score)
        for field in pair:
            field.textChanged.connect(lambda _text: self.changed.emit())
        drop.clicked.connect(lambda: self._drop(pair, line))
        self.rows.append(pair)
        self._lines.append(line)
        self._column.addWidget(line)

    def _drop(self, pair: tuple[DecimalField, DecimalField], line: QWidget) -> None:
        at = self.rows.index(pair)
        del self.rows[at], self._lines[at]
        line.hide()
        line.deleteLater()
        (self.rows[min(at, len(self.rows) - 1)][0] if self.rows else self.add).setFocus(Qt.FocusReason.OtherFocusReason)
        self.changed.emit()


class CurveEditor(QWidget):
    """The ordinary curve and the others of a measure; one of them is shown. `moved` when lines came, went or moved."""

    moved = Signal()

    def __init__(self, curve: Curve, others: Sequence[OtherCurve]) -> None:
        super().__init__()
        self.which = ComboBox(_("Which curve"))
        self.which.activated.connect(self.show_curve)
        self.more = Button(_("Another curve…"), icon="plus", kind="quiet")
        self.more.clicked.connect(self._ask)
        self.drop = Button(kind="quiet", icon="trash-2", name=_("Remove this curve"))
        self.drop.clicked.connect(self._drop)
        self.stack = QStackedWidget()
        self.picture = CurveView(curve, *_PICTURE, scale=True)
        top = QHBoxLayout()
        top.setSpacing(6)
        for part in (self.which, self.drop, self.more):
            top.addWidget(part)
        top.addStretch(1)
        row = QHBoxLayout()
        row.setSpacing(16)
        row.addWidget(self.stack, 1)
        row.addWidget(self.picture, 0, Qt.AlignmentFlag.AlignTop)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(8)
        whole.addLayout(top)
        whole.addLayout(row)
        self.points: list[Points] = []
        self._take(Points(curve), _("Ordinary curve"))
        for other in others:
            self._take(Points(other.curve, other), other_curve_words(other))
        self.show_curve(0)

    def curve(self) -> Curve:
        """Return the ordinary curve."""
        return self._read(0, self.points[0].curve)

    def others(self) -> tuple[OtherCurve, ...]:
        """Return the curves that replace it."""
        return tuple(self._read(at, one.other_curve) for at, one in enumerate(self.points) if at)

    def field_of(self, place: str) -> QWidget | None:
        """Return the figure at a place such as curves[0].curve[2]; None where the place is in no curve."""
        found = re.search(r"(?:curves\[(\d+)\])?\.?(?:curve(?:\[(\d+)\])?)?$", place)
        if found is None or not found[0]:
            return None
        which = int(found[1]) + 1 if found[1] else 0
        if which and self.stack.currentIndex() != which:
            self.show_curve(which)
        if which and found[2] is None and self.points[which].start.isVisible():
            return self.points[which].start
        return self.points[which].field_of(int(found[2] or 0))

    def show_curve(self, at: int) -> None:
        """Show one of them."""
        self.which.setCurrentIndex(at)
        self.stack.setCurrentIndex(at)
        self.drop.setVisible(at > 0)
        self.picture.show_curve(self.points[at].shown_curve())

    def add_for(self, phase: Phase | None) -> None:
        """Add a curve for a phase, or for months since the start; it begins as the ordinary one."""
        start = self.points[0].shown_curve()
        other = OtherCurve(start, phase=phase) if phase is not None else OtherCurve(start, months_from=0, months_to=3)
        self._take(Points(start, other), other_curve_words(other) if phase else _("By months since the start"))
        self.moved.emit()
        self.show_curve(len(self.points) - 1)

    def _read(self, at: int, read: Callable[[], T]) -> T:
        try:
            return read()
        except BansoError:
            self.show_curve(at)
            raise

    def _take(self, points: Points, words: str) -> None:
        points.moved.connect(self.moved)
        points.changed.connect(lambda: self.picture.show_curve(points.shown_curve()))
        self.points.append(points)
        self.stack.addWidget(points)
        self.which.addItem(words)

    def _drop(self) -> None:
        at = self.stack.currentIndex()
        points = self.points.pop(at)
        self.stack.removeWidget(points)
        points.deleteLater()
        self.which.removeItem(at)
        self.show_curve(0)

    def _ask(self) -> None:
        menu = QMenu(self)
        taken = {one.other.phase for one in self.points if one.other is not None}
        for phase in Phase:
            if phase not in taken and phase is not Phase.CHURNED:
                menu.addAction(_("In {phase}", phase=name_of(phase)), partial(self.add_for, phase))
        menu.addAction(_("By months since the start"), partial(self.add_for, None))
        menu.popup(self.more.mapToGlobal(self.more.rect().bottomLeft()))
