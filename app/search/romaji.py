"""Kana and every way of typing them in Latin letters as one form, so that midori finds みどり and shinyo しんよう.

Hepburn (shi, chi, tsu, fu, ja), Kunrei (si, ti, tu, hu, zya) and what input methods take (nn, di, cya) fall together.
Lenient on purpose: long vowels (ō, ou, oo, oh, ー), doubled letters, n and m before b, m, p, l and r, v and b, c and k
are one. So names in Latin letters have such a form too, and ルーメン is found by lumen.
"""

from __future__ import annotations

import re

_ROWS = {
    "": "あいうえお", "k": "かきくけこ", "s": "さしすせそ", "t": "たちつてと", "n": "なにぬねの", "h": "はひふへほ",
    "m": "まみむめも", "r": "らりるれろ", "g": "がぎぐげご", "z": "ざじずぜぞ", "d": "だぢづでど", "b": "ばびぶべぼ",
    "p": "ぱぴぷぺぽ",
}  # fmt: skip
_KANA = {kana: consonant + vowel for consonant, row in _ROWS.items() for kana, vowel in zip(row, "aiueo", strict=True)}
_KANA |= {"や": "ya", "ゆ": "yu", "よ": "yo", "わ": "wa", "ゐ": "i", "ゑ": "e", "を": "o", "ん": "n", "ゔ": "vu"}
_SMALL = {"ぁ": "a", "ぃ": "i", "ぅ": "u", "ぇ": "e", "ぉ": "o", "ゃ": "ya", "ゅ": "yu", "ょ": "yo", "ゎ": "wa"}
_WITH_SMALL = re.compile(f"([{''.join(_KANA)}]?)([{''.join(_SMALL)}])")
_HAS_KANA = re.compile("[ぁ-ゔー]")

# In this order; each says two spellings of one sound once.
_ALIKE: tuple[tuple[re.Pattern[str], str], ...] = tuple(
    (re.compile(pattern), kept)
    for pattern, kept in (
        (r"['’ー-]", ""),
        (r"([bcdfghjklmnpqrstvwxyz])\1+", r"\1"),
        (r"tch", "ch"),
        (r"shi", "si"),
        (r"sh([aueo])", r"sy\1"),
        (r"sh", "s"),
        (r"chi", "ti"),
        (r"ch([aueo])", r"ty\1"),
        (r"cy", "ty"),
        (r"ch", "t"),
        (r"tsu", "tu"),
        (r"ts", "t"),
        (r"jy?([aueo])", r"zy\1"),
        (r"j", "z"),
        (r"dz?([u])", r"z\1"),
        (r"di", "zi"),
        (r"dy", "zy"),
        (r"dz", "z"),
        (r"f", "h"),
        (r"[cq]", "k"),
        (r"l", "r"),
        (r"v", "b"),
        (r"wo", "o"),
        (r"m(?=[bmp])", "n"),
        (r"oh(?![aeiouy])", "o"),
        (r"ou", "o"),
        (r"([a-z])\1+", r"\1"),
    )
)
# What the last letter of unfinished typing may yet become.
_BEGUN = {"c": ("t",), "d": ("z",), "m": ("n",), "w": ("o",)}


def spelled(folded: str) -> str:
    """Return folded text (kana as hiragana) with its kana in Latin letters; all else stays."""
    if not _HAS_KANA.search(folded):
        return folded
    text = _WITH_SMALL.sub(_joined, folded)
    return "".join(_KANA.get(character, character) for character in text).replace("っ", "")


def _joined(found: re.Match[str]) -> str:
    """Return one sound of two signs: きゃ kya, しょ syo, ふぁ fa, てぃ ti, うぃ wi."""
    before, small = _KANA.get(found[1], ""), _SMALL[found[2]]
    if not before:
        return small
    if small[0] in "yw":
        return before[:-1] + small if before[-1] in "iu" else before + small
    if before == "u":
        return "w" + small
    if found[1] in "てでとどふゔ":
        return before[:-1] + small
    if before[-1] == "i":
        return before[:-1] + "y" + small
    return before[:-1] + "w" + small if before[-1] == "u" else before + small


def sound_of(folded: str) -> str:
    """Return the one form of all spellings of folded text without spaces: しんよう, shinyo, sin'you → sinyo."""
    text = spelled(folded)
    for pattern, kept in _ALIKE:
        text = pattern.sub(kept, text)
    return text


def sounds_begun(folded: str) -> tuple[str, ...]:
    """Return what begins the sound of everything that `folded`, typed so far, may become: mac → mak, mat, ma."""
    last = folded[-1:]
    before = sound_of(folded.rstrip(last))
    return tuple(dict.fromkeys((sound_of(folded), *(sound_of(before + end) for end in _BEGUN.get(last, ())))))
