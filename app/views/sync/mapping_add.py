"""A field of theirs becomes an own field here: a list to search and choose from."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from app.language import _
from app.operations.syncing.rows import RemoteField
from app.search.fold import fold
from app.views import theme as themes
from app.views.dialogs.sheet import as_sheet
from app.views.row_table import Column, RowTable
from app.views.sync.mapping_words import close, type_words
from app.views.table_view import RowTableView
from app.views.widgets.buttons import Button
from app.views.widgets.card import Card
from app.views.widgets.labels import PlainLabel
from app.views.widgets.search_field import SearchField


class AddFieldDialog(QDialog):
    """`use(field)` is called with the one that was chosen."""

    def __init__(
        self, window: QWidget, system: str, rows: Sequence[RemoteField], use: Callable[[RemoteField], object]
    ) -> None:
        super().__init__(window)
        as_sheet(self, window)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        title = close(_("Add a field of {system}", system=system))
        self.setWindowTitle(title)
        self.setAccessibleName(title)
        self._use = use
        self._model: RowTable[RemoteField] = RowTable(_columns(), lambda one: one.name, folded=fold, parent=self)
        self._model.set_rows(rows)
        self.view = RowTableView(self._model, _("Fields of {system}", system=system))
        self.search = SearchField(_("Search fields"), _("Clear the search"))
        self.go = Button(_("Add as an own field"), kind="primary", icon="plus")
        self.leave = Button(_("Leave"))
        card = Card()
        card.flush()
        card.body.addWidget(self.view)
        foot = QHBoxLayout()
        foot.setSpacing(8)
        foot.addStretch(1)
        foot.addWidget(self.leave)
        foot.addWidget(self.go)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(24, 20, 24, 16)
        whole.setSpacing(12)
        whole.addWidget(PlainLabel(title, "dialogTitle", wrap=True))
        about = _("It is then shown and written on the page of each account, under “Own fields”.")
        whole.addWidget(PlainLabel(about, "body", tone="text2", wrap=True))
        whole.addWidget(self.search)
        whole.addWidget(card, 1)
        whole.addLayout(foot)
        px = themes.current().px
        self.resize(px(620), px(520))
        self.search.textChanged.connect(self._narrow)
        self.search.returnPressed.connect(self._take)
        self.search.left.connect(self._left)
        self.view.opened.connect(lambda _row: self._take())
        self.view.chosen.connect(lambda _row: self._weigh())
        self.go.clicked.connect(self._take)
        self.leave.clicked.connect(self.reject)
        self.view.go_to(0)
        self._weigh()
        self.search.setFocus(Qt.FocusReason.OtherFocusReason)

    def _narrow(self, words: str) -> None:
        self._model.narrow(words)
        self.view.go_to(0)
        self._weigh()

    def _left(self) -> None:
        # Escape in an empty field closes; Down goes into the list.
        if self._model.rowCount():
            self.view.setFocus(Qt.FocusReason.OtherFocusReason)

    def _weigh(self) -> None:
        self.go.setEnabled(self._model.rowCount() > 0 and self.view.current_row() is not None)

    def _take(self) -> None:
        row = self.view.current_row()
        if row is not None and self._model.rowCount():
            self.accept()
            self._use(row)


def _columns() -> Sequence[Column[RemoteField]]:
    return (
        Column("label", _("Field"), lambda one: one.label or one.name, width=230, strong=True),
        Column("type", _("Holds"), lambda one: type_words(one.type), width=120, tone="text2"),
        Column(
            "name",
            _("Name there"),
            lambda one: one.name if one.writable else _("{name}, read-only", name=one.name),
            width=200,
            tone="text2",
        ),
    )
