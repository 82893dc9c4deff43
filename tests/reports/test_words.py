"""What documents for customers call people, in both languages."""

from __future__ import annotations

import pytest

from app.language import keyed
from app.reports import words
from app.reports.content import Part, PersonLine, SourceKind, part_of
from app.reports.review.facts import Chapter
from app.reports.review.names import chapter_name
from app.vocabulary import Role


def test_that_names_in_exports_carry_title_and_honorific_once() -> None:
    assert words.person_name(PersonLine("佐藤", "課長"), "ja") == "課長 佐藤様"
    assert words.person_name(PersonLine("Sato", "Manager"), "en") == "Sato, Manager"
    assert words.honoured("佐藤様", "ja") == "佐藤様"
    assert words.honoured("佐藤さん", "ja") == "佐藤様"


@pytest.mark.parametrize("lang", ["ja", "en"])
def test_that_every_stored_word_of_the_deck_has_words(lang: str) -> None:
    for context, keys in (("deck.part", Part), ("deck.source", SourceKind)):
        for key in keys:
            assert keyed(context, key.value, lang) != key.value
    for chapter in Chapter:
        name = chapter_name(chapter, lang, "自分の章")
        assert name == "自分の章" if chapter is Chapter.OWN else name != chapter.value


def test_that_what_we_think_of_a_person_is_not_said() -> None:
    assert part_of(Role.SCEPTIC) is None
    assert part_of(Role.DECISION_MAKER) is Part.DECISION
