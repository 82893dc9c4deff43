"""Rows of an events file become indicators, rows of a rates file become rates."""

from __future__ import annotations

from collections.abc import Sequence

from app.ids import uuid7
from app.imports.drafts import EventDraft, RateDraft
from app.models import tables
from app.models.database import Session
from app.operations.importing.plan import Item, Planned, Run, given, rows_by, rows_by_id


def plan_events(session: Session, run: Run, items: Sequence[Item]) -> list[Planned]:
    """Return what each row of an events file does; its time of day is kept as the day it fell on."""
    by_id: dict[object, str] = {}
    for row in rows_by(session, tables.indicator, "external_id", [i.draft.given.get("external_id") for i in items]):
        by_id[row["external_id"]] = str(row["id"])
    present = rows_by_id(session, tables.indicator, [*by_id.values(), *(item.row_id for item in items)])
    planned = []
    for item in items:
        draft = item.draft
        assert isinstance(draft, EventDraft)
        found = item.row_id or by_id.get(draft.given.get("external_id"))
        one = Planned(item, row_id=found or uuid7(), is_new=found is None)
        values = {**given(draft, ("note", "external_id")), "kind": str(draft.kind), "on_date": run.day(draft.at)}
        if one.is_new:
            one.create("indicator", {"id": one.row_id, "account_id": item.account_id, **values})
        else:
            one.amend("indicator", present.get(one.row_id), one.row_id, {**values, "account_id": item.account_id})
        planned.append(one)
    return planned


def plan_rates(session: Session, run: Run, items: Sequence[Item]) -> list[Planned]:
    """Return what each row of a rates file does; without a base the rate is in yen."""
    there = {(r["currency"], r["base"], r["on_date"]): r for r in rows_by(
        session, tables.rate, "currency", [i.draft.currency for i in items if isinstance(i.draft, RateDraft)]
    )}  # fmt: skip
    planned = []
    for item in items:
        draft = item.draft
        assert isinstance(draft, RateDraft)
        key = (draft.currency, str(draft.given.get("base", "JPY")), draft.on.isoformat())
        row, value = there.get(key), format(draft.rate.normalize(), "f")
        run.rated.add(key[:2])
        one = Planned(item, row_id=str(row["id"]) if row else uuid7(), is_new=row is None)
        if row is None:
            values = {"currency": key[0], "base": key[1], "on_date": key[2], "rate": value}
            one.create("rate", {"id": one.row_id, **values})
            there[key] = {"id": one.row_id, **values}
        else:
            one.amend("rate", row, one.row_id, {"rate": value})
        planned.append(one)
    return planned
