"""What is expected of renewals, for the machine: calls in any order and of any size."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import timedelta
from decimal import Decimal
from pathlib import Path

from hypothesis import strategies as st
from sqlalchemy import select

from app.models import tables
from app.models.database import Session
from app.operations.book import Book
from app.operations.money.calls import call_renewal
from app.operations.money.outcomes import Decision, record_outcome
from app.operations.money.targets import METRICS, set_target, set_targets
from app.vocabulary import Outcome, Segment
from tests.builders import TODAY

Draw = st.DataObject

_AMOUNTS = st.sampled_from([Decimal(-1), Decimal(0), Decimal("1000.5"), Decimal(90_000), Decimal("NaN")])


_DAYS = st.sampled_from([None, TODAY - timedelta(200), TODAY, TODAY + timedelta(1)])
_TAGS = st.sampled_from([(), ("full", "voluntary", "price"), ("partial", "competitor:Rival"), ("full", "partial")])


def _contracts(session: Session) -> list[str]:
    contract = tables.contract
    rows = session.rows(select(contract.c.id).where(contract.c.deleted_at.is_(None)).order_by(contract.c.no))
    return [row["id"] for row in rows]


def _calls(book: Book, draw: Draw, _folder: Path) -> str | None:
    contract = draw.draw(st.sampled_from([*book.read(_contracts), "nobody's"]))
    amounts = {name: draw.draw(_AMOUNTS) for name in ("worst", "committed", "best")}
    reason = draw.draw(st.sampled_from(["部長が前向き", " ", "x" * 401]))
    changed, _call = book.write(call_renewal, contract, reason=reason, today=TODAY, by_id=book.by_id, **amounts)
    return changed.id


def _outcomes(book: Book, draw: Draw, _folder: Path) -> str | None:
    contract = draw.draw(st.sampled_from([*book.read(_contracts), "nobody's"]))
    said = Decision(
        draw.draw(st.sampled_from([None, *Outcome])), draw.draw(_DAYS), draw.draw(_DAYS), draw.draw(_TAGS)
    )  # fmt: skip
    changed, _n = book.write(record_outcome, contract, said, today=TODAY)
    return changed.id


_SHARES = st.sampled_from([None, Decimal("0.95"), Decimal(1), Decimal("1.06"), Decimal(0), Decimal("NaN")])
_YEARS = st.sampled_from(["FY2026", "FY2027", "2026"])


def _sets_target(book: Book, draw: Draw, _folder: Path) -> str | None:
    changed, _done = book.write(
        set_target, metric=draw.draw(st.sampled_from([*METRICS, "csql"])),
        segment=draw.draw(st.sampled_from([None, *Segment])), fiscal_year=draw.draw(_YEARS), value=draw.draw(_SHARES),
    )  # fmt: skip
    return changed.id


def _sets_targets(book: Book, draw: Draw, _folder: Path) -> str | None:
    cells = st.tuples(st.sampled_from([None, *Segment]), st.sampled_from(METRICS))
    values = draw.draw(st.dictionaries(cells, _SHARES, max_size=3))
    return book.write(set_targets, fiscal_year=draw.draw(_YEARS), values=values)[0].id


MONEY: Mapping[str, Callable[[Book, Draw, Path], str | None]] = {
    "money.calls.call_renewal": _calls,
    "money.outcomes.record_outcome": _outcomes,
    "money.targets.set_target": _sets_target,
    "money.targets.set_targets": _sets_targets,
}
