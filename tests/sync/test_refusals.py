"""What a system refuses because it is another one than at the last look: held back only as long as it is so."""

from __future__ import annotations

from datetime import timedelta

import pytest

from app.clock import Clock
from app.connectors.base import Op, Outcome, Rejected
from app.connectors.memory import MemoryServer, Request
from tests.builders import TODAY
from tests.sync.desk import Desk


class Particular(MemoryServer):
    """A system with a rule that its types do not tell: an industry is never "food"."""

    def _refusal(self, request: Request, op: Op) -> Outcome | None:
        if op.fields.get("Industry") == "food":
            return Rejected({"Industry": "no food"}, "custom_rule")
        return super()._refusal(request, op)


def described(desk: Desk, crm: MemoryServer) -> None:
    """Connect, and let the types be known."""
    desk.connect(crm)
    assert desk.sync().result == "done"


def two_days_later(desk: Desk) -> None:
    """Let so much time pass that the types are looked at again."""
    desk.book.clock = Clock(desk.book.clock.zone, TODAY + timedelta(days=2))


def industries(crm: MemoryServer) -> list[object]:
    return sorted(str(record.fields.get("Industry")) for record in crm.records("accounts").values())


def make(desk: Desk, name: str, industry: str) -> str:
    return desk.create("account", name=name, name_key=name, industry=industry)


def looks(crm: MemoryServer) -> int:
    return sum(request.call == "describe" for request in crm.requests)


def test_that_a_new_row_goes_without_what_was_narrowed_since_and_is_whole_once_it_is_widened(desk: Desk) -> None:
    crm = MemoryServer()
    described(desk, crm)
    make(desk, "acme", "steel")
    crm.change_field("accounts", "Industry", max_length=2)
    assert desk.sync().blocked == 1
    assert industries(crm) == ["None"]
    crm.change_field("accounts", "Industry", max_length=40)
    two_days_later(desk)
    assert desk.sync().blocked == 0
    assert industries(crm) == ["steel"]


def test_that_an_edit_that_was_refused_is_sent_once_its_field_is_widened_again(desk: Desk) -> None:
    crm = MemoryServer()
    described(desk, crm)
    row = make(desk, "acme", "it")
    desk.sync()
    crm.change_field("accounts", "Industry", max_length=2)
    desk.amend("account", row, industry="steel")
    assert desk.sync().blocked == 1
    assert industries(crm) == ["it"]
    crm.change_field("accounts", "Industry", max_length=40)
    two_days_later(desk)
    assert desk.sync().blocked == 0
    assert industries(crm) == ["steel"]


def test_that_what_else_was_held_back_is_told_by_the_types_as_they_are_now(desk: Desk) -> None:
    """One field is narrowed and another widened between two looks: neither waits for a third look."""
    crm = MemoryServer()
    crm.change_field("accounts", "Reading", max_length=2)
    described(desk, crm)
    make(desk, "long", "it")
    row = desk.ask("SELECT id FROM account")[0][0]
    desk.amend("account", row, reading="アクメ")
    assert desk.sync().blocked == 1
    crm.change_field("accounts", "Reading", max_length=40)
    crm.change_field("accounts", "Industry", max_length=2)
    make(desk, "new", "steel")
    assert desk.sync().blocked == 1
    assert industries(crm) == ["None", "it"]
    assert "アクメ" in {record.fields.get("Reading") for record in crm.records("accounts").values()}


def test_that_a_rule_that_no_type_tells_is_asked_about_once_and_holds_its_row_back(desk: Desk) -> None:
    crm = Particular(page_size=200)
    described(desk, crm)
    before = looks(crm)
    for number in range(5):
        make(desk, f"o{number}", "food")
    assert desk.sync().blocked == 5
    assert looks(crm) == before + 1
    sent = len(crm.ops)
    assert desk.sync().blocked == 5
    assert (len(crm.ops), looks(crm)) == (sent, before + 1)


@pytest.mark.parametrize("is_particular", [False, True])
def test_that_a_refusal_stands_where_the_types_cannot_be_asked_for(desk: Desk, is_particular: bool) -> None:
    crm = Particular() if is_particular else MemoryServer()
    described(desk, crm)
    make(desk, "acme", "food")
    if not is_particular:
        crm.change_field("accounts", "Industry", max_length=2)
    crm.faults = lambda request: "500" if request.call == "describe" else ""
    assert desk.sync().result == "offline"
    crm.faults = lambda _request: ""
    assert desk.sync().blocked == 1
    assert desk.ask("SELECT * FROM outbox") == []
    assert industries(crm) == ([] if is_particular else ["None"])
