"""The lists beside and below the matrix: who has room for a product, what came on top, and the leads of the period."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter

from app.language import _, day, keyed, money, name_of
from app.operations.health.row_health import RowHealth
from app.operations.money.figures import Metrics
from app.operations.money.growth import Lead, LeadRow, Part, grown, leads_at
from app.operations.money.whitespace import Stand, Whitespace
from app.operations.money.words import term_name
from app.views.portfolio.expansion.cells import paint_score
from app.views.portfolio.expansion.matrix_model import fit_rank, fit_words, without
from app.views.portfolio.parts import account_column, heading_width, number_column
from app.views.portfolio.words import NOTHING, chip_words
from app.views.row_table import Column
from app.views.theme import Theme
from app.vocabulary import Band


class Candidate(NamedTuple):
    """A customer with room for a product; a plain tuple, as thousands are made at once."""

    customer: str
    name: str
    band: Band
    score: int | None
    fit: str | None
    amount: int
    had: bool


def candidates(
    found: Whitespace, product: str, health: Callable[[str], RowHealth | None]
) -> list[Candidate]:  # fmt: skip
    """Return who has room for a product: the best fit first, then the best health, then the most money."""
    rows = []
    for row, said in without(found, product, health):
        band, score = (Band.UNKNOWN, None) if said is None else (said.band, said.score)
        had = row.stand(product) is Stand.LOST
        fit = found.fits.get(row.customer)
        rows.append(Candidate(row.customer, found.name(row.customer), band, score, fit, row.amount, had))
    return rows


def candidate_columns(money_of: Callable[[int], str]) -> Sequence[Column[Candidate]]:
    """Return the columns of who has room for a product; `money_of` writes fine units."""
    return (
        account_column(_("Account"), lambda one: one.name, 150),
        Column("health", _("Health"), lambda one: chip_words(one.band, one.score), sort_key=lambda one: one.score,
               width=heading_width(_("Health"), 56), delegate=_draw_health),
        Column("fit", _("Fit"), lambda one: fit_words(one.fit), sort_key=lambda one: fit_rank(one.fit), width=72,
               tooltip=lambda one: fit_words(one.fit)),
        replace(number_column("mrr", _("MRR"), lambda one: one.amount, lambda one: money_of(one.amount)), width=80),
        Column("had", _("Earlier"), lambda one: _("Had it") if one.had else NOTHING,
               sort_key=lambda one: not one.had, width=64, tone="text2"),
    )  # fmt: skip


def _draw_health(painter: QPainter, box: QRectF, one: Candidate, theme: Theme) -> None:
    paint_score(painter, box, one.band, one.score, theme)


@dataclass(frozen=True)
class Grown:
    """Something a customer bought on top."""

    customer: str
    name: str
    part: Part
    amount: str


def grown_rows(m: Metrics, term: str) -> list[Grown]:
    """Return what came on top, case by case."""
    parts = grown(m, "upsell" if term == "upsell" else "cross_sell")
    return [
        Grown(one.customer, m.name(one.customer), one, money(m.money(one.amount), m.currency)) for one in parts
    ]  # fmt: skip


def grown_columns() -> Sequence[Column[Grown]]:
    """Return the columns of what came on top."""
    return (
        account_column(_("Account"), lambda one: one.name, 260),
        replace(
            number_column("amount", _("Added MRR"), lambda one: one.part.amount, lambda one: one.amount), width=120
        ),
        Column("day", _("In effect"), lambda one: day(one.part.day), sort_key=lambda one: one.part.day, width=120),
        Column("product", _("Product"), lambda one: one.part.product, sort_key=lambda one: one.part.product, width=240),
        Column("term", _("Kind"), lambda one: term_name(one.part.term), width=160, tone="text2"),
    )


@dataclass(frozen=True)
class LeadLine:
    """A lead of the period, with what it is about and how far it has come by today."""

    lead: Lead
    name: str
    row: LeadRow | None
    state: str


def lead_lines(m: Metrics, told: Mapping[str, LeadRow], step: str, today: date) -> list[LeadLine]:
    """Return the leads of the period that have come to a step."""
    return [
        LeadLine(lead, m.name(lead.account), told.get(lead.id), _state(lead, today))
        for lead in leads_at(m, step, today)
    ]


def _state(lead: Lead, today: date) -> str:
    for state, on in (("won", lead.won_on), ("lost", lead.lost_on), ("accepted", lead.accepted_on)):
        if on is not None and on <= today:
            return state
    return "submitted"


def lead_columns() -> Sequence[Column[LeadLine]]:
    """Return the columns of the leads."""
    return (
        account_column(_("Account"), lambda one: one.name, 190),
        Column("signal", _("Signal"), lambda one: one.row.signal if one.row else NOTHING, width=300,
               tooltip=lambda one: one.row.signal if one.row else ""),
        Column("origin", _("Where from"), lambda one: name_of(one.row.origin) if one.row else NOTHING,
               width=132, tone="text2"),
        replace(number_column("amount", _("Amount a year"), _yearly, _yearly_words), width=120),
        Column("submitted", _("Submitted on"), lambda one: _day(one.lead.submitted_on),
               sort_key=lambda one: one.lead.submitted_on, width=112),
        Column("accepted", _("Accepted on"), lambda one: _day(one.lead.accepted_on),
               sort_key=lambda one: one.lead.accepted_on, width=112),
        Column("state", _("As of today"), lambda one: keyed("portfolio.lead", one.state), width=110, strong=True),
        Column("decided", _("Won or lost on"), lambda one: _day(one.lead.won_on or one.lead.lost_on),
               sort_key=lambda one: one.lead.won_on or one.lead.lost_on, width=112),
    )  # fmt: skip


def _yearly(one: LeadLine) -> Decimal | None:
    return one.row.amount.amount if one.row is not None and one.row.amount is not None else None


def _yearly_words(one: LeadLine) -> str:
    amount = one.row.amount if one.row is not None else None
    return money(amount.amount, amount.currency) if amount is not None else NOTHING


def _day(on: date | None) -> str:
    return day(on) if on else NOTHING
