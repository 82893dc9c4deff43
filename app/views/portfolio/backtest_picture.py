"""The picture of the back-test: every renewal by its score of then, those that stayed over those that left."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QEvent, QSize, QTimer
from PySide6.QtGui import QImage, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.errors import BansoError
from app.language import _, current, name_of, number
from app.views import theme as themes
from app.views.charting import Look, draw, look_of
from app.views.workspace import Running, Workspace
from app.vocabulary import Outcome

_HIGH = 168
_REDRAW_MS = 120
_LEFT, _RIGHT, _TOP, _BOTTOM = 64, 12, 8, 24
Dots = tuple[tuple[int, bool], ...]
"""The score of each renewal and whether it was lost."""


class BacktestPicture(QWidget):
    """Drawn on a worker thread, anew at another width or in another theme; the old drawing stays till then."""

    def __init__(self, workspace: Workspace) -> None:
        super().__init__()
        self._workspace = workspace
        self._dots: Dots = ()
        self._edges = (70, 45)
        self._image: QImage | None = None
        self._running: Running | None = None
        self._drawn: tuple[object, ...] = ()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_REDRAW_MS)
        self._pause.timeout.connect(self._draw)

    def show_dots(self, dots: Sequence[tuple[int, bool]], good: int, watch: int) -> None:
        """Show other renewals; the bands begin at `good` and `watch`."""
        self._dots, self._edges = tuple(dots), (good, watch)
        lost = sum(gone for _score, gone in dots)
        below = sum(gone and score < good for score, gone in dots)
        self.setAccessibleName(
            _("{lost} of {n} renewals were lost; {below} of these were below {good}", lost=number(lost),
              n=number(len(dots)), below=number(below), good=number(good))
        )  # fmt: skip
        self._draw()

    def sizeHint(self) -> QSize:
        """As wide as there is room."""
        theme = themes.current()
        return QSize(theme.px(320), theme.px(_HIGH))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Draw anew at another width."""
        super().resizeEvent(event)
        self._pause.start()

    def changeEvent(self, event: QEvent) -> None:
        """Draw anew in another theme."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.StyleChange and hasattr(self, "_pause"):
            self.updateGeometry()
            self._pause.start()

    def _draw(self) -> None:
        theme, ratio = themes.current(), self.devicePixelRatioF()
        wanted = (self._dots, self._edges, self.width(), ratio, theme.name, theme.scale, current())
        if not self._dots or wanted == self._drawn or self.width() < theme.px(160):
            return
        self._drawn = wanted
        if self._running is not None:
            self._running.cancel()

        def came(image: QImage) -> None:
            if wanted == self._drawn:
                self._image = image
                self.update()

        names = (name_of(Outcome.RENEWED), name_of(Outcome.CHURNED))
        self._running = self._workspace.run(
            _picture, look_of(theme), (self.width(), theme.px(_HIGH), ratio), self._dots, self._edges, names,
            owner=self, done=came, failed=self._failed,
        )  # fmt: skip

    def _failed(self, _error: BansoError) -> None:
        self._drawn = ()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Put the drawing down."""
        if self._image is not None:
            painter = QPainter(self)
            painter.drawImage(0, 0, self._image)
            painter.end()


def _picture(
    _report: object,
    _cancelled: object,
    look: Look,
    size: tuple[int, int, float],
    dots: Dots,
    edges: tuple[int, int],
    names: tuple[str, str],
) -> QImage:
    width, height, ratio = size

    def paint(axes: Any, look: Look) -> None:
        c, scale = look.colors, look.scale
        wide, high = _LEFT * scale, (_TOP + _BOTTOM) * scale
        axes.set_position(
            (wide / width, _BOTTOM * scale / height, (width - wide - _RIGHT * scale) / width, (height - high) / height)
        )
        good, watch = edges
        for low, top, band in ((0, watch, "risk_bg"), (watch, good, "watch_bg"), (good, 100, "good_bg")):
            axes.axvspan(low, top, color=c[band], linewidth=0, alpha=0.6)
        axes.set_xlim(0, 100)
        axes.set_ylim(-0.6, 1.6)
        axes.grid(visible=False)
        for lost, level, mark, tone in ((False, 1, "o", "good"), (True, 0, "D", "risk")):
            places = spread([score for score, gone in dots if gone is lost])
            axes.plot(
                [x for x, _step in places],
                [level + step * 0.13 for _x, step in places],
                mark,
                color=c[tone],
                markersize=6 * scale if mark == "o" else 5.4 * scale,
                markeredgecolor=c["surface"],
                markeredgewidth=0.8,
                linestyle="none",
                clip_on=False,
            )
        axes.set_yticks([1, 0], names)
        axes.set_xticks([0, watch, good, 100], [str(tick) for tick in (0, watch, good, 100)])
        axes.tick_params(axis="y", colors=c["text2"])

    return draw(look, width, height, ratio, paint)


def spread(scores: Sequence[int]) -> list[tuple[int, int]]:
    """Return where each score is drawn: equal and near ones one over the other, half above the line, half below."""
    seen: Counter[int] = Counter()
    placed = []
    for score in sorted(scores):
        near = round(score / 2)
        at = seen[near]
        seen[near] += 1
        placed.append((score, (at + 1) // 2 * (1 if at % 2 else -1)))
    return placed
