"""Is this the same? Proposals of a first sync: what is equal, what differs, and what each answer does on both sides."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QSettings, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from shiboken6 import isValid

from app.journal import door
from app.operations.syncing.links import answer_links, links
from app.sync.sql import ask
from app.views.sync.links import LinksDialog
from app.views.sync.links_rows import pairs
from tests.builders import new_book
from tests.journeys.hands import press
from tests.views.accounts.books import NAMES, fill
from tests.views.desks import words
from tests.views.sync.mapped import SYSTEM, MappedDesk

THERE = "青葉信金"


@pytest.fixture
def desk(tmp_path: Path, settings: QSettings, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> Iterator[MappedDesk]:
    with new_book(tmp_path / "profile") as book:
        fill(book)
        made = MappedDesk(book, settings, qtbot, monkeypatch)
        midori = made.account(NAMES[1])
        book.write(lambda session: door.amend(session, "account", {midori: {"domain": "midori.example"}}))
        server = made.server
        server.create("accounts", {"Name": THERE, "Domain": "aoba.example", "Tier": "standard", "Industry": "金融"})
        server.create("accounts", {"Name": "みどり食品", "Domain": "midori.example"})
        # A name alone proposes nothing.
        server.create("accounts", {"Name": NAMES[2], "Domain": None})
        made.connect()
        made.sync()
        yield made


@pytest.fixture
def dialog(desk: MappedDesk) -> LinksDialog:
    made = LinksDialog(desk.workspace, desk.window, desk.id, SYSTEM, desk.window)
    made.start()
    QApplication.processEvents()
    return made


def names(desk: MappedDesk) -> list[str]:
    """Return the names of the accounts there."""
    return sorted(str(one.fields["Name"]) for one in desk.server.records("accounts").values() if not one.gone)


def test_that_an_equal_key_proposes_and_a_name_does_not(desk: MappedDesk, dialog: LinksDialog) -> None:
    assert [link.mine for link in dialog.view.table.all_rows()] == [NAMES[0], NAMES[1]]
    assert dialog.count.text() == "残り 2件"
    said = words(dialog)
    assert f"{NAMES[0]} ・ {THERE}" in said
    assert "顧客：両方とも ドメイン aoba.example" in said
    assert "名前だけでは候補にしません。回答するまで、送ることも追加することもありません。" in said
    assert not dialog.save.isEnabled()


def test_that_what_differs_is_marked_by_words(desk: MappedDesk, dialog: LinksDialog) -> None:
    rows = {name: state for name, _here, _there, state in pairs(dialog.view.current_row())}
    assert rows["ドメイン"] == "equal"
    assert (rows["顧客名"], rows["セグメント"], rows["業種"]) == ("differs", "differs", "only")
    told = dialog.comparison.told()
    assert told[0] == "ドメイン：この PC aoba.example、接続先 aoba.example · 一致"
    assert "セグメント：この PC ハイタッチ、接続先 ロータッチ · 違います" in told


def test_that_a_person_goes_through_them_by_keys_alone(desk: MappedDesk, dialog: LinksDialog) -> None:
    assert dialog.view.hasFocus()
    press("1")
    assert dialog.same.isChecked() and not dialog.two.isChecked()
    press("Down")
    assert not dialog.same.isChecked()
    press("2")
    assert dialog.two.isChecked()
    assert dialog.save.text() == "2 件を保存して次へ"
    press("Up", "Ctrl+Return")
    assert desk.book.read(links, desk.id) == []
    assert not isValid(dialog)


def test_that_the_same_becomes_one_record_and_two_stay_two(desk: MappedDesk, dialog: LinksDialog) -> None:
    before = names(desk)
    dialog.answer(True)
    dialog.view.go_to(1)
    dialog.answer(False)
    dialog.keep()
    desk.sync()
    desk.sync()
    here = [row[0] for row in desk.book.read(ask, "SELECT name FROM account WHERE deleted_at IS NULL")]
    assert here.count("みどり食品") == 2  # theirs came in beside ours
    assert THERE not in here and here.count(NAMES[0]) == 1
    # Ours was made there; the one that is the same was not made a second time.
    assert names(desk).count("みどり食品") == before.count("みどり食品") + 1
    assert sum(name in (THERE, NAMES[0]) for name in names(desk)) == 1


def test_that_one_answer_may_be_saved_and_the_rest_left_for_later(desk: MappedDesk, dialog: LinksDialog) -> None:
    dialog.answer(True)
    dialog.keep()
    assert dialog.isVisible()
    assert [link.mine for link in desk.book.read(links, desk.id)] == [NAMES[1]]
    assert dialog.count.text() == "残り 1件"
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    assert not dialog.isVisible()
    before = names(desk)
    desk.sync()
    # Not answered: nothing is sent of it and nothing added.
    assert names(desk).count("みどり食品") == before.count("みどり食品") == 1


def test_that_all_that_are_left_can_be_called_the_same(desk: MappedDesk, dialog: LinksDialog) -> None:
    dialog.answer(False)
    dialog.all_same.click()
    assert list(dialog.answers.values()) == [False, True]
    assert not dialog.all_same.isEnabled()


def test_that_what_somebody_else_answered_meanwhile_is_said(desk: MappedDesk, dialog: LinksDialog) -> None:
    first = dialog.view.current_row()
    dialog.answer(True)
    desk.book.write(answer_links, {first.id: False}, today=desk.book.clock.today())
    dialog.keep()
    told = [one for one in QApplication.topLevelWidgets() if one.isVisible() and one not in (dialog, desk.window)]
    assert any(one.accessibleName() or one.windowTitle() for one in told)
    for one in told:
        one.close()
