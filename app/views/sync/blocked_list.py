"""The fields that are not sent, as a list: of which record, to which system, why; Enter opens the account."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.errors import BansoError
from app.language import _, ngettext
from app.operations.syncing import blocked as operations
from app.operations.syncing.rows import Blocked
from app.views import theme as themes
from app.views.dialogs.error import show_error
from app.views.row_table import Column, RowTable
from app.views.sync.blocked_words import blocked_field, reason
from app.views.sync.mapping_words import entity_words
from app.views.table_view import RowTableView
from app.views.widgets.buttons import Button
from app.views.widgets.labels import PlainLabel
from app.views.workspace import Workspace

_MOST_SHOWN = 8


class BlockedList(QWidget):
    """`show_rows` shows what is blocked; `opened(account id)` to go there, `retried` after a try."""

    opened = Signal(str)
    retried = Signal()

    def __init__(self, workspace: Workspace, connection_id: int | None = None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._workspace, self._id = workspace, connection_id
        self._model: RowTable[Blocked] = RowTable(
            blocked_columns(), lambda one: (one.connection, one.entity, one.local_id, one.field), parent=self
        )
        self.view = RowTableView(self._model, _("Fields that are not sent"))
        self.view.opened.connect(self._open)
        self.count = PlainLabel("", "label", tone="text2", wrap=True)
        self.retry = Button(_("Try all again"), icon="refresh-cw")
        self.retry.setToolTip(_("Sends them with the next sync, whatever was said last time."))
        self.retry.clicked.connect(self.try_again)
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(self.count, 1)
        head.addWidget(self.retry)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(10)
        whole.addLayout(head)
        whole.addWidget(self.view)

    def show_rows(self, rows: Sequence[Blocked]) -> None:
        """Show what is not sent now."""
        self._model.set_rows(rows)
        n = len(rows)
        self.count.setText(
            ngettext(
                "{n} field stays here only. All else of its record is sent.",
                "{n} fields stay here only. All else of their records is sent.",
                n,
            )
            if n
            else _("Nothing is held back.")
        )
        self.view.setVisible(bool(n))
        self.retry.setVisible(bool(n))
        theme = themes.current()
        shown = min(n, _MOST_SHOWN)
        self.view.setFixedHeight(theme.size.row_compact + 6 + shown * theme.size.row_default)

    def try_again(self) -> None:
        """Let all of them be sent with the next run."""
        try:
            self._workspace.write(operations.retry_blocked, self._id)
        except BansoError as error:
            show_error(self.window(), error)
            return
        self.retried.emit()

    def _open(self, one: Blocked) -> None:
        if one.account_id:
            self.opened.emit(one.account_id)


def blocked_columns() -> Sequence[Column[Blocked]]:
    """Return the columns of the list."""
    return (
        Column("title", _("Record"), lambda one: one.title, lambda one: one.title, width=220, strong=True),
        Column(
            "entity", _("What"), lambda one: entity_words(one.entity), lambda one: one.entity, width=96, tone="text2"
        ),
        Column("field", _("Field"), blocked_field, blocked_field, width=140),
        Column("system", _("System"), lambda one: one.connection, lambda one: one.connection, width=130, tone="text2"),
        Column("why", _("Why"), reason, reason, width=360),
    )
