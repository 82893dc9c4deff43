"""Faults put into the engine on purpose: a short program catches each of them, and passes without it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Any

import pytest

from app.connectors.base import Op, Outcome
from app.connectors.memory import MemoryServer, Request
from app.ids import uuid7
from app.sync import apply as applying
from app.sync import engine, merge, outgoing, pull, push, sent
from app.sync.sql import write
from tests.sync.machine import SyncMachine

Program = Callable[[SyncMachine], None]
Fault = Callable[[pytest.MonkeyPatch], None]


def ran(program: Program) -> None:
    """Run a program with all invariants, to rest."""
    machine = SyncMachine()
    machine.begin("after", False, 1, 7)  # one account of ours and one of theirs, synced
    try:
        program(machine)
        machine.come_to_rest()
    finally:
        machine.world.close()


# Programs. The accounts stand in the order in which they were made; field 0 is the industry, 11 makes a new value.


def loses_the_answer_to_a_create(machine: SyncMachine) -> None:
    machine.make(0, 0)
    machine.sync_over_a_bad_line(0, "drop_after", 0, True)


def delivers_a_create_late(machine: SyncMachine) -> None:
    machine.make(0, 0)
    machine.sync_over_a_bad_line(0, "late", 0, True)
    machine.sync(0)
    machine.others_edit(0, 0, 2, 1, 11)
    machine.deliver(0, 1)
    machine.sync(0)


def writes_in_the_very_moment(machine: SyncMachine) -> None:
    machine.edit(0, 0, 0, 11)
    machine.sync_while_others_write(0, 0, 1, 0, 11)
    machine.edit(0, 1, 0, 11)
    machine.sync_while_others_write(0, 0, 0, 0, 11)


def loses_the_answer_to_an_update(machine: SyncMachine) -> None:
    machine.edit(0, 0, 0, 11)
    machine.sync_over_a_bad_line(0, "drop_after", 0, True)


def dies_at_every_edge(machine: SyncMachine) -> None:
    for kill in range(16):
        machine.others_make(0, 0, 0)
        machine.sync_and_die(0, kill)


def is_edited_there_before_its_answer_is_missed(machine: SyncMachine) -> None:
    machine.make(0, 0)
    machine.sync_over_a_bad_line(0, "drop_after", 0, True)
    machine.others_edit(0, 0, 2, 0, 11)
    machine.edit(0, 1, 0, 11)
    machine.edit(0, 2, 0, 11)
    machine.sync(0)


def writes_on_while_the_answer_is_missed(machine: SyncMachine) -> None:
    machine.edit(0, 0, 0, 11)
    machine.sync_over_a_bad_line(0, "drop_after", 0, True)
    machine.edit(0, 0, 0, 11)
    machine.sync(0)
    assert not machine.world.desk.open_questions(), "a person was asked about their own words"


def is_edited_there(machine: SyncMachine) -> None:
    machine.others_edit(0, 0, 0, 0, 11)
    machine.others_edit(0, 0, 1, 0, 11)


def is_deleted_there_and_edited_here(machine: SyncMachine) -> None:
    for _ in range(2):
        machine.edit(0, 0, 0, 11)
        machine.edit(0, 1, 0, 11)
        machine.others_delete(0, 0, 0)
    machine.sync(0)


def is_edited_on_both_sides(machine: SyncMachine) -> None:
    machine.edit_both(0, 0, 0, 11, 0, 11)
    machine.sync(0)


def leads_to_one_that_is_new_too(machine: SyncMachine) -> None:
    machine.make(0, 0)
    machine.make(0, 0)
    machine.refer(0, 2, 3)


def writes_while_a_field_is_away(machine: SyncMachine) -> None:
    machine.administrator(0, "drop")
    machine.edit(0, 0, 0, 11)
    machine.sync(0)


PROGRAMS: Sequence[Program] = (
    loses_the_answer_to_a_create, delivers_a_create_late, writes_in_the_very_moment, loses_the_answer_to_an_update,
    dies_at_every_edge, is_edited_there_before_its_answer_is_missed, writes_on_while_the_answer_is_missed,
    is_edited_there, is_deleted_there_and_edited_here, is_edited_on_both_sides, leads_to_one_that_is_new_too,
    writes_while_a_field_is_away,
)  # fmt: skip


# Faults


def no_unique_key(patch: pytest.MonkeyPatch) -> None:
    right = push._op
    patch.setattr(push, "_op", lambda route, out: replace(right(route, out), key=uuid7()))


def upsert(patch: pytest.MonkeyPatch) -> None:
    refusal, apply = MemoryServer._refusal, MemoryServer._apply

    def never(self: MemoryServer, request: Request, op: Op) -> Outcome | None:
        return None if op.kind == "create" else refusal(self, request, op)

    def over(self: MemoryServer, type: str, op: Op) -> Any:
        held = self.by_key(type, op.key) if op.kind == "create" else None
        if held is None:
            return apply(self, type, op)
        self.edit(type, held.id, op.fields, by="me", op=op)
        return apply(self, type, replace(op, kind="update", id=held.id))

    patch.setattr(MemoryServer, "_refusal", never)
    patch.setattr(MemoryServer, "_apply", over)


def no_guard(patch: pytest.MonkeyPatch) -> None:
    refusal = MemoryServer._refusal
    patch.setattr(
        MemoryServer, "_refusal", lambda self, request, op: refusal(self, replace(request, guarded=False), op)
    )


def picture_only_when_confirmed(patch: pytest.MonkeyPatch) -> None:
    before, after = sent.before, sent.after
    kept: dict[str, tuple[Any, ...]] = {}

    def later(session: Any, connection: int, run: int, entity: str, writes: Any) -> None:
        for op, row, fields in writes:
            kept[op] = (connection, run, entity, [(op, row, fields)])

    def now(session: Any, outcomes: Mapping[str, str]) -> None:
        for op in outcomes:
            if op in kept:
                before(session, *kept.pop(op))
        after(session, outcomes)

    patch.setattr(sent, "before", later)
    patch.setattr(sent, "after", now)


def cursor_before_the_page(patch: pytest.MonkeyPatch) -> None:
    right = pull.Pull._apply

    def early(self: pull.Pull, route: Any, records: Any, cursor: str | None) -> None:
        if cursor is not None:
            with self._steps.writing("cursor") as session:
                self._keep_cursor(session, route, cursor)
        right(self, route, records, None)

    patch.setattr(pull.Pull, "_apply", early)


def adopts_what_it_finds(patch: pytest.MonkeyPatch) -> None:
    right = applying._bind_by_key

    def adopting(session: Any, scene: Any, route: Any, records: Any, bounds: Any) -> None:
        right(session, scene, route, records, bounds)
        for one in records:
            if one.theirs.id in bounds:
                bounds[one.theirs.id] = replace(bounds[one.theirs.id], base=dict(one.theirs.fields))

    patch.setattr(applying, "_bind_by_key", adopting)


def ignores_the_outbox(patch: pytest.MonkeyPatch) -> None:
    def forgetful(steps: Any, scene: Any, talk: Any, told: Any) -> None:
        with steps.writing("recover") as session:
            write(session, "DELETE FROM outbox")
            write(session, "UPDATE sent SET outcome = 'settled' WHERE outcome IS NULL")

    patch.setattr(engine, "recover", forgetful)


def takes_all_it_knows_for_an_echo(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(pull, "_is_echo", lambda one, known: known is not None and not one.gone)


def lets_a_delete_win(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(merge, "dirty", lambda route, row, bound: False)


def sends_what_is_asked_about(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(outgoing.questions, "open_fields", lambda *_args: {})


def looks_only_at_rows_that_moved(patch: pytest.MonkeyPatch) -> None:
    right = applying.reconcile

    def once(*args: Any, **how: Any) -> merge.Decision:
        return replace(right(*args, **how), sends=False)

    patch.setattr(applying, "reconcile", once)


FAULTS: Sequence[tuple[Fault, Program]] = (
    (no_unique_key, loses_the_answer_to_a_create),
    (upsert, delivers_a_create_late),
    (no_guard, writes_in_the_very_moment),
    (picture_only_when_confirmed, loses_the_answer_to_an_update),
    (cursor_before_the_page, dies_at_every_edge),
    (adopts_what_it_finds, is_edited_there_before_its_answer_is_missed),
    (ignores_the_outbox, writes_on_while_the_answer_is_missed),
    (takes_all_it_knows_for_an_echo, is_edited_there),
    (lets_a_delete_win, is_deleted_there_and_edited_here),
    (sends_what_is_asked_about, is_edited_on_both_sides),
    (looks_only_at_rows_that_moved, writes_while_a_field_is_away),
)


@pytest.mark.parametrize("program", PROGRAMS)
def test_that_the_engine_passes(program: Program) -> None:
    ran(program)


@pytest.mark.parametrize(("fault", "program"), FAULTS)
def test_that_the_fault_is_caught(fault: Fault, program: Program, monkeypatch: pytest.MonkeyPatch) -> None:
    fault(monkeypatch)
    with pytest.raises(AssertionError) as caught:
        ran(program)
    assert str(caught.value)[:2] in {f"I{n}" for n in range(1, 9)} or "own words" in str(caught.value)
