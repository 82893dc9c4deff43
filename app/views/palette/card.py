"""The palette as it is seen: the field, the lines under it, and the keys at its foot."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QModelIndex, Qt, Signal
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QMouseEvent
from PySide6.QtWidgets import QAbstractItemView, QFrame, QHBoxLayout, QListView, QVBoxLayout, QWidget

from app.language import _, ngettext
from app.views import theme as themes
from app.views.palette.field import PaletteField
from app.views.palette.line_delegate import LineDelegate
from app.views.palette.lines import Item, Line, LinesModel
from app.views.widgets.card import rule
from app.views.widgets.icon_view import IconView
from app.views.widgets.key_hint import KeyHint
from app.views.widgets.labels import PlainLabel
from app.views.widgets.scrim import Scrim

WIDTH = 680
_LIST = 372
_PAGE = 8


class LinesView(QListView):
    """The list of lines: the mouse chooses and does, the keys stay with the field."""

    pointed = Signal(int)

    def __init__(self, model: LinesModel, parent: QWidget) -> None:
        super().__init__(parent)
        self.setModel(model)
        self.setItemDelegate(LineDelegate(self))
        self.setAccessibleName(_("What was found"))
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setMouseTracking(True)
        self.setStyleSheet("QListView { background: transparent; }")

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """The line under the mouse becomes the chosen one."""
        index = self.indexAt(event.position().toPoint())
        if index.isValid() and index.row() != self.currentIndex().row():
            self.pointed.emit(index.row())


class PaletteCard(Scrim):
    """`typed` when the text changed, `moved` when another line is chosen, `entered` to do it, `turned` by → and ←."""

    typed = Signal(str)
    moved = Signal()
    entered = Signal()
    turned = Signal(int)

    def __init__(self, window: QWidget) -> None:
        super().__init__(window, _("Search, go to, do"), WIDTH)
        self.field = PaletteField(self.card)
        self.field.setAccessibleName(_("Search, go to, do"))
        self.field.setPlaceholderText(_("Search, go to, do"))
        self.model = LinesModel(self)
        self.list = LinesView(self.model, self.card)
        self.round = [self.field]
        self._said = ""
        self._lay_out()
        self.field.textChanged.connect(self.typed)
        self.field.stepped.connect(self.step)
        self.field.paged.connect(lambda by: self.step(by * _PAGE, wraps=False))
        self.field.entered.connect(self.entered)
        self.field.turned.connect(self.turned)
        self.field.left.connect(self.left)
        self.list.pointed.connect(self.choose)
        self.list.clicked.connect(self._clicked)

    def _lay_out(self) -> None:
        theme = themes.current()
        head = QHBoxLayout()
        head.setContentsMargins(20, theme.px(14), 20, theme.px(14))
        head.setSpacing(10)
        head.addWidget(IconView("search", 18, "text2"))
        head.addWidget(self.field, 1)
        head.addWidget(KeyHint("Esc"))
        foot = QHBoxLayout()
        foot.setContentsMargins(20, 0, 20, 0)
        foot.setSpacing(16)
        foot.addWidget(KeyHint("Up, Down", _("choose")))
        foot.addWidget(KeyHint("Right", _("see actions")))
        for sign, words in ((">", _("commands only")), ("#", _("tags")), ("/", _("full text"))):
            # Signs that are typed, not keys that are pressed.
            pair = QHBoxLayout()
            pair.setSpacing(6)
            pair.addWidget(PlainLabel(sign, "bodyStrong"))
            pair.addWidget(PlainLabel(words, "label", tone="text2"))
            foot.addLayout(pair)
        foot.addStretch(1)
        self.list.setFixedHeight(theme.px(_LIST))
        whole = QVBoxLayout(self.card)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addLayout(head)
        whole.addWidget(rule())
        whole.addSpacing(4)
        whole.addWidget(self.list, 1)
        whole.addSpacing(4)
        whole.addWidget(rule())
        whole.addSpacing(10)
        whole.addLayout(foot)
        whole.addSpacing(10)

    # What is shown

    def show_items(self, items: Sequence[Item], *, anew: bool) -> None:
        """Show lines: `anew` chooses the first of them, else the one chosen stays so where it is still there."""
        chosen = self.current()
        changed = self.model.show(items)
        kept = self.model.place_of(chosen.key) if chosen is not None and not anew else None
        places = self.model.places()
        if changed or anew:
            self._select(kept if kept is not None else (places[0] if places else -1))
            if anew:
                self.list.scrollToTop()
        if changed:
            total = len(places)
            self._say(ngettext("{n} line", "{n} lines", total) if total else _("Nothing found"))

    def current(self) -> Line | None:
        """Return the chosen line."""
        return self.model.line_at(self.list.currentIndex().row())

    def choose(self, at: int) -> None:
        """Choose the line at a place."""
        line = self.model.line_at(at)
        if line is not None:
            self._select(at)
            places = self.model.places()
            self._say(_("Suggestion {n} of {total}: {words}", n=places.index(at) + 1, total=len(places),
                        words=line.spoken))  # fmt: skip
            self.moved.emit()

    def choose_key(self, key: str) -> None:
        """Choose the line with a key."""
        at = self.model.place_of(key)
        if at is not None:
            self.choose(at)

    def step(self, by: int, *, wraps: bool = True) -> None:
        """Go up or down; a single step goes round the ends, a page stops there."""
        places = self.model.places()
        if not places:
            return
        now = self.list.currentIndex().row()
        at = places.index(now) + by if now in places else 0
        self.choose(places[at % len(places) if wraps else max(0, min(at, len(places) - 1))])

    def _select(self, at: int) -> None:
        index = self.model.index(at, 0) if at >= 0 else QModelIndex()
        self.list.setCurrentIndex(index)
        first = next(iter(self.model.places()), -1)
        if at == first:
            # The heading above the first line is part of the beginning.
            self.list.scrollToTop()
        elif index.isValid():
            self.list.scrollTo(index)

    def _clicked(self, index: QModelIndex) -> None:
        if self.model.line_at(index.row()) is not None:
            self.choose(index.row())
            self.entered.emit()

    def _say(self, words: str) -> None:
        # The focus stays in the field, so a screen reader is told what it would not see.
        if words != self._said:
            self._said = words
            QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self.field, words))

    def said(self) -> str:
        """Return what a screen reader was last told."""
        return self._said

    def changeEvent(self, event: QEvent) -> None:
        """Take the sizes of a new text scale."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.StyleChange and hasattr(self, "list"):
            self.field.setFont(themes.current().font("dialogTitle", 500))
            self.list.setFixedHeight(themes.current().px(_LIST))
            self.list.doItemsLayout()
