"""What the sections of Portfolio share: a card with a table, and columns for accounts and their health."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from math import ceil
from typing import Any, ClassVar, TypeVar

from PySide6.QtCore import QRectF, Signal
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QWidget

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
from app.views.widgets.or_empty import OrEmpty
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
        layout = self.layout()
        item = layout.itemAt(0) if layout is not None and layout.count() == 1 else None
        area = item.widget() if item is not None else None
        inner = area.widget() if isinstance(area, QScrollArea) else None
        return inner if inner is not None else self

    def account_here(self) -> str | None:
        """Return the account that the keys are at."""
        return None

    def commands(self) -> tuple[Command, ...]:
        """Return what can be done here."""
        return ()


class TableCard(Card):
    """A heading that says what the list shows, and the list or what stands in its place.

    `narrow` are the least words of columns, by their keys, that draw less where there is little room. `spare` are the
    keys of columns that are left out, in turn, where that is still too much; a tooltip of another says what they do.
    """

    def __init__(
        self,
        table: RowTable[Any],
        name: str,
        narrow: Mapping[str, Callable[[Any], str]] | None = None,
        spare: Sequence[str] = (),
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent=parent)
        self.setAccessibleName(name)
        self.narrow, self._spare = narrow or {}, tuple(spare)
        self.flush()
        self.table = table
        self.view = RowTableView(table, name)
        self._title = PlainLabel(name, "bodyStrong")
        self._note = ElidedLabel("", "label", tone="text2")
        self.tools = QHBoxLayout()
        self.tools.setSpacing(8)
        self._stack = OrEmpty()
        self._stack.addWidget(self.view)
        self._fitted = self._widths()
        self._needs: dict[tuple[object, ...], int] = {}
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

    @property
    def empty(self) -> EmptyState | None:
        """Return what stands here instead of rows."""
        return self._stack.empty

    def show_rows(self, rows: Sequence[Any], empty: tuple[str, str]) -> None:
        """Show rows, or an icon and a sentence where there are none."""
        self.table.set_rows(rows)
        self._needs.clear()
        self._stack.show_empty(None if rows else EmptyState(*empty))
        if self._fitted == self._widths():
            # Widths that a person chose stay.
            self._fit()

    def _fit(self) -> None:
        """Give every column its width; leave out what can be spared where the rest would not stand side by side."""
        columns, room = self.table.columns, self.view.viewport().width()
        left = list(range(len(columns)))
        widths = self._shared(left, room)
        for key in self._spare:
            if sum(widths.values()) <= room:
                break
            if self.table.sorted_by is None or self.table.sorted_by[0] != key:
                left = [at for at in left if columns[at].key != key]
                widths = self._shared(left, room)
        for at in range(len(columns)):
            self.view.setColumnHidden(at, at not in widths)
            if at in widths:
                self.view.setColumnWidth(at, widths[at])
        self._fitted = self._widths()

    def _shared(self, left: Sequence[int], room: int) -> dict[int, int]:
        """Let columns wider than their words give way where there is little room, then the last, then the first."""
        px, columns = themes.current().px, self.table.columns
        widths = {at: px(columns[at].width) for at in left}
        over = sum(widths.values()) - room
        if over > 0:
            self._take(widths, over, {at: self._need(at) for at in left})
        for at, least in ((left[-1], _LAST_LEAST), (left[0], _FIRST_LEAST)):
            widths[at] -= min(max(sum(widths.values()) - room, 0), max(widths[at] - px(least), 0))
        over = sum(widths.values()) - room
        if over > 0:
            # Figures and days stay whole; long words may be cut off, their tooltips hold them.
            wordy = [at for at in left if columns[at].align != RIGHT and columns[at].delegate is None]
            self._take(widths, over, {at: min(self._need(at), px(_WORDS_LEAST)) for at in wordy})
        return widths

    def _take(self, widths: dict[int, int], over: int, least: Mapping[int, int]) -> None:
        """Take what is too much off columns, of each its share, down to their least."""
        spare = {at: max(widths[at] - most, 0) for at, most in least.items()}
        share = min(over / max(sum(spare.values()), 1), 1.0)
        for at, free in spare.items():
            widths[at] -= ceil(free * share)

    def _widths(self) -> list[int]:
        return [self.view.columnWidth(at) for at in range(len(self.table.columns))]

    def _need(self, at: int) -> int:
        """Return how wide a column must be for its heading and its words, or for those of the least room it takes."""
        # Every width a window goes through asks for it.
        key = (at, themes.current(), self.table.sorted_by)
        if key not in self._needs:
            self._needs[key] = self._measured(at)
        return self._needs[key]

    def _measured(self, at: int) -> int:
        theme, column = themes.current(), self.table.columns[at]
        says = self.narrow.get(column.key, column.text)
        if column.delegate is not None and column.key not in self.narrow:
            return theme.px(column.width)
        weight = 600 if column.strong else 0
        rows = [self.table.row_at(shown) for shown in range(min(self.table.rowCount(), _MEASURED))]
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
