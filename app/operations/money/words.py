"""Figures of money in words: the terms of the bridge, the methods, ratios; for documents in a language of their own."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

from app.language import current, tr
from app.language import day as day_words
from app.revenue.committed import Committed
from app.revenue.retention import Method

NOTHING = "—"


def term_name(term: str, lang: str | None = None) -> str:
    """Return the name of a term of the bridge, of "start" or of "end"."""
    said = lang or current()
    names: Mapping[str, str] = {
        "start": tr(said, "At the start"),
        "new": tr(said, "New"),
        "reactivation": tr(said, "Reactivation"),
        "upsell": tr(said, "Upsell"),
        "cross_sell": tr(said, "Cross-sell"),
        "price": tr(said, "Price"),
        "contraction": tr(said, "Contraction"),
        "churn": tr(said, "Churn"),
        "transferred": tr(said, "Transferred in or out"),
        "fx": tr(said, "Exchange rates"),
        "end": tr(said, "At the end"),
    }
    return names[term]


def method_name(method: Method, lang: str | None = None) -> str:
    """Return the name of a method of retention."""
    said = lang or current()
    names = {
        Method.CLOSED: tr(said, "closed cohort"),
        Method.POINT: tr(said, "point to point"),
        Method.FLOW: tr(said, "flow"),
    }
    return names[method]


def method_words(method: Method, grace: int, lang: str | None = None) -> str:
    """Return what a method does, in a sentence."""
    said = lang or current()
    if method is Method.CLOSED:
        return tr(
            said,
            "The customers of the eve; who was gone for more than {days} days counts as 0 even if they came back.",
            days=grace,
        )
    if method is Method.POINT:
        return tr(said, "The customers of the eve, as they are on the last day.")
    return tr(said, "Start, gains and losses of the bridge: what finance may compute.")


def per_cent(ratio: Fraction | float | None, places: int = 1) -> str:
    """Return a ratio in per cent, half up: 56.0 %; a dash where there is none."""
    if ratio is None:
        return NOTHING
    exact = Fraction(ratio) * 100
    value = Decimal(exact.numerator) / Decimal(exact.denominator)
    shown = value.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)
    return f"{shown:,f} %".replace("-", "−")


def interval_words(interval: tuple[float, float] | None) -> str:
    """Return the interval of a rate: 36–92 %."""
    if interval is None:
        return ""
    low, high = (round(end * 100) for end in interval)
    return f"{low}–{high} %"


def committed_words(found: Committed, lang: str | None = None) -> str:
    """Return what CMRR is, and where nobody can say what was known on its day, that what is known today stood in."""
    said = lang or current()
    formula = tr(
        said,
        "CMRR = MRR + (signed − current) of signed renewals + signed new − notified losses, up to {day}."
        " Of a past day only what had been recorded by then counts.",
        day=day_words(found.until, said),
    )
    if not found.hindsight:
        return formula
    late = tr(said, "This book began after that day, so what is known today is counted.")
    return f"{formula}\n{late}"
