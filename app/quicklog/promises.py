"""The promises of a line: `next: TEXT [by DATE]`, `次: TEXT [DATEまで]`, and `次(先方):` for what the customer owes.

What stands in the brackets says who owes it: 先方, お客様, 顧客, customer, them, they → the customer; 社内, internal,
us → our own house; 自分, me or nothing → me. A person of the account by name → the customer, any other name → our
own house (a department or a colleague), with the name kept. A promise ends where the next one, a sign or a 。 stands.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass
from datetime import date

from app.quicklog.dates import promise_due
from app.quicklog.reading import PromiseRef, Token, TokenKind
from app.quicklog.signs import KANJI, WORD
from app.vocabulary import Side

MARKER = re.compile(rf"(?<![{KANJI}{WORD}])(?:次|next)\s*(?:\(\s*(?P<who>[^()\n]{{1,40}}?)\s*\)\s*)?:", re.IGNORECASE)
_SPACE = re.compile(r"[ \t]*")
_SENTENCE_END = re.compile(r"[。\n]")
_SIDES = {
    **dict.fromkeys(("先方", "お客様", "お客さま", "顧客", "customer", "them", "they", "client"), Side.CUSTOMER),
    **dict.fromkeys(("社内", "internal", "us"), Side.INTERNAL),
    **dict.fromkeys(("自分", "私", "me", "i"), Side.ME),
}


@dataclass(frozen=True)
class Marked:
    """One promise in a line: from its marker to its end, and who owes it as typed."""

    start: int
    text_start: int
    end: int
    who: str


def marked(flat: str, signs: list[tuple[int, int]]) -> list[Marked]:
    """Return the promises of a line with plain signs; `signs` are the spans of tags, flags and the account."""
    found: list[Marked] = []
    markers = list(MARKER.finditer(flat))
    ends_at = dict(signs)
    begins = [begin for begin, _ in signs]
    for at, marker in enumerate(markers):
        limit = markers[at + 1].start() if at + 1 < len(markers) else len(flat)
        start = _SPACE.match(flat, marker.end(), limit)
        # A sign right after the colon cannot be what ends a promise that has not begun.
        while start and start.end() in ends_at:
            start = _SPACE.match(flat, ends_at[start.end()], limit)
        text_start = min(start.end() if start else limit, limit)
        nearest = bisect_left(begins, text_start)
        stop = _SENTENCE_END.search(flat, text_start, limit)
        end = min(limit, *begins[nearest : nearest + 1], *([stop.start()] if stop else [limit]))
        end = max(end, marker.end())
        found.append(Marked(marker.start(), min(text_start, end), end, marker["who"] or ""))
    return found


def read_promise(line: str, one: Marked, knows: bool, today: date) -> tuple[PromiseRef | None, list[Token]]:
    """Return the promise and its tokens; None where no words follow yet. `knows` = the owner is of the account."""
    words = line[one.text_start : one.end]
    end = one.start + len(line[one.start : one.end].rstrip())
    marker_end = _marker_end(line, one)
    if not words.strip():
        return None, [Token(one.start, marker_end, TokenKind.PROMISE)]
    owner, name = _owner(one.who, knows)
    due = promise_due(words, today)
    # Signs between the marker and the words keep their own tint.
    first = (one.start, marker_end) if line[marker_end : one.text_start].strip() else (one.start, one.text_start)
    pieces = [first]
    if due is None:
        pieces.append((one.text_start, end))
        tokens = _tokens(pieces)
        return PromiseRef(words.strip(" \t\u3000、,"), None, False, owner, name, (one.start, end)), tokens
    day, text = due
    start, stop = one.text_start + day.start, min(one.text_start + day.end, end)
    tokens = _tokens([*pieces, (one.text_start, start), (stop, end)])
    tokens.append(Token(start, stop, TokenKind.DUE))
    return PromiseRef(text, day.day, day.ambiguous, owner, name, (one.start, end), (start, stop)), sorted(tokens)


def _marker_end(line: str, one: Marked) -> int:
    colon = re.compile(r"[:：]").search(line, one.start, one.end)
    return colon.end() if colon else one.text_start


def _tokens(pieces: list[tuple[int, int]]) -> list[Token]:
    """Return promise tokens for the pieces that hold anything, neighbours joined."""
    joined: list[tuple[int, int]] = []
    for start, end in pieces:
        if start >= end:
            continue
        if joined and joined[-1][1] == start:
            joined[-1] = (joined[-1][0], end)
        else:
            joined.append((start, end))
    return [Token(start, end, TokenKind.PROMISE) for start, end in joined]


def _owner(who: str, knows: bool) -> tuple[Side, str]:
    if not who:
        return Side.ME, ""
    side = _SIDES.get(who.lower())
    if side is not None:
        return side, ""
    return (Side.CUSTOMER if knows else Side.INTERNAL), who
