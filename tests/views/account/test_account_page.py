from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import QSettings, Qt
from PySide6.QtWidgets import QApplication, QLabel, QPlainTextEdit, QWidget
from pytestqt.qtbot import QtBot

from app.journal import door
from app.language import use
from app.operations.accounts import amend_accounts, find_account
from app.operations.book import Book
from app.operations.promises import hide_promise, open_promises
from app.operations.touchpoints import TouchpointRow, rewrite_touchpoint, touchpoint_rows
from app.views import theme
from app.views.account.page import OVERVIEW, TOUCHPOINTS, AccountPage
from app.views.main_window import MainWindow
from app.views.page import Page
from app.views.widgets.empty_state import EmptyState
from app.views.widgets.key_hint import KeyHint
from app.views.widgets.labels import ElidedLabel
from app.views.workspace import Workspace
from tests.builders import TODAY, new_book
from tests.journeys.hands import commit, compose, press, wait_until, write
from tests.views.accounts.books import NAMES, fill


class Desk:
    """A window with the page of an account over a small book."""

    def __init__(self, book: Book, settings: QSettings, qtbot: QtBot) -> None:
        self.book = book
        self.workspace = Workspace(book, book.clock)
        self.window = MainWindow(self.workspace, settings)
        self.window.add_place("accounts", "building-2", lambda: "Accounts", Page)
        self.window.add_place(
            "account", "building-2", lambda: "Account", lambda: AccountPage(self.workspace, self.window),
            in_sidebar=False,
        )  # fmt: skip
        self.window.resize(1440, 900)
        qtbot.addWidget(self.window)
        self.window.show()
        qtbot.waitExposed(self.window)
        self.window.activateWindow()
        self.logged: list[str] = []

    def open(self, name: str) -> AccountPage:
        page = self.window.open("account", self.book.read(find_account, name))
        assert isinstance(page, AccountPage)
        page.log_wanted.connect(self.logged.append)
        QApplication.processEvents()
        return page

    def promises(self) -> list[str]:
        return [promise.text for promise in self.book.read(open_promises)]

    def touchpoints(self, page: AccountPage) -> list[TouchpointRow]:
        assert page.account_id is not None
        return self.book.read(touchpoint_rows, page.account_id)


@pytest.fixture
def desk(tmp_path: Path, settings: QSettings, qtbot: QtBot) -> Iterator[Desk]:
    with new_book(tmp_path / "profile") as book:
        fill(book)
        yield Desk(book, settings, qtbot)


def words(widget: QWidget) -> list[str]:
    """Return the words of all labels that are not hidden."""
    shown = [w for w in widget.findChildren(QWidget) if isinstance(w, QLabel | ElidedLabel)]
    return [w.text() for w in shown if w.isVisibleTo(widget) and w.text()]


def bodies(page: AccountPage) -> list[str]:
    model = page.timeline.model
    return [model.row_at(at).body.split("\n")[0] for at in range(model.rowCount())]


def test_that_the_head_names_the_notice_deadline_first_and_whom_we_know(desk: Desk) -> None:
    page = desk.open(NAMES[0])
    said = words(page.header)
    assert said[:2] == [NAMES[0], "あおばしんようきんこ"]
    assert "通知期限 1/28（あと69日）・満了 2/28" in said
    for fact in ("1,200万円", "ハイタッチ · 導入", "渡辺 常務", "佐藤 課長", "14日前 / 目安 7日"):
        assert fact in said
    assert [crumb.text for crumb in page.crumbs()] == ["顧客", NAMES[0]]
    assert page.tabs.tabText(TOUCHPOINTS) == "接点 3"
    assert "有効な契約はありません" in words(desk.open(NAMES[3]).header)


def test_that_an_estimated_deadline_says_so(desk: Desk) -> None:
    def tags(page: AccountPage) -> list[str]:
        return [w.accessibleName() for w in page.header.findChildren(QWidget) if w.isVisibleTo(page.header)]

    assert "推定" in tags(desk.open(NAMES[2]))
    assert "推定" not in tags(desk.open(NAMES[0]))


def test_that_the_overview_shows_what_is_recorded_as_plain_text(desk: Desk) -> None:
    said = words(desk.open(NAMES[0]).overview)
    for fact in (
        "11/17（3日超過）", "11/27", "お客様 · 佐藤 花子", "田村 次郎", "2026/3/31 まで", "営業部 課長", "Premium",
        "1,000,000円 · 月額", "紙の日報をやめたい", "・監査の権限は", "aoba.example",
    ):  # fmt: skip
        assert fact in said, fact
    other = words(desk.open(NAMES[3]))
    assert NAMES[3] in other
    assert "未完了の約束はありません。" in other
    assert "契約はまだ記録されていません。" in other
    for label in desk.open(NAMES[3]).findChildren(QLabel):
        assert label.textFormat() is Qt.TextFormat.PlainText


def test_that_a_promise_hidden_for_later_stands_apart_until_its_day(desk: Desk) -> None:
    page = desk.open(NAMES[0])
    promise = desk.book.read(open_promises, account_id=page.account_id)[0]
    desk.workspace.write(hide_promise, promise.id, until=date(2026, 12, 1))
    said = words(page.overview)
    assert said.index("11/27") < said.index("あとで 1件") < said.index("11/17（3日超過） · 12/1 に再表示")
    assert page.overview.promises is not None
    assert [box.text() for box in page.overview.promises.boxes] == ["利用者一覧をいただく", "手順書を送る"]
    desk.workspace.write(hide_promise, promise.id, until=TODAY)
    assert "あとで 1件" not in words(page.overview)


def test_that_space_keeps_a_promise_and_undo_brings_it_back(desk: Desk, qtbot: QtBot) -> None:
    page = desk.open(NAMES[0])
    assert page.overview.promises is not None
    assert desk.promises() == ["手順書を送る", "利用者一覧をいただく"]
    page.overview.promises.boxes[0].setFocus()
    press("Space")
    assert desk.promises() == ["利用者一覧をいただく"]
    kept = page.overview.promises.boxes
    assert [box.text() for box in kept] == ["利用者一覧をいただく"]
    assert kept[0].hasFocus()
    toast = desk.window._overlays._toast
    assert toast is not None
    qtbot.mouseClick(toast.undo_button, Qt.MouseButton.LeftButton)
    assert desk.promises() == ["手順書を送る", "利用者一覧をいただく"]
    assert [box.text() for box in page.overview.promises.boxes] == desk.promises()


def test_that_the_undo_of_a_toast_takes_back_its_own_change(desk: Desk, qtbot: QtBot) -> None:
    page = desk.open(NAMES[0])
    assert page.overview.promises is not None
    page.overview.promises.boxes[0].setFocus()
    press("Return")
    toast = desk.window._overlays._toast
    assert toast is not None
    desk.workspace.write(amend_accounts, [page.account_id], {"industry": "銀行"}, today=TODAY)
    qtbot.mouseClick(toast.undo_button, Qt.MouseButton.LeftButton)
    assert desk.promises() == ["手順書を送る", "利用者一覧をいただく"]
    assert "銀行" in words(page.overview)


def test_that_touchpoints_stand_planned_first_then_newest_and_are_filtered(desk: Desk) -> None:
    page = desk.open(NAMES[0])
    press("Ctrl+2")
    assert page.tabs.currentIndex() == TOUCHPOINTS
    assert page.timeline.view.hasFocus()
    assert bodies(page) == ["30日レビュー", "手順書 <script>alert(1)</script> を依頼", "新画面で現場が迷う。"]
    press("/")
    compose("さ")
    assert len(bodies(page)) == 3
    commit("佐藤")
    assert bodies(page) == ["新画面で現場が迷う。"]
    press("Escape")
    write("#")
    commit("手順書")
    assert bodies(page) == ["手順書 <script>alert(1)</script> を依頼"]
    page.timeline.filter.setText("電話")
    assert bodies(page) == ["新画面で現場が迷う。"]
    page.timeline.filter.setText("ぞぞぞ")
    empty = page.timeline._stack.currentWidget()
    assert isinstance(empty, EmptyState)
    assert empty.accessibleName() == "「ぞぞぞ」に当てはまる接点はありません。"
    press("Escape")
    assert len(bodies(page)) == 3
    press("Escape")
    assert page.timeline.view.hasFocus()


def height(page: AccountPage, at: int) -> int:
    QApplication.processEvents()
    return page.timeline.view.visualRect(page.timeline.model.index(at, 0)).height()


def test_that_enter_shows_all_of_a_touchpoint_and_its_first_lines_again(desk: Desk) -> None:
    page = desk.open(NAMES[0])
    press("Ctrl+2", "J", "J")
    before = height(page, 2)
    press("Return")
    assert height(page, 2) == before + theme.current().line("body")
    press("Return")
    assert height(page, 2) == before


def editor(page: AccountPage) -> QPlainTextEdit:
    QApplication.processEvents()
    wait_until(lambda: isinstance(QApplication.focusWidget(), QPlainTextEdit), "the editor is open")
    found = QApplication.focusWidget()
    assert isinstance(found, QPlainTextEdit)
    assert page.timeline.view.isAncestorOf(found)
    return found


def test_that_e_edits_in_place_and_ctrl_enter_saves_but_enter_breaks_the_line(desk: Desk) -> None:
    page = desk.open(NAMES[0])
    press("Ctrl+2", "J", "J", "E")
    field = editor(page)
    assert field.hasFocus()
    assert field.toPlainText().startswith("新画面で現場が迷う。\n二行目")
    hints = [w.accessibleName() for w in page.timeline.findChildren(KeyHint) if w.isVisible()]
    assert [hint.split()[-1] for hint in hints] == ["保存", "元のまま"]
    assert field.height() >= 3 * theme.current().line("body")
    press("Return")
    compose("ご")
    commit("五行目")
    press("Ctrl+Return")
    wait_until(lambda: page.timeline.view.delegate.edited is None, "it is kept")
    body = next(row.body for row in desk.touchpoints(page) if row.kind == "call")
    assert body == "新画面で現場が迷う。\n二行目\n三行目\n四行目\n五行目"
    QApplication.processEvents()
    assert page.timeline.view.current() is not None
    assert page.timeline.view.current().body == body
    assert page.timeline.view.hasFocus()
    press("Ctrl+Z")
    assert next(row.body for row in desk.touchpoints(page) if row.kind == "call").endswith("四行目")


def test_that_escape_leaves_the_words_and_empty_ones_are_refused(desk: Desk) -> None:
    page = desk.open(NAMES[0])
    before = desk.touchpoints(page)
    press("Ctrl+2", "J", "J", "E")
    editor(page)
    write("x")
    press("Escape")
    wait_until(lambda: page.timeline.view.delegate.edited is None, "the editor is closed")
    assert desk.touchpoints(page) == before
    press("E")
    field = editor(page)
    press("Ctrl+A", "Delete", "Ctrl+Return")
    error = desk.window.findChild(QWidget, "error")
    assert error is not None
    error.close()
    assert desk.touchpoints(page) == before
    assert page.timeline.view.delegate.edited is not None
    assert field.isVisible()


def test_that_words_being_edited_outlive_a_change_from_elsewhere(desk: Desk) -> None:
    page = desk.open(NAMES[0])
    press("Ctrl+2", "J", "E")
    field = editor(page)
    write(" draft")
    other = next(row for row in desk.touchpoints(page) if row.kind == "call")
    desk.workspace.write(rewrite_touchpoint, other.id, body="別の人が直した")
    assert field.toPlainText().endswith(" draft")
    press("Ctrl+Return")
    wait_until(lambda: "別の人が直した" in bodies(page), "both are shown")
    assert any(body.endswith(" draft") for body in bodies(page))


def test_that_going_elsewhere_keeps_what_was_typed(desk: Desk) -> None:
    page = desk.open(NAMES[0])
    press("Ctrl+2", "J", "E")
    editor(page)
    write(" kept")
    page.timeline.filter.setFocus()
    wait_until(lambda: any(body.endswith(" kept") for body in bodies(page)), "it is kept")


def test_that_del_removes_and_the_toast_brings_back(desk: Desk, qtbot: QtBot) -> None:
    page = desk.open(NAMES[0])
    press("Ctrl+2", "J", "Del")
    assert bodies(page) == ["30日レビュー", "新画面で現場が迷う。"]
    assert page.tabs.tabText(TOUCHPOINTS) == "接点 2"
    assert page.timeline.view.current().body.startswith("新画面")
    toast = desk.window._overlays._toast
    assert toast is not None
    qtbot.mouseClick(toast.undo_button, Qt.MouseButton.LeftButton)
    assert len(bodies(page)) == 3


def test_that_l_logs_for_this_account_and_letters_in_fields_do_not(desk: Desk) -> None:
    page = desk.open(NAMES[0])
    press("L", "Ctrl+2", "L")
    assert desk.logged == [page.account_id] * 2
    press("F")
    write("l")
    assert page.timeline.filter.text() == "l"
    assert len(desk.logged) == 2


def test_that_an_account_without_touchpoints_offers_to_log_one(desk: Desk, qtbot: QtBot) -> None:
    page = desk.open(NAMES[3])
    page.tabs.setCurrentIndex(TOUCHPOINTS)
    empty = page.timeline._stack.currentWidget()
    assert isinstance(empty, EmptyState)
    qtbot.mouseClick(empty.button, Qt.MouseButton.LeftButton)
    assert desk.logged == [page.account_id]


def test_that_a_removed_account_leads_back_to_the_list(desk: Desk, qtbot: QtBot) -> None:
    page = desk.open(NAMES[1])
    desk.workspace.write(lambda session: door.remove(session, "account", [page.account_id]))
    gone = page._gone
    assert gone is not None
    qtbot.mouseClick(gone.button, Qt.MouseButton.LeftButton)
    assert desk.window.here() == ("accounts", None)
    desk.workspace.undo()
    assert desk.window.open("account", page.account_id) is page
    assert NAMES[1] in words(page.header)


def test_that_another_account_begins_at_its_overview(desk: Desk) -> None:
    page = desk.open(NAMES[0])
    page.tabs.setCurrentIndex(TOUCHPOINTS)
    page.timeline.filter.setText("佐藤")
    desk.open(NAMES[1])
    assert (page.tabs.currentIndex(), page.timeline.filter.text()) == (OVERVIEW, "")


@pytest.mark.parametrize("lang", ["ja", "en"])
@pytest.mark.parametrize("look", ["light", "dark"])
@pytest.mark.parametrize(("width", "scale"), [(1440, 100), (1024, 150)])
def test_that_nothing_is_wider_than_the_page_in_any_dress(
    tmp_path: Path, settings: QSettings, qtbot: QtBot, lang: str, look: str, width: int, scale: int
) -> None:
    with new_book(tmp_path / "profile") as book:
        fill(book)
        use(lang)
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        theme.use(app, look, scale)
        desk = Desk(book, settings, qtbot)
        desk.window.resize(width, 900)
        page = desk.open(NAMES[0])
        for part in (page.header, page.overview.widget()):
            for child in part.findChildren(QWidget):
                if child.isVisible():
                    right = child.mapTo(page, child.rect().topRight()).x()
                    assert right < page.width(), (child, words(child))
        page.tabs.setCurrentIndex(TOUCHPOINTS)
        ink = theme.current().color.text.rgba()
        picture = page.timeline.view.viewport().grab().toImage()
        assert any(picture.pixelColor(x, y).rgba() == ink for y in range(60) for x in range(picture.width()))
