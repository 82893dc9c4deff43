"""What must be true of a contract, of its lines and of what is expected of it, wherever they come from.

Each question returns, by column, the key of what is wrong. Nothing is said of a value that is not there.
"""

from __future__ import annotations

from collections.abc import Mapping
from decimal import ROUND_HALF_UP, Decimal
from functools import cache
from typing import Any

from app import paths
from app.language import minor_digits

Row = Mapping[str, Any]
Faults = dict[str, str]

END_BEFORE_START = "end_before_start"
OUTSIDE_CONTRACT = "outside_contract"
OVERLAPPING_TERM = "overlapping_term"
UNKNOWN_CURRENCY = "unknown_currency"
NEGATIVE = "negative"
CALL_ORDER = "call_order"
CALL_AMOUNTS = ("worst_minor", "committed_minor", "best_minor")


def is_currency(code: str) -> bool:
    """Tell whether this is a code of ISO 4217, in capitals."""
    return code in _currencies()


@cache
def _currencies() -> frozenset[str]:
    return frozenset(paths.resource("imports", "currencies.txt").read_text("utf-8").split())


def amount_minor(quantity: Decimal, unit_price: Decimal, currency: str) -> int:
    """Return quantity × unit price in minor units, rounded half up once (DOMAIN: one rounding per line)."""
    return int((quantity * unit_price).scaleb(minor_digits(currency)).quantize(Decimal(1), ROUND_HALF_UP))


def contract_faults(row: Row) -> Faults:
    """Return what is wrong with a contract."""
    return {**_term(row), **_currency(row)}


def line_faults(row: Row, contract: Row) -> Faults:
    """Return what is wrong with a line of a contract; both have their days as ISO text."""
    faults: Faults = {}
    if str(row["start_on"]) < str(contract["start_on"]):
        faults["start_on"] = OUTSIDE_CONTRACT
    if str(row["end_on"]) > str(contract["end_on"]):
        faults["end_on"] = OUTSIDE_CONTRACT
    if Decimal(str(row["quantity"])) < 0:
        faults["quantity"] = NEGATIVE
    return {**faults, **_term(row)}


def call_faults(row: Row) -> Faults:
    """Return what is wrong with what is expected of a renewal: worst ≤ committed ≤ best, and none of it below zero."""
    told = [int(row[name]) for name in CALL_AMOUNTS if row.get(name) is not None]
    faults = {name: NEGATIVE for name in CALL_AMOUNTS if row.get(name) is not None and int(row[name]) < 0}
    if not faults and told != sorted(told):
        faults["committed_minor"] = CALL_ORDER
    return {**faults, **_currency(row)}


def _term(row: Row) -> Faults:
    return {"end_on": END_BEFORE_START} if str(row["end_on"]) < str(row["start_on"]) else {}


def _currency(row: Row) -> Faults:
    return {} if is_currency(str(row["currency"])) else {"currency": UNKNOWN_CURRENCY}
