"""What a review says: the customer's period, only what they may see, and the counts of the book."""

from __future__ import annotations

import csv
import io
import zipfile
from collections import Counter
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from pptx import Presentation

from app.errors import BansoError, Cancelled
from app.journal import door
from app.models.database import Session
from app.operations.accounts import find_account
from app.operations.book import Book
from app.operations.importing.run import import_paths
from app.operations.review import write_review_deck
from app.operations.review_content import review_content, speaker_notes
from app.reports.content import ReviewContent
from app.revenue.periods import parse_period
from tests.builders import TODAY, new_book
from tests.operations.importing.files import FILES, TOUCHPOINTS, written


@pytest.fixture
def book(tmp_path: Path) -> Iterator[Book]:
    (tmp_path / "files").mkdir()
    with new_book(tmp_path / "profile") as opened:
        import_paths(opened, written(tmp_path / "files"))
        yield opened


def content(book: Book, period: str = "2026Q4", account: str = "A-1") -> ReviewContent:
    account_id = book.read(find_account, account)
    return book.read(review_content, account_id, period=parse_period(period), today=TODAY, lang="ja", words=period)


def amend(book: Book, **values: object) -> None:
    account_id = book.read(find_account, "A-1")

    def change(session: Session) -> int:
        return door.amend(session, "account", {account_id: values})

    book.write(change)


def add(book: Book, entity: str, **row: Any) -> None:
    account_id = book.read(find_account, "A-1")

    def create(session: Session) -> list[str]:
        return door.create(session, entity, [{"account_id": account_id, **row}])

    book.write(create)


def promise(book: Book, text: str, **more: Any) -> None:
    add(book, "promise", **{"text": text, "side": "me", "made_on": "2026-10-05", "origin": "quick_log", **more})


def touch(book: Book, body: str, **more: Any) -> None:
    add(book, "touchpoint", **{"state": "done", "kind": "call", "on_date": "2026-10-06", "body": body, **more})


def test_that_what_is_internal_never_reaches_the_deck(book: Book, tmp_path: Path) -> None:
    promise(book, "社外秘の約束", side="internal")
    promise(book, "見せない約束", shown=False)
    promise(book, "取り下げた約束", dropped_on="2026-10-20")
    promise(book, "見せる約束", side="customer", who="佐藤様")
    touch(book, "社外秘のメモ", kind="note")
    touch(book, "社外秘の会議", kind="meeting", purpose="internal", two_way=True)
    touch(book, "社外秘の段取り\n値上げを切り出す", state="planned", on_date="2026-12-05", kind="visit")
    touch(book, "次回の定例", state="planned", on_date="2026-12-08", kind="meeting", shown=True)
    path = tmp_path / "review.pptx"
    write_review_deck(book, "A-1", period="2026Q4", to=path, lang="ja")
    with zipfile.ZipFile(path) as parts:
        said = "".join(parts.read(name).decode("utf-8", "replace") for name in parts.namelist())
    assert "見せる約束" in said
    for secret in ("社外秘", "見せない", "取り下げた", "値上げ"):
        assert secret not in said
    told = content(book)
    assert [item.text for item in told.promises] == ["見せる約束"]
    assert ["次回の定例" in step.text for step in told.next_steps if step.planned] == [False, True]
    assert told.activity.total == 3


def test_that_last_words_are_the_customers_and_not_ours(book: Book) -> None:
    touch(book, "社内で値上げを相談", kind="meeting", purpose="internal", two_way=True, on_date="2026-11-19")
    notes = book.read(speaker_notes, book.read(find_account, "A-1"), today=TODAY)
    assert notes.last_words is not None
    assert notes.last_words.text.startswith("解約の話が出た")


def test_that_a_deck_written_to_hand_out_holds_no_notes_and_one_to_present_does(book: Book, tmp_path: Path) -> None:
    for with_notes in (False, True):
        path = tmp_path / f"{with_notes}.pptx"
        write_review_deck(book, "A-1", period="2026Q4", to=path, lang="ja", with_notes=with_notes)
        noted = [slide.has_notes_slide for slide in Presentation(str(path)).slides]
        assert any(noted) is with_notes


def test_that_the_fiscal_year_is_the_customers(book: Book, tmp_path: Path) -> None:
    def counted(name: str) -> int:
        path = tmp_path / f"{name}.pptx"
        write_review_deck(book, "A-1", period="FY2026Q3", to=path, lang="ja")
        return sum(chart_counts(path).values())

    # Our year begins in April: October to December has three touchpoints with the customer.
    assert counted("ours") == 3
    # Theirs ends in December: their third quarter is July to September and has none.
    amend(book, fiscal_year_end=12)
    with pytest.raises(StopIteration):
        counted("theirs")


def test_that_the_period_before_is_counted_beside(book: Book) -> None:
    assert content(book, "2026-11").activity.previous_total == 2
    assert content(book, "2026-10").activity.previous_total is None
    assert content(book, "2026-10").activity.total == 2


def test_that_promises_of_the_period_before_were_agreed_then(book: Book) -> None:
    promise(book, "前の約束", made_on="2026-08-01", done_on="2026-11-01")
    promise(book, "前の前の約束", made_on="2026-05-01", done_on="2026-06-01")
    told = content(book)
    assert [item.text for item in told.agreed] == ["前の約束"]
    assert [(item.text, item.done_on) for item in told.promises] == [("前の約束", date(2026, 11, 1))]


def chart_counts(path: Path) -> dict[tuple[str, str], int]:
    """Return (series, month) → value of the native chart of a written deck."""
    chart = next(shape.chart for slide in Presentation(str(path)).slides for shape in slide.shapes if shape.has_chart)
    [plot] = chart.plots
    months = [str(month) for month in plot.categories]
    return {
        (series.name, month): int(value or 0)
        for series in plot.series
        for month, value in zip(months, series.values, strict=True)
        if value
    }


def csv_counts(text: str) -> dict[tuple[str, str], int]:
    """Return (kind, month) → touchpoints of みどり食品 in October to December, counted from the file itself."""
    found: Counter[tuple[str, str]] = Counter()
    for row in csv.DictReader(io.StringIO(text)):
        year, month, day = map(int, row["日付"].split("/"))
        if row["会社名"] == "みどり食品" and year == 2026 and 10 <= month <= 12 and date(year, month, day) <= TODAY:
            found[row["種類"], f"{month}月"] += 1
    return dict(found)


def test_that_the_chart_holds_what_the_file_holds_and_loses_what_it_loses(tmp_path: Path) -> None:
    seen = []
    for dropped in (None, 1, 2):
        rows = TOUCHPOINTS.splitlines(keepends=True)
        if dropped:
            del rows[dropped]
        folder = tmp_path / str(dropped)
        folder.mkdir()
        paths = []
        for name, text in {**FILES, "接点.csv": "".join(rows)}.items():
            (folder / name).write_bytes(text.encode("cp932"))
            paths.append(folder / name)
        with new_book(folder / "profile") as book:
            import_paths(book, paths)
            write_review_deck(book, "A-1", period="2026Q4", to=folder / "x.pptx", lang="ja")
        shown = chart_counts(folder / "x.pptx")
        assert shown == csv_counts("".join(rows[:-1]))
        seen.append(shown)
    assert seen[0] != seen[1] != seen[2] != seen[0]


def test_that_a_refused_or_cancelled_deck_leaves_no_file(book: Book, tmp_path: Path) -> None:
    path = tmp_path / "x.pptx"
    with pytest.raises(BansoError, match=r"period\.unreadable"):
        write_review_deck(book, "A-1", period="いつか", to=path, lang="ja")
    with pytest.raises(Cancelled):
        write_review_deck(book, "A-1", period="2026Q4", to=path, lang="ja", cancelled=lambda: True)
    assert [p.name for p in tmp_path.iterdir() if p.is_file()] == []
