"""What each figure of money means and how it is worked out, in a sentence or two; for screens and workbooks."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from app.language import current, tr
from app.operations.money.figures import Metrics
from app.operations.money.words import committed_words, method_words
from app.revenue.lifetime import MOST_MONTHS


def definition(key: str, found: Metrics, lang: str | None = None) -> str:
    """Return what a figure is: "nrr", "grr", "logos", "cmrr", "mrr", "upsell", "cross_sell", "realised", "expected"."""
    return _SAYS[key](found, lang or current())


def _nrr(found: Metrics, lang: str) -> str:
    formula = tr(lang, "NRR = Σ m1 ÷ Σ m0: what the customers of the eve pay on the last day ÷ what they paid before.")
    return f"{formula}\n{method_words(found.method, found.grace, lang)}"


def _grr(found: Metrics, lang: str) -> str:
    formula = tr(lang, "GRR = Σ min(m0, m1) ÷ Σ m0: the same without what anybody bought on top.")
    return f"{formula}\n{method_words(found.method, found.grace, lang)}"


def _logos(found: Metrics, lang: str) -> str:
    formula = tr(
        lang,
        "Customers kept ÷ customers who paid on the eve. The interval after Wilson holds the true rate in 95 of 100"
        " cases.",
    )
    return f"{formula}\n{method_words(found.method, found.grace, lang)}"


def _cmrr(found: Metrics, lang: str) -> str:
    return committed_words(found.committed, lang)


def _mrr(found: Metrics, lang: str) -> str:
    return tr(
        lang,
        "MRR in force on the last day, tax excluded; for {days} days after its last day a contract counts as before.",
        days=found.grace,
    )


def _upsell(_found: Metrics, lang: str) -> str:
    return tr(
        lang,
        "Customers of the eve who bought more of what they have, or a higher tier ÷ all of them; by amount: what they"
        " added ÷ Σ m0.",
    )


def _cross_sell(_found: Metrics, lang: str) -> str:
    return tr(
        lang,
        "Customers of the eve who bought a product they did not have ÷ all of them; by amount: what they added ÷ Σ m0.",
    )


def _basis(found: Metrics, lang: str) -> str:
    if found.lifetime.by_sales:
        return tr(lang, "By sales: no gross margin is set.")
    return tr(lang, "By gross profit.")


def _realised(found: Metrics, lang: str) -> str:
    said = tr(
        lang,
        "LTV to date = what customers have brought by recurring fees since their contracts began, to the last day of"
        " each term; one-off fees are not in it.",
    )
    return f"{said}\n{_basis(found, lang)}"


def _expected(found: Metrics, lang: str) -> str:
    said = tr(
        lang,
        "LTV expected = ARPA × margin × min(1 ÷ c, {most}) months; c is the monthly churn of customers in the period.",
        most=MOST_MONTHS,
    )
    return f"{said}\n{_basis(found, lang)}"


_SAYS: Mapping[str, Callable[[Metrics, str], str]] = {
    "nrr": _nrr,
    "grr": _grr,
    "logos": _logos,
    "cmrr": _cmrr,
    "mrr": _mrr,
    "upsell": _upsell,
    "cross_sell": _cross_sell,
    "realised": _realised,
    "expected": _expected,
}
