"""Two colleagues' books over one team hub, each through a line of its own that breaks at random."""

from __future__ import annotations

import random
import shutil
from collections.abc import Iterable, Sequence
from pathlib import Path
from tempfile import gettempdir, mkdtemp
from typing import Any

from app.connectors.hub import HubConnector
from app.connectors.hub.kinds import PRESETS
from app.connectors.hub.prepare import Member
from app.journal import door
from app.models.database import Session
from app.operations.book import Book
from app.sync import keeping
from app.sync.engine import Manner, Outcome, run
from app.sync.entities import ENTITIES
from app.sync.resolve import answer_link, settle
from app.sync.row_sql import cell
from app.sync.sql import ask
from app.sync.steps import Place
from tests.builders import new_book
from tests.live.hub import Hub
from tests.live.pg_proxy import PgProxy
from tests.sync.desk import Context

FAST = Path("/dev/shm") if Path("/dev/shm").is_dir() else Path(gettempdir())
KEEPERS = (
    "account", "person", "position", "touchpoint", "promise", "request", "plan", "objective", "contract",
    "contract_line", "forecast_call", "history", "binding", "outbox", "sent", "sync_conflict",
)  # fmt: skip
SIGNED = ("contract_line", "forecast_call")
"""Nouns that hang on a contract."""
BELOW = ("touchpoint", "request", "plan", "task", "contract", *SIGNED)
WORDS = {
    "account": "industry", "touchpoint": "body", "request": "words", "plan": "success", "task": "text",
    "contract": "reseller", "contract_line": "product", "forecast_call": "reason",
}  # fmt: skip
MONEY: dict[str, tuple[str, ...]] = {
    "contract": ("start_on", "end_on", "outcome", "outcome_on", "intent_by"),
    "contract_line": ("contract", "quantity", "unit_price", "amount", "start_on", "end_on"),
    "forecast_call": ("contract", "committed", "best", "worst"),
}
"""What is compared of contracts beside the words; all is in JPY, which has no smaller unit."""
NEW: dict[str, dict[str, Any]] = {
    "touchpoint": {"state": "done", "kind": "call", "on_date": "2026-11-01", "body": ""},
    "request": {"raised_on": "2026-11-01"},
    "plan": {"name": "導入"},
    "task": {"made_on": "2026-11-01", "side": "me", "origin": "sync"},
    "contract": {"kind": "paid", "start_on": "2026-01-01", "end_on": "2026-12-31", "currency": "JPY"},
    "contract_line": {"unit_price": "100", "billing": "monthly", "start_on": "2026-02-01", "end_on": "2026-11-30"},
    "forecast_call": {"called_on": "2026-11-01", "currency": "JPY"},
}


class Bansos:
    """One colleague's Banso. `entered` is every word they ever wrote."""

    def __init__(self, hub: Hub, who: Member, chance: random.Random) -> None:
        self.hub, self.who, self.chance = hub, who, chance
        self.folder = Path(mkdtemp(prefix="banso-two-", dir=FAST))
        self.book: Book = new_book(self.folder)
        self.proxy = PgProxy(hub.server.port, chance)
        values = {"connector": "hub", "name": "hub", "config": {}, "writes": 1}
        self.number = int(self.book.write(keeping.add_connection, values)[1])
        self.entered: list[str] = []

    def close(self) -> None:
        """Let go of the book and its line."""
        self.proxy.close()
        self.book.close()
        shutil.rmtree(self.folder, ignore_errors=True)

    def sync(self, share: float = 0.0) -> Outcome:
        """Run once, over a line on which so many requests break."""
        self.proxy.share = share
        ctx = Context()
        ctx.secrets = {"password": self.who.password}
        session = HubConnector().open(self.hub.config(self.who, self.proxy.port), ctx)
        try:
            place = Place(self.book._database, self.folder, self.book.clock)
            return run(place, self.number, session, PRESETS, Manner(pressed=True))
        finally:
            session.close()

    def let_pass(self) -> None:
        """A person lets pass what the guard has stopped, once."""
        self.book.write(keeping.set_connection, self.number, {"allowed": "once", "state": "on", "state_why": None})

    def ids(self, entity: str) -> list[str]:
        """Return the rows of a noun that are not deleted."""
        sql = f"SELECT id FROM {ENTITIES[entity].table} WHERE deleted_at IS NULL ORDER BY id"
        return [row[0] for row in self.book.read(ask, sql)]

    def word(self) -> str:
        """Return a word that nobody has written yet."""
        word = f"{self.who.role}{len(self.entered)}z"
        self.entered.append(word)
        return word

    def edit(self) -> None:
        """Write something: a new row, a change, seldom a deletion."""
        accounts, what = self.ids("account"), self.chance.random()
        if not accounts or what < 0.1:
            word = self.word()
            self.book.write(door.create, "account", [{"name": word, "name_key": word}])
            return
        entity = self.chance.choice(("account", *BELOW))
        if entity in SIGNED and not self.ids("contract"):
            entity = "contract"
        rows = self.ids(entity)
        if entity != "account" and (not rows or what < 0.45):
            fields = {**NEW[entity], WORDS[entity]: self.word(), **self._above(entity), **self._money(entity, new=True)}
            self.book.write(door.create, ENTITIES[entity].table, [fields])
        elif what < 0.93 or entity == "account":
            row = self.chance.choice(rows)
            money = self._money(entity) if self.chance.random() < 0.5 else {}
            self.book.write(door.amend, ENTITIES[entity].table, {row: money or {WORDS[entity]: self.word()}})
        else:
            self._remove(entity, self.chance.choice(rows))

    def _above(self, entity: str) -> dict[str, Any]:
        """Return what a new row hangs on."""
        if entity not in SIGNED:
            return {"account_id": self.chance.choice(self.ids("account"))}
        contract = self.chance.choice(self.ids("contract"))
        account = self.book.read(ask, "SELECT account_id FROM contract WHERE id = ?", contract)[0][0]
        return {"contract_id": contract} | ({"account_id": account} if entity == "forecast_call" else {})

    def _money(self, entity: str, *, new: bool = False) -> dict[str, Any]:
        """Return a price, a term, an outcome, an intent or a forecast; every term of a contract holds every line's."""
        some = self.chance.randint(1, 25)
        if entity == "contract_line":
            price = {"quantity": f"{some}.5", "amount_minor": 50 + 100 * some}
            return price if new or some % 2 else {"start_on": f"2026-02-{some:02}", "end_on": f"2026-10-{some:02}"}
        if entity == "forecast_call":
            return {"worst_minor": some, "committed_minor": 2 * some, "best_minor": 3 * some}
        if entity != "contract" or new:
            return {}
        match some % 3:
            case 0:
                return {"start_on": f"2025-12-{some:02}", "end_on": f"2027-01-{some:02}"}
            case 1:
                outcome = self.chance.choice(("renewed", "churned"))
                return {"outcome": outcome, "outcome_on": f"2026-11-{some:02}"}
        return {"intent_by": self.word(), "intent_on": f"2026-10-{some:02}"}

    def _remove(self, entity: str, row: str) -> None:
        for child in SIGNED if entity == "contract" else ():
            sql = f"SELECT id FROM {child} WHERE contract_id = ? AND deleted_at IS NULL"
            below = [one[0] for one in self.book.read(ask, sql, row)]
            self.book.write(door.remove, child, below)
        self.book.write(door.remove, ENTITIES[entity].table, [row])

    def settle_all(self) -> int:
        """Settle what waits for a decision, one way or the other; returns how many there were."""
        sql = "SELECT id, kind, field FROM sync_conflict WHERE closed_at IS NULL ORDER BY id"
        waiting = self.book.read(ask, sql)
        for number, kind, _field in waiting:
            if number not in {row[0] for row in self.book.read(ask, sql)}:
                continue
            if kind == "link":
                self.book.write(answer_link, number, True, today="2026-11-20")
            else:
                # Who keeps what a colleague has deleted keeps it for themselves: the hub's record stays deleted.
                choices = ("theirs",) if kind == "deleted_there" else ("mine", "theirs")
                self.book.write(settle, number, self.chance.choice(choices), None, today="2026-11-20")
        return len(waiting)

    def content(self) -> dict[str, list[tuple[Any, ...]]]:
        """Return what is shared, as this book has it: rows that live under accounts that live."""
        told = {"account": self.book.read(ask, "SELECT id, name, industry FROM account WHERE deleted_at IS NULL")}
        for entity in BELOW:
            local = ENTITIES[entity].fields
            columns = ", ".join(local[name].kept_in for name in (WORDS[entity], *MONEY.get(entity, ())))
            owner = cell(ENTITIES[entity], local["account"].kept_in)
            sql = f"SELECT id, {owner}, {columns} FROM {ENTITIES[entity].table} t WHERE deleted_at IS NULL"
            if entity in SIGNED:
                sql += " AND contract_id IN (SELECT c.id FROM contract c WHERE c.deleted_at IS NULL)"
            told[entity] = self.book.read(ask, sql)
        return {name: _sorted(rows) for name, rows in told.items()}

    def nothing_lost(self) -> None:
        """Every word that was ever written here stands somewhere here."""
        text = "\n".join(self.book.read(_everything))
        lost = [word for word in self.entered if word not in text]
        assert not lost, f"{lost} stand nowhere any more"


def meet(*books: Bansos) -> None:
    """Lines whole, questions answered: all come to say the same, and then nobody has anything to do any more."""
    for _again in range(12):
        outcomes = []
        for one in books:
            outcome = one.sync()
            if outcome.result == "guard":
                one.let_pass()
                outcome = one.sync()
            assert outcome.result == "done", outcome
            outcomes.append(outcome)
        asked = sum(one.settle_all() for one in books)
        if not asked and not any(outcome.pulled or outcome.pushed for outcome in outcomes):
            return
    raise AssertionError(f"they do not come to rest: {outcomes}")


def there(hub: Hub) -> dict[str, list[tuple[Any, ...]]]:
    """Return what is shared, as the hub has it."""
    told = {}
    with hub.admin() as db:
        for entity in ("account", *BELOW):
            preset = PRESETS[entity]
            fields = [preset.fields[name] for name in (WORDS[entity], *MONEY.get(entity, ()))]
            cells = ", ".join(f"fields ->> '{one if isinstance(one, str) else one.remote}'" for one in fields)
            owner = "fields ->> 'name'" if entity == "account" else "account::text"
            sql = f"SELECT id::text, {owner}, {cells} FROM banso.record WHERE type = %s AND NOT gone"
            if entity in SIGNED:
                sql += " AND fields ->> 'contract' IN (SELECT c.id::text FROM banso.record c WHERE NOT c.gone)"
            told[entity] = _sorted(db.execute(sql, (preset.type,)).fetchall())  # type: ignore[call-overload]
    return told


def _sorted(rows: Iterable[Sequence[Any]]) -> list[tuple[Any, ...]]:
    """Return rows as text in one order; no words and none at all are the same."""
    return sorted(tuple("" if one is None else str(one) for one in row) for row in rows)


def _everything(session: Session) -> list[str]:
    return [str(row) for table in KEEPERS for row in ask(session, f"SELECT * FROM {table}")]
