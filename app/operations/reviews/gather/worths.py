"""What outcomes are worth a month, by the price that the customer agreed to, and against what they pay."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from app.language import minor_digits
from app.models.database import Session
from app.operations.contracts import NOTHING, standings
from app.operations.plans.loading import Goal
from app.operations.plans.values import number_text, read_number
from app.operations.reviews.gather.asked import Asked
from app.operations.reviews.gather.goals import holds_for, read_sources
from app.operations.reviews.gather.mutual import Names, as_on
from app.plans.worth import gained
from app.reports.content import Source, SourceKind
from app.reports.review.facts import Fact

_PLAN = {"origin": "plan"}


def worth_fact(goal: Goal, names: Names, known: Asked) -> Fact | None:
    """Return what the way of an objective is worth a month; None where nobody at the customer agreed to a price."""
    then, row = as_on(goal, known.until), goal.row
    way = gained(read_number(row["baseline"]), then.actual, read_number(row["target"]))
    if not way or not (row["value_minor"] and row["currency"] and row["value_agreed_by"]):
        return None
    digits = minor_digits(row["currency"])
    values = {
        "title": row["title"],
        "metric": row["metric"] or "",
        "unit": row["unit"] or "",
        "gained": number_text(way),
        "price": number_text(Decimal(row["value_minor"]).scaleb(-digits)),
        "value": number_text((way * row["value_minor"]).scaleb(-digits)),
        "currency": row["currency"],
        **_PLAN,
        **names.called(None, row["value_agreed_by"]),
    }
    return Fact(f"worth:{row['id']}", "worth", values, read_sources(then), then.actual_on, holds_for(then, known))


def totals(session: Session, worths: list[Fact], known: Asked) -> Iterator[Fact]:
    """Yield what several objectives are worth together, by currency, and how many times the fee that is."""
    by_currency: dict[str, list[Fact]] = defaultdict(list)
    for fact in worths:
        by_currency[fact.values["currency"]].append(fact)
    for currency, facts in by_currency.items():
        amount = sum((Decimal(fact.values["value"]) for fact in facts), Decimal(0))
        sources = tuple(dict.fromkeys(one for fact in facts for one in fact.sources))
        oldest = min(facts, key=lambda fact: fact.observed_on or date.max)
        if len(facts) > 1:
            values = {"value": number_text(amount), "currency": currency, "n": str(len(facts)), **_PLAN}
            yield Fact(f"worth:all:{currency}", "worth_all", values, sources, oldest.observed_on, oldest.valid_days)
        standing = standings(session, known.until, [known.account_id]).get(known.account_id, NOTHING)
        # What has not yet brought in its fee is told by its own worth alone.
        if 0 < standing.mrr <= amount and standing.currency == currency:
            times = (amount / standing.mrr).quantize(Decimal("0.01"), ROUND_HALF_UP)
            values = {
                "value": number_text(times),
                "worth": number_text(amount),
                "fee": number_text(standing.mrr),
                "currency": currency,
                **_PLAN,
            }
            paid = tuple(Source(SourceKind.CONTRACT, term.contract_id, term.end, "") for term in standing.terms)
            yield Fact(
                f"worth:fee:{currency}", "worth_fee", values, (*sources, *paid), oldest.observed_on, oldest.valid_days
            )
