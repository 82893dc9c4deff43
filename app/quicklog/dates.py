"""Days as people write them: 金曜, fri, 月末, 3日後, 11/20, in 2 weeks; in doubt the next one to come.

A promise takes its day off its end (`by fri`, `金曜まで`), off its front (`金曜までに…`) or reads it in the middle;
a touchpoint only from the first word of its line, where the doubt goes backward: what is logged has happened.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache

from app.quicklog.day_rules import RULES, Rule, clipped, one_month_back
from app.quicklog.signs import WORD, plain


@dataclass(frozen=True)
class Due:
    """A day, where it stands in the text (with `by` or まで), and whether the words left a choice."""

    day: date
    start: int
    end: int
    ambiguous: bool = False


def _joined(rules: tuple[Rule, ...]) -> str:
    # One pattern for finding; its named groups are read again, rule by rule, once the words are cut out.
    return "|".join(re.sub(r"\(\?P<\w+>", "(?:", rule.pattern) for rule in rules)


_TIME = (
    r"(?:\s*(?:午前中?|午後|朝イチ|朝|昼|夕方|夜)?\s*(?:\d{1,2}:\d{2}|\d{1,2}時(?:半|\d{1,2}分)?|\d{1,2}\s?(?:am|pm))"
    r"|\s*(?:午前中?|午後|朝イチ|夕方))?"
)
_ENDED = r"(?![A-Za-z])(?!(?<=\d)[\d/-])"
_EDGE = rf"(?<![{WORD}/.-])"
_ANY = rf"{_EDGE}(?P<words>{_joined(RULES)}){_ENDED}{_TIME}"
_SURE = rf"{_EDGE}(?P<words>{_joined(tuple(rule for rule in RULES if not rule.weak))}){_ENDED}{_TIME}"
_BY = r"(?:by|until|till|due|on)\s+(?:the\s+)?"
_MADE = r"\s*(?:まで(?:に(?:は)?)?|迄に?|中に)"
_STOP = r"\s*[。.、,]?\s*$"


@cache
def _compiled(text: str) -> re.Pattern[str]:
    # All of them together take a tenth of a second, which nobody who logs nothing should pay at the start.
    return re.compile(text, re.IGNORECASE)


_WHOLE = rf"\s*(?:{_BY})?{_ANY}(?:{_MADE})?{_STOP}"
_AT_END = (
    rf"(?:^|(?<=[\s、,。]))(?P<all>{_BY}{_ANY}(?:{_MADE})?{_STOP})",
    rf"(?P<all>{_ANY}{_MADE}{_STOP})",
    # "move the call to fri" says what is moved where, not when it is due.
    rf"(?<!\bto)(?<!\bfor)(?<!\bfrom)(?<!\bsince)(?<!\bof)(?<!\band)(?:^|\s)(?P<all>{_SURE}{_STOP})",
)
_AT_FRONT = (
    rf"^\s*(?P<all>{_ANY}{_MADE}\s*[、,]?\s*)",
    rf"^\s*(?P<all>{_SURE}(?:に|\s+|、)\s*)",
)
_INSIDE = (
    rf"(?P<all>{_ANY}\s*(?:まで(?:に(?:は)?)?|迄に?))",
    rf"(?<![{WORD}])(?P<all>{_BY}{_ANY})",
)


def parse_due(text: str, today: date) -> Due | None:
    """Return the day that the whole `text` names, with or without `by` or まで; None where it names none.

    A day without a year is the next one to come, never before `today`; a day with its year never shifts.
    """
    found = _compiled(_WHOLE).fullmatch(plain(text))
    return _due(found, found.span(), today) if found else None


def promise_due(text: str, today: date) -> tuple[Due, str] | None:
    """Return the due day in a promise's words and the words without it; None where no day is named.

    A day in the middle of the sentence is read but left there, as is a day that would leave no words.
    """
    flat = plain(text)
    for pattern in (*_AT_END, *_AT_FRONT):
        due = _first(pattern, flat, today)
        if due is not None:
            rest = (text[: due.start] + text[due.end :]).strip(" \t\u3000、,")
            return due, rest or text.strip()
    for pattern in _INSIDE:
        due = _first(pattern, flat, today)
        if due is not None:
            return due, text.strip()
    return None


def _first(pattern: str, flat: str, today: date) -> Due | None:
    for found in _compiled(pattern).finditer(flat):
        due = _due(found, found.span("all"), today)
        if due is not None:
            start, end = due.start, due.end
            while end > start and flat[end - 1].isspace():
                end -= 1
            return Due(due.day, start, end, due.ambiguous)
    return None


def _due(found: re.Match[str], span: tuple[int, int], today: date) -> Due | None:
    words = found.group("words")
    for rule in RULES:
        inner = re.fullmatch(rule.pattern, words, re.IGNORECASE)
        if inner is None:
            continue
        try:
            day = rule.read(inner, today)
        except (ValueError, OverflowError):  # no such day: 2/30, or 999 weeks after the last year there is
            continue
        return Due(day.day, *span, day.ambiguous)
    return None


_AFTER = r"(?!\s*(?:の|から|まで|迄|より|以降|以来|比|中|後|前|分|時|以内|頃まで))"
_WEEKDAYS = "月火水木金土日"
_ENGLISH = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_ENGLISH_DAY = r"(?P<day>mon|tue|wed|thu|fri|sat|sun)[a-z]*"


def _ago(days: int) -> Callable[[re.Match[str], date], date]:
    return lambda _, today: today - timedelta(days)


def _written(found: re.Match[str], today: date) -> date:
    month, number = int(found["m"]), int(found["d"])
    if found["y"]:
        return date(int(found["y"]), month, number)
    this_year = clipped(today.year, month, number)
    return this_year if this_year <= today else clipped(today.year - 1, month, number)


def _last_week(found: re.Match[str], today: date) -> date:
    wanted = _index(found["day"])
    return today - timedelta(today.weekday() + 7 - wanted)


def _latest(found: re.Match[str], today: date) -> date:
    return today - timedelta((today.weekday() - _index(found["day"])) % 7)


def _index(word: str) -> int:
    return _WEEKDAYS.index(word[0]) if word[0] in _WEEKDAYS else _ENGLISH.index(word[:3].lower())


_LEADING: tuple[tuple[str, Callable[[re.Match[str], date], date]], ...] = tuple(
    (rf"\s*(?P<all>{text})(?![{WORD}/-]){_AFTER}", read)
    for text, read in (
        (r"一昨日|おととい", _ago(2)),
        (r"昨日|きのう|yesterday", _ago(1)),
        (r"今日|本日|きょう|today", _ago(0)),
        (r"先週の?(?P<day>[月火水木金土日])曜日?", _last_week),
        (rf"last\s+{_ENGLISH_DAY}", _latest),
        (rf"on\s+{_ENGLISH_DAY}", _latest),
        (r"(?P<day>[月火水木金土日])曜日?(?=に)", _latest),
        (r"(?:on\s+)?(?:(?P<y>\d{4})[/.-])?(?P<m>\d{1,2})[/-](?P<d>\d{1,2})(?:\([月火水木金土日]\))?", _written),
        (r"(?:(?P<y>\d{4})年)?(?P<m>\d{1,2})月(?P<d>\d{1,2})日(?:\([月火水木金土日]\))?", _written),
    )
)


def leading_day(text: str, today: date) -> Due | None:
    """Return the day that opens the line of a touchpoint, read backward: 昨日, yesterday, 11/20, 先週金曜, last fri.

    Only a first word counts, never one with a の or から after it, a day to come, or one more than a month ago
    whose year is not written: those are part of the story.
    """
    flat = plain(text)
    for pattern, read in _LEADING:
        found = _compiled(pattern).match(flat)
        if found is None:
            continue
        try:
            day = read(found, today)
        except (ValueError, OverflowError):
            continue
        with_year = bool(found.groupdict().get("y"))
        if day > today or (not with_year and day < one_month_back(today)):
            continue
        return Due(day, *found.span("all"))
    return None
