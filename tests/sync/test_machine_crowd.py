"""Random programs: so many accounts that the guard has something to guard, and people who delete and empty many."""

from typing import Any

import pytest
from hypothesis import strategies as st
from hypothesis.stateful import initialize, rule

from app.journal import door
from tests.sync.machine import ANY, SyncMachine, run_programs
from tests.sync.trouble import Remote

MANY = 26


class Crowd(SyncMachine):
    """Many accounts beside one system."""

    remotes = (Remote(batch=50, page_size=20),)

    @initialize(answers=st.sampled_from(["after", "version"]), whole=st.booleans(), ours=ANY, others=ANY)
    def begin(self, answers: Any, whole: bool, ours: int, others: int) -> None:
        """Begin with many records that both sides know."""
        super().begin(answers, whole, 0, 0)
        crm = self.world.crm[1]
        for _ in range(MANY):
            crm.create("accounts", {"Name": self.world.token("a"), "Industry": self.world.token("a")})
        self.sync(1)

    @rule(count=st.sampled_from([5, 22, 26]), pick=ANY)
    def others_delete_many(self, count: int, pick: int) -> None:
        for record in self.world.theirs(1, "account")[pick:][:count]:
            self.world.crm[1].delete("accounts", record)

    @rule(count=st.sampled_from([5, 22, 26]), pick=ANY)
    def others_empty_many(self, count: int, pick: int) -> None:
        if self.world.knows(1, "account", "industry"):
            for record in self.world.theirs(1, "account")[pick:][:count]:
                self.world.crm[1].edit("accounts", record, {"Industry": None})

    @rule(count=st.sampled_from([5, 22, 26]))
    def remove_many(self, count: int) -> None:
        rows = self.world.rows("account")[:count]
        change = self.world.book.write(door.remove, "account", rows)[0].id
        self.world.changes += [change] if change else []

    @rule()
    def allow(self) -> None:
        self.let_pass(1)


@pytest.mark.parametrize("part", range(2))
def test_that_every_program_keeps_every_promise(part: int) -> None:
    run_programs(Crowd, part, 10)
