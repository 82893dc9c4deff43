"""Which of the roles an account should have are held, and by whom."""

from __future__ import annotations

from datetime import date

from PySide6.QtWidgets import QHBoxLayout, QWidget

from app.language import _
from app.operations.people_page import COVERED, People, PositionRow
from app.views.account.people.words import covers
from app.views.account.words import near_day
from app.views.widgets.card import Card
from app.views.widgets.icon_view import IconView
from app.views.widgets.labels import ElidedLabel, PlainLabel
from app.vocabulary import Role


def coverage_card(people: People, today: date) -> Card:
    """Return the five roles, each with who holds it or 「まだいません」; who is known to leave fills none any more."""
    card = Card(_("Roles filled"))
    held = {role: people.held(role, today) for role in COVERED}
    filled = sum(any(row.until is None for row in rows) for rows in held.values())
    tone = "good_text" if filled == len(COVERED) else "watch_text"
    card.head.addWidget(PlainLabel(f"{filled} / {len(COVERED)}", "bodyStrong", tone=tone))
    for role, rows in held.items():
        staying = [row for row in rows if row.until is None]
        card.body.addWidget(_line(role, [_who(row, today) for row in staying or rows], stays=bool(staying)))
    return card


def _who(row: PositionRow, today: date) -> str:
    if row.until is None:
        return row.name
    return _(" · ").join((row.name, _("until {day}", day=near_day(row.until, today))))


def _line(role: Role, names: list[str], *, stays: bool) -> QWidget:
    made = QWidget()
    row = QHBoxLayout(made)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(8)
    row.addWidget(IconView("check" if stays else "minus", 14, "good_text" if stays else "watch_text"))
    row.addWidget(PlainLabel(covers(role), "body"))
    row.addStretch(1)
    who = _(", ").join(names) if names else _("nobody yet")
    row.addWidget(ElidedLabel(who, "body", tone="text2" if stays else "watch_text", right=True))
    made.setAccessibleName(f"{covers(role)}: {who}")
    return made
