"""Whether a promise about to be made is one already open, so that it can be moved instead."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date

from app.quicklog.signs import script

THRESHOLD = 75.0

# Verbs that every second promise has: they tell nothing about which one it is.
# fmt: off
_VERBS = frozenset({
    "送", "送付", "送信", "確認", "連絡", "共有", "提出", "相談", "対応", "依頼", "作成", "準備", "用意", "返信",
    "回答", "実施", "検討", "send", "share", "check", "confirm", "the", "a", "an", "to", "prepare", "make", "review",
    "follow", "up", "with", "for", "and", "ask", "reply", "call", "schedule",
})
# fmt: on


@dataclass(frozen=True)
class OpenPromise:
    """A promise of the account that is not kept yet."""

    id: str
    text: str
    due: date | None = None


@dataclass(frozen=True)
class Similar:
    """The open promise most like the new one; `likeness` from 0 to 100."""

    promise: OpenPromise
    likeness: float


def similar_promise(text: str, promises: Iterable[OpenPromise], fold: Callable[[str], str]) -> Similar | None:
    """Return the open promise that says the same as `text`, or None; of equals the first.

    Compared are the words that name things (kanji, katakana and Latin runs without common verbs): 80 parts of their
    likeness and 20 of the whole sentence's; from 75 on it counts.
    """
    from rapidfuzz import fuzz

    whole, things = fold(text), _things(text, fold)
    best: Similar | None = None
    for promise in promises:
        other = fold(promise.text)
        likeness = fuzz.ratio(whole, other)
        others = _things(promise.text, fold)
        if things and others:
            likeness = 0.8 * fuzz.token_set_ratio(things, others) + 0.2 * likeness
        if likeness >= THRESHOLD and (best is None or likeness > best.likeness):
            best = Similar(promise, likeness)
    return best


def _things(text: str, fold: Callable[[str], str]) -> str:
    marks = "".join(char if script(char) not in {"other", "hiragana"} else " " for char in text)
    # Where the script changes a new word begins: 在庫レポート is 在庫 and レポート.
    runs = re.findall(r"[ァ-ヺー]+|[一-鿿㐀-䶿々〆]+|[^\sァ-ヺー一-鿿㐀-䶿々〆]+", marks)
    return " ".join(word for word in map(fold, runs) if word and word not in _VERBS)
