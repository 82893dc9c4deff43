"""Rows that colleagues add have no id, or by copying that of another row."""

from __future__ import annotations

import logging
from dataclasses import replace
from pathlib import Path

import pytest

from app.connectors.base import Gone, Ok
from tests.connectors.folder.folders import create, names, one, opened, pulled, swept, update

HAND_MADE = "name,domain,メモ\n甲,kou.example,x\n乙,,y\n"


def test_that_a_hand_made_table_is_read_and_not_touched_before_anything_is_written(tmp_path: Path) -> None:
    path = tmp_path / "accounts.csv"
    path.write_text(HAND_MADE, "utf-8")
    session = opened(tmp_path)
    changes, cursor = pulled(session, "accounts")
    assert [*names(changes)] == ["甲", "乙"]
    assert path.read_text("utf-8") == HAND_MADE
    again, _cursor = pulled(opened(tmp_path), "accounts")
    assert [change.id for change in again] == [change.id for change in changes] == swept(session, "accounts")
    assert pulled(session, "accounts", cursor)[0] == []


def test_that_the_first_write_gives_every_row_the_id_it_went_by(tmp_path: Path) -> None:
    path = tmp_path / "accounts.csv"
    path.write_text(HAND_MADE, "utf-8")
    session = opened(tmp_path)
    (first, second), _cursor = pulled(session, "accounts")
    assert isinstance(update(session, "accounts", second.id, {"domain": "otsu.example"}), Ok)
    assert path.read_text("utf-8").splitlines() == [
        "banso_id,name,domain,メモ",
        f"{first.id},甲,kou.example,x",
        f"{second.id},乙,otsu.example,y",
    ]
    assert one(session, "accounts", first.id).version == first.version


def test_that_a_row_added_later_gets_an_id_when_it_is_read(tmp_path: Path) -> None:
    session = opened(tmp_path)
    made = create(session, "accounts", {"name": "甲"})
    path = tmp_path / "accounts.csv"
    with path.open("a", encoding="utf-8") as file:
        file.write(",丙,,,\r\n")
    (_, added), _cursor = pulled(session, "accounts")
    rows = path.read_text("utf-8-sig").splitlines()
    assert rows[1].startswith(made)
    assert rows[2] == f"{added.id},丙,,,"
    path.write_text(path.read_text("utf-8-sig").replace("丙", "丁"), "utf-8-sig")
    assert one(session, "accounts", added.id).fields["name"] == "丁"


def test_that_rows_get_their_ids_with_the_first_write_to_any_table(tmp_path: Path) -> None:
    path = tmp_path / "accounts.csv"
    path.write_text(HAND_MADE, "utf-8")
    session = opened(tmp_path)
    changes, cursor = pulled(session, "accounts")
    assert pulled(session, "accounts", cursor) == ([], cursor)
    create(session, "requests", {"account": changes[0].id, "words": "要望"})
    assert path.read_text("utf-8") == HAND_MADE
    again, cursor = pulled(session, "accounts", cursor)
    assert again == [replace(change, at=again[0].at) for change in changes]
    assert path.read_text("utf-8").splitlines()[1].startswith(changes[0].id)
    assert pulled(session, "accounts", cursor)[0] == []


def test_that_of_two_rows_with_one_id_the_second_is_a_new_record(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    path = tmp_path / "accounts.csv"
    path.write_text("banso_id,name\n1,甲\n1,甲の写し\n", "utf-8")
    session = opened(tmp_path)
    with caplog.at_level(logging.WARNING):
        (first, second), _cursor = pulled(session, "accounts")
    assert first.id == "1" != second.id
    assert "twice" in caplog.text
    update(session, "accounts", "1", {"domain": "kou.example"})
    assert path.read_text("utf-8") == f"banso_id,name,domain\n1,甲,kou.example\n{second.id},甲の写し,\n"


def test_that_two_like_rows_are_two_records(tmp_path: Path) -> None:
    (tmp_path / "touchpoints.csv").write_text("account,date,body\n甲,2026-01-01,電話\n甲,2026-01-01,電話\n", "utf-8")
    changes, _cursor = pulled(opened(tmp_path), "touchpoints")
    assert len({change.id for change in changes}) == 2


def test_that_a_row_added_by_name_of_one_that_was_renamed_is_another_record(tmp_path: Path) -> None:
    path = tmp_path / "accounts.csv"
    path.write_text("name\n甲\n", "utf-8")
    session = opened(tmp_path)
    ((first,), _cursor) = pulled(session, "accounts")
    update(session, "accounts", first.id, {"name": "甲ホールディングス"})
    with path.open("a", encoding="utf-8") as file:
        file.write(",甲\n")
    changes, _cursor = pulled(session, "accounts")
    assert len({change.id for change in changes}) == 2


def test_that_only_what_was_there_is_gone(tmp_path: Path) -> None:
    path = tmp_path / "accounts.csv"
    path.write_text("banso_id,name\n1,甲\n2,乙\n", "utf-8")
    session = opened(tmp_path)
    pulled(session, "accounts")
    path.write_text("banso_id,name\n2,乙\n", "utf-8")
    assert swept(session, "accounts") == ["2"]
    assert [(c.id, c.gone) for c in session.read("accounts", ["name"], ["1", "2", "3"])] == [("2", False), ("1", True)]
    assert update(session, "accounts", "1", {"name": "x"}, version="v") == Gone()


def test_that_a_folder_keeps_its_id_wherever_it_goes(tmp_path: Path) -> None:
    before = tmp_path / "a"
    before.mkdir()
    id = opened(before).identity().org_id
    before.rename(tmp_path / "b")
    assert opened(tmp_path / "b").identity().org_id == id
    before.mkdir()
    assert opened(before).identity().org_id != id


def test_that_a_read_only_folder_is_known_all_the_same_and_stays_untouched(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    (tmp_path / "accounts.csv").write_text(HAND_MADE, "utf-8")
    tmp_path.chmod(0o555)
    session = opened(tmp_path)
    with caplog.at_level(logging.WARNING):
        id = session.identity().org_id
    assert "read-only" in caplog.text
    assert len(pulled(session, "accounts")[0]) == 2
    (info,) = session.describe(["accounts"])
    assert not (info.create or info.update or info.delete)
    assert not any(field.writable for field in info.fields)
    assert [entry.name for entry in tmp_path.iterdir()] == ["accounts.csv"]
    tmp_path.chmod(0o755)
    assert opened(tmp_path).identity().org_id == id
