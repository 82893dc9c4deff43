"""The columns and the order of the list: kept in the window's settings, and in saved views instead while one holds."""

from __future__ import annotations

import json
from typing import Any

from PySide6.QtCore import QObject, QSettings, Qt, Signal

from app.views.accounts.layout import Columns, Layout, sort_of
from app.views.accounts.sorting import SortButton, order_by
from app.views.table_view import RowTableView

# Never a word about a customer: only what the list looks like.
_COLUMNS, _ORDER = "accounts/columns", "accounts/order"


class Arrangement(QObject):
    """`changed` when a person arranged anything anew. While `in_view` holds, the settings stay as they were."""

    changed = Signal()

    def __init__(self, view: RowTableView, button: SortButton, settings: QSettings | None) -> None:
        super().__init__(view)
        self._view, self._button, self._settings = view, button, settings
        self.columns = Columns(view)
        self.in_view = False
        self._taking = False
        self.remembered()
        self.columns.changed.connect(self._keep)
        view.horizontalHeader().sortIndicatorChanged.connect(lambda *_how: self._keep())
        view.column_step.connect(self.columns.move_current)

    def _known(self) -> list[str]:
        return [column.key for column in self._view.table.columns]

    def remembered(self) -> None:
        """Arrange the list as it was left."""
        self.in_view = False
        self.take({"columns": self._read(_COLUMNS), "sort": self._read(_ORDER)})

    def take(self, spec: Any) -> None:
        """Arrange the list as a spec says."""
        self._taking = True
        try:
            self.columns.take(Layout.of(spec.get("columns"), self._known()))
            key, order = sort_of(spec.get("sort"), self._known())
            order_by(self._view, key, order)
        finally:
            self._taking = False
        self._button.tell()

    def spec(self) -> dict[str, object]:
        """Return how the list is arranged now, as plain JSON."""
        by = self._view.table.sorted_by
        down = by is not None and by[1] == Qt.SortOrder.DescendingOrder
        return {"columns": self.columns.layout.spec(), "sort": {"key": by[0] if by else "", "descending": down}}

    def _keep(self) -> None:
        if self._taking:
            return
        self._button.tell()
        if self._settings is not None and not self.in_view:
            now = self.spec()
            self._settings.setValue(_COLUMNS, json.dumps(now["columns"]))
            self._settings.setValue(_ORDER, json.dumps(now["sort"]))
        self.changed.emit()

    def _read(self, key: str) -> object:
        stored = self._settings.value(key) if self._settings is not None else None
        try:
            return json.loads(stored) if isinstance(stored, str) else None
        except ValueError:
            # What somebody else wrote there is worth no more than nothing.
            return None
