"""The contract lines of one account and the movements of its money, derived from these lines alone."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise
from typing import Any

from sqlalchemy import BindParameter, bindparam, select

from app.language import minor_digits
from app.models import tables
from app.models.database import Session
from app.models.prepared import Prepared
from app.operations.money.loading import exchange_of
from app.operations.settings import settings
from app.operations.standing import line_of
from app.revenue.customers import courses_of
from app.revenue.exchange import FINE, Exchange
from app.revenue.movements import Course, Kind, Movement
from app.revenue.mrr import line_mrr, rounded
from app.revenue.periods import Period
from app.revenue.pieces import BookLine

_asked: BindParameter[str] = bindparam("account")
_contract, _line = tables.contract, tables.contract_line
_LINES = Prepared(
    select(
        *_contract.c["id", "account_id", "external_id", "kind", "start_on", "end_on", "auto_renew",
        "renewal_term_months", "reseller", "currency", "notified_on", "outcome", "outcome_on"],
        _line.c.id.label("line_id"), _line.c.product, _line.c.quantity, _line.c.unit_price, _line.c.amount_minor,
        _line.c.billing, _line.c.free_months, _line.c.start_on.label("line_start"), _line.c.end_on.label("line_end"),
    )
    .join(_line, _line.c.contract_id == _contract.c.id)
    .where(_contract.c.account_id == _asked, _contract.c.deleted_at.is_(None), _line.c.deleted_at.is_(None))
    .order_by(_line.c.end_on.desc(), _line.c.no)
)  # fmt: skip


@dataclass(frozen=True)
class MoneyLine:
    """A contract line; `amount` is for one billing period, `mrr` a month, both in major units without tax.

    `step` of `steps` where the line is one of several that follow each other within a contract: a ramp. `ended` where
    it counts no longer, `to_come` where it does not count yet.
    """

    id: str
    contract_id: str
    number: str
    product: str
    quantity: Decimal
    unit_price: Decimal
    amount: Decimal
    mrr: Decimal
    currency: str
    billing: str
    start: date
    end: date
    kind: str
    reseller: str
    free_months: int
    auto_renew: bool
    step: int
    steps: int
    ended: bool
    to_come: bool


@dataclass(frozen=True)
class MoneyMove:
    """A change of what the account pays a month, signed, in major units of `currency`, and the lines it comes from."""

    day: date
    kind: Kind
    amount: Decimal
    currency: str
    product: str
    numbers: tuple[str, ...]
    lines: tuple[str, ...]


@dataclass(frozen=True)
class AccountMoney:
    """The lines, those in force first, and the movements up to today, the newest first; `mrr` is what they come to."""

    account_id: str
    lines: tuple[MoneyLine, ...]
    moves: tuple[MoneyMove, ...]
    mrr: Decimal
    currency: str


def account_movements(session: Session, account_id: str, *, today: date) -> AccountMoney:
    """Return lines and movements of an account, in its currency, or where it has several in the reporting one.

    Accounts below the same parent are not looked at: what came over from there is new here. Raises BansoError
    "metrics.rate_missing" where several currencies cannot be brought together.
    """
    rows = _LINES.rows(session, account=account_id)
    book = [
        BookLine(
            account_id, row["id"], line_of(row), Decimal(row["quantity"]), date.fromisoformat(row["start_on"]),
            date.fromisoformat(row["end_on"]),
        )
        for row in rows
    ]  # fmt: skip
    chosen = settings(session)
    used = {row["currency"] for row in rows}
    exchange = Exchange(used.pop()) if len(used) == 1 else exchange_of(session)
    found = courses_of(book, exchange, Period(today, today, ""), grace=chosen.grace)
    course = found[0] if found else Course(account_id, (), (), ())
    in_force = {id(piece.of) for piece in course.pieces if piece.counts(today)}
    steps = _steps(rows)
    lines = [
        _line_row(row, one, steps.get(row["line_id"], (0, 0)), id(one) in in_force, today)
        for row, one in zip(rows, book, strict=True)
    ]
    lines.sort(key=lambda line: (line.ended, line.to_come))
    behind = {id(one): row for row, one in zip(rows, book, strict=True)}
    moves = [_move(move, course, behind, exchange.base) for move in course.movements if move.day <= today]
    moves.sort(key=lambda move: move.day, reverse=True)
    return AccountMoney(
        account_id, tuple(lines), tuple(moves), _major(course.amount_on(today), exchange.base), exchange.base
    )  # fmt: skip


def _major(fine: int, currency: str) -> Decimal:
    return Decimal(rounded(Fraction(fine, FINE))).scaleb(-minor_digits(currency))


def _steps(rows: Sequence[Mapping[str, Any]]) -> Mapping[str, tuple[int, int]]:
    """Return which step of how many a line is, where lines of a product follow each other within their contract."""
    of: dict[tuple[str, str], list[Mapping[str, Any]]] = defaultdict(list)
    for row in rows:
        if row["billing"] != "one_off":
            of[row["id"], row["product"]].append(row)
    found = {}
    for some in of.values():
        some.sort(key=lambda row: row["line_start"])
        follow = all(one["line_end"] < two["line_start"] for one, two in pairwise(some))
        if len(some) > 1 and follow:
            found.update({row["line_id"]: (at, len(some)) for at, row in enumerate(some, 1)})
    return found


def _line_row(
    row: Mapping[str, Any], one: BookLine, step: tuple[int, int], in_force: bool, today: date
) -> MoneyLine:  # fmt: skip
    scale = -minor_digits(row["currency"])
    line = one.line
    # What is no money that recurs has no course: then its own days tell.
    runs = in_force or line.start <= today <= line.end
    return MoneyLine(
        id=row["line_id"], contract_id=row["id"], number=row["external_id"] or "", product=row["product"],
        quantity=one.quantity, unit_price=Decimal(row["unit_price"]),
        amount=Decimal(row["amount_minor"]).scaleb(scale), mrr=Decimal(rounded(line_mrr(line))).scaleb(scale),
        currency=row["currency"], billing=row["billing"], start=line.start, end=line.end, kind=row["kind"],
        reseller=row["reseller"] or "", free_months=line.free_months, auto_renew=line.auto_renew, step=step[0],
        steps=step[1], ended=not runs and line.start <= today, to_come=line.start > today,
    )  # fmt: skip


def _move(
    move: Movement, course: Course, behind: Mapping[int, Mapping[str, Any]], currency: str
) -> MoneyMove:  # fmt: skip
    own = [piece for piece in course.pieces if piece.of.contract_id in move.contracts and piece.product == move.product]
    # The lines that came or went on the day; of a change of rates or of rest those that run.
    turned = [piece for piece in own if move.day in (piece.since, piece.until)] or own
    rows = [behind[id(piece.of)] for piece in sorted(turned, key=lambda piece: piece.since)]
    numbers = tuple(dict.fromkeys(row["external_id"] for row in rows if row["external_id"]))
    lines = tuple(dict.fromkeys(row["line_id"] for row in rows))
    return MoneyMove(
        move.day, move.kind, _major(move.amount, currency), currency, move.product, numbers, lines
    )  # fmt: skip
