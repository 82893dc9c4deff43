"""What the deck says, in both languages."""

from __future__ import annotations

from datetime import date

import pytest

from app.language import keyed
from app.reports import words
from app.reports.content import Activity, Part, PersonLine, Section, SourceKind, part_of
from app.vocabulary import Role, TouchpointKind
from tests.reports.examples import review


def test_that_names_in_exports_carry_title_and_honorific_once() -> None:
    assert words.person_name(PersonLine("佐藤", "課長"), "ja") == "課長 佐藤様"
    assert words.person_name(PersonLine("Sato", "Manager"), "en") == "Sato, Manager"
    assert words.honoured("佐藤様", "ja") == "佐藤様"
    assert words.honoured("佐藤さん", "ja") == "佐藤様"


def test_that_the_activity_headline_counts_and_compares() -> None:
    assert words.activity_headline(review("ja")) == "7–9月は 12回お話ししました（前四半期 9回）"
    assert words.activity_headline(review("en")) == "We talked 12 times in Jul–Sep 2026 (9 in the quarter before)"


def test_that_mails_are_no_talks_and_a_period_without_comparison_says_none() -> None:
    mails = Activity((date(2026, 7, 1),), (TouchpointKind.EMAIL,), ((1,),))
    assert words.activity_headline(review("en", activity=mails)) == "We were in touch once in Jul–Sep 2026"


def test_that_the_renewal_names_the_notice_date_first() -> None:
    content = review("ja")
    assert content.renewal is not None
    assert words.renewal_headline(content.renewal, content) == "通知期限は 2027/1/28 です（あと68日）"


@pytest.mark.parametrize("lang", ["ja", "en"])
def test_that_every_stored_word_of_the_deck_has_words(lang: str) -> None:
    for context, keys in (("deck.section", Section), ("deck.part", Part), ("deck.source", SourceKind)):
        for key in keys:
            assert keyed(context, key.value, lang) != key.value
    for key in ("name", "department", "since", "state", "due", "when", "on", "both", "no_date", "owed_by"):
        assert keyed("deck.word", key, lang) != key


def test_that_what_we_think_of_a_person_is_not_said() -> None:
    assert part_of(Role.SCEPTIC) is None
    assert part_of(Role.DECISION_MAKER) is Part.DECISION


def test_that_a_count_is_needed_for_each_kind_and_month() -> None:
    with pytest.raises(ValueError, match="each kind"):
        Activity((date(2026, 7, 1),), (TouchpointKind.CALL,), ((1, 2),))
