"""Random programs of sync over the real engine: people on both sides, a line that breaks, a process that dies."""

from __future__ import annotations

import sys
from typing import Any, ClassVar

from hypothesis import HealthCheck, Phase, seed, settings
from hypothesis import strategies as st
from hypothesis.stateful import initialize, precondition, rule, run_state_machine_as_test

from app.sync import keeping
from tests.sync.oracle import Oracle, domain
from tests.sync.resting import Resting
from tests.sync.trouble import Remote, Trouble
from tests.sync.world import World

FAULTS = ("drop_before", "drop_after", "duplicate", "replayed", "late", "429", "401", "truncated", "500")
ANY = st.integers(0, 11)


def run_programs(machine: type[SyncMachine], number: int, count: int) -> None:
    """Run `count` random programs of 30 steps from the beginning `number`; what fails tells it, with the steps."""
    told = settings(
        max_examples=count, stateful_step_count=30, deadline=None, derandomize=False, database=None,
        suppress_health_check=list(HealthCheck), report_multiple_bugs=False, print_blob=False,
        phases=(Phase.generate,),
    )  # fmt: skip
    try:
        run_state_machine_as_test(seed(number)(machine), settings=told)
    except AssertionError as error:
        error.add_note(f"seed {number} of {machine.__name__}")
        raise


class SyncMachine(Resting):
    """A book beside one or two other systems."""

    entities: ClassVar[tuple[str, ...]] = ("account",)
    remotes: ClassVar[tuple[Remote, ...]] = (Remote(),)
    made_of: ClassVar[type[World]] = World

    @initialize(answers=st.sampled_from(["after", "version", "id"]), whole=st.booleans(), ours=ANY, others=ANY)
    def begin(self, answers: Any, whole: bool, ours: int, others: int) -> None:
        """Begin with a few records on either side."""
        self.world = self.made_of(self.remotes, self.entities)
        self.oracle = Oracle(self.world)
        self.last_run: tuple[str, Any, Any] | None = None
        for crm in self.world.crm.values():
            crm.answers, crm.whole = answers, whole
            crm.retry_after = 0
        for _ in range(ours % 3):
            self.world.make("account")
        for number in self.world.crm:
            for _ in range(others % 3):
                self.world.others_make(number, "account")
        if others > 5:
            self.sync(1)
        self.oracle.see()

    # Our side

    @rule(noun=ANY, pick=ANY)
    def make(self, noun: int, pick: int) -> None:
        entity = self._noun(noun)
        owners = self.world.rows(self.world.owner(entity))
        self.world.make(entity, owners[pick % len(owners)] if owners else None)
        self.oracle.see()

    @rule(noun=ANY, pick=ANY, name=ANY, value=ANY)
    def edit(self, noun: int, pick: int, name: int, value: int) -> None:
        self._edit_ours(noun, pick, name, value)

    @rule(noun=ANY, pick=ANY, name=ANY, value=ANY, number=ANY, theirs=ANY)
    def edit_both(self, noun: int, pick: int, name: int, value: int, number: int, theirs: int) -> None:
        """Two people change one field before they hear of each other."""
        bound = self._edit_ours(noun, pick, name, value)
        if bound is None:
            return
        entity, row, field = bound
        connection = self._connection(number)
        sql = "SELECT remote_id FROM binding WHERE connection_id = ? AND entity = ? AND local_id = ?"
        for (record,) in self.world.desk.ask(sql, connection, entity, row):
            if record in self.world.theirs(connection, entity):
                self.world.others_edit(connection, entity, record, field, theirs)

    @rule(noun=ANY, pick=ANY, to=ANY)
    def refer(self, noun: int, pick: int, to: int) -> None:
        entity = self._noun(noun)
        rows, owners = self.world.rows(entity), self.world.rows(self.world.owner(entity))
        if rows and owners:
            self.world.refer(entity, rows[pick % len(rows)], [*owners, None][to % (len(owners) + 1)])
        self.oracle.see()

    @rule(noun=ANY, pick=ANY)
    def remove(self, noun: int, pick: int) -> None:
        entity = self._noun(noun)
        if rows := self.world.rows(entity):
            self.world.remove(entity, rows[pick % len(rows)])

    @precondition(lambda self: self.world.changes)
    @rule(pick=ANY)
    def take_back(self, pick: int) -> None:
        self.world.take_back(pick)
        self.oracle.see()

    # Their side

    @rule(number=ANY, noun=ANY, pick=ANY)
    def others_make(self, number: int, noun: int, pick: int) -> None:
        connection, entity = self._connection(number), self._noun(noun)
        owners = self.world.theirs(connection, self.world.owner(entity))
        self.world.others_make(connection, entity, owners[pick % len(owners)] if owners else None)

    @rule(number=ANY, noun=ANY, pick=ANY, name=ANY, value=ANY)
    def others_edit(self, number: int, noun: int, pick: int, name: int, value: int) -> None:
        connection, entity = self._connection(number), self._noun(noun)
        if records := self.world.theirs(connection, entity):
            self._others_edit(connection, entity, records[pick % len(records)], name, value)

    @rule(number=ANY, noun=ANY, pick=ANY)
    def others_delete(self, number: int, noun: int, pick: int) -> None:
        connection, entity = self._connection(number), self._noun(noun)
        if records := self.world.theirs(connection, entity):
            self.world.others_delete(connection, entity, records[pick % len(records)])

    @rule(number=ANY, noun=ANY, pick=ANY)
    def others_undelete(self, number: int, noun: int, pick: int) -> None:
        connection, entity = self._connection(number), self._noun(noun)
        crm, rtype = self.world.crm[connection], self.world.presets[entity].type
        gone = sorted(id for id, one in crm._records[rtype].items() if one.gone and not one.moved_to)
        gone = [id for id in gone if self.world.may_return(connection, entity, id)]
        if gone:
            crm.undelete(rtype, gone[pick % len(gone)])

    @rule(number=ANY, noun=ANY, pick=ANY, other=ANY, third=st.booleans())
    def others_merge(self, number: int, noun: int, pick: int, other: int, third: bool) -> None:
        connection, entity = self._connection(number), self._noun(noun) if noun % 2 else "account"
        records = self.world.theirs(connection, entity)
        winner, loser = (records[n % len(records)] if records else "" for n in (pick, other))
        if winner != loser:
            self.world.crm[connection].merge(self.world.presets[entity].type, winner, loser, third=third)

    @rule(number=ANY, noun=ANY, pick=ANY)
    def lose_sight(self, number: int, noun: int, pick: int) -> None:
        """A record is not to be seen any more, or again: nobody knows whether it is there."""
        connection, entity = self._connection(number), self._noun(noun)
        if self.world.remotes[connection].deletions != "sweep":
            return  # a feed tells nothing of a record that can be seen again
        unseen, rtype = self.world.crm[connection].invisible, self.world.presets[entity].type
        if unseen and pick % 2:
            self._see_again(connection)
        elif records := self.world.theirs(connection, entity):
            unseen.add((rtype, records[pick % len(records)]))

    # Runs

    @rule(number=ANY)
    def sync(self, number: int) -> None:
        self._run(self._connection(number), Trouble())

    @rule(number=ANY, fault=st.sampled_from(FAULTS), at=st.integers(0, 4), writes_only=st.booleans())
    def sync_over_a_bad_line(self, number: int, fault: str, at: int, writes_only: bool) -> None:
        self._run(self._connection(number), Trouble(fault, at, writes_only or fault == "late"))

    @rule(number=ANY, kill=st.integers(0, 40))
    def sync_and_die(self, number: int, kill: int) -> None:
        self._run(self._connection(number), Trouble(kill=kill))

    @rule(number=ANY, noun=ANY, pick=ANY, name=ANY, value=ANY)
    def sync_while_one_writes(self, number: int, noun: int, pick: int, name: int, value: int) -> None:
        def edit() -> None:
            # What this run has just brought is what the person sees while they write.
            self.oracle.see()
            self._edit_ours(noun, pick, name, value)

        self._run(self._connection(number), Trouble(meanwhile=edit))

    @rule(number=ANY, noun=ANY, pick=ANY, name=ANY, value=ANY)
    def sync_while_others_write(self, number: int, noun: int, pick: int, name: int, value: int) -> None:
        connection = self._connection(number)
        if self.world.remotes[connection].guard == "atomic":
            self._run(connection, Trouble(meanwhile=lambda: self.others_edit(number, noun, pick, name, value)))

    @rule(number=ANY, count=st.integers(1, 2))
    def deliver(self, number: int, count: int) -> None:
        connection = self._connection(number)
        if self.world.remotes[connection].guard == "atomic":
            self.world.crm[connection].deliver(count)

    # What a person says

    @rule(pick=ANY, choice=st.sampled_from(["mine", "theirs", "both"]))
    def settle(self, pick: int, choice: str) -> None:
        if questions := self.world.desk.open_questions():
            self._settle(questions[pick % len(questions)], choice)

    @precondition(lambda self: self.last_run is not None)
    @rule()
    def undo_run(self) -> None:
        assert self.last_run is not None
        change, before, after = self.last_run
        self.last_run = None
        if self.world.book.read(domain) != after:
            return
        done = self.world.desk.undo(change).id
        now = self.world.book.read(domain)
        changed = {key: row for key, row in now.items() if key in before and row != before[key]}
        assert not changed, f"I13: {changed} is not {[before[key] for key in changed]}"
        assert all(now[key]["deleted_at"] for key in now if key not in before), "I13: what came stays"
        self.world.changes += [done] if done else []
        self.oracle.see()

    # The world around

    @rule(days=st.sampled_from([-1, 0, 1, 30, -20_000]))
    def clock_jumps(self, days: int) -> None:
        self.world.jump(days)

    @rule(number=ANY, by=st.sampled_from([3, 1000]))
    def their_clock_jumps(self, number: int, by: int) -> None:
        # Forward only: what a clock that goes back needs, a lag or a full pull, has tests of its own.
        self.world.crm[self._connection(number)].clock += by

    @rule(number=ANY)
    def cursors_expire(self, number: int) -> None:
        self.world.crm[self._connection(number)].forget_cursors()

    @rule(number=ANY)
    def start_over(self, number: int) -> None:
        self.world.book.write(keeping.start_over, self._connection(number))

    @rule(number=ANY, what=st.sampled_from(["drop", "narrow", "widen", "hide", "show"]))
    def administrator(self, number: int, what: str) -> None:
        self._administrate(self._connection(number), what)

    @rule(now=ANY)
    def rest_now(self, now: int) -> None:
        if now > 9:
            self.come_to_rest()

    # The end of every program

    def teardown(self) -> None:
        """Come to rest, and leave nothing behind."""
        if not hasattr(self, "world"):
            return
        try:
            # Of a program that has failed already, what failed first is told.
            if hasattr(self, "oracle") and sys.exc_info()[0] is None:
                self.come_to_rest()
        finally:
            self.world.close()

    # How it is done

    def _noun(self, pick: int) -> str:
        return self.entities[pick % len(self.entities)]

    def _connection(self, pick: int) -> int:
        return sorted(self.world.crm)[pick % len(self.world.crm)]

    def _edit_ours(self, noun: int, pick: int, name: int, value: int) -> tuple[str, str, str] | None:
        entity = self._noun(noun)
        rows = self.world.rows(entity)
        if not rows:
            return None
        row, field = rows[pick % len(rows)], list(self.world.edits[entity])[name % len(self.world.edits[entity])]
        self.world.edit(entity, row, field, value)
        self.oracle.see()
        return entity, row, field

    def _others_edit(self, connection: int, entity: str, record: str, name: int, value: int) -> None:
        field = list(self.world.edits[entity])[name % len(self.world.edits[entity])]
        self.world.others_edit(connection, entity, record, field, value)
