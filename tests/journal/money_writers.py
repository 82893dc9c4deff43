"""What is expected of renewals, for the machine: calls in any order and of any size."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from decimal import Decimal
from pathlib import Path

from hypothesis import strategies as st
from sqlalchemy import select

from app.models import tables
from app.models.database import Session
from app.operations.book import Book
from app.operations.money.calls import call_renewal
from tests.builders import TODAY

Draw = st.DataObject

_AMOUNTS = st.sampled_from([Decimal(-1), Decimal(0), Decimal("1000.5"), Decimal(90_000), Decimal("NaN")])


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


MONEY: Mapping[str, Callable[[Book, Draw, Path], str | None]] = {"money.calls.call_renewal": _calls}
