"""What both pages say alike: what was reached and what it is worth, to date, and in which words."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal

from app.language import money, tr
from app.models.database import Session
from app.operations.account_page import AccountPage
from app.operations.plans.loading import load
from app.operations.reviews.gather.asked import Asked, fiscal_start
from app.operations.reviews.gather.outcomes import outcomes
from app.operations.sheet_words import joined
from app.plans.worth import gained
from app.reports.brief.content import Block, Card, Item
from app.reports.review.facts import ChapterFacts, Fact, ReviewFacts, Span
from app.reports.review.telling.figures import amount, decimal_of
from app.reports.review.telling.tables import near, person

_BEFORE_CONTRACT = timedelta(3 * 365)


@dataclass(frozen=True)
class ToDate:
    """What is known from the first day with a customer to today."""

    asked: Asked
    review: ReviewFacts
    outcomes: ChapterFacts

    def of(self, *kinds: str) -> tuple[Fact, ...]:
        """Return what was reached, of some kinds."""
        return tuple(fact for fact in self.outcomes.facts if fact.kind in kinds)

    @property
    def sums(self) -> dict[str, Decimal]:
        """Return what the outcomes are worth a month, by currency: only what somebody at the customer agreed to."""
        found: dict[str, Decimal] = {}
        for fact in self.of("worth"):
            currency = fact.values["currency"]
            found[currency] = found.get(currency, Decimal(0)) + Decimal(fact.values["value"])
        return found


def to_date(session: Session, account: AccountPage, *, now: datetime, today: date) -> ToDate:
    """Return what was reached since the first contract or the first plan."""
    began = [plan.row["start_on"] for plan in load(session, account_id=account.id) if plan.row["start_on"]]
    first = min([*map(date.fromisoformat, began), account.first_start or today, today - _BEFORE_CONTRACT])
    asked = Asked(account.id, Span(first, today), None, today)
    return ToDate(asked, review_of(session, account, asked, now), outcomes(session, asked))


def review_of(session: Session, account: AccountPage, asked: Asked, now: datetime) -> ReviewFacts:
    """Return what the words of a review's sections ask of it, without its sections."""
    return ReviewFacts(
        account_id=account.id,
        account=account.name,
        period=asked.period,
        compared=asked.compared,
        comparison="previous" if asked.compared else "none",
        frozen_at=now,
        today=asked.today,
        fiscal_start=fiscal_start(session, account.id),
        currency=account.currency,
    )


def worth_card(known: ToDate, lang: str) -> Card:
    """Return what was agreed to be worth a month so far, and what that comes to in a year."""
    caption = tr(lang, "Value agreed, to date")
    if not known.sums:
        return Card(caption, "–", tr(lang, "no value in money agreed yet"))
    value = " + ".join(tr(lang, "{money} a month", money=money(n, c, lang)) for c, n in known.sums.items())
    year = " + ".join(money(n * 12, c, lang) for c, n in known.sums.items())
    return Card(caption, value, tr(lang, "{money} over twelve months", money=year), "good")


def worth_block(known: ToDate, lang: str, *, others: bool) -> Block:
    """Return each outcome with what it is worth; with `others` also those that nobody gave a price."""
    priced = {fact.key.partition(":")[2] for fact in known.of("worth")}
    items = [_worth(fact, known, lang) for fact in known.of("worth")]
    if others:
        items += [_number(f, known, lang) for f in known.of("outcome") if f.key.partition(":")[2] not in priced]
        items += [_reached(fact, known, lang) for fact in known.of("met")]
    nothing = tr(lang, "No value in money has been agreed yet.")
    if others:
        nothing = tr(lang, "No outcome has been read yet: the numbers before and now are missing here.")
    title = tr(lang, "What it brought, and its value") if others else tr(lang, "Value agreed, to date")
    unpriced = others and bool(items) and not priced
    return Block(title, tuple(items), nothing, tr(lang, "No value in money has been agreed yet.") if unpriced else "")


def way_words(fact: Fact, lang: str) -> str:
    """Return where a number began and stands, and where it is to go: 40時間 → 27時間 → 20時間."""
    now = decimal_of(fact, "value") if fact.kind == "outcome" else decimal_of(fact, "actual")
    ends = (decimal_of(fact, "baseline"), now, decimal_of(fact, "target"))
    if all(end is None for end in ends):
        return ""
    shown = ("–" if end is None else amount(end, fact.values["unit"], lang, exact=True) for end in ends)
    return " → ".join(shown)


def stale(facts: Iterable[Fact], today: date) -> tuple[Fact, ...]:
    """Return the figures that are older than they may be."""
    return tuple(fact for fact in facts if fact.is_stale(today))


def _worth(fact: Fact, known: ToDate, lang: str) -> Item:
    values, currency = fact.values, fact.values["currency"]
    way = amount(decimal_of(fact, "gained") or Decimal(0), values["unit"], lang, exact=True)
    price = money(decimal_of(fact, "price") or Decimal(0), currency, lang)
    how = tr(lang, "{way} × {price} a month", way=way, price=price)
    who = person(fact, lang)
    agreed = tr(lang, "agreed with {name}", name=who) if who else tr(lang, "agreed")
    month = tr(lang, "{money} a month", money=money(decimal_of(fact, "value") or Decimal(0), currency, lang))
    return Item(_named(fact), joined(how, agreed, _as_of(fact, known, lang)), month, "good")


def _number(fact: Fact, known: ToDate, lang: str) -> Item:
    way = gained(decimal_of(fact, "baseline"), decimal_of(fact, "value"), decimal_of(fact, "target"))
    tone = "" if not way else "good" if way > 0 else "watch"
    meta = joined(tr(lang, "start → now → goal"), _as_of(fact, known, lang))
    return Item(_named(fact), meta, way_words(fact, lang), tone)


def _reached(fact: Fact, known: ToDate, lang: str) -> Item:
    on = near(date.fromisoformat(fact.values["on"]), known.review, lang)
    return Item(fact.values["text"], "", tr(lang, "reached {day}", day=on), "good")


def _named(fact: Fact) -> str:
    return fact.values["metric"] or fact.values["title"]


def _as_of(fact: Fact, known: ToDate, lang: str) -> str:
    on = near(fact.observed_on, known.review, lang)
    return tr(lang, "figure of {day}", day=on) if on else ""
