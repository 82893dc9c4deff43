"""Contracts of a made-up customer: terms, renewals as they were decided, lines, and how one was lost."""

from __future__ import annotations

import itertools
import random
from dataclasses import dataclass
from datetime import date, timedelta

from app.demo import days
from app.demo.chapters import Ledger
from app.demo.people import Cast
from app.demo.shape import Firm, Product

STANDARD = {"high": "Desk Premium", "low": "Desk Standard", "tech": "Desk Light"}


@dataclass
class Term:
    """One contract: its days, the licences and price of its main line, and when its renewal was decided."""

    start: date
    end: date
    seats: int
    price: int
    decided: date | None = None
    outcome: str | None = None
    contract_id: str = ""


def terms_of(firm: Firm, today: date, rng: random.Random) -> list[Term]:
    """Return the contracts of a customer in order; the last one that is in force has its renewal open."""
    if firm.since is not None:
        start = days.add_months(today.replace(day=1), -firm.since)
        spans = [(start, days.month_end(start, 11))]
    else:
        last = days.next_march_end(today) if firm.ends is None else days.month_end(today, firm.ends)
        ends = [days.month_end(last, -12 * back) for back in range(firm.terms, -1, -1)]
        spans = [(before + timedelta(days=1), end) for before, end in itertools.pairwise(ends)]
    seats, price = firm.seats, firm.price
    changed = {step.renewal: step for step in firm.steps}
    terms: list[Term] = []
    for at, (start, end) in enumerate(spans):
        step = changed.get(len(spans) - at)
        if step is not None and at:
            seats, price = step.seats, step.price
        elif at and not firm.steps and firm.loss is None and rng.random() < 0.35:
            price = round(price * 1.04 / 10) * 10
        terms.append(Term(start, end, seats, price))
    for term, following in itertools.pairwise(terms):
        term.decided = days.on_or_before(term.end - timedelta(days=rng.randint(18, 50)))
        term.outcome = "contracted" if following.seats < term.seats else "renewed"
    if firm.late_days and len(terms) > 1:
        terms[-2].decided = days.on_or_after(terms[-2].end + timedelta(days=firm.late_days - 4))
        terms[-1].start = terms[-2].end + timedelta(days=firm.late_days + 1)
    return _signed_ahead(firm, terms, today, rng)


def _signed_ahead(firm: Firm, terms: list[Term], today: date, rng: random.Random) -> list[Term]:
    last = terms[-1]
    if firm.loss is not None and firm.loss.back_months_ago is not None:
        end = days.month_end(today, -firm.loss.back_months_ago - 5)
        lost = Term(days.month_end(end, -12) + timedelta(days=1), end, firm.seats, firm.price, outcome="churned")
        return [lost, *terms]
    if firm.loss is not None:
        last.outcome = "churned"
    elif firm.ends is None and firm.since is None:
        decided = days.on_or_before(last.end - timedelta(days=rng.randint(18, 50)))
        if decided < today:
            last.decided, last.outcome = decided, "renewed"
            start = last.end + timedelta(days=1)
            terms.append(Term(start, days.month_end(last.end, 12), last.seats, last.price))
    return terms


def notice_day(firm: Firm, end: date) -> date:
    """Return the day by which notice must be given; a month where the contract says nothing."""
    value, unit = firm.notice or (1, "m")
    if unit == "d":
        return end - timedelta(days=value)
    return days.add_months(end, -value) if end != days.month_end(end) else days.month_end(end, -value)


class Notary:
    """Writes the contracts of one customer as they were signed, renewed and lost."""

    def __init__(self, ledger: Ledger, firm: Firm, account_id: str, cast: Cast, opening: date) -> None:
        self._ledger, self._firm, self._account_id = ledger, firm, account_id
        self._cast, self._opening = cast, opening
        self._rng = ledger.rng("deals", firm.key)

    def write(self, terms: list[Term]) -> None:
        """Write every contract on the day it was signed, the first ones when the book was opened."""
        firm = self._firm
        if firm.before:
            end = terms[0].start - timedelta(days=1)
            start = days.month_end(end, -3) + timedelta(days=1)
            trial = self._contract(self._opening, firm.before, start, end, None)
            self._line(self._opening, trial, STANDARD[firm.segment], 10, 0, "term", start, end)
        signed = self._opening
        for at, term in enumerate(terms):
            contract_id = self._contract(signed, "paid", term.start, term.end, term)
            term.contract_id = contract_id
            self._lines(signed, contract_id, term, first=at == 0)
            signed = self._decide(contract_id, term, signed)

    def _contract(self, signed: date, kind: str, start: date, end: date, term: Term | None) -> str:
        firm = self._firm
        paid = term is not None
        value, unit = firm.notice or (None, None)
        return self._ledger.create(
            signed,
            "demo_contracts",
            "contract",
            account_id=self._account_id,
            external_id=f"C-{start:%y%m}-{firm.key[:12]}",
            kind=kind,
            start_on=start.isoformat(),
            end_on=end.isoformat(),
            notice_value=value if paid else None,
            notice_unit=unit if paid else None,
            notice_inclusive=True if paid and value else None,
            auto_renew=firm.auto_renew and paid,
            renewal_term_months=12 if firm.auto_renew and paid else None,
            reseller=firm.reseller,
            bill_to=firm.reseller,
            currency="JPY",
            approval_due=(end - timedelta(days=75)).isoformat() if paid and firm.segment == "high" else None,
            budget_due=f"{end.year - 1}-12-20" if paid and firm.segment == "high" and end.month == 3 else None,
        )

    def _lines(self, signed: date, contract_id: str, term: Term, *, first: bool) -> None:
        firm = self._firm
        free = firm.free_months if first else 0
        yearly = firm.billing == "yearly"
        self._line(
            signed,
            contract_id,
            STANDARD[firm.segment],
            term.seats,
            term.price * (12 if yearly else 1),
            firm.billing,
            term.start,
            term.end,
            free,
        )
        for product in firm.products:
            self._further(signed, contract_id, product, term, first=first)

    def _further(self, signed: date, contract_id: str, product: Product, term: Term, *, first: bool) -> None:
        if product.name == "Onboarding":
            if first:
                self._line(signed, contract_id, product.name, 1, product.price, "one_off", term.start, term.start)
            return
        start, told = term.start, signed
        if product.months_ago is not None:
            bought = days.add_months(self._ledger.today.replace(day=1), -product.months_ago)
            if bought > term.end:
                return
            if bought > term.start:
                start, told = bought, max(signed, days.on_or_before(bought - timedelta(days=12)))
        self._line(told, contract_id, product.name, product.quantity, product.price, "monthly", start, term.end)

    def _line(
        self,
        told: date,
        contract_id: str,
        product: str,
        quantity: int,
        price: int,
        billing: str,
        start: date,
        end: date,
        free_months: int = 0,
    ) -> None:
        self._ledger.create(
            told,
            "demo_contracts",
            "contract_line",
            contract_id=contract_id,
            product=product,
            quantity=str(quantity),
            unit_price=str(price),
            amount_minor=quantity * price,
            billing=billing,
            start_on=start.isoformat(),
            end_on=end.isoformat(),
            free_months=free_months,
        )

    def _decide(self, contract_id: str, term: Term, signed: date) -> date:
        """Write intent and outcome, and return the day on which the next contract was signed."""
        if term.outcome == "churned":
            return self._lose(contract_id, term)
        self._intend(contract_id, term, signed)
        if term.decided is None:
            return signed
        day = max(term.decided, self._opening)
        self._ledger.amend(
            day, "demo_contracts", "contract", contract_id, outcome=term.outcome, outcome_on=term.decided.isoformat()
        )
        return day

    def _intend(self, contract_id: str, term: Term, signed: date) -> None:
        firm, rng = self._firm, self._rng
        meant = days.on_or_before(notice_day(firm, term.end) - timedelta(days=rng.randint(3, 25)))
        if term.decided is None and (firm.hand_written or firm.quiet_days or rng.random() < 0.5):
            return
        if term.decided is not None:
            meant = min(meant, days.on_or_before(term.decided - timedelta(days=2)))
        late = term.decided is not None and term.decided > term.end
        if late or meant > self._ledger.eve or meant <= signed:
            return
        who = self._cast.role("sponsor", meant) or self._cast.role("champion", meant)
        if who is not None:
            self._ledger.amend(
                meant,
                "demo_contracts",
                "contract",
                contract_id,
                intent_on=meant.isoformat(),
                intent_by=who.name,
                intent_how=rng.choice(("call", "meeting", "email", "review")),
            )

    def _lose(self, contract_id: str, term: Term) -> date:
        loss = self._firm.loss
        assert loss is not None
        values: dict[str, object] = {"outcome": "churned"}
        if loss.notified:
            told = days.on_or_before(notice_day(self._firm, term.end) - timedelta(days=5))
            values["notified_on"] = told.isoformat()
        else:
            told = days.on_or_after(term.end + timedelta(days=14))
        values["outcome_on"] = told.isoformat()
        seen = [f"seen:{(told - timedelta(days=ago)).isoformat()} {words}" for ago, words in loss.seen]
        values["churn_tags"] = [*loss.tags, *seen]
        self._ledger.amend(told, "demo_contracts", "contract", contract_id, **values)
        back = loss.back_months_ago
        if back is None:
            return told
        return days.on_or_before(days.add_months(self._ledger.today.replace(day=1), -back) - timedelta(days=9))
