"""The mapping on screen: every choice is kept at once, taken back by Ctrl+Z, and holds from the next run on."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QSettings, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog
from pytestqt.qtbot import QtBot

from app.connectors.base import Field
from app.views.sync.mapping import MappingDialog
from app.views.sync.mapping_columns import mapping_columns
from app.views.sync.mapping_rows import units
from app.views.widgets.choices import ComboBox
from tests.builders import new_book
from tests.views.accounts.books import NAMES, fill
from tests.views.desks import words
from tests.views.sync.mapped import SYSTEM, MappedDesk


@pytest.fixture
def desk(tmp_path: Path, settings: QSettings, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> Iterator[MappedDesk]:
    with new_book(tmp_path / "profile") as book:
        fill(book)
        made = MappedDesk(book, settings, qtbot, monkeypatch)
        made.connect()
        made.sync()
        yield made


@pytest.fixture
def dialog(desk: MappedDesk) -> MappingDialog:
    return desk.mapping()


def choose(combo: ComboBox, name: str) -> None:
    """Choose as a person does."""
    at = combo.findData(name)
    assert at >= 0, name
    combo.setCurrentIndex(at)
    combo.activated.emit(at)


def offered(combo: ComboBox) -> list[str]:
    return [str(combo.itemData(at)) for at in range(combo.count())]


def row(dialog: MappingDialog, local: str) -> list[str]:
    """Return a row of the table as it reads."""
    unit = next(one for one in units(dialog.mapped) if one.key == local)
    return [column.text(unit) for column in mapping_columns(SYSTEM, dialog.remotes)]


def test_that_it_opens_at_the_accounts_with_what_the_connector_suggests(dialog: MappingDialog) -> None:
    assert dialog.entity == "account"
    assert dialog.face.tabs.tabText(0) == "顧客 11"
    assert row(dialog, "segment") == ["セグメント", "双方向", "Tier", "CRM を優先", ""]
    assert row(dialog, "fit_reason")[3] == "文を合わせる"
    assert row(dialog, "fit")[1:] == ["", "対応させない", "", ""]
    assert "ほかの人が先に変えていたときは、CRM が書き込みを断ります。" in dialog.face.can.text()
    assert dialog.view.hasFocus()


def test_that_a_noun_that_is_not_shared_says_so(desk: MappedDesk, dialog: MappingDialog) -> None:
    dialog.face.tabs.setCurrentIndex(4)
    assert dialog.face.tabs.tabText(4) == "要望 7"
    choose(dialog.face.type, "")
    assert desk.mapped("request").rtype == ""
    assert dialog.face.tabs.tabText(4) == "要望"
    assert "上で対応先を選んでください。それまでは何も共有しません。" in words(dialog)
    assert not dialog.face.preset.isVisible()
    dialog.take_back()
    assert [one.remote for one in desk.mapped("request").fields if one.local == "words"] == ["Words"]


def test_that_way_and_winner_are_kept_at_once_and_taken_back_in_order(desk: MappedDesk, dialog: MappingDialog) -> None:
    dialog.go_to("industry")
    assert dialog.inspector.way is not None
    dialog.inspector.way.chosen.emit("out")
    assert desk.field("industry").direction == "out"
    assert dialog.inspector.policies == {}  # nobody else is heard, so nobody can win
    dialog.inspector.way.chosen.emit("both")
    dialog.inspector.policies["mine"].click()
    assert (desk.field("industry").direction, desk.field("industry").policy) == ("both", "mine")
    assert row(dialog, "industry")[3] == "この PC を優先"
    for policy, way in (("ask", "both"), ("ask", "out"), ("ask", "both")):
        QTest.keyClick(dialog, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
        assert (desk.field("industry").policy, desk.field("industry").direction) == (policy, way)
    assert not dialog.face.back.isEnabled()


def test_that_long_texts_may_be_joined_or_not(desk: MappedDesk, dialog: MappingDialog) -> None:
    dialog.go_to("name")
    assert dialog.inspector.join is None
    dialog.go_to("fit_reason")
    join = dialog.inspector.join
    assert join is not None and join.isChecked()
    join.click()
    assert desk.field("fit_reason").merge == "atomic"


def test_that_only_what_can_hold_it_and_is_free_is_offered(desk: MappedDesk, dialog: MappingDialog) -> None:
    dialog.go_to("fiscal_year_end")
    combo = dialog.inspector.remotes["fiscal_year_end"]
    assert offered(combo) == ["", "YearEnd", "Health"]
    choose(combo, "")
    assert desk.field("fiscal_year_end").remote == ""
    dialog.go_to("name")
    # Without a name there is no account, so it cannot go nowhere.
    assert "" not in offered(dialog.inspector.remotes["name"])
    assert "Domain" not in offered(dialog.inspector.remotes["name"])


def test_that_delete_lets_a_field_go_and_a_needed_one_says_why_not(desk: MappedDesk, dialog: MappingDialog) -> None:
    dialog.go_to("industry")
    QTest.keyClick(dialog.view, Qt.Key.Key_Delete)
    assert desk.field("industry").remote == ""
    dialog.go_to("name")
    QTest.keyClick(dialog.view, Qt.Key.Key_Delete)
    assert desk.field("name").remote == "Name"
    told = [one for one in QApplication.topLevelWidgets() if isinstance(one, QDialog) and one.isVisible()]
    assert len(told) == 2
    next(one for one in told if one is not dialog).close()


def test_that_enter_goes_to_the_choices_of_the_field(dialog: MappingDialog) -> None:
    dialog.go_to("industry")
    QTest.keyClick(dialog.view, Qt.Key.Key_Return)
    assert dialog.inspector.remotes["industry"].hasFocus()


def test_that_the_focus_stays_on_what_was_chosen(dialog: MappingDialog) -> None:
    dialog.go_to("industry")
    dialog.inspector.policies["mine"].setFocus()
    dialog.inspector.policies["mine"].click()
    QApplication.processEvents()
    assert dialog.inspector.policies["mine"].hasFocus()


def test_that_a_group_is_one_row_and_changes_as_one(desk: MappedDesk, dialog: MappingDialog) -> None:
    dialog.face.tabs.setCurrentIndex(4)
    assert row(dialog, "amount")[0] == "金額 + 通貨"
    dialog.go_to("amount")
    assert set(dialog.inspector.remotes) == {"amount", "currency"}
    dialog.inspector.policies["crm"].click()
    assert [desk.field(name, "request").policy for name in ("amount", "currency")] == ["crm", "crm"]


def test_that_choices_are_assigned_in_a_sheet(desk: MappedDesk, dialog: MappingDialog) -> None:
    dialog.go_to("segment")
    assert dialog.inspector.values is not None
    sheet = dialog.ask_for_values(desk.field("segment"))
    assert sheet is not None
    assert [combo.currentData() for combo in sheet.combos.values()] == ["enterprise", "standard", "self_serve"]
    choose(sheet.combos["tech"], "")
    sheet.go_on()
    assert desk.field("segment").values == {"high": "enterprise", "low": "standard"}
    assert row(dialog, "segment")[4] == "未設定の選択肢 1"


def test_that_what_went_away_and_what_is_read_only_there_is_named(desk: MappedDesk, dialog: MappingDialog) -> None:
    desk.server.drop_field("accounts", "Industry")
    desk.server.change_field("accounts", "Number", writable=False)
    dialog.read_again()
    desk.until(lambda: dialog.face.refresh.isEnabled())
    assert row(dialog, "industry")[4] == "接続先にありません"
    assert row(dialog, "external_id")[4] == "接続先では読み取りのみ"
    dialog.go_to("industry")
    assert "CRM に項目「Industry」がなくなりました。" in words(dialog.inspector)


def test_that_a_system_is_asked_on_a_thread_of_its_own(desk: MappedDesk, dialog: MappingDialog) -> None:
    threads: list[str] = []

    desk.server.before = lambda _request: threads.append(threading.current_thread().name)
    dialog.read_again()
    desk.until(lambda: dialog.face.refresh.isEnabled())
    assert set(threads) == {"banso-apart"}


def test_that_a_system_out_of_reach_is_said_in_the_dialog(desk: MappedDesk, dialog: MappingDialog) -> None:
    desk.server.faults = lambda _request: "drop_before"
    dialog.read_again()
    desk.until(lambda: dialog.face.refresh.isEnabled())
    assert dialog.face.notice.isVisible() and dialog.face.notice.text()
    assert row(dialog, "name")[2] == "Name" or row(dialog, "name")[2] == "名前"


def test_that_the_suggestion_is_brought_back_and_can_be_taken_back(desk: MappedDesk, dialog: MappingDialog) -> None:
    dialog.go_to("industry")
    choose(dialog.inspector.remotes["industry"], "")
    dialog.face.preset.click()
    assert desk.field("industry").remote == "Industry"
    dialog.take_back()
    assert desk.field("industry").remote == ""


def test_that_a_field_of_theirs_becomes_an_own_field_both_ways(desk: MappedDesk, dialog: MappingDialog) -> None:
    there = next(id for id, one in desk.server.records("accounts").items() if one.fields["Name"] == NAMES[0])
    desk.server.edit("accounts", there, {"Health": "82.5"})
    adding = dialog.ask_for_field()
    adding.search.setText("hea")
    QTest.keyClick(adding.search, Qt.Key.Key_Return)
    assert desk.field("custom.Health").remote == "Health"
    assert row(dialog, "custom.Health")[:3] == ["Health", "双方向", "Health"]
    dialog.accept()
    desk.sync()
    card = desk.open(NAMES[0]).overview.own
    assert card.isVisible()
    field = card.fields["Health"]
    assert field.text() in ("82.50", "82.5")
    card._keep("Health", "90")
    desk.sync()
    assert str(desk.server.records("accounts")[there].fields["Health"]) in ("90.00", "90")


def test_that_a_new_field_there_is_offered_once_it_was_read(desk: MappedDesk, dialog: MappingDialog) -> None:
    desk.server.add_field("accounts", Field("Stores", "Stores", "int", custom=True))
    dialog.read_again()
    desk.until(lambda: "Stores" in dialog.remotes())
    assert dialog.face.add.isVisible()
    dialog.face.tabs.setCurrentIndex(2)
    assert not dialog.face.add.isVisible()


def test_that_fields_not_read_yet_are_asked_for_at_once(desk: MappedDesk) -> None:
    desk.connect_anew()
    dialog = desk.mapping()
    desk.until(lambda: dialog.mapped.rtype == "accounts")
    assert row(dialog, "domain")[2] in ("Domain", "ドメイン")
