"""Contracts, their lines, what is expected of their renewal, and leads, as people on both sides write them at random.

Every good term of a contract holds every good term of a line, and no product is sold twice: what is written here is
never wrong, also where contracts are merged. What is wrong is written by others, on purpose.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from app.connectors.base import Scalar
from app.journal import door
from app.language import minor_digits
from app.revenue.agreed import is_currency
from app.sync.entities import ENTITIES
from tests.sync.world import EDITS, World

CURRENCIES = ("JPY", "EUR", "USD")
OUTCOMES = (None, "renewed", "churned", "contracted")
ABOVE = {"contract_line": "contract", "forecast_call": "contract"}
MONEY: Mapping[str, Mapping[str, str]] = {
    "contract": {
        "reseller": "token", "end_on": "term", "intent_by": "intent", "outcome": "outcome", "churn_tags": "reasons",
        "currency": "currency", "approval_due": "date", "notice_value": "notice",
    },
    "contract_line": {"amount": "price", "end_on": "term", "product": "token", "free_months": "number"},
    "forecast_call": {"best": "call", "reason": "token", "called_on": "date"},
    "csql": {"signal": "token", "accepted_on": "lead", "amount": "lead"},
}  # fmt: skip
"""What people edit of each noun, under the name of one field of those that are written together."""

Said = dict[str, Scalar]


class MoneyWorld(World):
    """A book with contracts, beside systems that own what was signed."""

    edits: Mapping[str, Mapping[str, str]] = {**EDITS, **MONEY}

    def owner(self, entity: str) -> str:
        """Return the noun that rows of a noun hang on."""
        return ABOVE.get(entity, "account")

    # What anybody may write

    def said(self, entity: str, name: str, writer: str, pick: int) -> Said:
        """Return new values of a field and of those that are written with it, by our names."""
        match MONEY[entity][name]:
            case "token":
                return {name: self.token(writer) if name != "reseller" or pick % 6 else None}
            case "term":
                return self._term(entity, pick)
            case "currency":
                return {name: CURRENCIES[pick % 3]}
            case "date":
                return {name: date(2026, 11, 1) - timedelta(days=pick)}
            case "reasons":
                return {name: tuple(sorted({"price", f"competitor:{self.token(writer)}"})) if pick % 4 else ()}
            case "intent":
                return {"intent_on": date(2026, 10, 1 + pick), name: self.token(writer), "intent_how": "call"}
            case "outcome":
                ended = OUTCOMES[pick % 4]
                return {name: ended, "outcome_on": date(2026, 10, 1 + pick) if ended else None}
            case "notice":
                return {name: pick, "notice_unit": "dm"[pick % 2]}
            case "price":
                return self._price(pick)
            case "call":
                return self._call(pick)
            case "lead":
                return self._lead(name, pick)
        self.count += 1
        return {name: self.count % 100}

    def _term(self, entity: str, pick: int) -> Said:
        by = timedelta(days=pick)
        if entity == "contract":
            return {"start_on": date(2026, 1, 1) - by, "end_on": date(2026, 12, 31) + by}
        return {"start_on": date(2026, 2, 1) + by, "end_on": date(2026, 11, 30) - by}

    def _price(self, pick: int) -> Said:
        self.count += 1
        quantity = Decimal(self.count) + Decimal(pick % 4) / 4
        billing = ("monthly", "yearly", "term", "one_off")[pick % 4]
        return {
            "quantity": quantity, "unit_price": Decimal("100.5"), "amount": Decimal(1000 + self.count),
            "billing": billing,
        }  # fmt: skip

    def _call(self, pick: int) -> Said:
        self.count += 1
        return {
            "worst": Decimal(self.count), "committed": Decimal(2 * self.count), "best": Decimal(3 * self.count + pick),
            "currency": CURRENCIES[pick % 3],
        }  # fmt: skip

    def _lead(self, name: str, pick: int) -> Said:
        self.count += 1
        if name == "accepted_on":
            return {name: date(2026, 10, 1 + pick) if pick % 4 else None}
        return {name: Decimal(1000 + self.count), "currency": CURRENCIES[pick % 3]}

    def _new(self, entity: str, writer: str) -> Said:
        self.count += 1
        pick = self.count % 12
        if entity == "contract":
            more: Said = {"kind": "paid", "currency": "JPY", "reseller": self.token(writer)}
            return {**self._term(entity, pick), **more}
        if entity == "contract_line":
            return {**self._term(entity, pick), **self._price(pick), "product": self.token(writer)}
        if entity == "csql":
            return {"signal": self.token(writer), "origin": "usage", "submitted_on": date(2026, 9, 1)}
        return {**self._call(pick), "called_on": date(2026, 11, 1 + pick), "reason": self.token(writer)}

    # Our side

    def make(self, entity: str, account: str | None = None) -> str | None:
        """Make a row of ours; `account` is what it hangs on, of whatever noun."""
        if entity not in MONEY:
            return super().make(entity, account)
        if account is None:
            return None
        fields = self._kept(entity, self._new(entity, "u"), account)
        fields[f"{self.owner(entity)}_id"] = account
        if entity == "forecast_call":
            fields["account_id"] = self.desk.row("contract", account)["account_id"]
        changes, [row] = self.book.write(door.create, entity, [fields])
        return self._made(changes.id, row)

    def edit(self, entity: str, row: str, name: str, pick: int) -> None:
        """Change a field of one of our rows, with those that are written with it."""
        if entity not in MONEY:
            super().edit(entity, row, name, pick)
            return
        contract = str(self.desk.row(entity, row)["contract_id"]) if entity == "contract_line" else ""
        self._amend(entity, row, self._kept(entity, self.said(entity, name, "u", pick), contract))

    def _kept(self, entity: str, said: Said, contract: str) -> dict[str, object]:
        """Return values as our columns keep them."""
        if entity == "contract_line":
            currency = str(self.desk.row("contract", contract)["currency"]) if contract else "JPY"
        else:
            currency = str(said.get("currency"))
        fields = ENTITIES[entity].fields
        return {fields[name].kept_in: _column(fields[name].type, value, currency) for name, value in said.items()}

    def refer(self, entity: str, row: str, to: str | None) -> None:
        """Lead a row to another one; what is expected of a contract goes along with it."""
        if entity not in MONEY:
            super().refer(entity, row, to)
        elif entity == "contract_line" and to is not None:
            self._amend(entity, row, {"contract_id": to})
        elif entity == "forecast_call" and to is not None:
            account = self.desk.row("contract", to)["account_id"]
            self._amend(entity, row, {"contract_id": to, "account_id": account})
        elif entity == "csql" and to is not None:
            self._amend("csql", row, {"account_id": to})
        elif to is not None:
            self._amend("contract", row, {"account_id": to})
            sql = "SELECT id FROM forecast_call WHERE contract_id = ? AND deleted_at IS NULL"
            for (call,) in self.desk.ask(sql, row):
                self._amend("forecast_call", call, {"account_id": to})

    # Their side

    def others_make(self, number: int, entity: str, account: str | None = None) -> None:
        """Let others make a record; `account` is what it hangs on, of whatever noun."""
        if entity not in MONEY:
            super().others_make(number, entity, account)
        elif account is not None:
            crm, fields = self.crm[number], self._there(entity, self._new(entity, "ab"[number % 2]))
            above = crm.record(self.presets[self.owner(entity)].type, account)
            assert above is not None
            fields["Account"] = above.fields["Account"] if entity in ABOVE else account
            if entity in ABOVE:
                fields["Contract"] = account
            crm.create(self.presets[entity].type, fields)

    def others_edit(self, number: int, entity: str, record: str, name: str, pick: int) -> None:
        """Let others change a field of a record, with those that are written with it."""
        if entity not in MONEY:
            super().others_edit(number, entity, record, name, pick)
            return
        fields = self._there(entity, self.said(entity, name, "ab"[number % 2], pick))
        self.crm[number].edit(self.presets[entity].type, record, fields)

    def others_refer(self, number: int, entity: str, record: str, to: str, all_of_it: bool) -> None:
        """Let others lead a record to another one; the account told beside it stays as it was, unless `all_of_it`."""
        crm, rtype = self.crm[number], self.presets[entity].type
        if self.owner(entity) == "account":
            crm.edit(rtype, record, {"Account": to})
            for child in self.below(entity) if all_of_it else ():
                there = self.presets[child].type
                for id, one in crm.records(there).items():
                    if one.fields["Contract"] == record:
                        crm.edit(there, id, {"Account": to})
        else:
            contract = crm.record("contracts", to)
            assert contract is not None
            crm.edit(rtype, record, {"Contract": to} | ({"Account": contract.fields["Account"]} if all_of_it else {}))

    def _there(self, entity: str, said: Said) -> dict[str, Scalar]:
        return {self.there(entity, name): value for name, value in said.items()}

    def may_return(self, number: int, entity: str, record: str) -> bool:
        """Tell whether what a deleted record hangs on is still there."""
        crm = self.crm[number]
        found = crm.record(self.presets[entity].type, record)
        if entity == "account" or found is None:
            return True
        leads = [self.there(entity, name) for name in ("account", "contract") if name in self.presets[entity].fields]
        above = [("accounts" if name == "Account" else "contracts", found.fields.get(name)) for name in leads]
        return all(str(id) in crm.records(rtype) for rtype, id in above)

    # What cannot be

    def others_err(self, number: int, entity: str, record: str, pick: int) -> None:
        """Let others write what cannot be so."""
        wrong: Mapping[str, tuple[dict[str, Scalar], ...]] = {
            "contract": ({"End": date(2025, 6, 30)}, {"Currency": "YEN"}),
            "contract_line": (
                {"End": date(2029, 1, 31)}, {"Quantity": Decimal(-3)}, {"Start": date(2024, 1, 31)},
            ),
            "forecast_call": ({"Worst": Decimal(10**9)}, {"Best": Decimal(-1)}),
            "csql": ({"Accepted": date(2025, 6, 30)}, {"Currency": "YEN"}),
        }  # fmt: skip
        self.crm[number].edit(self.presets[entity].type, record, wrong[entity][pick % len(wrong[entity])])

    def wrong_there(self, number: int) -> list[tuple[str, str]]:
        """Return the records that cannot be as they are, by noun."""
        found = []
        for entity, are_wrong in _WRONG.items():
            for id, one in self.crm[number].records(self.presets[entity].type).items():
                if are_wrong(one.fields):
                    found.append((entity, id))
        return found

    def others_mend(self, number: int, entity: str, record: str) -> None:
        """Let others write what can be so."""
        names = {
            "contract": ("end_on", "currency"), "contract_line": ("end_on", "amount"), "forecast_call": ("best",),
            "csql": ("accepted_on", "amount"),
        }  # fmt: skip
        for name in names[entity]:
            self.others_edit(number, entity, record, name, 1)


def _wrong_contract(row: Mapping[str, Any]) -> bool:
    return bool(row["End"] < row["Start"]) or not is_currency(str(row["Currency"]))


def _wrong_line(row: Mapping[str, Any]) -> bool:
    return bool(row["Quantity"] < 0 or row["End"] > date(2027, 6, 30) or row["Start"] < date(2025, 6, 30))


def _wrong_call(row: Mapping[str, Any]) -> bool:
    told = [row[name] for name in ("Worst", "Committed", "Best") if row[name] is not None]
    return told != sorted(told) or any(one < 0 for one in told)


def _wrong_lead(row: Mapping[str, Any]) -> bool:
    early = row["Accepted"] is not None and row["Accepted"] < date(2026, 8, 31)
    return early or (row["Currency"] is not None and not is_currency(str(row["Currency"])))


_WRONG = {
    "contract": _wrong_contract, "contract_line": _wrong_line, "forecast_call": _wrong_call, "csql": _wrong_lead,
}  # fmt: skip


def _column(type: str, value: Scalar, currency: str) -> object:
    if type == "money" and isinstance(value, Decimal):
        return int(value.scaleb(minor_digits(currency)))
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, tuple):
        return list(value) or None
    return str(value) if isinstance(value, Decimal) else value
