"""Reads days and moments as files write them: ISO, 2026/11/21, 令和8年11月21日, R8.11.21, Excel serials."""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta, timezone
from decimal import Decimal

from app.imports.cells import BadCell, folded, text

# Day 0 of Excel's calendar for every day after February 1900, whose 29th Excel invented.
_EXCEL_ZERO = datetime(1899, 12, 30)  # noqa: DTZ001 (a spreadsheet knows no zone)
_FIRST_SERIAL, _LAST_SERIAL = 20_000, 80_000  # 1954 to 2119: 2026 alone stays a year, not a day in 1905
_FIRST_YEAR, _LAST_YEAR = 1900, 2199
# The year before the first of each era.
_ERAS = {"令和": 2018, "r": 2018, "平成": 1988, "h": 1988, "昭和": 1925, "s": 1925, "大正": 1911, "t": 1911}
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_LETTERS = "|".join(_MONTHS)

_WEEKDAY = re.compile(
    r"\s*\((?:[月火水木金土日](?:曜日?)?|mon|tue|wed|thu|fri|sat|sun)\)|\s[月火水木金土日]曜日?(?=\s|$)"
)
_TIME = re.compile(
    r"(?:(?<=\d)t|\s+|(?<=日))(\d{1,2})[:時](\d{2})分?(?:[:]?(\d{2})(?:\.\d+|秒)?)?\s*(z|[+-]\d{2}:?\d{2})?$"
)
_YEAR_FIRST = re.compile(r"(\d{4})\s*([-/.年])\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*日?")
_COMPACT = re.compile(r"((?:19|20|21)\d\d)(\d\d)(\d\d)")
_ERA = re.compile(r"(令和|平成|昭和|大正|[rhst])\s*(\d{1,2}|元)\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*日?")
_DAY_LAST = re.compile(r"(\d{1,2})\s*([-/.])\s*(\d{1,2})\s*\2\s*(\d{4})")
_WORDS = re.compile(
    rf"(?:(\d{{1,2}})\s+({_LETTERS})[a-z]*\.?,?\s+(\d{{4}})|({_LETTERS})[a-z]*\.?\s+(\d{{1,2}}),?\s+(\d{{4}}))"
)


def parse_date(cell: object) -> date:
    """Return a cell as a day; a time of day in it is left out.

    Raises BadCell: `not_a_date`, `day_or_month` (11/12/2026 is read both ways), `no_year`, `month_only`,
    `date_out_of_range` (outside 1900 to 2199).
    """
    moment = parse_moment(cell)
    return moment.date() if isinstance(moment, datetime) else moment


def parse_moment(cell: object) -> date | datetime:
    """Return a cell as a datetime where it states a time of day other than a bare midnight, else as a day.

    The datetime has a zone only where the cell states one. Raises BadCell as `parse_date` does.
    """
    if isinstance(cell, datetime):
        return _in_range(cell if cell.time() != time() or cell.tzinfo else cell.date(), text(cell))
    if isinstance(cell, date):
        return _in_range(cell, text(cell))
    if isinstance(cell, int | float | Decimal) and not isinstance(cell, bool):
        return _serial(Decimal(str(cell)), text(cell))
    words = folded(cell)
    if re.fullmatch(r"\d{5}(\.\d+)?", words):
        return _serial(Decimal(words), words)
    bare = _WEEKDAY.sub("", words, count=1).strip()
    clock = _TIME.search(bare)
    day = _day(bare[: clock.start()].strip() if clock else bare, words)
    if clock is None:
        return _in_range(day, words)
    try:
        moment = datetime.combine(day, time(int(clock[1]), int(clock[2]), int(clock[3] or 0)), _zone(clock[4]))
    except ValueError as fault:
        raise BadCell("not_a_date", value=words) from fault
    return _in_range(moment if clock[4] or moment.time() != time() else day, words)


def _day(bare: str, words: str) -> date:
    year, month, day = _parts(bare, words)
    try:
        return date(year, month, day)
    except ValueError as fault:
        raise BadCell("not_a_date", value=words) from fault


def _parts(bare: str, words: str) -> tuple[int, int, int]:
    """Return (year, month, day) as they are written."""
    if found := _YEAR_FIRST.fullmatch(bare) or _COMPACT.fullmatch(bare):
        numbers = [int(part) for part in found.groups() if part.isdigit()]
        return numbers[0], numbers[1], numbers[2]
    if found := _ERA.fullmatch(bare):
        year = 1 if found[2] == "元" else int(found[2])
        if year:
            return _ERAS[found[1]] + year, int(found[3]), int(found[4])
    if found := _WORDS.fullmatch(bare):
        day, month, year_text = (found[1], found[2], found[3]) if found[1] else (found[5], found[4], found[6])
        return int(year_text), _MONTHS.index(month) + 1, int(day)
    if found := _DAY_LAST.fullmatch(bare):
        first, second, year = int(found[1]), int(found[3]), int(found[4])
        if first <= 12 and second <= 12 and first != second:
            raise BadCell("day_or_month", value=words)
        return (year, first, second) if first <= 12 else (year, second, first)
    if re.fullmatch(r"\d{4}\s*[-/.年]\s*\d{1,2}\s*月?", bare):
        raise BadCell("month_only", value=words)
    if re.fullmatch(r"\d{1,2}\s*[-/.月]\s*\d{1,2}(\s*日|[-/.]\d{2})?", bare):
        raise BadCell("no_year", value=words)
    raise BadCell("not_a_date", value=words)


def _serial(number: Decimal, words: str) -> date | datetime:
    if not number.is_finite() or abs(number) > 10**9:
        raise BadCell("not_a_date", value=words)
    if number == number.to_integral_value() and _COMPACT.fullmatch(str(int(number))):
        return _in_range(_day(str(int(number)), words), words)
    if not _FIRST_SERIAL <= number < _LAST_SERIAL:
        raise BadCell("not_a_date", value=words)
    seconds = int((number * 86_400).to_integral_value())
    moment = _EXCEL_ZERO + timedelta(seconds=seconds)
    return moment if moment.time() != time() else moment.date()


def _zone(sign: str | None) -> timezone | None:
    if sign is None:
        return None
    if sign == "z":
        return timezone.utc  # noqa: UP017 (the name of the same type as below)
    minutes = int(sign[1:3]) * 60 + int(sign[-2:])
    return timezone(timedelta(minutes=-minutes if sign[0] == "-" else minutes))


def _in_range(day: date | datetime, words: str) -> date | datetime:
    if not _FIRST_YEAR <= day.year <= _LAST_YEAR:
        raise BadCell("date_out_of_range", value=words, first=str(_FIRST_YEAR), last=str(_LAST_YEAR))
    return day
