"""Cards beside the table: the dimensions against ninety days ago, the two sides of loyalty, and the group."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from PySide6.QtCore import QEvent, QRectF, QSize, Qt
from PySide6.QtGui import QHelpEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from app.health.finish import rounded
from app.health.model import MIDDLE, Dimension, Kind, Loyalty, RollUp
from app.health.score import Score
from app.language import _, keyed, name_of, number
from app.operations.health.health_page import Group, HealthPage
from app.views import theme as themes
from app.views.account.health.words import named, signed
from app.views.account.painted_rows import PaintedRows
from app.views.paint.shapes import band_meaning, paint_band
from app.views.paint.text import RIGHT, paint_text
from app.views.row_table import plain_tip
from app.views.theme import Theme
from app.views.widgets.card import Card
from app.views.widgets.labels import PlainLabel

_BAR, _TALL, _GAP = 6, 62, 8


@dataclass(frozen=True)
class Gauge:
    """One figure of a card: its mark and name, the score where there is one, its band, and the difference."""

    mark: str
    name: str
    score: int | None
    band: str
    delta: int | None = None

    def spoken(self) -> str:
        """Return it as it is read aloud."""
        said = [f"{self.mark} {self.name}".strip(), number(self.score) if self.score is not None else _("no data")]
        if self.delta is not None:
            said.append(_("{n} in 90 d", n=signed(self.delta)))
        return " ".join(said)


class DearCard(Card):
    """The dimensions of the model that are data, each with its difference."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self._title = PlainLabel("DEAR", "bodyStrong")
        self.head.addWidget(self._title)
        self.head.addStretch(1)
        self.head.addWidget(PlainLabel(_("against 90 days ago"), "label", tone="text2"))
        self.body.addLayout(self.head)
        self.gauges = _Gauges()
        self.body.addWidget(self.gauges)

    def show_page(self, page: HealthPage) -> None:
        """Show the dimensions of a score."""
        shown = [one for one in page.score.model.dimensions if _is_shown(one)]
        self._title.setText("".join(one.letter for one in shown))
        self.setAccessibleName(self._title.text())
        self.gauges.show_gauges([_gauge(one, page.score, page.before) for one in shown])


def _is_shown(dimension: Dimension) -> bool:
    return dimension.letter.isalpha() and any(measure.kind is Kind.DATA for measure in dimension.measures)


def _gauge(dimension: Dimension, now: Score, before: Score) -> Gauge:
    here, was = (_whole((made.dimensions or {}).get(dimension.key)) for made in (now, before))
    delta = here - was if here is not None and was is not None else None
    return Gauge(dimension.letter, named(dimension.name), here, str(now.model.band(here)), delta)


def _whole(value: Decimal | None) -> int | None:
    return None if value is None else rounded(value)


class _Gauges(QWidget):
    """Figures side by side, each over a bar as long as its score."""

    def __init__(self) -> None:
        super().__init__()
        self._shown: list[Gauge] = []
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_gauges(self, gauges: list[Gauge]) -> None:
        """Show other figures."""
        self._shown = gauges
        self.setAccessibleName(", ".join(one.spoken() for one in gauges))
        self.update()

    def sizeHint(self) -> QSize:
        """Caption, figure and bar."""
        return QSize(260, themes.current().px(_TALL))

    def _box(self, at: int) -> QRectF:
        wide = (self.width() - _GAP * (len(self._shown) - 1)) / max(len(self._shown), 1)
        return QRectF(at * (wide + _GAP), 0, wide, self.height())

    def event(self, event: QEvent) -> bool:
        """Tell all of the figure under the mouse."""
        if event.type() is QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            for at, one in enumerate(self._shown):
                if self._box(at).contains(event.pos()):
                    QToolTip.showText(event.globalPos(), plain_tip(one.spoken()), self)
            return True
        return super().event(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw them."""
        theme = themes.current()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for at, one in enumerate(self._shown):
            _paint_gauge(painter, self._box(at), one, theme)
        painter.end()


def _paint_gauge(painter: QPainter, box: QRectF, one: Gauge, theme: Theme) -> None:
    first, second = theme.line("caption"), theme.line("subtitle")
    x = paint_text(
        painter, QRectF(box.left(), 0, box.width(), first), one.mark, theme, theme.color.text2, "caption", 600
    )
    rest = QRectF(x + 5, 0, box.right() - x - 5, first)
    paint_text(painter, rest, one.name, theme, theme.color.text2, "caption", 500)
    side, top = 10, first + 4
    line = QRectF(box.left(), top, box.width(), second)
    paint_band(painter, QRectF(line.left() + 1, line.center().y() - side / 2, side, side), one.band, theme)
    figure = number(one.score) if one.score is not None else "—"
    ink = theme.color.text if one.score is not None else theme.color.text3
    paint_text(painter, line.adjusted(side + 7, 0, 0, 0), figure, theme, ink, "subtitle", 600)
    if one.delta is not None:
        tone = theme.meaning["risk"].text if one.delta <= -10 else theme.color.text2
        paint_text(painter, line, signed(one.delta) if one.delta else "0", theme, tone, "label", 500, RIGHT)
    _paint_bar(painter, QRectF(box.left(), top + second + 6, box.width(), _BAR), one, theme)


def _paint_bar(painter: QPainter, track: QRectF, one: Gauge, theme: Theme) -> None:
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(theme.color.pressed)
    painter.drawRoundedRect(track, 3, 3)
    if one.score:
        painter.setBrush(theme.meaning[band_meaning(one.band)].fill)
        painter.drawRoundedRect(QRectF(track.left(), track.top(), max(track.width() * one.score / 100, 4), _BAR), 3, 3)


class LoyaltyCard(Card):
    """What they do and what they think, as two bars, and what the two together mean."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(_("Loyalty"), parent)
        self._bars: PaintedRows[Gauge] = PaintedRows(_("Loyalty"), _paint_side, lambda t: t.px(26), Gauge.spoken)
        self._told = PlainLabel("", "label", tone="text2", wrap=True)
        self.body.addWidget(self._bars)
        self.body.addWidget(self._told)

    def show_score(self, score: Score) -> None:
        """Show the two sides of a score."""
        sides = {side: _side(score, side) for side in Loyalty}
        self._bars.show_rows(
            [
                Gauge("", keyed("loyalty", str(side)), value, str(score.model.band(value)))
                for side, value in sides.items()
            ]
        )
        does, thinks = sides[Loyalty.BEHAVIOURAL], sides[Loyalty.PSYCHOLOGICAL]
        self._told.setText(loyalty_words(does, thinks))


def _side(score: Score, side: Loyalty) -> int | None:
    used = [part for part in score.parts if part.measure.loyalty is side and part.value.score is not None]
    # A single answer does not speak for a whole side.
    return _whole(score.loyalty(side)) if len(used) > 1 else None


def loyalty_words(does: int | None, thinks: int | None) -> str:
    """Return what the two sides together mean; 50 is where every score starts."""
    if does is None or thinks is None:
        return _("One side has no usable input yet.")
    uses, likes = does >= MIDDLE, thinks >= MIDDLE
    key = ("both" if likes else "uses") if uses else "likes" if likes else "neither"
    return keyed("loyalty.meaning", key)


def _paint_side(painter: QPainter, box: QRectF, one: Gauge, theme: Theme) -> None:
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    wide = max(theme.px(92), round(box.width() * 0.26))
    paint_text(
        painter, QRectF(box.left(), box.top(), wide - 8, box.height()), one.name, theme, theme.color.text, "label"
    )
    figure = number(one.score) if one.score is not None else "—"
    right = theme.px(28)
    track = QRectF(box.left() + wide, box.center().y() - _BAR / 2, box.width() - wide - right, _BAR)
    _paint_bar(painter, track, one, theme)
    paint_text(painter, box, figure, theme, theme.color.text, "label", 600, RIGHT)


class GroupLine(Card):
    """The figure of a parent with its subsidiaries; not shown where every account stands for itself."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(_("Group"), parent)
        self._line: PaintedRows[Group] = PaintedRows(_("Group"), _paint_group, lambda t: t.px(26), _group_words)
        self.body.addWidget(self._line)
        self.hide()

    def show_group(self, group: Group | None) -> None:
        """Show the figure of a group, or nothing."""
        self.setVisible(group is not None)
        self._line.show_rows([group] if group is not None else [])


def _group_words(group: Group) -> str:
    figure = number(group.score) if group.score is not None else "—"
    return f"{figure} {name_of(group.band)} · {how_words(group)}"


def how_words(group: Group) -> str:
    """Return how the figure of a group is made."""
    n = number(group.members)
    if group.how is RollUp.MEAN:
        return _("mean of {n} accounts", n=n)
    if group.how is RollUp.WEIGHTED:
        return _("{n} accounts by MRR", n=n)
    return _("worst of {n} accounts", n=n)


def _paint_group(painter: QPainter, box: QRectF, group: Group, theme: Theme) -> None:
    side = 11
    paint_band(painter, QRectF(box.left(), box.center().y() - side / 2, side, side), str(group.band), theme)
    rest = box.adjusted(side + 8, 0, 0, 0)
    figure = number(group.score) if group.score is not None else "—"
    x = paint_text(painter, rest, figure, theme, theme.color.text, "subtitle", 600)
    ink = theme.meaning[band_meaning(str(group.band))].text
    x = paint_text(
        painter,
        QRectF(x + 6, box.top(), box.right() - x - 6, box.height()),
        name_of(group.band),
        theme,
        ink,
        "label",
        600,
    )
    paint_text(
        painter, QRectF(x + 10, box.top(), box.right() - x - 10, box.height()), how_words(group), theme,
        theme.color.text2, "label", 0, RIGHT,
    )  # fmt: skip
