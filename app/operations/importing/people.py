"""A row of a people file: the person by e-mail or name at the account, and the position they hold there."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from sqlalchemy import select

from app.ids import uuid7
from app.imports.drafts import PersonDraft
from app.models import tables
from app.models.database import Session
from app.operations.account_index import whole
from app.operations.forgotten import person_names
from app.operations.importing.plan import CHUNK, Item, Planned, Run, given
from app.search.fold import fold

PERSON = ("name", "email", "phone")
POSITION = ("title", "department", "role", "from", "to", "exchanged_on")
RENAMED = {"from": "from_on", "to": "to_on"}
Row = Mapping[str, object]


def plan(session: Session, run: Run, items: Sequence[Item]) -> list[Planned]:
    """Return what each row of the file does."""
    there = _People(session, {str(item.account_id) for item in items})
    planned = []
    for item in items:
        draft = item.draft
        assert isinstance(draft, PersonDraft)
        person = there.person(item.row_id, str(item.account_id), draft)
        email = str(draft.given.get("email") or "")
        if person is None and run.forgotten.knows(person_names(draft.name, email, [str(item.account_id)])):
            planned.append(Planned(item).refuse("name", "forgotten", value=draft.name))
            continue
        one = Planned(item, row_id=str(person["id"]) if person else uuid7(), is_new=person is None)
        values = {**given(draft, PERSON), "name_key": whole(draft.name)}
        if person is None:
            one.create("person", {"id": one.row_id, **values})
        else:
            one.amend("person", person, one.row_id, values)
        _position(run, one, draft, there.positions.get((one.row_id, str(item.account_id)), []))
        there.learn(one, str(item.account_id), draft)
        planned.append(one)
    return planned


def post_of(draft: PersonDraft) -> str:
    """Return what a row calls the post, to tell two at once (兼務) from one that changed."""
    return _post(given(draft, POSITION))


def _post(row: Mapping[str, object]) -> str:
    return fold(f"{row.get('title') or ''} {row.get('department') or ''}")


def _position(run: Run, one: Planned, draft: PersonDraft, held: Sequence[Row]) -> None:
    """Amend the position that the row speaks of, or begin another one.

    A row that gives another beginning, or another post with a newer business card, speaks of a new position: the one
    before ends the day before it. Two rows of one file for one person speak of two posts at once.
    """
    values = given(draft, POSITION, RENAMED)
    at = (one.row_id, str(one.item.account_id))
    current = [row for row in held if row["to_on"] is None or row["to_on"] == values.get("to_on")]
    same = [row for row in current if _post(row) == _post(values)]
    spoken_of = [row for row in current if (*at, _post(row)) in run.posts]
    free = same or [row for row in current if row not in spoken_of]
    run.posts.add((*at, _post(values)))
    if not free:
        one.create("position", _new(one, values))
        return
    position = next((row for row in free if row["title"] == values.get("title")), free[0])
    if _is_another(position, values):
        begins = str(values.get("from_on") or values.get("exchanged_on"))
        one.amend("position", position, str(position["id"]), {"to_on": _eve(begins)})
        one.create("position", _new(one, {"from_on": begins, **values}))
    else:
        one.amend("position", position, str(position["id"]), values)


def _new(one: Planned, values: dict[str, object]) -> dict[str, object]:
    return {"id": uuid7(), "person_id": one.row_id, "account_id": one.item.account_id, **values}


def _is_another(position: Row, values: Mapping[str, object]) -> bool:
    was, begins = position["from_on"], values.get("from_on")
    if was and begins and str(begins) > str(was):
        return True
    card, newer = position["exchanged_on"], values.get("exchanged_on")
    other = any(values.get(f) and position[f] and values[f] != position[f] for f in ("title", "department"))
    return bool(other and card and newer and str(newer) > str(card))


def _eve(day: str) -> str:
    from datetime import date, timedelta

    return (date.fromisoformat(day) - timedelta(days=1)).isoformat()


class _People:
    """The persons at the accounts of a chunk, by every way a row can name them."""

    def __init__(self, session: Session, accounts: set[str]) -> None:
        self.positions: dict[tuple[str, str], list[Row]] = {}
        self._by_id: dict[str, Row] = {}
        self._by_email: dict[tuple[str, str], Row] = {}
        self._by_name: dict[tuple[str, str], Row] = {}
        person, position = tables.person, tables.position
        wanted = sorted(accounts)
        for start in range(0, len(wanted), CHUNK):
            some = wanted[start : start + CHUNK]
            statement = select(position).where(position.c.account_id.in_(some), position.c.deleted_at.is_(None))
            for row in session.rows(statement):
                self.positions.setdefault((row["person_id"], row["account_id"]), []).append(row)
            people = (
                select(person, position.c.account_id)
                .join(position, position.c.person_id == person.c.id)
                .where(position.c.account_id.in_(some), person.c.deleted_at.is_(None))
            )
            for row in session.rows(people):
                self._know(row, row["account_id"])

    def person(self, row_id: str | None, account_id: str, draft: PersonDraft) -> Row | None:
        """Return the person of an earlier import, of that e-mail, or of that name where no e-mail says otherwise."""
        if row_id and row_id in self._by_id:
            return self._by_id[row_id]
        email = str(draft.given.get("email") or "").casefold()
        if email and (account_id, email) in self._by_email:
            return self._by_email[account_id, email]
        named = self._by_name.get((account_id, whole(draft.name)))
        if named and email and named["email"] and str(named["email"]).casefold() != email:
            return None
        return named

    def learn(self, one: Planned, account_id: str, draft: PersonDraft) -> None:
        """Know what a row of the same chunk made, for the rows that follow."""
        if one.is_new:
            blank = dict.fromkeys(("email", "phone", "reading"))
            values = {**given(draft, PERSON), "name_key": whole(draft.name)}
            self._know({**blank, "id": one.row_id, **values}, account_id)
        for entity, row in one.creates:
            if entity == "position":
                blank = dict.fromkeys(("title", "department", "role", "from_on", "to_on", "exchanged_on"))
                self.positions.setdefault((one.row_id, account_id), []).append({**blank, **row})

    def _know(self, row: Row, account_id: str) -> None:
        self._by_id[str(row["id"])] = row
        self._by_name.setdefault((account_id, str(row["name_key"])), row)
        if row["email"]:
            self._by_email.setdefault((account_id, str(row["email"]).casefold()), row)
