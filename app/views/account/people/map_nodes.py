"""Who stands where on the stakeholder map, and what stands under their name."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from PySide6.QtCore import QPointF, QRectF

from app.language import _, name_of, number
from app.operations.people_page import People, PositionRow
from app.views.account.words import near_day
from app.vocabulary import Role

NEW = timedelta(days=60)
"""So long after their first day somebody has newly joined."""

_BY_ROLE: Mapping[Role | None, int] = {
    Role.SPONSOR: 85,
    Role.DECISION_MAKER: 92,
    Role.CHAMPION: 62,
    Role.SCEPTIC: 70,
    Role.PAYER: 55,
    Role.CONNECTOR: 40,
    Role.USER: 25,
    None: 15,
}
"""Where somebody stands whose influence nobody has set yet."""


@dataclass(frozen=True)
class Node:
    """One person on the map; `placed` where somebody has set both numbers."""

    id: str
    person_id: str
    name: str
    label: str
    line: str
    tone: str
    standing: str
    goes: bool
    placed: bool
    influence: int
    support: int

    def told(self) -> str:
        """Return the person as they are read aloud."""
        where = _("influence {i}, support {s}", i=number(self.influence), s=number(self.support))
        return ", ".join((self.label, self.line, where if self.placed else _("place not set yet")))


def nodes_of(people: People, today: date) -> tuple[Node, ...]:
    """Return everybody who is there on a day."""
    return tuple(_node(people, row, today) for row in people.current(today))


def _node(people: People, row: PositionRow, today: date) -> Node:
    state, tone = _state(people, row, today)
    role = name_of(row.role) if row.role is not None else ""
    return Node(
        id=row.id,
        person_id=row.person_id,
        name=row.name,
        label=called(row),
        line=_(" · ").join(part for part in (role, state) if part),
        tone=tone,
        standing=people.standing(row, today),
        goes=people.goes(row, today),
        placed=row.influence is not None and row.support is not None,
        influence=_BY_ROLE[row.role] if row.influence is None else row.influence,
        support=0 if row.support is None else row.support,
    )


def called(row: PositionRow) -> str:
    """Return how one speaks of somebody: 佐藤 課長; Priya Novak."""
    if row.name.isascii() or not row.title:
        return row.name
    return f"{row.name.split()[0]} {row.title}"


def _state(people: People, row: PositionRow, today: date) -> tuple[str, str]:
    if row.until is not None:
        return _("until {day}", day=near_day(row.until, today)), "risk_text"
    if people.leaving(row) is not None:
        return _("may have moved"), "risk_text"
    if row.over_cadence(today) and row.last_met is not None:
        return _("{n} d without contact", n=number((today - row.last_met).days)), "watch_text"
    if row.influence is None or row.support is None:
        return _("place not set"), "text3"
    if row.since is not None and today - row.since <= NEW:
        return _("newly joined"), "text2"
    return ("", "text2") if row.last_met is not None else (_("not met yet"), "text2")


@dataclass(frozen=True)
class Field:
    """Where numbers lie on the map: `box` is the whole field, `inner` that of the middles of the people.

    `size` is how large people are drawn, 1 where there is room.
    """

    box: QRectF
    inner: QRectF
    size: float = 1.0

    @property
    def is_tight(self) -> bool:
        """Tell whether there is room for names only."""
        return self.size < 0.75

    def at(self, influence: float, support: float) -> QPointF:
        """Return the point of two numbers."""
        x = self.inner.left() + self.inner.width() * (support + 100) / 200
        return QPointF(x, self.inner.bottom() - self.inner.height() * influence / 100)

    def numbers(self, point: QPointF) -> tuple[int, int]:
        """Return (influence, support) of a point, each within its bounds."""
        support = round((point.x() - self.inner.left()) / max(self.inner.width(), 1) * 200 - 100)
        influence = round((self.inner.bottom() - point.y()) / max(self.inner.height(), 1) * 100)
        return max(0, min(100, influence)), max(-100, min(100, support))

    @property
    def middle(self) -> QPointF:
        """Return where the four quarters meet."""
        return self.at(50, 0)


def spread(nodes: tuple[Node, ...], field: Field, taken: QRectF) -> dict[str, QPointF]:
    """Return where each person is drawn: who was placed exactly there, the others where there is room beside them.

    `taken` is the room one person takes with their words, around (0, 0).
    """
    found: dict[str, QPointF] = {node.id: field.at(node.influence, node.support) for node in nodes if node.placed}
    for node in nodes:
        if node.placed:
            continue
        tries = [field.at(node.influence, side) for side in (0, -30, 30, -60, 60, -90, 90)]
        tries += [field.at(influence, side) for influence in (30, 10, 50, 75) for side in (-50, 50, -90, 90, 0)]
        free = (at for at in tries if not any(_meet(taken, at, other) for other in found.values()))
        found[node.id] = next(free, tries[0])
    return found


def _meet(taken: QRectF, one: QPointF, other: QPointF) -> bool:
    return taken.translated(one).intersects(taken.translated(other))
