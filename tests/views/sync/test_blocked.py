"""What is not sent is marked beside its field, told in a list, and gone once it can be sent."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QSettings
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.operations.account_fields import write_field
from app.operations.people_page import people_of
from app.operations.syncing.blocked import blocked
from app.operations.syncing.shared import beside
from app.sync.sql import ask
from app.views.account.page import PEOPLE, PROMISES, TOUCHPOINTS
from app.views.sync.blocked_list import BlockedList
from app.views.sync.blocked_mark import BlockedLines
from tests.builders import TODAY, new_book
from tests.views.account.desk import words
from tests.views.accounts.books import NAMES, fill
from tests.views.sync.mapped import MappedDesk

LONG = "x" * 60
SAID = "「業種」は CRM に送っていません：長すぎます（40）"


@pytest.fixture
def desk(tmp_path: Path, settings: QSettings, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> Iterator[MappedDesk]:
    with new_book(tmp_path / "profile") as book:
        fill(book)
        made = MappedDesk(book, settings, qtbot, monkeypatch)
        made.connect()
        made.sync()
        yield made


def write(desk: MappedDesk, field: str, said: str) -> None:
    desk.workspace.write(write_field, desk.account(NAMES[0]), field, said, today=TODAY)


def test_that_an_account_says_where_else_it_is_and_when_it_was_compared(desk: MappedDesk) -> None:
    shared = desk.book.read(beside, desk.account(NAMES[0])).shared
    assert [(one.name, one.missing, one.held, one.paused) for one in shared] == [("CRM", False, False, False)]
    card = desk.open(NAMES[0]).overview.shared
    assert card.isVisible()
    assert card.rows.told()[0].startswith("CRM · ")


def test_that_an_account_that_is_nowhere_else_says_nothing(
    tmp_path: Path, settings: QSettings, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    with new_book(tmp_path / "profile") as book:
        fill(book)
        overview = MappedDesk(book, settings, qtbot, monkeypatch).open(NAMES[0]).overview
        assert not overview.shared.isVisible()
        assert not overview.own.isVisible()


def test_that_a_field_that_is_too_long_is_marked_where_it_is_edited(desk: MappedDesk) -> None:
    write(desk, "industry", LONG)
    desk.sync()
    overview = desk.open(NAMES[0]).overview
    field = overview.facts.fields["industry"]
    assert field.held == "CRM に送っていません：長すぎます（40）"
    assert field.held in field.toolTip() and field.held in field.accessibleDescription()
    assert overview.facts.fields["name"].held == ""
    assert SAID in words(overview.shared)


def test_that_the_mark_goes_once_the_value_can_be_sent(desk: MappedDesk) -> None:
    write(desk, "industry", LONG)
    desk.sync()
    overview = desk.open(NAMES[0]).overview
    assert overview.facts.fields["industry"].held
    write(desk, "industry", "金融")
    desk.sync()
    write(desk, "reading", "あおば")
    assert overview.facts.fields["industry"].held == ""


def test_that_the_list_names_record_field_system_and_reason(desk: MappedDesk, qtbot: QtBot) -> None:
    write(desk, "industry", LONG)
    desk.sync()
    shown = BlockedList(desk.workspace)
    qtbot.addWidget(shown)
    # The tags that this CRM does not know are told too.
    rows = desk.book.read(blocked)
    shown.show_rows(rows)
    assert len(rows) == 3
    assert shown.count.text() == "3 項目を送っていません。同じレコードのほかの項目は送っています。"
    texts = [shown.view.table.texts(at) for at in range(3)]
    at = texts.index((NAMES[0], "顧客", "業種", "CRM", "長すぎます（40）"))
    with qtbot.waitSignal(shown.opened) as there:
        shown.view.opened.emit(shown.view.table.row_at(at))
    assert there.args == [desk.account(NAMES[0])]


def test_that_a_field_is_tried_again_when_asked_for(desk: MappedDesk, qtbot: QtBot) -> None:
    write(desk, "industry", LONG)
    desk.sync()
    shown = BlockedList(desk.workspace)
    qtbot.addWidget(shown)
    shown.show_rows(desk.book.read(blocked))
    desk.server.change_field("accounts", "Industry", max_length=100)
    with qtbot.waitSignal(shown.retried):
        shown.try_again()
    shown.show_rows(desk.book.read(blocked))
    assert not shown.view.isVisibleTo(shown)
    assert desk.book.read(blocked) == []


def block(desk: MappedDesk, entity: str, local_id: str, field: str) -> None:
    """Note that a field was refused, as the engine does after a push."""
    from app.sync import keeping

    why = {field: {"code": "DATA_TOO_LARGE", "message": "値が大きすぎます", "hash": ""}}
    desk.book.write(lambda session: keeping.set_blocked(session, desk.id, entity, local_id, why))


def test_that_the_person_and_the_form_of_one_say_what_is_not_sent(desk: MappedDesk) -> None:
    page = desk.open(NAMES[0])
    people = desk.book.read(people_of, desk.account(NAMES[0]), today=TODAY).positions
    first = next(row for row in people if row.name == "佐藤 花子")
    block(desk, "contact", first.id, "Phone")
    page.tabs.setCurrentIndex(PEOPLE)
    tab = page.parts.part(PEOPLE)
    tab.view.go_to_row(first.id)
    QApplication.processEvents()
    assert "「電話」は CRM に送っていません：値が大きすぎます" in words(tab)
    tab.desk.edit()
    assert tab.form is not None
    phone = tab.form.fields.lines["phone"]
    assert phone.toolTip() == "CRM に送っていません：値が大きすぎます"
    assert len(phone.actions()) == 1


def _bound(desk: MappedDesk, entity: str) -> str:
    return str(desk.book.read(ask, "SELECT local_id FROM binding WHERE entity = ? ORDER BY local_id", entity)[0][0])


@pytest.mark.parametrize(
    ("entity", "tab", "field"), [("touchpoint", TOUCHPOINTS, "Body"), ("task", PROMISES, "Subject")]
)
def test_that_touchpoints_and_promises_say_what_is_not_sent(
    desk: MappedDesk, entity: str, tab: int, field: str
) -> None:
    row_id = _bound(desk, entity)
    block(desk, entity, row_id, field)
    page = desk.open(NAMES[0])
    page.tabs.setCurrentIndex(tab)
    part = page.parts.part(tab)
    (part.reader if entity == "touchpoint" else part.editor).turned.emit(row_id)
    QApplication.processEvents()
    lines = [one for one in part.findChildren(BlockedLines) if one.isVisibleTo(part)]
    assert len(lines) == 1
    assert "値が大きすぎます" in lines[0].accessibleDescription()
    (part.reader if entity == "touchpoint" else part.editor).turned.emit("nothing")
    assert not any(one.isVisibleTo(part) for one in part.findChildren(BlockedLines))


def test_that_the_mark_comes_while_the_account_is_shown(desk: MappedDesk) -> None:
    field = desk.open(NAMES[0]).overview.facts.fields["industry"]
    write(desk, "industry", LONG)
    desk.sync()
    desk.workspace.synced.emit()
    desk.until(lambda: bool(field.held))
