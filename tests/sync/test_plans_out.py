"""Success plans take part in sync: in the order of their references, both ways, and nothing internal with them."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from app.connectors.base import FieldPreset
from app.connectors.folder import FolderConnector
from app.connectors.memory import PRESETS, MemoryServer
from app.models import tables
from app.sync.entities import ENTITIES
from tests.builders import new_book
from tests.connectors.folder.bench_files import Sheet
from tests.connectors.folder.test_with_the_engine import FolderDesk
from tests.sync.desk import Desk

NEW = ("plan", "objective", "milestone", "commitment")
CANARY = "うちわの話"


def planned(desk: Desk) -> dict[str, str]:
    """Return a plan with everything on it, by noun; what is internal says CANARY."""
    account = desk.create("account", name="みどり食品", name_key="みどり食品")
    plan = desk.create(
        "plan", account_id=account, name="在庫の見える化", kind="adoption", success="棚卸しが半日で済む",
        start_on="2026-10-01", note=CANARY, template=CANARY, shows_score=True,
    )  # fmt: skip
    objective = desk.create(
        "objective", account_id=account, plan_id=plan, title="棚卸しの時間", metric="時間", unit="時間",
        baseline="14.5", target="6", due="2027-03-31", customer_owner="佐藤様", vendor_owner="私", status="attention",
        status_reason=CANARY, note=CANARY, value_agreed_by=CANARY,
    )  # fmt: skip
    milestone = desk.create(
        "milestone", account_id=account, objective_id=objective, title="全店に配る", side="customer", due="2026-12-15",
        amount="3", of_amount="14", unit="店", status="late", status_reason=CANARY, note=CANARY,
    )  # fmt: skip
    commitment = desk.create(
        "commitment", account_id=account, plan_id=plan, objective_id=objective, number=1, state="committed",
        by_name="佐藤 花子", on_date="2026-10-20", how="返信ファイル",
    )  # fmt: skip
    return {"account": account, "plan": plan, "objective": objective, "milestone": milestone, "commitment": commitment}


def alone(crm: MemoryServer, rtype: str) -> Any:
    [record] = crm.records(rtype).values()
    return record


def test_that_who_is_referred_to_comes_before_who_refers() -> None:
    seen: list[str] = []
    for name, entity in ENTITIES.items():
        seen.append(name)
        assert all(one.ref in seen for one in entity.fields.values() if one.ref), name


@pytest.mark.parametrize("noun", NEW)
def test_that_nothing_internal_has_a_field_in_sync(noun: str) -> None:
    kept = {one.kept_in for one in ENTITIES[noun].fields.values()}
    assert not kept & {"note", "status", "status_reason", "shown", "shows_score", "template", "agenda"}
    assert kept <= set(getattr(tables, noun).c.keys())


@pytest.mark.parametrize("presets", [PRESETS, FolderConnector.presets], ids=["crm", "folder"])
def test_that_a_preset_has_every_field_of_the_new_nouns(presets: Any) -> None:
    for noun in NEW:
        assert set(presets[noun].fields) == set(ENTITIES[noun].fields), noun
        told = [one.remote if isinstance(one, FieldPreset) else one for one in presets[noun].fields.values()]
        assert len(set(told)) == len(told)


def test_that_a_plan_goes_out_with_what_hangs_on_it_in_one_run(desk: Desk) -> None:
    rows = planned(desk)
    crm = MemoryServer()
    desk.connect(crm)
    assert desk.sync().result == "done"
    plan, objective = alone(crm, "plans"), alone(crm, "objectives")
    milestone, commitment = alone(crm, "milestones"), alone(crm, "commitments")
    account = alone(crm, "accounts").id
    assert {one.fields["Account"] for one in (plan, objective, milestone, commitment)} == {account}
    assert (objective.fields["Plan"], milestone.fields["Objective"]) == (plan.id, objective.id)
    assert (commitment.fields["Plan"], commitment.fields["Objective"]) == (plan.id, objective.id)
    assert (objective.fields["Baseline"], objective.fields["Target"]) == (Decimal("14.5"), Decimal(6))
    assert (commitment.fields["State"], commitment.fields["By"], commitment.fields["Version"]) == (
        "committed", "佐藤 花子", 1,
    )  # fmt: skip
    assert CANARY not in repr([one.fields for name in crm.types for one in crm.records(name).values()])
    assert CANARY not in repr(desk.ask("SELECT * FROM outbox")) + repr(desk.ask("SELECT * FROM sent"))
    before = len(crm.applied)
    assert desk.sync().result == "done"
    assert len(crm.applied) == before
    assert desk.row("objective", rows["objective"])["note"] == CANARY


def test_that_edits_of_a_plan_meet_and_its_numbers_are_asked_about_together(desk: Desk) -> None:
    rows = planned(desk)
    crm = MemoryServer()
    desk.connect(crm)
    desk.sync()
    crm.edit("milestones", alone(crm, "milestones").id, {"Done": date(2026, 12, 1)})
    crm.edit("objectives", alone(crm, "objectives").id, {"Target": Decimal(5), "Due": date(2027, 4, 30)})
    desk.amend("objective", rows["objective"], baseline="13")
    desk.amend("milestone", rows["milestone"], who="山田様", status_reason=CANARY * 2)
    desk.sync()
    assert desk.row("milestone", rows["milestone"])["done_on"] == "2026-12-01"
    assert desk.row("milestone", rows["milestone"])["status"] == "late"
    assert alone(crm, "milestones").fields["Who"] == "山田様"
    assert desk.row("objective", rows["objective"])["due"] == "2027-04-30"
    asked = desk.ask("SELECT entity, field FROM sync_conflict WHERE closed_at IS NULL")
    assert asked == [("objective", "Baseline"), ("objective", "Target")]


def test_that_a_plan_made_there_comes_in_whichever_comes_first(desk: Desk) -> None:
    crm = MemoryServer()
    desk.connect(crm)
    account = crm.create("accounts", {"Name": "Acme"})
    plan = crm.create("plans", {"Account": account, "Name": "Go live"})
    goal = crm.create("objectives", {"Account": account, "Plan": plan, "Title": "Users", "Target": Decimal("120.50")})
    crm.create("milestones", {"Account": account, "Objective": goal, "Title": "Training", "Side": "customer"})
    crm.create("commitments", {"Account": account, "Plan": plan, "State": "proposed", "Date": date(2026, 11, 2)})
    assert desk.sync().result == "done"
    assert desk.ask(
        "SELECT p.name, o.title, o.target, m.title, m.side, c.state FROM milestone m JOIN objective o "
        "ON o.id = m.objective_id JOIN plan p ON p.id = o.plan_id JOIN commitment c ON c.plan_id = p.id"
    ) == [("Go live", "Users", "120.5", "Training", "customer", "proposed")]
    assert not desk.open_questions()


@pytest.mark.parametrize("format", ["csv", "xlsx"])
def test_that_two_books_share_a_plan_by_a_folder(tmp_path: Path, format: str) -> None:
    share = tmp_path / "share"
    share.mkdir()
    with new_book(tmp_path / "a") as first, new_book(tmp_path / "b") as second:
        one, other = FolderDesk(first, tmp_path / "a"), FolderDesk(second, tmp_path / "b")
        mine, theirs = one.join(share, format), other.join(share, format)
        rows = planned(one)
        for desk, number in ((one, mine), (other, theirs)):
            assert desk.meet(number).result == "done"
        assert other.row("objective", rows["objective"])["plan_id"] == rows["plan"]
        assert other.row("objective", rows["objective"])["note"] is None
        assert other.row("commitment", rows["commitment"])["by_name"] == "佐藤 花子"
        goals = Sheet(share / f"objectives.{format}")
        assert goals.rows()[0]["plan"] == "在庫の見える化"
        assert CANARY not in "".join(repr(Sheet(path).cells()) for path in share.glob(f"*.{format}"))
        goals.save([*goals.cells(), ["", "", "みどり食品", "", "在庫の見える化", "欠品を減らす"]])
        other.amend("milestone", rows["milestone"], done_on="2026-11-20")
        for _round in range(2):
            for desk, number in ((other, theirs), (one, mine)):
                assert desk.meet(number).result == "done"
        assert one.ask("SELECT title FROM objective WHERE plan_id = ? ORDER BY title", rows["plan"]) == [
            ("棚卸しの時間",), ("欠品を減らす",),
        ]  # fmt: skip
        assert one.row("milestone", rows["milestone"])["done_on"] == "2026-11-20"
        assert [desk.meet(number).pushed for desk, number in ((one, mine), (other, theirs))] == [0, 0]


def test_that_a_plan_that_several_customers_have_is_not_guessed(tmp_path: Path) -> None:
    share = tmp_path / "share"
    share.mkdir()
    accounts, plans = Sheet(share / "accounts.csv"), Sheet(share / "plans.csv")
    accounts.save([["顧客名"], ["甲"], ["乙"]])
    plans.save([["顧客", "サクセスプラン", "成功の定義"], ["甲", "導入", "使い始める"], ["乙", "導入", ""]])
    Sheet(share / "objectives.csv").save([["顧客", "プラン", "目標", "目標値"], ["甲", "導入", "利用者", "40"]])
    with new_book(tmp_path / "a") as book:
        desk = FolderDesk(book, tmp_path / "a")
        assert desk.meet(desk.join(share, "csv")).result == "done"
        assert desk.ask("SELECT a.name, p.success FROM plan p JOIN account a ON a.id = p.account_id ORDER BY p.no") == [
            ("甲", "使い始める"), ("乙", None),
        ]  # fmt: skip
        assert desk.ask("SELECT * FROM objective") == []


def test_that_authors_of_connectors_are_told_of_every_noun_and_field() -> None:
    told = (Path(__file__).parents[2] / "docs" / "connectors.md").read_text("utf-8")
    for name, entity in ENTITIES.items():
        [line] = [line for line in told.splitlines() if line.startswith(f"| `{name}` |")]
        assert set(line.split("|")[2].replace("`", "").split()) == set(entity.fields), name
