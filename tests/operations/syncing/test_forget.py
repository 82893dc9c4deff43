"""What was erased for good is erased from what syncing keeps too, and no run brings it back."""

from __future__ import annotations

from app.operations.accounts import amend_accounts
from app.operations.check import check
from app.operations.forget import forget
from app.operations.syncing import connections
from app.secrets import keyinfo
from app.sync.sql import ask, write
from tests.builders import TODAY
from tests.operations.syncing.conftest import Crm
from tests.views.accounts.books import NAMES

KEPT = ("binding", "sent", "outbox", "unsent", "sync_conflict", "sync_note", "spool", "waiting_record")
WORD = "門外不出の業種"


def test_that_an_erased_customer_leaves_no_trace_and_does_not_come_back(crm: Crm) -> None:
    there = crm.there("accounts", "Name", NAMES[0])
    account_id = crm.here(NAMES[0])
    crm.book.write(amend_accounts, [account_id], {"industry": WORD}, today=TODAY)
    crm.sync()
    crm.server.edit("accounts", there, {"Domain": f"{WORD}.example"})
    crm.book.write(amend_accounts, [account_id], {"domain": "ours.example"}, today=TODAY)
    crm.sync()
    assert crm.one("SELECT count(*) FROM sync_conflict WHERE local_id = ?", account_id) == 1
    forget(crm.book, "account", account_id)
    for table in KEPT:
        rows = crm.book.read(ask, f"SELECT * FROM {table}")
        assert not [row for row in rows if WORD in str(row) or NAMES[0] in str(row) or account_id in str(row)], table
    crm.server.edit("accounts", there, {"Industry": "また書いた"})
    crm.book.write(connections.full_resync, crm.id)
    for _ in range(2):
        assert crm.sync().result == "done"
    assert crm.one("SELECT count(*) FROM account WHERE name = ?", NAMES[0]) == 0
    assert crm.one("SELECT count(*) FROM promise WHERE account_id = ?", account_id) == 0
    # There it stays: erasing here says nothing of what others keep.
    assert there in crm.server.records("accounts")
    assert (crm.book.folder / keyinfo.BOOK).read_bytes().find(WORD.encode()) < 0


def test_that_a_record_of_another_organisation_with_that_id_comes_in(crm: Crm) -> None:
    from app.journal.forgotten import forgotten_records

    there = crm.there("accounts", "Name", NAMES[0])
    forget(crm.book, "account", crm.here(NAMES[0]))
    assert crm.book.read(forgotten_records, "memory", "accounts", [there, "another"]) == {there}
    assert not crm.book.read(forgotten_records, "another", "accounts", [there])


def test_that_a_check_counts_bindings_whose_row_is_not_there(crm: Crm) -> None:
    assert check(crm.book).counts["dangling_bindings"] == 0
    account_id = crm.here(NAMES[3])
    crm.book.write(write, "UPDATE binding SET local_id = 'nobody' WHERE local_id = ?", account_id)
    assert check(crm.book).counts["dangling_bindings"] == 1
