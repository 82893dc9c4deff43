from __future__ import annotations

import re
import zipfile
from datetime import date
from email.message import EmailMessage
from pathlib import Path

import pytest

from app.errors import BansoError
from app.operations.book import Book
from app.operations.plans.exporting import write_plan_file
from app.operations.plans.objectives import amend_objective
from app.operations.plans.plans import amend_plan
from app.operations.plans.returns import read_return, take_in
from tests.operations.plans.filled import SHEET, fill
from tests.operations.plans.plan_books import TODAY, Made


@pytest.mark.parametrize("lang", ["ja", "en"])
def test_that_what_is_typed_into_the_workbook_comes_back(book: Book, made: Made, tmp_path: Path, lang: str) -> None:
    sent = write_plan_file(book, made.plan, to=tmp_path / "plan.xlsx", lang=lang).path
    assert read_return(book, sent).is_empty is False
    assert read_return(book, sent).changes == (), "the words that the cells came with answer nothing new"
    copy = fill(
        sent,
        {
            (made.sites, "done"): "済" if lang == "ja" else "Done",
            (made.master, "done"): "○",
            (made.hours, "reading"): "24.5 Ｈ",
            (made.hours, "read_on"): 46343,
            (made.hours, "confirmed_by"): "佐藤 花子",
            (made.losses, "comment"): "=1+1\n-2",
            ("plan", "comment"): "承知しました",
            ("plan", "confirmed_by"): "渡辺",
        },
        tmp_path / "plan (1).xlsx",
    )
    found = read_return(book, copy)
    assert [(one.item_id, one.field, one.answered, one.by) for one in found.changes] == [
        ("", "comment", "承知しました", "渡辺"),
        ("", "commitment", "渡辺", "渡辺"),
        (made.hours, "commitment", "佐藤 花子", "佐藤 花子"),
        (made.hours, "reading", "24.5", "渡辺"),
        (made.master, "done", TODAY.isoformat(), "渡辺"),
        (made.sites, "done", TODAY.isoformat(), "渡辺"),
        (made.losses, "comment", "=1+1\n-2", "渡辺"),
    ]
    assert next(one.on for one in found.changes if one.field == "reading") == date(2026, 11, 17)
    book.write(take_in, found.answers, found.key, today=TODAY)
    assert read_return(book, copy).taken_on == TODAY


def test_that_nothing_in_the_workbook_is_a_formula_or_a_link(book: Book, made: Made, tmp_path: Path) -> None:
    book.write(amend_plan, made.plan, {"name": '=HYPERLINK("http://x.example")', "success": "+1"})
    book.write(amend_objective, made.hours, {"title": "@SUM(1)", "metric": "=cmd|' /C calc'!A0"})
    sent = write_plan_file(book, made.plan, to=tmp_path / "plan.xlsx", lang="ja").path
    with zipfile.ZipFile(sent) as package:
        for name in package.namelist():
            told = package.read(name).decode()
            assert not re.search(r"<f[ >/]|<hyperlink|TargetMode", told), name
        assert 'state="veryHidden"' in package.read("xl/workbook.xml").decode()
        assert "<dataValidation " in package.read(SHEET).decode()


def test_that_a_cell_that_says_nothing_clear_is_named(book: Book, made: Made, tmp_path: Path) -> None:
    sent = write_plan_file(book, made.plan, to=tmp_path / "plan.xlsx", lang="ja").path
    copy = fill(sent, {(made.sites, "done"): "たぶん"}, tmp_path / "copy.xlsx")
    with pytest.raises(BansoError) as error:
        read_return(book, copy)
    assert (error.value.key, error.value.params["item"]) == ("plan_file.cell", "2倉庫で本運用を始める")


def test_that_a_workbook_whose_hidden_sheet_was_altered_is_refused(book: Book, made: Made, tmp_path: Path) -> None:
    sent = write_plan_file(book, made.plan, to=tmp_path / "plan.xlsx", lang="ja").path
    with zipfile.ZipFile(sent) as package, zipfile.ZipFile(tmp_path / "copy.xlsx", "w") as copy:
        for name in package.namelist():
            copy.writestr(name, package.read(name).replace(b'\\"target\\":\\"20', b'\\"target\\":\\"38'))
    assert (tmp_path / "copy.xlsx").read_bytes() != sent.read_bytes()
    with pytest.raises(BansoError) as error:
        read_return(book, tmp_path / "copy.xlsx")
    assert error.value.key == "plan_file.altered"


def test_that_a_mail_with_the_file_is_read_like_the_file(book: Book, made: Made, tmp_path: Path) -> None:
    sent = write_plan_file(book, made.plan, to=tmp_path / "plan.xlsx", lang="ja").path
    copy = fill(sent, {("plan", "confirmed_by"): "渡辺"}, tmp_path / "copy.xlsx")
    mail = EmailMessage()
    mail["Subject"] = "Re: プラン"
    mail.set_content("ご確認ください。")
    mail.add_attachment(copy.read_bytes(), maintype="application", subtype="octet-stream", filename="プラン (1).xlsx")
    (tmp_path / "reply.eml").write_bytes(mail.as_bytes())
    assert read_return(book, tmp_path / "reply.eml").changes == read_return(book, copy).changes
