"""A row of a network's own export of connections: never a person, only evidence that somebody we know has moved."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import func, or_, select

from app.imports.drafts import NetworkDraft
from app.models import tables
from app.models.database import Session
from app.operations.account_index import Doubt, whole
from app.operations.importing.moved import arrival, departure, drop_known
from app.operations.importing.plan import CHUNK, Item, Planned, Run
from app.operations.moves.evidence import SURE, post_text

NAME_ALONE = 50
"""What a connection is worth that is known by its name alone, of 100."""

Row = Mapping[str, Any]


def plan(session: Session, run: Run, items: Sequence[Item]) -> list[Planned]:
    """Return what each row of the file says about people of the book; of others it says nothing."""
    known = _Known(session, [item.draft for item in items if isinstance(item.draft, NetworkDraft)])
    planned = []
    for item in items:
        draft = item.draft
        assert isinstance(draft, NetworkDraft)
        person_id, sure = known.person(draft)
        if person_id is None:
            # Not kept as seen: who is a stranger today may be known when the file comes again.
            planned.append(Planned(item, is_known=True))
            continue
        one = Planned(item, row_id=person_id)
        if draft.given.get("company"):
            _moved(run, one, draft, known.positions(person_id), sure)
        planned.append(one)
    drop_known(session, planned)
    return planned


def _moved(run: Run, one: Planned, draft: NetworkDraft, positions: Sequence[Row], sure: int) -> None:
    company, title = str(draft.given["company"]), str(draft.given.get("title") or "")
    meant = run.accounts.resolve(company)
    there = meant.ids if isinstance(meant, Doubt) else (meant,) if meant else ()
    now = [row for row in positions if row["to_on"] is None or row["to_on"] >= run.today.isoformat()]
    if any(row["account_id"] in there for row in now):
        return
    on = run.today.isoformat()
    for row in now:
        one.create("move", departure(row, "network", post_text(company, title), on=on, confidence=sure))
    account_id = there[0] if len(there) == 1 else None
    where = {"account_id": account_id, "company": company}
    one.create("move", arrival(one.row_id, "network", title, on=on, confidence=sure, **where))


class _Known:
    """The people of the book whom rows may speak of, with all of their positions."""

    def __init__(self, session: Session, drafts: Sequence[NetworkDraft]) -> None:
        person, position = tables.person, tables.position
        names = sorted({name for draft in drafts for name in _names(draft)})
        addresses = sorted({str(draft.given["email"]).casefold() for draft in drafts if draft.given.get("email")})
        self._by_name: dict[str, set[str]] = {}
        self._by_address: dict[str, set[str]] = {}
        self._positions: dict[str, list[Row]] = {}
        wanted = [*names, *addresses]
        for start in range(0, len(wanted), CHUNK):
            some = wanted[start : start + CHUNK]
            statement = select(person.c.id, person.c.name_key, person.c.email).where(
                or_(person.c.name_key.in_(some), func.lower(person.c.email).in_(some)), person.c.deleted_at.is_(None)
            )
            for row in session.rows(statement):
                self._by_name.setdefault(row["name_key"], set()).add(row["id"])
                if row["email"]:
                    self._by_address.setdefault(row["email"].casefold(), set()).add(row["id"])
        people = sorted(set().union(*self._by_name.values()))
        for start in range(0, len(people), CHUNK):
            held = select(position).where(
                position.c.person_id.in_(people[start : start + CHUNK]), position.c.deleted_at.is_(None)
            )
            for row in session.rows(held):
                self._positions.setdefault(row["person_id"], []).append(row)

    def person(self, draft: NetworkDraft) -> tuple[str | None, int]:
        """Return the one person a row can mean, and how sure that is; None where there are none or two."""
        by_address = self._by_address.get(str(draft.given.get("email") or "").casefold(), set())
        if len(by_address) == 1:
            return next(iter(by_address)), SURE["network"]
        named = set().union(*(self._by_name.get(name, set()) for name in _names(draft)))
        return (next(iter(named)), NAME_ALONE) if len(named) == 1 else (None, 0)

    def positions(self, person_id: str) -> list[Row]:
        """Return every position of a person."""
        return self._positions.get(person_id, [])


def _names(draft: NetworkDraft) -> tuple[str, str]:
    """Return the name in either order: a network writes 花子 佐藤 where a card says 佐藤 花子."""
    return whole(f"{draft.first} {draft.last}"), whole(f"{draft.last} {draft.first}")
