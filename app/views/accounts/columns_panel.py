"""Choosing the columns: a list to tick, in the order they stand, that the keys can change."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from app.language import _
from app.views.accounts.choice_list import Choice, ChoiceList
from app.views.accounts.columns import FIXED
from app.views.accounts.layout import Columns, Layout
from app.views.table_view import RowTableView
from app.views.widgets.buttons import Button
from app.views.widgets.key_hint import KeyHint


def open_columns(anchor: QWidget, view: RowTableView, columns: Columns) -> ChoiceList:
    """Open the list; each change shows at once."""
    titles = {column.key: column.title for column in view.table.columns}

    def choices() -> list[Choice]:
        shown = columns.layout.shown
        order = [*shown, *(key for key in titles if key not in shown)]
        return [Choice(key, titles[key], on=key in shown, fixed=key == FIXED) for key in order]

    popover = ChoiceList(anchor, _("Columns"), choices(), hint=_("Type to narrow"), width=300, most=15)

    def take(layout: Layout) -> None:
        columns.take(layout)
        columns.changed.emit()
        popover.set_choices(choices())

    popover.chosen.connect(lambda key, _on: take(columns.layout.toggled(key)))
    popover.moved.connect(lambda key, step: take(columns.layout.moved(key, step)))
    reset = Button(_("As at first"), kind="quiet")
    reset.clicked.connect(lambda: take(Layout()))
    popover.foot.addWidget(reset)
    popover.foot.addStretch(1)
    popover.foot.addWidget(KeyHint("Alt+Up", _("Move")))
    popover.round.append(reset)
    popover.appear()
    return popover
