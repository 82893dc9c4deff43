"""Own fields on the overview: added by name, edited in place, undone, with a history of their own."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from app.operations.own_fields import add_own_field, own_fields, write_own_field
from app.views.account.edit.own_card import OwnFieldsCard
from app.views.account.edit.own_dialog import OwnFieldDialog
from app.views.account.page import AccountPage
from tests.journeys.hands import press, write
from tests.views.account.desk import Desk
from tests.views.accounts.books import NAMES


def card(page: AccountPage) -> OwnFieldsCard:
    return page.overview.own


def kept(desk: Desk, page: AccountPage) -> dict[str, str]:
    return {one.name: one.value for one in desk.book.read(own_fields, "account", str(page.account_id))}


def test_that_one_is_added_from_the_commands_and_taken_back(desk: Desk) -> None:
    page = desk.open(NAMES[0])
    assert not card(page).isVisible()
    command = next(one for one in page.commands() if one.key == "add_own_field")
    assert command.act is not None
    command.act()
    dialog = page.window().findChild(OwnFieldDialog)
    assert dialog is not None and dialog.focusWidget() is dialog.name
    dialog.name.setText("導入店舗数")
    dialog.value.setText("14")
    QTest.keyClick(dialog.value, Qt.Key.Key_Return)
    assert kept(desk, page) == {"導入店舗数": "14"}
    assert card(page).isVisible()
    desk.workspace.undo()
    assert kept(desk, page) == {}
    assert not card(page).isVisible()


def test_that_what_is_missing_is_said_in_the_dialog(desk: Desk) -> None:
    page = desk.open(NAMES[0])
    dialog = card(page).ask()
    assert dialog is not None
    dialog.go_on()
    assert dialog.wrong() == "独自項目の名前を書いてください。"
    dialog.name.setText("Stores")
    dialog.go_on()
    assert dialog.focusWidget() is dialog.value
    assert dialog.wrong() == "この顧客での値を書いてください。空の項目は追加しません。"
    dialog.reject()
    assert kept(desk, page) == {}


def test_that_one_is_edited_in_place_with_undo_and_history(desk: Desk) -> None:
    page = desk.open(NAMES[0])
    desk.workspace.write(add_own_field, "account", page.account_id, "Stores", "14")
    desk.workspace.write(add_own_field, "account", page.account_id, "Health", "82")
    field = card(page).fields["Stores"]
    field.setFocus()
    press("Return")
    write("15")
    press("Return")
    assert kept(desk, page) == {"Health": "82", "Stores": "15"}
    assert card(page).fields["Stores"] is field  # not made anew while it has the focus
    desk.workspace.undo()
    assert kept(desk, page) == {"Health": "82", "Stores": "14"}
    history = card(page).show_history("Health")
    assert history is not None
    history.close()
    QTest.keyClick(field, Qt.Key.Key_Escape)


def test_that_cleared_fields_go_and_others_stay_in_their_places(desk: Desk) -> None:
    page = desk.open(NAMES[0])
    for name in ("C", "A", "B"):
        desk.workspace.write(add_own_field, "account", page.account_id, name, "1")
    assert list(card(page).fields) == ["A", "B", "C"]
    first = card(page).fields["A"]
    desk.workspace.write(write_own_field, "account", page.account_id, "B", "")
    QApplication.processEvents()
    assert list(card(page).fields) == ["A", "C"]
    assert card(page).fields["A"] is first
    tops = [field.y() for field in card(page).fields.values()]
    assert tops == sorted(tops)


def test_that_another_account_shows_its_own(desk: Desk) -> None:
    page = desk.open(NAMES[0])
    desk.workspace.write(add_own_field, "account", page.account_id, "Stores", "14")
    other = desk.open(NAMES[1])
    assert not card(other).isVisible()
    assert card(desk.open(NAMES[0])).fields["Stores"].text() == "14"
