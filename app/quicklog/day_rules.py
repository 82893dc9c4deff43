"""The table of words that name a day to come: each pattern with the day it means, seen from today."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta


@dataclass(frozen=True)
class Named:
    """A day and whether the words left a choice, in which case the next one to come was taken."""

    day: date
    ambiguous: bool = False


@dataclass(frozen=True)
class Rule:
    """One way to name a day. A weak one (20日, 金) counts only with `by` or まで beside it."""

    pattern: str
    read: Callable[[re.Match[str], date], Named]
    weak: bool = False


_JA = "月火水木金土日"
_EN = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_EN_DAY = (
    r"(?P<day>mon(?:day)?|tue(?:s(?:day)?)?|wed(?:nesday)?|thu(?:r(?:s(?:day)?)?)?|fri(?:day)?|sat(?:urday)?"
    r"|sun(?:day)?)"
)
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_EN_MONTH = (
    r"(?P<mon>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?"
    r"|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.?"
)
_JA_DAY = r"(?P<day>[月火水木金土日])(?:曜日?|(?=\s|$|まで|迄|に|[、。)]))"
_KANJI_NUMBERS = {word: n for n, word in enumerate("一二三四五六七八九十", 1)}
_N = r"(?P<n>\d{1,3}|[一二三四五六七八九十])"
_EN_N = r"(?P<n>\d{1,3}|an?|one|two|three)"
_WEEKDAY_NOTE = r"(?:\s?\([月火水木金土日]\))?"


def clipped(year: int, month: int, number: int) -> date:
    """Return the day, or the month's last one where it is 29 February of a common year."""
    if (month, number) == (2, 29):
        number = monthrange(year, month)[1]
    return date(year, month, number)


def month_end(day: date, months: int = 0) -> date:
    """Return the last day of the month that lies `months` after the one of `day`."""
    first = months_on(day.replace(day=1), months)
    return first.replace(day=monthrange(first.year, first.month)[1])


def months_on(day: date, months: int) -> date:
    """Return the same day `months` later, or that month's last day."""
    index = day.year * 12 + day.month - 1 + months
    year, month = index // 12, index % 12 + 1
    return date(year, month, min(day.day, monthrange(year, month)[1]))


def one_month_back(today: date) -> date:
    """Return the earliest day that a date without a year still means when something is logged."""
    return today - timedelta(31)


def _after(days: int) -> Callable[[re.Match[str], date], Named]:
    return lambda _, today: Named(today + timedelta(days))


def _weekday(word: str) -> int:
    return _JA.index(word[0]) if word[0] in _JA else _EN.index(word[:3].lower())


def _in_week(weeks: int, vague: bool = False) -> Callable[[re.Match[str], date], Named]:
    def read(found: re.Match[str], today: date) -> Named:
        monday = today - timedelta(today.weekday())
        day = monday + timedelta(7 * weeks + _weekday(found["day"]))
        return Named(day, vague) if day >= today else Named(day + timedelta(7), True)

    return read


def _coming(found: re.Match[str], today: date) -> Named:
    ahead = (_weekday(found["day"]) - today.weekday()) % 7
    # Nobody writes the name of today for today; so on a Friday, Friday is the next one.
    return Named(today + timedelta(ahead or 7), ambiguous=ahead == 0)


def _friday(weeks: int) -> Callable[[re.Match[str], date], Named]:
    def read(_: re.Match[str], today: date) -> Named:
        monday = today - timedelta(today.weekday())
        friday = monday + timedelta(7 * weeks + 4)
        return Named(friday if friday >= today else friday + timedelta(7), ambiguous=True)

    return read


def _this_week(_: re.Match[str], today: date) -> Named:
    friday = today + timedelta(4 - today.weekday())
    return Named(max(friday, today), ambiguous=True)


def _next_monday(_: re.Match[str], today: date) -> Named:
    return Named(today + timedelta(7 - today.weekday()))


def _month_end(months: int, vague: bool = False) -> Callable[[re.Match[str], date], Named]:
    return lambda _, today: Named(month_end(today, months), vague)


def _month_start(months: int, vague: bool = False) -> Callable[[re.Match[str], date], Named]:
    def read(_: re.Match[str], today: date) -> Named:
        if not months:
            return Named(today if today.day == 1 else months_on(today.replace(day=1), 1), vague)
        return Named(months_on(today.replace(day=1), months), vague)

    return read


def _yearly(month: int, number: int, vague: bool = False) -> Callable[[re.Match[str], date], Named]:
    def read(_: re.Match[str], today: date) -> Named:
        day = date(today.year, month, number)
        return Named(day if day >= today else date(today.year + 1, month, number), vague)

    return read


def _count(word: str) -> int:
    words = {"a": 1, "an": 1, "one": 1, "two": 2, "three": 3, **_KANJI_NUMBERS}
    return words.get(word.lower()) or int(word)


def _days(found: re.Match[str], today: date) -> Named:
    return Named(today + timedelta(_count(found["n"])))


def _weeks(found: re.Match[str], today: date) -> Named:
    return Named(today + timedelta(7 * _count(found["n"])))


def _months(found: re.Match[str], today: date) -> Named:
    return Named(months_on(today, _count(found["n"])))


def _working_days(found: re.Match[str], today: date) -> Named:
    day, left = today, _count(found["n"])
    while left:
        day += timedelta(1)
        left -= day.weekday() < 5
    return Named(day, ambiguous=True)  # national holidays are not known here


def _dated(found: re.Match[str], _: date) -> Named:
    era = found.groupdict().get("r")
    year = int(era) + 2018 if era else int(found["y"])
    return Named(date(year, int(found["m"]), int(found["d"])))


def _next_such(found: re.Match[str], today: date) -> Named:
    return _forward(int(found["m"]), int(found["d"]), today)


def _english(found: re.Match[str], today: date) -> Named:
    month = _MONTHS.index(found["mon"][:3].lower()) + 1
    if found["y"]:
        return Named(date(int(found["y"]), month, int(found["d"])))
    return _forward(month, int(found["d"]), today)


def _forward(month: int, number: int, today: date) -> Named:
    day = clipped(today.year, month, number)
    return Named(day) if day >= today else Named(clipped(today.year + 1, month, number), ambiguous=True)


def _day_of_month(found: re.Match[str], today: date) -> Named:
    number = int(found["d"])
    if not 1 <= number <= 31:
        raise ValueError(number)
    for months in range(3):
        last = month_end(today, months)
        if number <= last.day and last.replace(day=number) >= today:
            return Named(last.replace(day=number), ambiguous=months > 0)
    raise ValueError(number)


_GA = r"[かヶカケヵ箇]"

RULES: tuple[Rule, ...] = (
    Rule(r"明後日|あさって|(?:the\s+)?day\s+after\s+tomorrow", _after(2)),
    Rule(r"今日中?|本日中?|きょう|today|eod", _after(0)),
    Rule(r"明日中?|あした|あす|翌日|tomorrow|tmrw?|tmw", _after(1)),
    Rule(rf"再来週の?{_JA_DAY}", _in_week(2)),
    Rule(rf"[来翌]週の?{_JA_DAY}", _in_week(1)),
    Rule(rf"今週の?{_JA_DAY}", _in_week(0)),
    Rule(rf"next\s+{_EN_DAY}", _in_week(1, vague=True)),
    Rule(rf"this\s+{_EN_DAY}", _in_week(0)),
    Rule(r"(?P<day>[月火水木金土日])曜日?", _coming),
    Rule(_EN_DAY, _coming),
    Rule(r"(?:(?<=\s)|^)(?P<day>[月火水木金土日])(?=\s|$|まで|迄)", _coming, weak=True),
    Rule(r"再来週[中末]?", _friday(2)),
    Rule(r"来週[中末]?|next\s+week|end\s+of\s+next\s+week", _friday(1)),
    Rule(r"今週末?中?|this\s+week|eow|(?:the\s+)?end\s+of\s+(?:the|this)?\s*week", _this_week),
    Rule(r"週末|(?:the\s+)?weekend", _friday(0)),
    Rule(r"週明け|来週(?:頭|初め|早々)|(?:the\s+)?(?:start|beginning)\s+of\s+next\s+week", _next_monday),
    Rule(r"再来月末", _month_end(2)),
    Rule(r"来月末|翌月末|(?:the\s+)?end\s+of\s+next\s+month", _month_end(1)),
    Rule(r"今?月末|今月中?|当月末|eom|(?:the\s+)?end\s+of\s+(?:the\s+|this\s+)?month|month[\s-]end", _month_end(0)),
    Rule(r"来月(?:頭|初め?|あたま)|(?:the\s+)?(?:start|beginning)\s+of\s+next\s+month", _month_start(1)),
    Rule(r"月初め?|月頭", _month_start(0, vague=True)),
    Rule(r"来月中?|next\s+month", _month_end(1, vague=True)),
    Rule(r"年末|年内|今年中|(?:the\s+)?end\s+of\s+(?:the\s+|this\s+)?year|eoy|year[\s-]end", _yearly(12, 31)),
    Rule(r"年明け", _yearly(1, 4, vague=True)),
    Rule(r"年度末", _yearly(3, 31, vague=True)),
    Rule(rf"{_N}営業日[後以]内?", _working_days),
    Rule(rf"(?:in|within)\s+{_EN_N}\s+(?:business|working)\s+days?", _working_days),
    Rule(rf"{_N}日(?:後|以内)", _days),
    Rule(rf"{_N}週間?(?:後|以内)", _weeks),
    Rule(rf"{_N}{_GA}?月(?:後|以内)", _months),
    Rule(rf"(?:in|within)\s+{_EN_N}\s+days?", _days),
    Rule(rf"(?:in|within)\s+{_EN_N}\s+weeks?", _weeks),
    Rule(rf"(?:in|within)\s+{_EN_N}\s+months?", _months),
    Rule(rf"(?P<y>\d{{4}})[/.-](?P<m>\d{{1,2}})[/.-](?P<d>\d{{1,2}}){_WEEKDAY_NOTE}", _dated),
    Rule(
        rf"(?:令和(?P<r>\d{{1,2}})|(?P<y>\d{{4}}))年\s?(?P<m>\d{{1,2}})月\s?(?P<d>\d{{1,2}})日{_WEEKDAY_NOTE}", _dated
    ),
    Rule(rf"(?P<m>\d{{1,2}})/(?P<d>\d{{1,2}}){_WEEKDAY_NOTE}", _next_such),
    Rule(rf"(?P<m>\d{{1,2}})月\s?(?P<d>\d{{1,2}})日{_WEEKDAY_NOTE}", _next_such),
    Rule(rf"{_EN_MONTH}\s+(?P<d>\d{{1,2}})(?:st|nd|rd|th)?(?:,?\s+(?P<y>\d{{4}}))?", _english),
    Rule(rf"(?P<d>\d{{1,2}})(?:st|nd|rd|th)?\s+{_EN_MONTH}(?:\s+(?P<y>\d{{4}}))?", _english),
    Rule(rf"(?P<d>\d{{1,2}})日{_WEEKDAY_NOTE}", _day_of_month, weak=True),
    Rule(r"(?P<d>\d{1,2})(?:st|nd|rd|th)", _day_of_month, weak=True),
)
