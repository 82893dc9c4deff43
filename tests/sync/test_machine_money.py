"""Random programs: contracts, lines, what is expected of them, and leads, beside a system that owns what was signed."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import strategies as st
from hypothesis.stateful import initialize, rule

from app.sync.whole import HELD
from tests.sync.machine import ANY, SyncMachine, run_programs
from tests.sync.money_world import MONEY, MoneyWorld
from tests.sync.oracle import look
from tests.sync.trouble import Trouble


class Money(SyncMachine):
    """Accounts, contracts, lines, forecast calls and leads."""

    entities = ("account", "contract", "contract_line", "forecast_call", "csql")
    made_of = MoneyWorld
    world: MoneyWorld

    @initialize(answers=st.sampled_from(["after", "version", "id"]), whole=st.booleans(), ours=ANY, others=ANY)
    def begin(self, answers: Any, whole: bool, ours: int, others: int) -> None:
        """Begin with a contract and what hangs on it, on either side; most programs have both on both sides."""
        super().begin(answers, whole, 0, 0)
        account = self.world.make("account")
        contract = self.world.make("contract", account)
        for entity in ("contract_line", "contract_line", "forecast_call")[: ours % 4]:
            self.world.make(entity, contract)
        if ours % 2:
            self.world.make("csql", account)
        for number, crm in self.world.crm.items():
            self.world.others_make(number, "account")
            for _ in range(1 + others % 2):
                self.world.others_make(number, "contract", sorted(crm.records("accounts"))[0])
            for entity in ("contract_line", "contract_line", "forecast_call")[: others % 4]:
                self.world.others_make(number, entity, sorted(crm.records("contracts"))[0])
        if ours + others > 4:
            self.sync(1)
        self.oracle.see()

    def _noun(self, pick: int) -> str:
        # Most of what happens, happens to money.
        return (*("contract", "contract_line") * 4, "forecast_call", "forecast_call", "csql", "account")[pick]

    @rule(number=ANY, noun=ANY, pick=ANY, to=ANY, all_of_it=st.booleans())
    def others_refer(self, number: int, noun: int, pick: int, to: int, all_of_it: bool) -> None:
        connection, entity = self._connection(number), self._noun(noun)
        records, owners = (self.world.theirs(connection, one) for one in (entity, self.world.owner(entity)))
        if entity in MONEY and records and owners:
            record, other = records[pick % len(records)], owners[to % len(owners)]
            self.world.others_refer(connection, entity, record, other, all_of_it)

    @rule(number=ANY, noun=ANY, pick=ANY, what=ANY)
    def others_err(self, number: int, noun: int, pick: int, what: int) -> None:
        """Others write what cannot be so, in a record that is there or in a new one."""
        connection, entity = self._connection(number), self._noun(noun)
        if entity not in MONEY:
            return
        if pick > 8:
            self.others_make(number, noun, pick)
        if records := self.world.theirs(connection, entity):
            self.world.others_err(connection, entity, records[-1 if pick > 8 else pick % len(records)], what)

    @rule(number=ANY, pick=ANY)
    def others_mend(self, number: int, pick: int) -> None:
        connection = self._connection(number)
        if wrong := self.world.wrong_there(connection):
            self.world.others_mend(connection, *wrong[pick % len(wrong)])

    def _others_edit(self, connection: int, entity: str, record: str, name: int, value: int) -> None:
        if entity in MONEY and value > 8:
            self.world.others_err(connection, entity, record, name)
        else:
            super()._others_edit(connection, entity, record, name, value)

    def come_to_rest(self) -> None:
        """What is wrong there is held by its field, and nothing of it stands here; mended, it comes in."""
        for number in self.world.crm:
            outcome = self._run(number, Trouble())
            if outcome is not None and outcome.result == "guard":
                self.let_pass(number)
                outcome = self._run(number, Trouble())
            assert outcome is not None and outcome.result == "done", f"I6: {outcome}"
            self._held(number)
        for number in self.world.crm:
            for entity, record in self.world.wrong_there(number):
                self.world.others_mend(number, entity, record)
        super().come_to_rest()
        for number in self.world.crm:
            for name, one in self.world.book.read(look, number).items():
                held = {id: b.blocked for id, b in one.bounds.items() if codes(b.blocked) and not one.rows[id].deleted}
                assert not held, f"HELD: {name} {held} is mended, and held back"

    def _held(self, number: int) -> None:
        looks = self.world.book.read(look, number)
        for entity, record in self.world.wrong_there(number):
            one = looks[entity]
            bound = next((each for each in one.bounds.values() if each.remote_id == record), None)
            if bound is not None and bound.state == "live" and not one.rows[bound.local_id].deleted:
                assert codes(bound.blocked), f"HELD: {entity} {record} is wrong, and held by no field"


def codes(blocked: Any) -> set[str]:
    """Return why fields are held that could not be so."""
    return {one["code"] for one in blocked.values()} & HELD


@pytest.mark.parametrize("part", range(4))
def test_that_every_program_keeps_every_promise(part: int) -> None:
    run_programs(Money, part, 6)
