"""Words, dates, numbers and money in the person's language: one gettext catalogue for every room.

The English text is the key of what screens say. What is stored (errors, reasons, causes) is a key with a
context, and both languages hold its words: `keyed("error.title", "profile.missing")`.
"""

from __future__ import annotations

import gettext
from collections.abc import Mapping
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from functools import cache

from app import paths
from app.errors import BansoError, FirstOf

LANGUAGES = ("ja", "en")
_current = "ja"


def use(lang: str) -> None:
    """Make `lang` the language of the window and the command line."""
    global _current
    if lang not in LANGUAGES:
        raise ValueError(lang)
    _current = lang


def current() -> str:
    """Return the language in use."""
    return _current


@cache
def _catalogue(lang: str) -> gettext.NullTranslations:
    with paths.resource("translations", f"{lang}.mo").open("rb") as file:
        return gettext.GNUTranslations(file)


def tr(lang: str, text: str, /, **params: object) -> str:
    """Return English `text` in `lang`, for documents that have a language of their own."""
    words = _catalogue(lang).gettext(text)
    return words.format_map(params) if params else words


def trn(lang: str, one: str, many: str, n: int, /, **params: object) -> str:
    """Return the singular or plural words for `n`, which also fills {n}."""
    return _catalogue(lang).ngettext(one, many, n).format_map({"n": number(n), **params})


def _(text: str, /, **params: object) -> str:
    """Return English `text` in the language in use."""
    return tr(_current, text, **params)


def ngettext(one: str, many: str, n: int, /, **params: object) -> str:
    """Return the singular or plural words for `n` in the language in use."""
    return trn(_current, one, many, n, **params)


def keyed(context: str, key: str, lang: str | None = None, /, **params: object) -> str:
    """Return the words stored under a key, such as the title of an error or the name of a segment."""
    words = _catalogue(lang or _current).pgettext(context, key)
    return words.format_map(params) if params else words


def name_of(word: object, lang: str | None = None) -> str:
    """Return the name of a vocabulary word, e.g. Segment.HIGH → ハイタッチ / High touch."""
    return keyed(f"word.{type(word).__name__}", str(word), lang)


def error_words(error: BansoError, lang: str | None = None) -> tuple[str, str]:
    """Return (title, message) of an error: what happened, what is safe, what to do."""
    params = {k: _shown(v, lang or _current) for k, v in error.params.items()}
    return keyed("error.title", error.key, lang, **params), keyed("error.message", error.key, lang, **params)


def _shown(value: object, lang: str) -> str:
    if isinstance(value, date):
        return day(value, lang)
    if isinstance(value, int) and not isinstance(value, bool):
        return number(value)
    if isinstance(value, list | tuple):
        return ("、" if lang == "ja" else ", ").join(str(v) for v in value)
    if isinstance(value, FirstOf):
        return _first_of(value, lang)
    return str(value)


def _first_of(value: FirstOf, lang: str) -> str:
    opened, closed = ("（", "）") if lang == "ja" else (" (", ")")
    named = _shown([f"{name}{opened}{_shown(apart, lang)}{closed}" for name, apart in value.first], lang) or "–"
    if not value.more:
        return named
    return trn(lang, "{named} and {n} more", "{named} and {n} more", value.more, named=named)


def number(value: int | Decimal, places: int = 0) -> str:
    """Return a number with thousands separators and a real minus sign (U+2212)."""
    quantum = Decimal(1).scaleb(-places)
    return f"{Decimal(value).quantize(quantum, ROUND_HALF_UP):,}".replace("-", "−")


_WEEKDAYS = {"ja": "月火水木金土日", "en": ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")}
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def day(value: date, lang: str | None = None) -> str:
    """Return a day with its year: 2026/11/21, 21 Nov 2026."""
    if (lang or _current) == "ja":
        return f"{value.year}/{value.month}/{value.day}"
    return f"{value.day} {_MONTHS[value.month - 1]} {value.year}"


def short_day(value: date, lang: str | None = None) -> str:
    """Return a day without its year: 11/17 火, Tue 17 Nov."""
    weekday = _WEEKDAYS[lang or _current][value.weekday()]
    if (lang or _current) == "ja":
        return f"{value.month}/{value.day} {weekday}"
    return f"{weekday} {value.day} {_MONTHS[value.month - 1]}"


def period(start: date, end: date, lang: str | None = None) -> str:
    """Return a span of days; whole months are written as months: 2026年7–9月, Jul–Sep 2026."""
    from calendar import monthrange

    lang = lang or _current
    whole = start.day == 1 and end.day == monthrange(end.year, end.month)[1]
    if not whole:
        return f"{day(start, lang)} – {day(end, lang)}"
    if start.year == end.year:
        if lang == "ja":
            months = f"{start.month}月" if start.month == end.month else f"{start.month}–{end.month}月"
            return f"{start.year}年{months}"
        first, last = _MONTHS[start.month - 1], _MONTHS[end.month - 1]
        return f"{first} {start.year}" if first == last else f"{first}–{last} {end.year}"
    if lang == "ja":
        return f"{start.year}年{start.month}月–{end.year}年{end.month}月"
    return f"{_MONTHS[start.month - 1]} {start.year} – {_MONTHS[end.month - 1]} {end.year}"


_DIGITS: Mapping[str, int] = {"JPY": 0, "KRW": 0, "VND": 0, "CLP": 0, "KWD": 3, "BHD": 3, "OMR": 3, "TND": 3}
_SIGNS: Mapping[str, str] = {"JPY": "¥", "USD": "$", "EUR": "€", "GBP": "£"}


def minor_digits(currency: str) -> int:
    """Return how many decimals a currency has (ISO 4217): 0 for JPY, 2 for most."""
    return _DIGITS.get(currency, 2)


def money(amount: Decimal, currency: str = "JPY", lang: str | None = None) -> str:
    """Return an amount in full: 18,400,000円, ¥18,400,000, $1,200.50."""
    figures = number(amount, minor_digits(currency))
    if currency == "JPY" and (lang or _current) == "ja":
        return f"{figures}円"
    sign = _SIGNS.get(currency)
    return f"{sign}{figures}".replace(f"{sign}−", f"−{sign}") if sign else f"{figures} {currency}"


def short_money(amount: Decimal, currency: str = "JPY", lang: str | None = None) -> str:
    """Return an amount for lists: 1,840万円, 2億1,480万円, ¥18.4M, ¥120K."""
    lang = lang or _current
    if lang == "ja" and currency == "JPY":
        return _man_yen(amount)
    for unit, letter in ((Decimal(10**9), "B"), (Decimal(10**6), "M"), (Decimal(10**3), "K")):
        if abs(amount) >= unit:
            figures = f"{(amount / unit).quantize(Decimal('0.1'), ROUND_HALF_UP):,}".removesuffix(".0")
            sign = _SIGNS.get(currency, f"{currency} ")
            return f"{sign}{figures}{letter}".replace(f"{sign}-", f"−{sign}")
    return money(amount, currency, lang)


def _man_yen(amount: Decimal) -> str:
    minus = "−" if amount < 0 else ""
    amount = abs(amount)
    if amount < 10000:
        return f"{minus}{number(amount)}円"
    if amount < 1_000_000:  # 7.5万円: a whole 万 would be off by more than a tenth
        return f"{minus}{(amount / 10000).quantize(Decimal('0.1'), ROUND_HALF_UP)}".removesuffix(".0") + "万円"
    oku, rest = divmod(int((amount / 10000).quantize(Decimal(1), ROUND_HALF_UP)), 10000)
    words = (f"{oku:,}億" if oku else "") + (f"{rest:,}万" if rest else "")
    return f"{minus}{words}円"
