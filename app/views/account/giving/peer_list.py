"""Whom an account goes to: the members of the hub with their teams, narrowed by typing."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QModelIndex, QObject, QPersistentModelIndex, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QFrame,
    QListWidget,
    QListWidgetItem,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from app.language import _
from app.operations.hub import Peer
from app.search.fold import fold
from app.views import theme as themes
from app.views.paint.marks import paint_focus_ring
from app.views.paint.text import RIGHT, elided, paint_text
from app.views.widgets.card import Card
from app.views.widgets.labels import PlainLabel
from app.views.widgets.search_field import SearchField

_PEER = int(Qt.ItemDataRole.UserRole)
_PAD, _GAP, _ROWS = 10, 12, 5


class PeerList(QWidget):
    """`chosen(Peer or None)` when another one has the mark, `entered` when Return is pressed over one."""

    chosen = Signal(object)
    entered = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._peers: Sequence[Peer] = ()
        self.field = SearchField(_("Colleague or team"), _("Clear the search"))
        self.list = QListWidget()
        self.list.setAccessibleName(_("Hand over to"))
        self.list.setFrameShape(QFrame.Shape.NoFrame)
        self.list.setItemDelegate(_Lines(self.list))
        self.list.setMouseTracking(True)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled, False)
        self.nobody = PlainLabel("", "body", tone="text2", wrap=True)
        self.nobody.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        # The ground of a list is that of a card, and a sheet has another one.
        self._card = Card()
        self._card.body.setContentsMargins(5, 4, 5, 4)
        self._card.body.addWidget(self.list)
        for part in (self.field, self._card, self.nobody):
            column.addWidget(part)
        self.field.textChanged.connect(lambda _text: self._narrow())
        self.field.left.connect(lambda: self.list.setFocus(Qt.FocusReason.OtherFocusReason))
        self.field.installEventFilter(self)
        self.list.installEventFilter(self)
        self.list.currentRowChanged.connect(lambda _row: self.chosen.emit(self.current()))

    def show_peers(self, peers: Sequence[Peer]) -> None:
        """Show who is there; the only one is chosen, of several none is."""
        self._peers = sorted(peers, key=lambda one: (one.name, one.role))
        rows = max(1, min(len(self._peers), _ROWS))
        self.list.setFixedHeight(rows * themes.current().size.row_compact)
        self._narrow()

    def current(self) -> Peer | None:
        """Return who is chosen."""
        item = self.list.currentItem()
        found: Peer | None = item.data(_PEER) if item is not None else None
        return found

    def _narrow(self) -> None:
        needles, before = fold(self.field.text()).split(), self.current()
        self.list.blockSignals(True)
        self.list.clear()
        for peer in self._peers:
            words = fold(" ".join((peer.name, peer.role, *peer.teams)))
            if all(needle in words for needle in needles):
                item = QListWidgetItem(peer.name)
                item.setData(_PEER, peer)
                item.setData(int(Qt.ItemDataRole.AccessibleTextRole), peer_words(peer))
                self.list.addItem(item)
        self.list.blockSignals(False)
        there = [self.list.item(row).data(_PEER) for row in range(self.list.count())]
        # Typing narrows to somebody; who has typed nothing has chosen nobody, unless there is but one.
        at = there.index(before) if before in there else 0 if needles or len(there) == 1 else -1
        self.list.setCurrentRow(at if there else -1)
        self._card.setVisible(bool(there))
        self.nobody.setText(
            _("Nobody in the team hub is called so.") if self._peers else _("You are alone in the team hub.")
        )
        self.nobody.setVisible(not there)
        self.chosen.emit(self.current())

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The arrows choose from within the field too; Return goes on."""
        if isinstance(event, QKeyEvent) and event.type() is QEvent.Type.KeyPress:
            step = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}.get(Qt.Key(event.key()), 0)
            if step and self.list.count():
                self.list.setCurrentRow(max(0, min(self.list.currentRow() + step, self.list.count() - 1)))
                return True
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                if self.current() is not None:
                    self.entered.emit()
                return True
        return super().eventFilter(watched, event)


def peer_words(peer: Peer) -> str:
    """Return somebody with their teams: Ken Mori · CS, East."""
    return _(" · ").join((peer.name, ", ".join(peer.teams))) if peer.teams else peer.name


class _Lines(QStyledItemDelegate):
    """Draws somebody: the name, and the teams at the end of the line."""

    def __init__(self, view: QListWidget) -> None:
        super().__init__(view)
        self._view = view

    def sizeHint(self, _option: QStyleOptionViewItem, _index: QModelIndex | QPersistentModelIndex) -> QSize:
        """A compact row."""
        return QSize(40, themes.current().size.row_compact)

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Draw the line."""
        theme = themes.current()
        peer: Peer = index.data(_PEER)
        box = QRectF(option.rect)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if index.row() == self._view.currentRow():
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.color.selected)
            painter.drawRoundedRect(box.adjusted(0, 1, 0, -1), 5, 5)
            if self._view.hasFocus():
                paint_focus_ring(painter, box.adjusted(0, 1, 0, -1), theme, 5)
        inner = box.adjusted(_PAD, 0, -_PAD, 0)
        teams = elided(", ".join(peer.teams), inner.width() * 0.5, theme, "label")
        paint_text(painter, inner, teams, theme, theme.color.text2, "label", align=RIGHT)
        inner.setRight(inner.right() - theme.width(teams, "label") - _GAP)
        paint_text(painter, inner, elided(peer.name, inner.width(), theme, "body"), theme, theme.color.text)
        painter.restore()
