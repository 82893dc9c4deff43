"""Numbers in words: a value with its unit, what it was before, which way it went, and where it comes from."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import timedelta
from decimal import ROUND_HALF_UP, Decimal

from app.language import keyed, money, number, tr
from app.reports.content import Source, SourceKind
from app.reports.plan import words as plan_words
from app.reports.review.facts import Fact, ReviewFacts
from app.reports.review.telling.tables import near
from app.reports.review.told import Figure

UNITS = frozenset({"people", "times", "tickets", "licences", "hours", "days", "points", "%"})
"""Units that measures come with; any other is a person's own."""

CURRENCIES = frozenset({"JPY", "USD", "EUR", "GBP", "KRW", "CNY", "SGD", "AUD", "CAD", "CHF"})
SOURCES = frozenset(
    {
        "product", "helpdesk", "survey", "academy", "contract", "billing", "customer", "plan", "me", "csv", "import",
        "api", "crm", "outages", "requests", "score",
    }
)  # fmt: skip

ENOUGH_FOR_PERCENT = 20
"""Below this a change is said as it is: from 3 to 4 is one more, not a third."""

CLEARLY = Decimal("0.05")
"""A share by which something has to have moved before it is marked as better or worse."""

_ROUNDED_FROM = 10


def amount(value: Decimal, unit: str, lang: str, *, exact: bool = False, places: int | None = None) -> str:
    """Return a value with its unit: 78人, 27時間, 65%, 1,200円; rounded to what is worth reading unless `exact`.

    `places` are the decimals of values that stand beside each other.
    """
    if unit in CURRENCIES:
        return money(value, unit, lang)
    if unit and unit not in UNITS:
        return plan_words.figure(value if exact else _readable(value, places), unit)
    shown = number(value, _places(value, exact) if places is None else places)
    return keyed("review.unit", unit, lang, n=shown) if unit else shown


def change(before: Decimal, now: Decimal, unit: str, lang: str) -> str:
    """Return how far a value moved: +30%, and in its own unit where it was small: −2件; nothing where it did not."""
    by = now - before
    if not by:
        return ""
    sign = "+" if by > 0 else "−"
    if unit not in ("%", "points") and abs(before) >= ENOUGH_FOR_PERCENT:
        part = abs(by) * 100 / abs(before)
        return f"{sign}{number(part, 0 if part >= 1 else 1)}%"
    return f"{sign}{amount(abs(by), '' if unit == '%' else unit, lang, places=places_of(before, now))}"


def tone_of(before: Decimal | None, now: Decimal, better: str) -> str:
    """Return good where it clearly went the better way, watch where it clearly went the other, else nothing."""
    if before is None or better not in ("up", "down") or abs(now - before) <= abs(before) * CLEARLY:
        return ""
    return "good" if (now > before) is (better == "up") else "watch"


def decimal_of(fact: Fact, name: str) -> Decimal | None:
    """Return a number of a fact; None where it has none of that name."""
    text = fact.values.get(name, "")
    return Decimal(text) if text else None


def name_of(fact: Fact, lang: str) -> str:
    """Return what the person who set up a measure calls it in a language."""
    return fact.values.get(f"name_{lang}") or fact.values.get("name_ja") or fact.values.get("name_en") or ""


def subject(name: str, lang: str) -> str:
    """Return a name before a Japanese particle: a space stands between Latin letters and Japanese ones."""
    return f"{name} " if lang == "ja" and name[-1:].isascii() and name else name


def compared_key(review: ReviewFacts) -> str:
    """Return which words the other period takes: last_year, month, quarter, year or period."""
    if review.comparison == "last_year":
        return "last_year"
    start, after = review.period.start, review.period.end + timedelta(1)
    months = (after.year - start.year) * 12 + after.month - start.month
    whole = start.day == 1 and after.day == 1
    return {1: "month", 3: "quarter", 12: "year"}.get(months, "period") if whole else "period"


def compared_words(review: ReviewFacts, lang: str, *, so_far: bool = False) -> str:
    """Return the other period inside a sentence: 前四半期, the quarter before; `so_far`: as far as this one is."""
    words = keyed("review.compared", compared_key(review), lang)
    return tr(lang, "{period} by this point", period=words) if so_far else words


def before_remark(fact: Fact, review: ReviewFacts, lang: str, unit: str) -> str:
    """Return what a value was in the other period: 前四半期 60人; nothing where that is not known."""
    before = decimal_of(fact, "before")
    if before is None:
        return ""
    # A card has less room than a headline.
    period = keyed("review.compared_brief", compared_key(review), lang)
    period = tr(lang, "{period} by now", period=period) if "so_far" in fact.values else period
    value = amount(before, unit, lang, exact=fact.values.get("how") == "last")
    return tr(lang, "{period}: {value}", period=period, value=value)


def origin(fact: Fact, review: ReviewFacts, lang: str) -> str:
    """Return where a figure comes from and of which day it is: 利用データ 9/30 時点."""
    key = fact.values.get("origin") or fact.kind
    source = keyed("review.origin", key if key in SOURCES else "other", lang)
    if fact.observed_on is None:
        return source
    return tr(lang, "{source} as of {day}", source=source, day=near(fact.observed_on, review, lang))


def source_line(figures: Iterable[Figure], lang: str) -> str:
    """Return the line below a slide: 出典: 利用データ 9/30 時点・調査 9/28 時点."""
    origins = dict.fromkeys(figure.origin for figure in figures if figure.origin)
    if not origins:
        return ""
    said = list(origins)
    # What every one of them ends in is said once: 利用データ 9/30・研修記録 9/28 時点.
    end = " " + tr(lang, "{source} as of {day}", source="", day="").strip()
    said[:-1] = [one.removesuffix(end) for one in said[:-1]]
    return tr(lang, "Source: {origins}", origins=("・" if lang == "ja" else "; ").join(said))


def figure(
    fact: Fact, review: ReviewFacts, lang: str, *, label: str, value: str, remarks: Sequence[str] = (), tone: str = ""
) -> Figure:
    """Return the card of a fact."""
    return Figure(
        key=fact.key,
        label=label,
        value=value,
        exact=fact.values.get("value", ""),
        remark=joined_remarks(remarks, lang),
        origin=origin(fact, review, lang),
        sources=labelled(fact.sources, label),
        observed_on=fact.observed_on,
        stale=fact.is_stale(review.today),
        tone=tone,
    )


def joined_remarks(remarks: Sequence[str], lang: str) -> str:
    """Return remarks one after the other, the empty ones left out."""
    return ("・" if lang == "ja" else ", ").join(one for one in remarks if one)


def labelled(sources: Iterable[Source], label: str) -> tuple[Source, ...]:
    """Return readings as records under the name of what they measure; other records as they are."""
    return tuple(
        replace(one, label=label) if one.kind is SourceKind.READING and one.id.isdigit() else one for one in sources
    )


def places_of(*values: Decimal) -> int:
    """Return the decimals that values beside each other are worth: as many as the smallest of them needs."""
    return max(_places(value, exact=False) for value in values)


def _readable(value: Decimal, places: int | None) -> Decimal:
    quantum = Decimal(1).scaleb(-(_places(value, exact=False) if places is None else places))
    return value.quantize(quantum, ROUND_HALF_UP)


def _places(value: Decimal, exact: bool) -> int:
    if value == value.to_integral_value():
        return 0
    if not exact:
        return 0 if abs(value) >= _ROUNDED_FROM else 1
    exponent = value.normalize().as_tuple().exponent
    return min(2, -exponent) if isinstance(exponent, int) else 0
