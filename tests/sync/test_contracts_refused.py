"""What cannot be of a contract is taken over from nobody: named by its field, nothing of ours is changed or sent."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from app.connectors.base import Scalar
from app.connectors.memory import MemoryServer
from app.errors import BansoError
from app.language import error_words, use
from app.operations.money.metrics import metrics
from app.operations.syncing.blocked import blocked
from app.revenue.periods import parse_period
from app.views.sync.blocked_words import blocked_line
from tests.builders import TODAY
from tests.sync.desk import Desk
from tests.sync.test_contracts_out import alone, signed


@pytest.fixture
def crm(desk: Desk) -> MemoryServer:
    server = MemoryServer()
    desk.rows = signed(desk)  # type: ignore[attr-defined]
    desk.connect(server)
    assert desk.sync().result == "done"
    return server


def kept(desk: Desk) -> list[Any]:
    """Return everything that contracts say, but for what counts their changes."""
    return [
        {name: value for name, value in desk.row(table, row_id).items() if name not in ("rev", "change_id", "no")}
        for table, row_id in (
            ("contract", desk.rows["contract"]),  # type: ignore[attr-defined]
            ("contract_line", desk.rows["line"]),  # type: ignore[attr-defined]
            ("forecast_call", desk.rows["call"]),  # type: ignore[attr-defined]
        )
    ]


def why(desk: Desk) -> dict[str, str]:
    return {one.field: one.code for one in desk.book.read(blocked)}


BAD = [
    ("contracts", {"End": date(2026, 3, 1)}, {"end_on": "end_before_start"}),
    ("contracts", {"Currency": "YEN"}, {"currency": "unknown_currency"}),
    ("lines", {"Quantity": Decimal(-3)}, {"quantity": "negative"}),
    ("lines", {"End": date(2027, 4, 30)}, {"end_on": "outside_contract"}),
    ("lines", {"Start": date(2026, 3, 1)}, {"start_on": "outside_contract"}),
    ("lines", {"End": date(2026, 3, 30)}, {"end_on": "end_before_start"}),
    ("calls", {"Worst": Decimal(200000)}, {"committed": "call_order", "worst": "beside"}),
    ("calls", {"Worst": Decimal(-1)}, {"worst": "negative"}),
]


@pytest.mark.parametrize(("rtype", "said", "because"), BAD, ids=lambda one: str(one) if isinstance(one, str) else "")
def test_that_what_cannot_be_is_named_and_changes_nothing(
    desk: Desk, crm: MemoryServer, rtype: str, said: dict[str, Any], because: dict[str, str]
) -> None:
    before = kept(desk)
    record = alone(crm, rtype).id
    good = {name: alone(crm, rtype).fields[name] for name in said}
    crm.edit(rtype, record, said)
    for _round in range(2):
        assert desk.sync().result == "done"
        assert kept(desk) == before
        told = why(desk)
        assert {name: told[name] for name in because if name in told} == {
            name: code for name, code in because.items() if name in told
        }
        assert told and set(told) <= {*because, "worst", "best", "committed"}
    assert {name: alone(crm, rtype).fields[name] for name in said} == said
    assert not desk.open_questions()
    crm.edit(rtype, record, good)
    assert desk.sync().result == "done"
    assert (kept(desk), why(desk)) == (before, {})


def test_that_a_price_is_taken_as_a_whole_or_not_at_all(desk: Desk, crm: MemoryServer) -> None:
    before = kept(desk)
    crm.edit("lines", alone(crm, "lines").id, {"Quantity": Decimal(-3), "Price": Decimal(1), "Amount": Decimal(-3)})
    desk.sync()
    assert kept(desk) == before
    assert why(desk) == {"quantity": "negative", "unit_price": "beside", "amount": "beside"}
    crm.edit("lines", alone(crm, "lines").id, {"Quantity": Decimal(3), "Amount": Decimal(3)})
    desk.sync()
    line = desk.row("contract_line", desk.rows["line"])  # type: ignore[attr-defined]
    assert (line["quantity"], line["unit_price"], line["amount_minor"]) == ("3", "1", 3)
    assert why(desk) == {}


def test_that_a_line_outside_its_contract_comes_in_once_the_contract_is_longer(desk: Desk, crm: MemoryServer) -> None:
    contract = alone(crm, "contracts").id
    crm.edit("lines", alone(crm, "lines").id, {"End": date(2027, 6, 30)})
    account = alone(crm, "accounts").id
    late: dict[str, Scalar] = {
        "Start": date(2027, 5, 1),
        "End": date(2027, 6, 30),
        "Quantity": Decimal(1),
        "Price": Decimal(500),
    }
    crm.create("lines", {"Account": account, "Contract": contract, "Product": "分析", **late})
    for _round in range(2):
        desk.sync()
        assert desk.ask("SELECT product, end_on FROM contract_line") == [("在庫クラウド", "2027-03-31")]
    noted = desk.ask("SELECT text FROM sync_note WHERE text LIKE '%refused_new%'")
    assert len(noted) == 1 and "outside_contract" in noted[0][0]
    crm.edit("contracts", contract, {"End": date(2027, 6, 30)})
    desk.sync()
    assert desk.ask("SELECT product, end_on, amount_minor FROM contract_line ORDER BY end_on, product") == [
        ("分析", "2027-06-30", 500), ("在庫クラウド", "2027-06-30", 100000),
    ]  # fmt: skip
    assert why(desk) == {}


def test_that_lines_of_a_contract_in_an_unknown_currency_stay_as_they_are(desk: Desk, crm: MemoryServer) -> None:
    before = kept(desk)
    crm.edit("contracts", alone(crm, "contracts").id, {"Currency": "XXQ"})
    crm.edit("lines", alone(crm, "lines").id, {"Amount": Decimal(700)})
    desk.sync()
    assert kept(desk) == before
    assert why(desk) == {"currency": "unknown_currency", "amount": "unknown_currency"}
    crm.edit("contracts", alone(crm, "contracts").id, {"Currency": "USD"})
    desk.sync()
    line = desk.row("contract_line", desk.rows["line"])  # type: ignore[attr-defined]
    assert line["amount_minor"] == 70000
    assert why(desk) == {}
    # The record is right though nothing can be reckoned in it yet: the figures say whose it is.
    with pytest.raises(BansoError) as raised:
        desk.book.read(metrics, period=parse_period("2026-04..2026-09"), today=TODAY)
    assert "みどり食品（K-1）" in error_words(raised.value, "ja")[1]


@pytest.mark.parametrize(
    ("rtype", "said", "field"),
    [
        ("contracts", {"Start": date(2027, 4, 1), "End": date(2027, 3, 1), "Currency": "JPY"}, "End"),
        ("contracts", {"Start": date(2027, 4, 1), "End": date(2028, 3, 1), "Currency": "yen"}, "Currency"),
        (
            "calls",
            {"Date": date(2026, 11, 1), "Committed": 5, "Worst": 7, "Currency": "JPY", "Reason": "x"},
            "Committed",
        ),
    ],
)
def test_that_no_row_is_made_of_what_cannot_be(
    desk: Desk, crm: MemoryServer, rtype: str, said: dict[str, Any], field: str
) -> None:
    refs = {"Account": alone(crm, "accounts").id}
    refs |= {"Contract": alone(crm, "contracts").id} if rtype == "calls" else {}
    told = {name: Decimal(one) if isinstance(one, int) else one for name, one in said.items()}
    crm.create(rtype, {**refs, **told})
    before = kept(desk)
    assert desk.sync().result == "done"
    table = {"contracts": "contract", "calls": "forecast_call"}[rtype]
    assert desk.ask(f"SELECT count(*) FROM {table}") == [(1,)]
    assert kept(desk) == before
    [(noted,)] = desk.ask("SELECT text FROM sync_note WHERE text LIKE '%refused_new%'")
    assert field in noted


def test_that_the_reason_is_said_in_words(desk: Desk, crm: MemoryServer) -> None:
    crm.edit("lines", alone(crm, "lines").id, {"Quantity": Decimal(-3)})
    desk.sync()
    [one] = desk.book.read(blocked)
    for lang, words in (("en", "below zero"), ("ja", "0 より小さく")):
        use(lang)
        assert words in blocked_line(one)
    use("en")


def test_that_other_edits_of_a_refused_record_go_on(desk: Desk, crm: MemoryServer) -> None:
    contract = desk.rows["contract"]  # type: ignore[attr-defined]
    crm.edit("contracts", alone(crm, "contracts").id, {"End": date(2026, 3, 1), "Reseller": "伊藤忠"})
    desk.sync()
    assert desk.row("contract", contract)["reseller"] == "伊藤忠"
    desk.amend("contract", contract, bill_to="本社", end_on="2027-02-28")
    desk.sync()
    there = alone(crm, "contracts").fields
    assert (there["BillTo"], there["End"]) == ("本社", date(2026, 3, 1))
    assert desk.row("contract", contract)["end_on"] == "2027-02-28"


def second(crm: MemoryServer, start: date, end: date, product: str = "在庫クラウド") -> None:
    """Sign another contract there, with one line of its whole term."""
    refs: dict[str, Scalar] = {"Account": alone(crm, "accounts").id}
    terms: dict[str, Scalar] = {"Start": start, "End": end}
    contract = crm.create("contracts", {**refs, **terms, "Number": "K-2", "Currency": "JPY"})
    price: dict[str, Scalar] = {"Quantity": Decimal(1), "Price": Decimal(500)}
    crm.create("lines", {**refs, **terms, **price, "Contract": contract, "Product": product})


def terms_of(desk: Desk) -> list[tuple[str, str]]:
    return desk.ask("SELECT start_on, end_on FROM contract_line WHERE deleted_at IS NULL ORDER BY start_on")  # type: ignore[return-value]


SIGNED = ("2026-04-01", "2027-03-31")


@pytest.mark.parametrize(
    ("start", "end"),
    [
        (date(2026, 10, 1), date(2027, 9, 30)),
        (date(2026, 4, 1), date(2027, 3, 31)),
        (date(2027, 3, 31), date(2028, 3, 30)),
    ],
)
def test_that_a_line_that_overlaps_another_contract_waits_until_that_one_ends(
    desk: Desk, crm: MemoryServer, start: date, end: date
) -> None:
    second(crm, start, end)
    crm.edit("contracts", desk_contract(crm), {"Reseller": "伊藤忠"})
    before = alone_line(desk)
    for _round in range(2):
        assert desk.sync().result == "done"
        assert terms_of(desk) == [SIGNED]
        assert alone_line(desk) == before
    # The rest of what came goes on, and it is told once.
    assert desk.ask("SELECT count(*) FROM contract") == [(2,)]
    assert desk.row("contract", desk.rows["contract"])["reseller"] == "伊藤忠"  # type: ignore[attr-defined]
    noted = desk.ask("SELECT text FROM sync_note WHERE text LIKE '%refused_new%'")
    assert len(noted) == 1 and "overlapping_term" in noted[0][0] and "Start" in noted[0][0]
    first = next(one for one in crm.records("lines").values() if one.fields["Start"] == date(2026, 4, 1))
    crm.edit("lines", first.id, {"Product": "別の製品"})
    desk.sync()
    assert terms_of(desk) == sorted([SIGNED, (start.isoformat(), end.isoformat())])


def desk_contract(crm: MemoryServer) -> str:
    return next(key for key, one in crm.records("contracts").items() if one.fields["Number"] == "K-1")


def alone_line(desk: Desk) -> Any:
    row = desk.row("contract_line", desk.rows["line"])  # type: ignore[attr-defined]
    return {name: row[name] for name in ("product", "quantity", "unit_price", "start_on", "end_on")}


@pytest.mark.parametrize(
    ("start", "end", "product"),
    [
        (date(2026, 10, 1), date(2027, 3, 31), "在庫クラウド"),
        (date(2027, 4, 1), date(2028, 3, 31), "在庫クラウド"),
        (date(2026, 10, 1), date(2027, 9, 30), "分析"),
        # What is told together may come in any order: the one that stands is the addition.
        (date(2026, 1, 1), date(2027, 3, 31), "在庫クラウド"),
    ],
)
def test_that_an_addition_a_successor_and_another_product_come_in(
    desk: Desk, crm: MemoryServer, start: date, end: date, product: str
) -> None:
    second(crm, start, end, product)
    desk.sync()
    assert terms_of(desk) == sorted([SIGNED, (start.isoformat(), end.isoformat())])
    assert why(desk) == {}


def test_that_an_addition_that_outgrows_what_it_was_added_to_is_held_and_looked_at_again(
    desk: Desk, crm: MemoryServer
) -> None:
    second(crm, date(2026, 10, 1), date(2027, 3, 31))
    desk.sync()
    added = next(one for one in crm.records("lines").values() if one.fields["Start"] == date(2026, 10, 1))
    contract = str(added.fields["Contract"])
    crm.edit("contracts", contract, {"End": date(2027, 9, 30)})
    crm.edit("lines", added.id, {"End": date(2027, 9, 30), "Price": Decimal(700)})
    for _round in range(2):
        assert desk.sync().result == "done"
        assert terms_of(desk) == [SIGNED, ("2026-10-01", "2027-03-31")]
        told = why(desk)
        assert (told["end_on"], told["unit_price"]) == ("overlapping_term", "beside")
        assert set(told.values()) == {"overlapping_term", "beside"}
    [held] = [one for one in desk.book.read(blocked) if one.field == "end_on"]
    for lang, words in (("en", "overlaps another contract"), ("ja", "別の契約と期間が重なって")):
        use(lang)
        assert words in blocked_line(held)
    use("en")
    # The first grows too: now the other one lies within it again.
    first = next(one for one in crm.records("lines").values() if one.fields["Start"] == date(2026, 4, 1))
    crm.edit("contracts", desk_contract(crm), {"End": date(2027, 9, 30)})
    crm.edit("lines", first.id, {"End": date(2027, 9, 30)})
    desk.sync()
    desk.sync()
    assert terms_of(desk) == [("2026-04-01", "2027-09-30"), ("2026-10-01", "2027-09-30")]
    assert why(desk) == {}


def test_that_a_product_renamed_to_one_that_another_contract_holds_is_held_alone(desk: Desk, crm: MemoryServer) -> None:
    second(crm, date(2026, 10, 1), date(2027, 9, 30), "分析")
    desk.sync()
    other = next(one for one in crm.records("lines").values() if one.fields["Product"] == "分析")
    crm.edit("lines", other.id, {"Product": "在庫クラウド", "Quantity": Decimal(2)})
    desk.sync()
    assert desk.ask("SELECT product, quantity FROM contract_line ORDER BY start_on") == [
        ("在庫クラウド", "12.5"), ("分析", "2"),
    ]  # fmt: skip
    assert why(desk) == {"product": "overlapping_term"}


def test_that_a_line_of_theirs_that_surrounds_one_that_is_only_here_waits(desk: Desk) -> None:
    server = MemoryServer()
    desk.rows = signed(desk)  # type: ignore[attr-defined]
    desk.connect(server)
    desk.sync()
    account = desk.rows["account"]  # type: ignore[attr-defined]
    own = desk.create(
        "contract", account_id=account, external_id="K-9", kind="paid", start_on="2028-04-01", end_on="2029-03-31",
        auto_renew=False, currency="JPY",
    )  # fmt: skip
    desk.create(
        "contract_line", contract_id=own, product="在庫クラウド", quantity="1", unit_price="5", amount_minor=5,
        billing="monthly", start_on="2028-04-01", end_on="2029-03-31",
    )  # fmt: skip
    second(server, date(2028, 3, 1), date(2029, 12, 31))
    desk.sync()
    assert terms_of(desk) == [SIGNED, ("2028-04-01", "2029-03-31")]
