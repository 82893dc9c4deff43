"""What a connector is tried with beside requests, over a bench of any system: plans, contracts and their lines.

Fields go by our names; a system that has others of its own overrides `named`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from pathlib import Path

from app.connectors.base import Scalar
from app.connectors.conformance.bench import Bench


class Noun(Bench):
    """One kind of record of an account."""

    over_limit = many = 4_001

    def named(self, values: Mapping[str, Scalar]) -> dict[str, Scalar]:
        """Return values under the names of the system."""
        return dict(values)

    def values(self, number: int, type: str = "") -> dict[str, Scalar]:
        """Return one, or an account."""
        return super().values(number, type) if type == "accounts" else self.named(self.one(number))

    def one(self, number: int) -> Mapping[str, Scalar]:
        """Return the values of one under our names."""
        raise NotImplementedError


class Touchpoints(Noun):
    """Choices, numbers, yes and no."""

    type = "touchpoints"

    def one(self, number: int) -> Mapping[str, Scalar]:
        return {
            "account": self.owner, "date": date(2026, 1, 1 + number % 28), "kind": "meeting", "state": "done",
            "body": f"Talk {number}", "sentiment": number % 5 - 2, "two_way": True, "minutes": None,
        }  # fmt: skip


class Objectives(Noun):
    """References to two types, numbers with decimals."""

    type = "objectives"

    def __init__(self, folder: Path) -> None:
        super().__init__(folder)
        self.plan = self.add({"account": self.owner, "name": "導入"}, "plans")

    def one(self, number: int) -> Mapping[str, Scalar]:
        return {
            "account": self.owner, "plan": self.plan, "title": f"Objective {number}", "metric": "時間",
            "baseline": Decimal(number) + Decimal("0.5"), "target": None, "due": date(2026, 1, 1 + number % 28),
        }  # fmt: skip


class Contracts(Noun):
    """Terms, choices, yes and no, reasons as many as there are."""

    type = "contracts"
    refs: Sequence[str] = ("account",)

    def one(self, number: int) -> Mapping[str, Scalar]:
        outcome = (None, "renewed", "churned", "contracted")[number % 4]
        return {
            "account": self.owner, "number": f"K-{number}", "type": "paid", "start": date(2026, 1, 1 + number % 28),
            "end": date(2026, 12, 31), "currency": "JPY", "notice": 3, "notice_unit": "m", "auto_renew": True,
            "outcome": outcome, "outcome_on": date(2026, 11, 1 + number % 28) if outcome else None,
            "churn_reasons": ("avoidable", "competitor:Acme; Co", "価格"),
        }  # fmt: skip


class Lines(Noun):
    """Quantities and prices with four decimals, an amount, references one behind the other."""

    type = "contract_lines"
    refs: Sequence[str] = ("account", "contract")

    def __init__(self, folder: Path) -> None:
        super().__init__(folder)
        self.contract = self.add(self.values(0, "contracts"), "contracts")

    def values(self, number: int, type: str = "") -> dict[str, Scalar]:
        """Return a line, a contract or an account."""
        return self.named(Contracts.one(self, number)) if type == "contracts" else super().values(number, type)

    def one(self, number: int) -> Mapping[str, Scalar]:
        return {
            "account": self.owner, "contract": self.contract, "product": f"在庫クラウド {number}",
            "quantity": Decimal(number) + Decimal("0.0125"), "unit_price": Decimal("1200.5"),
            "amount": Decimal(number) * 1200 + Decimal("15.01"), "billing": "monthly",
            "start": date(2026, 1, 1 + number % 28), "end": date(2026, 12, 31), "free_months": None,
        }  # fmt: skip
