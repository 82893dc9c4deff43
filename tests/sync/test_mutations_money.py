"""Faults put on purpose into how money is synced: a short program catches each of them, and passes without it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

import pytest

from app.sync import apply as applying
from app.sync import bindings, merge
from app.sync.rules import Rule
from tests.sync.test_machine_money import Money

CONTRACT, LINE, CALL = 0, 1, 8
"""Numbers by which the machine picks a noun."""

Program = Callable[[Money], None]
Fault = Callable[[pytest.MonkeyPatch], None]


def ran(program: Program) -> None:
    """Run a program with all invariants, to rest."""
    machine = Money()
    machine.begin("after", False, 3, 3)  # a contract with two lines and a call on either side, synced
    try:
        program(machine)
        machine.come_to_rest()
    finally:
        machine.world.close()


# Programs. Rows stand in the order in which they were made; the first field of a line is its price.


def edits_a_price_here(machine: Money) -> None:
    machine.edit(LINE, 0, 0, 3)
    machine.sync(0)


def says_what_is_expected_on_both_sides(machine: Money) -> None:
    machine.edit_both(CALL, 0, 0, 2, 0, 5)
    machine.sync(0)


def confirms_an_intent_on_both_sides(machine: Money) -> None:
    machine.edit_both(CONTRACT, 0, 2, 2, 0, 5)
    machine.sync(0)


def hears_of_a_new_line(machine: Money) -> None:
    machine.others_make(0, LINE, 0)
    machine.sync(0)


def hears_of_a_term_that_cannot_be(machine: Money) -> None:
    machine.others_err(0, CONTRACT, 0, 0)
    machine.others_err(0, LINE, 0, 1)
    machine.sync(0)


def leads_a_contract_to_another_account(machine: Money) -> None:
    machine.refer(CONTRACT, 0, 1)
    machine.sync(0)


def hears_of_another_contract_of_a_line(machine: Money) -> None:
    machine.others_make(0, CONTRACT, 1)
    machine.sync(0)
    machine.others_refer(0, LINE, 0, 2, False)
    machine.others_refer(0, CONTRACT, 0, 1, False)


PROGRAMS: Sequence[Program] = (
    edits_a_price_here, says_what_is_expected_on_both_sides, confirms_an_intent_on_both_sides, hears_of_a_new_line,
    hears_of_a_term_that_cannot_be, leads_a_contract_to_another_account, hears_of_another_contract_of_a_line,
)  # fmt: skip


# Faults


def sends_what_is_theirs(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(Rule, "sends", property(lambda self: self.direction != "in"))


def gives_what_is_ours_away(patch: pytest.MonkeyPatch) -> None:
    right = merge._act

    def theirs(unit: tuple[Rule, ...], *more: Any) -> Any:
        return right(tuple(replace(one, policy="crm") if one.policy == "mine" else one for one in unit), *more)

    patch.setattr(merge, "_act", theirs)


def loses_a_line(patch: pytest.MonkeyPatch) -> None:
    right = applying.insert

    def all_but_one(session: Any, scene: Any, route: Any, records: Any, told: Any) -> None:
        right(session, scene, route, records[1:] if route.entity.name == "contract_line" else records, told)

    patch.setattr(applying, "insert", all_but_one)


def forgets_what_could_not_be(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(applying, "_with_refused", lambda bound, *_more: bound)


def tells_an_account_once(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(bindings, "look_again_below", lambda *_args: None)


FAULTS: Sequence[tuple[Fault, Program]] = (
    (sends_what_is_theirs, edits_a_price_here),
    (gives_what_is_ours_away, says_what_is_expected_on_both_sides),
    (gives_what_is_ours_away, confirms_an_intent_on_both_sides),
    (loses_a_line, hears_of_a_new_line),
    (forgets_what_could_not_be, hears_of_a_term_that_cannot_be),
    (tells_an_account_once, leads_a_contract_to_another_account),
)


@pytest.mark.parametrize("program", PROGRAMS)
def test_that_the_engine_passes(program: Program) -> None:
    ran(program)


@pytest.mark.parametrize(("fault", "program"), FAULTS)
def test_that_the_fault_is_caught(fault: Fault, program: Program, monkeypatch: pytest.MonkeyPatch) -> None:
    fault(monkeypatch)
    with pytest.raises(AssertionError) as caught:
        ran(program)
    assert str(caught.value).split(":")[0] in {"I4", "I6", "I7", "OWN", "HELD"}
