"""A row of a readings file: readings are only added; a changed value is a later recorded row."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from sqlalchemy import select

from app.health.ranges import Range, ranges
from app.ids import uuid7
from app.imports.drafts import ReadingDraft
from app.models import tables
from app.models.database import Session
from app.operations.health.models import model_at
from app.operations.importing.plan import CHUNK, Item, Planned, Run
from app.search.fold import fold

Series = tuple[str, str, str, str]


def plan(session: Session, run: Run, items: Sequence[Item]) -> list[Planned]:
    """Return what each row of the file does; account and measure stand as ids until `with_numbers`."""
    if not run.measures:
        run.measures, run.ranges = _measures(session)
    latest = {} if "reading" in run.empty else _latest(session, {str(item.account_id) for item in items})
    planned = []
    for item in items:
        draft = item.draft
        assert isinstance(draft, ReadingDraft)
        if run.instant(draft.observed_at) > run.at:
            planned.append(Planned(item).refuse("observed_at", "in_the_future", value=draft.given["observed_at"]))
            continue
        one = Planned(item, row_id=item.key)
        measure = fold(draft.measure)
        limits = run.ranges.get(measure)
        if limits is not None and not limits.holds(draft.value) and not (limits.zero_is_missing and draft.value == 0):
            shown = {"value": draft.value, "low": limits.low, "high": limits.high}
            planned.append(one.refuse("value", f"reading_{limits.words}", **shown))
            continue
        if measure not in run.measures:
            run.measures[measure] = uuid7()
            names = {"name_ja": draft.measure, "name_en": draft.measure}
            one.create("measure", {"id": run.measures[measure], "key": measure, **names})
        source = str(draft.given.get("source") or "import")
        observed = run.instant(draft.observed_at)
        series = (str(item.account_id), run.measures[measure], observed, source)
        before, value = latest.get(series), float(draft.value)
        if before is None or before != value:
            one.is_new = before is None
            recorded = draft.given.get("recorded_at")
            latest[series] = value
            row: dict[str, object] = {
                "account_id": item.account_id, "measure_id": run.measures[measure], "value": value,
                "observed_at": observed, "source": source,
                "recorded_at": run.instant(recorded) if recorded else run.at,  # type: ignore[arg-type]
            }  # fmt: skip
            one.create("reading", row)
        planned.append(one)
    return planned


def _measures(session: Session) -> tuple[dict[str, str], dict[str, Range]]:
    """Return the id of every measure and what it may hold, by its key and by its name in each language."""
    measure = tables.measure
    found: dict[str, str] = {}
    by_series = ranges(model_at(session))
    limits = {fold(series): limit for series, limit in by_series.items()}
    for row in session.rows(select(measure).where(measure.c.deleted_at.is_(None))):
        for name in (row["key"], row["name_ja"], row["name_en"]):
            if name:
                found.setdefault(fold(name), row["id"])
                if row["key"] in by_series:
                    limits.setdefault(fold(name), by_series[row["key"]])
    return found, limits


def _latest(session: Session, accounts: set[str]) -> dict[Series, float | None]:
    reading, account, measure = tables.reading, tables.account, tables.measure
    found: dict[Series, float | None] = {}
    wanted = sorted(accounts)
    for start in range(0, len(wanted), CHUNK):
        statement = (
            select(account.c.id, measure.c.id, reading.c.observed_at, reading.c.source, reading.c.value)
            .join(account, account.c.no == reading.c.account_no)
            .join(measure, measure.c.no == reading.c.measure_no)
            .where(account.c.id.in_(wanted[start : start + CHUNK]), reading.c.deleted_at.is_(None))
            .order_by(reading.c.recorded_at, reading.c.no)
        )
        for account_id, measure_id, observed, source, value in session.execute(statement):
            found[account_id, measure_id, observed, source] = value
    return found


def with_numbers(session: Session, rows: Sequence[Mapping[str, object]]) -> list[dict[str, object]]:
    """Return readings that refer to account and measure by their short numbers, as the table holds them."""
    numbers: dict[str, dict[str, int]] = {}
    for name in ("account", "measure"):
        table, ids = tables.metadata.tables[name], sorted({str(row[f"{name}_id"]) for row in rows})
        numbers[name] = {}
        for start in range(0, len(ids), CHUNK):
            statement = select(table.c.id, table.c.no).where(table.c.id.in_(ids[start : start + CHUNK]))
            numbers[name].update({row[0]: row[1] for row in session.execute(statement)})
    return [
        {
            "account_no": numbers["account"][str(row["account_id"])],
            "measure_no": numbers["measure"][str(row["measure_id"])],
            **{k: v for k, v in row.items() if k not in {"account_id", "measure_id"}},
        }
        for row in rows
    ]
