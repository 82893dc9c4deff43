"""The contracts and lines that a file may speak of: found by their number, their term, their product and its days."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from app.imports.drafts import ContractLineDraft
from app.models import tables
from app.models.database import Session
from app.operations.importing.plan import Item, LineKey, rows_by
from app.search.fold import fold

Row = Mapping[str, object]


class ContractBook:
    """The contracts and lines of some accounts; grows with what the rows of a file make.

    `renamed` holds which lines stood in a contract that the file has given its number to, for all of the file.
    """

    def __init__(self, session: Session, accounts: Sequence[str], renamed: dict[LineKey, str]) -> None:
        self.contracts: dict[str, Row] = {}
        self.lines: dict[str, Row] = {}
        self._by_number: dict[tuple[str, str], str] = {}
        self._by_term: dict[tuple[str, str, str], str] = {}
        self._by_start: dict[tuple[str, str, str], str] = {}
        self._renamed = renamed
        for row in rows_by(session, tables.contract, "account_id", accounts):
            self.know_contract(row)
        for row in rows_by(session, tables.contract_line, "contract_id", list(self.contracts)):
            self.know_line(row)

    def know_contract(self, row: Row) -> None:
        """Know a contract as it is, or as its rows leave it."""
        account, contract_id = str(row["account_id"]), str(row["id"])
        before = self.contracts.get(contract_id)
        if before is not None:
            self._by_term.pop((account, str(before["start_on"]), str(before["end_on"])), None)
        self.contracts[contract_id] = row
        if row["external_id"]:
            self._by_number[account, fold(str(row["external_id"]))] = contract_id
        else:
            self._by_term[account, str(row["start_on"]), str(row["end_on"])] = contract_id
        if before is not None and row["external_id"] and not before["external_id"]:
            self._number_lines(account, contract_id, str(row["external_id"]))

    def _number_lines(self, account: str, contract_id: str, number: str) -> None:
        """Know the lines of a contract that has just been given its number by that, and no longer without one."""
        for line in self.lines_of(contract_id):
            product, start = fold(str(line["product"])), str(line["start_on"])
            self._by_start.pop((account, product, start), None)
            self._renamed[account, product, start, str(line["end_on"])] = number
            self.know_line(line)

    def know_line(self, row: Row) -> None:
        """Know a line of a known contract."""
        contract = self.contracts[str(row["contract_id"])]
        owner = str(contract["id"] if contract["external_id"] else contract["account_id"])
        self.lines[str(row["id"])] = row
        self._by_start[owner, fold(str(row["product"])), str(row["start_on"])] = str(row["id"])

    def lines_of(self, contract_id: object, *, besides: Collection[object] = ()) -> list[Row]:
        """Return the lines of a contract besides some."""
        return [one for one in self.lines.values() if one["contract_id"] == contract_id and one["id"] not in besides]

    def held(self, contract_id: str, column: str, besides: Collection[str]) -> str | None:
        """Return what a known contract that has lines besides some holds; None where nothing holds it."""
        held = contract_id in self.contracts and self.lines_of(contract_id, besides=besides)
        return str(self.contracts[contract_id][column]) if held else None

    def term(self, contract: Row, own: Row | None, start: str, end: str) -> tuple[str, str]:
        """Return first and last day of a contract once a line of it lies from `start` to `end`."""
        others = self.lines_of(contract["id"], besides=(own["id"],) if own else ())
        return (
            min([start, *(str(line["start_on"]) for line in others)]),
            max([end, *(str(line["end_on"]) for line in others)]),
        )

    def line(self, item: Item, draft: ContractLineDraft) -> Row | None:
        """Return the line of an earlier import, of that product and start, or the one that had no number until now."""
        known = self.lines.get(str(item.row_id))
        if known is not None and self.contracts[str(known["contract_id"])]["account_id"] == item.account_id:
            return known
        product, start = fold(draft.product), draft.start.isoformat()
        number = draft.given.get("contract")
        if not number:
            return self._line(str(item.account_id), product, start)
        found = self._line(str(self.numbered(item, str(number))), product, start)
        if found is None:
            without = self._line(str(item.account_id), product, start)
            found = without if without is not None and without["end_on"] == draft.end.isoformat() else None
        return found

    def _line(self, owner: str, product: str, start: str) -> Row | None:
        found = self._by_start.get((owner, product, start))
        return self.lines[found] if found else None

    def numbered(self, item: Item, number: str) -> str | None:
        """Return the id of the contract of that number at the account of a row."""
        return self._by_number.get((str(item.account_id), fold(number)))

    def renamed(self, item: Item, draft: ContractLineDraft) -> str | None:
        """Return the number that another row has given to the contract in which the line of this one stood."""
        start, end = draft.start.isoformat(), draft.end.isoformat()
        return self._renamed.get((str(item.account_id), fold(draft.product), start, end))

    def contract(self, item: Item, draft: ContractLineDraft, line: Row | None) -> Row | None:
        """Return the contract of a known line, of that number, or of that term."""
        number = draft.given.get("contract")
        if line is not None:
            return self.contracts[str(line["contract_id"])]
        if number:
            found = self.numbered(item, str(number))
        else:
            found = self._by_term.get((str(item.account_id), draft.start.isoformat(), draft.end.isoformat()))
        return self.contracts[found] if found else None
