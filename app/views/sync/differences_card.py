"""How many differences wait for a person, which records they are about, and the way to settle them."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from app.language import _, ngettext
from app.operations.syncing.rows import Difference
from app.views.paint.pill import Pill
from app.views.sync.differences.record import Record, records
from app.views.sync.differences.words import ICONS, record_line
from app.views.widgets.buttons import Button
from app.views.widgets.card import Card
from app.views.widgets.icon_view import IconView
from app.views.widgets.labels import ElidedLabel, PlainLabel
from app.views.widgets.painted import Painted, pill_view

_SHOWN = 3


class DifferencesCard(Card):
    """`wanted` when the differences are to be settled. Without any it says so in a line."""

    wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName(_("Differences"))
        self.button = Button(_("Settle…"), kind="primary", icon="git-merge")
        self.button.clicked.connect(lambda: self.wanted.emit())
        self._pill: Painted | None = None
        self._pill_spot = QHBoxLayout()
        self.head.addWidget(PlainLabel(_("Differences"), "bodyStrong"))
        self.head.addLayout(self._pill_spot)
        self.head.addStretch(1)
        self.head.addWidget(self.button)
        self._words = PlainLabel("", "body", tone="text2", wrap=True)
        self._lines = QVBoxLayout()
        self._lines.setSpacing(4)
        self.body.addLayout(self.head)
        self.body.addWidget(self._words)
        self.body.addLayout(self._lines)
        self.show_rows(())

    def show_rows(self, rows: Sequence[Difference]) -> None:
        """Show how many records differ and the first of them."""
        found = records(rows)
        self.button.setVisible(bool(found))
        self._count(len(found))
        self._words.setText(
            _("The same fields changed in both places. They are not sent until you choose; everything else syncs.")
            if found
            else _("Nothing differs. Where the same field changes in both places, you are asked here.")
        )
        while (item := self._lines.takeAt(0)) is not None:
            _drop(item.layout())
        for record in found[:_SHOWN]:
            self._lines.addLayout(_line(record))
        if len(found) > _SHOWN:
            more = ngettext("and {n} more record", "and {n} more records", len(found) - _SHOWN)
            rest = QHBoxLayout()
            rest.addWidget(PlainLabel(more, "label", tone="text2"))
            self._lines.addLayout(rest)

    def _count(self, n: int) -> None:
        if self._pill is not None:
            self._pill_spot.removeWidget(self._pill)
            self._pill.hide()
            self._pill.deleteLater()
            self._pill = None
        if n:
            self._pill = pill_view(Pill(ngettext("{n} to settle", "{n} to settle", n), "watch"), parent=self)
            self._pill_spot.addWidget(self._pill)


def _line(record: Record) -> QHBoxLayout:
    line = QHBoxLayout()
    line.setSpacing(8)
    line.addWidget(IconView(ICONS.get(record.first.entity, "git-merge"), 14))
    line.addWidget(ElidedLabel(record.first.title, "body"))
    line.addWidget(ElidedLabel(f"{record_line(record)} · {record.system}", "label", tone="text2"), 1)
    return line


def _drop(layout: object) -> None:
    if isinstance(layout, QHBoxLayout):
        while (item := layout.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        layout.deleteLater()
