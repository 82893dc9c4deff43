from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.search.fold import fold_name
from app.search.romaji import sound_of, sounds_begun

# One sound of kana and the ways in which people type it: Hepburn, Kunrei, what input methods take.
SPELLINGS = {
    "あ": ("a",), "い": ("i",), "う": ("u",), "え": ("e",), "お": ("o",), "か": ("ka", "ca"), "き": ("ki",),
    "く": ("ku",), "け": ("ke",), "こ": ("ko",), "さ": ("sa",), "し": ("shi", "si"), "す": ("su",), "せ": ("se",),
    "そ": ("so",), "た": ("ta",), "ち": ("chi", "ti"), "つ": ("tsu", "tu"), "て": ("te",), "と": ("to",),
    "な": ("na",), "に": ("ni",), "ぬ": ("nu",), "ね": ("ne",), "の": ("no",), "は": ("ha",), "ひ": ("hi",),
    "ふ": ("fu", "hu"), "へ": ("he",), "ほ": ("ho",), "ま": ("ma",), "み": ("mi",), "む": ("mu",), "め": ("me",),
    "も": ("mo",), "や": ("ya",), "ゆ": ("yu",), "よ": ("yo",), "ら": ("ra",), "り": ("ri",), "る": ("ru",),
    "れ": ("re",), "ろ": ("ro",), "わ": ("wa",), "が": ("ga",), "ぎ": ("gi",), "ご": ("go",), "ざ": ("za",),
    "じ": ("ji", "zi"), "ず": ("zu",), "ぜ": ("ze",), "ぞ": ("zo",), "だ": ("da",), "ぢ": ("ji", "di", "zi"),
    "づ": ("zu", "du", "dzu"), "で": ("de",), "ど": ("do",), "ば": ("ba",), "び": ("bi",), "ぶ": ("bu",),
    "ぱ": ("pa",), "ぴ": ("pi",), "しゃ": ("sha", "sya"), "しゅ": ("shu", "syu"), "しょ": ("sho", "syo"),
    "ちゃ": ("cha", "tya", "cya"), "ちゅ": ("chu", "tyu"), "ちょ": ("cho", "tyo"), "じゃ": ("ja", "zya", "jya"),
    "じゅ": ("ju", "zyu"), "じょ": ("jo", "zyo"), "きょ": ("kyo",), "りゅ": ("ryu",), "ひゃ": ("hya",),
    "にょ": ("nyo",), "っか": ("kka",), "っし": ("sshi", "ssi"), "っち": ("tchi", "cchi", "tti"), "っと": ("tto",),
    "しょう": ("shou", "syou", "shō", "sho"), "こう": ("kou", "kō", "koh", "ko"), "ゆう": ("yuu", "yū", "yu"),
    "おお": ("oo", "ō"), "ん": ("n'", "nn", "n"), "んば": ("mba", "nba"), "らー": ("ra-", "raa", "rā", "ra"),
}  # fmt: skip
SOUNDS = st.lists(st.sampled_from(sorted(SPELLINGS)), min_size=1, max_size=8)


@given(SOUNDS, st.data())
def test_that_every_spelling_of_kana_is_one_sound(sounds: list[str], draw: st.DataObject) -> None:
    kana = "".join(sounds)
    typed = "".join(draw.draw(st.sampled_from(SPELLINGS[sound])) for sound in sounds)
    # An h that lengthens an o is one only where no vowel follows: koh + i is こひ.
    if re.search("oh[aiueoyāīūēō]", typed):
        return
    assert sound_of(fold_name(typed)) == sound_of(fold_name(kana)), (typed, kana)


@given(SOUNDS, st.data())
def test_that_a_name_is_found_at_every_key_of_its_typing(sounds: list[str], draw: st.DataObject) -> None:
    kana = "".join(sounds)
    typed = "".join(draw.draw(st.sampled_from(SPELLINGS[sound])) for sound in sounds)
    if re.search("oh[aiueoyāīūēō]", typed):
        return
    meant = sound_of(fold_name(kana))
    for end in range(1, len(typed) + 1):
        begun = sounds_begun(fold_name(typed[:end]))
        assert any(meant.startswith(sound) for sound in begun), (typed[:end], begun, meant)


@given(st.text())
def test_that_any_text_has_a_sound_and_the_sound_of_it_is_itself(text: str) -> None:
    once = sound_of(fold_name(text))
    assert len(sound_of(once)) <= len(once)


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("midori", "みどり"), ("shinyo", "しんよう"), ("sinyou", "シンヨウ"), ("shin'yō", "しんよう"),
        ("tokyo", "とうきょう"), ("oosaka", "おおさか"), ("osaka", "おおさか"), ("ohno", "おおの"),
        ("lumen", "ルーメン"),
        ("juku", "じゅく"), ("konpyuta", "コンピューター"), ("vanira", "バニラ"), ("fairu", "ファイル"),
        ("matcha", "まっちゃ"),
    ],
)  # fmt: skip
def test_that_known_names_are_spelled_as_people_spell_them(typed: str, name: str) -> None:
    assert sound_of(fold_name(typed)) == sound_of(fold_name(name))
