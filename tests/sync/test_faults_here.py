"""The rows of the fault table about this machine: its clock, its disk, its back-ups, and who else writes here."""

from __future__ import annotations

import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from app.clock import Clock
from app.connectors.memory import MemoryServer, Request, crm_types
from app.models import locks
from tests.builders import new_book, opened
from tests.sync.desk import Desk
from tests.sync.wired import there

NOON = datetime(2026, 11, 20, 3, tzinfo=UTC)


@dataclass(frozen=True)
class Wrong(Clock):
    """A laptop's clock that stands at any instant."""

    at: datetime = NOON

    def now(self) -> datetime:
        """Return where it stands."""
        return self.at


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    with new_book(tmp_path) as book:
        yield Desk(book, tmp_path)


def account(desk: Desk, name: str, **fields: object) -> str:
    return desk.create("account", name=name, name_key=name, **fields)


def met(desk: Desk, crm: MemoryServer) -> tuple[str, str]:
    """Let both sides know two accounts and return our row and their record of the first."""
    ours = account(desk, "first", industry="food")
    crm.create("accounts", {"Name": "second"})
    desk.connect(crm)
    assert desk.sync().result == "done"
    [(there_,)] = desk.ask("SELECT remote_id FROM binding WHERE local_id = ?", ours)
    return ours, str(there_)


def names(crm: MemoryServer) -> list[str]:
    return sorted(str(one.fields["Name"]) for one in crm.records("accounts").values())


CLOCKS = [
    NOON + timedelta(hours=1),
    NOON - timedelta(hours=1),
    datetime(1970, 1, 1, tzinfo=UTC),
    datetime(2026, 10, 24, 23, 59, 59, tzinfo=UTC),
    datetime(2099, 1, 1, tzinfo=UTC),
]


@pytest.mark.parametrize("at", CLOCKS, ids=lambda at: at.isoformat())
@pytest.mark.parametrize("fault", ["", "drop_before", "drop_after", "late"])
def test_that_a_laptop_s_clock_has_no_effect(desk: Desk, at: datetime, fault: Any) -> None:
    crm = MemoryServer(lag=30)
    ours, record = met(desk, crm)
    desk.amend("account", ours, industry="paper")
    account(desk, "new")
    crm.faults = lambda request: fault if request.writes else ""
    desk.sync()
    desk.book.clock = Wrong(desk.book.clock.zone, at=at)
    crm.edit("accounts", record, {"Domain": "theirs.test"})
    crm.faults = lambda _request: ""
    for _run in range(2):
        assert desk.sync().result == "done"
    crm.deliver()
    desk.book.clock = Wrong(desk.book.clock.zone, at=NOON)
    assert desk.sync().result == "done"
    assert names(crm) == ["first", "new", "second"]
    assert (crm.records("accounts")[record].fields["Industry"], desk.row("account", ours)["domain"]) == (
        "paper",
        "theirs.test",
    )
    assert desk.ask("SELECT 1 FROM outbox") == []


@pytest.mark.parametrize("at", CLOCKS, ids=lambda at: at.isoformat())
def test_that_a_clock_that_jumps_makes_no_twin_where_a_key_can_only_be_looked_up(desk: Desk, at: datetime) -> None:
    crm = MemoryServer(crm_types("check", "sweep", create_key="search"))
    met(desk, crm)
    account(desk, "new")
    crm.faults = lambda request: "late" if request.writes else ""
    assert desk.sync().result == "offline"
    crm.faults = lambda _request: ""
    desk.book.clock = Wrong(desk.book.clock.zone, at=at)
    for _run in range(3):
        assert desk.sync().result == "done"
    crm.deliver()
    for _run in range(2):
        assert desk.sync().result == "done"
    assert names(crm) == ["first", "new", "second"]


def test_that_a_create_that_never_arrived_is_sent_again_after_two_minutes_whatever_the_clock_did(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    crm = MemoryServer(crm_types("check", "sweep", create_key="search"))
    met(desk, crm)
    account(desk, "new")
    crm.faults = lambda request: "drop_before" if request.writes else ""
    assert desk.sync().result == "offline"
    crm.faults = lambda _request: ""
    # Set back by an hour: what was sent lies ahead of now, and still waits for two minutes only.
    desk.book.clock = Wrong(desk.book.clock.zone, at=NOON - timedelta(hours=1))
    desk.sync()
    assert names(crm) == ["first", "second"]
    moved = time.monotonic() + 150
    monkeypatch.setattr("app.sync.recover.monotonic", lambda: moved)
    desk.book.clock = Wrong(desk.book.clock.zone, at=NOON - timedelta(minutes=57))
    for _run in range(2):
        assert desk.sync().result == "done"
    assert names(crm) == ["first", "new", "second"]


def brake(desk: Desk, pragma: str, when: Callable[[str], bool]) -> Callable[[str], None]:
    """Return an edge at which the book's file takes nothing more: from `when` on, on every connection."""
    database = desk.book._database

    def edge(where: str) -> None:
        if when(where):
            fairies = [database._engine.connect() for _one in range(3)]
            for one in fairies:
                one.connection.driver_connection.execute(pragma).fetchall()  # type: ignore[union-attr]
            for one in fairies:
                one.close()

    return edge


@pytest.mark.parametrize("pragma", ["PRAGMA max_page_count = 1", "PRAGMA query_only = ON"], ids=["full", "read-only"])
@pytest.mark.parametrize("where", ["before begin", "before page", "before intent", "before outcome", "before end"])
def test_that_a_disk_that_takes_nothing_more_ends_the_run_with_both_sides_whole(
    desk: Desk, pragma: str, where: str
) -> None:
    crm = MemoryServer()
    ours, record = met(desk, crm)
    for number in range(300):
        crm.create("accounts", {"Name": f"their {number}", "Description": "語" * 900})
        account(desk, f"our {number}", fit_reason="字" * 900)
    desk.amend("account", ours, industry="paper")
    sent = len(crm.ops)
    outcome = desk.sync(edge=brake(desk, pragma, lambda edge: edge == where))
    if not (where == "before end" and "max_page" in pragma):
        # The last lines of a run find room in the pages that there are.
        assert outcome.result == "error"
        assert outcome.why is not None and outcome.why[0] in ("disk_full", "book_failed")
    if where in ("before begin", "before page", "before intent"):
        assert len(crm.ops) == sent, "a request went out whose intent could not be written"
    # Room is made: the next run needs no repair.
    desk.book.close()
    with opened(desk.folder) as book:
        again = Desk(book, desk.folder)
        again.servers, again.presets = desk.servers, desk.presets
        for _run in range(2):
            assert again.sync().result == "done"
        assert len(crm.records("accounts")) == 602
        assert again.ask("SELECT count(*) FROM account WHERE deleted_at IS NULL") == [(602,)]
        assert again.ask("SELECT 1 FROM outbox") == []
        assert crm.records("accounts")[record].fields["Industry"] == "paper"


def test_that_a_book_from_an_old_back_up_meets_the_crm_again_without_twins_or_losses(tmp_path: Path) -> None:
    crm = MemoryServer()
    folder = tmp_path / "p"
    with new_book(folder) as book:
        desk = Desk(book, folder)
        ours, record = met(desk, crm)
        account(desk, "kept")
        desk.sync()
    shutil.copytree(folder, tmp_path / "old")
    with opened(folder) as book:
        now = Desk(book, folder)
        now.servers, now.presets = desk.servers, desk.presets
        account(now, "made since")
        now.amend("account", ours, industry="paper")
        assert now.sync().pushed == 2
        crm.edit("accounts", record, {"Domain": "theirs.test"})
        now.sync()
    with opened(tmp_path / "old") as book:
        old = Desk(book, tmp_path / "old")
        old.servers, old.presets = desk.servers, desk.presets
        old.amend("account", ours, reading="よみ")
        for _run in range(3):
            assert old.sync().result == "done"
        assert names(crm) == ["first", "kept", "made since", "second"]
        assert old.ask("SELECT count(*) FROM account WHERE deleted_at IS NULL") == [(4,)]
        row = old.row("account", ours)
        assert (row["industry"], row["domain"], row["reading"]) == ("paper", "theirs.test", "よみ")
        assert crm.records("accounts")[record].fields["Reading"] == "よみ"
        assert crm.records("accounts")[record].fields["Industry"] == "paper"
        # What was made since came back under the id it had.
        [(key,)] = old.ask("SELECT id FROM account WHERE name = 'made since'")
        assert crm.by_key("accounts", key) is not None


def test_that_a_second_instance_says_that_it_is_busy_and_changes_nothing(desk: Desk) -> None:
    crm = MemoryServer()
    ours, _record = met(desk, crm)
    desk.amend("account", ours, industry="paper")
    before, runs = there(crm), desk.ask("SELECT count(*) FROM sync_run")
    held = (
        "import sys, time\nfrom pathlib import Path\nfrom app.models import locks\n"
        "with locks.hold(Path(sys.argv[1])) as taken:\n    print(taken, flush=True)\n    sys.stdin.read()\n"
    )
    lock = desk.folder / "sync" / "1.lock"
    root = Path(locks.__file__).parents[2]
    with subprocess.Popen(
        [sys.executable, "-c", held, str(lock)], cwd=root, stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as other:
        assert other.stdout is not None and other.stdin is not None
        assert other.stdout.readline() == b"True\n"
        outcome = desk.sync()
        assert (outcome.result, outcome.run) == ("busy", 0)
        # Reading and editing go on.
        desk.amend("account", ours, domain="ours.test")
        assert (there(crm), desk.ask("SELECT count(*) FROM sync_run")) == (before, runs)
        other.kill()
    assert desk.sync().result == "done"
    assert "paper" in {one.fields["Industry"] for one in crm.records("accounts").values()}


def test_that_two_colleagues_on_one_crm_share_ids_and_meet_field_by_field(tmp_path: Path) -> None:
    crm = MemoryServer()
    with new_book(tmp_path / "a") as one, new_book(tmp_path / "b", name="鈴木") as two:
        here, colleague = Desk(one, tmp_path / "a"), Desk(two, tmp_path / "b")
        ours = account(here, "first", industry="food")
        for who in (here, colleague):
            who.connect(crm)
            assert who.sync().result == "done"
        assert colleague.row("account", ours)["name"] == "first"
        here.amend("account", ours, industry="paper")
        colleague.amend("account", ours, domain="first.test")
        for who in (here, colleague, here):
            assert who.sync().conflicts == 0
        assert {who.row("account", ours)[name] for who in (here, colleague) for name in ("industry", "domain")} == {
            "paper",
            "first.test",
        }
        here.amend("account", ours, reading="あ")
        colleague.amend("account", ours, reading="い")
        assert here.sync().conflicts == 0
        assert colleague.sync().conflicts == 1
        assert crm.by_key("accounts", ours).fields["Reading"] == "あ"  # type: ignore[union-attr]
        assert colleague.row("account", ours)["reading"] == "い"
        assert len(crm.records("accounts")) == 1


@pytest.mark.parametrize("answers", ["after", "version", "id"])
@pytest.mark.parametrize("kind", ["create", "update", "delete"])
def test_that_an_edit_while_the_record_is_in_flight_is_sent_next(desk: Desk, answers: Any, kind: str) -> None:
    crm = MemoryServer(answers=answers)
    ours, record = met(desk, crm)
    row = account(desk, "new") if kind == "create" else ours
    if kind == "update":
        desk.amend("account", ours, industry="paper")
    elif kind == "delete":
        desk.remove("account", ours)
    meanwhile = [True]

    def before(request: Request) -> None:
        if request.writes and meanwhile.pop():
            meanwhile.append(False)
            change = {"deleted_at": None} if kind == "delete" else {}
            desk.amend("account", row, domain="meanwhile.test", industry="edited", **change)
        elif not meanwhile:
            meanwhile.append(False)

    crm.before = before
    assert desk.sync().result == "done"
    for _run in range(2):
        assert desk.sync().result == "done"
    assert desk.row("account", row)["domain"] == "meanwhile.test"
    if kind != "delete":
        [(there_,)] = desk.ask("SELECT remote_id FROM binding WHERE local_id = ?", row)
        fields = crm.records("accounts")[there_].fields
        assert (fields["Domain"], fields["Industry"]) == ("meanwhile.test", "edited")
    else:
        # It was deleted there as we had asked: what was written meanwhile is not lost with it.
        kept = [one for one in crm.records("accounts").values() if one.fields["Domain"] == "meanwhile.test"]
        assert kept or desk.open_questions()
    assert desk.ask("SELECT 1 FROM outbox") == []
    assert record
