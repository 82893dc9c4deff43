"""A row of a contracts file is a line; rows of one contract number, or of one term, make one contract."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from decimal import Decimal

from app.ids import uuid7
from app.imports.drafts import ContractLineDraft
from app.imports.terms import Term
from app.models import tables
from app.models.database import Session
from app.operations.importing.contract_book import ContractBook, Row
from app.operations.importing.plan import Item, Planned, Run, given
from app.operations.importing.rated import is_rated
from app.revenue.agreed import amount_minor
from app.revenue.overlap import ProductTerm
from app.search.fold import fold

CONTRACT = ("kind", "auto_renew", "reseller", "currency", "intent_on", "intent_by", "outcome", "churn_tags")
DEFAULTS: Mapping[str, object] = {"kind": "paid", "auto_renew": False, "notice_inclusive": True}
BLANK: Mapping[str, object] = {column.name: None for column in tables.contract.c}


def plan(session: Session, run: Run, items: Sequence[Item]) -> list[Planned]:
    """Return what each row of the file does."""
    there = ContractBook(session, [str(item.account_id) for item in items], run.renamed)
    sound = [item for item in items if item.draft.row not in run.twice]
    other, unlike = _unlike(there, sound, "currency"), _unlike(there, sound, "kind")
    planned = []
    for item in items:
        assert isinstance(item.draft, ContractLineDraft)
        if (twice := run.twice.get(item.draft.row)) is not None:
            planned.append(Planned(item).refuse(twice.column, twice.why, other=twice.row))
        elif item.key in other:
            planned.append(Planned(item).refuse("currency", "other_currency", currency=other[item.key]))
        elif item.key in unlike:
            planned.append(Planned(item).refuse("kind", "other_kind"))
        elif not is_rated(session, run, item.draft.currency):
            currency = item.draft.currency
            planned.append(Planned(item).refuse("currency", "no_rate", currency=currency, base=run.base))
        elif (beside := run.overlaps.get(item.draft.row)) is not None:
            planned.append(_overlapping(Planned(item), beside))
        else:
            planned.append(_line(there, item, item.draft))
    return planned


def _overlapping(one: Planned, beside: ProductTerm) -> Planned:
    """Refuse a row whose term overlaps another one, naming that: its number, its first and its last day."""
    days = {"start": beside.start, "end": beside.until}
    if not beside.number:
        return one.refuse("start", "overlapping_term", **days)
    return one.refuse("start", "overlapping_contract", number=beside.number, **days)


def _unlike(there: ContractBook, items: Sequence[Item], column: str) -> dict[str, str]:
    """Return the rows that would change currency or kind of other lines of their contract, with what it has.

    Either holds for a contract as a whole: it may change with all of its lines, never under one that the file does not
    speak of.
    """
    spoken: dict[object, list[tuple[Item, str]]] = {}
    for item in items:
        draft = item.draft
        assert isinstance(draft, ContractLineDraft)
        line = there.line(item, draft)
        contract = there.contract(item, draft, line)
        number = draft.given.get("contract")
        term = fold(str(number)) if number else (draft.start, draft.end)
        owner: object = contract["id"] if contract else (item.account_id, term)
        spoken.setdefault(owner, []).append((item, str(line["id"]) if line else ""))
    found: dict[str, str] = {}
    for owner, rows in spoken.items():
        said = {item.key: str(item.draft.given[column]) for item, _line in rows if column in item.draft.given}
        held = there.held(str(owner), column, {line for _item, line in rows}) or next(iter(said.values()), "")
        found |= {key: held for key, value in said.items() if value != held}
    return found


def _line(there: ContractBook, item: Item, draft: ContractLineDraft) -> Planned:
    line = there.line(item, draft)
    one = Planned(item, row_id=str(line["id"]) if line else uuid7(), is_new=line is None)
    contract = there.contract(item, draft, line)
    start, end = draft.start.isoformat(), draft.end.isoformat()
    number = draft.given.get("contract")
    other = there.renamed(item, draft)
    if other is not None and (fold(other) != fold(str(number)) if number else line is None):
        return one.refuse("contract", "line_in_contract", number=other)
    if line is None and contract is not None and _is_apart(contract, draft):
        return one.refuse("start", "outside_contract", start=contract["start_on"], end=contract["end_on"])
    is_named = contract is not None and bool(number) and not contract["external_id"]
    if is_named and there.numbered(item, str(number)) is not None:
        return one.refuse("contract", "line_without_contract", number=number, start=start, end=end)
    values = {**given(draft, CONTRACT), **_notice(draft)}
    if contract is None:
        contract = {
            "id": uuid7(),
            "account_id": item.account_id,
            "external_id": number,
            "start_on": start,
            "end_on": end,
            **DEFAULTS,
            **values,
        }
        one.create("contract", dict(contract))
        # A later row of the chunk may give what this one leaves open.
        there.know_contract({**BLANK, **contract})
    else:
        if is_named:
            # It came without its number at first: it is that contract, not a second one.
            values["external_id"] = number
        if number or contract["external_id"]:
            values["start_on"] = min(start, str(contract["start_on"]))
            values["end_on"] = max(end, str(contract["end_on"]))
        elif (start, end) != (contract["start_on"], contract["end_on"]):
            # Without a number the term is that of its lines: one that was prolonged must not reach beyond it.
            values["start_on"], values["end_on"] = there.term(contract, line, start, end)
        one.amend("contract", contract, str(contract["id"]), values)
        there.know_contract({**contract, **values})
    row: dict[str, object] = {
        "product": draft.product, "quantity": _exact(draft.quantity), "unit_price": _exact(draft.unit_price),
        "amount_minor": amount_minor(draft.quantity, draft.unit_price, draft.currency),
        "start_on": start, "end_on": end,
    }  # fmt: skip
    if "billing" in draft.given:
        row["billing"] = str(draft.given["billing"])
    if "free_months" in draft.given:
        row["free_months"] = draft.given["free_months"]
    if line is None:
        row = {"billing": "monthly", "free_months": None, **row, "id": one.row_id, "contract_id": contract["id"]}
        one.create("contract_line", row)
        there.know_line(row)
    else:
        one.amend("contract_line", line, one.row_id, row)
        there.know_line({**line, **row})
    return one


def _is_apart(contract: Row, draft: ContractLineDraft) -> bool:
    """Tell whether days lie between a contract and a new row of its number, so that it is none of its term.

    What renews by itself went on in between.
    """
    if draft.given.get("auto_renew", contract["auto_renew"]):
        return False
    start, end = (date.fromisoformat(str(contract[name])) for name in ("start_on", "end_on"))
    return draft.start > end + timedelta(1) or draft.end < start - timedelta(1)


def _exact(value: Decimal) -> str:
    return format(value.normalize(), "f")


def _notice(draft: ContractLineDraft) -> dict[str, object]:
    values: dict[str, object] = {}
    notice, renewal = draft.given.get("notice"), draft.given.get("renewal_term")
    if isinstance(notice, Term):
        values |= {"notice_value": notice.value, "notice_unit": notice.unit}
    if isinstance(renewal, Term):
        values["renewal_term_months"] = renewal.value
    return values
