"""Tables as Japanese colleagues make them."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest

from app import paths
from app.connectors.base import Ok
from app.connectors.folder.japanese import HEADINGS, OPTIONS
from app.connectors.folder.layout import KINDS
from app.imports.choices import bare, without_brackets
from tests.connectors.folder.bench_files import Sheet
from tests.connectors.folder.folders import delete, opened, pulled, swept, update


@pytest.mark.parametrize("format", ["csv", "xlsx"])
def test_that_japanese_headings_and_words_are_understood_and_stay(tmp_path: Path, format: str) -> None:
    Sheet(tmp_path / f"accounts.{format}").save([["会社名", "外部 ＩＤ", "備考"], ["甲商事", "A-1", "x"]])
    talks = Sheet(tmp_path / f"touchpoints.{format}")
    talks.save([["日付", "顧客", "種別", "内容", "双方向"], ["2026年11月2日", "A-1", "電話", "更新の話", "○"]])
    session = opened(tmp_path, format)
    ((account,), _cursor) = pulled(session, "accounts", fields=["name", "external_id", "備考"])
    assert account.fields == {"name": "甲商事", "external_id": "A-1", "備考": "x"}
    ((talk,), _cursor) = pulled(session, "touchpoints")
    told = {name: talk.fields[name] for name in ("date", "account", "kind", "body", "two_way")}
    assert told == {
        "date": date(2026, 11, 2), "account": account.id, "kind": "call", "body": "更新の話", "two_way": True,
    }  # fmt: skip
    assert isinstance(update(session, "touchpoints", talk.id, {"kind": "visit", "minutes": 30}), Ok)
    heads, row = talks.cells()
    assert heads == ["banso_id", "日付", "顧客", "種別", "内容", "双方向", "minutes"]
    assert row[1:6] == ["2026年11月2日", "A-1", "visit", "更新の話", "○"]
    assert isinstance(delete(session, "touchpoints", talk.id), Ok)
    assert swept(session, "touchpoints") == []


def test_that_the_very_name_of_a_column_goes_before_its_japanese_names() -> None:
    names = KINDS["accounts"].names(["会社名", "name", "企業名", "Name", "メモ", ""])
    assert (names[1], names[4]) == ("name", "メモ")
    assert KINDS["accounts"].names(["会社名", "企業名"])[0] == "name"
    assert len(set(names)) == len(names)


def test_that_all_words_mean_something_that_is_there() -> None:
    for kind, headings in HEADINGS.items():
        assert set(headings.values()) <= set(KINDS[kind].columns)
    fields = {field.name: field for kind in KINDS.values() for field in kind.fields if field.options}
    for name, words in OPTIONS.items():
        assert set(words.values()) <= {value for value, _label in fields[name].options}


def kept(name: str) -> dict[str, dict[str, list[str]]]:
    found: dict[str, dict[str, list[str]]] = json.loads(paths.resource("imports", name).read_text("utf-8"))
    return found


@pytest.mark.parametrize("kind", ["accounts", "people", "touchpoints"])
def test_that_a_heading_means_in_a_folder_what_it_means_in_an_import(kind: str) -> None:
    columns = kept("headings.json")[kind]
    imported = {bare(word): name for name, words in reversed(columns.items()) for word in words}
    for word, name in HEADINGS[kind].items():
        assert name not in columns or imported.get(bare(without_brackets(word))) == name, word


@pytest.mark.parametrize(
    ("name", "group"),
    [
        ("segment", "Segment"), ("phase", "Phase"), ("fit", "Fit"), ("role", "Role"), ("kind", "TouchpointKind"),
        ("purpose", "Purpose"),
    ],
)  # fmt: skip
def test_that_a_word_means_in_a_folder_what_it_means_in_an_import(name: str, group: str) -> None:
    imported = {bare(word): option for option, words in kept("words.json")[group].items() for word in words}
    assert {word: imported.get(bare(word)) for word in OPTIONS[name]} == dict(OPTIONS[name])
