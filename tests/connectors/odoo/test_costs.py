"""What a run costs in requests: a whole portfolio at first, and next to nothing where nothing has changed."""

from __future__ import annotations

import time
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import ClassVar

import pytest

from app.connectors.base import Change, Ok, Session
from app.connectors.conformance.talk import creation, one, pulled, pushed, update
from app.connectors.odoo.memory import forget_all, memory_of
from tests.connectors.odoo.bench import PagedConnector
from tests.connectors.odoo.old_bench import OldBench
from tests.connectors.odoo.small_bench import SmallBench

FIRST, QUIET, COLD = 70, 5, 24
"""Requests at most: of a first run over five kinds, of one that finds nothing new, of one that remembers nothing."""

PAGE = 40
"""A fiftieth of a real page, and so are the records a fiftieth of a real portfolio."""

KINDS = ("companies", "people", "notes", "activities", "opportunities")
BEGIN = datetime.now(UTC).replace(microsecond=0) - timedelta(days=30)


class _Connector(PagedConnector):
    page: ClassVar[int] = PAGE


class CostBench(SmallBench):
    """A portfolio in the small Odoo."""

    connector = _Connector


class OldCostBench(OldBench):
    """The same in one of version 18."""

    connector = _Connector


@pytest.fixture(params=[CostBench, OldCostBench], ids=["json-2", "xml-rpc"])
def bench(request: pytest.FixtureRequest, tmp_path: Path) -> SmallBench:
    made: SmallBench = request.param(tmp_path)
    companies = made.others(
        "res.partner",
        "create",
        vals_list=[{"name": f"C {n}", "is_company": True, "category_id": [[6, 0, [1]]]} for n in range(100)],
    )
    people = made.others(
        "res.partner", "create", vals_list=[{"name": f"P {n}", "parent_id": companies[n % 100]} for n in range(300)]
    )
    note = {"model": "res.partner", "body": "<p>x</p>", "message_type": "comment", "date": "2026-03-31 10:00:00"}
    hung = [*companies, *people]
    notes = made.others(
        "mail.message", "create", vals_list=[note | {"res_id": hung[n % len(hung)]} for n in range(1_000)]
    )
    for model, ids in (("res.partner", [*companies, *people]), ("mail.message", notes)):
        made.stamped(model, {id: BEGIN + timedelta(minutes=place) for place, id in enumerate(ids)})
    made.front.requests = 0
    request.addfinalizer(made.close)
    return made


def _run(bench: SmallBench, cursors: dict[str, str]) -> tuple[dict[str, dict[str, Change]], int]:
    """Ask what a run of the engine asks, and return what came and what it cost."""
    before = bench.requests()
    with bench.session() as session:
        session.identity()
        if not cursors:
            session.describe()
        came = {kind: _pull(session, kind, cursors) for kind in KINDS}
    return came, bench.requests() - before


def _pull(session: Session, kind: str, cursors: dict[str, str]) -> dict[str, Change]:
    fields = {"companies": ["name", "category_id"], "notes": ["partner", "date"]}.get(kind, ["name"])
    fields = ["summary"] if kind == "activities" else fields
    found, cursors[kind] = pulled(session, kind, fields, cursors.get(kind))
    return found


def test_that_a_portfolio_comes_in_few_requests_and_a_quiet_run_costs_one_for_each_kind(bench: SmallBench) -> None:
    cursors: dict[str, str] = {}
    came, cost = _run(bench, cursors)
    assert {kind: len(found) for kind, found in came.items()} == {
        "companies": 101, "people": 300, "notes": 1_000, "activities": 0, "opportunities": 0,
    }  # fmt: skip
    assert cost <= FIRST
    for _ in range(3):
        again, cost = _run(bench, cursors)
        # What was stamped shortly before the cursor is told once more, word for word.
        assert again["people"]
        assert again["notes"]
        assert _words(again) == _words({kind: {id: came[kind][id] for id in again[kind]} for kind in again})
        assert cost <= QUIET
    memory = memory_of(bench.front.url, *_names(bench), bench.who)
    assert memory.ended
    memory.clock = lambda: time.monotonic() + 5 * 3_600
    assert _run(bench, cursors)[1] <= QUIET, "what has changed for hours costs no more to ask for"


def _names(bench: SmallBench) -> tuple[str, str]:
    """Return the database and the login that the memory of a bench goes by."""
    config = bench.config()
    return str(config.get("database", "")), str(config.get("user", ""))


def _words(came: Mapping[str, Mapping[str, Change]]) -> dict[str, dict[str, object]]:
    return {kind: {id: (one.version, one.fields, one.key) for id, one in found.items()} for kind, found in came.items()}


def test_that_what_is_new_costs_its_key_and_is_told_with_it(bench: SmallBench) -> None:
    cursors: dict[str, str] = {}
    _run(bench, cursors)
    _run(bench, cursors)
    op = creation({"name": "ours"})
    with bench.session() as session:
        made = pushed(session, "companies", op)
    assert isinstance(made, Ok)
    came, cost = _run(bench, cursors)
    assert came["companies"][made.id].key == op.key
    assert cost <= QUIET + 1
    came, cost = _run(bench, cursors)
    assert came["companies"][made.id].key == op.key
    assert cost <= QUIET


def test_that_a_process_that_remembers_nothing_asks_a_little_more(bench: SmallBench) -> None:
    cursors: dict[str, str] = {}
    _run(bench, cursors)
    forget_all()
    again, cost = _run(bench, cursors)
    assert again["companies"]
    assert cost <= COLD


def test_that_a_time_zone_that_was_changed_is_seen_by_the_next_run(bench: SmallBench) -> None:
    with bench.session() as session:
        assert session.identity().tz == "Asia/Tokyo"
    bench.small.tables["res.partner"][bench.me]["tz"] = "Europe/Berlin"
    with bench.session() as session:
        assert session.identity().tz == "Europe/Berlin"


def test_that_another_database_at_the_same_address_is_another_system(bench: SmallBench) -> None:
    with bench.session() as session:
        before = session.identity().org_id
    later = datetime.now(UTC) + timedelta(days=1)
    for model in ("res.users", "res.country"):
        for row in bench.small.tables[model].values():
            row["create_date"] = later
    with bench.session() as session:
        assert session.identity().org_id != before


def test_that_a_choice_that_is_new_there_is_read_and_a_renamed_one_is_not_taken_for_another(bench: SmallBench) -> None:
    cursors: dict[str, str] = {}
    _run(bench, cursors)
    (new,) = bench.others("res.partner.category", "create", vals_list=[{"name": "New"}])
    (id,) = bench.others("res.partner", "create", vals_list=[{"name": "x", "is_company": True}])
    bench.others("res.partner", "write", ids=[id], vals={"category_id": [[6, 0, [new]]]})
    came, _ = _run(bench, cursors)
    assert came["companies"][str(id)].fields["category_id"] == ("New",)
    bench.others("res.partner.category", "write", ids=[1], vals={"name": "Renamed"})
    bench.others("res.partner.category", "write", ids=[2], vals={"name": "VIP"})
    with bench.session() as session:
        known = next(info for info in session.describe(["companies"]))
        version = one(session, known, str(id)).version
    with bench.session() as session:
        assert isinstance(pushed(session, "companies", update(str(id), version, {"category_id": ("VIP",)})), Ok)
    assert bench.small.tables["res.partner"][id]["category_id"] == [2]


def test_that_whoever_signs_in_otherwise_has_a_memory_of_their_own() -> None:
    mine = memory_of("https://a.example", "", "", "one key")
    mine.names["res.partner.category"] = {1: "VIP"}
    assert memory_of("https://a.example", "", "", "one key") is mine
    for other in (("https://a.example", "", "", "another"), ("https://a.example", "db", "", "one key")):
        assert not memory_of(*other).names


def test_that_what_is_remembered_lasts_a_day() -> None:
    memory = memory_of("https://a.example", "", "", "one key")
    now = 1_000.0
    memory.clock = lambda: now
    memory.forget_schema()
    memory.fields["res.partner"] = {}
    now += 24 * 3_600
    memory.refresh()
    assert memory.fields
    now += 1
    memory.refresh()
    assert not memory.fields
