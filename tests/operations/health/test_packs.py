"""Packs: the model with what goes with it comes over whole, or not at all; nothing about a customer goes out."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from app.alerts.plays import write_play
from app.errors import BansoError
from app.health.files import write_model
from app.operations.book import Book
from app.operations.changes import take_back
from app.operations.health.model_files import MOST_BYTES, read_document, write_document
from app.operations.health.models import change_model, model_at, model_versions, same, shipped
from app.operations.health.packs import export_pack, import_pack
from app.operations.settings import choose, settings
from app.operations.signals.playbooks import keep_playbook
from app.operations.signals.rules import change_rule, rules_page
from app.operations.signals.shipped import shipped_plays
from app.vocabulary import Rhythm, Segment
from tests.builders import new_book


@pytest.fixture
def book(tmp_path: Path) -> Iterator[Book]:
    with new_book(tmp_path / "mine", name="佐藤") as made:
        yield made


@pytest.fixture
def other(tmp_path: Path) -> Iterator[Book]:
    with new_book(tmp_path / "other", name="鈴木") as made:
        yield made


def exported(book: Book) -> Any:
    """Return the pack of a book as a file would hold it."""
    return json.loads(json.dumps(book.read(export_pack)))


def test_that_a_pack_brings_model_cadences_and_rhythms_to_another_book(book: Book, other: Book) -> None:
    book.write(change_model, replace(shipped(), good=75), reason="基準を上げる")
    book.write(choose, "cadence.high", 10)
    book.write(choose, "rhythms", {"high": {"regular": 2}, "low": {}, "tech": {}})
    pack = exported(book)
    assert "佐藤" not in json.dumps(pack, ensure_ascii=False)
    changes, done = other.write(import_pack, pack, reason="共通の基準")
    assert (done.model_version, done.settings, done.left_out) == (2, ("cadence.high", "rhythms"), ())
    assert other.read(model_at).good == 75 and other.read(model_versions)[-1].reason == "共通の基準"
    assert other.read(settings).cadence_high == 10
    assert other.read(settings).rhythms[Segment.HIGH] == {Rhythm.REGULAR: 2}
    assert exported(other)["model"] == {**pack["model"], "version": 2}
    again = other.write(import_pack, pack, reason="もう一度")
    assert again[0].id is None and again[1].model_version is None and again[1].settings == ()
    other.write(take_back, changes.id or "")
    assert same(other.read(model_at), shipped()) and other.read(settings).cadence_high == 14


def test_that_a_model_alone_is_a_pack_and_leaves_the_settings(other: Book) -> None:
    other.write(choose, "cadence.high", 9)
    done = other.write(import_pack, write_model(replace(shipped(), watch=40)), reason="why")[1]
    assert done.settings == () and other.read(model_at).watch == 40 and other.read(settings).cadence_high == 9


def test_that_parts_nobody_here_knows_are_named(book: Book, other: Book) -> None:
    done = other.write(import_pack, {**exported(book), "gifts": [], "signals": {"weather": {}}}, reason="why")[1]
    assert done.left_out == ("gifts", "signals.weather")


@pytest.mark.parametrize(
    ("change", "key", "field"),
    [
        ({"version": 2}, "pack.newer", "version"),
        ({"cadence": {"high": 0}}, "pack.shape", "cadence.high"),
        ({"cadence": {"high": True}}, "pack.shape", "cadence.high"),
        ({"cadence": {"weekly": 7}}, "pack.shape", "cadence.weekly"),
        ({"cadence": [7]}, "pack.shape", "cadence"),
        ({"rhythms": {"vip": {}}}, "pack.shape", "rhythms.vip"),
        ({"rhythms": {"high": {"weekly": 1}}}, "pack.shape", "rhythms.high.weekly"),
        ({"rhythms": {"high": {"regular": 99}}}, "pack.shape", "rhythms.high.regular"),
        ({"rhythms": {"high": []}}, "pack.shape", "rhythms.high"),
        ({"model": None}, "health.model.shape", "model"),
        ({"format": "banso-health-model"}, "health.model.shape", "dimensions"),
    ],
)
def test_that_a_fault_is_named_and_nothing_is_taken_over(
    book: Book, other: Book, change: dict[str, object], key: str, field: str
) -> None:
    book.write(change_model, replace(shipped(), good=75), reason="基準を上げる")
    book.write(choose, "cadence.low", 20)
    with pytest.raises(BansoError) as refused:
        other.write(import_pack, {**exported(book), **change}, reason="why")
    assert (refused.value.key, refused.value.field) == (key, field)
    assert other.read(model_versions) == () and other.read(settings).cadence_low == 30


def test_that_a_fault_of_the_model_in_a_pack_is_named_from_the_top_of_the_file(book: Book, other: Book) -> None:
    pack = exported(book)
    pack["model"]["dimensions"][1]["measures"][0]["weight"] = "0"
    with pytest.raises(BansoError) as refused:
        other.write(import_pack, pack, reason="why")
    assert refused.value.field == "model.dimensions[1].measures[0].weight" == refused.value.params["place"]


def test_that_files_are_read_whole_or_refused_in_words(tmp_path: Path, book: Book) -> None:
    path = tmp_path / "pack.json"
    write_document(exported(book), path)
    assert read_document(path) == exported(book)
    path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes())
    assert read_document(path) == exported(book)
    for content, key in (
        (b"{", "pack.not_json"),
        (b"\xff\xfe{}", "pack.not_json"),
        (b'{"name": "\\ud800"}', "pack.not_json"),
        (b"[" * 100_000, "pack.not_json"),
        (b" " * (MOST_BYTES + 1), "pack.large"),
    ):
        path.write_bytes(content)
        with pytest.raises(BansoError) as refused:
            read_document(path)
        assert refused.value.key == key
    with pytest.raises(BansoError, match=r"pack\.unreadable"):
        read_document(tmp_path)
    with pytest.raises(BansoError, match=r"sheet\.not_written"):
        write_document({}, tmp_path / "nowhere" / "pack.json")


@pytest.mark.parametrize("document", [None, [], 3, "pack"])
def test_that_what_is_no_pack_is_refused(other: Book, document: object) -> None:
    with pytest.raises(BansoError, match=r"pack\.not_one"):
        other.write(import_pack, document, reason="why")


def test_that_a_pack_brings_rules_and_playbooks_to_another_book(book: Book, other: Book) -> None:
    steps = write_play(shipped_plays()["expansion"])["steps"]
    own = book.write(keep_playbook, {"name": {"ja": "自分の手順"}, "steps": steps})[1]
    book.write(change_rule, "outages", {"parameters": {"count": 3}, "playbook": own}, reason="3回から")
    pack = exported(book)
    changes, done = other.write(import_pack, pack, reason="共通の基準")
    assert done.settings == ("signals.outages", f"playbooks.{own}")
    row = next(row for row in other.read(rules_page).rules if row.rule.key == "outages")
    assert (row.rule.number("count"), row.rule.playbook, row.reason) == (3, own, "共通の基準")
    assert other.write(import_pack, pack, reason="もう一度")[0].id is None
    other.write(take_back, changes.id or "")
    assert not any(row.is_changed for row in other.read(rules_page).rules)


@pytest.mark.parametrize(
    ("part", "field"),
    [
        ({"signals": []}, "signals"), ({"signals": {"outages": {"urgency": 0}}}, "signals.outages"),
        ({"signals": {"outages": {"playbook": "nothing"}}}, "signals.outages"), ({"playbooks": {}}, "playbooks"),
        ({"playbooks": [{"key": "x"}]}, "playbooks.0"),
    ],
)  # fmt: skip
def test_that_rules_and_playbooks_that_do_not_fit_stop_the_whole_pack(
    book: Book, other: Book, part: dict[str, Any], field: str
) -> None:
    with pytest.raises(BansoError) as refused:
        other.write(import_pack, {**exported(book), **part}, reason="why")
    assert refused.value.field == field
    assert not any(row.is_changed for row in other.read(rules_page).rules)
