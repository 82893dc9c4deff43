"""A book and a small Odoo: every noun of the presets goes there and comes here, and what happens there ends well."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from app.connectors.odoo import choices
from app.journal import door
from app.models.database import Session
from app.operations.accounts import amend_accounts
from app.operations.book import Book
from app.operations.people import add_person
from app.operations.promises import add_promise, keep_promise
from app.operations.syncing import connections, running, secrets
from app.operations.syncing.rows import RunResult
from app.sync.sql import ask
from app.vocabulary import Side
from tests.builders import new_book
from tests.connectors.odoo.small_bench import SmallBench

TODAY = date(2026, 11, 22)


@dataclass
class Both:
    """A book, the Odoo that it is connected to, and the number of the connection."""

    book: Book
    odoo: SmallBench
    id: int

    def sync(self) -> RunResult:
        return running.run_sync(self.book, self.id, pressed=True)[1]

    def one(self, sql: str, *values: object) -> Any:
        [row] = self.book.read(ask, sql, *values)
        return row[0] if len(row) == 1 else tuple(row)

    def there(self, model: str, **wanted: Any) -> dict[str, Any]:
        rows = self.odoo.small.tables[model].values()
        [found] = [row for row in rows if all(row[name] == value for name, value in wanted.items())]
        return found

    def others(self, model: str, method: str, **named: Any) -> Any:
        return self.odoo.others(model, method, **named)


@pytest.fixture
def both(tmp_path: Path) -> Iterator[Both]:
    """Somebody has worked in Odoo for a while: a company with a person, a note and an activity."""
    odoo = SmallBench(tmp_path)
    del odoo.small.tables["res.partner"][1]
    (aoba,) = odoo.others(
        "res.partner", "create", vals_list=[{"name": "青葉信用金庫", "is_company": True, "website": "www.aoba.example",
                                             "industry_id": 1, "category_id": [[6, 0, [1]]]}],
    )  # fmt: skip
    odoo.others(
        "res.partner", "create", vals_list=[{"name": "佐藤 由衣", "parent_id": aoba, "email": "yui@aoba.example"}]
    )
    note = {"model": "res.partner", "res_id": aoba, "message_type": "comment", "date": "2026-11-02 01:00:00"}
    odoo.others(
        "mail.message", "create", vals_list=[note | {"body": "<p>Kick-off <b>went well</b></p><p>Next: data</p>"}]
    )
    act = {"res_id": aoba, "res_model_id": 1, "user_id": odoo.me, "date_deadline": "2026-12-01", "summary": "Send plan"}
    odoo.others("mail.activity", "create", vals_list=[act])
    with new_book(tmp_path / "profile") as book:
        number = book.write(connections.connect, name="Odoo", connector="odoo", config={"url": odoo.front.url})[1]
        secrets.keep_for_session(book, number, "key", odoo.who)
        made = Both(book, odoo, number)
        result = made.sync()
        assert result.result == "done", result
        book.write(connections.set_writes, number, True)
        yield made
    odoo.close()


def test_that_everything_of_a_company_comes_here(both: Both) -> None:
    account = both.one("SELECT id, domain, industry, tags FROM account WHERE name = ?", "青葉信用金庫")
    assert account[1:] == ("aoba.example", "Agriculture", '["VIP"]')
    person = "SELECT p.name, p.email FROM position o JOIN person p ON p.id = o.person_id WHERE o.account_id = ?"
    assert both.one(person, account[0]) == ("佐藤 由衣", "yui@aoba.example")
    touchpoint = both.one("SELECT body, on_date FROM touchpoint WHERE account_id = ?", account[0])
    assert touchpoint == ("Kick-off went well\nNext: data", "2026-11-02")
    assert both.one("SELECT text, due FROM promise WHERE account_id = ?", account[0]) == ("Send plan", "2026-12-01")
    assert (both.sync().pulled, both.sync().pushed) == (0, 0)


def _work(session: Session) -> str:
    [account] = door.create(
        session, "account", [{"name": "みどり食品", "name_key": "みどり食品", "domain": "midori.example"}]
    )
    add_person(session, account, name="田中 健", title="部長", email="ken@midori.example")
    body = "Called about <seats>\n\n  - 20 more & a quote"
    row = {"account_id": account, "kind": "call", "on_date": "2026-11-20", "body": body, "state": "done"}
    door.create(session, "touchpoint", [row])
    return add_promise(session, account, text="Send the quote", side=Side.ME, due=date(2026, 11, 30), today=TODAY)


def test_that_everything_of_an_account_goes_there_once(both: Both) -> None:
    promise = both.book.write(_work)[1]
    result = both.sync()
    assert (result.result, result.pushed, result.blocked) == ("done", 4, 0), result
    company = both.there("res.partner", name="みどり食品")
    assert (company["is_company"], company["website"]) == (True, "http://midori.example")
    person = both.there("res.partner", name="田中 健")
    assert (person["parent_id"], person["function"], person["is_company"]) == (company["id"], "部長", False)
    note = both.there("mail.message", res_id=company["id"])
    assert note["body"] == "<p>Called about &lt;seats&gt;</p><p><br></p><p>\u00a0 - 20 more &amp; a quote</p>".replace(
        "\u00a0 -", "\u00a0\u00a0-"
    )
    assert note["date"].isoformat() == "2026-11-20T03:00:00+00:00"  # noon in Tokyo
    act = both.there("mail.activity", res_id=company["id"])
    assert (act["summary"], act["date_deadline"], act["user_id"]) == ("Send the quote", "2026-11-30", both.odoo.me)
    quiet = both.sync()
    assert (quiet.pulled, quiet.pushed, quiet.conflicts) == (0, 0, 0)
    both.book.write(keep_promise, promise, on=date(2026, 11, 21))
    assert both.sync().pushed == 1
    act = both.there("mail.activity", res_id=company["id"])
    assert (act["active"], act["date_done"]) == (False, "2026-11-21")
    # What a person did here keeps what it is here: Odoo has no word for a call.
    assert both.one("SELECT kind FROM touchpoint WHERE on_date = '2026-11-20'") == "call"


def test_that_an_edit_here_keeps_what_somebody_formatted_there(both: Both) -> None:
    id = both.one("SELECT id FROM touchpoint")
    both.book.write(_say, id, "Kick-off went well\nNext: data and roles")
    assert both.sync().pushed == 1
    (note,) = both.odoo.small.tables["mail.message"].values()
    assert note["body"] == "<p>Kick-off <b>went well</b></p><p>Next: data and roles</p>"


def _say(session: Session, id: str, body: str) -> None:
    door.amend(session, "touchpoint", {id: {"body": body}})


def test_that_an_archived_company_goes_and_an_edit_here_is_never_lost_to_it(both: Both) -> None:
    both.book.write(_work)
    both.sync()
    company = both.there("res.partner", name="みどり食品")["id"]
    id = both.one("SELECT id FROM account WHERE name = 'みどり食品'")
    both.book.write(amend_accounts, [id], {"industry": "Education"}, today=TODAY)
    both.others("res.partner", "write", ids=[company], vals={"active": False})
    result = both.sync()
    assert result.result == "done"
    # Deleted there, edited here: a person is asked, and until then nothing goes either way.
    assert both.one("SELECT count(*) FROM sync_conflict WHERE closed_at IS NULL AND kind = 'deleted_there'") == 1
    assert both.one("SELECT deleted_at FROM account WHERE id = ?", id) is None


def test_that_a_merge_there_is_a_merge_here(both: Both) -> None:
    both.book.write(_work)
    both.sync()
    aoba = both.there("res.partner", name="青葉信用金庫")["id"]
    midori = both.there("res.partner", name="みどり食品")["id"]
    both.odoo.merge(str(aoba), str(midori))
    both.book.write(_forget_when_swept)
    assert both.sync().result == "done"
    assert both.one("SELECT count(*) FROM account WHERE deleted_at IS NULL") == 1
    winner = both.one("SELECT id FROM account WHERE deleted_at IS NULL")
    loser = both.one("SELECT merged_into FROM account WHERE name = 'みどり食品'")
    assert loser == winner
    # What hung on the other one hangs on who is left.
    assert both.one("SELECT count(*) FROM touchpoint WHERE account_id = ? AND deleted_at IS NULL", winner) == 2


def _forget_when_swept(session: Session) -> None:
    from app.sync.sql import write

    write(session, "UPDATE sync_cursor SET swept_at = NULL")


def test_that_a_key_revoked_pauses_the_connection_and_keeps_the_work(both: Both) -> None:
    del both.odoo.small.keys[both.odoo.who]
    both.book.write(_work)
    assert (both.sync().state, both.one("SELECT count(*) FROM outbox")) == ("auth", 0)
    both.odoo.small.keys[both.odoo.who] = both.odoo.me
    secrets.keep_for_session(both.book, both.id, "key", both.odoo.who)
    result = both.sync()
    assert (result.result, result.pushed) == ("done", 4)


def test_that_an_industry_that_odoo_does_not_have_is_held_back_and_the_rest_goes(both: Both) -> None:
    id = both.one("SELECT id FROM account")
    both.book.write(amend_accounts, [id], {"industry": "宇宙", "domain": "new.example"}, today=TODAY)
    result = both.sync()
    assert (result.result, result.blocked) == ("done", 1)
    row = both.there("res.partner", name="青葉信用金庫")
    assert (row["industry_id"], row["website"]) == (1, "http://new.example")


def test_that_one_bad_value_there_stops_nothing_and_takes_nothing_away_here(both: Both) -> None:
    row = both.there("res.partner", name="青葉信用金庫")
    both.others(
        "res.partner",
        "create",
        vals_list=[{"name": "みどり食品", "is_company": True, "ref": ["odd"]}, {"name": ["odd"], "is_company": True}],
    )
    both.others("res.partner", "write", ids=[row["id"]], vals={"industry_id": 2})
    both.odoo.small.tables["res.partner"][row["id"]]["website"] = 7
    assert both.sync().result == "done"
    assert both.one("SELECT domain, industry FROM account WHERE name = ?", "青葉信用金庫") == (
        "aoba.example",
        "Education",
    )
    assert both.one("SELECT count(*) FROM account WHERE name = ?", "みどり食品") == 1
    assert both.one("SELECT count(*) FROM account") == 2


def test_that_an_edit_of_tags_here_keeps_those_there_that_have_no_name_here(
    both: Both, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(choices, "MANY", 2)
    (far,) = both.others("res.partner.category", "create", vals_list=[{"name": "Far"}])
    row = both.there("res.partner", name="青葉信用金庫")
    both.others("res.partner", "write", ids=[row["id"]], vals={"category_id": [[4, far]]})
    both.sync()
    account = both.one("SELECT id FROM account")
    both.book.write(amend_accounts, [account], {"tags": ["Pilot"]}, today=TODAY)
    assert both.sync().pushed == 1
    assert both.there("res.partner", name="青葉信用金庫")["category_id"] == [2, far]
