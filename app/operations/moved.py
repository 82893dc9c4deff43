"""Measures that moved notably: the few readings that deserve a sentence before a call or on a walk."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import text

from app.clock import Clock, parse_stamp
from app.models.database import Session, json_text
from app.operations.settings import settings

RUN = 4
"""A frequent series is judged by the mean of its last four readings against the four before."""
SHARE = 0.3
LEAST, LEAST_AVERAGED = 1.0, 2.0
_WINDOW = timedelta(days=70)


@dataclass(frozen=True)
class Moved:
    """A measure before and after; `averaged` where both are means of four readings."""

    account_id: str
    measure: str
    name_ja: str
    name_en: str
    before: float
    after: float
    on: date
    known_at: str
    source: str
    averaged: bool


def step(values: Sequence[float]) -> tuple[float, float, bool] | None:
    """Return (before, after, averaged) where a series, oldest first, has moved notably; else None.

    Notably is by three tenths of the larger of the two, and by 1 at least (a mean by 2): a ticket more is no news.
    """
    if len(values) >= 2 * RUN:
        before, after = sum(values[-2 * RUN : -RUN]) / RUN, sum(values[-RUN:]) / RUN
        averaged = True
    elif len(values) >= 2:
        before, after, averaged = values[-2], values[-1], False
    else:
        return None
    apart = abs(after - before)
    least = LEAST_AVERAGED if averaged else LEAST
    return (before, after, averaged) if apart >= least and apart >= SHARE * max(abs(before), abs(after)) else None


# By account and measure, so that the index of the series is walked and never the whole table.
_RECENT = text(
    """SELECT a.id AS account_id, m.key, m.name_ja, m.name_en, r.value, r.observed_at, r.recorded_at, r.source
 FROM account a CROSS JOIN measure m
 JOIN reading r ON r.account_no = a.no AND r.measure_no = m.no AND r.observed_at >= :since
 WHERE a.deleted_at IS NULL AND m.deleted_at IS NULL AND r.deleted_at IS NULL AND r.value IS NOT NULL
 AND r.source <> 'me' AND m.key NOT LIKE 'pulse\\_%' ESCAPE '\\'
 AND (:accounts IS NULL OR a.id IN (SELECT value FROM json_each(:accounts)))
 ORDER BY a.no, m.no, r.observed_at, r.recorded_at, r.no"""
)
_BEFORE = text(
    """SELECT r.value FROM reading r JOIN account a ON a.no = r.account_no JOIN measure m ON m.no = r.measure_no
 WHERE a.id = :account AND m.key = :measure AND r.observed_at < :since AND r.deleted_at IS NULL
 AND r.value IS NOT NULL ORDER BY r.observed_at DESC, r.recorded_at DESC, r.no DESC LIMIT 1"""
)


def moved_measures(
    session: Session, account_ids: Iterable[str] | None = None, *, today: date
) -> dict[str, list[Moved]]:
    """Return what moved notably at each account; whoever asks leaves out what was known to them before."""
    clock = Clock(settings(session).zone)
    since = (today - _WINDOW).isoformat()
    asked = None if account_ids is None else json_text(list(account_ids))
    series: dict[tuple[str, str], dict[str, Mapping[str, object]]] = defaultdict(dict)
    for row in session.rows(_RECENT, since=since, accounts=asked):
        # A correction is a later row for the same moment and takes its place.
        series[row["account_id"], row["key"]][row["observed_at"]] = row
    found: dict[str, list[Moved]] = defaultdict(list)
    for (account_id, key), rows in series.items():
        values = [float(str(row["value"])) for row in rows.values()]
        last = list(rows.values())[-1]
        if len(values) < RUN:
            # Seldom measured: what came before lies outside the window.
            earlier = session.scalar(_BEFORE, account=account_id, measure=key, since=since)
            values = values if earlier is None else [float(earlier), *values]
        stepped = step(values)
        if stepped is not None:
            found[account_id].append(
                Moved(
                    account_id, key, str(last["name_ja"] or key), str(last["name_en"] or key), stepped[0], stepped[1],
                    clock.day_of(parse_stamp(str(last["observed_at"]))), str(last["recorded_at"]),
                    str(last["source"]), stepped[2],
                )
            )  # fmt: skip
    return found
