"""The same in Excel files."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from python_calamine import load_workbook
from xlsxwriter import Workbook

from app.connectors.base import Ok
from app.connectors.errors import SchemaChanged, Unavailable
from tests.connectors.folder.folders import create, delete, one, opened, pulled, swept, update


def workbook(path: Path, rows: list[list[object]], sheet: str = "Sheet1") -> None:
    with Workbook(path, {"strings_to_formulas": False}) as book:
        day = book.add_format({"num_format": "yyyy/m/d", "bold": True})
        book.add_worksheet("表紙").write(2, 1, "顧客台帳")
        made = book.add_worksheet(sheet)
        for number, row in enumerate(rows):
            for column, cell in enumerate(row):
                made.write(number, column, cell, *([day] if isinstance(cell, date) else []))


def cells(path: Path, sheet: str) -> list[list[object]]:
    return [list(row) for row in load_workbook(path).get_sheet_by_name(sheet).to_python()]


def test_that_a_hand_made_workbook_goes_both_ways(tmp_path: Path) -> None:
    path = tmp_path / "touchpoints.xlsx"
    met = date(2026, 11, 20)
    rows: list[list[object]] = [
        ["account", "date", "body", "minutes", "two_way", "単価"],
        ["甲", met, "=ではない", 30, True, 1.5],
        ["甲", met, "電話", "", "", 2],
    ]
    workbook(path, rows)
    workbook(tmp_path / "accounts.xlsx", [["banso_id", "name"], ["1", "甲"]])
    before = path.read_bytes()
    session = opened(tmp_path, "xlsx")
    (first, second), cursor = pulled(session, "touchpoints")
    assert first.fields["date"] == date(2026, 11, 20)
    assert (first.fields["minutes"], first.fields["two_way"], first.fields["account"]) == (30, True, "1")
    assert pulled(session, "touchpoints", cursor)[0] == []
    assert isinstance(update(session, "touchpoints", second.id, {"minutes": 15, "date": date(2026, 11, 19)}), Ok)
    assert cells(path, "表紙") == [["顧客台帳"]]
    assert cells(path, "Sheet1") == [
        ["banso_id", *rows[0]],
        [first.id, "甲", met, "=ではない", 30, True, 1.5],
        [second.id, "甲", date(2026, 11, 19), "電話", 15, "", 2],
    ]
    assert one(session, "touchpoints", first.id).version == first.version
    (kept,) = tmp_path.glob("touchpoints.before-*.xlsx")
    assert kept.name == "touchpoints.before-2026-11-21.xlsx"
    assert kept.read_bytes() == before
    delete(session, "touchpoints", first.id)
    assert swept(session, "touchpoints") == [second.id]
    assert len([*tmp_path.glob("touchpoints.before-*.xlsx")]) == 1
    assert first.id in (tmp_path / "touchpoints.removed.csv").read_text("utf-8-sig")


def test_that_a_new_workbook_is_made_with_all_columns(tmp_path: Path) -> None:
    session = opened(tmp_path, "xlsx")
    create(session, "accounts", {"name": "甲"}, "1")
    values = {"account": "1", "words": "+81", "raised_on": date(2026, 1, 2), "amount": Decimal("1200.5")}
    create(session, "requests", {**values, "currency": "JPY"}, "r1")
    heads, row = cells(tmp_path / "requests.xlsx", "requests")
    assert dict(zip(map(str, heads), row, strict=False)) | {"product_area": ""} == {
        "banso_id": "r1", "account_id": "1", "account": "甲", "words": "+81", "product_area": "",
        "raised_on": date(2026, 1, 2), "amount": 1200.5, "currency": "JPY",
        "shipped_on": "", "closed_on": "",
    }  # fmt: skip
    told = one(session, "requests", "r1").fields
    assert {name: told[name] for name in values} == values


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.text(
        st.characters(codec="utf-8", exclude_categories=["Cs", "Cc", "Cn"]) | st.sampled_from("\n\t=_x"), min_size=1
    ),
    st.decimals(-(10**18), 10**18, places=4),
    st.dates(date(1000, 1, 1)),
)
def test_that_what_is_written_is_told_to_be_the_same(tmp_path: Path, text: str, amount: Decimal, day: date) -> None:
    session = opened(tmp_path, "xlsx")
    if not (tmp_path / "accounts.xlsx").exists():
        create(session, "accounts", {"name": "甲"}, "1")
        create(session, "requests", {"account": "1", "words": "x"}, "r")
    outcome = update(session, "requests", "r", {"words": text, "amount": amount, "raised_on": day})
    assert isinstance(outcome, Ok)
    assert outcome.after is not None
    stored = one(session, "requests", "r")
    assert (stored.fields["words"], stored.fields["amount"], stored.fields["raised_on"]) == (text, amount, day)
    assert stored.version == outcome.version == outcome.after.version


@pytest.mark.parametrize("data", [b"", b"PK\x03\x04half", b"no workbook at all"])
def test_that_a_workbook_that_is_not_whole_is_no_answer(tmp_path: Path, data: bytes) -> None:
    (tmp_path / "accounts.xlsx").write_bytes(data)
    with pytest.raises(Unavailable):
        pulled(opened(tmp_path, "xlsx"), "accounts")


def test_that_half_a_workbook_is_no_answer(tmp_path: Path) -> None:
    path = tmp_path / "accounts.xlsx"
    workbook(path, [["banso_id", "name"], *([str(n), f"顧客 {n}"] for n in range(500))])
    data = path.read_bytes()
    session = opened(tmp_path, "xlsx")
    for part in range(1, 12):
        path.write_bytes(data[: len(data) * part // 12])
        with pytest.raises(Unavailable):
            pulled(session, "accounts")
    path.write_bytes(data)
    assert len(pulled(session, "accounts")[0]) == 500


def test_that_a_workbook_without_known_headings_has_changed(tmp_path: Path) -> None:
    workbook(tmp_path / "accounts.xlsx", [["a", "b"], [1, 2]])
    with pytest.raises(SchemaChanged):
        pulled(opened(tmp_path, "xlsx"), "accounts")


def test_that_a_table_may_begin_further_down_and_to_the_right(tmp_path: Path) -> None:
    path = tmp_path / "accounts.xlsx"
    workbook(path, [["", "台帳"], [], ["", "banso_id", "name"], ["", "1", "甲"], [], ["", "2", "乙"]])
    session = opened(tmp_path, "xlsx")
    assert swept(session, "accounts") == ["1", "2"]
    update(session, "accounts", "2", {"name": "丙"})
    assert [c.fields["name"] for c in pulled(session, "accounts")[0]] == ["甲", "丙"]


def test_that_a_workbook_is_kept_as_others_made_it_and_not_as_banso_did(tmp_path: Path) -> None:
    session = opened(tmp_path, "xlsx")
    create(session, "accounts", {"name": "甲"}, "1")
    create(session, "accounts", {"name": "乙"}, "2")
    assert [*tmp_path.glob("*.before-*")] == []
    path = tmp_path / "accounts.xlsx"
    workbook(path, cells(path, "accounts"))
    before = path.read_bytes()
    update(session, "accounts", "1", {"name": "丙"})
    update(session, "accounts", "1", {"name": "丁"})
    (kept,) = tmp_path.glob("*.before-*")
    assert kept.read_bytes() == before


def test_that_a_cell_that_shows_an_error_is_blank(tmp_path: Path) -> None:
    path = tmp_path / "accounts.xlsx"
    with Workbook(path) as book:
        sheet = book.add_worksheet("accounts")
        sheet.write_row(0, 0, ["banso_id", "name", "domain", "rate"])
        sheet.write_row(1, 0, ["1", "甲"])
        sheet.write_formula(1, 2, "=NA()", None, "#N/A")
        sheet.write_formula(1, 3, "=1/0", None, "#DIV/0!")
    session = opened(tmp_path, "xlsx")
    assert one(session, "accounts", "1").fields["domain"] is None
    assert isinstance(update(session, "accounts", "1", {"name": "乙"}), Ok)
    assert cells(path, "accounts")[1] == ["1", "乙", "", ""]
