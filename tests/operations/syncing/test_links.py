"""Proposals of a first sync: what looks like one is asked about, and each answer is one undo away."""

from __future__ import annotations

import pytest

from app.connectors.memory import MemoryServer
from app.errors import BansoError
from app.operations.accounts import amend_accounts
from app.operations.book import Book
from app.operations.syncing import connections, differences, links
from tests.builders import TODAY
from tests.operations.syncing.conftest import Crm
from tests.views.accounts.books import NAMES, fill


@pytest.fixture
def met(book: Book, server: MemoryServer) -> Crm:
    """Return a book and a server that both know one customer, each in its own words, after a first sync."""
    fill(book)
    server.create("accounts", {"Name": "Aoba Shinkin", "Domain": "aoba.example", "Industry": "金融"})
    server.create("accounts", {"Name": NAMES[1]})
    number = book.write(connections.connect, name="CRM", connector="memory", config={"server": "crm"})[1]
    made = Crm(book, server, number)
    made.sync()
    return made


def accounts(crm: Crm) -> int:
    return int(str(crm.one("SELECT count(*) FROM account WHERE deleted_at IS NULL")))


def test_that_an_equal_key_proposes_and_an_equal_name_never_does(met: Crm) -> None:
    [one] = met.book.read(links.links, met.id)
    assert (one.entity, one.mine, one.theirs, one.by, one.value) == (
        "account", NAMES[0], "Aoba Shinkin", "domain", "aoba.example",
    )  # fmt: skip
    fields = {name: (here, there) for name, here, there in one.theirs_fields}
    assert fields["name"] == (NAMES[0], "Aoba Shinkin")
    assert fields["industry"] == ("", "金融")
    assert (one.account_id, one.account, one.system) == (one.local_id, NAMES[0], "CRM")
    # The other one has the same name and no key: it came in beside ours.
    assert accounts(met) == len(NAMES) + 1
    assert met.book.read(connections.connection, met.id).links == 1


def test_that_one_and_the_same_become_one(met: Crm) -> None:
    [one] = met.book.read(links.links, met.id)
    before = accounts(met)
    assert met.book.write(links.answer_links, {one.id: True}, today=TODAY)[1] == 1
    met.sync()
    assert met.book.read(links.links, met.id) == []
    assert accounts(met) == before
    assert met.one("SELECT industry FROM account WHERE domain = 'aoba.example'") == "金融"


def test_that_two_stay_two(met: Crm) -> None:
    [one] = met.book.read(links.links, met.id)
    before = accounts(met)
    met.book.write(links.answer_links, {one.id: False}, today=TODAY)
    for _ in range(2):
        met.sync()
    assert met.book.read(links.links) == []
    assert accounts(met) == before + 1


def test_that_an_answer_is_given_once_and_taken_back(met: Crm) -> None:
    [one] = met.book.read(links.links, met.id)
    changes, _count = met.book.write(links.answer_links, {one.id: True}, today=TODAY)
    with pytest.raises(BansoError, match=r"conflict\.gone"):
        met.book.write(links.answer_links, {one.id: False}, today=TODAY)
    met.undo(changes.id)
    assert [row.id for row in met.book.read(links.links, met.id)] == [one.id]


def test_that_a_proposal_is_no_difference_and_a_difference_no_proposal(met: Crm) -> None:
    [link] = met.book.read(links.links, met.id)
    with pytest.raises(BansoError) as told:
        met.book.write(differences.settle, {link.id: "mine"}, today=TODAY)
    assert (told.value.key, told.value.params) == ("conflict.proposal", {"id": str(link.id), "choice": "mine"})
    met.book.write(links.answer_links, {link.id: True}, today=TODAY)
    met.sync()
    met.server.edit("accounts", met.there("accounts", "Domain", "aoba.example"), {"Industry": "保険"})
    row = str(met.one("SELECT id FROM account WHERE domain = 'aoba.example'"))
    met.book.write(amend_accounts, [row], {"industry": "製造"}, today=TODAY)
    met.sync()
    asked = met.book.read(differences.differences)[0]
    with pytest.raises(BansoError, match=r"conflict\.difference"):
        met.book.write(links.answer_links, {asked.id: True}, today=TODAY)
    assert [one.id for one in met.book.read(differences.differences)][:1] == [asked.id]
