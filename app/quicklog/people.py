"""Who took part: `with Sato and Tanaka`, 佐藤さんと, 田中部長から; an unknown name stays as typed."""

from __future__ import annotations

import re
from collections.abc import Iterator

from app.quicklog.names import PeopleNames
from app.quicklog.reading import PersonRef
from app.quicklog.signs import HIRAGANA, KANJI, KATAKANA, WORD

HONORIFIC = (
    r"さん|様|さま|氏|先生|(?:代表)?取締役|社長|専務|常務|執行役員|本部長|事業部長|副?部長|次長|副?課長|係長|室長|店長|所長"
    r"|工場長|主任|マネージャー|リーダー"
)
_CALLED = re.compile(rf"(?P<name>[{KANJI}]{{1,10}}|[{KATAKANA}]{{2,12}}|[A-Z][A-Za-z'-]+)(?P<title>{HONORIFIC})")
_JOINED = re.compile(rf"(?:{HONORIFIC})*\s*(?:と|に|へ|から|宛|、|・|,|&|より|の?(?:電話|訪問|面談|来訪))")
_NOT_PEOPLE = frozenset({"お客", "客", "皆", "各", "各位", "奥", "弊社", "御社", "貴社"})
_BEFORE_NAMES = re.compile(r"^(?:本日|今日|昨日|一昨日|今朝|午前|午後|夕方|先方|新任|後任|前任|担当|再度|先週|今週)+")
_WITH = re.compile(rf"(?<![{WORD}])with\s+", re.IGNORECASE)
_AND = re.compile(rf"(?:{HONORIFIC})*\s*(?:and\s+|&\s*|\+\s*|、\s*|・|と(?=[{KANJI}{KATAKANA}]))", re.IGNORECASE)
_COMMA = re.compile(rf"(?:{HONORIFIC})*\s*,\s*")
_TYPED = re.compile(
    rf"[A-ZÀ-ÖØ-Þ][{WORD}.'-]*[{WORD}](?:\s+[A-ZÀ-ÖØ-Þ][{WORD}'-]*[{WORD}])?"
    rf"|[{KANJI}]{{1,8}}|[{KATAKANA}・]{{2,16}}|[{HIRAGANA}]{{2,8}}?(?={HONORIFIC})"
)
_TWO = re.compile(rf"[{WORD}{KANJI}]+ [{WORD}{KANJI}]+")
_LOWER = re.compile(rf"[a-z][{WORD}'-]+")
# fmt: off
_COMMON = frozenset({
    "the", "a", "an", "no", "our", "their", "his", "her", "my", "your", "them", "him", "us", "me", "it", "its", "all",
    "some", "any", "one", "two", "new", "old", "more", "less", "this", "that", "these", "those", "regard", "regards",
    "respect", "each", "both", "everyone", "everybody", "people", "team", "staff", "customer", "client",
})
# fmt: on

Span = tuple[int, int, PersonRef]


def people_in(flat: str, line: str, people: PeopleNames, account: str | None) -> list[Span]:
    """Return (start, end, person) for everybody named in a line; `flat` is the line with plain signs.

    After `with` any name counts, known or not. In Japanese a name counts with さん, 様 or a title: where the account
    knows it, anywhere; where not, only if と, に, から … say that it took part.
    """
    found = [*_after_with(flat, line, people, account), *_with_title(flat, line, people, account)]
    kept: list[Span] = []
    for span in sorted(found, key=lambda one: (one[0], -one[1])):
        if not kept or span[0] >= kept[-1][1]:
            kept.append(span)
    return kept


def _ref(text: str, people: PeopleNames, account: str | None) -> PersonRef:
    same = people.called(text, account)
    return PersonRef(text, same[0].id if len(same) == 1 else None, same if len(same) > 1 else ())


def _after_with(flat: str, line: str, people: PeopleNames, account: str | None) -> Iterator[Span]:
    for opening in _WITH.finditer(flat):
        at: int | None = opening.end()
        while at is not None:
            end = _name_end(flat, at, people, account, known_only=False)
            if end is None:
                break
            yield at, end, _ref(line[at:end], people, account)
            joined = _AND.match(flat, end)
            comma = _COMMA.match(flat, end)
            at = joined.end() if joined else None
            if comma and _name_end(flat, comma.end(), people, account, known_only=True):
                at = comma.end()


def _name_end(flat: str, at: int, people: PeopleNames, account: str | None, *, known_only: bool) -> int | None:
    typed = _TYPED.match(flat, at)
    lower = _LOWER.match(flat, at)
    two = _TWO.match(flat, at)
    for candidate in (two, typed, lower):
        if candidate and people.called(candidate[0], account):
            return candidate.end()
    if known_only:
        return None
    if typed:
        shorter = re.match(r".+?(?=\s+[A-Z])", typed[0])
        if shorter and people.called(shorter[0], account):
            return at + shorter.end()
        return typed.end()
    return lower.end() if lower and lower[0] not in _COMMON else None


def _with_title(flat: str, line: str, people: PeopleNames, account: str | None) -> Iterator[Span]:
    for called in _CALLED.finditer(flat):
        start, end = called.span("name")
        known = _known_tail(flat, start, end, people, account)
        if known is not None:
            yield known, end, _ref(line[known:end], people, account)
            continue
        before = _BEFORE_NAMES.match(flat[start:end])
        start += before.end() if before else 0
        if start < end and flat[start:end] not in _NOT_PEOPLE and _JOINED.match(flat, end):
            yield start, end, PersonRef(line[start:end])


def _known_tail(flat: str, start: int, end: int, people: PeopleNames, account: str | None) -> int | None:
    """Return where a known name starts whose end is `end`: 本日佐藤 holds 佐藤."""
    for at in range(start, end):
        if people.called(flat[at:end], account):
            return at
    return None
