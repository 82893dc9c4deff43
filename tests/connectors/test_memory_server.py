from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.connectors.base import Change, Duplicate, Gone, Ok, Op, Rejected, Session, Stale, Unsure
from app.connectors.errors import AuthExpired, CursorExpired, Forbidden, SchemaChanged, Unavailable
from app.connectors.memory import MemoryConnector, MemoryServer, crm_types
from app.connectors.memory.records import Request

CTX: Any = SimpleNamespace(cancelled=lambda: False, secrets={})


def session(server: MemoryServer) -> Session:
    return MemoryConnector(server).open({}, CTX)


def pulled(server: MemoryServer, type: str = "accounts", cursor: str | None = None) -> tuple[dict[str, Change], str]:
    found: dict[str, Change] = {}
    for page in session(server).pull(type, ["Name"] if type == "accounts" else [], cursor):
        found |= {change.id: change for change in page.changes}
        cursor = page.cursor
    assert cursor is not None
    return found, cursor


def create(key: str, name: str = "A") -> Op:
    return Op("op", "create", key, None, None, {"Name": name})


def rename(server: MemoryServer, id: str, name: str) -> Op:
    record = server.record("accounts", id)
    assert record is not None
    return Op("op", "update", "key", id, record.version, {"Name": name})


def test_that_a_late_request_finds_the_guard_shut() -> None:
    server = MemoryServer()
    id = server.create("accounts", {"Name": "A"})
    op = rename(server, id, "late")
    server.faults = lambda request: "late"
    with pytest.raises(Unavailable):
        session(server).push("accounts", [op])
    server.faults = lambda request: ""
    server.edit("accounts", id, {"Name": "theirs"})
    assert server.deliver() == 1
    assert server.records("accounts")[id].fields["Name"] == "theirs"
    assert server.deliver() == 0


def test_that_a_late_create_makes_no_twin() -> None:
    server = MemoryServer()
    server.faults = lambda request: "late"
    with pytest.raises(Unavailable):
        session(server).push("accounts", [create("k")])
    server.faults = lambda request: ""
    assert isinstance(session(server).push("accounts", [create("k")])[0], Ok)
    server.deliver()
    assert len(server.records("accounts")) == 1


def test_that_a_search_key_lets_a_late_create_make_a_twin() -> None:
    server = MemoryServer(crm_types(create_key="search"))
    server.faults = lambda request: "late" if request.writes else ""
    with pytest.raises(Unavailable):
        session(server).push("accounts", [create("k")])
    server.faults = lambda request: ""
    session(server).push("accounts", [create("k")])
    assert session(server).push("accounts", [create("k")]) == [Duplicate("AC000001")]
    server.deliver()
    assert len(server.records("accounts")) == 2


@pytest.mark.parametrize(("fault", "answer"), [("duplicate", Ok), ("replayed", Stale)])
def test_that_a_request_that_arrives_twice_is_carried_out_once(fault: Any, answer: type) -> None:
    server = MemoryServer()
    id = server.create("accounts", {"Name": "A"})
    server.faults = lambda request: fault
    assert isinstance(session(server).push("accounts", [rename(server, id, "B")])[0], answer)
    assert [change.kind for change in server.applied] == ["create", "update"]


def test_that_others_can_come_between_reading_and_writing_where_the_guard_only_checks() -> None:
    server = MemoryServer(crm_types("check"))
    id = server.create("accounts", {"Name": "A"})
    op = rename(server, id, "mine")
    server.before = lambda request: server.edit("accounts", id, {"Name": "theirs"}) if request.writes else None
    assert isinstance(session(server).push("accounts", [op])[0], Ok)
    assert server.records("accounts")[id].fields["Name"] == "mine"
    server.before = lambda request: None
    assert session(server).push("accounts", [op]) == [Stale()]


def test_that_a_crash_in_a_hook_goes_through() -> None:
    class Killed(BaseException):
        pass

    def kill(request: Request) -> None:
        raise Killed

    server = MemoryServer()
    server.after = kill
    with pytest.raises(Killed):
        session(server).push("accounts", [create("k")])
    assert len(server.records("accounts")) == 1


def test_that_what_was_asked_and_what_came_of_it_is_kept() -> None:
    server = MemoryServer()
    server.create("accounts", {"Name": "theirs"})
    session(server).push("accounts", [create("k", "mine")])
    assert [(change.by, change.op is not None) for change in server.applied] == [("others", False), ("me", True)]
    assert [(type, op.key) for type, op in server.ops] == [("accounts", "k")]
    assert [request.call for request in server.requests] == ["push"]


def test_that_merging_fills_blanks_and_moves_what_points_there() -> None:
    server = MemoryServer()
    winner = server.create("accounts", {"Name": "W"})
    loser = server.create("accounts", {"Name": "L", "Domain": "l.example", "Parent": winner}, key="k")
    contact = server.create("contacts", {"Name": "C", "Account": loser})
    child = server.create("accounts", {"Name": "Child", "Parent": loser})
    _, cursor = pulled(server)
    assert server.merge("accounts", winner, loser) == winner
    assert server.records("accounts")[winner].fields["Domain"] == "l.example"
    assert server.records("contacts")[contact].fields["Account"] == winner
    assert server.records("accounts")[child].fields["Parent"] == winner
    found, _ = pulled(server, cursor=cursor)
    assert (found[loser].gone, found[loser].moved_to) == (True, winner)
    assert session(server).read("accounts", [], keys=["k"])[0].moved_to == winner
    assert session(server).push("accounts", [create("k")]) == [Duplicate(loser)]
    op = Op("op", "update", "k", loser, found[loser].version, {"Name": "x"})
    assert session(server).push("accounts", [op]) == [Gone(winner)]


def test_that_merging_into_a_third_leads_from_both_to_it() -> None:
    server = MemoryServer()
    first, second = (server.create("accounts", {"Name": name}) for name in "AB")
    third = server.merge("accounts", first, second, third=True)
    assert set(server.records("accounts")) == {third}
    assert [change.moved_to for change in session(server).read("accounts", [], [first, second])] == [third, third]
    last = server.merge("accounts", server.create("accounts", {"Name": "C"}), third)
    assert session(server).read("accounts", [], [first])[0].moved_to == last


def test_that_deleting_leaves_a_key_taken_until_the_bin_is_emptied() -> None:
    server = MemoryServer()
    (made,) = session(server).push("accounts", [create("k")])
    assert isinstance(made, Ok)
    server.delete("accounts", made.id)
    assert session(server).push("accounts", [create("k")]) == [Duplicate(made.id)]
    server.undelete("accounts", made.id)
    assert set(server.records("accounts")) == {made.id}
    server.delete("accounts", made.id)
    server.purge("accounts", made.id)
    assert session(server).read("accounts", [], [made.id], ["k"]) == []
    assert isinstance(session(server).push("accounts", [create("k")])[0], Ok)


def test_that_what_a_user_may_not_see_is_not_there_and_not_deleted() -> None:
    server = MemoryServer()
    ids = [server.create("accounts", {"Name": name}) for name in "AB"]
    server.invisible.add(("accounts", ids[0]))
    assert set(pulled(server)[0]) == {ids[1]}
    assert [id for some in session(server).sweep("accounts") for id in some] == [ids[1]]
    assert session(server).read("accounts", [], ids)[0].id == ids[1]
    server.hidden["accounts", "Name"] = {ids[1]}
    assert pulled(server)[0][ids[1]].fields == {}


def test_that_rights_and_definitions_can_change() -> None:
    server = MemoryServer(password="secret")
    with pytest.raises(AuthExpired):
        session(server).identity()
    server.password = ""
    id = server.create("accounts", {"Name": "A"})
    server.forbidden.add("accounts")
    with pytest.raises(Forbidden):
        pulled(server)
    server.forbidden.clear()
    _, cursor = pulled(server)
    server.forget_cursors()
    with pytest.raises(CursorExpired):
        pulled(server, cursor=cursor)
    server.change_field("accounts", "Name", max_length=3)
    assert session(server).push("accounts", [rename(server, id, "long")]) == [
        Rejected({"Name": "too_long"}, "too_long")
    ]
    server.drop_field("accounts", "Name")
    with pytest.raises(SchemaChanged) as told:
        pulled(server)
    assert told.value.fields == ("Name",)
    with pytest.raises(SchemaChanged):
        session(server).push("accounts", [create("k")])


def test_that_a_clock_set_back_expires_cursors() -> None:
    server = MemoryServer()
    server.create("accounts", {"Name": "A"})
    _, cursor = pulled(server)
    server.clock -= 3600
    late = server.create("accounts", {"Name": "B"})
    with pytest.raises(CursorExpired):
        pulled(server, cursor=cursor)
    assert late in pulled(server)[0]


def test_that_one_by_one_what_was_not_answered_is_unsure() -> None:
    server = MemoryServer(single=True)
    sent = iter(["", "drop_after", ""])
    server.faults = lambda request: next(sent)  # type: ignore[assignment,return-value]
    outcomes = session(server).push("accounts", [create(key) for key in "abc"])
    assert [type(outcome) for outcome in outcomes] == [Ok, Unsure, Unsure]
    assert len(server.records("accounts")) == 2


STEPS = st.lists(st.tuples(st.sampled_from(["create", "edit", "delete", "undelete", "tie", "pull"]), st.integers(0, 9)))


@given(STEPS, st.integers(1, 4))
def test_that_who_pulls_now_and_then_knows_what_is_there(steps: list[tuple[str, int]], page_size: int) -> None:
    server = MemoryServer(page_size=page_size)
    known: dict[str, Change] = {}
    cursor = None
    for step, number in steps:
        live, every = list(server.records("accounts")), list(server._records["accounts"])
        gone = [id for id in every if id not in live]
        if step == "create":
            server.create("accounts", {"Name": str(number)})
        elif step == "edit" and live:
            server.edit("accounts", live[number % len(live)], {"Name": str(number)})
        elif step == "delete" and live:
            server.delete("accounts", live[number % len(live)])
        elif step == "undelete" and gone:
            server.undelete("accounts", gone[number % len(gone)])
        elif step == "tie":
            server.frozen = not server.frozen
        elif step == "pull":
            found, cursor = pulled(server, cursor=cursor)
            known |= found
    known |= pulled(server, cursor=cursor)[0]
    there = {id: record.fields["Name"] for id, record in server.records("accounts").items()}
    assert {id: change.fields["Name"] for id, change in known.items() if not change.gone} == there
