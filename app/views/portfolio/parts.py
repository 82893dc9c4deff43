"""What the sections of Portfolio share: a card with a table, and columns for accounts and their health."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from math import ceil
from typing import Any, ClassVar, TypeVar

from PySide6.QtCore import QRectF, Signal
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QWidget

from app.language import name_of
from app.views import theme as themes
from app.views.commands import Command
from app.views.header import LEAD, PAD
from app.views.page import Host
from app.views.paint.chip import HealthChip, health_chip_size, paint_health_chip
from app.views.paint.text import RIGHT, paint_text
from app.views.portfolio import words
from app.views.portfolio.questions import Question
from app.views.portfolio.scope import Scope
from app.views.row_table import Column, RowTable
from app.views.table_view import RowTableView
from app.views.theme import Theme
from app.views.widgets.card import Card, rule
from app.views.widgets.empty_state import EmptyState
from app.views.widgets.labels import ElidedLabel, PlainLabel
from app.views.workspace import Workspace
from app.vocabulary import Band

R = TypeVar("R")
_FIRST_LEAST, _LAST_LEAST, _WORDS_LEAST, _ARROW = 130, 96, 104, 18
# Of a long list the first rows tell how wide its words are.
_MEASURED = 200


class Section(QWidget):
    """One section of Portfolio; it asks nothing by itself and shows the answers to what it `asks`.

    `opened(account id)` leads to the health of an account, `account_wanted` to its overview; `asks_again` where what it
    asks is another now. A `scoped` one is about a period and a segment, chosen above it,
    and `by_method` of retention where that makes a difference; `turned` where `by_period` is another now.
    """

    scoped: ClassVar[bool] = False
    by_method: ClassVar[bool] = True
    opened = Signal(str)
    account_wanted = Signal(str)
    asks_again = Signal()
    turned = Signal()

    def __init__(self, workspace: Workspace, host: Host, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._workspace, self._host = workspace, host

    def by_period(self) -> bool:
        """Tell whether what is shown now is about the period that is chosen."""
        return True

    def asks(self, scope: Scope) -> tuple[Question, ...]:
        """Return what it has to know."""
        raise NotImplementedError

    def show_answer(self, what: str, answer: Any, scope: Scope) -> None:
        """Show the answer to a question of its own."""
        raise NotImplementedError

    def panes(self) -> tuple[QWidget, ...]:
        """Return the parts that F6 goes through."""
        return (self,)

    def taker(self) -> QWidget:
        """Return what takes the focus when the section is shown."""
        return self.panes()[0]

    def picture(self) -> QWidget:
        """Return what a picture of the section shows: the whole of it, also where part is scrolled away."""
        return self

    def account_here(self) -> str | None:
        """Return the account that the keys are at."""
        return None

    def commands(self) -> tuple[Command, ...]:
        """Return what can be done here."""
        return ()


class TableCard(Card):
    """A heading that says what the list shows, and the list or what stands in its place.

    `narrow` are the least words of columns, by their keys, that draw less where there is little room.
    """

    def __init__(
        self,
        table: RowTable[Any],
        name: str,
        narrow: Mapping[str, Callable[[Any], str]] | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent=parent)
        self.setAccessibleName(name)
        self.narrow = narrow or {}
        self.flush()
        self.table = table
        self.view = RowTableView(table, name)
        self._title = PlainLabel(name, "bodyStrong")
        self._note = ElidedLabel("", "label", tone="text2")
        self.tools = QHBoxLayout()
        self.tools.setSpacing(8)
        self.empty: EmptyState | None = None
        self._stack = QStackedWidget()
        self._stack.addWidget(self.view)
        self._fitted = self._widths()
        self.view.resized.connect(self._fit)
        head = QHBoxLayout()
        head.setContentsMargins(20, 10, 16, 10)
        head.setSpacing(12)
        head.addWidget(self._title)
        head.addWidget(self._note, 1)
        head.addLayout(self.tools)
        self.body.addLayout(head)
        self.body.addWidget(rule())
        self.body.addWidget(self._stack, 1)

    def tell(self, title: str, note: str = "") -> None:
        """Say what the list shows."""
        self._title.setText(title)
        self._note.setText(note)
        self.view.setAccessibleName(title)

    def show_rows(self, rows: Sequence[Any], empty: tuple[str, str]) -> None:
        """Show rows, or an icon and a sentence where there are none."""
        self.table.set_rows(rows)
        if self.empty is not None:
            self._stack.removeWidget(self.empty)
            self.empty.hide()
            self.empty.deleteLater()
            self.empty = None
        if not rows:
            self.empty = EmptyState(*empty)
            self._stack.addWidget(self.empty)
        self._stack.setCurrentWidget(self.empty or self.view)
        if self._fitted == self._widths():
            # Widths that a person chose stay.
            self._fit()

    def _fit(self) -> None:
        """Let columns wider than their words give way where there is little room, then the last, then the first."""
        px = themes.current().px
        widths = [px(column.width) for column in self.table.columns]
        room = self.view.viewport().width()
        if sum(widths) > room:
            spare = [max(width - self._need(at), 0) for at, width in enumerate(widths)]
            share = min((sum(widths) - room) / max(sum(spare), 1), 1.0)
            widths = [width - ceil(free * share) for width, free in zip(widths, spare, strict=True)]
        over = sum(widths) - room
        for at, least in ((len(widths) - 1, _LAST_LEAST), (0, _FIRST_LEAST)):
            give = min(max(over, 0), max(widths[at] - px(least), 0))
            widths[at] -= give
            over -= give
        if over > 0:
            # Figures and days stay whole; long words may be cut off, their tooltips hold them.
            columns = self.table.columns
            spare = [
                max(width - min(self._need(at), px(_WORDS_LEAST)), 0)
                if columns[at].align != RIGHT and columns[at].delegate is None
                else 0
                for at, width in enumerate(widths)
            ]
            share = min(over / max(sum(spare), 1), 1.0)
            widths = [width - ceil(free * share) for width, free in zip(widths, spare, strict=True)]
        for at, width in enumerate(widths):
            self.view.setColumnWidth(at, width)
        self._fitted = self._widths()

    def _widths(self) -> list[int]:
        return [self.view.columnWidth(at) for at in range(len(self.table.columns))]

    def _need(self, at: int) -> int:
        """Return how wide a column must be for its heading and its words, or for those of the least room it takes."""
        theme, column = themes.current(), self.table.columns[at]
        says = self.narrow.get(column.key, column.text)
        if column.delegate is not None and column.key not in self.narrow:
            return theme.px(column.width)
        weight = 600 if column.strong else 0
        rows = self.table.shown_rows()[:_MEASURED]
        wide = max((theme.width(says(row), "body", weight) for row in rows), default=0.0)
        lead = LEAD if at == 0 else PAD
        heading = theme.width(column.title, "caption", 600) + lead + PAD
        if self.table.sorted_by is not None and self.table.sorted_by[0] == column.key:
            heading += _ARROW
        return max(ceil(wide) + lead + PAD + 2, ceil(heading) + 2)

    def row(self) -> Any:
        """Return the row with the focus, or None."""
        return self.view.current_row() if self.table.rowCount() else None


# Columns


def account_column(title: str, name: Callable[[R], str], width: int = 216) -> Column[R]:
    """Return the column that names an account."""
    return Column("account", title, name, sort_key=lambda row: name(row).casefold(), width=width, strong=True)


def health_column(
    key: str,
    title: str,
    health: Callable[[R], tuple[Band, int | None]],
    note: Callable[[R], str] | None = None,
    *,
    silent: bool = False,
) -> Column[R]:
    """Return a column that draws a chip; `note` is its tooltip. A `silent` one draws a dash where nothing was said."""

    def draw(painter: QPainter, box: QRectF, row: R, theme: Theme) -> None:
        band, score = health(row)
        if silent and score is None:
            paint_text(painter, box, words.NOTHING, theme, theme.color.text2)
        else:
            paint_health_chip(painter, box, words.chip(band, score), theme)

    return Column(
        key,
        title,
        lambda row: words.chip_words(*health(row)),
        sort_key=lambda row: health(row)[1],
        width=max(chip_width(), heading_width(title)),
        delegate=draw,
        tooltip=note,
        accessible=lambda row: f"{title} {words.chip_words(*health(row))}",
    )


def number_column(key: str, title: str, value: Callable[[R], Any], text: Callable[[R], str]) -> Column[R]:
    """Return a column of figures at the right."""
    return Column(key, title, text, sort_key=value, align=RIGHT, width=heading_width(title))


def difference_column(key: str, title: str, value: Callable[[R], int | None]) -> Column[R]:
    """Return a column of differences, green up and red down, with their signs."""

    def draw(painter: QPainter, box: QRectF, row: R, theme: Theme) -> None:
        by = value(row)
        ink = theme.color.text2 if not by else theme.meaning["good" if by > 0 else "risk"].text
        paint_text(painter, box, words.signed(by), theme, ink, "body", 600, RIGHT)

    return Column(
        key, title, lambda row: words.signed(value(row)), sort_key=value, align=RIGHT, delegate=draw,
        width=heading_width(title),
    )  # fmt: skip


def chip_width() -> int:
    """Return the width at 100 % that shows any chip, in the language of now."""
    theme = themes.current()
    bands = (Band.GOOD, Band.WATCH, Band.RISK, Band.UNKNOWN)
    chips = (HealthChip(band, name_of(band), None if band is Band.UNKNOWN else 100) for band in bands)
    return ceil(max(health_chip_size(one, theme).width() for one in chips) * 100 / theme.scale) + 2 * PAD


def heading_width(title: str, least: int = 64) -> int:
    """Return the width at 100 % that shows a heading with its arrow."""
    theme = themes.current()
    return max(least, ceil(theme.width(title, "caption", 600) * 100 / theme.scale) + 2 * PAD + 18)
