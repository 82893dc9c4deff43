"""What rows of files say about who moved: evidence beside what an import writes, each kept once."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy import or_, select

from app.ids import uuid7
from app.imports.drafts import PersonDraft
from app.models import tables
from app.models.database import Session
from app.operations.account_index import whole
from app.operations.importing.plan import Planned, Run, given, rows_by
from app.operations.moves.evidence import SURE, change_text, post_text

_SAME = ("person_id", "account_id", "company", "direction", "source", "evidence")
_BLANK = dict.fromkeys(("account_id", "company", "position_id"))
UNSURE = 30
"""What a name alone is worth, of 100."""

Row = Mapping[str, Any]


def departure(
    position: Row, source: str, evidence: str, *, on: str, confidence: int | None = None
) -> dict[str, object]:
    """Return evidence that somebody left a position."""
    return {
        **_BLANK,
        "id": uuid7(),
        "person_id": position["person_id"],
        "account_id": position["account_id"],
        "position_id": position["id"],
        "direction": "departure",
        "source": source,
        "evidence": evidence,
        "confidence": SURE[source] if confidence is None else confidence,
        "on_date": on,
        "state": "open",
    }


def arrival(
    person_id: str, source: str, evidence: str, *, on: str, account_id: str | None, company: str | None, confidence: int
) -> dict[str, object]:
    """Return evidence that somebody is at an account now, or at a company that is none."""
    return {
        **_BLANK,
        "id": uuid7(),
        "person_id": person_id,
        "account_id": account_id,
        "company": None if account_id else company,
        "direction": "arrival",
        "source": source,
        "evidence": evidence or None,
        "confidence": confidence,
        "on_date": on,
        "state": "open",
    }


def changed_post(position: Row, values: Row, *, on: str) -> dict[str, object]:
    """Return evidence that a post became another one, where no day says which of the two is newer."""
    source = "card" if values.get("exchanged_on") else "import"
    return departure(position, source, change_text(position, values), on=on)


def left_elsewhere(session: Session, run: Run, planned: Sequence[Planned]) -> None:
    """Add to rows about newcomers, and about companies that are no account, who of our people they speak of.

    The same address is proof enough; the same name counts where only one person in the book has it and the card is
    newer than what is known.
    """
    rows = [one for one in planned if isinstance(one.item.draft, PersonDraft) and _speaks_of_a_stranger(one)]
    if not rows:
        return
    known = _Known(session, [one.item.draft for one in rows if isinstance(one.item.draft, PersonDraft)])
    for one in rows:
        draft = one.item.draft
        assert isinstance(draft, PersonDraft)
        values = given(draft, ("title", "department", "exchanged_on", "from"))
        newer = str(values.get("exchanged_on") or values.get("from") or "")
        for position, by_address in known.held(draft, but=one.item.account_id):
            since = str(position["exchanged_on"] or position["from_on"] or "")
            if not by_address and not (newer and newer > since):
                continue
            source = "card" if values.get("exchanged_on") else "import"
            said = post_text(draft.account, post_text(values.get("department"), values.get("title")))
            sure = SURE[source] + 20 if by_address and newer > since else SURE[source] if by_address else UNSURE + 10
            on = newer or run.today.isoformat()
            one.create("move", departure(position, source, said, on=on, confidence=sure))
            if one.why:
                post = post_text(values.get("department"), values.get("title"))
                there = {"account_id": None, "company": draft.account}
                one.create(
                    "move", arrival(position["person_id"], source, post, on=on, confidence=sure, **there)
                )  # fmt: skip


def _speaks_of_a_stranger(one: Planned) -> bool:
    return one.why == "unknown_account" or (one.is_new and not one.why)


def drop_known(session: Session, planned: Sequence[Planned]) -> None:
    """Leave out evidence that is there already, decided or not, and what two rows of a file say twice."""
    people = {str(row["person_id"]) for one in planned for entity, row in one.creates if entity == "move"}
    if not people:
        return
    seen = {_key(row) for row in rows_by(session, tables.move, "person_id", sorted(people))}
    for one in planned:
        kept = []
        for entity, row in one.creates:
            if entity == "move":
                if _key(row) in seen:
                    continue
                seen.add(_key(row))
            kept.append((entity, row))
        one.creates = kept


def _key(row: Row) -> tuple[object, ...]:
    return tuple(row[name] for name in _SAME)


class _Known:
    """Those who hold a position now, by address and by name, for the people whom rows of files speak of."""

    def __init__(self, session: Session, drafts: Iterable[PersonDraft]) -> None:
        names, addresses = set(), set()
        for draft in drafts:
            names.add(whole(draft.name))
            addresses.add(str(draft.given.get("email") or "").casefold())
        person, position = tables.person, tables.position
        self._by_name: dict[str, dict[str, list[Row]]] = {}
        self._by_address: dict[str, list[Row]] = {}
        wanted = sorted(names | addresses - {""})
        for start in range(0, len(wanted), 400):
            some = wanted[start : start + 400]
            statement = (
                select(position, person.c.name_key, person.c.email)
                .join(person, person.c.id == position.c.person_id)
                .where(
                    or_(person.c.name_key.in_(some), person.c.email.in_(some)),
                    person.c.deleted_at.is_(None),
                    position.c.deleted_at.is_(None),
                    position.c.to_on.is_(None),
                )
                .order_by(position.c.no)
            )
            for row in session.rows(statement):
                self._by_name.setdefault(row["name_key"], {}).setdefault(row["person_id"], []).append(row)
                if row["email"]:
                    self._by_address.setdefault(row["email"].casefold(), []).append(row)

    def held(self, draft: PersonDraft, *, but: str | None) -> list[tuple[Row, bool]]:
        """Return the positions a row speaks of with whether its address says so, those at an account left out."""
        email = str(draft.given.get("email") or "").casefold()
        by_address = self._by_address.get(email, []) if email else []
        if by_address:
            return [(row, True) for row in _once(by_address) if row["account_id"] != but]
        named = self._by_name.get(whole(draft.name), {})
        if len(named) != 1:
            return []
        return [(row, False) for row in _once(next(iter(named.values()))) if row["account_id"] != but]


def _once(rows: Iterable[Row]) -> list[Row]:
    return list({row["id"]: row for row in rows}.values())
