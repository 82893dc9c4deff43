from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.search.fold import fold
from app.search.meaning import holds, terms
from app.search.snippet import LENGTH, fold_with_places, snippet
from tests.search.writing import cut_from, texts


def marked(query: str, text: str) -> list[str]:
    piece = snippet(terms(query), text)
    return [piece.text[start:end] for start, end in piece.spans]


@pytest.mark.parametrize(
    ("query", "text", "marks"),
    [
        ("解約", "中途解約金と解約", ["解約", "解約"]),
        ("meet", "Meeting, helpmeet, MEET", ["Meet", "MEET"]),
        ("がいど", "ガイドと ｶﾞｲﾄﾞ", ["ガイド"]),
        ("ガイド", "旧 ｶﾞｲﾄﾞ です", ["ｶﾞｲﾄﾞ"]),
        ("㈱", "山田(株)です", ["(株)"]),
        ("株式会社", "㈱山田", ["㈱"]),
        ("高崎", "髙﨑様", ["髙﨑"]),
        ("10 30", "at 10:30", ["10", "30"]),
        ('"10 30"', "at 10:30", ["10:30"]),
        ("cafe", "the Café", ["Café"]),
        ("会議 更新", "更新と会議", ["更新", "会議"]),
        ("a", "éa a", ["a"]),
        ("か", "がか か゛か", ["か", "か"]),
        ("さーば", "サ-バ", ["サ-バ"]),
    ],
)
def test_that_the_marks_cover_the_match_in_the_original(query: str, text: str, marks: list[str]) -> None:
    assert marked(query, text) == marks


def test_that_a_long_text_is_cut_around_the_match_on_one_line() -> None:
    piece = snippet(terms("解約"), "あ" * 500 + "\n解約\n" + "い" * 500)
    assert piece.text.startswith("…ああ")
    assert piece.text.endswith("いい…")
    assert "\n" not in piece.text
    assert len(piece.text) == LENGTH + 2
    assert [piece.text[a:b] for a, b in piece.spans] == ["解約"]


def test_that_a_text_without_the_match_shows_its_beginning() -> None:
    assert snippet(terms("解約"), "更新の件").text == "更新の件"


@given(st.one_of(texts, st.text()))
def test_that_places_belong_to_exactly_the_folded_text(text: str) -> None:
    folded, starts, ends = fold_with_places(text)
    assert folded == fold(text)
    assert len(starts) == len(ends) == len(folded)
    assert all(0 <= start <= end <= len(text) for start, end in zip(starts, ends, strict=True))
    assert starts == sorted(starts)


@given(st.data(), st.lists(texts, min_size=1, max_size=3))
def test_that_every_match_has_a_mark_that_folds_to_what_was_asked(data: st.DataObject, corpus: list[str]) -> None:
    query = data.draw(cut_from(corpus))
    wanted = terms(query)
    for text in corpus:
        if not holds(wanted, fold(text)):
            continue
        piece = snippet(wanted, text)
        assert piece.spans
        marks = [fold(piece.text[start:end]) for start, end in piece.spans]
        assert any(term.text in mark for mark in marks for term in wanted)
