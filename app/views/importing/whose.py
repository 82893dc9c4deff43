"""The question below the rows that stay out: which account a name means that may mean one, or another firm."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from app.language import _
from app.operations.account_names import ANOTHER
from app.operations.import_preview import Rejected
from app.views.widgets.choices import ComboBox
from app.views.widgets.labels import ElidedLabel

_IN_DOUBT = "account_in_doubt"
_NOT_SAID = "\0"


class WhoseName(QWidget):
    """`said(name, account id or ANOTHER)` when a person has chosen."""

    said = Signal(str, str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._name = ""
        self.words = ElidedLabel("", "label", tone="text2")
        self.choice = ComboBox(_("Which account the name means"))
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(10)
        line.addWidget(self.words)
        line.addWidget(self.choice)
        line.addStretch(1)
        self.choice.activated.connect(lambda _at: self._chosen(str(self.choice.currentData())))
        self.hide()

    def ask(self, rows: Sequence[Rejected], current: Rejected | None) -> None:
        """Ask about the name of a row, or of the first one in doubt; nothing is asked where none is."""
        doubts = [one for one in rows if one.key == _IN_DOUBT]
        one = current if current in doubts else doubts[0] if doubts else None
        self.setVisible(one is not None)
        self._name = str(one.params["value"]) if one is not None else ""
        if one is None:
            return
        self.words.setText(_("Which account is “{name}”?", name=self._name))
        self.choice.clear()
        self.choice.addItem(_("Choose an account"), _NOT_SAID)
        names, ids = one.params["candidates"], one.params["ids"]
        assert isinstance(names, list) and isinstance(ids, list)
        for name, account_id in sorted(zip(names, ids, strict=True)):
            self.choice.addItem(name, account_id)
        self.choice.addItem(_("Another firm"), ANOTHER)

    def _chosen(self, account_id: str) -> None:
        if self._name and account_id != _NOT_SAID:
            self.said.emit(self._name, account_id)
