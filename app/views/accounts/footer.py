"""The line under the list: how many of how many, what they are worth together, and the keys that act on them."""

from __future__ import annotations

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from app.language import _, ngettext, number
from app.views.widgets.key_hint import KeyHint
from app.views.widgets.labels import PlainLabel

_MARGIN, _GAP = 20, 16


class Footer(QWidget):
    """Tells about the rows shown and selected."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._said = ""
        self.count = PlainLabel("", "label", tone="text2")
        self.sum = PlainLabel("", "label", tone="text2")
        self.sum.setToolTip(_("Recurring revenue of twelve months, tax excluded, of the contracts in force"))
        row = QHBoxLayout(self)
        row.setContentsMargins(_MARGIN, 8, _GAP, 8)
        row.setSpacing(_GAP)
        row.addWidget(self.count)
        row.addWidget(self.sum)
        row.addStretch(1)
        keys = (
            ("Space", _("Peek")), ("Enter", _("Open")), ("L", _("Log")), ("X", _("Select")), ("F", _("Filter")),
        )  # fmt: skip
        self._hints = [KeyHint(key, words) for key, words in keys]
        for hint in self._hints:
            row.addWidget(hint)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Show as many keys as there is room for."""
        super().resizeEvent(event)
        self._make_room()

    def _make_room(self) -> None:
        room = self.width() - 2 * _MARGIN - self.count.sizeHint().width() - self.sum.sizeHint().width() - 2 * _GAP
        for hint in self._hints:
            room -= hint.sizeHint().width() + _GAP
            hint.setVisible(room >= 0)

    def tell_rows(self, shown: int, total: int, worth: str) -> None:
        """Say how many of `total` accounts are shown, and the ARR of the shown."""
        if shown == total:
            self._said = ngettext("{n} account", "{n} accounts", total)
        else:
            self._said = ngettext("{shown} of {n} account", "{shown} of {n} accounts", total, shown=number(shown))
        self.sum.setText(_("Total ARR {sum}", sum=worth))

    def tell_count(self, total: int) -> None:
        """Say how many accounts there are while only the first of them are known."""
        self._said = ngettext("{n} account", "{n} accounts", total)
        self.sum.setText("")

    def tell_selected(self, selected: int) -> None:
        """Say how many are selected."""
        chosen = ngettext("{n} selected", "{n} selected", selected) + " / " if selected else ""
        self.count.setText(chosen + self._said)
        self._make_room()
