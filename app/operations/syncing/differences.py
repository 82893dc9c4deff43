"""The open questions: what both sides say of a field and what they agreed on, in words; settling them."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from app.errors import BansoError
from app.models.database import Session
from app.operations.syncing.kept import routes_of
from app.operations.syncing.open_ones import must_be_open
from app.operations.syncing.rows import Difference
from app.operations.syncing.titles import Titled, names_there, titled
from app.operations.syncing.value_words import plain_value, words_of
from app.sync import resolve
from app.sync.entities import ENTITIES
from app.sync.rules import Rule
from app.sync.sql import ANY, ask, listed
from app.sync.text_merge import both as both_texts
from app.sync.text_merge import both_of_many
from app.sync.values import Canon

CHOICES = ("mine", "theirs", "both")
_TEXTS = ("text", "longtext")
_OPEN = (
    "SELECT k.id, k.connection_id, n.name, k.entity, k.local_id, k.field, k.kind, k.base, k.mine, k.theirs, "
    "k.theirs_by, k.theirs_at, r.started FROM sync_conflict k JOIN connection n ON n.id = k.connection_id "
    "LEFT JOIN sync_run r ON r.id = (SELECT max(p.id) FROM sync_run p WHERE p.connection_id = k.connection_id "
    "AND p.id < k.opened_run AND p.result = 'done') WHERE k.closed_at IS NULL AND k.kind <> 'link' "
)


@dataclass(frozen=True)
class Settled:
    """How many questions are open, how many people have settled, and how many edits came together by themselves."""

    open: int
    settled: int
    merged: int


def differences(session: Session) -> list[Difference]:
    """Return the open questions, those of one record together, the oldest record first."""
    rows = ask(session, _OPEN + "ORDER BY k.id")
    if not rows:
        return []
    first: dict[tuple[str, str], int] = {}
    for row in rows:
        first.setdefault((row[3], row[4]), row[0])
    rows.sort(key=lambda row: (first[row[3], row[4]], row[0]))
    scene = _Scene(session, rows)
    return [scene.difference(row) for row in rows]


def plain_values(session: Session) -> dict[int, tuple[object, object, object]]:
    """Return base, mine and theirs of the open questions as a program reads them: ISO days, keys of choices, lists."""
    rows = ask(session, _OPEN)
    scene = _Scene(session, rows)
    return {row[0]: scene.plain(row) for row in rows}


def settled_counts(session: Session) -> Settled:
    """Return what became of differences so far; `merged` are the edits of the last run of each connection."""
    counts = dict(
        ask(
            session,
            "SELECT CASE WHEN closed_at IS NULL THEN 'open' WHEN choice IN ('mine', 'theirs', 'both', 'text') "
            "THEN 'settled' ELSE 'alone' END AS what, count(*) FROM sync_conflict WHERE kind <> 'link' GROUP BY what",
        )
    )
    sql = (
        "SELECT coalesce(sum(pulled + pushed), 0) FROM sync_run WHERE id IN "
        "(SELECT max(id) FROM sync_run GROUP BY connection_id)"
    )
    return Settled(counts.get("open", 0), counts.get("settled", 0), int(ask(session, sql)[0][0]))


def settle(session: Session, choices: Mapping[int, str | tuple[str, str]], *, today: date) -> int:
    """Settle questions in one change and return how many; fields that are merged as one follow one choice.

    A choice is "mine", "theirs", "both", or ("text", words). "conflict.choice" for what is no choice there, and those
    of `must_be_open`.
    """
    said = {number: one if isinstance(one, str) else one[0] for number, one in choices.items()}
    must_be_open(session, said, proposals=False)
    still = {row[0]: row for row in ask(session, _OPEN)}
    scene = _Scene(session, list(still.values()))
    done = 0
    for number, choice in choices.items():
        how, value = choice if isinstance(choice, tuple) else (choice, None)
        if how not in (*CHOICES, "text") or not scene.allows(still[number], how):
            raise BansoError("conflict.choice", field="resolve", id=str(number), choice=how)
        if not ask(session, "SELECT 1 FROM sync_conflict WHERE id = ? AND closed_at IS NULL", number):
            # Settled with another one of its group.
            continue
        resolve.settle(session, number, how, value, today=today.isoformat())
        done += 1
    return done


class _Scene:
    """What the words of several questions need: routes, titles, names of references, who wrote last."""

    def __init__(self, session: Session, rows: Sequence[Sequence[Any]]) -> None:
        self._session = session
        self._routes = {number: routes_of(session, number) for number in {row[1] for row in rows}}
        self._called = titled(session, ((row[3], row[4]) for row in rows))
        self._names = {number: self._ref_names(number, rows) for number in self._routes}

    def rule(self, row: Sequence[Any]) -> Rule | None:
        """Return the rule of the field that a question is about."""
        route = self._routes[row[1]].get(row[3])
        return route.by_remote.get(row[5]) if route is not None else None

    def allows(self, row: Sequence[Any], how: str) -> bool:
        """Tell whether a question can be settled that way."""
        rule = self.rule(row)
        if how == "both":
            return rule is not None and _both(rule, *_values(row)) is not None
        return how != "text" or (rule is not None and rule.local.type in (*_TEXTS, "multi", "email", "phone"))

    def difference(self, row: Sequence[Any]) -> Difference:
        """Return one question in words."""
        (number, connection, system, entity, local_id, field, kind, _b, _m, _t, by, at, agreed_at) = row
        rule = self.rule(row)
        base, mine, theirs = _values(row)
        about = self._called.get((entity, local_id), Titled())
        said = [self._words(row, rule, value) for value in (base, mine, theirs)]
        if field == "*":
            # Of the record as a whole only its name can be shown, on the side where it still is.
            said = [about.title, None, about.title] if kind == "deleted_here" else [about.title, about.title, None]
        mine_by, mine_at = self._written(entity, local_id, rule)
        together = _both(rule, base, mine, theirs) if rule is not None else None
        return Difference(
            id=number,
            connection_id=connection,
            system=system,
            entity=entity,
            local_id=local_id,
            account_id=about.account_id,
            account=about.account,
            title=about.title,
            field=rule.local.name if rule is not None else field,
            kind=kind,
            type=rule.local.type if rule is not None else "",
            text=rule is not None and rule.local.type in _TEXTS,
            base=said[0],
            mine=said[1],
            theirs=said[2],
            both=together if rule is not None else None,
            group=rule.group if rule is not None else "",
            mine_by=mine_by,
            mine_at=mine_at,
            theirs_by=by or "",
            theirs_at=at or "",
            base_at=agreed_at or "",
        )

    def plain(self, row: Sequence[Any]) -> tuple[object, object, object]:
        """Return the three values of a question as a program reads them."""
        rule = self.rule(row)
        base, mine, theirs = (plain_value(rule, value, self._names[row[1]]) for value in _values(row))
        return base, mine, theirs

    def _words(self, row: Sequence[Any], rule: Rule | None, value: Canon) -> str | None:
        if rule is None:
            return None if value is None else str(value)
        return words_of(row[3], rule, value, self._names[row[1]])

    def _ref_names(self, connection: int, rows: Iterable[Sequence[Any]]) -> dict[tuple[str, str], str]:
        ids: set[str] = set()
        for row in rows:
            rule = self.rule(row) if row[1] == connection else None
            if rule is not None and rule.local.type == "ref":
                ids.update(str(value) for value in _values(row) if value is not None)
        return names_there(self._session, connection, self._routes[connection], ids) if ids else {}

    def _written(self, entity: str, local_id: str, rule: Rule | None) -> tuple[str, str]:
        """Return who wrote our value last, and when."""
        noun = ENTITIES[entity]
        table = rule.local.table or noun.table if rule is not None else noun.table
        row_ids = [local_id]
        if noun.joined and table == noun.joined:
            sql = f"SELECT {noun.joined_by} FROM {noun.table} WHERE id = ?"
            row_ids = [row[0] for row in ask(self._session, sql, local_id)]
        # A row with two halves is removed as a whole.
        field = "deleted_at" if rule is None else ("custom" if rule.local.column == "custom" else rule.local.kept_in)
        sql = (
            "SELECT m.name, c.at FROM history h JOIN change c ON c.id = h.change_id LEFT JOIN member m "
            f"ON m.id = c.by_id WHERE h.entity = ? AND h.row_id IN {ANY} AND (h.field = ? OR ? = 'deleted_at') "
            "AND c.cause <> 'sync' ORDER BY h.no DESC LIMIT 1"
        )
        found = ask(self._session, sql, table, listed(row_ids), field, field)
        if not found:
            made = (
                f"SELECT m.name, c.at FROM {table} t JOIN change c ON c.id = t.change_id LEFT JOIN member m "
                f"ON m.id = c.by_id WHERE t.id IN {ANY} AND c.cause <> 'sync'"
            )
            found = ask(self._session, made, listed(row_ids))
        return (found[0][0] or "", found[0][1]) if found else ("", "")


def _values(row: Sequence[Any]) -> tuple[Canon, Canon, Canon]:
    base, mine, theirs = (json.loads(text) if text else None for text in row[7:10])
    return base, mine, theirs


def _both(rule: Rule, base: Canon, mine: Canon, theirs: Canon) -> str | None:
    """Return what keeps both edits, None where the values are of a kind that has no both."""
    if mine is None or theirs is None or not isinstance(mine, str) or not isinstance(theirs, str):
        return None
    before = base if isinstance(base, str) else ""
    if rule.local.type == "multi":
        return both_of_many(before, mine, theirs)
    return both_texts(before, mine, theirs) if rule.local.type == "longtext" or rule.merge == "text" else None
