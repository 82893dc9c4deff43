"""Fold text so that what a person takes for the same writing is the same string."""

from __future__ import annotations

import re
import unicodedata

from app.search.variants import LEGAL_ENGLISH, LEGAL_FULL, LEGAL_SHORT, kanji_table

# Signs a person may search for. All other punctuation, and Markdown's marks, only part words and become a space.
_KEPT_PUNCTUATION = frozenset("#%&@_")
_PARTING_SYMBOLS = frozenset("|~⁄−")
_VARIANTS = kanji_table() | {"ヶ": "か", "ゖ": "か", "ヵ": "か", "ゕ": "か"}

SHORT_FORM = re.compile("|".join(map(re.escape, LEGAL_SHORT)))
# Long vowels typed as a hyphen or dash (カスタマ-サクセス); between katakana only, so that no other hyphen is touched.
HYPHEN_VOWEL = re.compile("(?<=[ァ-ヺー])[-‐‑‒–—―−](?=[ァ-ヺ])")
_HYPHENS = "-‐‑‒–—―−"
_NAME_END = re.compile(f"(?:{'|'.join(LEGAL_FULL)})$")
_NAME_START = re.compile(f"^(?:{'|'.join(LEGAL_FULL)})")
_NAME_ENGLISH = re.compile(f" (?:{'|'.join(LEGAL_ENGLISH)})$")


def _fold_character(character: str) -> str:
    """Return what one character, already NFKC and casefolded, becomes: itself, another, a space or nothing."""
    kept = _VARIANTS.get(character)
    if kept is not None:
        return kept
    if "ァ" <= character <= "ヴ" or character in "ヽヾ":
        return chr(ord(character) - 0x60)
    category = unicodedata.category(character)
    code = ord(character)
    if category in {"Cf", "Cs"} or _is_loose_mark(code):
        return ""
    if category[0] == "Z" or category == "Cc":
        return " "
    if category[0] == "P":
        return character if character in _KEPT_PUNCTUATION else " "
    if category == "Sk" or character in _PARTING_SYMBOLS:
        return " "
    if category[0] == "L" and (0xC0 <= code < 0x250 or 0x1E00 <= code < 0x1F00):
        base = unicodedata.normalize("NFD", character)[0]
        return base if base.isascii() else character
    return character


def _is_loose_mark(code: int) -> bool:
    """Tell whether a code point only changes the look of the one before: accents, variation selectors, skin tones."""
    return (
        0x300 <= code <= 0x36F
        or 0x20D0 <= code <= 0x20FF
        or code in (0x3099, 0x309A)
        or 0xFE00 <= code <= 0xFE0F
        or 0xE0100 <= code <= 0xE01EF
        or 0x1F3FB <= code <= 0x1F3FF
    )


class _Table(dict[int, "int | str"]):
    """A translation table that learns each character at its first sight: a full one would cost start-up time."""

    def __missing__(self, code: int) -> int | str:
        folded = _fold_character(chr(code))
        # str.translate takes a number a third faster than a string of one character.
        self[code] = value = ord(folded) if len(folded) == 1 else folded
        return value


TABLE = _Table()


def compose(text: str) -> str:
    """Return NFKC of `text`, with voiced sound marks typed apart (か゛) joined to their kana."""
    return unicodedata.normalize("NFKC", text.replace("゛", "\u3099").replace("゜", "\u309a"))


def fold(text: str) -> str:
    """Return the form in which texts and queries are compared.

    NFKC (so ｶﾞ is ガ), casefold, katakana as hiragana, kanji variants of names as one, accents and invisible
    characters dropped, punctuation except ``# % & @ _`` as a space, white space as one space, none at the ends.
    The short legal forms ㈱, (株), （有） … become the full ones, so that any of them finds the others.
    Folding twice is folding once.
    """
    if not text.isascii():
        text = compose(text)
        if ")" in text and "(" in text:
            text = SHORT_FORM.sub(lambda found: LEGAL_SHORT[found[0]], text)
        if any(hyphen in text for hyphen in _HYPHENS):
            text = HYPHEN_VOWEL.sub("ー", text)
    text = text.casefold().translate(TABLE)
    if not text.isascii() and not unicodedata.is_normalized("NFKC", text):
        # Dropping a character or folding case can bring together what composes; such text is rare.
        text = unicodedata.normalize("NFKC", text).casefold().translate(TABLE)
    return " ".join(text.split())


def fold_name(name: str) -> str:
    """Return the form in which two company names are compared: folded, without legal form, space or punctuation.

    株式会社山田, 山田(株) and 山田 ㈱ are one; so are Acme Co., Ltd. and ACME. A name that is nothing but a legal
    form stays as it is.
    """
    whole = fold(name)
    bare = whole
    while True:
        shorter = bare
        for pattern in (_NAME_START, _NAME_END, _NAME_ENGLISH):
            shorter = pattern.sub("", shorter).strip() or shorter
        if shorter == bare:
            break
        bare = shorter
    letters = "".join(character for character in bare if character.isalnum() or character == "ー")
    return letters or whole.replace(" ", "")
