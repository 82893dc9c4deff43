"""The parts of the place of all accounts and where they stand."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from app.language import _
from app.views.accounts.filter_bar import FilterBar
from app.views.accounts.filter_words import FilterWords
from app.views.accounts.footer import Footer
from app.views.accounts.sorting import SortButton
from app.views.table_view import RowTableView
from app.views.widgets.buttons import Button
from app.views.widgets.card import Card, rule
from app.views.widgets.labels import ElidedLabel, PlainLabel
from app.views.widgets.search_field import SearchField


class Face:
    """Title and buttons, the row of filters, the card of the list; a panel beside it comes when it is asked for."""

    def __init__(self, page: QWidget, view: RowTableView, words: Callable[[], FilterWords]) -> None:
        self.view = view
        self.title = ElidedLabel(_("Accounts"), "title")
        self.count = PlainLabel("", "subtitle", tone="text3")
        self.count.setContentsMargins(0, 0, 0, 3)
        self.filter = SearchField(_("Filter by name, reading, tag, owner, segment or phase"), _("Clear filter"))
        self.views = Button(_("Views"), kind="quiet", icon="funnel")
        self.columns = Button(_("Columns"), kind="quiet", icon="columns-3")
        self.imports = Button(_("Import"), kind="quiet", icon="import")
        self.new = Button(_("New"), icon="plus")
        self.bar = FilterBar(words)
        self.sort = SortButton(view)
        self.footer = Footer()
        self.stack = QStackedWidget()
        self._build(page)

    def _build(self, page: QWidget) -> None:
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(self.title)
        head.addWidget(self.count, 0, Qt.AlignmentFlag.AlignBottom)
        head.addStretch(1)
        self.filter.setMaximumWidth(300)
        self.filter.setMinimumWidth(96)
        head.addWidget(self.filter, 2)
        for button in (self.views, self.columns, self.imports, self.new):
            head.addWidget(button)
        tools = QWidget()
        row = QHBoxLayout(tools)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.bar, 1)
        row.addWidget(self.sort, 0, Qt.AlignmentFlag.AlignTop)
        self.tools = row
        card = Card()
        card.flush()
        self.stack.addWidget(self.view)
        card.body.addWidget(self.stack, 1)
        card.body.addWidget(rule())
        card.body.addWidget(self.footer)
        self.body = QHBoxLayout()
        self.body.setSpacing(16)
        self.body.addWidget(card, 1)
        whole = QVBoxLayout(page)
        whole.setContentsMargins(24, 20, 24, 20)
        whole.setSpacing(12)
        whole.addLayout(head)
        whole.addWidget(tools)
        whole.addLayout(self.body, 1)
