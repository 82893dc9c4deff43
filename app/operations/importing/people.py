"""A row of a people file: the person by e-mail or name at the account, and the position they hold there."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

from sqlalchemy import select

from app.ids import uuid7
from app.imports.drafts import PersonDraft
from app.models import tables
from app.models.database import Session
from app.operations.account_index import whole
from app.operations.forgotten import person_names
from app.operations.importing.moved import changed_post, drop_known, left_elsewhere
from app.operations.importing.plan import CHUNK, Item, Planned, Run, given, rows_by
from app.operations.moves.evidence import post_text
from app.operations.people_sameness import said_same
from app.search.fold import fold

PERSON = ("name", "reading", "email", "phone")
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
        if isinstance(person, Namesakes):
            planned.append(Planned(item).refuse("name", "person_in_doubt", value=draft.name, candidates=person.said))
            continue
        email = str(draft.given.get("email") or "")
        if person is None and run.forgotten.knows(person_names(draft.name, email, [str(item.account_id)])):
            planned.append(Planned(item).refuse("name", "forgotten", value=draft.name))
            continue
        one = Planned(item, row_id=str(person["id"]) if person else uuid7(), is_new=person is None)
        values = {**given(draft, PERSON), "name_key": whole(draft.name)}
        if person is None:
            one.create("person", {"id": one.row_id, **values})
        elif there.is_other_name(person, draft):
            # What was merged away names the person too, and changes nothing but what is blank.
            one.amend("person", person, one.row_id, {n: v for n, v in values.items() if not person[n]})
        else:
            one.amend("person", person, one.row_id, values)
        _position(run, one, draft, there.positions.get((one.row_id, str(item.account_id)), []))
        there.learn(one, str(item.account_id), draft)
        planned.append(one)
    left_elsewhere(session, run, planned)
    drop_known(session, planned)
    return planned


def post_of(draft: PersonDraft) -> str:
    """Return what a row calls the post, to tell two at once (兼務) from one that changed."""
    return _post(given(draft, POSITION))


def _post(row: Mapping[str, object]) -> str:
    return fold(f"{row.get('title') or ''} {row.get('department') or ''}")


def _position(run: Run, one: Planned, draft: PersonDraft, held: Sequence[Row]) -> None:
    """Amend the position that the row speaks of, or begin another one.

    A row that gives another beginning, or another post with a newer business card, speaks of a new position: the one
    before ends the day before it. Another post with an older card is the past; with an equal or unknown day it is
    asked about: the position stays, and evidence of a move waits. Two rows of one file for one person speak of two
    posts at once, unless one card is newer.
    """
    values = given(draft, POSITION, RENAMED)
    at = (one.row_id, str(one.item.account_id))
    current = [row for row in held if row["to_on"] is None or row["to_on"] == values.get("to_on")]
    same = [row for row in current if _post(row) == _post(values)]
    spoken_of = [row for row in current if (*at, _post(row)) in run.posts]
    free = same or [row for row in current if row not in spoken_of]
    run.posts.add((*at, _post(values)))
    if not free:
        if any(_is_older(row, values) for row in spoken_of):
            return
        replaced = next((row for row in spoken_of if _newer_card(row, values)), None)
        if replaced is None:
            one.create("position", _new(one, values))
            return
        free = [replaced]
    position = next((row for row in free if row["title"] == values.get("title")), free[0])
    if _is_another(position, values):
        begins = str(values.get("from_on") or values.get("exchanged_on"))
        one.amend("position", position, str(position["id"]), {"to_on": _eve(begins)})
        one.create("position", _new(one, {"from_on": begins, **values}))
        return
    if _is_other_post(position, values):
        if not _is_older(position, values) and not values.get("to_on"):
            on = str(values.get("exchanged_on") or run.today.isoformat())
            one.create("move", changed_post(position, values, on=on))
        values = {name: value for name, value in values.items() if name not in _POST_FIELDS}
    # A difference that folding takes away is none.
    trivial = {n for n in ("title", "department") if position[n] and fold(str(values.get(n))) == fold(str(position[n]))}
    one.amend("position", position, str(position["id"]), {n: v for n, v in values.items() if n not in trivial})


_POST_FIELDS = ("title", "department", "exchanged_on")


def _is_other_post(position: Row, values: Mapping[str, object]) -> bool:
    pairs = ((position[name], values.get(name)) for name in ("title", "department"))
    return any(was and now and fold(str(was)) != fold(str(now)) for was, now in pairs)


def _newer_card(position: Row, values: Mapping[str, object]) -> bool:
    card, newer = position["exchanged_on"], values.get("exchanged_on")
    since = max(str(card), str(position["from_on"] or "")) if card else ""
    return bool(_is_other_post(position, values) and since and newer and str(newer) > since)


def _is_older(position: Row, values: Mapping[str, object]) -> bool:
    card, other = position["exchanged_on"], values.get("exchanged_on")
    return bool(_is_other_post(position, values) and card and other and str(other) < str(card))


def _new(one: Planned, values: dict[str, object]) -> dict[str, object]:
    return {"id": uuid7(), "person_id": one.row_id, "account_id": one.item.account_id, **values}


def _is_another(position: Row, values: Mapping[str, object]) -> bool:
    was, begins = position["from_on"], values.get("from_on")
    if was and begins and str(begins) > str(was):
        return True
    return _newer_card(position, values)


def _eve(day: str) -> str:
    from datetime import date, timedelta

    return (date.fromisoformat(day) - timedelta(days=1)).isoformat()


@dataclass(frozen=True)
class Namesakes:
    """Two people of one name whom somebody keeps apart; `said` is what tells them from each other."""

    said: list[str]


class _People:
    """The persons at the accounts of a chunk, by every way a row can name them."""

    def __init__(self, session: Session, accounts: set[str]) -> None:
        self.positions: dict[tuple[str, str], list[Row]] = {}
        self._by_id: dict[str, Row] = {}
        self._by_email: dict[tuple[str, str], Row] = {}
        self._by_name: dict[tuple[str, str], dict[str, Row]] = {}
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
        self._know_merged(session)
        self._decided = said_same(session)

    def _know_merged(self, session: Session) -> None:
        """Know people by the names and addresses of those who were merged into them."""
        where: dict[str, list[str]] = {}
        for person_id, account_id in self.positions:
            where.setdefault(person_id, []).append(account_id)
        for row in rows_by(session, tables.person, "merged_into", list(self._by_id), live=False):
            keep = str(row["merged_into"])
            for account_id in where.get(keep, ()) if row["deleted_at"] else ():
                self._by_name.setdefault((account_id, str(row["name_key"])), {}).setdefault(keep, self._by_id[keep])
                if row["email"]:
                    self._by_email.setdefault((account_id, str(row["email"]).casefold()), self._by_id[keep])

    def is_other_name(self, person: Row, draft: PersonDraft) -> bool:
        """Tell whether a row names a person as somebody who was merged into them was named."""
        email = str(draft.given.get("email") or "").casefold()
        if email and person["email"]:
            return email != str(person["email"]).casefold() and whole(draft.name) != person["name_key"]
        return whole(draft.name) != person["name_key"] and not email

    def person(self, row_id: str | None, account_id: str, draft: PersonDraft) -> Row | Namesakes | None:
        """Return the person of an earlier import, of that e-mail, or of that name where no e-mail says otherwise.

        Of two namesakes whom somebody keeps apart, the one who holds the post; else nobody can say which.
        """
        if row_id and row_id in self._by_id:
            return self._by_id[row_id]
        email = str(draft.given.get("email") or "").casefold()
        if email and (account_id, email) in self._by_email:
            return self._by_email[account_id, email]
        alike = list(self._by_name.get((account_id, whole(draft.name)), {}).values())
        if len(alike) > 1 and not email and self._kept_apart(alike):
            post = _post(given(draft, POSITION))
            held = [one for one in alike if any(_post(p) == post for p in self._posts(one, account_id))]
            if len(held) != 1:
                return Namesakes([_post_of(self._posts(one, account_id)) for one in alike])
            alike = held
        named = alike[0] if alike else None
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
        self._by_name.setdefault((account_id, str(row["name_key"])), {}).setdefault(str(row["id"]), row)
        if row["email"]:
            self._by_email.setdefault((account_id, str(row["email"]).casefold()), row)

    def _posts(self, person: Row, account_id: str) -> list[Row]:
        return self.positions.get((str(person["id"]), account_id), [])

    def _kept_apart(self, people: Sequence[Row]) -> bool:
        pairs = combinations([str(one["id"]) for one in people], 2)
        return any(self._decided.get(frozenset(pair)) is False for pair in pairs)


def _post_of(positions: Sequence[Row]) -> str:
    return next((said for row in positions if (said := post_text(row["department"], row["title"]))), "–")
