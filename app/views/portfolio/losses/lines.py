"""The list of what was lost: one row for each loss, or for a customer without one, and its columns and words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from app.language import _, day, keyed, money
from app.operations import churn_words
from app.operations.money.figures import Metrics
from app.operations.money.lost import Loss, Lost
from app.views.portfolio.parts import account_column, number_column
from app.views.portfolio.words import NOTHING
from app.views.row_table import Column


@dataclass(frozen=True)
class Line:
    """A loss with the name of its customer and what it comes to in words; without a loss, a customer who stayed."""

    customer: str
    name: str
    loss: Loss | None
    amount: str


def lines_of(m: Metrics, some: Sequence[Loss], customers: Sequence[str] = ()) -> list[Line]:
    """Return a row for each loss, the most money first, then one for each of the customers that has none."""
    told = {loss.customer for loss in some}
    rows = [
        Line(loss.customer, m.name(loss.customer), loss, money(m.money(-loss.amount), m.currency))
        for loss in sorted(some, key=lambda loss: (loss.amount, loss.day))
    ]
    kept = sorted((m.name(one), one) for one in customers if one not in told)
    return [*rows, *(Line(one, name, None, NOTHING) for name, one in kept)]


def line_columns() -> Sequence[Column[Line]]:
    """Return the columns of the list."""
    return (
        account_column(_("Account"), lambda line: line.name, 190),
        replace(number_column("amount", _("Lost MRR"), lambda line: line.loss and -line.loss.amount,
                              lambda line: line.amount), width=116),
        Column("day", _("In effect"), _effective, sort_key=lambda line: line.loss and line.loss.day, width=112),
        Column("notice", _("Notice given"), _notice, sort_key=lambda line: line.loss and line.loss.notice_on,
               width=112, tone="text2"),
        Column("kind", _("Kind"), _kind, width=252, tone="text2"),
        Column("reason", _("Reasons"), _reasons, sort_key=lambda line: _reasons(line) if line.loss else None,
               width=190),
        Column("seen", _("What was seen and when"), _seen, width=240, tone="text2", tooltip=_seen),
    )  # fmt: skip


def reason_words(reason: str, competitors: Sequence[str] = ()) -> str:
    """Return a reason in words, with the competitor where one is named, or that nobody gave one."""
    if not reason:
        return _("no reason given")
    return churn_words.reason_words(reason, competitors)


def seller_words(seller: str) -> str:
    """Return who sold, or that nobody wrote it down."""
    return seller or _("Seller unknown")


def competitors(found: Lost) -> str:
    """Return who took customers over, with how many."""
    count: dict[str, int] = {}
    for loss in found.losses:
        for name in loss.competitors:
            count[name] = count.get(name, 0) + 1
    return _(", ").join(f"{name} {n}" if n > 1 else name for name, n in sorted(count.items(), key=lambda one: -one[1]))


def _effective(line: Line) -> str:
    return day(line.loss.day) if line.loss else _("Stayed")


def _notice(line: Line) -> str:
    return day(line.loss.notice_on) if line.loss and line.loss.notice_on else NOTHING


def _kind(line: Line) -> str:
    loss = line.loss
    if loss is None:
        return NOTHING
    parts = ["full" if loss.full else "partial"]
    if loss.voluntary is not None:
        parts.append("voluntary" if loss.voluntary else "involuntary")
    if loss.avoidable is not None:
        parts.append("avoidable" if loss.avoidable else "unavoidable")
    parts.append("early" if loss.early else "mature")
    return " · ".join(keyed("churn", part) for part in parts)


def _reasons(line: Line) -> str:
    if line.loss is None:
        return NOTHING
    return _(", ").join(reason_words(one, line.loss.competitors) for one in line.loss.reasons or ("",))


def _seen(line: Line) -> str:
    if line.loss is None or not line.loss.seen:
        return NOTHING
    return " · ".join(churn_words.seen_words(one) for one in line.loss.seen)
