"""Handing an account over in a window, with a real hub behind it."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QSettings, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu, QWidget

from app.connectors.hub.prepare import Member
from app.errors import BansoError
from app.language import error_words
from app.models import locks
from app.operations.account_giving import giving, held_by
from app.operations.accounts import find_account
from app.operations.book import Book
from app.operations.hub import Peer
from app.operations.syncing import connections
from app.operations.syncing.rows import CameOver, RunResult
from app.operations.syncing.running import run_sync
from app.operations.syncing.secrets import keep_secrets
from app.sync.sql import ask
from app.views.account.giving.asking import ask_to_give
from app.views.account.giving.sheet import GiveSheet
from app.views.account.giving.words import came_words
from app.views.account.page import AccountPage
from app.views.main_window import MainWindow
from app.views.places import Places
from app.views.stage import Stage
from tests.builders import new_book
from tests.live.hub import AIKO, KEN, Hub
from tests.live.postgres import Postgres
from tests.views.accounts.books import NAMES, fill

MIO = Member("mio", "三浦 澪", "CS", "team", "pw-mio-3333")
NAME = NAMES[1]


@pytest.fixture(scope="module")
def server() -> Iterator[Postgres]:
    made = Postgres()
    yield made
    made.close()


@pytest.fixture
def hub(server: Postgres) -> Iterator[Hub]:
    made = Hub(server, AIKO, KEN, MIO)
    yield made
    made.drop()


@pytest.fixture
def book(hub: Hub, tmp_path: Path) -> Iterator[Book]:
    with new_book(tmp_path / "book", name=AIKO.name) as made:
        fill(made)
        number = made.write(connections.connect, name="CS", connector="hub", config=hub.config(AIKO))[1]
        keep_secrets(made, number, {"password": AIKO.password})
        made.write(connections.set_writes, number, True)
        yield made


@pytest.fixture
def shared(book: Book) -> str:
    """Return an account that is in the hub."""
    assert run_sync(book, 1, pressed=True)[1].result == "done"
    return book.read(find_account, NAME)


@pytest.fixture
def stage(qapp: QApplication, settings: QSettings, book: Book) -> Iterator[Stage]:
    made = Stage(settings, book)
    yield made
    made.clear()


def wait_until(is_so: Callable[[], object], seconds: float = 30) -> None:
    until = time.monotonic() + seconds
    while not is_so():
        assert time.monotonic() < until, "waited in vain"
        QTest.qWait(5)


def opened(stage: Stage, account: str) -> tuple[MainWindow, Places, AccountPage]:
    window, places = stage.main()
    page = window.open("account", account)
    assert isinstance(page, AccountPage)
    stage.settle()
    return window, places, page


def sheet_of(window: MainWindow, account: str) -> GiveSheet:
    made = ask_to_give(window, account)
    assert made is not None
    wait_until(lambda: made.peers.list.count() == 2)
    return made


def names(sheet: GiveSheet) -> list[str]:
    return [sheet.peers.list.item(row).text() for row in range(sheet.peers.list.count())]


def toasts(window: MainWindow) -> str:
    return "\n".join(one.accessibleName() for one in window.findChildren(QWidget))


def hand_overs(hub: Hub) -> int:
    with hub.admin() as db:
        [found] = db.execute("SELECT count(*) FROM banso.handover").fetchall()
    return int(found[0])


def test_that_it_is_offered_only_where_a_hub_has_the_account(stage: Stage, book: Book) -> None:
    account = book.read(find_account, NAME)
    window, places, page = opened(stage, account)
    assert "give" not in {one.key for one in page.commands()}
    assert ask_to_give(window, account) is None
    for dialog in QApplication.topLevelWidgets():
        if dialog.isModal():
            dialog.close()
    run_sync(book, 1, pressed=True)
    assert "give" in {one.key for one in page.commands()}
    menu = QMenu()
    page._fill_menu(menu)
    assert "チームの同僚へ引き継ぐ…" in [one.text() for one in menu.actions()]
    [give] = [one for one in places.account_commands() if one.key == "give"]
    assert give.fits(account)


def test_that_typing_narrows_the_colleagues_and_names_the_deed(stage: Stage, shared: str) -> None:
    window, _places, _page = opened(stage, shared)
    sheet = sheet_of(window, shared)
    assert names(sheet) == [KEN.name, MIO.name]
    # Nobody is chosen by chance.
    assert sheet.peers.current() is None
    assert not sheet.go.isEnabled()
    QTest.keyClicks(sheet.peers.field, "mori")
    assert names(sheet) == [KEN.name]
    assert (sheet.go.isEnabled(), sheet.go.text()) == (True, f"{KEN.name} さんに引き継ぐ")
    sheet.peers.field.setText("だれでもない")
    assert (names(sheet), sheet.peers.nobody.isVisible(), sheet.go.isEnabled()) == ([], True, False)
    sheet.peers.field.setText("cs")
    QTest.keyClick(sheet.peers.field, Qt.Key.Key_Down)
    assert names(sheet) == [KEN.name, MIO.name]
    assert sheet.peers.current() == Peer("mio", MIO.name, ("CS",))
    # Return hands nothing over yet: it leads to the button that says what will be done.
    QTest.keyClick(sheet.peers.field, Qt.Key.Key_Return)
    assert sheet.isVisible()
    assert sheet.go.hasFocus()


def test_that_one_colleague_alone_is_chosen_and_nobody_is_said(stage: Stage, book: Book, shared: str) -> None:
    window, _places, _page = opened(stage, shared)
    sheet = GiveSheet(window, window.workspace, book.read(giving, shared))
    sheet.appear()
    sheet.show_peers([Peer("ken", KEN.name, ())])
    assert sheet.go.text() == f"{KEN.name} さんに引き継ぐ"
    sheet.show_peers([])
    assert (sheet.peers.nobody.text(), sheet.go.isEnabled()) == ("チームのハブには、ほかのメンバーがいません。", False)


def test_that_it_is_handed_over_and_said_and_is_no_step_of_undo(
    stage: Stage, book: Book, hub: Hub, shared: str
) -> None:
    window, _places, page = opened(stage, shared)
    before = window.workspace.last_change
    sheet = sheet_of(window, shared)
    sheet.peers.field.setText("mori")
    QTest.mouseClick(sheet.go, Qt.MouseButton.LeftButton)
    wait_until(lambda: f"{NAME} は {KEN.name} さんに引き継ぎました。あなたのブックにも残ります。" in toasts(window))
    assert hand_overs(hub) == 1
    assert window.workspace.last_change == before
    assert page.header._held.isVisible()
    assert page.header._held.accessibleName() == f"担当: {KEN.name}"
    assert "「CS」であなたにも見えています" in page.header._held.accessibleDescription()
    sql = "SELECT m.name FROM account a JOIN member m ON m.id = a.owner_id WHERE a.id = ?"
    assert book.read(ask, sql, shared) == [(KEN.name,)]


def test_that_stopping_while_it_is_sent_leaves_everything_as_it_was(
    stage: Stage, book: Book, hub: Hub, shared: str
) -> None:
    window, _places, _page = opened(stage, shared)
    sheet = sheet_of(window, shared)
    sheet.peers.field.setText("mori")
    with locks.hold(book.folder / "sync" / "1.lock") as taken:
        assert taken
        QTest.mouseClick(sheet.go, Qt.MouseButton.LeftButton)
        assert (sheet.leave.text(), sheet.go.isEnabled(), sheet.peers.isEnabled()) == ("止める", False, False)
        QTest.mouseClick(sheet.leave, Qt.MouseButton.LeftButton)
        wait_until(lambda: sheet.leave.text() == "やめる")
    assert (sheet.isVisible(), sheet.go.isEnabled(), sheet.busy.text()) == (True, True, "")
    assert hand_overs(hub) == 0
    assert book.read(held_by, shared) is None


def test_that_a_refusal_is_said_on_the_sheet_which_stays(stage: Stage, book: Book, hub: Hub, shared: str) -> None:
    window, _places, _page = opened(stage, shared)
    sheet = sheet_of(window, shared)
    sheet.peers.field.setText("mori")
    hub.server.stop()
    try:
        QTest.mouseClick(sheet.go, Qt.MouseButton.LeftButton)
        wait_until(lambda: sheet.notice.text())
        assert sheet.notice.text() == "\n".join(error_words(BansoError("hub.out_of_reach", name="CS")))
        assert (sheet.isVisible(), sheet.go.isEnabled(), sheet.leave.text()) == (True, True, "やめる")
        sheet.reject()
        # Asked again, it says so before anybody is chosen.
        again = ask_to_give(window, shared)
        assert again is not None
        wait_until(lambda: again.notice.text())
        assert not again.go.isEnabled()
    finally:
        hub.server.start()
    assert hand_overs(hub) == 0


def test_that_what_came_is_said_though_nobody_asked_for_the_run(stage: Stage, shared: str) -> None:
    window, places, _page = opened(stage, shared)
    assert places.sync is not None
    came = (CameOver(shared, NAME, KEN.name),)
    places.sync.schedule.ended.emit(RunResult(9, "CS", 4, 0, 0, 0, 5, "on", "", "done", None, came), False)
    assert f"{KEN.name} さんから {NAME} を引き継ぎました" in toasts(window)
    assert came_words(came * 2) == "顧客 2件を引き継ぎました"
    assert came_words((CameOver(shared, NAME, ""),)) == f"{NAME} を引き継ぎました"
