from __future__ import annotations

import pytest
from hypothesis import given

from app.search.fold import fold
from app.search.meaning import matches, places, terms
from tests.search.writing import texts


@pytest.mark.parametrize(
    ("query", "text"),
    [
        ("約", "解約の件"),
        ("解約", "中途解約金"),
        ("meet", "a MEETING today"),
        ("会議meet", "次の会議Meeting"),
        ("議meet", "会議meet"),
        ("更新 佐藤", "佐藤様より更新の件"),
        ("更新　佐藤", "佐藤様より更新の件"),
        ('"key account"', "our Key\nAccounts"),
        ("“key account”", "key account"),
        ("㈱", "山田株式会社"),
        ("(株)", "山田株式会社"),
        ("株式会社", "㈱山田"),
        ("ガ", "ｶﾞｲﾄﾞ"),
        ("ｶﾞ", "がいど"),
        ("%", "利用率 80%"),
        ("％", "80%"),
        ("_", "a_b"),
        ("C++", "in c++"),
        ("👍", "ok👍🏻"),
        ("10:30", "at 10:30"),
        ("cafe", "Café"),
    ],
)
def test_that_a_text_is_found(query: str, text: str) -> None:
    assert matches(query, text)


@pytest.mark.parametrize(
    ("query", "text"),
    [
        ("meet", "helpmeet"),
        ("000", "3000"),
        ("解約束", "解約 約束"),
        ("会議meet", "会議 meet"),
        ("更新 鈴木", "佐藤様より更新の件"),
        ('"account key"', "key account"),
        ("%", "利用率"),
        ("", "会議"),
        ("  ", "a b"),
        ("。「」", "。「」"),
        ('""', '""'),
        ('"', '"'),
    ],
)
def test_that_a_text_is_not_found(query: str, text: str) -> None:
    assert not matches(query, text)


def test_that_a_term_asked_twice_counts_once() -> None:
    assert [term.text for term in terms("会議 会議 Ｍeet meet")] == ["会議", "meet"]


def test_that_places_are_where_the_term_stands() -> None:
    (term,) = terms("me")
    assert places(term, "me same me3 mem") == [(0, 2), (8, 10), (12, 14)]


@given(texts)
def test_that_a_text_with_anything_to_find_is_found_by_itself(text: str) -> None:
    assert matches(text, text) == bool(fold(text))
