"""What changed between two versions of a text or a list, word by word; pure.

Japanese has no spaces: katakana is cut where the script changes, kanji and hiragana into their signs, and a single sign
between two changes is part of them.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal

_TOKEN = re.compile(
    r"\d+(?:[.,:/]\d+)*"
    r"|[\u3041-\u309f\u3400-\u9fff々〆]|[\u30a0-\u30ff\uff66-\uff9f]+"
    r"|[^\W\d_\u3041-\u30ff\uff66-\uff9f\u3400-\u9fff々〆]+(?:['’][^\W\d_]+)*"
    r"|\s+"
    # A sign with what belongs to it: accents, variants, joined emoji.
    r"|.(?:[\u0300-\u036f\ufe0e\ufe0f\U0001f3fb-\U0001f3ff]|\u200d.)*",
    re.DOTALL,
)
_CRUMB = re.compile(r"[\W_]{1,2}|[\u3041-\u309f\u3400-\u9fff々〆]")
_MOST = 400_000
_LIKE = 0.3


@dataclass(frozen=True)
class Piece:
    """A run of text: in both versions, only in the new one, or only in the old one."""

    kind: Literal["same", "in", "out"]
    text: str


def words(text: str) -> list[str]:
    """Return a text in words, signs and spaces; together they are the text."""
    return _TOKEN.findall(text)


def diff(old: str, new: str) -> list[Piece]:
    """Return the new text with what was added and taken away.

    Where hardly anything was kept it is all new, without the old: side by side the two would only be in the way.
    """
    if old == new:
        return [Piece("same", new)] if new else []
    if not old or not new:
        return [Piece("in", new)] if new else [Piece("out", old)]
    before, after = words(old), words(new)
    start = _common(before, after)
    end = _common(before[start:][::-1], after[start:][::-1])
    head = Piece("same", "".join(after[:start]))
    tail = Piece("same", "".join(after[len(after) - end :]))
    middle = _between(before[start : len(before) - end], after[start : len(after) - end])
    pieces = _joined(_without_crumbs([head, *middle, tail]))
    kept = sum(len(piece.text) for piece in pieces if piece.kind == "same")
    return pieces if kept * 2 >= _LIKE * (len(old) + len(new)) else [Piece("in", new)]


def whole(old: str, new: str) -> list[Piece]:
    """Return a value that is no running text: the same, or new as a whole."""
    if not new:
        return [Piece("out", old)] if old else []
    return [Piece("same" if old == new else "in", new)]


def items(old: Sequence[str], new: Sequence[str]) -> list[Piece]:
    """Return the entries of a list, a piece each: those there are in their order, then those taken away."""
    return [
        *(Piece("same" if one in old else "in", one) for one in new),
        *(Piece("out", one) for one in old if one not in new),
    ]


def folded(pieces: Sequence[Piece], *, over: int = 600, around: int = 60) -> list[Piece]:
    """Return a long text without most of what did not change: only so much `around` each change."""
    if sum(len(piece.text) for piece in pieces) <= over or all(piece.kind == "same" for piece in pieces):
        return list(pieces)
    last = len(pieces) - 1
    return [piece if piece.kind != "same" else _short(piece.text, at, last, around) for at, piece in enumerate(pieces)]


def _short(text: str, at: int, last: int, around: int) -> Piece:
    if len(text) > 2 * around + 20:
        before = "" if at == 0 else f"{text[:around].rstrip()} "
        after = "" if at == last else f" {text[-around:].lstrip()}"
        text = f"{before}…{after}"
    return Piece("same", text)


def _common(one: Sequence[str], other: Sequence[str]) -> int:
    return next((n for n, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))


def _between(before: list[str], after: list[str]) -> list[Piece]:
    if len(before) * len(after) > _MOST:
        # Two very long texts without much in common: comparing them word by word would take seconds.
        return [Piece("out", "".join(before)), Piece("in", "".join(after))]
    pieces: list[Piece] = []
    for tag, i, j, k, m in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if tag == "equal":
            pieces.append(Piece("same", "".join(after[k:m])))
        else:
            pieces += [Piece("out", "".join(before[i:j])), Piece("in", "".join(after[k:m]))]
    return pieces


def _without_crumbs(pieces: list[Piece]) -> list[Piece]:
    """A space or sign alone between two changes becomes part of them, or the text falls into crumbs."""
    pieces = [piece for piece in pieces if piece.text]
    result: list[Piece] = []
    for at, piece in enumerate(pieces):
        inside = 0 < at < len(pieces) - 1
        if piece.kind == "same" and inside and _CRUMB.fullmatch(piece.text):
            result += [Piece("out", piece.text), Piece("in", piece.text)]
        else:
            result.append(piece)
    return result


def _joined(pieces: list[Piece]) -> list[Piece]:
    """Gather what was taken away and what was added between two things that stayed."""
    result: list[Piece] = []
    gone = come = ""
    for piece in [*pieces, Piece("same", "")]:
        if piece.kind == "out":
            gone += piece.text
        elif piece.kind == "in":
            come += piece.text
        else:
            result += [change for change in (Piece("out", gone), Piece("in", come)) if change.text]
            gone = come = ""
            if result and result[-1].kind == "same":
                result[-1] = Piece("same", result[-1].text + piece.text)
            else:
                result.append(piece)
    return [piece for piece in result if piece.text]
