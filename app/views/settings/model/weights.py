"""A weight with what it is in each segment; a segment left empty takes the ordinary one."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.errors import BansoError
from app.language import _, name_of
from app.views.settings.model.fields import DecimalField, under
from app.views.settings.model.parts import plain
from app.views.widgets.labels import PlainLabel
from app.vocabulary import Segment


class Weights(QWidget):
    """The ordinary weight and one for each segment."""

    def __init__(self, weight: Decimal, others: Mapping[Segment, Decimal]) -> None:
        super().__init__()
        self.weight = DecimalField(_("Weight"), 72)
        self.weight.show_number(weight)
        self.segments = {segment: DecimalField(_name(segment), 72) for segment in Segment}
        row = QHBoxLayout()
        row.setSpacing(12)
        row.addWidget(under(_("Weight"), self.weight))
        for segment, field in self.segments.items():
            field.show_number(others.get(segment))
            field.setPlaceholderText(plain(weight))
            row.addWidget(under(name_of(segment), field))
        row.addStretch(1)
        self.weight.textChanged.connect(self._ordinary)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(4)
        whole.addLayout(row)
        about = _("Among its neighbours; a segment left empty takes the ordinary weight. What is missing drops out.")
        whole.addWidget(PlainLabel(about, "caption", tone="text2", wrap=True))

    def read(self) -> tuple[Decimal, dict[Segment, Decimal]]:
        """Return what is written; raises BansoError where it is no number."""
        return self._number(self.weight), {
            segment: self._number(field) for segment, field in self.segments.items() if not field.empty()
        }

    def _number(self, field: DecimalField) -> Decimal:
        number = field.number()
        if number is None:
            segment = next((one for one, other in self.segments.items() if other is field), None)
            place = f"weights.{segment}" if segment is not None else "weight"
            raise BansoError("health.model.number", field=place, value=field.text())
        return number

    def _ordinary(self, text: str) -> None:
        for field in self.segments.values():
            field.setPlaceholderText(text)


def _name(segment: Segment) -> str:
    return _("{segment} weight", segment=name_of(segment))
