"""A book and a folder become one: what is edited here, and what colleagues do in Excel."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

from app.connectors.folder import FolderConnector
from app.sync import keeping
from app.sync.engine import Outcome, run
from app.sync.steps import Place
from tests.builders import new_book
from tests.connectors.folder.bench_files import Sheet
from tests.connectors.folder.folders import Ctx
from tests.sync.desk import Desk


class FolderDesk(Desk):
    """An open book beside a folder."""

    def join(self, share: Path, format: str, name: str = "folder") -> int:
        config = {"folder": str(share), "format": format}
        values = {"connector": "folder", "name": name, "config": config, "writes": 1}
        self.configs = {**getattr(self, "configs", {}), name: config}
        number = int(self.book.write(keeping.add_connection, values)[1])
        self.numbers = {**getattr(self, "numbers", {}), number: config}
        return number

    def meet(self, number: int) -> Outcome:
        config: Mapping[str, str] = self.numbers[number]
        session = FolderConnector().open(config, Ctx())
        place = Place(self.book._database, self.folder, self.book.clock)
        return run(place, number, session, FolderConnector.presets)


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[FolderDesk]:
    with new_book(tmp_path / "book") as book:
        yield FolderDesk(book, tmp_path / "book")


@pytest.fixture
def share(tmp_path: Path) -> Path:
    made = tmp_path / "share"
    made.mkdir()
    return made


@pytest.fixture(params=["csv", "xlsx"])
def format(request: pytest.FixtureRequest) -> str:
    return str(request.param)


def test_that_both_sides_come_to_hold_the_same(desk: FolderDesk, share: Path, format: str) -> None:
    accounts = Sheet(share / f"accounts.{format}")
    accounts.save([["name", "domain", "segment"], ["甲商事", "kou.example", "high"], ["乙", "", "low"]])
    people = Sheet(share / f"people.{format}")
    people.save([["account", "name", "email", "role"], ["甲商事", "山田", "yamada@kou.example", "champion"]])
    ours = desk.create("account", name="みどり食品", name_key="みどり食品")
    desk.create("touchpoint", account_id=ours, state="done", kind="call", on_date="2026-11-02", body="=電話")
    number = desk.join(share, format)
    outcome = desk.meet(number)
    assert (outcome.result, outcome.why) == ("done", None)
    assert {row["name"] for row in accounts.rows()} == {"甲商事", "乙", "みどり食品"}
    assert all(row["banso_id"] for row in accounts.rows())
    (talk,) = Sheet(share / f"touchpoints.{format}").rows()
    assert (talk["account"], talk["body"].lstrip("'")) == ("みどり食品", "=電話")
    assert desk.ask(
        "SELECT a.name, p.name FROM position JOIN account a ON a.id = account_id JOIN person p ON p.id = person_id"
    ) == [("甲商事", "山田")]
    again = desk.meet(number)
    assert (again.pulled, again.pushed, again.conflicts) == (0, 0, 0)
    third = desk.meet(number)
    assert (third.pulled, third.pushed, third.result) == (0, 0, "done")


def test_that_edits_of_both_sides_meet_and_a_difference_is_asked_about(
    desk: FolderDesk, share: Path, format: str
) -> None:
    accounts = Sheet(share / f"accounts.{format}")
    accounts.save([["banso_id", "name", "industry", "domain"], ["k1", "甲", "食品", ""]])
    number = desk.join(share, format)
    desk.meet(number)
    [(row,)] = desk.ask("SELECT id FROM account")
    desk.amend("account", row, domain="kou.example", industry="鉄鋼")
    accounts.change("k1", industry="化学", name="甲HD")
    assert desk.meet(number).conflicts == 1
    assert desk.row("account", row)["name"] == "甲HD"
    (there,) = accounts.rows()
    assert (there["domain"], there["industry"]) == ("kou.example", "化学")
    [(question,)] = desk.ask("SELECT id FROM sync_conflict WHERE closed_at IS NULL")
    desk.settle(question, "mine")
    desk.meet(number)
    assert accounts.rows()[0]["industry"] == "鉄鋼"
    assert desk.meet(number).pushed == 0


def test_that_rows_that_are_removed_go_on_the_other_side_too(desk: FolderDesk, share: Path, format: str) -> None:
    accounts = Sheet(share / f"accounts.{format}")
    accounts.save([["banso_id", "name"], ["k1", "甲"], ["k2", "乙"], ["k3", "丙"]])
    number = desk.join(share, format)
    desk.meet(number)
    accounts.save([row for row in accounts.cells() if row[0] != "k1"])
    desk.meet(number)
    assert {name for (name,) in desk.ask("SELECT name FROM account WHERE deleted_at IS NULL")} == {"乙", "丙"}
    [(row,)] = desk.ask("SELECT id FROM account WHERE name = '乙'")
    desk.remove("account", row)
    desk.meet(number)
    assert [row["banso_id"] for row in accounts.rows()] == ["k3"]
    assert "乙" in (share / "accounts.removed.csv").read_text("utf-8-sig")


def test_that_a_broken_file_changes_nothing_here(desk: FolderDesk, share: Path, format: str) -> None:
    accounts = Sheet(share / f"accounts.{format}")
    accounts.save([["banso_id", "name"], *([f"k{n}", f"顧客{n}"] for n in range(30))])
    number = desk.join(share, format)
    desk.meet(number)
    whole = accounts.path.read_bytes()
    for data in (b"", whole[: len(whole) // 2 + 1], None):
        accounts.path.unlink()
        if data is not None:
            accounts.path.write_bytes(data)
        assert desk.meet(number).result == "offline"
        assert desk.ask("SELECT count(*) FROM account WHERE deleted_at IS NULL") == [(30,)]
        accounts.path.write_bytes(whole)
    accounts.save(accounts.cells()[:1])
    assert desk.meet(number).result == "guard"
    assert desk.ask("SELECT count(*) FROM account WHERE deleted_at IS NULL") == [(30,)]


def test_that_two_books_meet_in_one_folder(tmp_path: Path, share: Path, format: str) -> None:
    with new_book(tmp_path / "a") as first, new_book(tmp_path / "b") as second:
        one, other = FolderDesk(first, tmp_path / "a"), FolderDesk(second, tmp_path / "b")
        mine, theirs = one.join(share, format), other.join(share, format)
        account = one.create("account", name="みどり食品", name_key="みどり食品")
        for desk, number in ((one, mine), (other, theirs)):
            assert desk.meet(number).result == "done"
        assert other.row("account", account)["name"] == "みどり食品"
        other.create("promise", account_id=account, text="資料を送る", side="me", made_on="2026-11-20", origin="manual")
        one.amend("account", account, industry="食品")
        for _round in range(2):
            for desk, number in ((other, theirs), (one, mine)):
                assert desk.meet(number).result == "done"
        assert one.ask("SELECT text FROM promise") == [("資料を送る",)]
        assert other.row("account", account)["industry"] == "食品"
        assert [desk.meet(number).pushed for desk, number in ((one, mine), (other, theirs))] == [0, 0]


def test_that_nothing_is_written_before_write_back_is_switched_on(desk: FolderDesk, share: Path, format: str) -> None:
    accounts = Sheet(share / f"accounts.{format}")
    accounts.save([["name", "domain"], ["甲", ""], ["乙", ""]])
    before = accounts.path.read_bytes()
    number = desk.join(share, format)
    desk.book.write(keeping.set_connection, number, {"writes": 0})
    desk.meet(number)
    [(row,)] = desk.ask("SELECT id FROM account WHERE name = '乙'")
    desk.amend("account", row, domain="otsu.example")
    desk.meet(number)
    assert accounts.path.read_bytes() == before
    desk.book.write(keeping.set_connection, number, {"writes": 1})
    desk.meet(number)
    assert [entry["domain"] for entry in accounts.rows()] == ["", "otsu.example"]
    accounts.change(accounts.rows()[0]["banso_id"], name="甲HD")
    desk.meet(number)
    assert {name for (name,) in desk.ask("SELECT name FROM account WHERE deleted_at IS NULL")} == {"甲HD", "乙"}
