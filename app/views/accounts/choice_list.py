"""A popover with a list to choose from, narrowed by typing: the arrows move, Enter chooses, Escape closes."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QModelIndex, QObject, QPersistentModelIndex, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from app.language import number
from app.search.fold import fold
from app.views import icons
from app.views import theme as themes
from app.views.accounts.popover import Popover
from app.views.paint.marks import paint_focus_ring
from app.views.paint.text import RIGHT, elided, paint_text
from app.views.row_table import plain_tip

_MOST_ROWS = 9
_PAD, _MARK, _GAP = 10, 16, 8
_CHOICE = int(Qt.ItemDataRole.UserRole)


@dataclass(frozen=True)
class Choice:
    """One thing to choose: `count` stands at the end of its line; `on` None where only some have it."""

    key: str
    words: str
    count: int | None = None
    on: bool | None = False
    fixed: bool = False


class ChoiceList(Popover):
    """Several may hold where `many`, else one is picked and it closes.

    `chosen(key, on)` for each choice; `made(text)` where nothing of that name is there and `make` offers to make it;
    `moved(key, step)` for Alt+Up and Alt+Down.
    """

    chosen = Signal(str, bool)
    made = Signal(str)
    moved = Signal(str, int)

    def __init__(
        self,
        anchor: QWidget,
        name: str,
        choices: Sequence[Choice],
        *,
        hint: str,
        many: bool = True,
        make: Callable[[str], str] | None = None,
        width: int = 260,
        most: int = _MOST_ROWS,
    ) -> None:
        super().__init__(anchor, name, width)
        self._many, self._make, self._most = many, make, most
        self.field = QLineEdit()
        self.field.setPlaceholderText(hint)
        self.field.setAccessibleName(f"{name}: {hint}")
        self.list = QListWidget()
        self.list.setAccessibleName(name)
        self.list.setFrameShape(QFrame.Shape.NoFrame)
        self.list.setItemDelegate(_Lines(self.list, many))
        self.list.setMouseTracking(True)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled, False)
        self.foot = QHBoxLayout()
        self.foot.setContentsMargins(2, 0, 2, 0)
        column = QVBoxLayout(self.card)
        column.setContentsMargins(6, 6, 6, 6)
        column.setSpacing(4)
        column.addWidget(self.field)
        column.addWidget(self.list)
        column.addLayout(self.foot)
        self.round = [self.field, self.list]
        self.field.textChanged.connect(lambda _text: self._narrow())
        self.field.installEventFilter(self)
        self.list.installEventFilter(self)
        self.list.itemClicked.connect(self._choose)
        self._choices: list[Choice] = []
        self.set_choices(choices)

    def set_choices(self, choices: Sequence[Choice]) -> None:
        """Show other choices; the line with the focus stays."""
        self._choices = list(choices)
        self._narrow(keep=True)

    def appear(self) -> None:
        """Show it with the field ready."""
        super().appear()
        self.field.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _narrow(self, *, keep: bool = False) -> None:
        at = self.current() if keep else None
        needles = fold(self.field.text()).split()
        self.list.clear()
        for choice in self._choices:
            if all(needle in fold(choice.words) for needle in needles):
                self._add(choice)
        text = self.field.text().strip()
        if self._make is not None and text and all(fold(text) != fold(choice.words) for choice in self._choices):
            self._add(Choice("", self._make(text)))
        rows = range(self.list.count())
        self.list.setCurrentRow(next((n for n in rows if at is not None and self._at(n).key == at.key), 0))
        self._fit()

    def _add(self, choice: Choice) -> None:
        item = QListWidgetItem(choice.words)
        item.setData(_CHOICE, choice)
        item.setData(int(Qt.ItemDataRole.ToolTipRole), plain_tip(choice.words))
        if self._many:
            item.setData(int(Qt.ItemDataRole.AccessibleTextRole), f"{'✓ ' if choice.on else ''}{choice.words}")
        self.list.addItem(item)

    def _fit(self) -> None:
        line = themes.current().size.row_compact
        # The room stays while the list is narrowed, or the card would jump at every key.
        rows = max(min(len(self._choices), self._most), self.list.count() and 1, 1)
        self.list.setFixedHeight(line * rows)
        if self.isVisible():
            self.place()

    def _at(self, row: int) -> Choice:
        choice: Choice = self.list.item(row).data(_CHOICE)
        return choice

    def current(self) -> Choice | None:
        """Return the choice with the focus."""
        return self._at(self.list.currentRow()) if self.list.currentRow() >= 0 else None

    def _choose(self, item: QListWidgetItem) -> None:
        choice: Choice = item.data(_CHOICE)
        if choice.fixed:
            return
        text = self.field.text().strip()
        if not self._many:
            self.close_up()
        if choice.key == "" and self._make is not None and choice not in self._choices:
            self.field.clear()
            self.made.emit(text)
            return
        self.chosen.emit(choice.key, not choice.on)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Arrows and Enter act on the list, wherever the focus is."""
        if isinstance(event, QKeyEvent) and event.type() is QEvent.Type.KeyPress and self._key(watched, event):
            return True
        return super().eventFilter(watched, event)

    def _key(self, watched: QObject, event: QKeyEvent) -> bool:
        key, row = event.key(), self.list.currentRow()
        step = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}.get(Qt.Key(key), 0)
        choice = self.current()
        if step and event.modifiers() & Qt.KeyboardModifier.AltModifier:
            if choice is not None and not self.field.text():
                self.moved.emit(choice.key, step)
            return True
        if step:
            self.list.setCurrentRow(max(0, min(row + step, self.list.count() - 1)))
            return True
        enters = key in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if choice is not None and (enters or (key == Qt.Key.Key_Space and watched is self.list)):
            self._choose(self.list.currentItem())
            return True
        return enters


class _Lines(QStyledItemDelegate):
    """Draws one choice: its box where several may hold, its words and its count."""

    def __init__(self, view: QListWidget, many: bool) -> None:
        super().__init__(view)
        self._view, self._many = view, many

    def sizeHint(self, _option: QStyleOptionViewItem, _index: QModelIndex | QPersistentModelIndex) -> QSize:
        """A compact row."""
        return QSize(40, themes.current().size.row_compact)

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Draw the line."""
        theme = themes.current()
        choice: Choice = index.data(_CHOICE)
        box = QRectF(option.rect)
        current = index.row() == self._view.currentRow()
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        if current:
            painter.setBrush(theme.color.selected)
            painter.drawRoundedRect(box.adjusted(0, 1, 0, -1), 5, 5)
        inner = box.adjusted(_PAD, 0, -_PAD, 0)
        ink = theme.color.text_disabled if choice.fixed else theme.color.text
        if self._many:
            if choice.on is not False:
                tone = theme.color.text_disabled if choice.fixed else theme.color.accent_text
                spot = QRectF(inner.left(), round(inner.center().y() - _MARK / 2), _MARK, _MARK)
                if choice.on:
                    icons.paint_icon(painter, spot, "check", tone)
                else:
                    painter.fillRect(spot.adjusted(3, 7, -3, -7), tone)
            inner.setLeft(inner.left() + _MARK + _GAP)
        if choice.count is not None:
            count = number(choice.count)
            width = theme.width(count, "label")
            paint_text(painter, inner, count, theme, theme.color.text2, "label", align=RIGHT)
            inner.setRight(inner.right() - width - _GAP)
        shown = elided(choice.words, inner.width(), theme, "body")
        paint_text(painter, inner, shown, theme, ink)
        if current and self._view.hasFocus():
            paint_focus_ring(painter, box.adjusted(0, 1, 0, -1), theme, 5)
        painter.restore()
