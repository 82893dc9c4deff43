"""Only what was written since the last look is looked at again, and nothing that could be sent is ever missed.

Every look in these tests is held against one at all rows (`nothing_missed`): a fault in a mark fails there.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from app.connectors.memory import MemoryServer
from app.models.database import Session
from app.sync import looked, outgoing, plan
from app.sync.scene import Scene
from app.sync.sql import ask, write
from tests.sync.desk import Desk


def account(desk: Desk, name: str, **fields: object) -> str:
    return desk.create("account", name=name, name_key=name, **fields)


def scene(session: Session, run: int = 1) -> Scene:
    kept = plan.kept(session, 1)
    assert kept is not None
    return Scene(1, plan.routes(session, kept), run, "2026-11-20", "2026-11-20T00:00:00.000000Z")


def mark(desk: Desk, entity: str = "account") -> looked.Mark:
    return desk.book.read(lambda session: looked.mark(session, 1, scene(session).routes[entity]))


def clock(desk: Desk) -> int:
    return int(desk.ask("SELECT n FROM sync_clock")[0][0])


def looks_at(session: Session, entity: str) -> list[str]:
    """Return the rows that the next look goes through."""
    route = scene(session).routes[entity]
    since = looked.since(1, route, looked.mark(session, 1, route))
    return [row[0] for row in ask(session, f"SELECT t.id FROM {route.entity.table} t WHERE {since} ORDER BY t.no")]


@pytest.fixture
def crm(desk: Desk) -> MemoryServer:
    """Give a system that knows three accounts of ours."""
    server = MemoryServer()
    for name in ("alpha", "beta", "gamma"):
        account(desk, name)
    desk.connect(server)
    assert desk.sync().pushed == 3
    desk.sync()
    return server


def test_that_only_what_was_written_since_is_looked_at_again(desk: Desk, crm: MemoryServer) -> None:
    [(row,)] = desk.ask("SELECT id FROM account WHERE name = 'beta'")
    assert mark(desk).rev == clock(desk)
    assert desk.book.read(looks_at, "account") == []
    desk.amend("account", row, industry="food")
    assert desk.book.read(looks_at, "account") == [row]
    assert desk.sync().pushed == 1
    assert [one.fields["Industry"] for one in crm.records("accounts").values() if one.fields["Name"] == "beta"] == [
        "food"
    ]


def test_that_the_other_half_of_a_row_counts(desk: Desk, crm: MemoryServer) -> None:
    [(owner,)] = desk.ask("SELECT id FROM account WHERE name = 'beta'")
    person = desk.create("person", name="佐藤 結衣", name_key="佐藤結衣")
    position = desk.create("position", person_id=person, account_id=owner)
    desk.sync()
    desk.sync()
    assert desk.book.read(looks_at, "contact") == []
    desk.amend("person", person, name="鈴木 結衣", name_key="鈴木結衣")
    assert desk.book.read(looks_at, "contact") == [position]
    assert desk.sync().pushed == 1


def test_that_a_row_that_is_refused_does_not_hold_the_mark_back(desk: Desk, crm: MemoryServer) -> None:
    row = account(desk, "delta")
    hold_back(desk, row)
    desk.sync()
    desk.sync()
    assert mark(desk).rev == clock(desk)
    assert desk.book.read(looks_at, "account") == [row]


def test_that_what_is_in_flight_keeps_the_mark_where_it_is(desk: Desk, crm: MemoryServer) -> None:
    row = account(desk, "delta")
    before = mark(desk)

    def look(session: Session) -> looked.Reached | None:
        here = scene(session)
        route = here.routes["account"]
        outs = outgoing.ops(session, here, route, [row], tried=frozenset())
        outgoing.intend(session, here, route, outs)
        return outgoing.candidates(session, here, route).reached

    assert desk.book.write(look)[1] is None
    assert mark(desk) == before


def test_that_a_mark_is_not_moved_past_what_happened_during_the_look(desk: Desk, crm: MemoryServer) -> None:
    desk.remove("account", account(desk, "delta"))
    where = []

    def doubt(edge: str) -> None:
        where.append(edge)
        if edge == "before looked":
            desk.book.write(write, "DELETE FROM binding WHERE local_id IN (SELECT id FROM account WHERE name = 'beta')")

    desk.sync(edge=doubt)
    assert "after looked" in where
    assert mark(desk).rev == 0
    desk.sync()
    assert len(crm.records("accounts")) == 3
    assert desk.ask("SELECT count(*) FROM binding WHERE state = 'live'") == [(3,)]


def test_that_a_system_that_may_be_written_to_otherwise_is_looked_at_anew(desk: Desk, crm: MemoryServer) -> None:
    desk.book.write(write, "UPDATE looked_through SET way = 'other'")
    assert mark(desk).rev == 0
    desk.sync()
    desk.book.write(write, "DELETE FROM looked_through")
    assert mark(desk).turn is None
    desk.sync()
    assert mark(desk).rev == clock(desk)


# What makes an older row one to look at again: without its trigger it is missed.


def of(desk: Desk, name: str) -> str:
    return str(desk.ask("SELECT id FROM account WHERE name = ?", name)[0][0])


def hold_back(desk: Desk, row: str) -> None:
    def held(session: Session) -> None:
        here = scene(session)
        route = here.routes["account"]
        loaded = here.rows(session).load(route, [row])[row]
        outgoing.hold_back(session, here, route, [(row, loaded, {})])

    desk.book.write(held)


def is_unbound(desk: Desk, _crm: MemoryServer) -> None:
    desk.book.write(write, "DELETE FROM binding WHERE local_id = ?", of(desk, "beta"))


def goes_apart(desk: Desk, crm: MemoryServer) -> None:
    account(desk, "delta", domain="delta.example")
    crm.create("accounts", {"Name": "Delta", "Domain": "delta.example"})
    desk.sync()
    desk.sync()
    desk.link(desk.open_questions()[0][0], False)


def is_asked_no_more(desk: Desk, crm: MemoryServer) -> None:
    account(desk, "delta", domain="delta.example")
    crm.create("accounts", {"Name": "Delta", "Domain": "delta.example"})
    desk.sync()
    desk.sync()
    desk.book.write(write, "DELETE FROM sync_conflict")


def is_let_go(desk: Desk, _crm: MemoryServer) -> None:
    hold_back(desk, account(desk, "delta"))
    desk.sync()
    desk.sync()
    desk.book.write(write, "DELETE FROM unsent")


def is_bound_to_what_it_said_before(desk: Desk, _crm: MemoryServer) -> None:
    row = account(desk, "delta")
    desk.remove("account", row)
    desk.sync()
    desk.sync()
    sql = (
        "INSERT INTO binding (connection_id, rtype, remote_id, entity, local_id, synced_rev, base) "
        "VALUES (1, 'accounts', 'x', 'account', ?, 1, '{}')"
    )
    desk.book.write(write, sql, row)


def is_agreed_on_no_more(desk: Desk, _crm: MemoryServer) -> None:
    desk.book.write(write, "UPDATE binding SET synced_rev = 1, version = NULL WHERE local_id = ?", of(desk, "beta"))


def is_seen_again(desk: Desk, _crm: MemoryServer) -> None:
    row = of(desk, "beta")
    desk.book.write(write, "UPDATE binding SET state = 'missing', version = NULL WHERE local_id = ?", row)
    desk.amend("account", row, industry="food")
    _move_past(desk)
    desk.book.write(write, "UPDATE binding SET state = 'live' WHERE local_id = ?", row)


def is_another_row_there(desk: Desk, _crm: MemoryServer) -> None:
    row = account(desk, "delta")
    desk.remove("account", row)
    desk.sync()
    desk.sync()
    desk.book.write(write, "UPDATE binding SET local_id = ? WHERE local_id = ?", row, of(desk, "beta"))


def _move_past(desk: Desk) -> None:
    """Let the rows be looked through without asking the other side."""

    def look(session: Session) -> None:
        here = scene(session)
        reached = outgoing.candidates(session, here, here.routes["account"]).reached
        assert reached is not None
        sql = "UPDATE looked_through SET rev = ? WHERE entity = 'account'"
        write(session, sql, reached.rev)

    desk.book.write(look)


TRIGGERS: dict[str, Callable[[Desk, MemoryServer], None]] = {
    "looked_unbound": is_unbound,
    "looked_asked": goes_apart,
    "looked_unasked": is_asked_no_more,
    "looked_let_go": is_let_go,
    "looked_bound": is_bound_to_what_it_said_before,
    "looked_bound_again": is_seen_again,
    "looked_bound_elsewhere": is_another_row_there,
}


@pytest.mark.parametrize("trigger", TRIGGERS)
def test_that_an_older_row_is_looked_at_again(desk: Desk, crm: MemoryServer, trigger: str) -> None:
    TRIGGERS[trigger](desk, crm)
    assert _all_found(desk)


def test_that_an_agreement_that_is_taken_back_is_looked_at_again(desk: Desk, crm: MemoryServer) -> None:
    is_agreed_on_no_more(desk, crm)
    assert _all_found(desk)


@pytest.mark.parametrize("trigger", TRIGGERS)
def test_that_without_its_trigger_an_older_row_is_missed(desk: Desk, crm: MemoryServer, trigger: str) -> None:
    desk.book.write(lambda session: session.connection.exec_driver_sql(f"DROP TRIGGER {trigger}"))
    TRIGGERS[trigger](desk, crm)
    with pytest.raises(AssertionError, match="missed"):
        _all_found(desk)


def _all_found(desk: Desk) -> bool:
    """Look at what may be sent, as a run does; something is there, and nothing of it is missed."""

    def look(session: Session) -> Any:
        here = scene(session)
        found = outgoing.candidates(session, here, here.routes["account"])
        return found.new or found.changed or found.to_read

    return bool(desk.book.read(look))
