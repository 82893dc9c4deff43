"""`banso metrics` on the book of eight customers, brought in as files: retention by three methods, bridge, refusals."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import text

from app.journal import door
from app.models.database import Session
from tests.builders import opened
from tests.cli.runner import USAGE, Banso

ACCOUNTS = "name,segment\n" + "".join(f"{name},{'high' if name in 'ABC' else 'low'}\n" for name in "ABCDEFGH")
CONTRACTS = """account,start,end,product,quantity,unit_price,currency,outcome,churn_tags
A,2024-01-01,2027-12-31,Desk,10,10,JPY,,
B,2024-01-01,2025-03-31,Desk,10,10,JPY,renewed,
B,2025-04-01,2025-07-31,Desk,15,10,JPY,contracted,
B,2025-08-01,2027-12-31,Desk,10,10,JPY,,
C,2024-01-01,2025-02-28,Desk,20,10,JPY,churned,full;voluntary;price
C,2025-08-01,2027-12-31,Desk,18,10,JPY,,
D,2024-01-01,2025-05-31,Desk,10,10,JPY,,
D,2025-06-01,2027-12-31,Desk,13,10,JPY,,
E,2024-01-01,2025-06-30,Desk,10,10,JPY,,
E,2025-07-01,2027-12-31,Desk,7,10,JPY,,
F,2024-01-01,2025-11-30,Desk,10,10,JPY,churned,full;involuntary;non_payment
G,2025-05-01,2027-12-31,Desk,30,10,JPY,,
H,2024-01-01,2027-12-31,Desk,5,10,JPY,,
"""
YEAR = ("--from", "2025-01-01", "--to", "2025-12-31")


@pytest.fixture
def eight(banso: Banso, tmp_path: Path) -> Banso:
    """Return the command on a profile into which the eight customers were imported."""
    files = [tmp_path / "accounts.csv", tmp_path / "contracts.csv"]
    for path, rows in zip(files, (ACCOUNTS, CONTRACTS), strict=True):
        path.write_text(rows, "utf-8")
    assert banso.json("import", *files)["rejected"] == []
    return banso


def _yen(amount: int) -> dict[str, str]:
    return {"amount": str(amount), "currency": "JPY"}


def test_that_the_eight_customers_come_to_the_known_figures(eight: Banso) -> None:
    closed = eight.json("metrics", *YEAR)
    assert closed == {
        "method": "closed",
        "nrr": "0.6000",
        "grr": "0.5600",
        "logos": {"kept": 5, "of": 7},
        "start_mrr": _yen(750),
        "end_mrr": _yen(930),
        "bridge": {
            "new": _yen(300), "reactivation": _yen(180), "upsell": _yen(80), "cross_sell": _yen(0), "price": _yen(0),
            "contraction": _yen(-80), "churn": _yen(-300), "transferred": _yen(0), "fx": _yen(0),
        },
        "reconciles": True,
        "broken": [],
        "cmrr": _yen(930),
    }  # fmt: skip
    point = eight.json("metrics", *YEAR, "--method", "point")
    assert (point["nrr"], point["grr"], point["logos"]) == ("0.8400", "0.8000", {"kept": 6, "of": 7})
    flow = eight.json("metrics", *YEAR, "--method", "flow")
    assert flow["grr"] == "0.4933"
    assert flow["bridge"] == point["bridge"] == closed["bridge"]


def test_that_a_segment_has_a_bridge_of_its_own_and_both_come_to_the_whole(eight: Banso) -> None:
    whole = eight.json("metrics", *YEAR)
    parts = [eight.json("metrics", *YEAR, "--segment", segment) for segment in ("high", "low")]
    for term in whole["bridge"]:
        assert sum(int(part["bridge"][term]["amount"]) for part in parts) == int(whole["bridge"][term]["amount"])
    assert [part["start_mrr"]["amount"] for part in parts] == ["400", "350"]
    nobody: Any = eight.json("metrics", *YEAR, "--segment", "tech")
    assert (nobody["nrr"], nobody["grr"], nobody["logos"]) == (None, None, {"kept": 0, "of": 0})
    assert "NRR  —" in eight("metrics", *YEAR, "--segment", "tech").out


def test_that_people_read_the_method_with_every_figure(eight: Banso) -> None:
    told = eight("metrics", *YEAR, lang="en").out
    assert "NRR  60.0 %  (closed cohort)" in told
    assert "GRR  56.0 %  (closed cohort)" in told
    assert "Customers kept  5 / 7  36–92 %  (closed cohort)" in told
    assert "flow: NRR" in told
    assert "26.7 % of the start" in told
    assert "Start and changes come to the end." in told
    japanese = eight("metrics", *YEAR, "--method", "point").out
    assert "NRR  84.0 %  (2時点比較)" in japanese
    assert "再開" in japanese


def test_that_a_period_that_cannot_be_is_refused(eight: Banso) -> None:
    assert eight.refused("metrics", "--from", "2025-02-01", "--to", "2025-01-01")["field"] == "to"
    assert eight.refused("metrics", "--from", "2026-12-01", "--to", "2026-12-31")["field"] == "period"
    for wrong in (("--from", "2025-01-01"), (*YEAR, "--method", "guess"), (*YEAR, "--segment", "middle")):
        assert eight("metrics", *wrong).code == USAGE


def test_that_a_book_that_contradicts_itself_is_said_so_with_the_contract(eight: Banso) -> None:
    contract = _written(eight, _astray)
    told = eight.json("metrics", *YEAR)
    assert told["reconciles"] is False
    [broken] = told["broken"]
    assert (broken["account"]["name"], broken["contracts"]) == ("H", [contract])
    people = eight("metrics", *YEAR, lang="en").out
    assert "H: start and changes do not come to the end; −¥50 is missing." in people
    assert contract in people


def test_that_a_currency_without_any_rate_is_named(eight: Banso) -> None:
    _written(eight, _in_dollars)
    refused = eight.refused("metrics", *YEAR)
    assert refused["field"] == "currency"
    assert "USD" in refused["message"]
    assert "A（2024/1/1）" in refused["message"] or "A (1 Jan 2024)" in refused["message"]
    said = eight("metrics", *YEAR, lang="en")
    assert said.code == 1
    assert "A (1 Jan 2024)" in said.err


def test_that_bad_rows_are_named_by_row_and_column_and_change_nothing(eight: Banso, tmp_path: Path) -> None:
    before = eight.json("metrics", *YEAR)
    bad = tmp_path / "bad_contracts.csv"
    bad.write_text(
        "account,start,end,product,quantity,unit_price,currency\n"
        "A,2025-06-01,2026-05-31,Desk,10,10,JPY\n"
        "A,2025-06-01,2025-05-31,Seat,10,10,JPY\n"
        "A,2025-06-01,2026-05-31,Seat,-1,10,JPY\n"
        "A,2025-06-01,2026-05-31,Seat,1,10,QQQ\n",
        "utf-8",
    )
    told = eight.json("import", bad, "--kind", "contracts")
    assert told["imported"] == told["updated"] == 0
    assert [(one["row"], one["column"]) for one in told["rejected"]] == [
        (2, "start"), (3, "end"), (4, "quantity"), (5, "currency"),
    ]  # fmt: skip
    assert eight.json("metrics", *YEAR) == before


def test_that_terms_of_another_number_free_months_and_a_missing_rate_are_named_by_row_and_column(
    eight: Banso, tmp_path: Path
) -> None:
    heads = "account,start,end,product,quantity,unit_price,currency,contract,free_months\n"
    before = eight.json("metrics", *YEAR)
    bad = tmp_path / "bad_numbers.csv"
    bad.write_text(
        heads
        + "A,2025-06-01,2028-05-31,Desk,10,10,JPY,N-1,\n"
        + "B,2024-01-01,2025-03-31,Desk,10,10,JPY,,-1\n"
        + "B,2024-01-01,2025-03-31,Desk,10,10,JPY,,16\n"
        + "C,2026-06-01,2026-08-31,Seat,1,10,USD,N-2,\n",
        "utf-8",
    )
    for more in (("--dry-run",), ()):
        told = eight.json("import", bad, "--kind", "contracts", *more)
        assert told["imported"] == told["updated"] == 0
        assert [(one["row"], one["column"]) for one in told["rejected"]] == [
            (2, "start"), (3, "free_months"), (4, "free_months"), (5, "currency"),
        ]  # fmt: skip
    assert "USD" in told["rejected"][3]["message"]
    assert eight.json("metrics", *YEAR) == before
    good, rates = tmp_path / "good_numbers.csv", tmp_path / "rates.csv"
    good.write_text(
        heads + "A,2025-06-01,2027-12-31,Desk,1,10,JPY,N-1,1\nC,2026-06-01,2026-08-31,Seat,1,10,USD,N-2,\n", "utf-8"
    )
    rates.write_text("currency,on,rate\nUSD,2026-04-01,150\n", "utf-8")
    told = eight.json("import", good, rates)
    assert (told["imported"], told["rejected"]) == (3, [])
    assert eight.json("metrics", *YEAR)["reconciles"]


def test_that_a_line_prolonged_by_a_file_prolongs_its_contract(eight: Banso, tmp_path: Path) -> None:
    longer = tmp_path / "contracts_2.csv"
    longer.write_text(
        "account,start,end,product,quantity,unit_price,currency\nH,2024-01-01,2028-12-31,Desk,5,10,JPY\n", "utf-8"
    )
    assert eight.json("import", longer)["updated"] == 1
    assert eight.json("metrics", *YEAR)["reconciles"]


def _written(banso: Banso, what: Callable[[Session], str]) -> str:
    with opened(banso.profile) as book:
        return book.write(what)[1]


def _contract_of(session: Session, name: str) -> str:
    found = session.scalar(
        text("SELECT c.id FROM contract c JOIN account a ON a.id = c.account_id WHERE a.name = :name"), name=name
    )
    return str(found)


def _astray(session: Session) -> str:
    """Let the contract of H end before its line does, as a system that was synchronised badly leaves it."""
    contract = _contract_of(session, "H")
    door.amend(session, "contract", {contract: {"end_on": "2025-06-30"}})
    return contract


def _in_dollars(session: Session) -> str:
    contract = _contract_of(session, "A")
    door.amend(session, "contract", {contract: {"currency": "USD"}})
    return contract
