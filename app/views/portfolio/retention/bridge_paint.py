"""The bridge of MRR as a picture: start, each kind of change as a step up or down, end."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QPolygonF

from app.language import short_money
from app.views.paint.marks import paint_focus_ring
from app.views.paint.text import CENTER, paint_text
from app.views.theme import Theme

_GAP, _RADIUS, _LEAST, _TOOTH = 0.28, 3.0, 2.0, 5.0
# Below this share of a total the changes would be lines, so that the totals are cut short, which a break shows.
_SHORT = 0.5
_ROOM = 0.35


@dataclass(frozen=True)
class Bar:
    """One bar: from `low` to `high` in the reported currency; a `total` is start or end."""

    key: str
    name: str
    amount: Decimal
    low: Decimal
    high: Decimal
    total: bool

    def said(self, currency: str) -> str:
        """Return its amount as it is written over it; a change has its sign."""
        words = short_money(self.amount, currency)
        return f"+{words}" if self.amount > 0 and not self.total else words


@dataclass(frozen=True)
class Drawn:
    """The bars with the bottom of their axis, 0 unless `cut`."""

    bars: tuple[Bar, ...]
    currency: str
    bottom: Decimal
    top: Decimal

    @property
    def cut(self) -> bool:
        """Tell whether the totals are not drawn from 0 on."""
        return self.bottom > 0


def drawn(steps: Sequence[tuple[str, str, Decimal]], currency: str) -> Drawn:
    """Return the bars of start, terms and end, each given as key, name and amount."""
    bars: list[Bar] = []
    level = Decimal(0)
    for at, (key, name, amount) in enumerate(steps):
        total = at in (0, len(steps) - 1)
        before, level = (Decimal(0), amount) if total else (level, level + amount)
        bars.append(Bar(key, name, amount, min(before, level), max(before, level), total))
    levels = [bar.high for bar in bars] + [bar.low for bar in bars if not bar.total]
    top, lowest = max(levels, default=Decimal(0)), min(levels, default=Decimal(0))
    bottom = Decimal(0)
    if lowest > 0 and top - lowest < top * Decimal(str(_SHORT)):
        bottom = max(Decimal(0), lowest - (top - lowest) * Decimal(str(_ROOM)) - top / 50)
    return Drawn(tuple(bars), currency, bottom, top)


def slots(box: QRectF, count: int) -> list[QRectF]:
    """Return the columns of bars, side by side over the whole height."""
    wide = box.width() / max(count, 1)
    return [QRectF(box.left() + at * wide, box.top(), wide, box.height()) for at in range(count)]


def paint_bridge(
    painter: QPainter, box: QRectF, shown: Drawn, theme: Theme, *, chosen: str = "", focused: str = "", under: str = ""
) -> None:
    """Draw the bars into `box`: `chosen` is lit up, `focused` has the ring, `under` the pointer over it."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    columns = slots(box, len(shown.bars))
    plot = _plot(box, shown, theme)
    before: QRectF | None = None
    for bar, column in zip(shown.bars, columns, strict=True):
        if bar.key in (chosen, under):
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.color.accent_subtle if bar.key == chosen else theme.color.hover)
            painter.drawRoundedRect(column.adjusted(1, 1, -1, -1), 6, 6)
        drawn_at = _bar_box(bar, column, plot, shown)
        if before is not None:
            _connect(painter, before, drawn_at, bar, plot, shown, theme)
        _paint_bar(painter, bar, drawn_at, plot, shown, theme)
        _paint_words(painter, bar, column, drawn_at, plot, shown.currency, theme, strong=bar.key == chosen)
        before = drawn_at
    painter.setPen(QPen(theme.color.border_strong, 1))
    painter.drawLine(QLineF(plot.left(), plot.bottom() + 0.5, plot.right(), plot.bottom() + 0.5))
    for bar, column in zip(shown.bars, columns, strict=True):
        if bar.key == focused:
            paint_focus_ring(painter, column, theme, 6)
    painter.restore()


def _plot(box: QRectF, shown: Drawn, theme: Theme) -> QRectF:
    wide = box.width() / max(len(shown.bars), 1)
    lines = max((len(_broken(bar.name, wide, theme)) for bar in shown.bars), default=1)
    return box.adjusted(0, theme.line("caption") + 6, 0, -lines * theme.line("caption") - 8)


def _broken(name: str, width: float, theme: Theme) -> tuple[str, ...]:
    """Return a name in one line or, where it is too long for it and has several words, in two."""
    words = name.split(" ")
    if len(words) < 2 or theme.width(name, "caption", 600) <= width:
        return (name,)
    at = min(
        range(1, len(words)),
        key=lambda n: max(theme.width(" ".join(part), "caption", 600) for part in (words[:n], words[n:])),
    )
    return (" ".join(words[:at]), " ".join(words[at:]))


def _y(value: Decimal, plot: QRectF, shown: Drawn) -> float:
    span = float(shown.top - shown.bottom) or 1.0
    share = min(max(float(value - shown.bottom) / span, 0.0), 1.0)
    return plot.bottom() - share * plot.height()


def _bar_box(bar: Bar, column: QRectF, plot: QRectF, shown: Drawn) -> QRectF:
    inset = column.width() * _GAP / 2
    top, bottom = _y(bar.high, plot, shown), _y(bar.low, plot, shown)
    if bar.amount and bottom - top < _LEAST:
        top, bottom = (top + bottom - _LEAST) / 2, (top + bottom + _LEAST) / 2
    return QRectF(column.left() + inset, top, column.width() - 2 * inset, bottom - top)


def tone_of(bar: Bar, theme: Theme) -> QColor:
    """Return the colour of a bar: a total, money that came, money that went, or neither gain nor loss."""
    if bar.total:
        return theme.color.accent
    if bar.key in ("transferred", "fx"):
        return theme.color.border_strong
    return theme.meaning["good" if bar.amount > 0 else "risk"].fill


def _paint_bar(painter: QPainter, bar: Bar, at: QRectF, plot: QRectF, shown: Drawn, theme: Theme) -> None:
    if not bar.amount and not bar.total:
        return
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(tone_of(bar, theme))
    round_by = min(_RADIUS, at.height() / 2)
    painter.drawRoundedRect(at, round_by, round_by)
    if bar.total and shown.cut and at.height() > 4 * _TOOTH:
        _break(painter, at, plot.bottom() - 3 * _TOOTH, theme)


def _break(painter: QPainter, at: QRectF, y: float, theme: Theme) -> None:
    """Draw the sign that a bar is longer than it is drawn."""
    teeth = max(2, int(at.width() // (2 * _TOOTH)))
    step = at.width() / teeth
    upper = [
        QPointF(at.left() - 1 + (at.width() + 2) * n / (2 * teeth), y + (_TOOTH if n % 2 else 0))
        for n in range(2 * teeth + 1)
    ]
    lower = [QPointF(point.x(), point.y() + max(_TOOTH, step / 4)) for point in reversed(upper)]
    painter.setBrush(theme.color.surface)
    painter.drawPolygon(QPolygonF([*upper, *lower]))


def _connect(
    painter: QPainter, before: QRectF, at: QRectF, bar: Bar, plot: QRectF, shown: Drawn, theme: Theme
) -> None:  # fmt: skip
    """Draw the level that the bar begins at, from the bar before."""
    level = bar.high if bar.total or bar.amount < 0 else bar.low
    y = round(_y(level, plot, shown)) + 0.5
    painter.setPen(QPen(theme.color.border_strong, 1, Qt.PenStyle.DotLine))
    painter.drawLine(QLineF(before.right(), y, at.left(), y))


def _paint_words(
    painter: QPainter,
    bar: Bar,
    column: QRectF,
    at: QRectF,
    plot: QRectF,
    currency: str,
    theme: Theme,
    *,
    strong: bool,
) -> None:
    c, line = theme.color, theme.line("caption")
    ink = c.text if bar.amount or bar.total else c.text3
    over = at.top() if bar.amount or bar.total else at.center().y()
    words = QRectF(column.left() + 2, over - line - 2, column.width() - 4, line)
    paint_text(painter, words, bar.said(currency), theme, ink, "caption", 600, CENTER)
    ink, weight = (c.text, 600) if strong else (c.text2, 500)
    for n, part in enumerate(_broken(bar.name, column.width(), theme)):
        name = QRectF(column.left(), plot.bottom() + 5 + n * line, column.width(), line)
        paint_text(painter, name, part, theme, ink, "caption", weight, CENTER)
