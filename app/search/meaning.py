"""What a query means, as a plain scan of folded text: the truth that the index is held to.

- Words parted by white space (also the ideographic space) must all occur, in any order.
- A whole query in double quotes is one phrase.
- A term occurs where its folded characters stand in a row in the folded text. Where it begins with a letter of a
  word or a number, the place must be the beginning of one: ``meet`` finds *meeting*, not *helpmeet*. Japanese is
  found anywhere. 会議meet is one term of both.
- Punctuation that only parts words counts as one space: ``10:30`` is the phrase *10 30*. The signs ``# % & @ _``,
  mathematical and money signs and emoji are characters like any other.
- A query of nothing but space and parting punctuation has no term and matches nothing.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from app.search.fold import fold
from app.search.tokens import WORD

_WORD = re.compile(WORD)
_QUOTES = '"“”＂'


@dataclass(frozen=True)
class Term:
    """One thing that must occur: its folded text and whether it must begin a word."""

    text: str
    at_start: bool


@lru_cache(maxsize=256)
def terms(query: str) -> tuple[Term, ...]:
    """Return what must occur in a text, each term once, in the order asked; empty where the query asks nothing."""
    asked = query.strip()
    if len(asked) > 2 and asked[0] in _QUOTES and asked[-1] in _QUOTES:
        pieces = [asked[1:-1]]
    else:
        pieces = asked.split()
    folded = dict.fromkeys(fold(piece) for piece in pieces)
    return tuple(Term(text, _WORD.match(text) is not None) for text in folded if text)


def places(term: Term, folded: str) -> list[tuple[int, int]]:
    """Return where a term stands in folded text, as (start, end), without overlaps."""
    found: list[tuple[int, int]] = []
    start = _next(term, folded, 0)
    while start >= 0:
        end = start + len(term.text)
        found.append((start, end))
        start = _next(term, folded, end)
    return found


def _next(term: Term, folded: str, since: int) -> int:
    """Return where the term stands next, or −1."""
    start = folded.find(term.text, since)
    if term.at_start:
        while start > 0 and _WORD.match(folded[start - 1]):
            start = folded.find(term.text, start + 1)
    return start


def holds(wanted: tuple[Term, ...], folded: str) -> bool:
    """Tell whether folded text has every term; no term, no match."""
    return bool(wanted) and all(_next(term, folded, 0) >= 0 for term in wanted)


def matches(query: str, text: str) -> bool:
    """Tell whether a text is an answer to a query, by reading it."""
    return holds(terms(query), fold(text))
