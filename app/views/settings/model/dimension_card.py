"""The card of one dimension: its weight, and its measures with curve, validity and weight as rows."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from app.errors import BansoError
from app.health.model import Combine, Dimension, Measure, Model
from app.language import _, error_words, number
from app.views import theme as themes
from app.views.settings.model.curve_view import CurveView
from app.views.settings.model.fields import DecimalField
from app.views.settings.model.parts import share_of, with_dimension, with_measure
from app.views.settings.model.words import choices, in_words, said, validity_words
from app.views.widgets.buttons import Button
from app.views.widgets.card import Card
from app.views.widgets.labels import ElidedLabel, PlainLabel

if TYPE_CHECKING:
    from app.views.settings.model.section import HealthModel

_CURVE = (76, 26)
_SHARE = 64
_VALID = 108


class MeasureRow(QWidget):
    """One measure: name, curve, validity, weight, its share of the whole, and the button that opens its sheet."""

    def __init__(self, section: HealthModel, dimension: Dimension, measure: Measure) -> None:
        super().__init__()
        name = said(measure.name, measure.key)
        self.key = measure.key
        self._name = ElidedLabel(name)
        self._curve = CurveView(measure.curve, *_CURVE)
        self._valid = ElidedLabel("", "label", tone="text2", right=True)
        self.weight = DecimalField(_("Weight of {measure}", measure=name))
        self.weight.given.connect(lambda given: self._given(given))
        self._share = ElidedLabel("", "label", tone="text2", right=True)
        self.open = Button(kind="quiet", icon="pencil", name=_("Change {measure}", measure=name))
        self.open.clicked.connect(lambda: section.sheets.measure(self.key))
        self._wrong = PlainLabel("", "label", tone="risk_text", wrap=True)
        self._wrong.hide()
        self._section = section
        row = QHBoxLayout()
        row.setSpacing(12)
        row.addWidget(self._name, 1)
        for part in (self._curve, self._valid, self.weight, self._share, self.open):
            row.addWidget(part)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 2, 0, 2)
        whole.setSpacing(2)
        whole.addLayout(row)
        whole.addWidget(self._wrong)
        self.show_measure(section.draft, dimension, measure)

    def show_measure(self, model: Model, dimension: Dimension, measure: Measure) -> None:
        """Show what holds in what is being edited."""
        theme = themes.current()
        self._name.setText(said(measure.name, measure.key))
        self._curve.show_curve(measure.curve)
        self._valid.setText(validity_words(measure))
        self._valid.setFixedWidth(theme.px(_VALID))
        self._share.setFixedWidth(theme.px(_SHARE))
        self.weight.show_number(measure.weight)
        self._share.setText(f"{number(share_of(model, dimension, measure), 1)} %")
        if not self.weight.isModified():
            self._wrong.hide()

    def set_narrow(self, narrow: bool) -> None:
        """Leave the picture out where there is little room."""
        self._curve.setVisible(not narrow)

    def wrong(self) -> str:
        """Return what it says is wrong."""
        return self._wrong.text() if not self._wrong.isHidden() else ""

    def _given(self, weight: Decimal | None) -> None:
        draft = self._section.draft
        dimension = next(one for one in draft.dimensions if any(m.key == self.key for m in one.measures))
        measure = next(one for one in dimension.measures if one.key == self.key)
        try:
            if weight is None:
                raise BansoError("health.model.number", "weight", value=self.weight.text() or "–")
            self._section.edit(with_measure(draft, dimension.key, self.key, replace(measure, weight=weight)))
        except BansoError as error:
            self._wrong.setText(error_words(in_words(error, draft))[1])
            self._wrong.show()


class Headings(QWidget):
    """What the figures of the cards below are, over their columns."""

    def __init__(self) -> None:
        super().__init__()
        theme = themes.current()
        self._parts = (
            (ElidedLabel(_("Curve"), "caption", tone="text2"), _CURVE[0]),
            (ElidedLabel(_("Valid for"), "caption", tone="text2", right=True), _VALID),
            (ElidedLabel(_("Weight"), "caption", tone="text2", right=True), 64),
            (ElidedLabel(_("Share"), "caption", tone="text2", right=True), _SHARE),
        )
        row = QHBoxLayout(self)
        # As far in as the rows of a card, and before the button that opens a sheet.
        row.setContentsMargins(17, 4, 17 + 12 + theme.size.icon + 16, 0)
        row.setSpacing(12)
        row.addWidget(ElidedLabel(_("Dimensions and measures"), "bodyStrong"), 1)
        for label, width in self._parts:
            label.setFixedWidth(theme.px(width))
            row.addWidget(label)

    def set_narrow(self, narrow: bool) -> None:
        """Leave the name of the picture out where it is."""
        self._parts[0][0].setVisible(not narrow)

    def changeEvent(self, event: QEvent) -> None:
        """Take the widths of a new text scale."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.StyleChange and hasattr(self, "_parts"):
            for label, width in self._parts:
                label.setFixedWidth(themes.current().px(width))


class DimensionCard(Card):
    """One dimension and its measures."""

    def __init__(self, section: HealthModel, dimension: Dimension) -> None:
        super().__init__()
        self._section, self.key = section, dimension.key
        name = said(dimension.name, dimension.key)
        self.setAccessibleName(name)
        self.rows: dict[str, MeasureRow] = {}
        self._letter = PlainLabel(dimension.letter, "bodyStrong", tone="accent_text")
        self._letter.setFixedWidth(themes.current().px(12))
        self._name = ElidedLabel(name, "bodyStrong")
        self._combine = ElidedLabel("", "label", tone="text2", right=True)
        self.weight = DecimalField(_("Weight of {measure}", measure=name))
        self.weight.given.connect(lambda given: self._given(given))
        self._share = ElidedLabel("", "label", tone="text2", right=True)
        self.open = Button(kind="quiet", icon="pencil", name=_("Change {measure}", measure=name))
        self.open.clicked.connect(lambda: section.sheets.dimension(self.key))
        self._wrong = PlainLabel("", "label", tone="risk_text", wrap=True)
        self._wrong.hide()
        head = QHBoxLayout()
        head.setSpacing(12)
        head.addWidget(self._letter)
        head.addWidget(self._name, 1)
        for part in (self._combine, self.weight, self._share, self.open):
            head.addWidget(part)
        self.body.addLayout(head)
        self.body.addWidget(self._wrong)
        self._grid = QGridLayout()
        self._grid.setContentsMargins(24, 0, 0, 0)
        self._grid.setVerticalSpacing(0)
        self.body.addLayout(self._grid)
        self.add = Button(_("Add a measure…"), icon="plus", kind="quiet")
        self.add.setAccessibleName(_("Add a measure to {dimension}", dimension=name))
        self.add.clicked.connect(lambda: section.sheets.add_measure(self.key))
        self.body.addWidget(self.add, 0, Qt.AlignmentFlag.AlignLeft)
        for at, measure in enumerate(dimension.measures):
            row = self.rows[measure.key] = MeasureRow(section, dimension, measure)
            self._grid.addWidget(row, at, 0)
        self.show_dimension(section.draft, dimension)

    def fits(self, dimension: Dimension) -> bool:
        """Tell whether it has the rows that a dimension asks for."""
        return self.key == dimension.key and list(self.rows) == [measure.key for measure in dimension.measures]

    def set_narrow(self, narrow: bool) -> None:
        """Leave the pictures out where there is little room."""
        for row in self.rows.values():
            row.set_narrow(narrow)

    def show_dimension(self, model: Model, dimension: Dimension) -> None:
        """Show what holds in what is being edited."""
        self._letter.setText(dimension.letter)
        self._name.setText(said(dimension.name, dimension.key))
        self._combine.setText("" if dimension.combine is Combine.MEAN else choices()[Combine][dimension.combine])
        self._combine.setVisible(dimension.combine is not Combine.MEAN)
        self.weight.show_number(dimension.weight)
        self._share.setFixedWidth(themes.current().px(_SHARE))
        self._share.setText(f"{number(share_of(model, dimension), 1)} %")
        if not self.weight.isModified():
            self._wrong.hide()
        for measure in dimension.measures:
            self.rows[measure.key].show_measure(model, dimension, measure)

    def wrong(self) -> str:
        """Return what it says is wrong."""
        return self._wrong.text() if not self._wrong.isHidden() else ""

    def _given(self, weight: Decimal | None) -> None:
        draft = self._section.draft
        dimension = next(one for one in draft.dimensions if one.key == self.key)
        try:
            if weight is None:
                raise BansoError("health.model.number", "weight", value=self.weight.text() or "–")
            self._section.edit(with_dimension(draft, self.key, replace(dimension, weight=weight)))
        except BansoError as error:
            self._wrong.setText(error_words(in_words(error, draft))[1])
            self._wrong.show()
