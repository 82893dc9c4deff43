"""The line under the list: how many of how many, what they are worth together, and the keys that act on them."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QHBoxLayout, QWidget

from app.language import _, ngettext, number
from app.operations.account_row import AccountRow
from app.views.accounts.words import total_arr
from app.views.widgets.key_hint import KeyHint
from app.views.widgets.labels import PlainLabel


class Footer(QWidget):
    """Tells about the rows shown and selected."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._said = ""
        self.count = PlainLabel("", "label", tone="text2")
        self.sum = PlainLabel("", "label", tone="text2")
        row = QHBoxLayout(self)
        row.setContentsMargins(20, 8, 16, 8)
        row.setSpacing(16)
        row.addWidget(self.count)
        row.addWidget(self.sum)
        row.addStretch(1)
        for keys, words in (("Enter", _("Open")), ("L", _("Log")), ("/", _("Filter"))):
            row.addWidget(KeyHint(keys, words))

    def tell_rows(self, shown: Sequence[AccountRow], total: int) -> None:
        """Say how many of `total` accounts are shown, and the ARR of the shown."""
        if len(shown) == total:
            self._said = ngettext("{n} account", "{n} accounts", total)
        else:
            self._said = ngettext("{shown} of {n} account", "{shown} of {n} accounts", total, shown=number(len(shown)))
        self.sum.setText(_("Total ARR {sum}", sum=total_arr(shown)))
        self.tell_selected(0)

    def tell_count(self, total: int) -> None:
        """Say how many accounts there are while only the first of them are known."""
        self._said = ngettext("{n} account", "{n} accounts", total)
        self.sum.setText("")
        self.tell_selected(0)

    def tell_selected(self, selected: int) -> None:
        """Say how many are selected, where it is more than the one with the focus."""
        chosen = ngettext("{n} selected", "{n} selected", selected) + " / " if selected > 1 else ""
        self.count.setText(chosen + self._said)
