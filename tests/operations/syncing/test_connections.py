"""Connections: what is asked of a person, what the list tells, and that nothing of the book goes with one."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from app import language
from app.connectors.memory import MemoryServer
from app.errors import BansoError
from app.language import error_words
from app.operations.accounts import amend_accounts
from app.operations.book import Book
from app.operations.content import content_hash
from app.operations.syncing import connections, kinds, running, runs
from app.operations.syncing.rows import Kind
from app.operations.syncing.testing import Draft
from app.operations.syncing.testing import test_connection as try_connection
from app.operations.syncing.why import why_words
from app.sync.sql import ask
from tests.builders import TODAY
from tests.operations.syncing.conftest import Crm
from tests.views.accounts.books import NAMES


def made(book: Book, name: str = "CRM") -> int:
    return book.write(connections.connect, name=name, connector="memory", config={"server": "crm"})[1]


def test_that_a_new_connection_only_reads(book: Book, server: MemoryServer) -> None:
    one = book.read(connections.connection, made(book))
    assert (one.name, one.label, one.writes, one.state, one.guard, one.last_run) == (
        "CRM", "In memory", False, "on", "", None,
    )  # fmt: skip
    assert one.every_minutes == 5


def test_that_making_one_is_no_change_of_the_book(book: Book, server: MemoryServer) -> None:
    before = book.read(content_hash)
    changes, number = book.write(connections.connect, name="CRM", connector="memory", config={"server": "crm"})
    assert not changes
    assert not book.write(connections.pause, number)[0]
    assert book.read(content_hash) == before


@pytest.mark.parametrize(
    ("config", "key", "field"),
    [
        ({}, "param.missing", "server"),
        ({"server": ""}, "param.missing", "server"),
        ({"server": "crm", "colour": "red"}, "param.unknown", "colour"),
    ],
)
def test_that_settings_are_checked_by_name(
    book: Book, server: MemoryServer, config: dict[str, str], key: str, field: str
) -> None:
    with pytest.raises(BansoError) as told:
        book.write(connections.connect, name="CRM", connector="memory", config=config)
    assert (told.value.key, told.value.field) == (key, field)
    assert book.read(connections.connections) == []


def test_that_choices_and_folders_of_the_folder_partner_are_checked(book: Book) -> None:
    with pytest.raises(BansoError) as told:
        book.write(connections.connect, name="表", connector="folder", config={"folder": "/tmp", "format": "pdf"})
    assert (told.value.key, told.value.field) == ("param.value", "format")
    with pytest.raises(BansoError, match=r"sync\.broken_connector"):
        book.write(connections.connect, name="表", connector="no such thing", config={})


def test_that_names_are_unique_and_not_blank(book: Book, server: MemoryServer) -> None:
    first, second = made(book), made(book, "Other")
    for name, key in (("  ", "connection.name"), (" crm ", "connection.taken")):
        with pytest.raises(BansoError) as told:
            book.write(connections.rename_connection, second, name)
        assert told.value.key == key
    book.write(connections.rename_connection, first, "  my   CRM ")
    assert [one.name for one in book.read(connections.connections)] == ["my CRM", "Other"]
    assert book.read(connections.find_connection, "MY CRM") == first


def test_that_what_is_not_there_is_told(book: Book) -> None:
    for operation, given in (
        (connections.pause, ()),
        (connections.resume, ()),
        (connections.full_resync, ()),
        (connections.forget_bindings, ()),
        (connections.remove_connection, ()),
        (connections.set_writes, (True,)),
    ):
        with pytest.raises(BansoError) as told:
            book.write(operation, 7, *given)
        assert told.value.key == "connection.unknown"


def test_that_the_list_counts_what_waits_and_what_differs(crm: Crm) -> None:
    crm.book.write(amend_accounts, [crm.here(NAMES[0])], {"industry": "製造"}, today=TODAY)
    crm.book.write(amend_accounts, [crm.here(NAMES[1])], {"industry": "食品"}, today=TODAY)
    crm.server.edit("accounts", crm.there("accounts", "Name", NAMES[1]), {"Industry": "流通"})
    [one] = crm.book.read(connections.connections)
    assert (one.waiting, one.differences) == (2, 0)
    crm.sync()
    [one] = crm.book.read(connections.connections)
    assert (one.waiting, one.differences, one.guard, one.org, one.user) == (0, 1, "atomic", "memory", "Me")
    assert one.last_run is not None and one.last_run.conflicts == 1


def test_that_a_full_resync_moves_nothing_where_both_sides_agree(crm: Crm) -> None:
    before, there = crm.book.read(content_hash), dict(crm.server.records("accounts"))
    crm.book.write(connections.full_resync, crm.id)
    done = crm.sync()
    assert (done.result, done.pulled, done.pushed, done.conflicts) == ("done", 0, 0, 0)
    assert crm.book.read(content_hash) == before
    assert dict(crm.server.records("accounts")) == there


def test_that_removing_a_connection_leaves_rows_and_records(crm: Crm) -> None:
    before = crm.book.read(content_hash)
    crm.book.write(connections.remove_connection, crm.id)
    assert crm.book.read(connections.connections) == []
    assert crm.book.read(runs.runs) == []
    for table in ("binding", "sync_cursor", "field_map", "sync_run", "secret", "outbox", "sync_conflict"):
        assert crm.one(f"SELECT count(*) FROM {table}") == 0
    assert crm.book.read(content_hash) == before
    assert len(crm.server.records("accounts")) == len(NAMES)


def test_that_after_forgetting_what_belongs_together_no_twin_is_made(crm: Crm) -> None:
    crm.book.write(connections.forget_bindings, crm.id)
    for _ in range(2):
        assert crm.sync().result == "done"
    assert len(crm.server.records("accounts")) == len(NAMES)


def test_that_a_resting_connection_is_left_out_and_runs_only_when_pressed(crm: Crm) -> None:
    crm.book.write(connections.pause, crm.id)
    requests = len(crm.server.requests)
    assert running.sync_all(crm.book) == []
    assert running.run_sync(crm.book, crm.id)[1].state == "paused"
    assert len(crm.server.requests) == requests
    crm.book.write(connections.resume, crm.id)
    assert [one.result for one in running.sync_all(crm.book)] == ["done"]


def test_that_a_trial_names_the_system_and_what_goes_with_it(crm: Crm) -> None:
    draft: Draft = ("memory", {"server": "crm"}, {})
    for what in (crm.id, draft):
        told = try_connection(crm.book, what)
        assert (told.org, told.user) == ("memory", "Me")
        assert [entity for entity, _label, _guard in told.types] == [
            "account", "contact", "touchpoint", "task", "request", "plan", "objective", "milestone", "commitment",
            "review", "decision", "review_section", "contract", "contract_line", "forecast_call", "csql",
        ]  # fmt: skip
    with pytest.raises(BansoError) as refused:
        try_connection(crm.book, ("memory", {"server": "nowhere"}, {}))
    assert (refused.value.key, refused.value.field) == ("sync.bad_config", "server")


def test_that_a_trial_tells_a_bad_sign_in_and_a_dead_line_apart(crm: Crm) -> None:
    crm.server.password = "another one"
    with pytest.raises(BansoError, match=r"sync\.auth"):
        try_connection(crm.book, crm.id)
    crm.server.password = ""
    crm.server.faults = lambda _request: "500"
    with pytest.raises(BansoError, match=r"sync\.offline"):
        try_connection(crm.book, crm.id)


def test_that_new_settings_end_a_stop_for_the_sign_in(crm: Crm) -> None:
    crm.server.password = "another one"
    assert crm.sync().state == "auth"
    crm.server.password = ""
    crm.book.write(connections.amend_config, crm.id, {"server": "crm"})
    assert crm.book.read(connections.connection, crm.id).state == "on"
    assert crm.sync().result == "done"


def test_that_every_kind_tells_its_form(server: MemoryServer) -> None:
    found = {kind.id: kind for kind in kinds.kinds()}
    assert found["folder"].builtin and not found["folder"].broken
    assert [param.kind for param in found["folder"].params] == ["folder", "choice"]
    assert found["memory"].sign_in == "secret"
    assert [param.name for param in found["memory"].params] == ["server", "password"]


def test_that_a_broken_kind_is_shown_as_broken(monkeypatch: pytest.MonkeyPatch) -> None:
    from app.connectors import registry

    monkeypatch.setattr(registry, "BUILTIN", {**registry.BUILTIN, "bad": "app.no_such_module:Nothing"})
    [bad] = [kind for kind in kinds.kinds() if kind.id == "bad"]
    assert "no_such_module" in bad.broken
    assert bad.params == ()


def test_that_the_code_of_a_stranger_runs_only_where_it_is_trusted(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "path", [*sys.path])
    (tmp_path / "stranger_met.py").write_text("raise RuntimeError('ran')", "utf-8")
    about = tmp_path / "stranger_met-1.dist-info"
    about.mkdir()
    (about / "METADATA").write_text("Metadata-Version: 2.1\nName: stranger-met\nVersion: 1\n", "utf-8")
    (about / "entry_points.txt").write_text("[banso.connectors]\nmet = stranger_met:Met\n", "utf-8")

    def met(trusted: set[str] | None) -> Kind:
        return next(kind for kind in kinds.kinds(tmp_path, trusted) if kind.id == "met")

    assert met(set()) == Kind("met", "met", (), False, "stranger-met", trusted=False)
    assert met(set()).broken == ""
    for trusted in (None, {"stranger-met"}):
        assert (met(trusted).trusted, "ran" in met(trusted).broken) == (True, True)
    assert all(kind.trusted and kind.params for kind in kinds.kinds(tmp_path, set()) if kind.id == "folder")


def test_that_a_run_of_a_connector_that_is_gone_is_told(crm: Crm, monkeypatch: pytest.MonkeyPatch) -> None:
    from app.connectors import registry

    monkeypatch.setattr(registry, "BUILTIN", {})
    before = crm.book.read(content_hash)
    done = crm.sync()
    assert (done.result, done.state) == ("error", "error")
    language.use("ja")
    assert "このコネクターを持つパッケージが入っていません。" in why_words(done.why, crm.book.clock)
    with pytest.raises(BansoError, match=r"sync\.broken_connector") as refused:
        kinds.connector("memory")
    assert "。）" not in error_words(refused.value)[1] and "package" not in error_words(refused.value)[1]
    assert crm.book.read(connections.connection, crm.id).label == "memory"
    assert crm.book.read(content_hash) == before
    assert crm.book.read(ask, "SELECT result FROM sync_run ORDER BY id DESC LIMIT 1") == [("error",)]
