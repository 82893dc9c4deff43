"""The person that is chosen: how to reach them, every position over time, and the last touchpoints with them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from app.language import _, name_of, number
from app.operations.people_page import Elsewhere, MetRow, PositionRow
from app.views import theme as themes
from app.views.account.flow import FlowLayout
from app.views.account.people.words import post, span
from app.views.account.touchpoints.delegate import ICONS
from app.views.account.words import near_day
from app.views.paint.pill import Pill
from app.views.widgets.buttons import Button
from app.views.widgets.card import Card, rule
from app.views.widgets.icon_view import IconView
from app.views.widgets.labels import ElidedLabel, PlainLabel
from app.views.widgets.painted import avatar_view, pill_view


class PersonCard(Card):
    """`edit_wanted`, `leaving`, `post_wanted`, `handing_over` and `removed` for its buttons."""

    edit_wanted = Signal()
    leaving = Signal()
    post_wanted = Signal()
    handing_over = Signal()
    removed = Signal()

    def __init__(
        self, row: PositionRow, all_posts: Sequence[PositionRow], today: date, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent=parent)
        self.setAccessibleName(row.name)
        self._today = today
        self.body.addWidget(self._top(row))
        facts = [(_("E-mail"), row.email), (_("Phone"), row.phone), *_standing(row, today)]
        if any(text for _caption, text in facts):
            self.body.addWidget(_grid([fact for fact in facts if fact[1]]))
        self.body.addWidget(rule())
        self.body.addWidget(PlainLabel(_("Positions over time"), "caption", tone="text2"))
        for one in sorted(all_posts, key=lambda each: each.since or date.min, reverse=True):
            self.body.addWidget(self._post(one, ""))
        for other in row.elsewhere:
            self.body.addWidget(self._post(other, other.account))
        self.edit = Button(_("Edit"), icon="pencil")
        self.leave = Button(_("Note leaving"), icon="user-minus")
        self.more = Button(_("Add position"), icon="plus")
        self.over = Button(_("Hand the role over"), icon="arrow-left-right")
        self.remove = Button(name=_("Remove"), kind="quiet", icon="trash-2")
        for button, signal in (
            (self.edit, self.edit_wanted),
            (self.leave, self.leaving),
            (self.more, self.post_wanted),
            (self.over, self.handing_over),
            (self.remove, self.removed),
        ):
            button.clicked.connect(signal)
        buttons = FlowLayout(8, 8)
        for button in (self.edit, self.more, self.leave, self.over, self.remove):
            buttons.addWidget(button)
        self.body.addLayout(buttons)
        # Not sooner: what has no parent yet would show as a window of its own.
        self.leave.setVisible(row.is_current(today))
        self.over.setVisible(row.is_current(today) and row.role is not None)

    def _top(self, row: PositionRow) -> QWidget:
        made = QWidget()
        line = QHBoxLayout(made)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(10)
        line.addWidget(avatar_view(row.name, "customer", themes.current().px(40)))
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(ElidedLabel(row.name, "subtitle"))
        if row.reading:
            words.addWidget(ElidedLabel(row.reading, "caption", tone="text3"))
        if post(row):
            words.addWidget(ElidedLabel(post(row), "label", tone="text2"))
        line.addLayout(words, 1)
        if row.role is not None:
            line.addWidget(pill_view(Pill(name_of(row.role), "customer")), 0, Qt.AlignmentFlag.AlignTop)
        return made

    def _post(self, row: PositionRow | Elsewhere, account: str) -> QWidget:
        made = QWidget()
        line = QHBoxLayout(made)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(8)
        ended = row.until is not None and row.until < self._today
        tone = "text3" if ended else "text"
        said = " · ".join(part for part in (account, post(row)) if part) or _("no title")
        line.addWidget(ElidedLabel(said, "label", tone=tone), 1)
        line.addWidget(PlainLabel(span(row.since, row.until, self._today), "label", tone="text3" if ended else "text2"))
        return made


class RecentCard(Card):
    """The last touchpoints that somebody took part in. `touchpoint_wanted(id)` when one is clicked."""

    touchpoint_wanted = Signal(str)

    def __init__(self, name: str, rows: Sequence[MetRow], today: date, parent: QWidget | None = None) -> None:
        super().__init__(_("Recently with {name}", name=name), parent)
        if not rows:
            self.body.addWidget(PlainLabel(_("No touchpoint names them yet."), "body", tone="text2", wrap=True))
        for row in rows:
            self.body.addWidget(self._line(row, today))

    def _line(self, row: MetRow, today: date) -> QWidget:
        made = QWidget()
        line = QHBoxLayout(made)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(8)
        line.addWidget(IconView(ICONS[row.kind], 14))
        when = PlainLabel(near_day(row.date, today), "label", tone="text2")
        when.setMinimumWidth(themes.current().px(44))
        line.addWidget(when)
        if row.planned:
            line.addWidget(pill_view(Pill(_("planned"), "info")))
        line.addWidget(ElidedLabel(row.gist, "label"), 1)
        go = Button(name=_("Show this touchpoint"), kind="quiet", icon="chevron-right")
        go.setProperty("small", True)
        go.clicked.connect(lambda: self.touchpoint_wanted.emit(row.id))
        line.addWidget(go)
        return made


def _standing(row: PositionRow, today: date) -> list[tuple[str, str]]:
    """Return influence, support and contact against the person's own cadence, as far as they are known."""
    facts = []
    if row.influence is not None:
        facts.append((_("Influence"), f"{row.influence} / 100"))
    if row.support is not None:
        facts.append((_("Support for us"), f"{row.support:+d}".replace("-", "−")))
    if row.cadence_days is not None:
        since = _("not met yet") if row.last_met is None else _("{n} d ago", n=number((today - row.last_met).days))
        facts.append((_("Contact"), _("{since}, every {n} d", since=since, n=number(row.cadence_days))))
    return facts


def _grid(facts: list[tuple[str, str]]) -> QWidget:
    made = QWidget()
    grid = QGridLayout(made)
    grid.setContentsMargins(0, 0, 0, 0)
    grid.setHorizontalSpacing(16)
    grid.setVerticalSpacing(4)
    grid.setColumnStretch(1, 1)
    for at, (caption, text) in enumerate(facts):
        grid.addWidget(PlainLabel(caption, "label", tone="text2"), at, 0)
        grid.addWidget(ElidedLabel(text, "label"), at, 1)
    return made
