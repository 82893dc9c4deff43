"""Differences in the words of a person, and settling them: each way, in groups, undone and done again."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest

from app import language
from app.errors import BansoError
from app.operations.accounts import amend_accounts
from app.operations.promises import move_promise
from app.operations.syncing import differences, mapping
from app.operations.syncing.rows import Difference
from app.sync.sql import ask
from tests.builders import TODAY
from tests.operations.syncing.conftest import Crm
from tests.views.accounts.books import NAMES


@pytest.fixture(autouse=True)
def japanese() -> Iterator[None]:
    language.use("ja")
    yield


def both_write(crm: Crm, ours: dict[str, object], theirs: dict[str, object], place: int = 0) -> list[Difference]:
    """Let both sides write into one account and return what is asked then."""
    crm.server.edit("accounts", crm.there("accounts", "Name", NAMES[place]), theirs, by="中村")  # type: ignore[arg-type]
    crm.book.write(amend_accounts, [crm.here(NAMES[place])], ours, today=TODAY)
    crm.sync()
    return crm.book.read(differences.differences)


def account(crm: Crm, column: str, name: str = NAMES[0]) -> object:
    return crm.one(f"SELECT {column} FROM account WHERE name = ?", name)


def test_that_a_difference_tells_who_said_what(crm: Crm) -> None:
    [one] = both_write(crm, {"industry": "製造"}, {"Industry": "金融"})
    assert (one.system, one.account, one.title, one.field) == ("CRM", NAMES[0], NAMES[0], "industry")
    assert (one.base, one.mine, one.theirs, one.both) == (None, "製造", "金融", None)
    assert (one.kind, one.type, one.text, one.theirs_by) == ("field", "text", True, "中村")
    assert one.mine_by == "佐藤" and one.mine_at and one.theirs_at and one.base_at


@pytest.mark.parametrize(("choice", "here", "there"), [("mine", "製造", "製造"), ("theirs", "金融", "金融")])
def test_that_a_choice_goes_to_both_sides(crm: Crm, choice: str, here: str, there: str) -> None:
    [one] = both_write(crm, {"industry": "製造"}, {"Industry": "金融"})
    assert crm.book.write(differences.settle, {one.id: choice}, today=TODAY)[1] == 1
    crm.sync()
    assert account(crm, "industry") == here
    record = crm.server.records("accounts")[crm.there("accounts", "Name", NAMES[0])]
    assert record.fields["Industry"] == there
    assert crm.sync().pushed == 0
    told = crm.book.read(differences.settled_counts)
    assert (told.open, told.settled) == (0, 1)


def test_that_words_of_ones_own_go_to_both_sides(crm: Crm) -> None:
    [one] = both_write(crm, {"industry": "製造"}, {"Industry": "金融"})
    crm.book.write(differences.settle, {one.id: ("text", "製造金融")}, today=TODAY)
    crm.sync()
    assert account(crm, "industry") == "製造金融"
    assert crm.server.records("accounts")[crm.there("accounts", "Name", NAMES[0])].fields["Industry"] == "製造金融"


def test_that_a_settled_difference_is_one_undo_away(crm: Crm) -> None:
    [one] = both_write(crm, {"industry": "製造"}, {"Industry": "金融"})
    changes, _count = crm.book.write(differences.settle, {one.id: "theirs"}, today=TODAY)
    assert account(crm, "industry") == "金融"
    undo = crm.undo(changes.id)
    assert account(crm, "industry") == "製造"
    assert [row.id for row in crm.book.read(differences.differences)] == [one.id]
    crm.undo(undo.id)
    assert account(crm, "industry") == "金融"
    assert crm.book.read(differences.differences) == []


def test_that_several_fields_are_settled_in_one_change(crm: Crm) -> None:
    asked = both_write(crm, {"industry": "製造", "domain": "a.example"}, {"Industry": "金融", "Domain": "b.example"})
    assert {row.field for row in asked} == {"industry", "domain"}
    changes, count = crm.book.write(differences.settle, {row.id: "theirs" for row in asked}, today=TODAY)
    assert (count, account(crm, "industry"), account(crm, "domain")) == (2, "金融", "b.example")
    crm.undo(changes.id)
    assert (account(crm, "industry"), account(crm, "domain")) == ("製造", "a.example")
    assert len(crm.book.read(differences.differences)) == 2


def test_that_fields_that_go_together_are_settled_together(crm: Crm) -> None:
    for local in ("industry", "domain"):
        crm.book.write(mapping.map_field, crm.id, "account", local, group="pair")
    asked = both_write(crm, {"industry": "製造", "domain": "a.example"}, {"Industry": "金融", "Domain": "b.example"})
    assert {row.group for row in asked} == {"pair"}
    crm.book.write(differences.settle, {asked[0].id: "theirs"}, today=TODAY)
    assert (account(crm, "industry"), account(crm, "domain")) == ("金融", "b.example")
    assert crm.book.read(differences.differences) == []


def test_that_days_numbers_and_references_are_said_in_words(crm: Crm) -> None:
    task = str(crm.one("SELECT id FROM promise ORDER BY no LIMIT 1"))
    there = str(crm.one("SELECT remote_id FROM binding WHERE local_id = ?", task))
    crm.server.edit("tasks", there, {"Due": date(2026, 12, 1)})
    crm.book.write(move_promise, task, due=date(2026, 12, 24), customer_knows=None)
    mother = crm.there("accounts", "Name", NAMES[2])
    crm.server.edit("accounts", crm.there("accounts", "Name", NAMES[0]), {"Parent": mother, "YearEnd": 3})
    crm.book.write(
        amend_accounts, [crm.here(NAMES[0])], {"parent_id": crm.here(NAMES[1]), "fiscal_year_end": 12}, today=TODAY
    )
    crm.sync()
    said = {row.field: row for row in crm.book.read(differences.differences)}
    assert (said["due"].mine, said["due"].theirs, said["due"].entity) == ("2026/12/24", "2026/12/1", "task")
    assert (said["parent"].mine, said["parent"].theirs) == (NAMES[1], NAMES[2])
    assert (said["fiscal_year_end"].mine, said["fiscal_year_end"].theirs) == ("12", "3")
    plain = crm.book.read(differences.plain_values)
    assert plain[said["due"].id][1:] == ("2026-12-24", "2026-12-01")
    assert plain[said["fiscal_year_end"].id][1:] == (12, 3)


def test_that_a_long_text_has_a_proposal_that_loses_neither(crm: Crm) -> None:
    both_write(crm, {"fit_reason": "棚卸しを半分にする。"}, {"Description": "欠品を減らす。"})
    [one] = crm.book.read(differences.differences)
    assert one.text and one.both is not None
    assert "棚卸しを半分にする。" in one.both and "欠品を減らす。" in one.both
    crm.book.write(differences.settle, {one.id: "both"}, today=TODAY)
    assert account(crm, "fit_reason") == one.both


def test_that_a_record_that_was_deleted_there_is_asked_about_as_a_whole(crm: Crm) -> None:
    crm.server.delete("accounts", crm.there("accounts", "Name", NAMES[3]))
    crm.book.write(amend_accounts, [crm.here(NAMES[3])], {"industry": "製造"}, today=TODAY)
    crm.sync()
    [one] = crm.book.read(differences.differences)
    assert (one.kind, one.field, one.mine, one.theirs, one.title) == ("deleted_there", "*", NAMES[3], None, NAMES[3])
    with pytest.raises(BansoError, match=r"conflict\.choice"):
        crm.book.write(differences.settle, {one.id: "both"}, today=TODAY)
    crm.book.write(differences.settle, {one.id: "theirs"}, today=TODAY)
    assert crm.book.read(ask, "SELECT deleted_at IS NOT NULL FROM account WHERE name = ?", NAMES[3]) == [(1,)]


def test_that_what_is_no_choice_is_told_and_nothing_is_settled(crm: Crm) -> None:
    asked = both_write(crm, {"industry": "製造", "domain": "a.example"}, {"Industry": "金融", "Domain": "b.example"})
    one, other = (row.id for row in asked)
    for choices, key in (
        ({one: "both"}, "conflict.choice"),
        ({one: "mine", other: "maybe"}, "conflict.choice"),
        ({one: "mine", 999: "mine"}, "conflict.unknown"),
    ):
        with pytest.raises(BansoError) as told:
            crm.book.write(differences.settle, choices, today=TODAY)
        assert told.value.key == key
    assert len(crm.book.read(differences.differences)) == 2
