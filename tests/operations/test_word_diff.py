"""What changed between two texts, word by word."""

from __future__ import annotations

import time
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from app.operations.word_diff import Piece, diff, folded, items, whole, words

texts = st.text("ab Aé1２.,。 \n棚卸し時間をカメラー👨‍👩‍👧", max_size=40)


def shown(pieces: list[Piece]) -> list[tuple[str, str]]:
    return [(piece.kind, piece.text) for piece in pieces]


def text_of(pieces: list[Piece], *kinds: str) -> str:
    return "".join(piece.text for piece in pieces if piece.kind in kinds)


@given(texts)
def test_that_the_words_of_a_text_are_the_text(text: str) -> None:
    assert "".join(words(text)) == text


@given(texts, texts)
def test_that_the_new_text_is_always_there_and_the_old_one_where_they_are_alike(old: str, new: str) -> None:
    pieces = diff(old, new)
    assert text_of(pieces, "same", "in") == new
    assert text_of(pieces, "same", "out") == old or shown(pieces) == [("in", new)]
    assert all(piece.text for piece in pieces)


@given(texts, texts)
def test_that_changes_stand_in_order_and_are_gathered(old: str, new: str) -> None:
    kinds = [piece.kind for piece in diff(old, new)]
    pairs = list(pairwise(kinds))
    assert all(one != other for one, other in pairs)
    assert ("in", "out") not in pairs


def test_that_japanese_is_cut_where_the_script_changes() -> None:
    assert shown(diff("棚卸し時間を半分にする。", "棚卸し時間を月20時間以下にする。")) == [
        ("same", "棚卸し時間を"),
        ("out", "半分"),
        ("in", "月20時間以下"),
        ("same", "にする。"),
    ]


def test_that_english_is_cut_into_words_and_not_into_crumbs() -> None:
    assert shown(diff("Call the brown fox today", "Call the slow red fox today")) == [
        ("same", "Call the "),
        ("out", "brown"),
        ("in", "slow red"),
        ("same", " fox today"),
    ]


def test_that_what_has_hardly_anything_in_common_is_new_as_a_whole() -> None:
    assert shown(diff("課長に電話した。", "Sent the contract")) == [("in", "Sent the contract")]


def test_that_emptied_text_is_taken_away() -> None:
    assert shown(diff("a b", "")) == [("out", "a b")]
    assert diff("", "") == []


def test_that_a_value_is_compared_as_a_whole() -> None:
    assert shown(whole("2027/02/28", "2027/03/31")) == [("in", "2027/03/31")]
    assert shown(whole("3", "3")) == [("same", "3")]
    assert shown(whole("3", "")) == [("out", "3")]


def test_that_the_entries_of_a_list_are_compared_one_by_one() -> None:
    assert shown(items(["渡辺"], ["渡辺", "田村"])) == [("same", "渡辺"), ("in", "田村")]
    assert shown(items(["渡辺"], ["田村"])) == [("in", "田村"), ("out", "渡辺")]


def test_that_a_long_text_is_folded_around_its_changes() -> None:
    base = "変わらない文です。" * 200
    pieces = folded(diff(base, f"{base}足した文。"))
    assert text_of(pieces, "in") == "足した文。"
    assert len(text_of(pieces, "same")) < 80
    assert folded(diff(base, base)) == diff(base, base)


def test_that_two_very_long_texts_are_compared_at_once() -> None:
    began = time.perf_counter()
    diff(" ".join(f"a{n}" for n in range(6000)), " ".join(f"b{n}" for n in range(6000)))
    assert time.perf_counter() - began < 1
