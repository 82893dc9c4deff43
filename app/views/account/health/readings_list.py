"""The list of the readings behind a part: day, value, source and remark, what counts and what was corrected."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import QEvent, QRectF
from PySide6.QtGui import QHelpEvent, QPainter
from PySide6.QtWidgets import QAbstractItemView, QStyleOptionViewItem, QToolTip

from app.language import _, day, number
from app.operations.health.part_readings import PartReading
from app.views.account.health.words import source_words
from app.views.account.row_delegate import RowDelegate
from app.views.account.rows import Index
from app.views.paint.pill import Pill, paint_pill, pill_size
from app.views.paint.text import RIGHT, paint_text
from app.views.row_table import plain_tip
from app.views.theme import Theme

_ROW = 34


class Row:
    """A reading as a row of a list."""

    def __init__(self, reading: PartReading, recorded: date, unit: str) -> None:
        self.id = str(reading.no)
        self.reading, self.recorded, self.unit = reading, recorded, unit

    def value(self) -> str:
        """Return the value in words."""
        if self.reading.value is None:
            return _("nothing")
        value = self.reading.value
        return f"{number(value, 0 if value == value.to_integral_value() else 1)}{self.unit}"

    def told(self) -> str:
        """Return where it came from and when it was known."""
        one = self.reading
        parts = [source_words(one.source), one.by if one.source == "me" else "", one.note]
        return " · ".join(part for part in parts if part)

    def spoken(self) -> str:
        """Return it as it is read aloud."""
        said = [day(self.reading.on), self.value(), self.told(), _("known {day}", day=day(self.recorded))]
        if self.reading.counts:
            said.append(_("counts"))
        if self.reading.replaced:
            said.append(_("corrected"))
        return _(", ").join(part for part in said if part)


class ReadingsDelegate(RowDelegate):
    """Day, value, source and note; what counts has a mark, what was corrected is struck by words."""

    def height(self, row: Row, width: int, theme: Theme) -> int:
        """Return the height of a row."""
        return theme.px(_ROW)

    def draw(self, painter: QPainter, box: QRectF, row: Row, theme: Theme, *, hovered: bool) -> None:
        """Draw a reading."""
        c = theme.color
        grey = row.reading.replaced
        ink = c.text3 if grey else c.text
        x = box.left() + 14
        wide = theme.px(92)
        paint_text(painter, QRectF(x, box.top(), wide, box.height()), day(row.reading.on), theme, c.text2, "label")
        x += wide
        value = theme.px(78)
        paint_text(painter, QRectF(x, box.top(), value, box.height()), row.value(), theme, ink, "bodyStrong", 0, RIGHT)
        x += value + 18
        known = _("known {day}", day=day(row.recorded))
        room = theme.px(118)
        right = box.right() - 14
        paint_text(
            painter, QRectF(right - room, box.top(), room, box.height()), known, theme, c.text3, "caption", 0, RIGHT
        )
        right -= room + 12
        pills: Sequence[Pill] = (
            *([Pill(_("corrected"), "unknown", "history")] if grey else []),
            *([Pill(_("counts"), "info")] if row.reading.counts else []),
        )
        for pill in pills:
            right -= pill_size(pill, theme).width()
            paint_pill(painter, QRectF(right, box.top(), pill_size(pill, theme).width(), box.height()), pill, theme)
            right -= 10
        paint_text(painter, QRectF(x, box.top(), right - x, box.height()), row.told(), theme, c.text2, "label")

    def helpEvent(self, event: QHelpEvent, view: QAbstractItemView, option: QStyleOptionViewItem, index: Index) -> bool:
        """Tell all of a reading, also what was cut off."""
        if event.type() is QEvent.Type.ToolTip and index.isValid():
            QToolTip.showText(event.globalPos(), plain_tip(self.view.of.row_at(index.row()).spoken()), self.view)
            return True
        return super().helpEvent(event, view, option, index)
