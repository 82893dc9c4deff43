"""The moves that wait for a decision, with their evidence."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from math import prod
from typing import Any

from sqlalchemy import select

from app.models import tables
from app.models.database import Session
from app.vocabulary import Role


@dataclass(frozen=True)
class Evidence:
    """One thing that speaks for a move; `text` is a fact without words of a language, such as an address."""

    id: str
    source: str
    text: str
    on: date
    confidence: int


@dataclass(frozen=True)
class OpenMove:
    """Somebody of whom it is said that they left an account, or arrived at one; `account` may be no customer."""

    id: str
    direction: str
    account_id: str | None
    account: str
    person_id: str
    name: str
    position_id: str | None
    title: str
    department: str
    role: Role | None
    evidence: tuple[Evidence, ...]

    @property
    def on(self) -> date:
        """Return the day of the newest evidence."""
        return max(one.on for one in self.evidence)

    @property
    def confidence(self) -> int:
        """Return how sure all of it together makes one, of 100: independent signs add up and never reach certainty."""
        return min(round(100 * (1 - prod(1 - one.confidence / 100 for one in self.evidence))), 99)


def open_moves(
    session: Session, account_id: str | None = None, *, person_id: str | None = None
) -> tuple[OpenMove, ...]:
    """Return the moves nobody has decided on, of one account or person or of all, those of the most weight first."""
    move, person, account, position = tables.move, tables.person, tables.account, tables.position
    statement = (
        select(
            move,
            person.c.name,
            account.c.name.label("account"),
            position.c.title,
            position.c.department,
            position.c.role,
            position.c.to_on,
        )
        .join(person, person.c.id == move.c.person_id)
        .outerjoin(account, account.c.id == move.c.account_id)
        .outerjoin(position, position.c.id == move.c.position_id)
        .where(move.c.state == "open", move.c.deleted_at.is_(None), person.c.deleted_at.is_(None))
        .order_by(move.c.on_date, move.c.no)
    )
    if account_id is not None:
        statement = statement.where(move.c.account_id == account_id)
    if person_id is not None:
        statement = statement.where(move.c.person_id == person_id)
    grouped: dict[tuple[Any, ...], list[Mapping[str, Any]]] = {}
    for row in session.rows(statement):
        if row["direction"] == "departure" and row["to_on"] is not None:
            continue  # its end has been written meanwhile: there is nothing left to decide
        key = (row["person_id"], row["account_id"], row["company"], row["direction"])
        grouped.setdefault(key, []).append(row)
    order = list(Role)
    return tuple(
        sorted(
            (_open_move(rows) for rows in grouped.values()),
            key=lambda one: (order.index(one.role) if one.role else len(order), -one.confidence, one.id),
        )
    )


def _open_move(rows: Iterable[Mapping[str, Any]]) -> OpenMove:
    every = list(rows)
    row = next((one for one in every if one["position_id"]), every[0])
    return OpenMove(
        id=row["id"],
        direction=row["direction"],
        account_id=row["account_id"],
        account=row["account"] or row["company"] or "",
        person_id=row["person_id"],
        name=row["name"],
        position_id=row["position_id"],
        title=row["title"] or "",
        department=row["department"] or "",
        role=Role(row["role"]) if row["role"] else None,
        evidence=tuple(
            Evidence(
                one["id"],
                one["source"],
                one["evidence"] or "",
                date.fromisoformat(one["on_date"]),
                one["confidence"] or 0,
            )
            for one in every
        ),
    )
