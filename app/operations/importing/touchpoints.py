"""A row of a touchpoints file: found by its external id or by account, day, kind and words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import datetime

from sqlalchemy import select

from app.ids import uuid7
from app.imports.drafts import TouchpointDraft
from app.models import tables
from app.models.database import Session
from app.operations.account_index import whole
from app.operations.importing.plan import CHUNK, Item, Planned, Run, given, rows_by, rows_by_id
from app.search.fold import fold

PLAIN = ("kind", "body", "sentiment", "two_way", "purpose", "minutes", "tags", "external_id")


def plan(session: Session, run: Run, items: Sequence[Item]) -> list[Planned]:
    """Return what each row of the file does."""
    found = _found(session, run, items)
    present = rows_by_id(session, tables.touchpoint, found.values())
    people = _people(session, run, {str(item.account_id) for item in items if item.draft.given.get("people")})
    met = _met(session, list(found.values()))
    planned = []
    for item in items:
        draft = item.draft
        assert isinstance(draft, TouchpointDraft)
        one = Planned(item, row_id=found.get(item.key) or uuid7(), is_new=item.key not in found)
        moment = draft.given.get("date")
        on = _day(run, draft)
        values = {**given(draft, PLAIN), "on_date": on}
        values["state"] = "planned" if on > run.today.isoformat() else "done"
        if isinstance(moment, datetime):
            values["at"] = run.instant(moment)
        if one.is_new:
            values.setdefault("two_way", draft.kind.two_way)
            one.create("touchpoint", {"id": one.row_id, "account_id": item.account_id, **values})
        else:
            # Another system's id stays while its record moves to another account.
            one.amend("touchpoint", present.get(one.row_id), one.row_id, {**values, "account_id": item.account_id})
        _who(one, draft, people, met)
        planned.append(one)
    return planned


def _found(session: Session, run: Run, items: Sequence[Item]) -> dict[str, str]:
    """Return key → the row it means, by its last import, its external id, or its words."""
    found = {item.key: item.row_id for item in items if item.row_id}
    if "touchpoint" in run.empty:
        return found
    rest = [item for item in items if item.key not in found]
    by_id = {item.draft.given.get("external_id"): item.key for item in rest if item.draft.given.get("external_id")}
    for row in rows_by(session, tables.touchpoint, "external_id", by_id):
        found[by_id[row["external_id"]]] = str(row["id"])
    touchpoint, wanted = tables.touchpoint, [item for item in rest if item.key not in found]
    accounts = sorted({str(item.account_id) for item in wanted})
    days = sorted({_day(run, item.draft) for item in wanted if isinstance(item.draft, TouchpointDraft)})
    seen: Counter[tuple[str, ...]] = Counter()
    known: dict[tuple[str, ...], str] = {}
    for start in range(0, len(accounts), CHUNK):
        statement = (
            select(touchpoint)
            .where(
                touchpoint.c.account_id.in_(accounts[start : start + CHUNK]),
                touchpoint.c.on_date.between(days[0], days[-1]),
                touchpoint.c.deleted_at.is_(None),
            )
            .order_by(touchpoint.c.no)
        )
        for there in session.rows(statement):
            same = (there["account_id"], there["on_date"], there["kind"], fold(there["body"]))
            seen[same] += 1
            known[(*same, str(seen[same]))] = there["id"]
    for item in wanted:
        draft = item.draft
        assert isinstance(draft, TouchpointDraft)
        day, body = _day(run, draft), fold(draft.body)
        same_row = known.get((str(item.account_id), day, str(draft.kind), body, str(draft.occurrence)))
        if same_row:
            found[item.key] = same_row
    return found


def _day(run: Run, draft: TouchpointDraft) -> str:
    moment = draft.given.get("date")
    return run.day(moment if isinstance(moment, datetime) else draft.date)


def _people(session: Session, run: Run, accounts: set[str]) -> dict[tuple[str, str], str]:
    person, position = tables.person, tables.position
    found: dict[tuple[str, str], str] = {}
    wanted = sorted(accounts)
    for start in range(0, len(wanted), CHUNK):
        statement = (
            select(person.c.id, person.c.name_key, position.c.account_id)
            .join(position, position.c.person_id == person.c.id)
            .where(position.c.account_id.in_(wanted[start : start + CHUNK]), person.c.deleted_at.is_(None))
        )
        for row in session.rows(statement):
            found[row["account_id"], row["name_key"]] = row["id"]
    return found


def _met(session: Session, touchpoints: Sequence[str]) -> dict[str, set[str]]:
    met: dict[str, set[str]] = {}
    for row in rows_by(session, tables.touchpoint_person, "touchpoint_id", touchpoints):
        met.setdefault(str(row["touchpoint_id"]), set()).add(whole(str(row["name"])))
    return met


def _who(one: Planned, draft: TouchpointDraft, people: Mapping[tuple[str, str], str], met: dict[str, set[str]]) -> None:
    # A name as typed stands where nobody of that name is known; who is known is linked.
    names = draft.given.get("people", ())
    assert isinstance(names, tuple)
    for name in names:
        if whole(name) not in met.get(one.row_id, set()):
            person = people.get((str(one.item.account_id), whole(name)))
            row = {"id": uuid7(), "touchpoint_id": one.row_id, "person_id": person, "name": name}
            one.create("touchpoint_person", row)
