"""Whose somebody in a file is: by their address, by the company that the row names, by the domain."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import select

from app.models import tables
from app.models.database import Session
from app.operations.account_index import AccountIndex, Doubt, whole
from app.operations.importing.plan import Item, Planned
from app.operations.meetings.whose import Whose, whose


@dataclass(frozen=True)
class Member:
    """The account of a row, and the person where one is known there."""

    account_id: str
    person_id: str | None
    name: str


class Belonging:
    """Finds out for the rows of a chunk; everybody is asked of the book once."""

    def __init__(self, session: Session, accounts: AccountIndex) -> None:
        self._known: Whose = whose(session)
        self._accounts = accounts
        self._session = session
        self._names: dict[str, dict[str, str]] = {}

    def of(self, item: Item, given: Mapping[str, object]) -> Member | Planned:
        """Return whose a row is, or the row refused with the reason."""
        name, email = str(given.get("name") or ""), str(given.get("email") or "").casefold()
        company = str(given.get("company") or "")
        by_person = self._known.accounts_of(email) if email else frozenset()
        named = self._accounts.resolve(company) if company else None
        account_id: str | None = None
        if isinstance(named, str) and (not by_person or named in by_person or email not in self._known.people):
            account_id = named
        elif len(by_person) == 1:
            account_id = next(iter(by_person))
        if account_id is None:
            return self._refused(item, named, company, name or email, bool(by_person))
        person = self._known.person_at(email, account_id) if email else None
        if person is not None:
            return Member(account_id, person.id, person.name)
        return Member(account_id, self._people(account_id).get(whole(name)), name or email)

    def _refused(self, item: Item, named: object, company: str, who: str, several: bool) -> Planned:
        if isinstance(named, Doubt):
            return Planned(item).refuse("company", "account_in_doubt", value=company, **named.params)
        if several:
            return Planned(item).refuse("email", "person_at_several", value=who)
        if company:
            return Planned(item).refuse("company", "unknown_account", value=company)
        return Planned(item).refuse("email" if "@" in who else "name", "unknown_person", value=who or "–")

    def _people(self, account_id: str) -> Mapping[str, str]:
        if account_id not in self._names:
            person, position = tables.person, tables.position
            statement = (
                select(person.c.id, person.c.name_key)
                .join(position, position.c.person_id == person.c.id)
                .where(
                    position.c.account_id == account_id,
                    person.c.deleted_at.is_(None),
                    position.c.deleted_at.is_(None),
                )
                # Who is there now goes before who was.
                .order_by(position.c.to_on.is_(None), person.c.no)
            )
            self._names[account_id] = {row["name_key"]: row["id"] for row in self._session.rows(statement)}
        return self._names[account_id]
