"""成果 in words: the number that has come furthest with its course, what it is worth, and what was reached."""

from __future__ import annotations

import re
from decimal import Decimal

from app.language import money, number, short_money, tr, trn
from app.plans.worth import gained
from app.reports.plan.words import line
from app.reports.review.facts import ChapterFacts, Fact, ReviewFacts
from app.reports.review.telling.actions import distance
from app.reports.review.telling.charts import chart, drawn
from app.reports.review.telling.figures import amount, before_remark, decimal_of, figure, source_line
from app.reports.review.telling.tables import (
    cell,
    columns,
    day_of,
    near,
    owner,
    person,
    shown,
    sources_of,
    spaced,
    statement,
    within,
)
from app.reports.review.told import Figure, Statement, Told

_PARTS = re.compile("[（(]")
_REACHED = {"met", "reached"}


def tell_outcomes(
    facts: ChapterFacts, review: ReviewFacts, lang: str, metric: str = "", left_out: frozenset[str] = frozenset()
) -> Told:
    """Return what was reached: the chart draws what the headline speaks of."""
    told = shown(facts, left_out)
    if not told:
        return Told("")
    picked = drawn(facts, metric, left_out)
    numbers = [fact for fact in told if fact.kind == "outcome"]
    spoken = picked[1] if picked is not None else next(iter(numbers), None)
    figures = [fact for fact in told if fact.kind not in _REACHED and fact is not spoken]
    # Money stands beside the number that is spoken of, the other numbers after it.
    figures.sort(key=lambda fact: fact.kind == "outcome")
    cards = tuple(_card(fact, review, lang) for fact in ((spoken, *figures) if spoken is not None else figures))
    reached = [fact for fact in told if fact.kind in _REACHED]
    series = picked[0] if picked is not None else None
    return Told(
        headline=_headline(spoken, reached, cards, lang),
        columns=columns(lang, ("reached", 7.2), ("owed_by", 2.6), ("on", 1.8)) if reached else (),
        statements=tuple(_line(fact, review, lang) for fact in reached),
        figures=cards,
        chart=chart(series, line(series.name), review, lang) if series is not None else None,
        metric=series.key if series is not None else "",
        source_line=source_line(cards, lang),
        sources=sources_of([spoken] if spoken is not None else told[:1]),
    )


def _headline(spoken: Fact | None, reached: list[Fact], cards: tuple[Figure, ...], lang: str) -> str:
    if spoken is not None:
        return _number_said(spoken, lang)
    if not reached:
        return f"{cards[0].label}: {cards[0].value}"
    if len(reached) == 1:
        return tr(lang, "Reached: {text}", text=within(reached[0].values["text"], 30, lang))
    return trn(lang, "One thing reached in this period", "{n} things reached in this period", len(reached))


def _number_said(fact: Fact, lang: str) -> str:
    """Return from where to where a number came, and what is left of the way."""
    unit, now, target = fact.values["unit"], decimal_of(fact, "value"), decimal_of(fact, "target")
    start = decimal_of(fact, "baseline")
    params = {
        "name": spaced(within(_name(fact), 16, lang), lang),
        "start": _shown(start, unit, lang),
        "now": _shown(now, unit, lang),
        "target": _shown(target, unit, lang),
    }
    if now is None or start is None or target is None or target == start:
        return tr(lang, "{name}: {start} → {now}", **params)
    way, whole = gained(start, now, target) or Decimal(0), abs(target - start)
    if way >= whole:
        return tr(lang, "{name}: {start} → {now}. The goal of {target} is reached", **params)
    if way <= 0:
        return tr(lang, "{name}: {start} → {now}. The goal is {target}", **params)
    return tr(
        lang, "{name}: {start} → {now}. {left} to the goal", left=distance(abs(target - now), unit, lang), **params
    )


def _name(fact: Fact) -> str:
    return line(fact.values["metric"] or fact.values["title"])


def _shown(value: Decimal | None, unit: str, lang: str) -> str:
    return amount(value, unit, lang, exact=True) if value is not None else ""


def _card(fact: Fact, review: ReviewFacts, lang: str) -> Figure:
    value = decimal_of(fact, "value") or Decimal(0)
    if fact.kind == "outcome":
        unit = fact.values["unit"]
        start = tr(lang, "start {value}", value=_shown(decimal_of(fact, "baseline"), "", lang))
        target = decimal_of(fact, "target")
        goal = tr(lang, "goal {value}", value=_shown(target, "", lang)) if target is not None else ""
        before = before_remark(fact, review, lang, "")
        remarks = [before, goal] if before else [" → ".join(end for end in (start, goal) if end)]
        return figure(
            fact, review, lang, label=_name(fact), value=_shown(value, unit, lang), remarks=remarks, tone=_tone(fact)
        )
    return _money_card(fact, value, review, lang)


def _money_card(fact: Fact, value: Decimal, review: ReviewFacts, lang: str) -> Figure:
    currency = fact.values["currency"]
    if fact.kind == "worth_fee":
        worth, fee = (short_money(decimal_of(fact, name) or Decimal(0), currency, lang) for name in ("worth", "fee"))
        return figure(
            fact, review, lang, label=tr(lang, "Worth against the fee"), tone="good",
            value=tr(lang, "{n} times", n=number(value, 1)),
            remarks=[tr(lang, "{worth} a month for {fee}", worth=worth, fee=fee)],
        )  # fmt: skip
    tone = "good" if value > 0 else "watch"
    worth = tr(lang, "{money} a month", money=short_money(value, currency, lang))
    if fact.kind == "worth_all":
        return figure(
            fact, review, lang, label=tr(lang, "Worth of the outcomes"), value=worth, tone=tone,
            remarks=[trn(lang, "one goal", "{n} goals together", int(fact.values["n"]))],
        )  # fmt: skip
    way = _shown(decimal_of(fact, "gained"), fact.values["unit"], lang)
    price = money(decimal_of(fact, "price") or Decimal(0), currency, lang)
    said = tr(
        lang, "{name} {way} × {price}", name=within(_PARTS.split(_name(fact))[0].strip(), 8, lang), way=way, price=price
    )
    label = tr(lang, "Worth, agreed with {name}", name=person(fact, lang))
    return figure(fact, review, lang, label=label, value=worth, remarks=[said], tone=tone)


def _tone(fact: Fact) -> str:
    way = gained(decimal_of(fact, "baseline"), decimal_of(fact, "value"), decimal_of(fact, "target"))
    return "" if way is None or way == 0 else "good" if way > 0 else "watch"


def _line(fact: Fact, review: ReviewFacts, lang: str) -> Statement:
    on = near(day_of(fact, "on"), review, lang)
    return statement(
        fact, cell(fact.values["text"]), cell(owner(fact, review, lang), "text2"), cell(on, "goodText")
    )  # fmt: skip
