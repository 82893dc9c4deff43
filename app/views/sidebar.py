"""The sidebar: the mark, the places there are, pinned accounts, saved views, and how this PC is connected."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QEvent, QPoint, QRectF, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from app.language import _
from app.views import icons
from app.views import theme as themes
from app.views.page import Place
from app.views.paint.text import paint_text
from app.views.side.rows import Heading, PinRow, Row
from app.views.sync.pill import SyncPill

_MARK = 22
# A place that is not listed itself stands under the list it is opened from.
_LISTED = {"account": "accounts", "plan": "plans"}


class Sidebar(QWidget):
    """`wants(place, argument)` where a person chose to go; `pin_menu(account id, position)` for a pinned account."""

    wants = Signal(str, object)
    pin_menu = Signal(str, QPoint)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(_("Places"))
        self._collapsed = False
        self._places: dict[str, Row] = {}
        self._pins: list[PinRow] = []
        self._views: list[tuple[str, object, Row]] = []
        self._here: tuple[str, object] = ("", None)
        self._top, self._foot = QVBoxLayout(), QVBoxLayout()
        self._sections: QVBoxLayout | None = None
        self._top.setSpacing(0)
        self._foot.setSpacing(0)
        self.pill = SyncPill()
        self.pill.clicked.connect(self._open_sync)
        self._column = QVBoxLayout(self)
        self._column.setSpacing(0)
        self._column.addLayout(self._top)
        self._column.addStretch(1)
        self._column.addLayout(self._foot)
        self._column.addSpacing(6)
        self._column.addWidget(self.pill)
        self._measure()

    # Places

    def add(self, place: Place) -> None:
        """Add a place at the end of the upper or the lower group."""
        row = self._places[place.key] = Row(place.title(), place.icon, self)
        row.set_collapsed(self._collapsed)
        row.clicked.connect(lambda: self.wants.emit(place.key, None))
        (self._foot if place.bottom else self._top).addWidget(row)

    def set_current(self, key: str, argument: object = None) -> None:
        """Mark where we are, the pinned account or saved view rather than its place; what is not listed marks none."""
        self._here = (key, argument)
        pins = [(("account", row.account_id), row) for row in self._pins]
        exact = [*pins, *(((place, of), row) for place, of, row in self._views)]
        found = any(where == self._here for where, _row in exact)
        for where, row in exact:
            row.setChecked(where == self._here)
        for each, row in self._places.items():
            row.setChecked(not found and each == _LISTED.get(key, key))

    def _open_sync(self) -> None:
        if "sync" in self._places:
            self.wants.emit("sync", None)

    def set_count(self, key: str, count: int | None) -> None:
        """Show how many things wait at a place; one that is not listed shows none."""
        if key in self._places:
            self._places[key].set_count(count)

    # Sections

    def set_sections(self, pins: Sequence[PinRow], views: Sequence[tuple[str, object, Row]]) -> None:
        """Show the pinned accounts, then the saved views as (place, argument, row); an empty section is not there."""
        focused = next((at for at, row in enumerate(self._pins) if row.hasFocus()), None)
        sections = self._sections = self._sections or self._scrolled_column()
        while sections.count():
            item = sections.takeAt(0)
            old = item.widget() if item is not None else None
            if old is not None:
                old.hide()
                old.deleteLater()
        self._pins, self._views = list(pins), list(views)
        for row in self._pins:
            row.clicked.connect(partial(self.wants.emit, "account", row.account_id))
            row.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
            row.customContextMenuRequested.connect(partial(self._ask_menu, row))
        for place, argument, view in self._views:
            view.clicked.connect(partial(self.wants.emit, place, argument))
        for words, rows in ((_("Pinned"), self._pins), (_("Saved views"), [row for _p, _a, row in self._views])):
            if rows:
                heading = Heading(words)
                heading.set_collapsed(self._collapsed)
                sections.addWidget(heading)
            for each in rows:
                each.set_collapsed(self._collapsed)
                sections.addWidget(each)
        sections.addStretch(1)
        self.set_current(*self._here)
        if focused is not None and self._pins:
            self._pins[min(focused, len(self._pins) - 1)].setFocus(Qt.FocusReason.OtherFocusReason)

    def _scrolled_column(self) -> QVBoxLayout:
        """Return the column of the sections; what scrolls is made when there is something, after the first paint."""
        content = QWidget()
        column = QVBoxLayout(content)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self._column.takeAt(1)
        self._column.insertWidget(1, _scrolled(content), 1)
        return column

    def _ask_menu(self, row: PinRow, where: QPoint) -> None:
        self.pin_menu.emit(row.account_id, row.mapToGlobal(where))

    def set_collapsed(self, collapsed: bool) -> None:
        """Show signs alone or the words too."""
        if collapsed != self._collapsed:
            self._collapsed = collapsed
            parts: list[Row | Heading | SyncPill] = [self.pill, *self.findChildren(Row), *self.findChildren(Heading)]
            for part in parts:
                part.set_collapsed(collapsed)
            self._measure()

    def buttons(self) -> list[Row]:
        """Return the rows of the places in the order they were added."""
        return list(self._places.values())

    def pins(self) -> list[PinRow]:
        """Return the rows of the pinned accounts."""
        return list(self._pins)

    def views(self) -> list[Row]:
        """Return the rows of the saved views."""
        return [row for _place, _argument, row in self._views]

    def focus_current(self) -> None:
        """Give the focus to where we are, or to the first place."""
        rows = [*self.buttons(), *self._pins, *self.views()]
        row = next((row for row in rows if row.isChecked()), rows[0] if rows else None)
        if row is not None:
            row.setFocus(Qt.FocusReason.TabFocusReason)

    def _measure(self) -> None:
        size = themes.current().size
        self.setFixedWidth(size.sidebar_collapsed if self._collapsed else size.sidebar)
        self._column.setContentsMargins(8, size.topbar + 6, 9, 10)

    def changeEvent(self, event: QEvent) -> None:
        """Take the widths of a new text scale."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.StyleChange and hasattr(self, "_column"):
            self._measure()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the ground, the mark and the name."""
        theme = themes.current()
        painter = QPainter(self)
        painter.fillRect(self.rect(), theme.color.sidebar)
        painter.fillRect(self.width() - 1, 0, 1, self.height(), theme.color.border)
        top = theme.size.topbar
        left = (self.width() - 1 - _MARK) / 2 if self._collapsed else 16
        icons.paint_mark(painter, QRectF(left, (top - _MARK) / 2, _MARK, _MARK), theme)
        if not self._collapsed:
            where = QRectF(left + _MARK + 9, 0, self.width() - left - _MARK - 20, top)
            paint_text(painter, where, _("Banso"), theme, theme.color.text, "subtitle")
        painter.end()


def _scrolled(content: QWidget) -> QScrollArea:
    """Return `content` where it scrolls without a frame or a ground of its own."""
    area = QScrollArea()
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setWidgetResizable(True)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Expanding)
    area.viewport().setAutoFillBackground(False)
    content.setAutoFillBackground(False)
    area.setWidget(content)
    content.setAutoFillBackground(False)
    return area
