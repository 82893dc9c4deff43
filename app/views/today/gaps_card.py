"""What the rhythms of this quarter lack, in one card: per kind how many accounts; each line leads to those accounts."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QMenu, QSizePolicy, QWidget

from app.language import _, keyed, name_of, ngettext
from app.views import theme as themes
from app.views.menus import dressed_menu
from app.views.paint.marks import paint_focus_ring
from app.views.paint.text import RIGHT, paint_text
from app.views.widgets.card import Card
from app.views.widgets.pressable import Pressable

if TYPE_CHECKING:
    from app.operations.rhythm_gaps import RhythmGap

_PAD = 6


class GapsCard(Card):
    """Hidden where nothing is lacking. `went("account", id)` when an account behind a line is chosen."""

    went = Signal(str, object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(_("Rhythm this quarter"), parent)
        self._day = date.min
        self.lines: list[GapLine] = []
        self.body.setSpacing(2)
        # The ground of a line that lights up begins before its words.
        self.body.setContentsMargins(16 - _PAD, 14, 16 - _PAD, 10)
        self.head.setContentsMargins(_PAD, 0, _PAD, 4)
        self.hide()

    def show_gaps(self, gaps: Sequence[RhythmGap], today: date) -> None:
        """Show what is lacking; the lines stay, and with them the focus."""
        self._day = today
        while len(self.lines) < len(gaps):
            line = GapLine()
            line.clicked.connect(partial(self._offer, line))
            self.body.addWidget(line)
            self.lines.append(line)
        for at, line in enumerate(self.lines):
            line.setVisible(at < len(gaps))
            if at < len(gaps):
                line.show_gap(gaps[at])
        self.setVisible(bool(gaps))

    def _offer(self, line: GapLine, _on: bool = False) -> None:
        """Name the accounts behind a line, each with the month since or in which it is due."""
        if line.gap is None:
            return
        from app.views.account.rhythm_view import month_words

        menu: QMenu = dressed_menu(self)
        menu.setAccessibleName(line.accessibleName())
        for one in line.gap.accounts:
            # In a menu & underlines the next letter, and a tab begins the second column.
            name = one.account.replace("&", "&&").replace("\t", " ")
            month = month_words(one.due, self._day.year)
            late = one.due < self._day.replace(day=1)
            since = _("open since {month}", month=month) if late else _("next in {month}", month=month)
            action = menu.addAction(f"{name}\t{since}")
            action.triggered.connect(partial(self._go, one.account_id))
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(line.mapToGlobal(line.rect().bottomLeft()))
        menu.setActiveAction(menu.actions()[0])

    def _go(self, account_id: str, _on: bool = False) -> None:
        self.went.emit("account", account_id)


class GapLine(Pressable):
    """A rhythm and how many accounts lack it. Up and Down go to the line beside it."""

    def __init__(self) -> None:
        super().__init__()
        self.gap: RhythmGap | None = None
        self._name, self._count = "", ""
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_gap(self, gap: RhythmGap) -> None:
        """Show another rhythm, or another count."""
        self.gap = gap
        self._name = name_of(gap.rhythm)
        self._count = ngettext("{n} account", "{n} accounts", len(gap.accounts))
        self.setAccessibleName(keyed("today.join", "comma").join((self._name, self._count)))
        self.setToolTip(_("Show the accounts: {band}", band=self._name))
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """Room for the name and the count."""
        theme = themes.current()
        words = theme.width(self._name, "body") + theme.width(self._count, "body", 600)
        return QSize(round(words) + 4 * _PAD, theme.line("body") + _PAD)

    def minimumSizeHint(self) -> QSize:
        """Both are read whole."""
        return self.sizeHint()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go to the line above or below, or open this one."""
        if event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self.focusNextPrevChild(event.key() == Qt.Key.Key_Down)
        else:
            super().keyPressEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the ground, the name and the count."""
        theme = themes.current()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(self.rect())
        if self._hovered or self.isDown():
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.color.hover)
            painter.drawRoundedRect(box, 6, 6)
        inner = box.adjusted(_PAD, 0, -_PAD, 0)
        paint_text(painter, inner, self._name, theme, theme.color.text, "body")
        paint_text(painter, inner, self._count, theme, theme.color.text, "body", 600, RIGHT)
        if self.hasFocus():
            paint_focus_ring(painter, box, theme, 6)
        painter.end()
