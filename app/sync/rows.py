"""Our rows in the form of their fields, and back: read in bulk, written through the journal."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from app.ids import uuid7
from app.journal import door
from app.journal.facts import dated_facts
from app.models.database import Session
from app.models.tables import DATED_FIELDS
from app.sync import bindings, row_sql, whole
from app.sync.entities import Entity
from app.sync.row_values import is_finer, mine
from app.sync.rules import Route
from app.sync.sides import Row, Unbound
from app.sync.sql import ANY, ask, listed
from app.sync.values import Canon, Unfit, plain


class NeedsOther(Exception):
    """A row cannot be made before the record it belongs to is here."""

    def __init__(self, rtype: str, remote_id: str) -> None:
        super().__init__(f"{rtype} {remote_id}")
        self.rtype = rtype
        self.remote_id = remote_id


class Rows:
    """The rows of a book as one connection sees them, within one transaction."""

    def __init__(self, session: Session, connection: int, routes: Mapping[str, Route], *, today: str) -> None:
        self._session = session
        self._connection = connection
        self._routes = routes
        self._today = today

    def load(self, route: Route, ids: Iterable[str]) -> dict[str, Row]:
        """Return rows by id, removed ones too; an id that is not in the book is absent."""
        wanted = list(ids)
        if not wanted:
            return {}
        found = ask(self._session, row_sql.select(route.entity.name), listed(wanted))
        names = row_sql.columns(route.entity.name)
        known = self._refs_there(route, names, found)
        places = {column: place for place, column in enumerate(names, row_sql.FIXED)}
        texts = [(rule.remote.name, places[rule.local.kept_in]) for rule in route.rules if rule.tells_texts]
        others = [rule for rule in route.rules if not rule.tells_texts]
        rows: dict[str, Row] = {}
        for cells in found:
            own = json.loads(cells[3]) if cells[3] else {}
            kept = dict(zip(names, cells[row_sql.FIXED :], strict=True))
            said: dict[str, Canon | Unbound] = {
                name: plain(cells[place]) if cells[place] else None for name, place in texts
            }
            for rule in others:
                said[rule.remote.name] = mine(rule, kept, own, known)
            finer = frozenset(rule.remote.name for rule in route.scaled if is_finer(rule, kept))
            rows[cells[0]] = Row(said, cells[1], cells[2] is not None, finer)
        return rows

    def revs(self, route: Route, ids: Iterable[str]) -> dict[str, int]:
        """Return the present revisions of rows."""
        entity = route.entity
        sql = f"SELECT t.id, {row_sql.rev(entity)} FROM {row_sql.source(entity)} WHERE t.id IN {ANY}"
        return dict(ask(self._session, sql, listed(ids)))

    def put(self, route: Route, puts: Mapping[str, Mapping[str, Canon]]) -> dict[str, dict[str, str]]:
        """Write their values into our rows; return, by row and field, the reason where one is of no use here.

        A reference to a record that is not here yet is reported as "pending".
        """
        refs = self._refs_here(route, puts.values())
        asked = route.money or whole.is_checked(route.entity)
        before = door.present(self._session, route.entity.table, list(puts)) if asked else {}
        currencies = whole.currencies(self._session, route, puts, refs, before)
        refused: dict[str, dict[str, str]] = {}
        own: dict[str, dict[str, object]] = {}
        values: dict[str, dict[str, dict[str, object]]] = {route.entity.table: {}, route.entity.joined: {}}
        for row_id, fields in puts.items():
            kept, bad = self._kept(route, fields, refs, currencies.get(row_id), row_id)
            if bad:
                refused[row_id] = bad
            for (table, column), value in kept.items():
                if column.startswith("custom."):
                    own.setdefault(row_id, {})[column.removeprefix("custom.")] = value
                else:
                    values[table].setdefault(row_id, {})[column] = value
        wrong = whole.check(self._session, self._connection, route, before, values, self._today)
        for row_id, bad in wrong.items():
            refused.setdefault(row_id, {}).update(bad)
        self._amend(route.entity, values, own)
        return refused

    def create(
        self, route: Route, new: Mapping[str, Mapping[str, Canon]]
    ) -> tuple[dict[str, Unfit | NeedsOther], dict[str, dict[str, str]]]:
        """Make rows of records, by the ids they are to have.

        Return why one cannot be made, and of the others by field what of it is of no use here, as `put` does.
        """
        refs = self._refs_here(route, new.values())
        currencies = whole.currencies(self._session, route, new, refs, {})
        refused: dict[str, Unfit | NeedsOther] = {}
        useless: dict[str, dict[str, str]] = {}
        main: list[dict[str, object]] = []
        joined: list[dict[str, object]] = []
        entity = route.entity
        for row_id, fields in new.items():
            try:
                row, other, bad = self._new(route, row_id, fields, refs, currencies.get(row_id))
            except (Unfit, NeedsOther) as error:
                refused[row_id] = error
                continue
            if bad:
                useless[row_id] = bad
            main.append(row)
            if other:
                joined.append(other)
        refused |= whole.check_new(self._session, self._connection, route, main, self._today)
        main = [row for row in main if row["id"] not in refused]
        if joined:
            self._join(entity, main, joined)
        door.create(self._session, entity.table, main)
        if entity.name == "account":
            self._facts({str(row["id"]): row for row in main})
        return refused, useless

    def delete(self, route: Route, ids: Sequence[str]) -> None:
        """Remove rows, and a person with their last position."""
        door.remove(self._session, route.entity.table, ids)
        if route.entity.joined and ids:
            sql = (
                f"SELECT DISTINCT p.id FROM person p JOIN position t ON t.person_id = p.id WHERE t.id IN {ANY} AND "
                "NOT EXISTS (SELECT 1 FROM position q WHERE q.person_id = p.id AND q.deleted_at IS NULL) "
                "AND p.deleted_at IS NULL"
            )
            door.remove(self._session, "person", [row[0] for row in ask(self._session, sql, listed(ids))])

    def restore(self, route: Route, ids: Sequence[str]) -> None:
        """Bring removed rows back, and the person of a position with it."""
        entity = route.entity
        door.amend(self._session, entity.table, {row_id: {"deleted_at": None, "merged_into": None} for row_id in ids})
        if entity.joined and ids:
            others = {row[1] for row in ask(self._session, row_sql.halves(entity), listed(ids))}
            door.amend(self._session, entity.joined, {row_id: {"deleted_at": None} for row_id in others})

    def _join(self, entity: Entity, main: Sequence[dict[str, object]], joined: Sequence[dict[str, object]]) -> None:
        """Make the other halves of new rows. Name and e-mail together tell a person who is at another account too."""
        names = {str(other["name_key"]) for other in joined if other.get("email")}
        emails = {str(other["email"]).casefold() for other in joined if other.get("email")}
        sql = (
            f"SELECT id, lower(email), name_key FROM person WHERE name_key IN {ANY} AND lower(email) IN {ANY} "
            "AND deleted_at IS NULL"
        )
        found = ask(self._session, sql, listed(names), listed(emails)) if names else []
        known = {(email, name): row_id for row_id, email, name in found}
        fresh: list[dict[str, object]] = []
        for row, other in zip(main, joined, strict=True):
            who = (str(other.get("email") or other["id"]).casefold(), str(other["name_key"]))
            if who not in known:
                known[who] = str(other["id"])
                fresh.append(other)
            row[entity.joined_by] = known[who]
        door.create(self._session, entity.joined, fresh)

    def _new(
        self,
        route: Route,
        row_id: str,
        fields: Mapping[str, Canon],
        refs: Mapping[str, Mapping[str, str]],
        currency: str | None,
    ) -> tuple[dict[str, object], dict[str, object], dict[str, str]]:
        entity = route.entity
        kept, bad = self._kept(route, fields, refs, currency, every=True)
        row: dict[str, object] = {"id": row_id, **entity.fixed}
        other: dict[str, object] = {}
        own: dict[str, object] = {}
        for (table, column), value in kept.items():
            if column in route.own:
                own[column.removeprefix("custom.")] = value
            else:
                (other if table == entity.joined else row)[column] = value
        for local in entity.required:
            place = other if local.table == entity.joined and entity.joined else row
            if place.get(local.kept_in) is not None:
                continue
            rule = route.by_local.get(local.name)
            if rule is not None and bad.get(rule.remote.name) == "pending":
                if local.ref not in self._routes:
                    raise Unfit(f"{local.name}: its type is not connected")
                raise NeedsOther(self._routes[local.ref].rtype, str(fields[rule.remote.name]))
            if local.default is None:
                raise Unfit(f"{local.name} must not be empty")
            place[local.kept_in] = local.default
        if own:
            row["custom"] = {name: value for name, value in own.items() if value is not None} or None
        whole.derive(entity, row, other)
        if entity.joined:
            other["id"] = uuid7()
            row[entity.joined_by] = other["id"]
        return row, other, {name: why for name, why in bad.items() if fields.get(name) is not None}

    def _kept(
        self,
        route: Route,
        fields: Mapping[str, Canon],
        refs: Mapping[str, Mapping[str, str]],
        currency: str | None,
        row_id: str = "",
        *,
        every: bool = False,
    ) -> tuple[dict[tuple[str, str], object], dict[str, str]]:
        """Return values by table and column, and what is of no use here; `every`: what is not told is empty."""
        kept: dict[tuple[str, str], object] = {}
        bad: dict[str, str] = {}
        for name, rule, place in route.kept:
            if not every and name not in fields:
                continue
            value = fields.get(name)
            local = rule.local
            if value is None and not local.required:
                kept[place] = None
            elif local.type == "ref":
                found = refs[local.ref].get(str(value)) if value is not None else None
                if value is not None and found is None:
                    bad[name] = "pending"
                elif found == row_id or (value is None and local.required):
                    # Its own parent, as a merge can make a record: of no use here.
                    bad[name] = "unknown_value"
                else:
                    kept[place] = found
                continue
            try:
                kept[place] = rule.here(value, currency)
            except Unfit:
                bad[name] = "unknown_value"
        return kept, bad

    def _amend(
        self,
        entity: Entity,
        values: Mapping[str, Mapping[str, dict[str, object]]],
        own: Mapping[str, Mapping[str, object]],
    ) -> None:
        main = {row_id: dict(fields) for row_id, fields in values[entity.table].items()}
        if own:
            sql = f"SELECT id, custom FROM {entity.table} WHERE id IN {ANY}"
            for row_id, text in ask(self._session, sql, listed(own)):
                merged = {**(json.loads(text) if text else {}), **own[row_id]}
                main.setdefault(row_id, {})["custom"] = {k: v for k, v in merged.items() if v is not None} or None
        for fields in main.values():
            whole.derive(entity, fields, {})
        dated = [row_id for row_id, fields in main.items() if entity.name == "account" and fields.keys() & DATED_FIELDS]
        before = door.present(self._session, entity.table, dated)
        door.amend(self._session, entity.table, main)
        if dated:
            self._facts(
                {
                    row_id: {name: value for name, value in main[row_id].items() if before[row_id][name] != value}
                    for row_id in dated
                }
            )
        others = values[entity.joined] if entity.joined else {}
        if others:
            owners = dict(ask(self._session, row_sql.halves(entity), listed(others)))
            by_owner: dict[str, dict[str, object]] = {}
            for row_id, fields in others.items():
                whole.derive(entity, {}, fields)
                by_owner.setdefault(owners[row_id], {}).update(fields)
            door.amend(self._session, entity.joined, by_owner)

    def _facts(self, accounts: Mapping[str, Mapping[str, object]]) -> None:
        at = door.change_of(self._session).at
        facts = [
            fact
            for row_id, fields in accounts.items()
            for fact in dated_facts(row_id, fields, effective_on=self._today, recorded_at=at)
        ]
        door.create(self._session, "account_fact", facts)

    def _refs_here(self, route: Route, many: Iterable[Mapping[str, Canon]]) -> dict[str, dict[str, str]]:
        wanted: dict[str, set[str]] = defaultdict(set)
        for fields in many:
            for rule in route.leading:
                if fields.get(rule.remote.name) is not None:
                    wanted[rule.local.ref].add(str(fields[rule.remote.name]))
        found: dict[str, dict[str, str]] = defaultdict(dict)
        for entity, ids in wanted.items():
            if entity in self._routes:
                found[entity] = bindings.here(self._session, self._connection, self._routes[entity].rtype, ids)
        return found

    def _refs_there(
        self, route: Route, names: Sequence[str], found: Sequence[Sequence[Any]]
    ) -> dict[str, dict[str, str]]:
        known: dict[str, dict[str, str]] = {}
        for rule in route.leading:
            place = row_sql.FIXED + names.index(rule.local.kept_in)
            ids = {str(cells[place]) for cells in found if cells[place] is not None}
            known.setdefault(rule.local.ref, {}).update(
                bindings.there(self._session, self._connection, rule.local.ref, ids)
            )
        return known
