"""What colleagues do between two looks at a file, and what an attempt leaves that came to nothing."""

from __future__ import annotations

import csv
import io
import os
import time
from pathlib import Path
from types import SimpleNamespace

import pytest

from app.connectors.base import Ok, Op
from app.connectors.errors import BadConfig, Unavailable
from app.connectors.folder import files, session, writer
from app.connectors.folder.csv_table import CsvTable
from app.connectors.folder.references import Called
from tests.connectors.folder.folders import create, delete, fields_of, one, opened, pulled, update

TWO = "banso_id,name,domain\n1,甲,a.example\n2,乙,b.example\n"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "accounts.csv"
    path.write_text(TWO, "utf-8")
    return path


def unseen(path: Path, text: str) -> None:
    """Save a file so that only its bytes tell of it: within the grain of its time, with as many of them."""
    before = path.stat()
    assert len(text.encode()) == before.st_size
    path.write_text(text, "utf-8")
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))


def later(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let ten seconds go by for who asks how old a file is."""
    monkeypatch.setattr(files, "time", SimpleNamespace(time=lambda: time.time() + 10))


def removed(folder: Path) -> list[dict[str, str]]:
    text = (folder / "accounts.removed.csv").read_text("utf-8-sig")
    return [*csv.DictReader(io.StringIO(text, newline=""))]


def test_that_an_edit_made_while_a_long_write_goes_on_is_not_overwritten(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    talk = opened(path.parent)
    version = str(one(talk, "accounts", "1").version)
    write, saved = CsvTable.write, iter([TWO.replace("甲", "丙")])

    def slow(table: CsvTable, target: Path, edit: object) -> None:
        write(table, target, edit)  # type: ignore[arg-type]
        for text in saved:
            unseen(path, text)
            later(monkeypatch)

    monkeypatch.setattr(CsvTable, "write", slow)
    (outcome,) = talk.push("accounts", [Op("o", "update", "1", "1", version, {"domain": "x.example"})])
    assert type(outcome).__name__ == "Stale"
    assert "丙" in path.read_text("utf-8")


def test_that_an_edit_made_while_a_long_pull_goes_on_is_told_by_the_next(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    talk = opened(path.parent)
    survey = files.survey

    def slow(*given: object) -> files.Stamp:
        stamp = survey(*given)  # type: ignore[arg-type]
        later(monkeypatch)
        return stamp

    monkeypatch.setattr("app.connectors.folder.csv_table.survey", slow)
    _changes, cursor = pulled(talk, "accounts")
    unseen(path, TWO.replace("甲", "丙"))
    changes, _cursor = pulled(talk, "accounts", cursor)
    assert changes[0].fields["name"] == "丙"


def test_that_a_used_folder_keeps_to_its_format(path: Path) -> None:
    talk = opened(path.parent)
    pulled(talk, "accounts")
    create(talk, "accounts", {"name": "丙"})
    with pytest.raises(BadConfig) as told:
        opened(path.parent, "xlsx").identity()
    assert told.value.field == "format"
    opened(path.parent).identity()


PEOPLE = "banso_id,account,account_id,name\np1,丁,,山田\np2,,1,鈴木\n"


def test_that_a_pull_gone_on_with_remembers_the_names_it_looked_up(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (path.parent / "people.csv").write_text(PEOPLE, "utf-8")
    monkeypatch.setattr(session, "PAGE", 1)
    first = next(opened(path.parent).pull("people", fields_of("people"), None))
    rest, cursor = pulled(opened(path.parent), "people", first.cursor)
    assert [change.id for change in rest] == ["p2"]
    create(opened(path.parent), "accounts", {"name": "丁"}, "5")
    again, _cursor = pulled(opened(path.parent), "people", cursor)
    assert {change.id: change.fields["account"] for change in again} == {"p1": "5", "p2": "1"}


def test_that_accounts_that_come_while_a_page_is_read_are_looked_up_by_the_next_pull(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (path.parent / "people.csv").write_text(PEOPLE, "utf-8")
    named = Called.named

    def overtaken(accounts: Called, words: str) -> str | None:
        found = named(accounts, words)
        path.write_text(TWO + "5,丁,c.example\n", "utf-8")
        return found

    with monkeypatch.context() as patched:
        patched.setattr(Called, "named", overtaken)
        before, cursor = pulled(opened(path.parent), "people")
    assert "account" not in before[0].fields
    after, _cursor = pulled(opened(path.parent), "people", cursor)
    assert after[0].fields["account"] == "5"


def test_that_names_are_looked_up_again_once_there_are_accounts(tmp_path: Path) -> None:
    (tmp_path / "people.csv").write_text(PEOPLE, "utf-8")
    _changes, cursor = pulled(opened(tmp_path), "people")
    assert pulled(opened(tmp_path), "people", cursor)[0] == []
    create(opened(tmp_path), "accounts", {"name": "丁"}, "5")
    again, _cursor = pulled(opened(tmp_path), "people", cursor)
    assert again[0].fields["account"] == "5"


def test_that_a_row_is_kept_once_however_often_its_removal_is_tried(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    talk = opened(path.parent)
    version = str(one(talk, "accounts", "1").version)
    keep, failing = writer.keep_removed, iter([True])

    def kept_then_lost(*given: object) -> None:
        keep(*given)  # type: ignore[arg-type]
        for _once in failing:
            raise Unavailable("the drive is away")

    monkeypatch.setattr(writer, "keep_removed", kept_then_lost)
    with pytest.raises(Unavailable):
        delete(talk, "accounts", "1", version)
    assert isinstance(delete(talk, "accounts", "1", version), Ok)
    assert [row["name"] for row in removed(path.parent)] == ["甲"]


def test_that_a_row_that_stays_after_all_is_not_among_the_removed(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    talk = opened(path.parent)
    versions = {id: str(one(talk, "accounts", id).version) for id in "12"}
    write, saved = CsvTable.write, iter([TWO.replace("甲", "甲改")])

    def late(table: CsvTable, target: Path, edit: object) -> None:
        write(table, target, edit)  # type: ignore[arg-type]
        for text in saved:
            path.write_text(text, "utf-8")

    monkeypatch.setattr(CsvTable, "write", late)
    ops = [Op(id, "delete", id, id, version) for id, version in versions.items()]
    assert [type(outcome).__name__ for outcome in talk.push("accounts", ops)] == ["Stale", "Ok"]
    assert [row["name"] for row in removed(path.parent)] == ["乙"]


def test_that_a_spoiled_file_of_removed_rows_is_named_and_the_table_is_not(path: Path) -> None:
    talk = opened(path.parent)
    aside = path.with_name("accounts.removed.csv")
    aside.write_text("a,b\n1,2\n", "utf-8")
    with pytest.raises(Unavailable, match=r"accounts\.removed\.csv"):
        delete(talk, "accounts", "1")
    assert (path.read_text("utf-8"), aside.read_text("utf-8")) == (TWO, "a,b\n1,2\n")
    assert isinstance(update(talk, "accounts", "1", {"domain": "x.example"}), Ok)
