"""Who has something in hand: as our screens say it, and as a document addresses them (課長 佐藤様)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import or_, select

from app.models import tables
from app.models.database import Session
from app.operations.plans.loading import Loaded, Row
from app.reports.addressing import addressed as addressed_as

_CALLED = re.compile(r"(さん|さま|氏|殿)$")


@dataclass(frozen=True)
class Who:
    """Somebody at the customer: their name and the title they have there."""

    name: str
    title: str = ""


class People:
    """The people of accounts on a day, by id and by how they are called there."""

    def __init__(self, found: Mapping[str, Who], called: Mapping[tuple[str, str], Who]) -> None:
        self._found = found
        self._called = called

    def owner(self, row: Row, words: str) -> Who | None:
        """Return who has a row in hand at the customer: the person it names, else whoever its words call."""
        if row.get("person_id"):
            known = self._found.get(row["person_id"])
            if known is not None:
                return known
        said = (row[words] or "").strip()
        if not said:
            return None
        return self.named(row["account_id"], said)

    def named(self, account_id: str, name: str) -> Who:
        """Return who is called so at an account, or the name as it stands."""
        return self.known(account_id, name) or Who(name)

    def known(self, account_id: str, name: str) -> Who | None:
        """Return who is called so at an account; None where nobody is."""
        return self._called.get((account_id, _CALLED.sub("", name)))

    def by_id(self, person_id: str | None) -> Who | None:
        """Return a person by id."""
        return self._found.get(person_id) if person_id else None


def people_of(session: Session, plans: Iterable[Loaded], *, today: date) -> People:
    """Return the people of the accounts of some plans, with the titles that they hold on a day."""
    return people_at(session, sorted({plan.row["account_id"] for plan in plans}), today=today)


def people_at(session: Session, accounts: Sequence[str], *, today: date) -> People:
    """Return the people of some accounts, with the titles that they hold on a day."""
    person, position = tables.person, tables.position
    iso = today.isoformat()
    asked = (
        select(person.c.id, person.c.name, position.c.title, position.c.account_id)
        .join(position, position.c.person_id == person.c.id)
        .where(
            position.c.account_id.in_(accounts),
            person.c.deleted_at.is_(None),
            position.c.deleted_at.is_(None),
            or_(position.c.from_on.is_(None), position.c.from_on <= iso),
        )
        # Who is there now comes last and so goes first.
        .order_by(position.c.to_on.is_(None), position.c.to_on, position.c.no)
    )
    found: dict[str, Who] = {}
    called: dict[tuple[str, str], Who] = {}
    for row in session.rows(asked):
        who = Who(row["name"], row["title"] or "")
        found[row["id"]] = who
        called[row["account_id"], row["name"]] = who
        called[row["account_id"], row["name"].split()[0]] = who
    return People(found, called)


def addressed(who: Who | None, lang: str) -> str:
    """Return how a document addresses somebody at the customer: 課長 佐藤様, Priya Novak."""
    return addressed_as(who.name, who.title, lang) if who is not None else ""
