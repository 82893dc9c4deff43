"""Draws the lines of the palette: icon or band, words, what is known beside them, and keys at the end."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt
from PySide6.QtGui import QHelpEvent, QPainter
from PySide6.QtWidgets import QAbstractItemView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QToolTip

from app.views import icons
from app.views import theme as themes
from app.views.paint.marks import key_cap_size, paint_key_cap
from app.views.paint.shapes import paint_band
from app.views.paint.text import paint_text
from app.views.palette.lines import LINE, Heading, Line
from app.views.row_table import plain_tip
from app.views.theme import Theme
from app.views.widgets.key_hint import keys_of

ROW, HEADING = 38, 30
_EDGE, _INSIDE, _ICON, _WORDS = 8, 13, 16, 40
_BAND, _GAP, _BETWEEN = 12, 10, 4

Index = QModelIndex | QPersistentModelIndex


class LineDelegate(QStyledItemDelegate):
    """Draws one item; a chosen line has a tinted ground and, where it has no keys of its own, the key that does it."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Return the height of a line or a heading at the present text scale."""
        theme = themes.current()
        return QSize(0, theme.px(HEADING if isinstance(index.data(LINE), Heading) else ROW))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw one item."""
        theme, item, rect = themes.current(), index.data(LINE), option.rect
        box = QRectF(rect).adjusted(_EDGE, 0, -_EDGE, 0)
        if isinstance(item, Heading):
            words = box.adjusted(_INSIDE, theme.px(6), -_INSIDE, 0)
            paint_text(painter, words, item.words, theme, theme.color.text2, "caption", 600)
            return
        state: QStyle.StateFlag = option.state
        chosen = bool(state & QStyle.StateFlag.State_Selected)
        if chosen:
            painter.save()
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.color.selected)
            painter.drawRoundedRect(box.adjusted(0, 1, 0, -1), 6, 6)
            painter.restore()
        self._sign(painter, box, item, theme)
        words, detail = rooms(item, box, theme, chosen=chosen)
        paint_text(painter, words, item.words, theme, theme.color.text, "body", weight_of(item))
        paint_text(painter, detail, item.detail, theme, theme.color.text2, "label", 400)
        x = box.right() - _INSIDE - keys_width(item, theme, chosen=chosen)
        for key in keys_shown(item, chosen=chosen):
            x = paint_key_cap(painter, QRectF(x, box.top(), box.right() - x, box.height()), key, theme) + _BETWEEN

    def _sign(self, painter: QPainter, box: QRectF, item: Line, theme: Theme) -> None:
        side = _BAND if item.band else theme.size.icon
        middle = box.left() + _INSIDE + _ICON / 2
        spot = QRectF(round(middle - side / 2), round(box.center().y() - side / 2), side, side)
        if item.band:
            paint_band(painter, spot, item.band, theme)
        elif item.icon:
            icons.paint_icon(painter, spot, item.icon, theme.color.text2)

    def helpEvent(self, event: QHelpEvent, view: QAbstractItemView, option: QStyleOptionViewItem, index: Index) -> bool:
        """Show what was cut off."""
        item = index.data(LINE) if index.isValid() else None
        if event.type() is not QEvent.Type.ToolTip or not isinstance(item, Line):
            return super().helpEvent(event, view, option, index)
        theme = themes.current()
        box = QRectF(option.rect).adjusted(_EDGE, 0, -_EDGE, 0)
        words, detail = rooms(item, box, theme, chosen=True)
        cut = theme.width(item.words, "body", weight_of(item)) > words.width() or (
            theme.width(item.detail, "label", 400) > detail.width()
        )
        QToolTip.showText(event.globalPos(), plain_tip(f"{item.words}\n{item.detail}".strip()) if cut else "", view)
        return True


def weight_of(item: Line) -> int:
    """Return how strongly the words of a line are drawn: accounts stand out."""
    return 600 if item.account_id else 500


def keys_shown(item: Line, *, chosen: bool) -> list[str]:
    """Return the keys drawn at the end of a line."""
    return keys_of(item.keys) if item.keys else (keys_of("Enter") if chosen else [])


def keys_width(item: Line, theme: Theme, *, chosen: bool) -> float:
    """Return how much room they take."""
    keys = keys_shown(item, chosen=chosen)
    return sum(key_cap_size(key, theme).width() + _BETWEEN for key in keys) - (_BETWEEN if keys else 0)


def rooms(item: Line, box: QRectF, theme: Theme, *, chosen: bool) -> tuple[QRectF, QRectF]:
    """Return where the words and what follows them go; what follows keeps a third where both are long."""
    end = box.right() - _INSIDE - keys_width(item, theme, chosen=chosen) - _GAP
    start = box.left() + _WORDS
    room = max(end - start, 0.0)
    wanted = theme.width(item.detail, "label", 400) + _GAP if item.detail else 0.0
    width = min(theme.width(item.words, "body", weight_of(item)) + 1, room - min(wanted, room / 3))
    words = QRectF(start, box.top(), max(width, 0.0), box.height())
    left = words.right() + _GAP
    return words, QRectF(left, box.top(), max(end - left, 0.0), box.height())
