"""The face of a field: its caption and its value as text, what it says of saving, and the ways on from it."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QFocusEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import QMenu, QSizePolicy, QToolTip, QWidget

from app.language import _
from app.views import icons
from app.views import theme as themes
from app.views.paint.marks import paint_focus_ring
from app.views.paint.text import RIGHT, elided, paint_text
from app.views.row_table import plain_tip
from app.views.widgets.labels import PlainLabel

PAD = 6
_CLOCK = 24
_MARK = 13


class FieldFace(QWidget):
    """`edit_wanted` by a click, Enter or F2, `history_wanted` by the clock, the menu or Alt+H."""

    edit_wanted = Signal()
    history_wanted = Signal()

    def __init__(self, caption: str) -> None:
        super().__init__()
        self.caption = caption
        self.locked = ""
        self._text, self._empty = "", ""
        self._over_value: QWidget | None = None
        self._saved = False
        self._shared, self._held = "", ""
        self._why: PlainLabel | None = None
        self._over, self._ring = False, False
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setMouseTracking(True)
        self.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled, False)

    # What it shows

    def show_text(self, text: str, *, empty: str, locked: str) -> None:
        """Show a value, or what stands where there is none; `locked` says why it cannot be edited."""
        self._text, self._empty, self.locked = text, empty, locked
        self.setAccessibleName(f"{self.caption}: {text or _('not recorded')}")
        self._describe()
        self.setCursor(Qt.CursorShape.ArrowCursor if locked else Qt.CursorShape.IBeamCursor)
        self._tip()
        self.update()

    def _describe(self) -> None:
        keys = self.locked or _("Enter edits, Alt+H shows the history.")
        self.setAccessibleDescription(" ".join(part for part in (self._held, keys) if part))

    def text(self) -> str:
        """Return the value as it is shown."""
        return self._text

    @property
    def error(self) -> str:
        """Return why what was written is not kept; empty where it is."""
        return self._why.text() if self._why is not None else ""

    @property
    def says_saved(self) -> bool:
        """Tell whether it says that what was written is kept."""
        return self._saved

    def say_saved(self, saved: bool) -> None:
        """Say that what was written is kept, or stop saying so."""
        self._saved = saved
        self.update()

    def say_shared(self, systems: str) -> None:
        """Name the systems that the field is shared with, at the end of its caption."""
        self._shared = systems
        self.update()

    def say_held(self, why: str) -> None:
        """Mark that the value is not sent, and why; nothing takes the mark away."""
        if why == self._held:
            return
        self._held = why
        self._describe()
        self._tip()
        self.update()

    @property
    def held(self) -> str:
        """Return why the value is not sent; empty where it is."""
        return self._held

    def say_why(self, why: str) -> None:
        """Say under the value why it is not kept; nothing takes that away."""
        if why == self.error:
            return
        if self._why is not None:
            self._why.hide()
            self._why.deleteLater()
            self._why = None
        if why:
            self._why = PlainLabel(why, "label", tone="watch_text", wrap=True, parent=self)
            self._why.show()
            self.setAccessibleDescription(why)
        self.place()
        self.updateGeometry()

    def cover(self, widget: QWidget | None) -> None:
        """Let a widget stand where the value is."""
        self._over_value = widget
        self.place()
        self.update()

    # Room

    def _value_box(self) -> QRect:
        theme = themes.current()
        return QRect(0, theme.line("caption"), self.width(), theme.size.control)

    def _clock_box(self) -> QRect:
        box = self._value_box()
        return QRect(box.right() - _CLOCK - 2, box.center().y() - _CLOCK // 2 + 1, _CLOCK, _CLOCK)

    def place(self) -> None:
        """Put what stands over the value, and the reason, where they belong."""
        box = self._value_box()
        if self._over_value is not None:
            self._over_value.setGeometry(box)
        if self._why is not None:
            height = self._why.heightForWidth(self.width() - 2 * PAD)
            self._why.setGeometry(PAD, box.bottom() + 3, self.width() - 2 * PAD, height)
            self.setMinimumHeight(box.bottom() + height + 6)
        else:
            self.setMinimumHeight(0)

    def sizeHint(self) -> QSize:
        """A line for the caption and one for the value, and what the reason needs."""
        height = self._value_box().bottom() + 1
        return QSize(themes.current().px(180), max(height, self.minimumHeight()))

    def minimumSizeHint(self) -> QSize:
        """It may become narrow: the value is then cut off, with a tooltip."""
        return QSize(themes.current().px(110), self.sizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep editor and reason in their places."""
        super().resizeEvent(event)
        self.place()
        self._tip()

    def changeEvent(self, event: QEvent) -> None:
        """Take the lines of a new text scale."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.StyleChange and hasattr(self, "_ring"):
            self.place()
            self.updateGeometry()

    def _tip(self) -> None:
        cut = elided(self._text, self._room(), themes.current(), "body") != self._text
        said = (self._text if cut else "", self.locked, self._held)
        self.setToolTip(plain_tip("\n".join(part for part in said if part)))

    def _room(self) -> float:
        return self.width() - 2 * PAD - (_CLOCK if self._over or self._ring else 0)

    # Drawing

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the caption, whether it is saved, the value, and the ways on from it."""
        theme = themes.current()
        c = theme.color
        painter = QPainter(self)
        line = QRectF(PAD, 0, self.width() - 2 * PAD, theme.line("caption"))
        end = paint_text(painter, line, self.caption, theme, c.text2, "caption")
        if self._held:
            side = theme.px(_MARK)
            spot = QRectF(end + 5, round(line.center().y() - side / 2), side, side)
            icons.paint_icon(painter, spot, "cloud-off", theme.meaning["watch"].text)
            end = spot.right()
        if self._saved:
            rest = QRectF(end + 8, 0, line.right() - end - 8, line.height())
            paint_text(painter, rest, _("Saved"), theme, theme.meaning["good"].text, "caption", 500, RIGHT)
        elif self._shared:
            rest = QRectF(end + 8, 0, line.right() - end - 8, line.height())
            paint_text(painter, rest, self._shared, theme, c.text3, "caption", 0, RIGHT)
        if self._over_value is None:
            box = QRectF(self._value_box())
            if self._over and not self.locked:
                painter.save()
                painter.setRenderHint(QPainter.RenderHint.Antialiasing)
                painter.setPen(Qt.PenStyle.NoPen)
                painter.setBrush(c.hover)
                painter.drawRoundedRect(box, 6, 6)
                painter.restore()
            value = box.adjusted(PAD, 0, -PAD, 0)
            if self._over or self._ring:
                value.setRight(self._clock_box().left() - 2)
                clock = QRectF(self._clock_box()).adjusted(5, 5, -5, -5)
                icons.paint_icon(painter, clock, "history", c.text2)
            tone = c.text if self._text else c.text3
            paint_text(painter, value, self._text or self._empty, theme, tone)
            if self._ring:
                paint_focus_ring(painter, box, theme, 5)
        painter.end()

    # Keys and the mouse

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter and F2 edit, Alt+H shows the history."""
        key, alt = event.key(), event.modifiers() == Qt.KeyboardModifier.AltModifier
        if alt and key == Qt.Key.Key_H:
            self.history_wanted.emit()
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_F2, Qt.Key.Key_Space):
            self.edit_wanted.emit()
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A click edits; one on the clock shows the history."""
        if event.button() != Qt.MouseButton.LeftButton:
            super().mousePressEvent(event)
        elif self._clock_box().contains(event.position().toPoint()):
            self.history_wanted.emit()
        elif self._value_box().contains(event.position().toPoint()):
            self.edit_wanted.emit()

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Offer the same by menu."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        edit = menu.addAction(f"{_('Edit')}\tF2")
        edit.setEnabled(not self.locked)
        edit.triggered.connect(self.edit_wanted)
        menu.addAction(f"{_('Show history')}\tAlt+H").triggered.connect(self.history_wanted)
        menu.popup(event.globalPos())

    def event(self, event: QEvent) -> bool:
        """Say what the clock is for."""
        if event.type() is QEvent.Type.ToolTip and self._clock_box().contains(event.pos()):  # type: ignore[attr-defined]
            QToolTip.showText(event.globalPos(), _("History (Alt+H)"), self)  # type: ignore[attr-defined]
            return True
        return super().event(event)

    def enterEvent(self, event: object) -> None:
        """Light up."""
        self._over = True
        self.update()
        super().enterEvent(event)  # type: ignore[arg-type]

    def leaveEvent(self, event: QEvent) -> None:
        """Go dark."""
        self._over = False
        self.update()
        super().leaveEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show the ring, and keep the field in sight."""
        super().focusInEvent(event)
        self._ring = True
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Put the ring away."""
        super().focusOutEvent(event)
        self._ring = False
        self.update()
