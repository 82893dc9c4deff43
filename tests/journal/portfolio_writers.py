"""What is answered to a question of Portfolio, for the machine: a pulse judged anew, a difference that is fine."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import timedelta
from pathlib import Path

from hypothesis import strategies as st
from sqlalchemy import select

from app.models import tables
from app.models.database import Session
from app.operations.book import Book
from app.operations.health.disagreements import accept_disagreement, judge_anew
from app.operations.pulses import ASPECTS
from tests.builders import TODAY

Draw = st.DataObject

_REASONS = st.sampled_from(["監査の月は毎年こうなる", "", " \n", "<b>fine</b>"])


def _accounts(session: Session) -> list[str]:
    account = tables.account
    rows = session.rows(select(account.c.id).where(account.c.deleted_at.is_(None)).order_by(account.c.no))
    return [row["id"] for row in rows]


def _accepts(book: Book, draw: Draw, _folder: Path) -> str | None:
    known = book.read(_accounts)
    if not known:
        return None
    until = TODAY + timedelta(draw.draw(st.sampled_from([0, 1, 30, 90, 91])))
    account_id, reason = draw.draw(st.sampled_from(known)), draw.draw(_REASONS)
    return book.write(accept_disagreement, account_id, reason, until=until, today=TODAY, by_id=book.by_id)[0].id


def _judges(book: Book, draw: Draw, _folder: Path) -> str | None:
    known = book.read(_accounts)
    if not known:
        return None
    values = draw.draw(st.dictionaries(st.sampled_from([*ASPECTS, "nobody_knows"]), st.integers(0, 6), min_size=1))
    account_id, reason = draw.draw(st.sampled_from(known)), draw.draw(_REASONS)
    return book.write(judge_anew, account_id, values, reason, today=TODAY, by_id=book.by_id)[0].id


PORTFOLIO: Mapping[str, Callable[[Book, Draw, Path], str | None]] = {
    "health.disagreements.accept_disagreement": _accepts,
    "health.disagreements.judge_anew": _judges,
}
