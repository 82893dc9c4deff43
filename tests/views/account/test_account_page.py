from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QPoint, QSettings, Qt
from PySide6.QtWidgets import QApplication, QLabel, QMenu, QWidget
from pytestqt.qtbot import QtBot

from app.journal import door
from app.language import use
from app.operations.accounts import amend_accounts, find_account
from app.operations.promises import hide_promise, open_promises
from app.views import theme
from app.views.account.page import OVERVIEW, PEOPLE, TOUCHPOINTS, AccountPage
from app.views.widgets.painted import Painted
from tests.builders import TODAY, new_book
from tests.journeys.hands import press, write
from tests.operations.money.books import contract
from tests.views.account.desk import Desk, words
from tests.views.accounts.books import NAMES, fill


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


def test_that_a_late_renewal_says_when_the_contract_ended_and_until_when_it_counts(desk: Desk) -> None:
    account = desk.book.read(find_account, NAMES[3])
    desk.book.write(lambda session: contract(session, account, 1000, end=TODAY - timedelta(5)))
    page = desk.open(NAMES[3])
    said = words(page.header)
    assert "満了 11/15・更新の遅れ（12/15 まで計上）" in said
    assert "有効な契約はありません" not in said
    shown = [w for w in page.header.findChildren(QWidget) if w.isVisibleTo(page.header)]
    [tag] = [w for w in shown if w.accessibleName() == "猶予期間中"]
    assert tag.toolTip() == "満了 11/15・更新の遅れ（12/15 まで計上）"
    desk.open(NAMES[0])
    assert not tag.isVisibleTo(page.header)


def test_that_who_has_left_is_no_longer_among_the_people_of_the_overview(desk: Desk) -> None:
    said = words(desk.open(NAMES[0]).overview)
    assert "渡辺 一郎" in said
    assert "田村 次郎" not in said


def test_that_the_overview_shows_what_is_recorded_as_plain_text(desk: Desk) -> None:
    said = words(desk.open(NAMES[0]).overview)
    for fact in (
        "11/17（3日超過）", "11/27", "お客様 · 佐藤 花子", "営業部 課長", "Premium",
        "Premium · 1,000,000円/月 · 2026/2/28 – 2027/2/28 · 120 × 1円 · 月額", "紙の日報をやめたい",
        "・監査の権限は", "未解決の質問 5件", "aoba.example",
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
    QApplication.processEvents()
    card = page.overview.promises
    below = {label.text(): label.mapTo(card, QPoint(0, 0)).y() for label in card.findChildren(QLabel)}
    assert below["11/27"] < below["あとで 1件"] < below["11/17（3日超過） · 12/1 に再表示"]
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
    assert page.overview.facts.fields["industry"].text() == "銀行"


def test_that_a_removed_account_leads_back_to_the_list(desk: Desk, qtbot: QtBot) -> None:
    page = desk.open(NAMES[1])
    desk.workspace.write(lambda session: door.remove(session, "account", [page.account_id]))
    gone = page._stack.empty
    assert gone is not None
    qtbot.mouseClick(gone.button, Qt.MouseButton.LeftButton)
    assert desk.window.here() == ("accounts", None)
    desk.workspace.undo()
    assert desk.window.open("account", page.account_id) is page
    assert NAMES[1] in words(page.header)


def test_that_the_head_marks_what_follows_from_the_facts(desk: Desk) -> None:
    def marks(name: str) -> list[str]:
        page = desk.open(name)
        return [w.accessibleName() for w in page.header.findChildren(Painted) if w.isVisibleTo(page.header)]

    # The notice deadline of 1/28 is within the 180 days of high touch, that of 8/30 not within the 90 of low touch.
    assert marks(NAMES[0]) == ["判定保留", "更新期"]
    assert marks(NAMES[1]) == ["判定保留"]
    lead = {"account_id": desk.book.read(find_account, NAMES[1]), "origin": "usage", "signal": "満席"}
    [found] = desk.workspace.write(lambda session: door.create(session, "csql", [lead]))
    assert marks(NAMES[1]) == ["判定保留"]
    desk.workspace.write(lambda session: door.amend(session, "csql", {found: {"submitted_on": "2026-11-18"}}))
    assert marks(NAMES[1]) == ["判定保留", "拡大中"]


def test_that_requests_are_counted_where_there_are_some(desk: Desk) -> None:
    page = desk.open(NAMES[0])
    assert not any("声・要望" in word for word in words(page.overview))
    request = {"account_id": page.account_id, "words": "監査用の権限がほしい", "raised_on": "2026-11-01"}
    desk.workspace.write(lambda session: door.create(session, "request", [request]))
    assert "声・要望 1件" in words(page.overview)


def test_that_each_tab_is_made_when_it_is_first_shown_and_counts_what_is_in_it(desk: Desk) -> None:
    page = desk.open(NAMES[0])
    assert [page.tabs.tabText(at) for at in range(9)] == [
        "概要", "ヘルス", "プラン", "接点 3", "関係者 2", "QBR", "約束 2", "声・要望", "履歴",
    ]  # fmt: skip
    assert list(page.parts._parts) == [OVERVIEW]
    for at, keys in enumerate(f"Ctrl+{n}" for n in range(1, 10)):
        press(keys)
        assert page.tabs.currentIndex() == page.parts.currentIndex() == at
    assert sorted(page.parts._parts) == list(range(9))


def test_that_a_tab_that_is_not_open_learns_of_a_change_when_it_is(desk: Desk) -> None:
    page = desk.open(NAMES[0])
    page.open_tab("history")
    desk.workspace.write(amend_accounts, [page.account_id], {"industry": "銀行"}, today=TODAY)
    assert page.overview.facts.fields["industry"].text() == ""
    page.open_tab("overview")
    assert page.overview.facts.fields["industry"].text() == "銀行"


def test_that_another_account_begins_at_its_overview(desk: Desk) -> None:
    page = desk.open(NAMES[0])
    page.open_tab("people")
    desk.open(NAMES[1])
    assert page.tabs.currentIndex() == OVERVIEW


def test_that_letters_act_on_the_account_and_not_while_a_field_is_written(desk: Desk) -> None:
    page = desk.open(NAMES[0])
    press("L", "P", "Q")
    assert desk.done == [(key, page.account_id) for key in ("log", "pin", "deck")]
    page.overview.facts.fields["industry"].edit()
    write("lpq")
    assert len(desk.done) == 3
    assert page.overview.facts.fields["industry"].editor.text() == "lpq"


def test_that_the_menu_of_the_account_offers_its_commands(desk: Desk, qtbot: QtBot) -> None:
    page = desk.open(NAMES[0])
    menu = QMenu()
    qtbot.addWidget(menu)
    page._fill_menu(menu)
    own = ["log\tL", "pin\tP", "deck\tQ", "handover"]
    assert [act.text() for act in menu.actions()] == [*own, "エグゼクティブ向け 1枚…", "稟議セット…"]
    menu.actions()[len(own) - 1].trigger()
    assert desk.done == [("handover", page.account_id)]


def test_that_the_next_promise_opens_the_log_with_the_account_written(desk: Desk, qtbot: QtBot) -> None:
    page = desk.open(NAMES[0])
    qtbot.mouseClick(page.header.promise_button, Qt.MouseButton.LeftButton)
    assert desk.promised == [(page.account_id, f"@{NAMES[0]} 次: ")]


def test_that_cards_lead_to_the_tab_and_the_place_they_tell_of(desk: Desk, qtbot: QtBot) -> None:
    page = desk.open(NAMES[0])
    wanted: list[tuple[str, object]] = []
    page.wants.connect(lambda place, argument: wanted.append((place, argument)))
    page.wants.disconnect(desk.window.open)
    qtbot.mouseClick(page.overview.handover.open_button, Qt.MouseButton.LeftButton)
    assert wanted == [("handover", page.account_id)]
    qtbot.mouseClick(page.overview.people.all, Qt.MouseButton.LeftButton)
    assert page.tabs.currentIndex() == PEOPLE


def test_that_opening_many_accounts_in_a_row_keeps_the_number_of_widgets(desk: Desk) -> None:
    def opened(times: int) -> int:
        for n in range(times):
            desk.open(NAMES[n % len(NAMES)])
        desk.open(NAMES[0])
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        QApplication.processEvents()
        return len(QApplication.allWidgets())

    before = opened(8)
    assert opened(60) == before


@pytest.mark.parametrize("lang", ["ja", "en"])
@pytest.mark.parametrize(("width", "scale"), [(1440, 100), (1024, 150)])
def test_that_nothing_is_wider_than_the_page_in_any_dress(
    tmp_path: Path, settings: QSettings, qtbot: QtBot, lang: str, width: int, scale: int
) -> None:
    with new_book(tmp_path / "profile") as book:
        fill(book)
        use(lang)
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        theme.use(app, "light", scale)
        desk = Desk(book, settings, qtbot)
        desk.window.resize(width, 900)
        page = desk.open(NAMES[0])
        for part in (page.header, page.overview.widget()):
            for child in part.findChildren(QWidget):
                if child.isVisible():
                    right = child.mapTo(page, child.rect().topRight()).x()
                    assert right < page.width(), (child, words(child))
