"""稟議セット: value, use, price and options, for the document that the champion writes in their own company.

Only what the customer knows goes in: outcomes that are shown, figures of use, the terms of their own contracts.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import select

from app.language import day, minor_digits, money, name_of, number, tr, trn
from app.models import tables
from app.models.database import Session
from app.operations.account_page import AccountPage, account_page
from app.operations.briefs.known import ToDate, review_of, stale, to_date, worth_block, worth_card
from app.operations.contracts import NOTHING, Standing, line_of, standings
from app.operations.reviews.gather.asked import Asked, spans
from app.operations.reviews.gather.use import use
from app.operations.reviews.periods import review_periods
from app.operations.sheet_words import joined
from app.reports.brief.content import ApprovalPage, Block, Card, Item
from app.reports.review.facts import ChapterFacts
from app.reports.review.telling.use import tell_use
from app.reports.words import honoured
from app.revenue.mrr import in_force
from app.vocabulary import Billing, ContractKind

Row = Mapping[str, Any]
_OPEN = (ContractKind.TRIAL, ContractKind.POC)


def approval_page(
    session: Session, account_id: str, *, now: datetime, today: date, lang: str
) -> tuple[ApprovalPage, tuple[str, ...]]:
    """Return the page, and what is missing or old on it in words for ourselves."""
    account = account_page(session, account_id, today=today)
    standing = standings(session, today, [account_id]).get(account_id, NOTHING)
    rows = _rows(session, account_id)
    running = [row for row in rows if _runs(row, today)]
    known = to_date(session, account, now=now, today=today)
    used, use_block = _use(session, account, now=now, today=today, lang=lang)
    page = ApprovalPage(
        lang=lang,
        account=honoured(account.name, lang),
        subtitle=tr(lang, "Value, use, price and options at a glance"),
        cards=_cards(account, standing, running, known, today, lang),
        worth=worth_block(known, lang, others=True),
        use=use_block,
        price=_price(running, standing, lang),
        options=_options(rows, running, standing, account, today, lang),
        data_as_of=today,
    )
    return page, _warnings(known, used, running, standing, lang, today)


def _rows(session: Session, account_id: str) -> Sequence[Row]:
    contract, line = tables.contract, tables.contract_line
    return session.rows(
        select(
            contract, line.c.product, line.c.quantity, line.c.amount_minor, line.c.billing, line.c.free_months,
            line.c.start_on.label("line_start"), line.c.end_on.label("line_end"),
        )
        .join(line, line.c.contract_id == contract.c.id)
        .where(contract.c.account_id == account_id, contract.c.deleted_at.is_(None), line.c.deleted_at.is_(None))
        .order_by(contract.c.end_on, line.c.no)
    )  # fmt: skip


def _runs(row: Row, today: date) -> bool:
    return row["kind"] == ContractKind.PAID and in_force(line_of(row), today, grace=0).counts


def _cards(
    account: AccountPage, standing: Standing, running: Sequence[Row], known: ToDate, today: date, lang: str
) -> tuple[Card, ...]:
    found = [worth_card(known, lang)]
    if running and not any(row["reseller"] for row in running):
        month = tr(lang, "{money} a month", money=money(standing.mrr, standing.currency, lang))
        caption = tr(lang, "Contract a year, tax excluded")
        found.append(Card(caption, money(standing.arr, standing.currency, lang), month))
    if standing.renewal_date is not None:
        found.append(Card(tr(lang, "Contract ends"), day(standing.renewal_date, lang), _left(standing, today, lang)))
    terms = account.contract
    if terms is not None and terms.approval_due is not None and terms.approval_due >= today:
        budget = tr(lang, "budget closes {day}", day=day(terms.budget_due, lang)) if terms.budget_due else ""
        found.append(Card(tr(lang, "Your approval is due"), day(terms.approval_due, lang), budget))
    return tuple(found)


def _left(standing: Standing, today: date, lang: str) -> str:
    """Return until when notice can be given, where the contract says so and the day has not passed."""
    if standing.notice_date is None or standing.estimated or standing.notice_date < today:
        return ""
    return tr(lang, "notice by {day}", day=day(standing.notice_date, lang))


def _use(
    session: Session, account: AccountPage, *, now: datetime, today: date, lang: str
) -> tuple[ChapterFacts, Block]:
    """Return the figures of a review's section of use for the quarter that ended last."""
    quarter = next(one for one in review_periods(session, account.id, today=today, lang=lang) if one.key == "quarter")
    period, compared = spans(session, account.id, quarter.text, "previous")
    asked = Asked(account.id, period, compared, today)
    facts = use(session, asked)
    told = tell_use(facts, review_of(session, account, asked, now), lang)
    items = tuple(Item(one.label, joined(one.remark, one.origin), one.value, one.tone) for one in told.figures)
    title = tr(lang, "Use in {period}", period=quarter.words)
    return facts, Block(title, items, tr(lang, "No figures of use are known for this period."))


def _price(running: Sequence[Row], standing: Standing, lang: str) -> Block:
    terms = {term.contract_id: term.end for term in standing.terms}
    items = tuple(_line(row, terms.get(row["id"]), lang) for row in running)
    note = tr(lang, "All prices without tax.") if any(not row["reseller"] for row in running) else ""
    return Block(tr(lang, "Price now"), items, tr(lang, "No contract is in force."), note)


def _line(row: Row, end: date | None, lang: str) -> Item:
    begins = date.fromisoformat(row["line_start"])
    ends = end or date.fromisoformat(row["line_end"])
    term = f"{day(begins, lang)} – {day(ends, lang)}"
    return Item(row["product"], joined(_quantity(row, lang), term), _amount(row, lang))


def _quantity(row: Row, lang: str) -> str:
    quantity = Decimal(row["quantity"])
    whole = quantity == quantity.to_integral_value()
    return tr(lang, "quantity {n}", n=number(quantity, 0 if whole else 2))


def _amount(row: Row, lang: str) -> str:
    if row["reseller"]:
        # What a reseller pays us is not what the customer pays them.
        return tr(lang, "see the quote of {name}", name=row["reseller"])
    amount = Decimal(row["amount_minor"]).scaleb(-minor_digits(row["currency"]))
    return f"{money(amount, row['currency'], lang)} / {name_of(Billing(row['billing']), lang)}"


def _options(
    rows: Sequence[Row], running: Sequence[Row], standing: Standing, account: AccountPage, today: date, lang: str
) -> Block:
    items = [_renewal(running, standing, today, lang)] if running and standing.renewal_date is not None else []
    signed = [row for row in rows if row["kind"] == ContractKind.PAID and row["line_start"] > today.isoformat()]
    for row in signed:
        items.append(_line(row, None, lang))
    for row in rows:
        if row["kind"] in _OPEN and row["line_start"] <= today.isoformat() <= row["line_end"]:
            until = tr(lang, "on trial until {day}", day=day(date.fromisoformat(row["line_end"]), lang))
            items.append(Item(row["product"], joined(until, tr(lang, "the price after that is not known here"))))
    missing = []
    if running and (standing.estimated or standing.notice_date is None):
        missing.append(tr(lang, "the term of notice: please see the contract"))
    if not signed:
        missing.append(tr(lang, "terms and prices of any other choice: please ask for a quote"))
    said = "; ".join(missing) if lang != "ja" else "、".join(missing)
    note = tr(lang, "Not known here: {what}.", what=said) if missing else ""
    return Block(tr(lang, "Options"), tuple(items), tr(lang, "No option is known here yet."), note)


def _renewal(running: Sequence[Row], standing: Standing, today: date, lang: str) -> Item:
    assert standing.renewal_date is not None
    end = day(standing.renewal_date, lang)
    if len(standing.terms) > 1:
        text = tr(lang, "Renew as it is (the first contract ends {day})", day=end)
    else:
        text = tr(lang, "Renew as it is after {day}", day=end)
    auto = tr(lang, "renews by itself") if standing.auto_renew else tr(lang, "does not renew by itself")
    year = ""
    if not any(row["reseller"] for row in running):
        year = tr(lang, "{money} a year", money=money(standing.arr, standing.currency, lang))
    meta = joined(auto, _left(standing, today, lang), tr(lang, "at the price of today") if year else "")
    return Item(text, meta, year)


def _warnings(
    known: ToDate, used: ChapterFacts, running: Sequence[Row], standing: Standing, lang: str, today: date
) -> tuple[str, ...]:
    found = []
    if not known.sums:
        found.append(tr(lang, "No objective has a value in money that the customer agreed to."))
    old = stale((*known.of("outcome", "worth"), *used.facts), today)
    if old:
        found.append(
            trn(lang, "One figure is older than it should be.", "{n} figures are older than they should be.", len(old))
        )
    if used.nothing:
        found.append(tr(lang, "Nothing is known of their use in the last quarter."))
    if any(row["reseller"] for row in running):
        found.append(tr(lang, "Bought from a reseller: no price of ours is printed."))
    if running and standing.estimated:
        found.append(tr(lang, "The term of notice is not known: the page says so."))
    return tuple(found)
