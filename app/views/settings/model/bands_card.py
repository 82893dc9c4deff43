"""The card of what a score means: the bands, how much has to be known, when a change is one, groups of companies."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.errors import BansoError
from app.health.model import Combine, Model, RollUp
from app.language import _, name_of
from app.views import theme as themes
from app.views.paint.shapes import band_meaning, paint_band
from app.views.paint.text import paint_text
from app.views.settings.model.fields import ChoiceBox, DecimalField
from app.views.settings.model.words import in_words
from app.views.settings.rows import Row
from app.views.widgets.card import Card, rule
from app.views.widgets.labels import PlainLabel
from app.vocabulary import Band

if TYPE_CHECKING:
    from app.views.settings.model.section import HealthModel

Put = Callable[[Model, int], Model]


class BandsCard(Card):
    """Figures that take effect in what is being edited as soon as they fit."""

    def __init__(self, section: HealthModel) -> None:
        super().__init__(_("Bands"))
        self._section = section
        self.strip = BandStrip()
        self.body.addWidget(self.strip)
        self.fields: dict[str, DecimalField] = {}
        self.rows: dict[str, Row] = {}
        good, watch = name_of(Band.GOOD), name_of(Band.WATCH)
        self._number("good", _("{band} from", band=good), "", lambda model, n: replace(model, good=n))
        self._number("watch", _("{band} from", band=watch), "", lambda model, n: replace(model, watch=n))
        self._number(
            "coverage_floor", _("Least coverage"), "%",
            lambda model, n: replace(model, coverage_floor=Decimal(n)),
            _("With less than this of all weight known there is no verdict: {band}.", band=name_of(Band.WITHHELD)),
        )  # fmt: skip
        self._number(
            "dead_band", _("A change counts from"), "±", lambda model, n: replace(model, dead_band=n),
            _("Points within 30 days; less is called steady."),
        )  # fmt: skip
        self.combine = ChoiceBox(_("Dimensions make one score by"), Combine, Combine.MEAN)
        self.combine.activated.connect(
            lambda _at: self._section.try_edit(
                replace(self._section.draft, combine=self.combine.choice(Combine))
            )
        )  # fmt: skip
        self.roll_up = ChoiceBox(_("An account with subsidiaries"), RollUp, RollUp.OWN)
        self.roll_up.activated.connect(
            lambda _at: self._section.try_edit(
                replace(self._section.draft, roll_up=self.roll_up.choice(RollUp))
            )
        )  # fmt: skip
        about = _("The own score keeps its explanation; the figure of the group stands beside it.")
        for row in (
            Row(_("Dimensions make one score by"), self.combine),
            Row(_("An account with subsidiaries"), self.roll_up, about=about),
        ):
            self.body.addWidget(rule())
            self.body.addWidget(row)

    def show_model(self, model: Model) -> None:
        """Show what holds in what is being edited."""
        for key, field in self.fields.items():
            field.show_number(getattr(model, key))
            if not field.isModified():
                self.rows[key].clear()
        self.combine.show_choice(model.combine)
        self.roll_up.show_choice(model.roll_up)
        self.strip.show_bands(model.watch, model.good)

    def _number(self, key: str, words: str, unit: str, put: Put, about: str = "") -> None:
        field = self.fields[key] = DecimalField(words)
        parts = (field, PlainLabel(unit, "body", tone="text2")) if unit == "%" else (field,)
        if unit == "±":
            parts = (PlainLabel(unit, "body", tone="text2"), field)  # type: ignore[assignment]
        row = self.rows[key] = Row(words, *parts, about=about)
        field.given.connect(lambda number: self._given(key, number, put))
        if len(self.rows) > 1:
            self.body.addWidget(rule())
        self.body.addWidget(row)

    def _given(self, key: str, number: Decimal | None, put: Put) -> None:
        row, draft = self.rows[key], self._section.draft
        if number is None or number != int(number) or not 0 <= number <= 100:
            text = self.fields[key].text()
            row.tell(in_words(BansoError("health.model.range", key, value=text or "–"), draft))
            return
        self._section.try_edit(put(draft, int(number)), row)


class BandStrip(QWidget):
    """The bands from 0 to 100, each with its shape and word."""

    def __init__(self) -> None:
        super().__init__()
        self._watch, self._good = 45, 70
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_bands(self, watch: int, good: int) -> None:
        """Show other limits."""
        self._watch, self._good = watch, good
        self.setAccessibleName(
            _("{risk} below {watch}, {middle} below {good}, {best} from there", risk=name_of(Band.RISK), watch=watch,
              middle=name_of(Band.WATCH), good=good, best=name_of(Band.GOOD))
        )  # fmt: skip
        self.update()

    def sizeHint(self) -> QSize:
        """One line of words."""
        return QSize(320, themes.current().px(26))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the three stretches."""
        theme = themes.current()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        spans = ((Band.RISK, 0, self._watch), (Band.WATCH, self._watch, self._good), (Band.GOOD, self._good, 100))
        for band, low, high in spans:
            left, right = self.width() * low / 100, self.width() * high / 100
            box = QRectF(left, 0, right - left - 2, self.height())
            meaning = theme.meaning[band_meaning(band)]
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(meaning.bg)
            painter.drawRoundedRect(box, 4, 4)
            x = box.left() + 8
            if box.width() < 40:
                continue
            paint_band(painter, QRectF(x, box.center().y() - 5, 10, 10), band, theme)
            rest = QRectF(x + 15, 0, box.right() - x - 19, self.height())
            words = f"{name_of(band)} {low}–{high - 1 if high < 100 else 100}"
            if theme.width(words, "caption", 500) > rest.width():
                words = f"{low}–"
            paint_text(painter, rest, words, theme, meaning.text, "caption", 500)
        painter.end()
