"""The columns of the lists behind the figures: customers of a method, movements, customers with one amount."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from decimal import Decimal
from fractions import Fraction
from typing import TypeVar

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter

from app.language import _, day, money
from app.operations.money.behind import Held, Moved, Worth
from app.operations.money.words import NOTHING, per_cent
from app.views.paint.pill import Pill, paint_pill
from app.views.paint.text import RIGHT, paint_text
from app.views.portfolio.parts import account_column, heading_width
from app.views.portfolio.retention import words
from app.views.row_table import Column
from app.views.theme import Theme

R = TypeVar("R")
_MONEY = 136


Say = Callable[[int | Fraction], tuple[Decimal, str]]
"""Turns fine units into an amount and its currency."""


def held_columns(say: Say, counted: Callable[[], str]) -> Sequence[Column[Held]]:
    """Return the columns of the customers of a method; `counted` says what counts of them."""
    return (
        account_column(_("Account"), lambda row: row.name, 240),
        _money("before", _("On the eve"), lambda row: row.before, say),
        _money("after", counted(), lambda row: row.after, say),
        _change("by", _("Difference"), lambda row: row.after - row.before, say),
        Column("state", _("State"), _held_words, sort_key=lambda row: (row.kept, row.late), width=220,
               delegate=_draw_held, accessible=_held_words),
    )  # fmt: skip


def moved_columns(say: Say) -> Sequence[Column[Moved]]:
    """Return the columns of movements."""
    return (
        account_column(_("Account"), lambda row: row.name, 220),
        Column("what", _("Change"), words.what_words, sort_key=words.what_words, width=132),
        Column("day", _("Day"), lambda row: day(row.day), sort_key=lambda row: row.day, width=108, tone="text2"),
        _change("amount", "MRR", lambda row: row.amount, say),
        Column("product", _("Product"), lambda row: row.product, sort_key=lambda row: row.product, width=180),
        Column("contract", _("Contract"), words.contract_words, width=300, tone="text2", delegate=_draw_contract,
               tooltip=words.contract_words, accessible=_contract_said),
    )  # fmt: skip


def worth_columns(say: Say) -> Sequence[Column[Worth]]:
    """Return the columns of customers with an amount."""
    return (
        account_column(_("Account"), lambda row: row.name, 280),
        _money("amount", _("Amount"), lambda row: row.amount, say),
        Column("share", _("Share"), lambda row: per_cent(row.share), sort_key=lambda row: row.share, align=RIGHT,
               width=heading_width(_("Share"), 92)),
        Column("state", _("State"), lambda row: _grace() if row.late else "", sort_key=lambda row: row.late,
               width=200, delegate=_draw_worth),
    )  # fmt: skip


def _money(key: str, title: str, value: Callable[[R], int | Fraction], say: Say) -> Column[R]:
    return Column(
        key, title, lambda row: money(*say(value(row))), sort_key=value, align=RIGHT,
        width=heading_width(title, _MONEY),
    )  # fmt: skip


def _change(key: str, title: str, value: Callable[[R], int | Fraction], say: Say) -> Column[R]:
    def text(row: R) -> str:
        return words.signed(*say(value(row)))

    def draw(painter: QPainter, box: QRectF, row: R, theme: Theme) -> None:
        by = value(row)
        ink = theme.color.text2 if not by else theme.meaning["good" if by > 0 else "risk"].text
        paint_text(painter, box, text(row), theme, ink, "body", 600, RIGHT)

    return Column(
        key, title, text, sort_key=value, align=RIGHT, width=heading_width(title, _MONEY), delegate=draw,
        accessible=lambda row: f"{title} {text(row)}",
    )  # fmt: skip


def _grace() -> str:
    return _("Only by the grace")


def _held_words(row: Held) -> str:
    said = _("Still a customer") if row.kept else _("Gone")
    return f"{said} · {_grace()}" if row.late else said


def _draw_held(painter: QPainter, box: QRectF, row: Held, theme: Theme) -> None:
    kept = Pill(_("Still a customer"), "good") if row.kept else Pill(_("Gone"), "risk")
    end = paint_pill(painter, box, kept, theme)
    if row.late:
        paint_pill(painter, box.adjusted(end - box.left() + 6, 0, 0, 0), Pill(_grace(), "watch"), theme)


def _draw_worth(painter: QPainter, box: QRectF, row: Worth, theme: Theme) -> None:
    if row.late:
        paint_pill(painter, box, Pill(_grace(), "watch"), theme)


def _draw_contract(painter: QPainter, box: QRectF, row: Moved, theme: Theme) -> None:
    if row.late:
        end = paint_pill(painter, box, Pill(_grace(), "watch"), theme)
        box = box.adjusted(end - box.left() + 8, 0, 0, 0)
    ink = theme.color.text2 if row.contracts else theme.color.text3
    paint_text(painter, box, words.contract_words(row), theme, ink, "body")


def _contract_said(row: Moved) -> str:
    said = words.contract_words(row) if row.contracts else NOTHING
    return f"{said} · {_grace()}" if row.late else said
