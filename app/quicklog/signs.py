"""Full-width signs, letters and digits read as their plain forms without moving a single position."""

from __future__ import annotations

import unicodedata


class _Narrow(dict[int, str]):
    """Learns for each character its one-character compatibility form, or leaves it as it is."""

    def __missing__(self, code: int) -> str:
        plain = unicodedata.normalize("NFKC", chr(code))
        self[code] = plain if len(plain) == 1 else chr(code)
        return self[code]


_NARROW = _Narrow()
_NARROW.update({ord("“"): '"', ord("”"): '"', ord("〝"): '"', ord("〟"): '"', ord("\u3000"): " "})

KANJI = "一-鿿㐀-䶿豈-﫿々〆\U00020000-\U000323af"
HIRAGANA = "ぁ-ゖ"
KATAKANA = "ァ-ヺー"
WORD = "A-Za-z0-9À-ÖØ-öø-ÿ"


def plain(text: str) -> str:
    """Return `text` with full-width signs as plain ones: of the same length, so that spans stay true."""
    return text.translate(_NARROW)


def script(char: str) -> str:
    """Return what a plain character belongs to: word (Latin or digit), kanji, hiragana, katakana or other."""
    if "ァ" <= char <= "ヺ" or char in "ー゙゚":
        return "katakana"
    if "ぁ" <= char <= "ゖ":
        return "hiragana"
    if "一" <= char <= "鿿" or "㐀" <= char <= "䶿" or "豈" <= char <= "﫿" or char in "々〆":
        return "kanji"
    # The rarer characters of names: 𠮷, 𡈽, 𣘺.
    if "\U00020000" <= char <= "\U000323af":
        return "kanji"
    return "word" if char.isalnum() else "other"
