"""A hub of before and a Banso of now, a hub of now and a Banso of before, and how a hub comes from one to the other."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from app.connectors.errors import SchemaChanged, Unavailable
from app.connectors.hub import HubConnector
from app.connectors.hub import prepare as preparing
from app.connectors.hub import session as conversing
from app.connectors.hub.kinds import KINDS
from app.connectors.hub.schema import OLDEST, VERSION, VERSIONS
from app.operations.syncing import mapping
from app.sync import keeping
from app.sync.engine import Outcome, run
from app.sync.steps import Place
from tests.builders import new_book
from tests.connectors.hub.talking import create, pulled, signed_in
from tests.live.hub import AIKO, KEN, Hub
from tests.live.postgres import Postgres
from tests.sync.desk import Context, Desk
from tests.sync.test_leads_out import submitted


@pytest.fixture
def first(server: Postgres, monkeypatch: pytest.MonkeyPatch) -> Iterator[Hub]:
    """A hub as the first Banso made it: of version 1, without a type for leads."""
    with monkeypatch.context() as then:
        then.setattr(preparing, "VERSION", 1)
        then.setattr(preparing, "VERSIONS", VERSIONS[:1])
        then.setattr(preparing, "KINDS", {name: kind for name, kind in KINDS.items() if name != "csqls"})
        made = Hub(server, AIKO, KEN)
    yield made
    made.drop()


class HubDesk(Desk):
    """An open book beside a hub."""

    def join(self, hub: Hub) -> int:
        values = {"connector": "hub", "name": "hub", "config": hub.config(AIKO), "writes": 1}
        return int(self.book.write(keeping.add_connection, values)[1])

    def meet(self, hub: Hub, number: int) -> Outcome:
        ctx = Context()
        ctx.secrets = {"password": AIKO.password}
        session = HubConnector().open(hub.config(AIKO), ctx)
        try:
            return run(Place(self.book._database, self.folder, self.book.clock), number, session, HubConnector.presets)
        finally:
            session.close()


def _rows(hub: Hub) -> list[tuple[Any, ...]]:
    with hub.admin() as db:
        return db.execute("SELECT id, type, version, xid::text, fields, at FROM banso.record ORDER BY no").fetchall()


def test_that_a_hub_of_the_first_version_goes_on_working_without_leads(first: Hub, tmp_path: Path) -> None:
    with new_book(tmp_path) as book:
        desk = HubDesk(book, tmp_path)
        submitted(desk)
        number = desk.join(first)
        for _round in range(2):
            told = desk.meet(first, number)
            assert (told.result, told.why, told.blocked) == ("done", None, 0)
    assert [row[1] for row in _rows(first)] == ["accounts"]
    with signed_in(first, AIKO) as aiko:
        assert {info.name for info in aiko.describe()} == KINDS.keys() - {"csqls"}
        with pytest.raises(SchemaChanged):
            next(aiko.pull("csqls", [], None))


def test_that_preparing_brings_it_to_this_version_and_keeps_what_is_there(first: Hub) -> None:
    with signed_in(first, AIKO) as aiko:
        account = create(aiko, "accounts", {"name": "みどり会"})
        create(aiko, "requests", {"account": account, "words": "CSV"})
        cursor = pulled(aiko, "requests")[1]
    before = _rows(first)
    done = first.prepare()
    assert (done.before, done.version, done.restored) == (1, VERSION, False)
    assert _rows(first) == before
    with signed_in(first, AIKO) as aiko:
        assert pulled(aiko, "requests", cursor)[0] == {}
        lead = create(aiko, "csqls", {"account": account, "signal": "分院", "submitted_on": date(2026, 11, 18)})
    with signed_in(first, KEN) as ken:
        assert pulled(ken, "csqls")[0][lead].fields["submitted_on"] == date(2026, 11, 18)
    again = first.prepare()
    assert (again.before, again.version) == (VERSION, VERSION)


def test_that_the_step_to_the_second_version_is_whole_by_itself(first: Hub) -> None:
    with first.admin() as db:
        for part in VERSIONS[1]:
            db.execute(part)
        kept = db.execute("SELECT fields, refs FROM banso.kind WHERE type = 'csqls'").fetchall()
    assert kept == [(sorted(KINDS["csqls"].kept), {})]


def test_that_a_banso_of_before_is_told_that_the_hub_is_newer(first: Hub, monkeypatch: pytest.MonkeyPatch) -> None:
    first.prepare()
    monkeypatch.setattr(conversing, "VERSION", 1)
    with signed_in(first, AIKO) as aiko, pytest.raises(Unavailable, match="newer"):
        aiko.identity()


def test_that_a_hub_of_before_the_first_version_is_told_to_be_older(first: Hub) -> None:
    with first.admin() as db:
        db.execute("UPDATE banso.hub SET version = %s", (OLDEST - 1,))
    with signed_in(first, AIKO) as aiko, pytest.raises(Unavailable, match="older"):
        aiko.identity()


def test_that_a_book_shares_its_leads_once_the_hub_can_and_they_are_mapped(first: Hub, tmp_path: Path) -> None:
    with new_book(tmp_path) as book:
        desk = HubDesk(book, tmp_path)
        lead = submitted(desk)
        number = desk.join(first)
        desk.meet(first, number)
        first.prepare()
        book.write(keeping.set_connection, number, {"schema_at": None})
        assert desk.meet(first, number).result == "done"
        assert [row[1] for row in _rows(first)] == ["accounts"]
        book.write(mapping.use_preset, number, "csql")
        assert desk.meet(first, number).result == "done"
    kept = {row[1]: row for row in _rows(first)}
    assert str(kept["csqls"][0]) == lead
    assert kept["csqls"][4] == {
        "signal": "分院でも使いたい", "origin": "request", "submitted_on": "2026-11-18", "amount": "1200000",
        "currency": "JPY",
    }  # fmt: skip
