"""The writing of single fields, terms and judgements, as the machine of the journal draws it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

from hypothesis import strategies as st
from sqlalchemy import select

from app.models import tables
from app.models.database import Session
from app.operations.account_fields import restore_field, write_field
from app.operations.book import Book
from app.operations.contract_terms import amend_contract, restore_terms
from app.operations.fit import judge_fit
from app.operations.own_fields import add_own_field, write_own_field
from app.vocabulary import Criterion, Fit
from tests.builders import TODAY

Draw = st.DataObject

SAID = {
    "name": ["Acme", "改名した会社", ""],
    "reading": ["", "あおば"],
    "domain": ["", "aoba.example", "https://www.midori.example/x", "no domain"],
    "industry": ["", "銀行"],
    "segment": ["", "high", "low", "tech"],
    "phase": ["", "adoption", "churned"],
    "owner_id": ["", "佐藤", "高橋"],
    "parent_id": ["", "Acme", "みどり食品", "どこにもない"],
    "tags": ["", "#重点 関西", "重点"],
    "fiscal_year_end": ["", "3", "12", "13"],
}
TERMS = {
    "notice": ["", "1か月前", "60日", "そのうち"],
    "intent_on": ["", "11/10", "来年"],
    "intent_by": ["", "渡辺"],
    "intent_how": ["", "call"],
    "approval_due": ["", "月末"],
    "budget_due": ["", "1/15"],
}


def _one(book: Book, entity: str, draw: Draw) -> str | None:
    table = tables.metadata.tables[entity]

    def known(session: Session) -> list[str]:
        there = select(table.c.id).where(table.c.deleted_at.is_(None)).order_by(table.c.no)
        return [row[0] for row in session.execute(there)]

    ids = book.read(known)
    return draw.draw(st.sampled_from(ids), entity) if ids else None


def _writes(book: Book, draw: Draw, _folder: Path) -> str | None:
    there = _one(book, "account", draw)
    field = draw.draw(st.sampled_from(sorted(SAID)))
    said = draw.draw(st.sampled_from(SAID[field]))
    return book.write(write_field, there, field, said, today=TODAY)[0].id if there else None


def _restores(book: Book, draw: Draw, _folder: Path) -> str | None:
    there = _one(book, "account", draw)
    parent = _one(book, "account", draw)
    field, value = draw.draw(
        st.sampled_from([("segment", "low"), ("industry", None), ("parent_id", parent), ("owner_id", "gone")])
    )
    return book.write(restore_field, there, field, value, today=TODAY)[0].id if there else None


def _amends_terms(book: Book, draw: Draw, _folder: Path) -> str | None:
    there = _one(book, "contract", draw)
    field = draw.draw(st.sampled_from(sorted(TERMS)))
    said = draw.draw(st.sampled_from(TERMS[field]))
    return book.write(amend_contract, there, field, said, today=TODAY)[0].id if there else None


def _restores_terms(book: Book, draw: Draw, _folder: Path) -> str | None:
    there = _one(book, "contract", draw)
    values = draw.draw(st.sampled_from([{"notice_value": 1, "notice_unit": "m"}, {"intent_by": None}]))
    return book.write(restore_terms, there, values)[0].id if there else None


def _judges(book: Book, draw: Draw, _folder: Path) -> str | None:
    there = _one(book, "account", draw)
    fit, reason = draw.draw(st.sampled_from(Fit)), draw.draw(st.sampled_from(["", "規模が違う"]))
    criteria = draw.draw(st.dictionaries(st.sampled_from(Criterion), st.booleans(), max_size=5))
    if there is None:
        return None
    return book.write(judge_fit, there, fit=fit, reason=reason, criteria=criteria, today=TODAY)[0].id


def _writes_own(book: Book, draw: Draw, _folder: Path) -> str | None:
    there = _one(book, "account", draw)
    name, said = draw.draw(st.sampled_from(["Health", "導入店舗数"])), draw.draw(st.sampled_from(["", "1", "緑"]))
    return book.write(write_own_field, "account", there, name, said)[0].id if there else None


def _adds_own(book: Book, draw: Draw, _folder: Path) -> str | None:
    there = _one(book, "account", draw)
    name = draw.draw(st.sampled_from(["Health", " health ", ""]))
    return book.write(add_own_field, "account", there, name, "2")[0].id if there else None


FIELD_WRITES: Mapping[str, Callable[[Book, Draw, Path], str | None]] = {
    "account_fields.restore_field": _restores,
    "account_fields.write_field": _writes,
    "contract_terms.amend_contract": _amends_terms,
    "contract_terms.restore_terms": _restores_terms,
    "fit.judge_fit": _judges,
    "own_fields.add_own_field": _adds_own,
    "own_fields.write_own_field": _writes_own,
}
