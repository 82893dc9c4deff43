from __future__ import annotations

from pathlib import Path

import pytest

from app.imports.drafts import PersonDraft
from app.imports.headings import guess_kind
from app.imports.rows import drafts_in
from app.imports.sheets import Sheet, read_sheet
from app.vocabulary import ImportKind


def sheet(folder: Path, text: str) -> Sheet:
    path = folder / "cards.csv"
    path.write_text(text, "utf-8")
    return read_sheet(path)


def people(folder: Path, text: str) -> list[dict[str, object]]:
    table = sheet(folder, text)
    assert guess_kind(table.headings, "cards.csv", table.rows) is ImportKind.PEOPLE
    drafts = drafts_in(table, "cards.csv")
    assert drafts.errors == []
    return [dict(one.given) for one in drafts.drafts if isinstance(one, PersonDraft)]


def test_that_names_in_two_columns_are_one(tmp_path: Path) -> None:
    [sato, novak] = people(
        tmp_path,
        "会社名,部署名,役職,姓,名,セイ,メイ,e-mail,名刺交換日\n"
        "みどり食品,製造部,課長,佐藤,花子,さとう,はなこ,h@midori.example,2026/4/10\n"
        "Acme,,,Novak,Priya,,,p@acme.example,\n",
    )
    assert (sato["name"], sato["reading"], sato["title"]) == ("佐藤 花子", "さとう はなこ", "課長")
    assert (novak["name"], novak.get("reading")) == ("Priya Novak", None)
    [hana] = people(tmp_path, "Company,First Name,Last Name,Job title\nMidori,Hana,Sato,Manager\n")
    assert (hana["name"], hana["title"]) == ("Hana Sato", "Manager")


@pytest.mark.parametrize(
    ("line", "headings"),
    [
        ("会社名,姓,名,氏名", ("会社名", "姓", "名", "氏名")),
        ("会社名,苗字,名前", ("会社名", "氏名")),
        ("会社名,名,担当者,姓", ("会社名", "氏名", "担当者")),
        ("First Name,Last Name,Company,Connected On", ("First Name", "Last Name", "Company", "Connected On")),
        ("会社名,姓,役職", ("会社名", "姓", "役職")),
    ],
)
def test_that_only_columns_that_belong_together_are_joined(
    tmp_path: Path, line: str, headings: tuple[str, ...]
) -> None:
    assert sheet(tmp_path, f"{line}\na,b,c,d\n").headings == headings


def test_that_short_and_overlong_rows_stay_what_they_are(tmp_path: Path) -> None:
    table = sheet(tmp_path, "会社名,役職,名,姓\nみどり食品,課長\nみどり食品,課長,花子,佐藤,余り\n")
    assert [row.cells for row in table.rows] == [
        ("みどり食品", "課長", ""),
        ("みどり食品", "課長", "佐藤 花子", "余り"),
    ]
    assert [error.key for error in drafts_in(table, "c.csv", ImportKind.PEOPLE).errors] == [
        "required",
        "too_many_cells",
    ]
