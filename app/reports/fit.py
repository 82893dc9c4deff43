"""How much room a text takes: estimated widths, lines, and where a text ends in an ellipsis."""

from __future__ import annotations

import re
import unicodedata

LONGEST = 20_000
"""Characters of one text that are looked at; nothing that long fits a slide."""

SAFETY = 0.95
"""The part of a line that is filled: real fonts differ from the estimate by a few per cent."""

_NARROW = frozenset("iljtfrI.,:;'|!()[]-` ")
_BROAD = frozenset("mwMW@%&—")
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]+")
# Marks that turn the direction of what follows: one in a name would mirror the rest of its line.
_TURNING = re.compile("[\u202a-\u202e\u2066-\u2069\u200e\u200f\u061c]")
# What no line may begin with.
_CLOSING = "[、。，．）」』】〉》！？ーぁぃぅぇぉっゃゅょァィゥェォッャュョ々％…]"
# What no line may end with.
_OPENING = "[（「『【〈《]"
_UNWRITABLE = re.compile("[\ud800-\udfff\ufffe\uffff]")


def plain(text: str) -> str:
    """Return `text` as one line that any office file can hold; what looks like markup stays as typed."""
    text = _UNWRITABLE.sub("", _TURNING.sub("", text[:LONGEST]))
    return re.sub(r" {2,}", " ", _CONTROL.sub(" ", text)).strip()


def width(text: str, bold: bool = False) -> float:
    """Return the estimated width of `text` in em: 1 for a Japanese character, about half for a Latin one."""
    return sum(map(_em, text)) * (1.05 if bold else 1.0)


def _em(char: str) -> float:
    if char < "\u0300":
        if char in _NARROW:
            return 0.34
        if char in _BROAD:
            return 0.95
        if char.isupper():
            return 0.69
        return 0.57
    if unicodedata.combining(char) or char in "\u200b\u200d\ufe0f":
        return 0.0
    return 1.0 if unicodedata.east_asian_width(char) in "WFA" else 0.62


def lines(text: str, room: float, size: float, bold: bool = False) -> list[str]:
    """Break `text` into the lines it takes in `room` points at `size` points; at least one."""
    limit = room * SAFETY / size / (1.05 if bold else 1.0)
    broken: list[str] = []
    current, used = "", 0.0
    for word in _words(text):
        need = width(word)
        if used + need > limit and current:
            broken.append(current.rstrip())
            current, used = "", 0.0
            word = word.lstrip()
            need = width(word)
        while need > limit:
            head, word = _cut(word, limit)
            broken.append(head)
            need = width(word)
        current, used = current + word, used + need
    return [*broken, current.rstrip()] if current or not broken else broken


def breaks_a_word(text: str, room: float, size: float, bold: bool = False) -> bool:
    """Tell whether a word of `text`, such as a date, is longer than a line of `room` points."""
    limit = room * SAFETY / size / (1.05 if bold else 1.0)
    return any(width(word.strip()) > limit for word in _words(text))


def _words(text: str) -> list[str]:
    """Return the pieces between which a line may break: Latin words, Japanese characters with the brackets around."""
    one = r"(?:[!-~\u00a1-\u1fff]+|[^!-~\u00a1-\u1fff ])"
    return re.findall(rf"[ ]*{_OPENING}*{one}{_CLOSING}*|[ ]*{_OPENING}+|[ ]+", text)


def _cut(word: str, limit: float) -> tuple[str, str]:
    used = 0.0
    for at, char in enumerate(word):
        used += _em(char)
        if used > limit:
            return word[: max(at, 1)], word[max(at, 1) :]
    return word, ""


def elided(text: str, room: float, size: float, most: int, bold: bool = False) -> str:
    """Return `text` where it fits `most` lines, else as much of it as does, ending in an ellipsis."""
    # Four characters to an em is more than any text has: beyond that nothing can fit.
    looked_at = text[: int(4 * most * room / size)]
    broken = lines(looked_at, room, size, bold)
    if len(broken) <= most:
        return text if looked_at == text else looked_at + "…"
    limit = room * SAFETY / size / (1.05 if bold else 1.0) - 1.0
    last, _ = _cut(broken[most - 1], limit) if width(broken[most - 1]) > limit else (broken[most - 1], "")
    kept = [*broken[: most - 1], last]
    # Joined as they stood: a space goes back where a line broke between Latin words.
    joined = kept[0]
    for piece in kept[1:]:
        joined += piece if looked_at.startswith(joined + piece) else f" {piece}"
    return joined.rstrip() + "…"
