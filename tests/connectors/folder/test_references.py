from __future__ import annotations

import logging
from datetime import date
from pathlib import Path

import pytest

from app.connectors.base import Ok, Rejected
from tests.connectors.folder.folders import create, delete, one, opened, pulled, update


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "accounts.csv").write_text(
        "banso_id,name,external_id,domain\n1,甲,A-1,kou.example\n2,乙,A-2,otsu.example\n3,丙,,hei.example\n4,丙,,\n",
        "utf-8",
    )
    return tmp_path


@pytest.mark.parametrize(("words", "id"), [("甲", "1"), ("Ａ-2", "2"), ("HEI.example", "3"), ("", None)])
def test_that_an_account_is_found_by_what_it_alone_has(folder: Path, words: str, id: str | None) -> None:
    (folder / "people.csv").write_text(f"account,name\n{words},山田\n", "utf-8")
    ((person,), _cursor) = pulled(opened(folder), "people")
    assert person.fields["account"] == id


@pytest.mark.parametrize("words", ["丙", "丁"])
def test_that_who_is_meant_is_not_guessed(folder: Path, words: str, caplog: pytest.LogCaptureFixture) -> None:
    (folder / "people.csv").write_text(f"account,name\n{words},山田\n", "utf-8")
    with caplog.at_level(logging.WARNING):
        ((person,), _cursor) = pulled(opened(folder), "people")
    assert "account" not in person.fields
    assert "nothing there, or several" in caplog.text


def test_that_the_id_goes_before_the_name(folder: Path) -> None:
    (folder / "people.csv").write_text("account_id,account,name\n2,甲,山田\n", "utf-8")
    ((person,), _cursor) = pulled(opened(folder), "people")
    assert person.fields["account"] == "2"


def test_that_rows_by_name_are_told_again_when_the_accounts_change(folder: Path) -> None:
    (folder / "people.csv").write_text("account,name\n丁,山田\n", "utf-8")
    session = opened(folder)
    ((before,), cursor) = pulled(session, "people")
    assert pulled(session, "people", cursor)[0] == []
    create(session, "accounts", {"name": "丁"}, "5")
    ((after,), cursor) = pulled(session, "people", cursor)
    assert after.fields["account"] == "5"
    assert after.version != before.version
    assert pulled(session, "people", cursor)[0] == []


def test_that_a_reference_is_written_for_people_and_for_machines(folder: Path) -> None:
    session = opened(folder)
    create(session, "touchpoints", {"account": "2", "date": date(2026, 1, 1), "body": "電話"}, "t1")
    lines = (folder / "touchpoints.csv").read_text("utf-8-sig").splitlines()
    assert lines[0].startswith("banso_id,account_id,account,date,kind,state,body")
    assert lines[1].startswith("t1,2,乙,2026-01-01,,,電話")
    assert isinstance(update(session, "touchpoints", "t1", {"account": "1"}), Ok)
    assert (folder / "touchpoints.csv").read_text("utf-8-sig").splitlines()[1].startswith("t1,1,甲,")
    refused = update(session, "touchpoints", "t1", {"account": "99"})
    assert refused == Rejected({"account": "dangling"}, "dangling")


def test_that_a_parent_made_in_the_same_batch_is_known(folder: Path) -> None:
    from app.connectors.base import Op

    session = opened(folder)
    outcomes = session.push(
        "accounts",
        [
            Op("a", "create", "p", fields={"name": "親"}),
            Op("b", "create", "c", fields={"name": "子", "parent": "p"}),
            Op("c", "create", "d", fields={"name": "迷子", "parent": "nobody"}),
        ],
    )
    assert [type(outcome) for outcome in outcomes] == [Ok, Ok, Rejected]
    assert one(session, "accounts", "c").fields["parent"] == "p"
    assert isinstance(delete(session, "accounts", "p"), Ok)
    assert one(session, "accounts", "c").fields["parent"] == "p"


def test_that_rows_of_a_plan_are_told_again_when_any_table_they_name_changes(folder: Path) -> None:
    (folder / "objectives.csv").write_text("顧客,プラン,目標\n甲,導入,利用者\n", "utf-8")
    session = opened(folder)
    ((before,), cursor) = pulled(session, "objectives")
    assert (before.fields["account"], "plan" in before.fields) == ("1", False)
    assert pulled(session, "objectives", cursor)[0] == []
    create(session, "plans", {"account": "1", "name": "導入"}, "p1")
    ((after,), cursor) = pulled(session, "objectives", cursor)
    assert (after.fields["plan"], after.version != before.version) == ("p1", True)
    create(session, "accounts", {"name": "甲"}, "9")
    ((doubtful,), cursor) = pulled(session, "objectives", cursor)
    assert "account" not in doubtful.fields
    assert pulled(session, "objectives", cursor)[0] == []


def test_that_a_reference_to_another_table_is_written_by_its_title(folder: Path) -> None:
    session = opened(folder)
    create(session, "plans", {"account": "1", "name": "導入"}, "p1")
    create(session, "objectives", {"account": "1", "plan": "p1", "title": "利用者"}, "o1")
    create(session, "milestones", {"account": "1", "objective": "o1", "title": "説明会"}, "m1")
    assert (folder / "milestones.csv").read_text("utf-8-sig").splitlines()[1].startswith("m1,1,甲,o1,利用者,説明会")
    refused = update(session, "milestones", "m1", {"objective": "p1"})
    assert refused == Rejected({"objective": "dangling"}, "dangling")
