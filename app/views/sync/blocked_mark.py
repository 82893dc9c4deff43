"""Quiet lines that say which fields of a record are not sent, for whoever shows or edits that record."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.language import _
from app.operations.syncing.blocked import blocked_of
from app.operations.syncing.rows import Blocked
from app.views.settings.rows import make_room
from app.views.sync.blocked_words import blocked_line
from app.views.widgets.icon_view import IconView
from app.views.widgets.labels import PlainLabel
from app.views.workspace import Workspace


class BlockedLines(QWidget):
    """Hidden while everything is sent. `ask` looks a record up, `show_rows` shows what is known already."""

    def __init__(self, workspace: Workspace, entity: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._workspace, self._entity = workspace, entity
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(4)
        self._lines: list[QWidget] = []
        self.setAccessibleName(_("Not sent"))
        self.hide()

    def ask(self, local_id: str) -> None:
        """Show what of a record is not sent."""
        self.show_rows(self._workspace.read(blocked_of, self._entity, local_id))

    def show_rows(self, rows: Sequence[Blocked]) -> None:
        """Show other lines."""
        for line in self._lines:
            self._column.removeWidget(line)
            line.hide()
            line.deleteLater()
        self._lines = [self._line(one) for one in rows]
        for line in self._lines:
            self._column.addWidget(line)
        self.setAccessibleDescription("\n".join(self.told(rows)))
        self.setVisible(bool(rows))
        make_room(self)

    def told(self, rows: Sequence[Blocked]) -> list[str]:
        """Return what the lines say."""
        return [blocked_line(one) for one in rows]

    def _line(self, one: Blocked) -> QWidget:
        made = QWidget()
        row = QHBoxLayout(made)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(IconView("cloud-off", 14, "watch_text"), 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(PlainLabel(blocked_line(one), "label", tone="text2", wrap=True), 1)
        return made
