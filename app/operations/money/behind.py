"""Who stands behind a figure of money: customers with what they paid and pay, movements, what is to come.

Amounts are in the fine units of the figures, so that lists of thousands are made at once; `Metrics.money` words them.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from math import fsum

from app.operations.money.contracts_told import ContractTold
from app.operations.money.figures import Metrics
from app.operations.money.scopes import Method
from app.revenue.bridge import Part
from app.revenue.periods import Period

Contracts = Mapping[str, ContractTold]
COMING = ("signed_renewal", "signed_new", "notified_loss")
"""What makes MRR the committed one."""


@dataclass(frozen=True)
class Held:
    """A customer: MRR on the eve, what counts of it at the end, whether it counts as kept, `late` only by the grace."""

    customer: str
    name: str
    before: int
    after: int
    kept: bool
    late: bool


@dataclass(frozen=True)
class Moved:
    """A change of MRR: `what` is a term of the bridge, one of `COMING`, or "missing" where a bridge fails."""

    account: str
    name: str
    what: str
    day: date
    amount: int
    product: str
    contracts: tuple[ContractTold, ...]
    late: bool


@dataclass(frozen=True)
class Worth:
    """A customer with one amount and its share of all of them."""

    customer: str
    name: str
    amount: int | Fraction
    share: float | None
    late: bool


def cohort(found: Metrics, method: Method, figure: str = "nrr") -> tuple[Held, ...]:
    """Return the customers that a method follows, with what counts for "nrr", "grr" or "logos"; those lost first."""
    late = set(found.late)
    gross = figure == "grr"
    rows = [
        Held(
            one.customer, found.name(one.customer), one.start, one.gross if gross else one.net, one.kept,
            one.customer in late,
        )
        for one in found.retentions[method].members
        if figure != "logos" or one.start > 0
    ]  # fmt: skip
    # By what it did to the figure: the largest fall first.
    return tuple(sorted(rows, key=lambda row: (row.after - row.before, row.name)))


def movements(
    found: Metrics,
    contracts: Contracts,
    *,
    term: str = "",
    within: Period | None = None,
    among: Iterable[str] | None = None,
) -> tuple[Moved, ...]:
    """Return the changes of a term, of some days, of some customers, or all; the largest first."""
    whom = None if among is None else set(among)
    parts = [
        part
        for part in found.bridge.parts
        if (not term or part.term == term)
        and (within is None or within.start <= part.day <= within.end)
        and (whom is None or part.customer in whom)
    ]
    late = set(found.late)
    rows = [_moved(found, contracts, part, late) for part in parts]
    return tuple(sorted(rows, key=lambda row: (-abs(row.amount), row.day, row.name)))


def _moved(found: Metrics, contracts: Contracts, part: Part, late: set[str]) -> Moved:
    told = _told(contracts, part.contracts)
    return Moved(
        told[0].account_id if told else part.customer, found.name(part.customer), part.term, part.day,
        part.amount, part.product, told, part.customer in late,
    )  # fmt: skip


def coming(found: Metrics, contracts: Contracts) -> tuple[Moved, ...]:
    """Return what makes MRR the committed one."""
    rows = []
    sure = found.committed
    for kind, some in zip(COMING, (sure.renewals, sure.new, sure.losses), strict=True):
        for one in some:
            told = _told(contracts, (one.contract,))
            account = told[0].account_id if told else one.customer
            products = ", ".join(told[0].products) if told else ""
            rows.append(Moved(account, found.name(one.customer), kind, one.day, one.amount, products, told, False))
    return tuple(sorted(rows, key=lambda row: (row.day, row.name, row.amount)))


def paying(found: Metrics, when: str) -> tuple[Worth, ...]:
    """Return who pays on the eve ("start") or on the last day ("end")."""
    return _worths(found, found.bridge.starts if when == "start" else found.bridge.ends)


def brought(found: Metrics) -> tuple[Worth, ...]:
    """Return what each customer has brought so far."""
    return _worths(found, dict(found.lifetime.each))


def by_grace(found: Metrics) -> tuple[Worth, ...]:
    """Return those of the last day whose money is partly there only by the grace."""
    late = set(found.late)
    return tuple(row for row in paying(found, "end") if row.customer in late)


def broken(found: Metrics, contracts: Contracts) -> tuple[Moved, ...]:
    """Return what is missing where the bridge does not come out, with the contracts that contradict themselves."""
    rows = []
    for one in found.bridge.broken:
        told = _told(contracts, one.contracts)
        account = told[0].account_id if told else one.customer
        products = ", ".join(dict.fromkeys(product for contract in told for product in contract.products))
        rows.append(
            Moved(account, found.name(one.customer), "missing", found.period.end, one.amount, products, told, False)
        )
    return tuple(rows)


def _told(contracts: Contracts, ids: Sequence[str]) -> tuple[ContractTold, ...]:
    return tuple(contracts[one] for one in ids if one in contracts)


def _worths(found: Metrics, amounts: Mapping[str, int] | Mapping[str, Fraction]) -> tuple[Worth, ...]:
    # Fractions are compared and added up slowly, and shares are only shown.
    sizes = {who: float(fine) for who, fine in amounts.items()}
    total = fsum(sizes.values())
    late = set(found.late)
    rows = [
        Worth(who, found.name(who), fine, sizes[who] / total if total else None, who in late)
        for who, fine in amounts.items()
    ]
    return tuple(sorted(rows, key=lambda row: (-sizes[row.customer], row.name)))
