"""What must be true of a book and the systems beside it, whatever happened: the invariants of sync, one by one."""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from app.connectors.memory import Applied, MemoryServer
from app.models.database import Session
from app.sync import bindings, plan
from app.sync.rows import Rows
from app.sync.rules import Route
from app.sync.sides import Bound, Row
from app.sync.sql import ANY, ask, listed
from app.sync.values import canon
from tests.sync.trouble import CANARY
from tests.sync.world import World

KEEPERS = (
    "account", "person", "position", "touchpoint", "promise", "request", "contract", "contract_line", "forecast_call",
    "csql", "history", "binding", "outbox", "sent", "sync_conflict",
)  # fmt: skip
"""Where a value that somebody entered may be; before the history come the nouns."""


@dataclass(frozen=True)
class Look:
    """One noun as one connection sees it at one instant."""

    route: Route
    rows: Mapping[str, Row]
    bounds: Mapping[str, Bound]

    def unsent(self, row_id: str) -> dict[str, object]:
        """Return what a row says that was not agreed on."""
        row, bound = self.rows[row_id], self.bounds.get(row_id)
        base = bound.base if bound is not None else {}
        return {name: value for name, value in row.mine.items() if value != base.get(name)}


def look(session: Session, number: int) -> dict[str, Look]:
    """Return every noun as a connection sees it."""
    kept = plan.kept(session, number)
    assert kept is not None
    routes = plan.routes(session, kept)
    rows = Rows(session, number, routes, today="2026-11-20")
    found = {}
    for name, route in routes.items():
        ids = [row[0] for row in ask(session, f"SELECT id FROM {route.entity.table}")]
        found[name] = Look(route, rows.load(route, ids), bindings.of_rows(session, number, name, ids))
    return found


def domain(session: Session) -> dict[str, Any]:
    """Return every row of the book as a person sees it."""
    told: dict[str, Any] = {}
    for table in KEEPERS[: KEEPERS.index("history")]:
        names = [row[1] for row in ask(session, f"PRAGMA table_info({table})")]
        for cells in ask(session, f"SELECT * FROM {table}"):
            row = dict(zip(names, cells, strict=True))
            for hidden in ("rev", "change_id"):
                row.pop(hidden, None)
            told[f"{table} {row['id']}"] = {**row, "deleted_at": row["deleted_at"] is not None}
    return told


@dataclass
class Oracle:
    """What has been seen so far. `shown`: every value that a row of ours ever stood at, as their field holds it."""

    world: World
    shown: dict[tuple[int, str, str], set[Any]] = field(default_factory=lambda: defaultdict(set))
    decided: set[tuple[int, str]] = field(default_factory=set)
    looked: dict[int, int] = field(default_factory=lambda: defaultdict(int))
    asked: dict[int, int] = field(default_factory=lambda: defaultdict(int))

    def see(self) -> None:
        """Take note of how our rows stand."""
        for number in self.world.crm:
            for one in self.world.book.read(look, number).values():
                for row_id, row in one.rows.items():
                    for name, value in row.mine.items():
                        self.shown[number, row_id, name].add(value)

    def saw_question(self, number: int, row_id: str, name: str, theirs: str | None) -> None:
        """Take note of what a person was shown of theirs when they settled a difference."""
        said = json.loads(theirs) if theirs else None
        told = json.loads(said) if name == "*" and isinstance(said, str) else {name: said}
        self.decided |= {(number, row_id)} if name == "*" else set()
        for each, value in (told or {}).items():
            self.shown[number, row_id, each].add(value)

    # I1: nothing that anybody entered here is lost

    def nothing_lost(self) -> None:
        """Every value of ours is somewhere."""
        text = "\n".join(self.world.book.read(_everything))
        lost = [one for one in self.world.entered if one not in text]
        assert not lost, f"I1: {lost} stand nowhere any more"

    # I2, I3, I4, I8: what was written there

    def nothing_overwritten(self) -> None:
        """Look at what was written there since the last look."""
        for number, crm in self.world.crm.items():
            self._one_record_per_key(crm)
            self._one_record_per_row(number, crm)
            new = crm.applied[self.looked[number] :]
            self.looked[number] = len(crm.applied)
            for one in new:
                if one.op is not None:
                    self._looks_right(number, one)
            self._asked_for_nothing_else(number, crm)

    def _one_record_per_key(self, crm: MemoryServer) -> None:
        made = Counter((one.type, one.op.key) for one in crm.applied if one.op is not None and one.kind == "create")
        twins = [key for key, count in made.items() if count > 1]
        assert not twins, f"I2: more than one record of {twins}"

    def _one_record_per_row(self, number: int, crm: MemoryServer) -> None:
        ops = [one.op.op_id for one in crm.applied if one.op is not None and one.kind == "create"]
        sql = f"SELECT DISTINCT op_id, local_id FROM sent WHERE connection_id = ? AND op_id IN {ANY}"
        rows = Counter(local_id for _op, local_id in self.world.desk.ask(sql, number, listed(ops)))
        twins = [row for row, count in rows.items() if count > 1]
        assert not twins, f"I2: more than one record of {twins}"

    def _looks_right(self, number: int, one: Applied) -> None:
        assert one.op is not None
        if one.kind == "create" or self.world.remotes[number].guard != "atomic":
            return
        route = self._route(number, one.type)
        sql = "SELECT field, old FROM sent WHERE op_id = ? AND connection_id = ?"
        sent = {name: json.loads(old) for name, old in self.world.desk.ask(sql, one.op.op_id, number)}
        names = one.op.fields if one.kind == "update" else [n for n in route.by_remote if n in (one.before or {})]
        for name in names:
            rule = route.by_remote.get(name)
            if rule is None or (one.kind == "delete" and (number, one.op.key) in self.decided):
                # A person has said so, also of what nobody here may read.
                continue
            was = canon(rule.remote, (one.before or {}).get(name))
            if one.kind == "delete" and was is None:
                continue  # what was empty needs no picture
            if one.kind == "update" and canon(rule.remote, one.op.fields[name]) == was:
                continue  # who writes what stands there writes nothing over
            assert name in sent or was is None, f"I3: {one.type} {name} was overwritten without a picture of {was!r}"
            assert sent.get(name) == was, f"I3: {one.type} {name} stood at {was!r}, not {sent.get(name)!r}"
            if rule.policy == "ask" and rule.merge == "atomic" and rule.local.type != "ref" and was is not None:
                seen = self.shown[number, one.op.key, name]
                assert was in seen, f"I4: {one.type} {name} = {was!r} was overwritten and nobody had seen it"

    def _route(self, number: int, rtype: str) -> Route:
        looks = self.world.book.read(look, number)
        return next(one.route for one in looks.values() if one.route.rtype == rtype)

    def _asked_for_nothing_else(self, number: int, crm: MemoryServer) -> None:
        sent = [(request.type, op) for request in crm.requests[self.asked[number] :] for op in request.ops]
        self.asked[number] = len(crm.requests)
        for rtype, op in sent:
            mapped = {name for (name,) in self.world.desk.ask(
                "SELECT remote FROM field_map WHERE connection_id = ? AND rtype = ?", number, rtype
            )}  # fmt: skip
            assert set(op.fields) <= mapped, f"I8: {set(op.fields) - mapped} is not mapped"
            sql = "SELECT field, old, new FROM sent WHERE op_id = ?"
            told = {name: (old, new) for name, old, new in self.world.desk.ask(sql, op.op_id)}
            if op.kind == "update":
                rules = self._route(number, rtype).by_remote
                theirs = [name for name in op.fields if name in rules and rules[name].policy == "crm"]
                assert not theirs, f"OWN: {theirs} of {rtype} is theirs, and was sent"
            if op.kind != "delete":
                assert set(told) == set(op.fields), f"I8: sent {set(op.fields)}, written down {set(told)}"
                same = [name for name, (old, new) in told.items() if old == new]
                assert not same, f"I8: {same} did not differ"

    # I4, I5, I11: what was written here

    def nothing_taken_away(self, number: int, before: Mapping[str, Look], after: Mapping[str, Look]) -> None:
        """Compare our rows before and after a run."""
        for name, old in before.items():
            for row_id, row in old.rows.items():
                now = after[name].rows[row_id] if name in after else None
                if now is None or row.deleted:
                    continue
                unsent = old.unsent(row_id)
                if now.deleted:
                    self._not_an_edit(number, old.route, row_id, unsent)
                elif row_id in old.bounds:
                    self._not_a_question(number, old, row_id, row, now)
                    if row_id in after[name].bounds:
                        self._by_owner(old, after[name], row_id)

    def _not_an_edit(self, number: int, route: Route, row_id: str, unsent: Mapping[str, object]) -> None:
        [(merged,)] = self.world.desk.ask(f"SELECT merged_into FROM {route.entity.table} WHERE id = ?", row_id)
        if merged is not None:
            return
        known: dict[str, set[Any]] = defaultdict(set)
        for one in self.world.crm[number].applied:
            if one.type == route.rtype and one.after:
                for name, rule in route.by_remote.items():
                    known[name].add(canon(rule.remote, one.after.get(name)))
        lost = {n: v for n, v in unsent.items() if isinstance(v, str | int) and v not in known[n]}
        assert not lost, f"I5: a row with {lost} was deleted"

    def _not_a_question(self, number: int, old: Look, row_id: str, row: Row, now: Row) -> None:
        hidden = self.world.crm[number].hidden
        for name, rule in old.route.by_remote.items():
            mine, base = row.mine[name], old.bounds[row_id].base
            if name not in now.mine or mine == now.mine[name] or rule.local.type == "ref":
                # A reference is called otherwise as soon as what it leads to is.
                continue
            if hidden.get((old.route.rtype, name), set()) is None:
                raise AssertionError(f"I11: {name} cannot be read, and became {now.mine[name]!r}")
            if rule.policy == "ask" and rule.merge == "atomic" and name in base and mine != base[name]:
                assert name in old.bounds[row_id].pending, f"I4: our {name} = {mine!r} became {now.mine[name]!r}"

    # Whose a field is

    def _by_owner(self, old: Look, new: Look, row_id: str) -> None:
        """What is ours is not written over; what is theirs stands here as they have changed it."""
        before, after = old.bounds[row_id], new.bounds[row_id]
        for name, rule in new.route.by_remote.items():
            mine, base, now = old.rows[row_id].mine.get(name), before.base, new.rows[row_id].mine[name]
            if name not in base or name not in after.base:
                continue
            if rule.policy == "mine":
                assert mine in (base[name], now), f"OWN: our {name} = {mine!r} of {row_id} became {now!r}"
            elif rule.policy == "crm" and after.base[name] != base[name] and name not in after.blocked:
                assert now == after.base[name], f"OWN: {name} of {row_id} is {after.base[name]!r} there, {now!r} here"

    # I14

    def no_secret(self) -> None:
        """The password stands in no file of the profile."""
        for path in self.world.folder.rglob("*"):
            if path.is_file():
                assert CANARY.encode() not in path.read_bytes(), f"I14: {path.name} holds the password"


def _everything(session: Session) -> list[str]:
    return [str(row) for table in KEEPERS for row in ask(session, f"SELECT * FROM {table}")]
