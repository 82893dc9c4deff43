"""Contracts, lines and forecasts take part in sync: what was signed is theirs, what comes of it is ours to say."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from app.connectors.base import FieldPreset, Scalar
from app.connectors.folder import FolderConnector
from app.connectors.memory import PRESETS, MemoryServer
from app.models import tables
from app.operations.intents import confirm_intent
from app.operations.money.calls import call_renewal, calls_of
from app.sync.entities import ENTITIES
from tests.builders import TODAY, new_book
from tests.connectors.folder.bench_files import Sheet
from tests.connectors.folder.test_with_the_engine import FolderDesk
from tests.sync.desk import Desk

NEW = ("contract", "contract_line", "forecast_call")


def signed(desk: Desk, currency: str = "JPY", **more: object) -> dict[str, str]:
    """Return a contract with a line and a forecast, by noun."""
    account = desk.create("account", name="みどり食品", name_key="みどり食品")
    contract = desk.create(
        "contract", account_id=account, external_id="K-1", kind="paid", start_on="2026-04-01", end_on="2027-03-31",
        notice_value=3, notice_unit="m", auto_renew=True, renewal_term_months=12, currency=currency, reseller="丸紅",
        bill_to="みどり食品 経理部", churn_tags=None, **more,
    )  # fmt: skip
    line = desk.create(
        "contract_line", contract_id=contract, product="在庫クラウド", quantity="12.5", unit_price="8000",
        amount_minor=100000, billing="monthly", start_on="2026-04-01", end_on="2027-03-31", free_months=1,
    )  # fmt: skip
    call = desk.book.write(
        call_renewal, contract, committed=Decimal(90000), best=Decimal(120000), worst=Decimal(0), today=TODAY,
        reason="増員の話がある", by_id=None,
    )[1]  # fmt: skip
    return {"account": account, "contract": contract, "line": line, "call": call}


def alone(crm: MemoryServer, rtype: str) -> Any:
    [record] = crm.records(rtype).values()
    return record


@pytest.mark.parametrize("noun", NEW)
def test_that_every_field_is_a_column_of_ours_or_of_its_contract(noun: str) -> None:
    kept = {one.kept_in for one in ENTITIES[noun].fields.values() if not one.is_beyond}
    assert kept <= set(getattr(tables, noun).c.keys())
    assert {one.kept_in for one in ENTITIES[noun].fields.values() if one.is_beyond} <= {"contract.account_id"}


@pytest.mark.parametrize("presets", [PRESETS, FolderConnector.presets], ids=["crm", "folder"])
def test_that_a_preset_has_every_field_and_says_whose_it_is(presets: Any) -> None:
    for noun in NEW:
        told = {
            name: one if isinstance(one, FieldPreset) else FieldPreset(one)
            for name, one in presets[noun].fields.items()
        }
        assert set(told) == set(ENTITIES[noun].fields), noun
        assert len({one.remote for one in told.values()}) == len(told)
    crm = {noun: {name for name, one in presets[noun].fields.items() if policy(one) == "crm"} for noun in NEW}
    mine = {noun: {name for name, one in presets[noun].fields.items() if policy(one) == "mine"} for noun in NEW}
    assert crm == {
        "contract": {"start_on", "end_on", "currency"},
        "contract_line": {"quantity", "unit_price", "amount", "billing", "start_on", "end_on", "free_months"},
        "forecast_call": set(),
    }
    assert mine["contract"] == {"intent_on", "intent_by", "intent_how", "approval_due", "budget_due"}
    assert mine["forecast_call"] == {"called_on", "committed", "best", "worst", "currency", "reason"}


def policy(one: str | FieldPreset) -> str:
    return one.policy if isinstance(one, FieldPreset) else "ask"


def test_that_a_contract_goes_out_with_what_hangs_on_it_in_one_run(desk: Desk) -> None:
    signed(desk)
    crm = MemoryServer()
    desk.connect(crm)
    assert desk.sync().result == "done"
    contract, line, call = alone(crm, "contracts"), alone(crm, "lines"), alone(crm, "calls")
    account = alone(crm, "accounts").id
    assert {one.fields["Account"] for one in (contract, line, call)} == {account}
    assert {one.fields["Contract"] for one in (line, call)} == {contract.id}
    assert (contract.fields["Start"], contract.fields["End"], contract.fields["Currency"]) == (
        date(2026, 4, 1), date(2027, 3, 31), "JPY",
    )  # fmt: skip
    assert (line.fields["Quantity"], line.fields["Price"], line.fields["Amount"]) == (
        Decimal("12.5"), Decimal(8000), Decimal(100000),
    )  # fmt: skip
    assert (call.fields["Committed"], call.fields["Best"], call.fields["Worst"]) == (90000, 120000, 0)
    before = len(crm.applied)
    assert desk.sync().result == "done"
    assert len(crm.applied) == before


@pytest.mark.parametrize(("currency", "minor"), [("JPY", 1200), ("EUR", 120000), ("KWD", 1200000)])
def test_that_amounts_are_kept_in_minor_units_of_the_contract(desk: Desk, currency: str, minor: int) -> None:
    crm = MemoryServer()
    desk.connect(crm)
    account = crm.create("accounts", {"Name": "Acme"})
    term: dict[str, Scalar] = {"Start": date(2026, 4, 1), "End": date(2027, 3, 31)}
    contract = crm.create("contracts", {"Account": account, "Currency": currency, **term})
    price: dict[str, Scalar] = {"Quantity": Decimal(10), "Price": Decimal(120)}
    line = {"Account": account, "Contract": contract, **term, **price}
    crm.create("lines", {**line, "Product": "Core", "Amount": Decimal(1200)})
    crm.create("lines", {**line, "Product": "Add-on"})
    assert desk.sync().result == "done"
    assert desk.ask("SELECT product, quantity, unit_price, amount_minor FROM contract_line ORDER BY product") == [
        ("Add-on", "10", "120", minor), ("Core", "10", "120", minor),
    ]  # fmt: skip
    [core] = [id for id, one in crm.records("lines").items() if one.fields["Product"] == "Core"]
    crm.edit("lines", core, {"Amount": Decimal(2400)})
    desk.sync()
    assert desk.ask("SELECT amount_minor FROM contract_line WHERE product = 'Core'") == [(2 * minor,)]
    assert not desk.open_questions()


def test_that_another_currency_of_a_contract_takes_its_lines_along(desk: Desk) -> None:
    rows = signed(desk)
    crm = MemoryServer()
    desk.connect(crm)
    desk.sync()
    crm.edit("contracts", alone(crm, "contracts").id, {"Currency": "USD"})
    desk.sync()
    assert desk.row("contract", rows["contract"])["currency"] == "USD"
    assert desk.row("contract_line", rows["line"])["amount_minor"] == 10_000_000
    before = len(crm.applied)
    crm.edit("lines", alone(crm, "lines").id, {"Amount": Decimal("750.50")})
    desk.sync()
    assert desk.row("contract_line", rows["line"])["amount_minor"] == 75_050
    assert [one for one in crm.applied[before:] if one.op is not None] == []


def test_that_the_crm_wins_the_price_and_we_the_intent(desk: Desk) -> None:
    rows = signed(desk)
    crm = MemoryServer()
    desk.connect(crm)
    desk.sync()
    desk.amend("contract_line", rows["line"], amount_minor=90000, quantity="11.25")
    desk.book.write(confirm_intent, [rows["contract"]], on=date(2026, 11, 18), by="佐藤様", how="call", today=TODAY)
    crm.edit("lines", alone(crm, "lines").id, {"Amount": Decimal(110000), "Price": Decimal(8800)})
    contract = alone(crm, "contracts").id
    crm.edit("contracts", contract, {"IntentBy": "営業", "Intent": date(2026, 11, 2), "End": date(2027, 4, 30)})
    desk.sync()
    line = desk.row("contract_line", rows["line"])
    assert (line["quantity"], line["unit_price"], line["amount_minor"]) == ("12.5", "8800", 110000)
    assert desk.row("contract", rows["contract"])["end_on"] == "2027-04-30"
    there = alone(crm, "contracts").fields
    assert (there["Intent"], there["IntentBy"], there["IntentHow"]) == (date(2026, 11, 18), "佐藤様", "call")
    assert not desk.open_questions()


def test_that_a_line_waits_for_its_contract(desk: Desk) -> None:
    rows = signed(desk)
    crm = MemoryServer()
    desk.connect(crm)
    desk.sync()
    account = alone(crm, "accounts").id
    term: dict[str, Scalar] = {"Start": date(2027, 4, 1), "End": date(2028, 3, 31)}
    late = crm.create("contracts", {"Account": account, "Currency": "JPY", **term})
    crm.delete("contracts", late)
    line = {"Account": account, "Contract": late, "Product": "在庫クラウド", **term}
    crm.create("lines", {**line, "Quantity": Decimal(1), "Price": Decimal(9000)})
    assert desk.sync().result == "done"
    assert desk.ask("SELECT needs_type, needs_id FROM waiting_record") == [("contracts", late)]
    assert desk.ask("SELECT count(*) FROM contract_line") == [(1,)]
    crm.undelete("contracts", late)
    assert desk.sync().result == "done"
    asked = (
        "SELECT c.start_on, l.amount_minor FROM contract_line l JOIN contract c ON c.id = l.contract_id WHERE l.id <> ?"
    )
    assert desk.ask(asked, rows["line"]) == [("2027-04-01", 9000)]
    assert desk.ask("SELECT * FROM waiting_record") == []


def test_that_lines_that_were_imported_before_are_not_doubled(desk: Desk) -> None:
    rows = signed(desk)
    crm = MemoryServer()
    account = crm.create("accounts", {"Name": "みどり食品", "Number": "A-1"})
    desk.amend("account", rows["account"], external_id="A-1")
    term: dict[str, Scalar] = {"Start": date(2026, 4, 1), "End": date(2027, 3, 31)}
    contract = crm.create("contracts", {"Account": account, "Number": "K-1", "Currency": "JPY", **term})
    line = {"Account": account, "Contract": contract, "Product": "在庫クラウド", **term}
    crm.create("lines", {**line, "Quantity": Decimal(13), "Price": Decimal(8000), "Amount": Decimal(104000)})
    desk.connect(crm)
    for _round in range(3):
        desk.sync()
        for number, kind, _field in desk.open_questions():
            assert kind == "link"
            desk.link(number, True)
    assert desk.ask("SELECT quantity, amount_minor FROM contract_line WHERE deleted_at IS NULL") == [("13", 104000)]
    assert len(crm.records("lines")) == 1


def test_that_what_is_removed_goes_on_both_sides(desk: Desk) -> None:
    rows = signed(desk)
    crm = MemoryServer()
    desk.connect(crm)
    desk.sync()
    crm.delete("lines", alone(crm, "lines").id)
    desk.remove("forecast_call", rows["call"])
    desk.sync()
    assert desk.row("contract_line", rows["line"])["deleted_at"] is not None
    assert not crm.records("calls")
    crm.delete("contracts", alone(crm, "contracts").id)
    desk.sync()
    assert desk.row("contract", rows["contract"])["deleted_at"] is not None
    assert not desk.open_questions()


@dataclass
class Pair:
    """Two books over one folder."""

    share: Path
    format: str
    one: FolderDesk
    other: FolderDesk
    mine: int
    theirs: int

    def meet(self, order: str) -> None:
        for who in order:
            desk, number = (self.one, self.mine) if who == "1" else (self.other, self.theirs)
            outcome = desk.meet(number)
            assert (outcome.result, outcome.why) == ("done", None)

    def sheet(self, name: str) -> Sheet:
        return Sheet(self.share / f"{name}.{self.format}")


@pytest.fixture(params=["csv", "xlsx"])
def pair(tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[Pair]:
    share = tmp_path / "share"
    share.mkdir()
    with new_book(tmp_path / "a") as first, new_book(tmp_path / "b") as second:
        one, other = FolderDesk(first, tmp_path / "a"), FolderDesk(second, tmp_path / "b")
        numbers = one.join(share, request.param), other.join(share, request.param)
        yield Pair(share, request.param, one, other, *numbers)


def test_that_two_books_share_contracts_by_a_folder(pair: Pair) -> None:
    rows = signed(pair.one)
    pair.meet("12")
    there = pair.other.row("contract", rows["contract"])
    ours = pair.one.row("contract", rows["contract"])
    hidden = {"no", "rev", "change_id"}
    assert {k: v for k, v in there.items() if k not in hidden} == {k: v for k, v in ours.items() if k not in hidden}
    line = pair.other.row("contract_line", rows["line"])
    assert (line["quantity"], line["unit_price"], line["amount_minor"], line["free_months"]) == (
        "12.5",
        "8000",
        100000,
        1,
    )
    [call] = pair.other.book.read(calls_of, [rows["contract"]])
    assert (int(call.committed), int(call.best), int(call.worst)) == (90000, 120000, 0)
    assert (call.called_on, call.reason) == (TODAY, "増員の話がある")
    [told] = pair.sheet("contract_lines").rows()
    assert (told["account"], told["contract"], int(float(told["amount"]))) == ("みどり食品", "K-1", 100000)
    pair.other.book.write(confirm_intent, [rows["contract"]], on=TODAY, by="佐藤様", how="call", today=TODAY)
    pair.other.amend("contract", rows["contract"], outcome="renewed", outcome_on="2026-11-20")
    pair.meet("21")
    back = pair.one.row("contract", rows["contract"])
    assert (back["intent_on"], back["intent_by"], back["outcome"]) == ("2026-11-20", "佐藤様", "renewed")
    pair.meet("21")
    assert [pair.one.meet(pair.mine).pushed, pair.other.meet(pair.theirs).pushed] == [0, 0]


def test_that_the_folder_wins_the_amount_and_the_book_the_intent(pair: Pair) -> None:
    rows = signed(pair.one)
    pair.meet("12")
    pair.sheet("contract_lines").change(rows["line"], amount="110000", unit_price="8800")
    pair.sheet("contracts").change(rows["contract"], intent_by="営業", intent_on="2026-11-02")
    pair.one.amend("contract_line", rows["line"], amount_minor=95000)
    pair.one.book.write(confirm_intent, [rows["contract"]], on=TODAY, by="佐藤様", how="call", today=TODAY)
    pair.meet("121")
    for desk in (pair.one, pair.other):
        line = desk.row("contract_line", rows["line"])
        assert (line["unit_price"], line["amount_minor"]) == ("8800", 110000)
        assert desk.row("contract", rows["contract"])["intent_by"] == "佐藤様"
        assert not desk.open_questions()
    assert pair.sheet("contracts").rows()[0]["intent_by"] == "佐藤様"


def test_that_a_contract_of_a_colleague_comes_in_from_japanese_tables(pair: Pair) -> None:
    pair.sheet("accounts").save([["顧客名"], ["みどり食品"]])
    pair.sheet("contracts").save([
        ["顧客", "契約番号", "契約の種類", "開始日", "終了日", "通貨", "通知期間", "通知期間の単位", "自動更新"],
        ["みどり食品", "K-9", "有償", "2026/04/01", "2027/03/31", "JPY", "3", "か月", "はい"],
    ])  # fmt: skip
    pair.sheet("contract_lines").save([
        ["顧客", "契約番号", "製品", "数量", "単価", "請求単位", "開始日", "終了日"],
        ["みどり食品", "K-9", "在庫クラウド", "10", "1,200", "年額", "2026/04/01", "2027/03/31"],
    ])  # fmt: skip
    pair.meet("1")
    assert pair.one.ask(
        "SELECT c.external_id, c.kind, c.notice_value, c.notice_unit, c.auto_renew, l.billing, l.amount_minor "
        "FROM contract_line l JOIN contract c ON c.id = l.contract_id"
    ) == [("K-9", "paid", 3, "m", 1, "yearly", 12000)]
