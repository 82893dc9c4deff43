"""Reads the readings of many accounts as columns, each with the first day at whose end it was known."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any

import numpy as np

from app.health.dense.rows import NOBODY, Flags, Ints, Rows, no_rows
from app.models.database import Session
from app.operations.health.away import away
from app.operations.health.dense_days import Days

_COLUMNS = "no, account_no, measure_no, value, observed_at, recorded_at, deleted_at, by_id"
# The numbers stand in the statement itself: looked up in a list of JSON they cost as much as reading the rows.
_ALL = f"""SELECT {_COLUMNS} FROM reading NOT INDEXED
 WHERE (observed_at >= ? OR measure_no IN ({{whole}})) AND measure_no IN ({{measures}}) ORDER BY no"""
_SOME = f"""SELECT {_COLUMNS} FROM reading WHERE account_no IN (SELECT value FROM json_each(?))
 AND measure_no IN ({{measures}}) ORDER BY no"""
_SOURCES = "SELECT no, source FROM reading WHERE no IN (SELECT value FROM json_each(:rows))"
_EVER = 10**6
_MEASURES = "SELECT no, key FROM measure"


@dataclass
class Readings:
    """The rows of each series, and where an account's series is doubtful on some days: corrected or removed later."""

    series: dict[str, Rows] = field(default_factory=dict)
    doubts: dict[str, list[tuple[int, int, int]]] = field(default_factory=dict)  # first day, day after, account

    def rows(self, series: str) -> Rows:
        """Return the rows of a series."""
        return self.series.get(series) or no_rows()

    def doubtful(self, series: Iterable[str], days: int, accounts: int) -> Flags | None:
        """Return where any of some series is doubtful; None where nothing is."""
        found = [one for name in series for one in self.doubts.get(name, ())]
        if not found:
            return None
        made = np.zeros((days, accounts), np.bool_)
        for first, after, account in found:
            made[first:after, account] = True
        return made


def readings(
    session: Session,
    days: Days,
    places: Mapping[int, int],
    since: Mapping[str, str | None],
    codes: dict[str | None, int],
    *,
    some: bool,
) -> Readings:
    """Return the readings of accounts, by the place of each account number.

    `since` names the series wanted, each with the instant before which nothing matters; None where anything may.
    `some`: look up these accounts one by one instead of going through the whole table. `codes` number who judged.
    """
    wanted = {no: key for no, key in session.driver.execute(_MEASURES) if key in since}
    numbers = ", ".join(str(int(no)) for no in wanted)
    if some:
        sql, asked = _SOME.format(measures=numbers), json.dumps(list(places))
    else:
        whole = ", ".join(str(int(no)) for no, key in wanted.items() if since[key] is None)
        sql = _ALL.format(measures=numbers, whole=whole)
        asked = min((one for one in since.values() if one is not None), default="")
    rows = session.driver.execute(sql, (asked,)).fetchall()
    return _made(session, rows, days, places, wanted, codes) if rows else Readings()


def _made(
    session: Session,
    rows: Sequence[tuple[Any, ...]],
    days: Days,
    places: Mapping[int, int],
    wanted: Mapping[int, str],
    codes: dict[str | None, int],
) -> Readings:
    numbers, account_nos, measure_nos, values, observed, recorded, gone, by = zip(*rows, strict=True)
    names = list(dict.fromkeys(wanted.values()))
    account = _looked_up(account_nos, places)
    series = _looked_up(measure_nos, {no: names.index(key) for no, key in wanted.items()})
    instant, (on,) = _by_text(observed, days.day_of)
    stamp, (since,) = _by_text(recorded, days.since)
    born = np.maximum(since, np.searchsorted(days.ordinals, on))
    until = np.full(len(rows), len(days), np.int64)
    for at, when in enumerate(gone) if any(gone) else ():
        if when is not None:
            until[at] = days.until(when)
    value = np.array(values, np.float64)
    value[~np.isfinite(value)] = np.nan
    judged = np.full(len(rows), NOBODY, np.int64)
    for at, who in enumerate(by) if any(by) else ():
        if who is not None:
            judged[at] = codes.setdefault(who, len(codes))
    # Without those of accounts that are gone, and those that were known at the end of no day.
    keep = np.flatnonzero((account >= 0) & (born < until))
    key = series * (len(places) + 1) + account
    order = keep[np.lexsort((stamp[keep], instant[keep], key[keep]))]
    made = Readings()
    number = np.array(numbers, np.int64)
    # What was gone for a while is doubtful from its beginning on.
    brief = np.array([int(no) for (_entity, no), one in away(session, "reading").items() if days.gaps(one)], np.int64)
    moved = np.where(np.isin(number, brief), len(days), until) if len(brief) else until
    removed = (until < len(days)) | (np.isin(number, brief) if len(brief) else False)
    order, doubts = _settled(session, order, key, instant, number, born, moved, removed)
    for row, first, after in doubts:
        made.doubts.setdefault(names[series[row]], []).append((first, after, int(account[row])))
    bounds = np.searchsorted(series[order], np.arange(len(names) + 1))
    for at, name in enumerate(names):
        part = order[bounds[at] : bounds[at + 1]]
        if len(part):
            made.series[name] = Rows(account[part], value[part], on[part], born[part], judged[part])
    return made


def _settled(
    session: Session, order: Ints, key: Ints, instant: Ints, numbers: Ints, born: Ints, until: Ints, removed: Flags
) -> tuple[Ints, list[tuple[int, int, int]]]:
    """Return the rows that stay, and (row, first day, day after) where one that does not was known for a while.

    Of several for the same instant and source the one recorded last stays; so does what was not removed later.
    """
    same = (key[order][1:] == key[order][:-1]) & (instant[order][1:] == instant[order][:-1])
    if not removed[order].any() and not same.any():
        return order, []
    drop = {int(row) for row in order[removed[order]]}
    doubts = [(row, int(born[row]), int(until[row])) for row in drop]
    twins = order[np.unique(np.concatenate((np.flatnonzero(same), np.flatnonzero(same) + 1)))]
    asked = {"rows": json.dumps([int(numbers[row]) for row in twins])}
    sources = dict(session.driver.execute(_SOURCES, asked))
    alike: dict[tuple[int, int, str], list[int]] = {}
    for row in (int(one) for one in twins):
        alike.setdefault((int(key[row]), int(instant[row]), sources[int(numbers[row])]), []).append(row)
    for rows in alike.values():
        if not drop.isdisjoint(rows):
            # What was removed had stood for another, or another for it.
            doubts.append((rows[0], min(int(born[row]) for row in rows), _EVER))
        for row, successor in pairwise(rows):
            drop.add(row)
            if born[row] < born[successor]:
                doubts.append((row, int(born[row]), int(born[successor])))
    return order[~np.isin(order, np.fromiter(drop, np.int64, len(drop)))], doubts


def _looked_up(values: Sequence[int], places: Mapping[int, int]) -> Ints:
    """Return the place of each number; −1 for one that has none."""
    given = np.array(values, np.int64)
    table = np.full(max(int(given.max()), *places, 0) + 1, -1, np.int64)
    table[np.fromiter(places.keys(), np.int64, len(places))] = np.fromiter(places.values(), np.int64, len(places))
    return table[given]


class _Codes(dict[str, int]):
    def __missing__(self, text: str) -> int:
        code = self[text] = len(self)
        return code


def _by_text(texts: Sequence[str], *of: Callable[[str], int]) -> tuple[Ints, list[Ints]]:
    """Return the rank of each text among all, and what each function makes of it: once for each different text."""
    codes = _Codes()
    each = np.fromiter(map(codes.__getitem__, texts), np.int64, len(texts))
    different = list(codes)
    rank = np.empty(len(different), np.int64)
    rank[sorted(range(len(different)), key=different.__getitem__)] = np.arange(len(different))
    return rank[each], [np.fromiter(map(make, different), np.int64, len(different))[each] for make in of]
