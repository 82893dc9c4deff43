"""Why the score differs from that of an earlier day: causes that add up, in the order in which they are charged."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QWidget

from app.health.model import Model
from app.health.printed import printed_causes
from app.health.why import Change
from app.language import _, keyed
from app.views.account.health.words import amount, named, near
from app.views.account.painted_rows import PaintedRows
from app.views.paint.text import RIGHT, paint_text
from app.views.theme import Theme
from app.views.widgets.card import Card
from app.views.widgets.day_choice import DayChoice
from app.views.widgets.labels import PlainLabel
from app.views.widgets.segmented import SegmentedControl

MONTH, QUARTER, DAY = "30", "90", "day"
_HALF = 0.42


@dataclass(frozen=True)
class Charged:
    """One cause as it is shown; `share` is its length against the longest one."""

    cause: str
    about: str
    effect: str
    step: float
    share: float
    total: bool = False

    def spoken(self) -> str:
        """Return it as it is read aloud."""
        return " ".join(part for part in (self.cause, self.about, self.effect) if part)


class WhyCard(Card):
    """`since_wanted(day)` when another day is chosen."""

    since_wanted = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(_("Why it changed"), parent)
        self._today = date.min
        self._since = date.min
        self.span = SegmentedControl(
            [(MONTH, _("30 days")), (QUARTER, _("90 days")), (DAY, _("Since…"))], _("Span of time"), MONTH
        )
        self.span.chosen.connect(self._choose)
        self.head.addWidget(self.span)
        self.told = PlainLabel("", "label", tone="text2", wrap=True)
        self.rows: PaintedRows[Charged] = PaintedRows(
            _("Why it changed"), _paint, lambda theme: theme.px(24), Charged.spoken
        )
        self.body.addWidget(self.told)
        self.body.addWidget(self.rows)

    def show_change(self, change: Change | None, model: Model, since: date, today: date) -> None:
        """Show the causes of a difference."""
        self._today, self._since = today, since
        days = str((today - since).days)
        self.span.choose(days if days in (MONTH, QUARTER) else DAY)
        if change is None:
            self.told.setText(_("There was no verdict on {day}, or there is none today.", day=near(since, today)))
            self.rows.show_rows([])
            return
        rows = charged(change, model)
        if not change.causes:
            self.told.setText(_("Nothing moved the score since {day}.", day=near(since, today)))
        else:
            self.told.setText(_("What moved the score since {day}, as both days were known.", day=near(since, today)))
        self.rows.show_rows(rows if change.causes else [])

    def _choose(self, key: str) -> None:
        if key == DAY:
            self._ask_day()
        else:
            self.since_wanted.emit(self._today - timedelta(int(key)))

    def _ask_day(self) -> None:
        days = [(_("A week ago"), 7), (_("Two weeks ago"), 14), (_("Half a year ago"), 182), (_("A year ago"), 365)]
        choices = [(words, self._today - timedelta(n)) for words, n in days]
        asking = DayChoice(_("Compared with which day"), choices, self._today, self)
        asking.chosen.connect(self._take)
        asking.left.connect(lambda: self._take(self._since))
        asking.appear_under(self.span)

    def _take(self, day: date) -> None:
        self.since_wanted.emit(min(day, self._today))


def charged(change: Change, model: Model) -> list[Charged]:
    """Return the causes as they are printed, and their sum."""
    total, effects = printed_causes(change)
    longest = max((abs(float(one.effect)) for one in change.causes), default=1.0)
    rows = [
        Charged(
            keyed("health.cause", str(one.cause)), _about(one.measure, model), amount(effect, signed=True),
            float(one.effect), float(one.effect) / longest,
        )
        for one, effect in zip(change.causes, effects, strict=True)
    ]  # fmt: skip
    return [*rows, Charged(_("Altogether"), "", amount(total, signed=True), float(total), 0.0, total=True)]


def _about(key: str | None, model: Model) -> str:
    if key is None:
        return ""
    measure = model.measure(key)
    return named(measure.name, key) if measure is not None else key


def _paint(painter: QPainter, box: QRectF, row: Charged, theme: Theme) -> None:
    c = theme.color
    right = theme.px(54)
    if row.total:
        painter.fillRect(QRectF(box.left(), box.top(), box.width(), 1), c.divider)
    words = QRectF(box.left(), box.top(), box.width() * (1 - _HALF), box.height())
    x = paint_text(painter, words, row.about or row.cause, theme, c.text, "label", 600 if row.total else 500)
    if row.about:
        rest = QRectF(x + 8, box.top(), words.right() - x - 8, box.height())
        paint_text(painter, rest, row.cause, theme, c.text2, "caption")
    lane = QRectF(words.right() + 8, box.top(), box.right() - right - words.right() - 16, box.height())
    if not row.total:
        middle = lane.center().x()
        painter.fillRect(QRectF(round(middle), box.top(), 1, box.height()), c.border)
        wide = max(abs(row.share) * lane.width() / 2, 2.0)
        left = middle if row.step > 0 else middle - wide
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.meaning["good" if row.step > 0 else "risk"].fill)
        painter.drawRoundedRect(QRectF(left, box.center().y() - 4, wide, 8), 2, 2)
        painter.restore()
    ink = c.text if row.total or not row.step else theme.meaning["good" if row.step > 0 else "risk"].text
    paint_text(painter, box, row.effect, theme, ink, "label", 600, RIGHT)
