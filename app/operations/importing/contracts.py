"""A row of a contracts file is a line; rows of one contract number, or of one term, make one contract."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import date, timedelta
from decimal import Decimal

from app.ids import uuid7
from app.imports.drafts import ContractLineDraft
from app.imports.terms import Term
from app.models import tables
from app.models.database import Session
from app.operations.importing.plan import Item, Planned, Run, given, rows_by
from app.revenue.agreed import amount_minor
from app.search.fold import fold

CONTRACT = ("kind", "auto_renew", "reseller", "currency", "intent_on", "intent_by", "outcome", "churn_tags")
DEFAULTS: Mapping[str, object] = {"kind": "paid", "auto_renew": False, "notice_inclusive": True}
BLANK: Mapping[str, object] = {column.name: None for column in tables.contract.c}
Row = Mapping[str, object]


def plan(session: Session, _run: Run, items: Sequence[Item]) -> list[Planned]:
    """Return what each row of the file does."""
    there = _Contracts(session, [str(item.account_id) for item in items])
    other = _in_another_currency(there, items)
    planned = []
    for item in items:
        assert isinstance(item.draft, ContractLineDraft)
        if item.key in other:
            planned.append(Planned(item).refuse("currency", "other_currency", currency=other[item.key]))
        else:
            planned.append(_line(there, item, item.draft))
    return planned


def _in_another_currency(there: _Contracts, items: Sequence[Item]) -> dict[str, str]:
    """Return the rows that would put other lines of their contract into another currency, with the one it has.

    That of a contract may change with all of its lines, never under one that the file does not speak of.
    """
    spoken: dict[object, list[tuple[Item, str, str]]] = {}
    for item in items:
        draft = item.draft
        assert isinstance(draft, ContractLineDraft)
        line = there.line(item, draft)
        contract = there.contract(item, draft, line)
        number = draft.given.get("contract")
        term = fold(str(number)) if number else (draft.start, draft.end)
        owner: object = contract["id"] if contract else (item.account_id, term)
        spoken.setdefault(owner, []).append((item, str(line["id"]) if line else "", draft.currency))
    found: dict[str, str] = {}
    for owner, rows in spoken.items():
        currency = there.currency(str(owner), {line for _item, line, _currency in rows}) or rows[0][2]
        found |= {item.key: currency for item, _line, said in rows if said != currency}
    return found


def _line(there: _Contracts, item: Item, draft: ContractLineDraft) -> Planned:
    line = there.line(item, draft)
    one = Planned(item, row_id=str(line["id"]) if line else uuid7(), is_new=line is None)
    contract = there.contract(item, draft, line)
    start, end = draft.start.isoformat(), draft.end.isoformat()
    beside = there.overlapping(item, draft, line)
    if beside is not None:
        return one.refuse("start", "overlapping_term", start=beside["start_on"], end=beside["end_on"])
    if contract is not None and line is None and _is_apart(contract, draft):
        return one.refuse("start", "outside_contract", start=contract["start_on"], end=contract["end_on"])
    values = {**given(draft, CONTRACT), **_notice(draft)}
    if contract is None:
        contract = {
            "id": uuid7(),
            "account_id": item.account_id,
            "external_id": draft.given.get("contract"),
            "start_on": start,
            "end_on": end,
            **DEFAULTS,
            **values,
        }
        one.create("contract", dict(contract))
        # A later row of the chunk may give what this one leaves open.
        there.know_contract({**BLANK, **contract})
    else:
        if draft.given.get("contract"):
            values["start_on"] = min(start, str(contract["start_on"]))
            values["end_on"] = max(end, str(contract["end_on"]))
        elif not contract["external_id"] and (start, end) != (contract["start_on"], contract["end_on"]):
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


class _Contracts:
    """The contracts and lines of the accounts of a chunk; grows with what the chunk makes."""

    def __init__(self, session: Session, accounts: Sequence[str]) -> None:
        self._contracts: dict[str, Row] = {}
        self._by_number: dict[tuple[str, str], str] = {}
        self._by_term: dict[tuple[str, str, str], str] = {}
        self._lines: dict[str, Row] = {}
        self._by_start: dict[tuple[str, str, str], str] = {}
        self._by_product: dict[tuple[str, str], dict[str, None]] = {}
        for row in rows_by(session, tables.contract, "account_id", accounts):
            self.know_contract(row)
        for row in rows_by(session, tables.contract_line, "contract_id", list(self._contracts)):
            self.know_line(row)

    def know_contract(self, row: Row) -> None:
        """Know a contract as it is, or as this chunk leaves it."""
        account, contract_id = str(row["account_id"]), str(row["id"])
        before = self._contracts.get(contract_id)
        if before is not None:
            self._by_term.pop((account, str(before["start_on"]), str(before["end_on"])), None)
        self._contracts[contract_id] = row
        if row["external_id"]:
            self._by_number[account, fold(str(row["external_id"]))] = contract_id
        else:
            self._by_term[account, str(row["start_on"]), str(row["end_on"])] = contract_id

    def know_line(self, row: Row) -> None:
        """Know a line of a known contract."""
        contract = self._contracts[str(row["contract_id"])]
        owner = str(contract["id"] if contract["external_id"] else contract["account_id"])
        self._lines[str(row["id"])] = row
        self._by_start[owner, fold(str(row["product"])), str(row["start_on"])] = str(row["id"])
        if not contract["external_id"]:
            self._by_product.setdefault((owner, fold(str(row["product"]))), {})[str(row["id"])] = None

    def currency(self, contract_id: str, besides: Collection[str]) -> str | None:
        """Return the currency of a known contract that has lines besides some; None where nothing holds it."""
        held = any(line["contract_id"] == contract_id and line["id"] not in besides for line in self._lines.values())
        return str(self._contracts[contract_id]["currency"]) if held else None

    def term(self, contract: Row, own: Row | None, start: str, end: str) -> tuple[str, str]:
        """Return first and last day of a contract once a line of it lies from `start` to `end`."""
        others = [
            line
            for line in self._lines.values()
            if line["contract_id"] == contract["id"] and (own is None or line["id"] != own["id"])
        ]
        return (
            min([start, *(str(line["start_on"]) for line in others)]),
            max([end, *(str(line["end_on"]) for line in others)]),
        )

    def overlapping(self, item: Item, draft: ContractLineDraft, own: Row | None) -> Row | None:
        """Return the line of another term that shares days with a draft.

        Only of rows without a contract number: what is bought on top within a term says which contract it belongs to.
        """
        contract = self._contracts[str(own["contract_id"])] if own else None
        kind = draft.given.get("kind", contract["kind"] if contract else "paid")
        if draft.given.get("contract") or (contract and contract["external_id"]) or kind != "paid":
            return None
        if draft.given.get("billing") == "one_off":
            return None
        start, end = draft.start.isoformat(), draft.end.isoformat()
        for line_id in self._by_product.get((str(item.account_id), fold(draft.product)), ()):
            line = self._lines[line_id]
            if own is not None and line_id == own["id"]:
                continue
            paid = self._contracts[str(line["contract_id"])]["kind"] == "paid" and line["billing"] != "one_off"
            if paid and str(line["start_on"]) <= end and start <= str(line["end_on"]):
                return line
        return None

    def line(self, item: Item, draft: ContractLineDraft) -> Row | None:
        """Return the line of an earlier import, or of that product and start."""
        known = self._lines.get(str(item.row_id))
        if known is not None and self._contracts[str(known["contract_id"])]["account_id"] == item.account_id:
            return known
        number = draft.given.get("contract")
        owner = self._by_number.get((str(item.account_id), fold(str(number)))) if number else str(item.account_id)
        found = self._by_start.get((str(owner), fold(draft.product), draft.start.isoformat()))
        return self._lines[found] if found else None

    def contract(self, item: Item, draft: ContractLineDraft, line: Row | None) -> Row | None:
        """Return the contract of that number, of a known line, or of that term."""
        account, number = str(item.account_id), draft.given.get("contract")
        if line is not None:
            return self._contracts[str(line["contract_id"])]
        if number:
            found = self._by_number.get((account, fold(str(number))))
        else:
            found = self._by_term.get((account, draft.start.isoformat(), draft.end.isoformat()))
        return self._contracts[found] if found else None
