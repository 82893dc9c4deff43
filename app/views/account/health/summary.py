"""The top of the health tab: shape, score, band, how it moved, what it comes from in a sentence, and how sure it is."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import QEvent, QRectF, QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from app.health.printed import printed
from app.health.score import Score
from app.language import _, name_of, number
from app.operations.health.health_page import HealthPage
from app.views import theme as themes
from app.views.account.health.words import coverage_words, sentence, signed, stale_count
from app.views.paint.shapes import band_meaning, paint_band
from app.views.paint.text import paint_text
from app.views.widgets.labels import ElidedLabel, PlainLabel
from app.vocabulary import Band

_SHAPE, _GAP = 18, 10


class Summary(QWidget):
    """Filled by `show_page`."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._figure = _Figure()
        self._band = _Band()
        self._sentence = PlainLabel("", "body", wrap=True)
        self._coverage = ElidedLabel("", "bodyStrong")
        sure = QVBoxLayout()
        sure.setSpacing(1)
        sure.addStretch(1)
        self._caption = ElidedLabel(_("Coverage"), "caption", tone="text2")
        sure.addWidget(self._caption)
        sure.addWidget(self._coverage)
        sure.addStretch(1)
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 8, 16, 8)
        row.setSpacing(14)
        row.addWidget(self._figure)
        row.addWidget(self._band)
        row.addWidget(self._sentence, 1)
        row.addLayout(sure)

    def clear(self) -> None:
        """Show nothing."""
        self._figure.show_score(None)
        self._band.say(None, "")
        self._sentence.setText("")
        self._coverage.setText("")
        self._caption.hide()
        self.setAccessibleName("")

    def show_page(self, page: HealthPage, today: date) -> None:
        """Show the health of an account."""
        made = page.score
        self._caption.show()
        self._figure.show_score(made)
        self._band.say(made.band, _moved(page))
        said = sentence(made, printed(made), today)
        self._sentence.setText(said)
        self._coverage.setText(coverage_words(made))
        self._coverage.set_tone("watch_text" if made.score is None or stale_count(made) else "text")
        self._coverage.setMinimumWidth(self._coverage.sizeHint().width())
        self.setAccessibleName(
            " · ".join(
                part for part in (
                    number(made.score) if made.score is not None else "", name_of(made.band), _moved(page), said,
                    f"{_('Coverage')} {coverage_words(made)}",
                ) if part
            )
        )  # fmt: skip


def _moved(page: HealthPage) -> str:
    """Return how a score moved in thirty days."""
    if page.health.delta is None:
        return _("nothing to compare yet") if page.score.score is not None else ""
    return _("{n} in 30 d", n=signed(page.health.delta))


class _Figure(QWidget):
    """The shape of the band and the score, as large as figures get."""

    def __init__(self) -> None:
        super().__init__()
        self._score: int | None = None
        self._said: Band | None = None
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def show_score(self, score: Score | None) -> None:
        """Show another score, or nothing."""
        self._score, self._said = (score.score, score.band) if score is not None else (None, None)
        self.setAccessibleName(self._words())
        self.updateGeometry()
        self.update()

    def _words(self) -> str:
        return number(self._score) if self._score is not None else ""

    def sizeHint(self) -> QSize:
        """Room for the shape and the figures."""
        theme = themes.current()
        return QSize(
            round(theme.px(_SHAPE) + _GAP + theme.width(self._words(), "metric") + 4), theme.line("metric")
        )  # fmt: skip

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw them."""
        theme = themes.current()
        painter = QPainter(self)
        side = theme.px(_SHAPE)
        if self._said is not None:
            paint_band(painter, QRectF(0, (self.height() - side) / 2, side, side), str(self._said), theme)
        rest = QRectF(side + _GAP, 0, self.width() - side - _GAP, self.height())
        ink = theme.color.text if self._score is not None else theme.color.text3
        paint_text(painter, rest, self._words(), theme, ink, "metric")
        painter.end()


class _Band(QWidget):
    """The word of the band over how the score moved."""

    def __init__(self) -> None:
        super().__init__()
        self._word = ElidedLabel("", "bodyStrong")
        self._moved = ElidedLabel("", "label", tone="text2")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(1)
        column.addStretch(1)
        column.addWidget(self._word)
        column.addWidget(self._moved)
        column.addStretch(1)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Preferred)

    def say(self, band: Band | None, moved: str) -> None:
        """Say another band, or none."""
        self._word.set_tone(f"{band_meaning(str(band))}_text" if band is not None else "text")
        self._word.setText(name_of(band) if band is not None else "")
        self._moved.setText(moved)
        self._moved.setVisible(bool(moved))
        self._measure()

    def _measure(self) -> None:
        self.setMinimumWidth(max(self._word.sizeHint().width(), self._moved.sizeHint().width()))

    def changeEvent(self, event: QEvent) -> None:
        """Take the widths of a new text scale."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.StyleChange and hasattr(self, "_moved"):
            self._measure()
