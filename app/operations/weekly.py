"""What a week brought: who changed band and why, which forecasts moved, where help is needed, whom we met."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import select, text

from app.health.model import Model
from app.health.score import score
from app.health.why import change
from app.models import tables
from app.models.database import Session
from app.operations.health.changed_bands import changed_bands
from app.operations.health.inputs import many_inputs
from app.operations.health.models import model_at
from app.operations.health.movement import Driver, shown
from app.operations.health.portfolio import batched
from app.operations.money.calls import MovedCall, calls_moved
from app.vocabulary import Band, Phase, Side, TouchpointKind

DAYS = 7
_MOST_CAUSES = 3
_TOUCHES = text(
    """SELECT a.id AS account_id, a.name, t.kind, t.on_date, t.two_way, t.minutes FROM touchpoint t
 JOIN account a ON a.id = t.account_id WHERE t.state = 'done' AND t.kind != 'note' AND t.deleted_at IS NULL
 AND a.deleted_at IS NULL AND t.on_date BETWEEN :start AND :end ORDER BY a.name, a.no, t.on_date, t.no"""
)


@dataclass(frozen=True)
class BandChange:
    """An account whose band is another than a week ago; `drivers` are the causes of that direction, largest first."""

    account_id: str
    account: str
    before: Band
    now: Band
    score_before: int | None
    score: int | None
    drivers: tuple[Driver, ...]


@dataclass(frozen=True)
class Help:
    """Something a colleague of ours owes a customer."""

    account_id: str
    account: str
    text: str
    who: str
    due: date | None


@dataclass(frozen=True)
class Met:
    """How we were in touch with one account: each kind with its day."""

    account_id: str
    account: str
    touches: tuple[tuple[TouchpointKind, date], ...]


@dataclass(frozen=True)
class Weekly:
    """Seven days up to and including `end`. `minutes` is the recorded time, `two_way` how many accounts answered."""

    start: date
    end: date
    bands: tuple[BandChange, ...]
    calls: tuple[MovedCall, ...]
    help: tuple[Help, ...]
    met: tuple[Met, ...]
    by_kind: Mapping[TouchpointKind, int]
    two_way: int
    minutes: int


def weekly(session: Session, *, today: date) -> Weekly:
    """Return the report of the seven days that end with `today`."""
    start = today - timedelta(DAYS - 1)
    touches = session.rows(_TOUCHES, start=start.isoformat(), end=today.isoformat())
    met: dict[tuple[str, str], list[tuple[TouchpointKind, date]]] = defaultdict(list)
    for row in touches:
        met[row["account_id"], row["name"]].append((TouchpointKind(row["kind"]), date.fromisoformat(row["on_date"])))
    return Weekly(
        start,
        today,
        _bands(session, then=start - timedelta(1), today=today),
        tuple(calls_moved(session, start, today)),
        _help(session),
        tuple(Met(account_id, name, tuple(found)) for (account_id, name), found in met.items()),
        Counter(TouchpointKind(row["kind"]) for row in touches),
        len({row["account_id"] for row in touches if row["two_way"]}),
        sum(row["minutes"] or 0 for row in touches),
    )


def _bands(session: Session, *, then: date, today: date) -> tuple[BandChange, ...]:
    """Return who changed band, the largest fall first; both days as they were known at their end."""
    account = tables.account
    rows = session.rows(
        select(account.c.id, account.c.name)
        .where(account.c.deleted_at.is_(None), account.c.phase.is_distinct_from(str(Phase.CHURNED)))
        .order_by(account.c.name, account.c.no)
    )
    was_model, now_model = model_at(session, as_of=then), model_at(session, as_of=today)
    candidates = changed_bands(session, then=then, today=today)
    rows = [row for row in rows if row["id"] in candidates]
    found = []
    for some in batched(rows):
        ids = [row["id"] for row in some]
        was, now = many_inputs(session, ids, as_of=then), many_inputs(session, ids, as_of=today)
        for row in some:
            before, after = score(was_model, was[row["id"]]), score(now_model, now[row["id"]])
            if shown(before.band) is shown(after.band):
                continue
            why = change(was_model, was[row["id"]], now_model, now[row["id"]])
            causes = [] if why is None else [one for one in why.causes if (one.effect > 0) is (why.total > 0)]
            causes.sort(key=lambda one: -abs(one.effect))
            drivers = tuple(Driver(one.cause, one.effect, _names(one.measure, now_model, was_model)) for one in causes)[
                :_MOST_CAUSES
            ]
            found.append(
                BandChange(row["id"], row["name"], before.band, after.band, before.score, after.score, drivers)
            )
    return tuple(sorted(found, key=lambda one: (one.score or 0) - (one.score_before or 0)))


def _names(key: str | None, *models: Model) -> tuple[tuple[str, str], ...]:
    for model in models:
        measure = model.measure(key) if key else None
        if measure is not None:
            return tuple(measure.name.items())
    return ()


def _help(session: Session) -> tuple[Help, ...]:
    """Return what colleagues owe customers, what is due first first."""
    promise, account = tables.promise, tables.account
    asked = (
        select(promise.c.account_id, account.c.name, promise.c.text, promise.c.who, promise.c.due)
        .join(account, account.c.id == promise.c.account_id)
        .where(
            promise.c.side == str(Side.INTERNAL),
            promise.c.done_on.is_(None),
            promise.c.dropped_on.is_(None),
            promise.c.deleted_at.is_(None),
            account.c.deleted_at.is_(None),
        )
        .order_by(promise.c.due.is_(None), promise.c.due, promise.c.no)
    )
    return tuple(
        Help(
            row["account_id"], row["name"], row["text"], row["who"] or "",
            date.fromisoformat(row["due"]) if row["due"] else None,
        )
        for row in session.rows(asked)
    )  # fmt: skip
