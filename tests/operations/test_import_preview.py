from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from app.imports.columns import REQUIRED
from app.operations.book import Book
from app.operations.content import content_hash
from app.operations.import_preview import FileChoice, canonical_columns, import_paths, preview
from app.vocabulary import ImportKind
from tests.builders import new_book
from tests.operations.importing.files import written


@pytest.fixture
def book(tmp_path: Path) -> Iterator[Book]:
    with new_book(tmp_path / "profile") as made:
        yield made


def test_that_a_preview_of_files_together_says_what_the_import_then_does(book: Book, tmp_path: Path) -> None:
    choices = {path: FileChoice() for path in written(tmp_path)}
    before = book.read(content_hash)
    seen = preview(book, choices)
    assert book.read(content_hash) == before
    assert seen.report is not None
    assert {look.path.name: (str(look.kind), look.total, look.encoding) for look in seen.files} == {
        "顧客.csv": ("accounts", 3, "cp932"),
        "関係者.csv": ("people", 4, "cp932"),
        "契約.csv": ("contracts", 3, "cp932"),
        "接点.csv": ("touchpoints", 5, "cp932"),
    }
    done = import_paths(book, list(choices), choices=choices)
    foretold = seen.report
    assert (foretold.imported, foretold.updated, foretold.unchanged) == (done.imported, done.updated, done.unchanged)
    assert foretold.rejected == done.rejected
    assert done.changes.id == done.change_id and done.changes.touches("account", "touchpoint")
    assert not foretold.changes


def test_that_each_file_is_read_as_was_said_of_it(book: Book, tmp_path: Path) -> None:
    accounts, people = tmp_path / "1.csv", tmp_path / "2.csv"
    accounts.write_text("A,B\nAcme,x\n", "utf-8")
    people.write_text("A,B\nAcme,Priya\n", "utf-8")
    choices = {
        accounts: FileChoice("accounts", {"name": "A"}),
        people: FileChoice("people", {"account": "A", "name": "B"}),
    }
    seen = preview(book, choices)
    assert seen.report is not None and seen.report.imported == 2
    assert import_paths(book, list(choices), choices=choices).imported == 2


def test_that_what_cannot_be_read_yet_is_told_per_file(book: Book, tmp_path: Path) -> None:
    unknown, missing, gone = tmp_path / "1.csv", tmp_path / "2.csv", tmp_path / "3.csv"
    unknown.write_text("A,B\nx,y\n", "utf-8")
    missing.write_text("name\nPriya\n", "utf-8")
    seen = preview(book, {unknown: FileChoice(), missing: FileChoice("people"), gone: FileChoice()})
    assert [look.error.key if look.error else None for look in seen.files] == [
        "import.unknown_kind",
        "import.missing_columns",
        "import.missing_file",
    ]
    assert seen.report is None
    assert seen.files[1].columns == {"name": "name"}
    assert seen.files[0].rows == (("x", "y"),)


@pytest.mark.parametrize("kind", list(ImportKind))
def test_that_required_columns_come_first(kind: ImportKind) -> None:
    columns = canonical_columns(kind)
    assert len(columns) == len(set(columns))
    wanted = REQUIRED[kind]
    assert set(columns[: len(wanted)]) == set(wanted)
