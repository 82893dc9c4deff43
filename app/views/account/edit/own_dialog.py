"""A new own field: its name, with those in use to choose from, and what it holds for this account."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCompleter, QLineEdit, QWidget

from app.language import _
from app.views.settings.model.sheet import Sheet
from app.views.widgets.fields import captioned
from app.views.widgets.labels import PlainLabel


class OwnFieldDialog(Sheet):
    """`use(name, value)` writes it, and refuses in words what cannot be."""

    def __init__(self, window: QWidget, names: Sequence[str], use: Callable[[str, str], object]) -> None:
        super().__init__(window, _("Add an own field"))
        self._use = use
        self.name, self.value = QLineEdit(), QLineEdit()
        self.name.setPlaceholderText(_("e.g. Customer number, Fan since"))
        offered = QCompleter(list(names), self)
        offered.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        offered.setFilterMode(Qt.MatchFlag.MatchContains)
        self.name.setCompleter(offered)
        about = _("A field of the same name in other accounts is the same field. To share it, map it under “Sync”.")
        self.body.addWidget(PlainLabel(about, "body", tone="text2", wrap=True))
        self.body.addLayout(captioned(_("Name"), self.name))
        self.body.addLayout(captioned(_("Value"), self.value))
        self.go.setText(_("Add"))

    def field_of(self, place: str) -> QWidget | None:
        """Return where a fault is put right."""
        return self.value if place == "value" else self.name

    def take(self) -> None:
        """Write the field."""
        self._use(self.name.text(), self.value.text())
