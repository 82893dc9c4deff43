"""One book, the systems beside it, and everybody who writes to either: what a random program of sync does."""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from tempfile import gettempdir, mkdtemp
from typing import Any, Literal

from app.clock import Clock
from app.connectors.base import FieldPreset, Preset, Scalar
from app.connectors.memory import PRESETS, MemoryServer
from app.errors import BansoError
from app.journal import door
from app.models.database import Session
from app.operations.book import Book
from app.sync.entities import ENTITIES
from tests.builders import TODAY, new_book
from tests.sync.desk import Desk
from tests.sync.trouble import Remote

FAST = Path("/dev/shm") if Path("/dev/shm").is_dir() else Path(gettempdir())

Kind = Literal["token", "prose", "choice", "tags", "number", "date", "money"]

EDITS: Mapping[str, Mapping[str, Kind]] = {
    "account": {
        "industry": "token", "name": "token", "fit_reason": "prose", "segment": "choice", "phase": "choice",
        "tags": "tags",
    },
    "contact": {"title": "token", "name": "token", "from_on": "date", "to_on": "date"},
    "touchpoint": {"body": "prose", "minutes": "number", "on_date": "date"},
    "request": {"words": "prose", "product_area": "token", "amount": "money"},
}  # fmt: skip
"""What people edit of each noun; `parent` and `account` are edited by rules of their own."""

CHOICES: Mapping[str, tuple[str | None, ...]] = {
    "segment": ("high", "low", "tech", None),
    "phase": ("onboarding", "adoption", "renewal", None),
    "tags": ("vip", "beta", "reference"),
}


class World:
    """A book with its connections; `crm` is by the connection's number."""

    edits: Mapping[str, Mapping[str, str]] = EDITS

    def __init__(self, remotes: tuple[Remote, ...], entities: tuple[str, ...]) -> None:
        self.folder = Path(mkdtemp(prefix="banso-sync-", dir=FAST))
        self.entities = entities
        self.book: Book = new_book(self.folder)
        self.desk = Desk(self.book, self.folder)
        self.presets: Mapping[str, Preset] = {name: _plain(PRESETS[name]) for name in entities}
        self.remotes: dict[int, Remote] = {}
        self.crm: dict[int, MemoryServer] = {}
        for remote in remotes:
            server = remote.server()
            number = self.desk.connect(server, self.presets, remote.name)
            self.remotes[number], self.crm[number] = remote, server
        self.count = 0
        self.entered: set[str] = set()
        self.changes: list[str] = []

    def close(self) -> None:
        """Let go of the book and its folder."""
        self.book.close()
        shutil.rmtree(self.folder, ignore_errors=True)

    # What anybody may write

    def token(self, writer: str) -> str:
        """Return a value that nobody has written yet."""
        self.count += 1
        value = f"{writer}{self.count}z"
        if writer == "u":
            self.entered.add(value)
        return value

    def value(self, name: str, kind: Kind, writer: str, now: object, pick: int) -> Any:
        """Return a new value of a field, as our columns keep it."""
        if kind == "token":
            return self.token(writer) if name == "name" or pick % 6 else None
        if kind == "prose":
            return self.prose(str(now or ""), writer, pick)
        if kind == "choice":
            return CHOICES[name][pick % len(CHOICES[name])]
        if kind == "tags":
            return [one for n, one in enumerate(CHOICES[name]) if pick & (1 << n)] or None
        if kind == "date":
            return (TODAY - timedelta(days=pick)).isoformat()
        self.count += 1
        return 1000 + self.count

    def prose(self, now: str, writer: str, pick: int) -> str:
        """Return a text with one sentence put in, replaced or taken out."""
        pieces = [piece for piece in now.split("。") if piece]
        at = pick % (len(pieces) + 1)
        if pick % 3 == 0 or not pieces:
            pieces.insert(at, self.token(writer))
        elif pick % 3 == 1 or len(pieces) < 2:
            pieces[at % len(pieces)] = self.token(writer)
        else:
            del pieces[at % len(pieces)]
        return "".join(f"{piece}。" for piece in pieces)

    # Our side

    def rows(self, entity: str) -> list[str]:
        """Return the rows of a noun that are not deleted."""
        sql = f"SELECT id FROM {ENTITIES[entity].table} WHERE deleted_at IS NULL ORDER BY no"
        return [row[0] for row in self.desk.ask(sql)]

    def make(self, entity: str, account: str | None = None) -> str | None:
        """Make a row of ours."""
        if entity == "account":
            name = self.token("u")
            changes, [row] = self.book.write(door.create, "account", [{"name": name, "name_key": name}])
            return self._made(changes.id, row)
        if account is None:
            return None
        fields: dict[str, object] = {"account_id": account}
        if entity == "contact":
            changes, row = self.book.write(_new_contact, account, self.token("u"))
            return self._made(changes.id, row)
        if entity == "touchpoint":
            fields |= {"state": "done", "kind": "call", "on_date": "2026-11-01", "body": f"{self.token('u')}。"}
        else:
            fields |= {"words": f"{self.token('u')}。", "raised_on": "2026-11-01"}
        changes, [row] = self.book.write(door.create, ENTITIES[entity].table, [fields])
        return self._made(changes.id, row)

    def _made(self, change: str | None, row: str) -> str:
        self.changes += [change] if change else []
        return str(row)

    def edit(self, entity: str, row: str, name: str, pick: int) -> None:
        """Change a field of one of our rows."""
        kind = EDITS[entity][name]
        local = ENTITIES[entity].fields[name]
        table, there = ENTITIES[entity].table, row
        if local.table:
            table, there = local.table, str(self.desk.row(table, row)[ENTITIES[entity].joined_by])
        now = self.desk.row(table, there)[local.kept_in]
        value = self.value(name, kind, "u", now, pick)
        if value is None and local.required:
            return
        fields = {local.kept_in: value}
        if name == "name":
            fields["name_key"] = value
        if kind == "money":
            fields["currency"] = ("JPY", "EUR")[pick % 2]
        self._amend(table, there, fields)

    def refer(self, entity: str, row: str, to: str | None) -> None:
        """Lead a row to another account, or an account to its parent."""
        if entity == "account":
            if to != row and not self._is_below(to, row):
                self._amend("account", row, {"parent_id": to})
        elif to is not None:
            self._amend(ENTITIES[entity].table, row, {"account_id": to})

    def _is_below(self, row: str | None, top: str) -> bool:
        while row is not None:
            if row == top:
                return True
            row = self.desk.row("account", row)["parent_id"]
        return False

    def _amend(self, table: str, row: str, fields: Mapping[str, object]) -> None:
        change = self.book.write(door.amend, table, {row: fields})[0].id
        self.changes += [change] if change else []

    def owner(self, entity: str) -> str:
        """Return the noun that rows of a noun hang on."""
        return "account"

    def below(self, entity: str) -> list[str]:
        """Return the nouns whose rows hang on rows of a noun."""
        return [one for one in self.entities if one != "account" and self.owner(one) == entity]

    def remove(self, entity: str, row: str) -> None:
        """Delete a row of ours with what hangs on it."""
        for child in self.below(entity):
            table, column = ENTITIES[child].table, ENTITIES[child].fields[entity].kept_in
            ids = self.desk.ask(f"SELECT id FROM {table} WHERE {column} = ? AND deleted_at IS NULL", row)
            if self.below(child):
                for (one,) in ids:
                    self.remove(child, one)
            else:
                self._remove(table, [one[0] for one in ids])
        self._remove(ENTITIES[entity].table, [row])

    def _remove(self, table: str, ids: list[str]) -> None:
        change = self.book.write(door.remove, table, ids)[0].id if ids else None
        self.changes += [change] if change else []

    def take_back(self, pick: int) -> None:
        """Undo one of the last changes of ours; what cannot be undone any more stays."""
        change = self.changes[-1 - pick % min(3, len(self.changes))]
        try:
            done = self.desk.undo(change).id
        except BansoError:
            return
        self.changes += [done] if done else []

    # Their side

    def theirs(self, number: int, entity: str) -> list[str]:
        """Return the live records of a noun."""
        return sorted(self.crm[number].records(self.presets[entity].type))

    def there(self, entity: str, name: str) -> str:
        """Return what a field of ours is called there."""
        told = self.presets[entity].fields[name]
        return told.remote if isinstance(told, FieldPreset) else told

    def knows(self, number: int, entity: str, name: str) -> bool:
        """Tell whether the other system has a field at this moment."""
        info = self.crm[number].types[self.presets[entity].type]
        return self.there(entity, name) in {one.name for one in info.fields}

    def others_make(self, number: int, entity: str, account: str | None = None) -> None:
        """Let others make a record."""
        token, crm = self.token("ab"[number % 2]), self.crm[number]
        if entity == "account":
            crm.create("accounts", {"Name": token})
        elif account is not None:
            fields: dict[str, Scalar] = {"Account": account}
            if entity == "contact":
                fields |= {"Name": token}
            elif entity == "touchpoint":
                fields |= {"Kind": "call", "State": "done", "Date": date(2026, 11, 1), "Body": f"{token}。"}
            else:
                fields |= {"Words": f"{token}。", "Raised": date(2026, 11, 1)}
            crm.create(self.presets[entity].type, fields)

    def others_edit(self, number: int, entity: str, record: str, name: str, pick: int) -> None:
        """Let others change a field of a record."""
        crm, rtype, there = self.crm[number], self.presets[entity].type, self.there(entity, name)
        if not self.knows(number, entity, name):
            return
        found = crm.record(rtype, record)
        assert found is not None
        value = self.value(name, EDITS[entity][name], "ab"[number % 2], found.fields.get(there), pick)
        told = self.presets[entity].fields[name]
        if isinstance(told, FieldPreset) and told.values and isinstance(value, str):
            value = told.values[value]
        kind = EDITS[entity][name]
        if kind == "tags":
            value = tuple(value or ())
        elif kind == "date":
            value = date.fromisoformat(value)
        elif kind == "money":
            value = Decimal(value)
        fields: dict[str, Scalar] = {there: value}
        if kind == "money":
            fields["Currency"] = ("JPY", "EUR")[pick % 2]
        crm.edit(rtype, record, fields)

    def others_delete(self, number: int, entity: str, record: str) -> None:
        """Let others delete a record with what hangs on it."""
        crm = self.crm[number]
        for child in self.below(entity):
            leads = self.there(child, entity)
            for id, one in crm.records(self.presets[child].type).items():
                if one.fields.get(leads) == record:
                    self.others_delete(number, child, id)
        crm.delete(self.presets[entity].type, record)

    def may_return(self, number: int, entity: str, record: str) -> bool:
        """Tell whether others may bring a deleted record back."""
        return True

    # Time

    def jump(self, days: int) -> None:
        """Set this machine's clock to so many days from the first one."""
        self.book.clock = Clock(self.book.clock.zone, TODAY + timedelta(days=days))


def _new_contact(session: Session, account: str, name: str) -> str:
    [person] = door.create(session, "person", [{"name": name, "name_key": name}])
    return door.create(session, "position", [{"person_id": person, "account_id": account}])[0]


def _plain(preset: Preset) -> Preset:
    # What proposes links is a rule of its own, and looks at what these programs never write.
    return replace(
        preset, fields={n: f for n, f in preset.fields.items() if n not in ("domain", "external_id", "email")}
    )
