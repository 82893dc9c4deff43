from __future__ import annotations

import pytest
import sqlcipher3

from app.search.fold import fold
from app.search.index import SCHEMA
from app.search.tokens import LONGEST_WORD, question, tokens


@pytest.mark.parametrize(
    ("text", "long"),
    [
        ("会議meet", "会議 議 meet"),
        ("解約 約束", "解約 約 約束 束"),
        ("会", "会"),
        ("3年目の更新", "3 年目 目の の更 更新 新"),
        ("", ""),
    ],
)
def test_that_text_is_cut_into_bigrams_last_characters_and_words(text: str, long: str) -> None:
    assert tokens(text)[0] == long


def test_that_the_short_index_has_characters_and_beginnings_of_words() -> None:
    assert sorted(tokens("会議会 meeting q3 +")[1].split()) == ["m", "me", "mee", "q", "q3", "会", "議"]


@pytest.mark.parametrize("text", ["meeting q3", "a", "m me mee meet", "x" * 70, "q3 " * 40 + "q3"])
def test_that_latin_text_has_the_tokens_it_has_beside_japanese(text: str) -> None:
    long, short = tokens(text)
    beside, beside_short = tokens(f"{text} 会")
    assert f"{long} 会" == beside
    assert {*short.split(), "会"} == set(beside_short.split())


@pytest.mark.parametrize(
    ("term", "long", "short", "exact"),
    [
        ("会", '"会" *', '"会"', True),
        ("会議", '"会議"', None, True),
        ("会議室", '"会議 議室"', None, True),
        ("me", '"me" *', '"me"', True),
        ("meet", '"meet" *', None, True),
        ("会議meet", '"会議 議 meet" *', None, False),
        ("a社", '"a 社" *', None, False),
        ("%", '"\ue025"', None, False),
        ("👍", '"👍"', None, False),
    ],
)
def test_that_a_term_becomes_a_phrase_of_tokens(term: str, long: str, short: str | None, exact: bool) -> None:
    asked = question(term)
    assert (asked.long, asked.short, asked.exact) == (long, short, exact)


def test_that_endless_words_and_phrases_are_cut_and_then_not_sure() -> None:
    assert question("x" * (LONGEST_WORD + 1)).exact is False
    assert question("会議" * 500).exact is False
    assert len(question("会議" * 500).long) < 300


@pytest.mark.parametrize(
    "text", ["👍❤", "C++ #tag %_", "हिन्दी", "ภาษาไทย", "한국어", "é́", "が", "²½", "´`^~", "\ue000", "﷽"]
)
def test_that_fts5_keeps_every_token_as_it_is(text: str) -> None:
    connection = sqlcipher3.connect(":memory:")
    connection.execute(SCHEMA[1])
    long, _ = tokens(fold(text))
    connection.execute("INSERT INTO search_index(rowid, tokens) VALUES (1, ?)", (long,))
    connection.execute("CREATE VIRTUAL TABLE temp.kept USING fts5vocab(main, search_index, instance)")
    kept = [term for (term,) in connection.execute("SELECT term FROM temp.kept ORDER BY offset")]
    connection.close()
    assert kept == long.split()
