"""How a program of sync comes to rest, what must be true then, and one run with all that is looked at after it."""

from __future__ import annotations

from typing import Any

from hypothesis.stateful import RuleBasedStateMachine

from app.connectors.base import Field
from app.connectors.memory import MemoryConnector
from app.errors import BansoError
from app.sync import keeping
from app.sync.engine import Manner, Outcome, run
from app.sync.sides import UNBOUND
from tests.sync.desk import Context
from tests.sync.oracle import Look, Oracle, domain, look
from tests.sync.trouble import CANARY, Killed, Trouble
from tests.sync.world import World

ROUNDS = 3
MOST_SETTLINGS = 6


class Resting(RuleBasedStateMachine):
    """The part of the machine that has no rules."""

    world: World
    oracle: Oracle
    last_run: tuple[str, Any, Any] | None

    def come_to_rest(self) -> None:
        """Faults off, everything settled: both sides become one, and stay so."""
        self._calm()
        self._meet()
        self._stay()

    def let_pass(self, number: int) -> None:
        """A person lets what the guard has stopped pass, once."""
        self.world.book.write(keeping.set_connection, number, {"allowed": "once", "state": "on", "state_why": None})

    def _calm(self) -> None:
        for number, crm in self.world.crm.items():
            if self.world.remotes[number].guard == "atomic":
                crm.deliver()
            for what in ("widen", "show", "readd"):
                self._administrate(number, what)
            crm.waiting.clear()
            self._see_again(number)

    def _see_again(self, number: int) -> None:
        """Everything is to be seen there; a record that nobody here knows is told with a new version."""
        crm = self.world.crm[number]
        known = self.world.desk.ask("SELECT rtype, remote_id FROM binding WHERE connection_id = ?", number)
        seen = sorted(crm.invisible)
        crm.invisible.clear()
        for rtype, record in seen:
            if (rtype, record) not in known and record in crm.records(rtype):
                crm.edit(rtype, record, {})

    def _meet(self) -> None:
        left = MOST_SETTLINGS
        quiet = 0
        while quiet < ROUNDS and left:
            for number in self.world.crm:
                outcome = self._run(number, Trouble())
                if outcome is not None and outcome.result == "guard":
                    self.let_pass(number)
                    outcome = self._run(number, Trouble())
                assert outcome is not None and outcome.result == "done", f"I6: {outcome}"
            questions = self.world.desk.open_questions()
            for question in questions:
                # Settling what became of a record settles its fields too.
                if question in self.world.desk.open_questions():
                    self._settle(question, "mine" if question[0] % 2 else "theirs")
            quiet = 0 if questions else quiet + 1
            left -= bool(questions)
        assert left, f"I6: questions come again and again: {self.world.desk.open_questions()}"
        assert not self.world.desk.ask("SELECT * FROM outbox"), "I6: something is still in flight"
        for number in self.world.crm:
            self._equal(number)

    def _equal(self, number: int) -> None:
        crm = self.world.crm[number]
        for name, one in self.world.book.read(look, number).items():
            bound = {each.remote_id for each in one.bounds.values()}
            unbound = [id for id in crm.records(one.route.rtype) if id not in bound and self._has_place(one, id, crm)]
            assert not unbound, f"I6: {name} {unbound} there are no rows here"
            for row_id, row in one.rows.items():
                if row.deleted:
                    self._deleted_there(one, row_id, crm)
                    continue
                if row_id not in one.bounds:
                    self._held_back(number, one, row_id)
                    continue
                self._same(number, one, row_id)

    def _has_place(self, one: Look, id: str, crm: Any) -> bool:
        """Tell whether what a record must hang on is there; a deleted one that nobody here knew never comes."""
        record = crm.record(one.route.rtype, id)
        owners = [
            (rule.local.ref, record.fields[rule.remote.name]) for rule in one.route.leading if rule.local.required
        ]
        types = {noun: preset.type for noun, preset in self.world.presets.items()}
        return all(crm.end_of(types[noun], to) in crm.records(types[noun]) for noun, to in owners)

    def _held_back(self, number: int, one: Look, row_id: str) -> None:
        if any(one.rows[row_id].mine[rule.remote.name] is UNBOUND for rule in one.route.rules if rule.remote.required):
            return  # what hangs on a deleted row goes nowhere
        if self._hangs_on_one_put_away(number, one, row_id):
            return
        held = self.world.crm[number].by_key(one.route.rtype, row_id)
        assert held is not None and held.gone, f"I6: {row_id} {dict(one.rows[row_id].mine)} is not there"

    def _hangs_on_one_put_away(self, number: int, one: Look, row_id: str) -> bool:
        """Tell whether a row hangs on one that an undo put away here and others deleted there: it goes nowhere too."""
        looks, mine = self.world.book.read(look, number), one.rows[row_id].mine
        owners = {(rule.local.ref, mine[rule.remote.name]) for rule in one.route.leading if rule.local.required}
        return any(
            bound.state == "away"
            and (noun, bound.remote_id) in owners
            and bound.remote_id not in self.world.crm[number].records(owner.route.rtype)
            for noun, owner in looks.items()
            for bound in owner.bounds.values()
        )

    def _deleted_there(self, one: Look, row_id: str, crm: Any) -> None:
        bound = one.bounds.get(row_id)
        if bound is not None and bound.state != "away":
            assert bound.remote_id not in crm.records(one.route.rtype), f"I6: {row_id} lives on there"

    def _same(self, number: int, one: Look, row_id: str) -> None:
        bound, mine = one.bounds[row_id], one.rows[row_id].mine
        assert bound.state == "live", f"I6: {row_id} is {bound.state}"
        record = self.world.crm[number].record(one.route.rtype, bound.remote_id)
        assert record is not None and not record.gone, f"I6: {row_id} is not there any more"
        theirs, _bad = one.route.theirs(record.fields)
        for name, each in one.route.by_remote.items():
            waits = name in bound.blocked or name in bound.pending or mine[name] is UNBOUND
            if each.sends and not waits:
                assert mine[name] == theirs[name], f"I6: {row_id} {name}: {mine[name]!r} here, {theirs[name]!r} there"
            elif each.policy == "crm" and not waits:
                # What a person here made of it since is theirs to know nothing of, and stands.
                agreed = bound.base.get(name)
                assert agreed == theirs[name], f"OWN: {row_id} {name}: {agreed!r} agreed on, {theirs[name]!r} there"

    def _stay(self) -> None:
        before = self.world.book.read(domain)
        for again in (False, True):
            for number, crm in self.world.crm.items():
                if again:
                    self.world.book.write(keeping.start_over, number)
                written = len(crm.applied)
                outcome = self._run(number, Trouble())
                assert outcome is not None and (outcome.pulled, outcome.pushed) == (0, 0), f"I7: {outcome}"
                assert len(crm.applied) == written, f"I7: {crm.applied[written:]}"
            assert self.world.book.read(domain) == before, "I7, I9: rows changed though nobody had changed anything"
        self.oracle.no_secret()

    def _settle(self, question: tuple[int, str, str], choice: str) -> None:
        number, kind, field = question
        [(connection, row, theirs)] = self.world.desk.ask(
            "SELECT connection_id, local_id, theirs FROM sync_conflict WHERE id = ?", number
        )
        if kind == "link":
            self.world.desk.link(number, choice == "mine")
            return
        if field == "*" and choice == "both":
            choice = "mine"
        self.oracle.saw_question(connection, row, field, theirs)
        if kind == "field":
            # Fields that are merged as one are shown and settled together.
            sql = (
                "SELECT field, theirs FROM sync_conflict WHERE connection_id = ? AND local_id = ? "
                "AND closed_at IS NULL AND kind = 'field' AND field <> '*'"
            )
            for other, said in self.world.desk.ask(sql, connection, row):
                self.oracle.saw_question(connection, row, other, said)
        try:
            done = self.world.desk.settle(number, choice).id
        except BansoError as error:
            if error.key not in ("sync.no_both", "sync.unfit"):
                raise
            # What cannot be both, or cannot be here, such as a record above itself: the other side then.
            other = "theirs" if error.key == "sync.unfit" and choice != "theirs" else "mine"
            done = self.world.desk.settle(number, other).id
        self.world.changes += [done] if done else []
        self.oracle.see()

    def _administrate(self, number: int, what: str) -> None:
        crm = self.world.crm[number]
        field = Field("Industry", "Industry", "text", max_length=40)
        there = self.world.knows(number, "account", "industry")
        if what == "drop" and there:
            crm.drop_field("accounts", "Industry")
            for record in list(crm.records("accounts")):
                # A value that goes without a new version is told by nobody.
                crm.edit("accounts", record, {})
        elif what in ("drop", "readd") and not there:
            crm.add_field("accounts", field)
        elif what in ("narrow", "widen") and there:
            crm.change_field("accounts", "Industry", max_length=2 if what == "narrow" else 40)
        elif what == "hide" and there:
            crm.hidden["accounts", "Industry"] = None
        elif what == "show" and crm.hidden:
            crm.hidden.clear()
            for record in list(crm.records("accounts")):
                # That a field can be read again is told with a new version, or by a full re-sync.
                crm.edit("accounts", record, {})
        if what in ("readd", "widen", "show"):
            # What an administrator changes is noticed at the next look at the types.
            self.world.book.write(keeping.set_connection, number, {"schema_at": "2020-01-01T00:00:00.000000Z"})

    def _run(self, number: int, trouble: Trouble) -> Outcome | None:
        world, crm = self.world, self.world.crm[number]
        before, rows, written = world.book.read(look, number), world.book.read(domain), len(crm.applied)
        context = Context()
        context.secrets = {"password": CANARY}
        crm.faults, crm.before = trouble.of, trouble.before  # type: ignore[assignment]
        place = world.book.place()
        outcome: Outcome | None = None
        meanwhile = trouble.meanwhile is not None
        try:
            session = MemoryConnector(crm).open({}, context)
            outcome = run(place, number, session, world.presets, Manner(edge=trouble.edge))
        except Killed:
            pass
        crm.faults, crm.before = lambda _request: "", lambda _request: None
        self.oracle.see()
        if not meanwhile:
            self.oracle.nothing_taken_away(number, before, world.book.read(look, number))
        self.oracle.nothing_overwritten()
        self.oracle.nothing_lost()
        if outcome is not None and outcome.result == "guard" and not meanwhile:
            assert world.book.read(domain) == rows, "I12: the guard stopped the run, and rows changed"
            assert len(crm.applied) == written, "I12: the guard stopped the run, and something was written there"
        change = outcome.changes.id if outcome is not None else None
        self.last_run = (change, rows, world.book.read(domain)) if change is not None and not meanwhile else None
        return outcome
