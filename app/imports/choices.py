"""Reads words of the vocabulary as people write them in either language: ハイタッチ, high touch, 導入中, はい, ○."""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Mapping
from enum import StrEnum
from functools import cache, lru_cache
from typing import TypeVar

from app import language, paths
from app.imports.cells import BadCell, folded, text
from app.revenue.agreed import is_currency

Word = TypeVar("Word", bound=StrEnum)

_YES = frozenset(
    {
        "はい",
        "yes",
        "y",
        "true",
        "t",
        "1",
        "有",
        "有り",
        "あり",
        "○",
        "〇",
        "◯",
        "✓",
        "✔",
        "☑",
        "する",
        "可",
        "on",
        "ok",
        "済",
        "真",
    }
)
_NO = frozenset(
    {
        "いいえ",
        "no",
        "n",
        "false",
        "f",
        "0",
        "無",
        "無し",
        "なし",
        "×",
        "✕",
        "✗",
        "✖",
        "☐",
        "しない",
        "不可",
        "off",
        "ng",
        "未",
        "偽",
    }
)


@lru_cache(4096)
def bare(words: str) -> str:
    """Return text without case, width, spaces and punctuation, so that 「E-mail」 and "email" are one."""
    plain = unicodedata.normalize("NFKC", words).casefold()
    return "".join(sign for sign in plain if unicodedata.category(sign)[0] in "LN" or sign == "%")


def without_brackets(words: str) -> str:
    """Return text without what stands in brackets: 顧客名（必須） → 顧客名."""
    return re.sub(r"[(（\[［【〔<＜].*?[)）\]］】〕>＞]|[*＊※]", "", words)


@cache
def _synonyms() -> Mapping[str, Mapping[str, list[str]]]:
    found: Mapping[str, Mapping[str, list[str]]] = json.loads(
        paths.resource("imports", "words.json").read_text("utf-8")
    )
    return found


@cache
def _meanings(vocabulary: str) -> Mapping[str, str]:
    return {bare(said): word for word, many in _synonyms()[vocabulary].items() for said in (word, *many)}


@cache
def _named(vocabulary: type[StrEnum]) -> Mapping[str, str]:
    """Return what the screens call each word, in both languages."""
    shown = {bare(language.name_of(word, lang)): str(word) for lang in language.LANGUAGES for word in vocabulary}
    return {**shown, **_meanings(vocabulary.__name__)}


def parse_word(vocabulary: type[Word], cell: object) -> Word:
    """Return a cell as a word of `vocabulary`; raises BadCell `unknown_word` with the words there are."""
    said = text(cell)
    for form in (bare(said), bare(without_brackets(said))):
        if form in _named(vocabulary):
            return vocabulary(_named(vocabulary)[form])
    raise BadCell("unknown_word", value=said, words=[str(word) for word in vocabulary])


def parse_event(cell: object) -> str:
    """Return the kind of an event: one of the known ones by any of its names, or a name like `new_office` as it is."""
    said = text(cell)
    known = _meanings("Event")
    if bare(said) in known:
        return known[bare(said)]
    if re.fullmatch(r"[a-z][a-z0-9_]{1,39}", said):
        return said
    raise BadCell("unknown_word", value=said, words=list(_synonyms()["Event"]))


def parse_currency(cell: object) -> str:
    """Return a currency as its ISO 4217 code; raises BadCell `unknown_currency`."""
    said = text(cell)
    plain = unicodedata.normalize("NFKC", said).strip().upper()
    code = _synonyms_of_currencies().get(plain, plain)
    if not is_currency(code):
        raise BadCell("unknown_currency", value=said)
    return code


@cache
def _synonyms_of_currencies() -> Mapping[str, str]:
    return {said.upper(): code for code, many in _synonyms()["Currency"].items() for said in many}


def parse_bool(cell: object) -> bool:
    """Return a cell as yes or no: はい/いいえ, yes/no, 有/無, ○/×, 1/0, true/false."""
    if isinstance(cell, bool):
        return cell
    said = folded(cell)
    if said in _YES:
        return True
    if said in _NO:
        return False
    raise BadCell("not_yes_or_no", value=text(cell))


_CAME = frozenset(
    {
        "出席",
        "出席済",
        "出席済み",
        "参加",
        "参加済",
        "参加済み",
        "来場",
        "入室",
        "出",
        "attended",
        "present",
        "joined",
        "here",
    }
)
_STAYED_AWAY = frozenset(
    {
        "欠席", "不参加", "未参加", "未出席", "無断欠席", "当日欠席", "キャンセル", "辞退", "欠", "absent", "no show",
        "no-show", "noshow", "did not attend", "not attended", "cancelled", "canceled", "declined",
    }
)  # fmt: skip


def parse_attended(cell: object) -> bool:
    """Return whether somebody who was registered came: 出席/欠席, attended/absent, and every yes and no."""
    said = folded(cell) if not isinstance(cell, bool) else ""
    return True if said in _CAME else False if said in _STAYED_AWAY else parse_bool(cell)
