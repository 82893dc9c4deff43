"""How the lists of an import stand: in a card, as high as their few rows."""

from __future__ import annotations

from app.views.table_view import RowTableView
from app.views.widgets.card import Card

_MOST_ROWS = 3


def framed(view: RowTableView) -> Card:
    """Return a card around a list."""
    card = Card()
    card.flush()
    card.body.addWidget(view)
    return card


def fit(view: RowTableView) -> None:
    """Make a list as high as its rows, as far as there is room for them."""
    rows = min(max(view.table.rowCount(), 1), _MOST_ROWS)
    view.setFixedHeight(view.horizontalHeader().height() + rows * view.verticalHeader().defaultSectionSize())
