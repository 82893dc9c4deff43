"""The piece of a text around its first match, with the matches marked in the original writing."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache

from app.search.fold import HYPHEN_VOWEL, SHORT_FORM, TABLE, compose, fold
from app.search.meaning import Term, places
from app.search.tokens import RUNNING, WORD
from app.search.variants import LEGAL_SHORT

BEFORE = 30
LENGTH = 120
CUT = "…"
_RUNNING = re.compile(f"[{RUNNING}]")

_Piece = tuple[str, int, int]
# A regular expression, because str.translate takes an exception's time for every character it has no entry for.
_BREAK = re.compile("[\t-\r\x1c-\x1e\x85\u2028\u2029]")


@dataclass(frozen=True)
class Snippet:
    """One line of plain text; `spans` are the (start, end) of the matches in it."""

    text: str
    spans: tuple[tuple[int, int], ...]


def snippet(wanted: tuple[Term, ...], text: str) -> Snippet:
    """Return the piece of `text` around a match, the first as a rule; its beginning where nothing of it matches."""
    marks = _written_alike(wanted, text) or _mapped(wanted, text)
    start, end = _window(text, marks[0] if marks else (0, 0))
    head, tail = CUT if start else "", CUT if end < len(text) else ""
    shift = len(head) - start
    return Snippet(
        head + _BREAK.sub(" ", text[start:end]) + tail,
        tuple((a + shift, b + shift) for a, b in marks if b <= end),
    )


def _window(text: str, first: tuple[int, int]) -> tuple[int, int]:
    """Return which part of the text to show: with something before the match, and all of the match."""
    start = max(0, first[0] - BEFORE)
    return start, min(len(text), max(start + LENGTH, first[1]))


@lru_cache(maxsize=64)
def _as_written(wanted: tuple[Term, ...]) -> tuple[tuple[Term, ...], re.Pattern[str]] | None:
    """Return the terms and a pattern, a group for each, that finds them in unfolded text; None for terms with a space,
    which may stand for any punctuation."""
    if any(" " in term.text for term in wanted):
        return None
    longest_first = tuple(sorted(wanted, key=lambda term: -len(term.text)))
    groups = (
        # Looking behind only once the term stands there saves it at every other place.
        "("
        + "".join(map(_either_kana, term.text))
        + (f"(?<!{WORD}.{{{len(term.text)}}})" if term.at_start else "")
        + ")"
        for term in longest_first
    )
    # Without IGNORECASE a pattern of kanji is looked for as a plain string.
    cased = any(character != character.upper() for term in wanted for character in term.text)
    return longest_first, re.compile("|".join(groups), re.DOTALL | (re.IGNORECASE if cased else 0))


def _either_kana(character: str) -> str:
    if "ぁ" <= character <= "ゔ":
        return f"[{character}{chr(ord(character) + 0x60)}]"
    return re.escape(character)


def _written_alike(wanted: tuple[Term, ...], text: str) -> list[tuple[int, int]]:
    """Return the matches, in the part that will be shown, which differ from the folded term by case and kana at most.

    None where folding has to be mapped to be sure. Ten times as fast as mapping, and the usual case; beside a match
    written so, one written otherwise (ｶﾞ beside ガ) stays unmarked.
    """
    prepared = _as_written(wanted)
    if prepared is None:
        return []
    in_order, pattern = prepared
    first = pattern.search(text)
    if first is None:
        return []
    marks: list[tuple[int, int]] = []
    for found in pattern.finditer(text, first.start(), _window(text, first.span())[1]):
        start, end = found.span()
        term = in_order[(found.lastindex or 1) - 1]
        written = found[0]
        if written != term.text and not written.isascii() and fold(written) != term.text:
            return []
        if _tied(term, text, start, end):
            return []
        marks.append((start, end))
    return marks


def _tied(term: Term, text: str, start: int, end: int) -> bool:
    """Tell whether folding may tie a match to its neighbours, so that only mapping is sure of it."""
    if end < len(text) and _joins(text[end]):
        return True
    if not term.at_start or start == 0:
        return False
    before = text[start - 1]
    return not (before.isascii() or _RUNNING.match(before) or TABLE[ord(before)] == ord(" "))


def _mapped(wanted: tuple[Term, ...], text: str) -> list[tuple[int, int]]:
    """Return the matches in folded text, brought back to the original, in order and without overlaps."""
    folded, starts, ends = fold_with_places(text)
    found = sorted((starts[a], ends[b - 1]) for term in wanted for a, b in places(term, folded))
    marks: list[tuple[int, int]] = []
    for start, end in found:
        if marks and start < marks[-1][1]:
            marks[-1] = (marks[-1][0], max(end, marks[-1][1]))
        else:
            marks.append((start, end))
    return marks


def fold_with_places(text: str) -> tuple[str, list[int], list[int]]:
    """Return fold(text) and, for each of its characters, where in `text` what it comes from starts and ends."""
    pieces = [piece for start, end in _clusters(text) for piece in _each(compose(text[start:end]), start, end)]
    pieces = _replaced(pieces, SHORT_FORM, lambda found: LEGAL_SHORT[found])
    pieces = _replaced(pieces, HYPHEN_VOWEL, lambda _: "ー")
    pieces = [out for piece, start, end in pieces for out in _each(piece.casefold().translate(TABLE), start, end)]
    folded = fold(text)
    line = _one_spaced(pieces)
    if "".join(piece for piece, _, _ in line) != folded:
        line = _by_words(text, folded)
    return folded, [start for _, start, _ in line], [end for _, _, end in line]


def _each(characters: str, start: int, end: int) -> list[_Piece]:
    return [(character, start, end) for character in characters]


def _clusters(text: str) -> list[tuple[int, int]]:
    """Cut text where normalising cannot reach across."""
    edges = [i for i, character in enumerate(text) if i == 0 or not _joins(character)]
    return list(zip(edges, [*edges[1:], len(text)], strict=True)) if text else []


@lru_cache(maxsize=4096)
def _joins(character: str) -> bool:
    """Tell whether a character may become one with that before it: marks, ﾞ, Hangul vowels and finals."""
    if character.isascii():
        return False
    first = unicodedata.normalize("NFKD", compose(character))[:1]
    return unicodedata.category(first)[0] == "M" or "\u1160" <= first <= "\u11ff"


def _replaced(pieces: list[_Piece], pattern: re.Pattern[str], new: Callable[[str], str]) -> list[_Piece]:
    """Replace what the pattern finds; the new characters all come from the whole place found."""
    text = "".join(piece for piece, _, _ in pieces)
    result: list[_Piece] = []
    last = 0
    for found in pattern.finditer(text):
        a, b = found.span()
        result += pieces[last:a]
        result += _each(new(found[0]), pieces[a][1], pieces[b - 1][2])
        last = b
    return result + pieces[last:]


def _one_spaced(pieces: list[_Piece]) -> list[_Piece]:
    """Make every run of spaces one, and none at the ends."""
    line: list[_Piece] = []
    for piece in pieces:
        if not piece[0].isspace():
            line.append(piece)
        elif line and line[-1][0] != " ":
            line.append((" ", piece[1], piece[2]))
    return line[:-1] if line and line[-1][0] == " " else line


def _by_words(text: str, folded: str) -> list[_Piece]:
    """Map roughly, for writing that folds differently in pieces: each folded character to its word, or to all."""
    words = [(found[0], found.start(), found.end()) for found in re.finditer(r"\S+", text)]
    line: list[_Piece] = []
    for word, start, end in words:
        line += [*([(" ", start, start)] if line and fold(word) else []), *_each(fold(word), start, end)]
    if "".join(piece for piece, _, _ in line) != folded:
        line = _each(folded, 0, len(text))
    return line
