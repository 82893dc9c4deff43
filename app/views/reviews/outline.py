"""The sections of a review in their order, each with the sign of how it stands."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter

from app.language import _, number
from app.operations.reviews.rows import SectionRow
from app.views import icons
from app.views.account.row_delegate import RowDelegate
from app.views.account.rows import RowModel
from app.views.paint.text import paint_text
from app.views.reviews import words
from app.views.reviews.fitted import FittedView
from app.views.theme import Theme
from app.views.widgets.buttons import Button
from app.views.widgets.card import Card
from app.views.widgets.labels import PlainLabel

_ROW, _PAD, _SIGN = 36, 16, 16


class OutlineDelegate(RowDelegate):
    """Number, name, sign."""

    def height(self, row: Any, width: int, theme: Theme) -> int:
        """One line."""
        return theme.px(_ROW)

    def draw(self, painter: QPainter, box: QRectF, row: Any, theme: Theme, *, hovered: bool) -> None:
        """Draw a section; one that is hidden is pale."""
        c, px = theme.color, theme.px
        at = self.view.of.place_of(row.id)
        inner = box.adjusted(_PAD, 0, -_PAD, 0)
        chosen = at == self.view.currentIndex().row()
        paint_text(painter, inner, number(at + 1), theme, c.text2, "label", 600)
        key = words.standing(row)
        side = px(_SIGN)
        spot = QRectF(inner.right() - side, round(box.center().y() - side / 2), side, side)
        icons.paint_icon(painter, spot, words.ICONS[key], theme.tone(words.TONES[key]))
        rest = QRectF(inner.left() + px(24), inner.top(), spot.left() - 8 - inner.left() - px(24), inner.height())
        paint_text(painter, rest, row.name, theme, c.text3 if row.is_hidden else c.text, "body", 600 if chosen else 500)


class OutlineView(FittedView):
    """The list; `moved(step)` by Alt with an arrow. One section is always chosen."""

    moved = Signal(int)

    def __init__(self) -> None:
        super().__init__(RowModel(spoken), _("Sections"))
        self.draw_by(OutlineDelegate(self))

    def show_rows(self, rows: Sequence[Any]) -> None:
        """Show the sections; the first one is chosen where none was."""
        super().show_rows(rows)
        if not self.currentIndex().isValid():
            self.go_to(0)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Alt with an arrow moves the section itself."""
        step = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}.get(Qt.Key(event.key()))
        if step is not None and event.modifiers() & Qt.KeyboardModifier.AltModifier:
            self.moved.emit(step)
        else:
            super().keyPressEvent(event)


class OutlineCard(Card):
    """The list over the button that adds a section of one's own."""

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName(_("Outline"))
        self.flush()
        self.view = OutlineView()
        self.add = Button(_("Add a section"), kind="quiet", icon="plus")
        self._told = PlainLabel("", "caption", tone="text2")
        title = PlainLabel(_("Outline"), "bodyStrong")
        title.setContentsMargins(_PAD - 1, 0, 0, 0)
        self._told.setContentsMargins(0, 0, _PAD - 1, 0)
        self.head.setContentsMargins(0, 12, 0, 6)
        self.head.addWidget(title)
        self.head.addStretch(1)
        self.head.addWidget(self._told)
        self.body.addLayout(self.head)
        self.body.addWidget(self.view)
        self.body.addSpacing(4)
        self.body.addWidget(self.add, 0, Qt.AlignmentFlag.AlignLeft)
        self.body.addSpacing(8)

    def show_sections(self, rows: Sequence[SectionRow]) -> None:
        """Show the sections as they are now."""
        self.view.show_rows(rows)
        shown = [row for row in rows if not row.is_hidden]
        ready = sum(row.is_ready for row in shown)
        self._told.setText(_("{n} of {all} checked", n=number(ready), all=number(len(shown))))


def spoken(row: SectionRow) -> str:
    """Return a section as a screen reader says it."""
    return _(", ").join((row.name, words.standing_words(row)))
