"""Who signs in, asked together with what is new among companies: what is seen by it, and what is never taken for it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import text

from app.connectors.base import Change, Session
from app.connectors.conformance.server import Asked
from app.connectors.conformance.talk import pulled
from app.connectors.errors import AuthExpired, Unavailable
from app.operations.syncing import connections, running, secrets
from tests.builders import new_book
from tests.connectors.odoo.asking import heard
from tests.connectors.odoo.bench import PAGE
from tests.connectors.odoo.old import method_of
from tests.connectors.odoo.old_bench import OldBench
from tests.connectors.odoo.rows import Error
from tests.connectors.odoo.small_bench import SmallBench

ASKED_APART = 2
"""Who signs in, and what is new, where one question does not do."""


@pytest.fixture(params=[SmallBench, OldBench], ids=["json-2", "xml-rpc"])
def bench(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[SmallBench]:
    made: SmallBench = request.param(tmp_path)
    made.seed(3)
    yield made
    made.close()


def _before(bench: SmallBench) -> str:
    """Have a first run behind it, and return the cursor of companies."""
    with bench.session() as session:
        session.identity()
        session.describe()
        return pulled(session, "companies", ["name"], None)[1]


def _run(bench: SmallBench, cursor: str) -> tuple[Any, dict[str, Change], list[Asked]]:
    """Return who signed in, what came, and what was asked for that."""
    asked = heard(bench)
    with bench.session() as session:
        who = session.identity()
        came = pulled(session, "companies", ["name"], cursor)[0]
    return who, came, asked


def _told_apart(bench: SmallBench, cursor: str) -> dict[str, Change]:
    with bench.session() as session:
        return pulled(session, "companies", ["name"], cursor)[0]


def _contact(bench: SmallBench) -> dict[str, Any]:
    return bench.small.tables["res.partner"][bench.me]


def test_that_one_question_tells_who_signs_in_and_what_is_new(bench: SmallBench) -> None:
    cursor = _before(bench)
    new = bench.add({"name": "new"})
    who, came, asked = _run(bench, cursor)
    assert [method_of(one) for one in asked if method_of(one) != "get_metadata"] == ["search_read"]
    assert (who.user_id, who.user_name) == (str(bench.me), "Mitchell")
    assert came == _told_apart(bench, cursor)
    assert new in came
    assert str(bench.me) not in came


def test_that_a_name_and_a_time_zone_that_were_changed_are_told(bench: SmallBench) -> None:
    cursor = _before(bench)
    bench.others("res.partner", "write", ids=[bench.me], vals={"name": "Mitchell Admin", "tz": "Europe/Berlin"})
    who, came, asked = _run(bench, cursor)
    assert len(asked) == 1
    assert (who.user_name, who.tz) == ("Mitchell Admin", "Europe/Berlin")
    assert str(bench.me) not in came


@pytest.mark.parametrize("again", [False, True])
def test_that_ones_own_contact_comes_exactly_when_it_is_a_company_that_changed(bench: SmallBench, again: bool) -> None:
    _contact(bench)["is_company"] = True
    cursor = _before(bench)
    if again:
        bench.others("res.partner", "write", ids=[bench.me], vals={"ref": "R"})
    _, came, asked = _run(bench, cursor)
    assert (str(bench.me) in came) == again
    assert came == _told_apart(bench, cursor)
    # That it came is no proof of who it belongs to: that is asked by itself.
    assert ("read" in [method_of(one) for one in asked]) == again


def test_that_ones_own_contact_of_the_very_second_of_the_cursor_comes(bench: SmallBench) -> None:
    _contact(bench)["is_company"] = True
    cursor = _before(bench)
    with bench.session() as session:
        session.identity()
        since = session._rpc.memory.ended["companies"].since  # type: ignore[attr-defined]
    for back, comes in ((timedelta(0), True), (timedelta(microseconds=1), False)):
        _contact(bench)["write_date"] = since - back
        _, came, _ = _run(bench, cursor)
        assert (str(bench.me) in came) == comes


def test_that_ones_own_archived_contact_proves_as_much(bench: SmallBench) -> None:
    cursor = _before(bench)
    _contact(bench)["active"] = False
    _, came, asked = _run(bench, cursor)
    assert len(asked) == 1
    assert str(bench.me) not in came


def _another_database(bench: SmallBench) -> None:
    for model in ("res.users", "res.country"):
        for row in bench.small.tables[model].values():
            row["create_date"] += timedelta(days=1)


def _another_person(bench: SmallBench) -> None:
    bench.small.tables["res.users"][bench.me]["create_date"] += timedelta(days=1)


def _an_older_person(bench: SmallBench) -> None:
    bench.small.tables["res.users"][bench.me]["create_date"] -= timedelta(days=1)


def _another_company(bench: SmallBench) -> None:
    bench.small.tables["res.currency"][9] = bench.small.tables["res.currency"][1] | {"id": 9, "name": "EUR"}
    bench.small.tables["res.company"][9] = bench.small.tables["res.company"][1] | {"id": 9, "currency_id": 9}
    bench.small.tables["res.users"][bench.me]["company_id"] = 9


def _another_contact(bench: SmallBench) -> None:
    (id,) = bench.others("res.partner", "create", vals_list=[{"name": "Somebody"}])
    users = bench.small.tables["res.users"]
    # The contact that was theirs is now that of another user, who came on the same day.
    users[3] |= {"partner_id": bench.me, "create_date": users[bench.me]["create_date"]}
    users[bench.me]["partner_id"] = id


@pytest.mark.parametrize(
    "change", [_another_database, _another_person, _an_older_person, _another_company, _another_contact]
)
def test_that_whoever_is_not_as_they_were_is_seen_at_once(bench: SmallBench, change: Any) -> None:
    cursor = _before(bench)
    with bench.session() as session:
        before = session.identity()
    change(bench)
    who, came, asked = _run(bench, cursor)
    assert "read" in [method_of(one) for one in asked]
    assert (who.org_id != before.org_id) == (change is _another_database)
    assert (who.currency != before.currency) == (change is _another_company)
    assert (who.user_name != before.user_name) == (change is _another_contact)
    # Nothing that was asked together with it is used.
    assert sum(b"write_date" in one.body and b"user_ids" not in one.body for one in asked) >= 1
    assert came == _told_apart(bench, cursor)


def test_that_another_database_is_refused_before_anything_of_it_is_written(bench: SmallBench, tmp_path: Path) -> None:
    with new_book(tmp_path / "profile") as book:
        number = _connected(bench, book)
        for _ in range(2):
            assert running.run_sync(book, number, pressed=True)[1].result == "done"
        accounts = text("SELECT count(*), max(rev) FROM account")
        before = book.read(lambda session: session.execute(accounts).all())
        bench.add({"name": "of another system"})
        _another_database(bench)
        writes = bench.writes()
        for _ in range(2):
            outcome = running.run_sync(book, number, pressed=True)[1]
            assert (outcome.result, outcome.why[0] if outcome.why else "") == ("error", "different_org")
        assert book.read(lambda session: session.execute(accounts).all()) == before
        assert bench.writes() == writes


def test_that_a_run_of_the_engine_that_finds_nothing_is_one_request_for_each_kind(
    bench: SmallBench, tmp_path: Path
) -> None:
    bench.others(
        "mail.message", "create",
        vals_list=[{"model": "res.partner", "res_id": 1, "body": "<p>x</p>", "message_type": "comment"}],
    )  # fmt: skip
    with new_book(tmp_path / "profile") as book:
        number = _connected(bench, book)
        for _ in range(2):
            assert running.run_sync(book, number, pressed=True)[1].result == "done"
        for _ in range(3):
            outcome = running.run_sync(book, number, pressed=True)[1]
            assert (outcome.result, outcome.requests) == ("done", 5)


def _connected(bench: SmallBench, book: Any) -> int:
    number: int = book.write(connections.connect, name="Odoo", connector="odoo", config=bench.config())[1]
    secrets.keep_for_session(book, number, "key", bench.who)
    return number


def test_that_a_key_that_was_revoked_is_told_by_the_one_question(bench: SmallBench) -> None:
    cursor = _before(bench)
    del bench.small.keys[bench.who]
    with bench.session() as session, pytest.raises(AuthExpired):
        session.identity()
    bench.small.keys[bench.who] = bench.me
    assert _run(bench, cursor)[1] == _told_apart(bench, cursor)


def _read(session: Session) -> None:
    session.read("companies", ["name"], ids=["1"])


def _swept(session: Session) -> None:
    list(session.sweep("companies"))


def _described(session: Session) -> None:
    session.describe()


def _other(session: Session) -> None:
    list(session.pull("people", ["name"], None))


@pytest.mark.parametrize("between", [_read, _swept, _described, _other])
def test_that_what_was_asked_ahead_is_not_used_after_something_newer_was_read(bench: SmallBench, between: Any) -> None:
    cursor = _before(bench)
    id = bench.add({"name": "before"})
    with bench.session() as session:
        session.identity()
        bench.edit(id, {"name": "after"})
        between(session)
        came, _ = pulled(session, "companies", ["name"], cursor)
    assert came[id].fields["name"] == "after"


def test_that_it_serves_the_cursor_that_it_was_asked_for_alone(bench: SmallBench) -> None:
    (old,) = bench.seed(1)
    first = _before(bench)
    with bench.session() as session:
        everything, _ = pulled(session, "companies", ["name"], None)
        session.identity()
        came, _ = pulled(session, "companies", ["name"], None)
        assert came == everything
        session.identity()
        assert pulled(session, "companies", ["name"], first)[0] == _told_apart(bench, first)
    assert old in everything


def test_that_more_than_a_page_is_asked_for_as_ever(bench: SmallBench) -> None:
    cursor = _before(bench)
    ids = bench.seed(5 * PAGE, tie=True)
    who, came, _ = _run(bench, cursor)
    assert set(ids) <= set(came)
    assert who.user_id == str(bench.me)


@pytest.mark.parametrize("hides", [("res.partner", "tz"), ("res.partner", "ref")])
def test_that_where_the_one_question_is_refused_each_is_asked_by_itself(bench: SmallBench, hides: Any) -> None:
    cursor = _before(bench)
    bench.small.hidden.add(hides)
    with bench.session() as session:
        who = session.identity()
        came, _ = pulled(session, "companies", ["name"], cursor)
    assert who.user_name == "Mitchell"
    assert set(came) == {str(id) for id, row in bench.small.tables["res.partner"].items() if row["is_company"]} - {"1"}


def test_that_ones_own_contact_that_may_not_be_seen_costs_a_question(bench: SmallBench) -> None:
    cursor = _before(bench)
    bench.small.unseen.add(("res.partner", bench.me))
    _, came, asked = _run(bench, cursor)
    assert len(asked) == ASKED_APART
    assert came == _told_apart(bench, cursor)


def _busy(*_: object, **__: object) -> Any:
    raise Error(500, "psycopg2.OperationalError", "the server is busy")


def test_that_a_question_that_failed_is_not_asked_again_as_one(bench: SmallBench) -> None:
    cursor = _before(bench)
    found = bench.small.do_search_read
    bench.small.do_search_read = _busy  # type: ignore[method-assign]
    with bench.session() as session, pytest.raises(Unavailable):
        session.identity()
    bench.small.do_search_read = found  # type: ignore[method-assign]
    who, came, asked = _run(bench, cursor)
    assert len(asked) == ASKED_APART
    assert who.user_id == str(bench.me)
    assert came == _told_apart(bench, cursor)
