"""Today by keys, mouse and input method: what stands there, what acts, and the way back."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QPointF, QRectF, QSettings, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QLabel, QMenu, QWidget
from pytestqt.qtbot import QtBot

from app.journal import door
from app.models import tables
from app.operations.book import Book
from app.operations.promises import open_promises
from app.operations.today import today_rows
from app.views import looks
from app.views.main_window import MainWindow
from app.views.page import Page
from app.views.today import asking, words
from app.views.today.intent_dialog import IntentDialog
from app.views.today.model import Head
from app.views.today.page import TodayPage
from app.views.today.shape import CHECK, LATER, LOG
from app.views.widgets.day_choice import DayChoice
from app.views.widgets.empty_state import EmptyState
from app.views.widgets.toast import Toast
from app.views.workspace import Workspace
from app.vocabulary import TodayKind
from tests.builders import TODAY, new_book
from tests.journeys.hands import compose, press, wait_until
from tests.views.today.books import AOBA, MIDORI, SORA, fill_today


class Desk:
    """A window with Today over a small book."""

    def __init__(self, book: Book, settings: QSettings, qtbot: QtBot, *, can_call: bool = False) -> None:
        self.book = book
        self.workspace = Workspace(book, book.clock)
        self.window = MainWindow(self.workspace, settings)
        self.window.add_place(
            "today", "sun", lambda: "Today", lambda: TodayPage(self.workspace, self.window, lambda: can_call)
        )
        for place in ("account", "call"):
            self.window.add_place(place, "building-2", lambda: "Elsewhere", Page, in_sidebar=False)
        self.window.resize(1440, 900)
        qtbot.addWidget(self.window)
        self.window.show()
        qtbot.waitExposed(self.window)
        self.window.activateWindow()
        QTest.qWait(10)
        self.logged: list[str] = []
        self.page.log_wanted.connect(self.logged.append)

    @property
    def page(self) -> TodayPage:
        page = self.window.open("today")
        assert isinstance(page, TodayPage)
        if page.answer is None:
            wait_until(lambda: page.answer is not None, "the first answer")
        return page

    def titles(self) -> list[str]:
        return [words.title(row, TODAY) for row in self.page.rows()]

    def go_to(self, kind: TodayKind) -> None:
        page = self.page
        while (row := page.list.current()) is not None and row.kind is not kind:
            press("J")
        assert page.list.current() is not None

    def said(self) -> str:
        toasts = [toast for toast in self.window.findChildren(Toast) if toast.isVisible()]
        return toasts[-1].accessibleName() if toasts else ""


@pytest.fixture
def desk(tmp_path: Path, settings: QSettings, qtbot: QtBot) -> Iterator[Desk]:
    with new_book(tmp_path / "profile") as book:
        fill_today(book)
        yield Desk(book, settings, qtbot)


def heads(page: TodayPage) -> list[tuple[str, int]]:
    return [(entry.group, entry.count) for entry in page.list.rows.entries if isinstance(entry, Head)]


def test_that_the_groups_stand_by_their_most_pressing_row_and_count_their_rows(desk: Desk) -> None:
    page = desk.page
    assert heads(page) == [("promise", 2), ("renewal", 1), ("quiet", 1), ("scheduled", 1), ("data_gap", 1)]
    assert (
        sum(count for _group, count in heads(page)) == len(page.rows()) == len(desk.book.read(today_rows, today=TODAY))
    )
    first: dict[TodayKind, int] = {}
    for row in page.rows():
        first.setdefault(row.kind, row.rank)
    assert [group for group, _count in heads(page)] == [str(kind) for kind in sorted(first, key=lambda k: first[k])]
    assert [row.rank for row in page.rows()] == [1, 2, 3, 4, 5, 6]


def test_that_the_heading_names_the_day_the_first_thing_and_how_many_more(desk: Desk) -> None:
    texts = [label.text() for label in desk.page.findChildren(QLabel)]
    assert "11月20日 金曜日" in texts
    assert desk.page._sentence.text() == "今日は みどり食品「手順書を送る」が最優先です。ほかに 5件。"


def test_that_each_row_states_its_cause_and_account_and_speaks(desk: Desk) -> None:
    page = desk.page
    said = {row.kind: words.aloud(row, TODAY) for row in page.rows()}
    assert all(row.account in words.aloud(row, TODAY) for row in page.rows())
    assert "NPS 9 の御礼" in said[TodayKind.QUIET]
    assert "最終接点から 42日（目安 30日）" in said[TodayKind.QUIET]
    assert "14:00" in said[TodayKind.SCHEDULED]
    at = page.list.rows.places()[0]
    spoken = page.list.rows.data(page.list.rows.index(at, 0), Qt.ItemDataRole.AccessibleTextRole)
    assert spoken == words.aloud(page.rows()[0], TODAY)
    head = page.list.rows.data(page.list.rows.index(0, 0), Qt.ItemDataRole.AccessibleTextRole)
    assert head == "約束の期日 2"


def test_that_the_order_is_explained_with_its_numbers(desk: Desk) -> None:
    page = desk.page
    [row] = [row for row in page.rows() if row.kind is TodayKind.RENEWAL]
    tip = words.tip(row, TODAY)
    ranked = row.ranked
    assert ranked is not None
    assert f"3番目: 緊急度 5 × ARR {float(ranked.money):.2f} × 期日 {float(ranked.days):.2f}" in tip
    assert page.list.rows.data(page.list.rows.index(0, 0), Qt.ItemDataRole.ToolTipRole) == words.order_rule()
    data_tip = page.list.rows.data(page.list.rows.index(page.list.rows.places()[3], 0), Qt.ItemDataRole.ToolTipRole)
    assert "<b>Education" not in data_tip


def test_that_every_row_has_words_in_both_languages(desk: Desk, qapp: QApplication) -> None:
    page = desk.page
    assert page.answer is not None
    shown = (*page.answer.today, *page.answer.week, *page.answer.waiting)
    told = {}
    try:
        for lang in ("ja", "en"):
            looks.speak(qapp, lang)
            told[lang] = [
                (words.title(r, TODAY), words.detail(r, TODAY), words.due(r, TODAY), words.tip(r, TODAY)) for r in shown
            ]
            assert not any("{" in text for row in told[lang] for text in (row[0], row[1], row[3]))
    finally:
        looks.speak(qapp, "ja")
    assert told["ja"] != told["en"]


def test_that_keys_move_over_the_heads_and_letters_work_with_an_input_method_on(desk: Desk) -> None:
    page = desk.page
    assert page.list.hasFocus()
    assert page.list.current() == page.rows()[0]
    press("J")
    assert page.list.current() == page.rows()[1]
    press("Down", "Down")
    assert page.list.current() == page.rows()[3]
    press("K", "Up", "K")
    assert page.list.current() == page.rows()[0]
    press("End")
    assert page.list.current() == page.rows()[-1]
    press("J", "Home")
    assert page.list.current() == page.rows()[0]
    assert not page.list.testAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled)
    compose("え")
    assert len(page.rows()) == 6


def test_that_done_keeps_a_promise_and_undo_brings_it_back(desk: Desk) -> None:
    desk.go_to(TodayKind.PROMISE)
    before = desk.titles()
    press("E")
    assert desk.said() == "約束を完了にしました"
    assert desk.titles() == [title for title in before if title != "手順書を送る"]
    # What came into its place has the focus.
    assert desk.page.list.current() is not None
    press("Ctrl+Z")
    assert desk.titles() == before


def test_that_later_hides_a_promise_until_a_day_by_keys(desk: Desk) -> None:
    desk.go_to(TodayKind.PROMISE)
    press("S")
    [choice] = desk.window.findChildren(DayChoice)
    assert [button.text() for button in choice.buttons] == ["明日　11/21 土", "来週月曜　11/23 月", "1週間後　11/27 金"]
    press("Down", "Return")
    assert desk.said() == "11/23 月 にまた出します"
    [hidden] = [p for p in desk.book.read(open_promises) if p.hidden_until]
    assert (hidden.text, hidden.hidden_until) == ("手順書を送る", date(2026, 11, 23))
    assert "手順書を送る" not in desk.titles()
    press("Ctrl+Z")
    assert "手順書を送る" in desk.titles()


def test_that_later_puts_off_every_other_kind(desk: Desk) -> None:
    for kind in (TodayKind.RENEWAL, TodayKind.SCHEDULED, TodayKind.QUIET, TodayKind.DATA_GAP):
        count = len(desk.page.rows())
        desk.page.list.setFocus()
        press("Home")
        desk.go_to(kind)
        press("S", "Return")
        assert len(desk.page.rows()) == count - 1
        assert kind not in {row.kind for row in desk.page.rows()}
    assert {row.kind for row in desk.book.read(today_rows, today=TODAY + timedelta(1))} >= {
        TodayKind.RENEWAL,
        TodayKind.QUIET,
    }
    for _n in range(4):
        press("Ctrl+Z")
    assert len(desk.page.rows()) == 6


def test_that_a_day_that_is_here_hides_nothing(desk: Desk) -> None:
    desk.go_to(TodayKind.QUIET)
    desk.page.acts._hide(desk.page.list.current(), TODAY)  # type: ignore[arg-type]
    assert desk.said() == "その日はもう来ています。先の日を選んでください"
    assert len(desk.page.rows()) == 6


def test_that_a_promise_moves_and_whether_the_customer_knows_is_kept(desk: Desk) -> None:
    desk.go_to(TodayKind.PROMISE)
    press("D")
    [choice] = desk.window.findChildren(DayChoice)
    assert choice._knows is not None
    choice._knows.choose("no")
    for key in "12/3":
        press(key)
    press("Return")
    assert desk.said() == "期日を 12/3 木 にしました"
    [row] = desk.book.read(lambda s: s.rows(tables.promise.select().where(tables.promise.c.text == "手順書を送る")))
    assert (row["due"], row["customer_knows"]) == ("2026-12-03", False)
    press("Ctrl+Z")
    assert "手順書を送る" in desk.titles()


def test_that_only_promises_move(desk: Desk) -> None:
    desk.go_to(TodayKind.QUIET)
    press("D")
    assert desk.window.findChildren(DayChoice) == []
    assert desk.said() == "ここで変えられるのは約束の期日です"


def test_that_what_was_planned_is_held_and_offers_to_write_it_up(desk: Desk) -> None:
    wanted: list[tuple[str, str]] = []
    desk.page.touchpoint_wanted.connect(lambda account, touchpoint: wanted.append((account, touchpoint)))
    desk.go_to(TodayKind.SCHEDULED)
    row = desk.page.list.current()
    assert row is not None
    press("E")
    assert desk.said() == "実施済みにしました"
    assert TodayKind.SCHEDULED not in {row.kind for row in desk.page.rows()}
    [toast] = [toast for toast in desk.window.findChildren(Toast) if toast.isVisible()]
    QTest.mouseClick(toast.offer_button, Qt.MouseButton.LeftButton)
    assert wanted == [(row.account_id, row.subject_id)]
    press("Ctrl+Z")
    assert TodayKind.SCHEDULED in {row.kind for row in desk.page.rows()}


def test_that_a_renewal_asks_who_confirmed_it(desk: Desk) -> None:
    desk.go_to(TodayKind.RENEWAL)
    press("E")
    dialog = next(d for d in desk.window.findChildren(IntentDialog))
    wait_until(dialog.isVisible, "the sheet")
    assert dialog.by.currentText() == "渡辺 一郎"
    dialog.on.setText("なんとか")
    assert not dialog.save_button.isEnabled()
    dialog.on.setText("12/24")
    dialog.save_button.click()
    assert dialog.isVisible()
    assert "12/24" in dialog.error.text()
    dialog.on.setText("昨日")
    dialog.how.setCurrentIndex(1)
    dialog.save_button.click()
    assert desk.said() == "更新の意思を記録しました"
    [row] = desk.book.read(lambda s: s.rows(tables.contract.select().where(tables.contract.c.intent_on.is_not(None))))
    assert (row["intent_on"], row["intent_by"], row["intent_how"]) == ("2026-11-19", "渡辺 一郎", "call")
    assert TodayKind.RENEWAL not in {row.kind for row in desk.page.rows()}
    desk.window.undo()
    assert TodayKind.RENEWAL in {row.kind for row in desk.page.rows()}


def test_that_silence_opens_the_quick_log_and_a_gap_the_account(desk: Desk) -> None:
    desk.go_to(TodayKind.QUIET)
    row = desk.page.list.current()
    assert row is not None
    press("E")
    assert desk.logged == [row.account_id]
    desk.go_to(TodayKind.DATA_GAP)
    gap = desk.page.list.current()
    assert gap is not None
    assert words.done_word(gap) == "開く"
    press("E")
    assert desk.window.here() == ("account", gap.account_id)


def test_that_log_and_enter_mean_the_account_of_the_row(desk: Desk) -> None:
    first = desk.page.rows()[0]
    press("L")
    assert desk.logged == [first.account_id]
    press("Return")
    assert desk.window.here() == ("account", first.account_id)


@pytest.mark.parametrize("can_call", [True, False])
@pytest.mark.parametrize("key", ["Space", "Return"])
def test_that_what_is_planned_opens_the_sheet_for_it_where_there_is_one(
    tmp_path: Path, settings: QSettings, qtbot: QtBot, can_call: bool, key: str
) -> None:
    with new_book(tmp_path / "profile") as book:
        fill_today(book)
        desk = Desk(book, settings, qtbot, can_call=can_call)
        desk.go_to(TodayKind.SCHEDULED)
        row = desk.page.list.current()
        assert row is not None
        press(key)
        assert desk.window.here() == (("call", row.subject_id) if can_call else ("account", row.account_id))


def test_that_1_to_3_and_the_arrows_show_today_the_week_and_what_waits(desk: Desk) -> None:
    page = desk.page
    press("2")
    assert page.span.key() == words.WEEK
    assert [row.text for row in page.rows() if row.kind is TodayKind.PROMISE] == [
        "手順書を送る",
        "実測値をもらう",
        "価格の承認",
    ]
    assert page.list.hasFocus()
    press("3")
    assert {row.text for row in page.rows()} == {"実測値をもらう", "価格の承認"}
    assert heads(page) == [("promise.customer", 1), ("promise.internal", 1)]
    press("Left")
    assert page.span.key() == words.WEEK
    press("Left", "Left")
    assert page.span.key() == words.WAITING
    press("Right")
    assert page.span.key() == words.TODAY


def rect_of(page: TodayPage, kind: TodayKind, part: str) -> QPoint:
    row = next(row for row in page.rows() if row.kind is kind)
    at = page.list.rows.place_of((row.account_id, str(kind), row.subject_id))
    box = QRectF(page.list.visualRect(page.list.rows.index(at, 0)))
    shape = page.list.itemDelegate().shape(box, row, with_buttons=True)  # type: ignore[attr-defined]
    if part == CHECK:
        return QPointF(shape.check.center()).toPoint()
    return next(QPointF(button.box.center()).toPoint() for button in shape.buttons if button.act == part)


def test_that_the_mouse_reaches_the_check_and_the_buttons(desk: Desk) -> None:
    page = desk.page
    QTest.mouseClick(page.list.viewport(), Qt.MouseButton.LeftButton, pos=rect_of(page, TodayKind.QUIET, LOG))
    assert len(desk.logged) == 1
    QTest.mouseMove(page.list.viewport(), rect_of(page, TodayKind.PROMISE, CHECK))
    QTest.mouseClick(page.list.viewport(), Qt.MouseButton.LeftButton, pos=rect_of(page, TodayKind.PROMISE, CHECK))
    assert desk.said() == "約束を完了にしました"
    QTest.mouseClick(page.list.viewport(), Qt.MouseButton.LeftButton, pos=rect_of(page, TodayKind.RENEWAL, LATER))
    [choice] = desk.window.findChildren(DayChoice)
    assert choice.isVisible()


def test_that_a_click_on_a_row_only_chooses_it(desk: Desk) -> None:
    page = desk.page
    spot = page.list.visualRect(page.list.rows.index(page.list.rows.places()[2], 0)).center()
    QTest.mouseClick(page.list.viewport(), Qt.MouseButton.LeftButton, pos=spot)
    assert page.list.current() == page.rows()[2]
    assert len(page.rows()) == 6
    assert desk.window.here() == ("today", None)
    assert page.list.visualRect(page.list.rows.index(0, 0)).contains(QPoint(30, 10))
    QTest.mouseClick(page.list.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(30, 20))
    assert page.list.current() == page.rows()[2]


def test_that_the_menu_offers_the_same(desk: Desk) -> None:
    desk.go_to(TodayKind.PROMISE)
    row = desk.page.list.current()
    assert row is not None
    desk.page.acts.offer(row)
    [menu] = [m for m in desk.page.findChildren(QMenu) if m.isVisible()]
    said = [action.text() for action in menu.actions() if action.text()]
    assert said == [
        "記録\tL", "あとで…\tS", "期日を変更…\tD", "約束を完了にする\tE", "要対応を追加…\tC", "肌感を書きとめる\tH",
        "顧客を開く\tEnter",
    ]  # fmt: skip
    menu.actions()[3].trigger()
    menu.hide()
    assert desk.said() == "約束を完了にしました"


def test_that_the_next_meeting_says_how_long_and_what_is_known(desk: Desk) -> None:
    card = desk.page.meeting
    shown = "\n".join(label.text() for label in card.findChildren(QLabel) if not label.isHidden())
    assert "次の予定まで 2時間 0分" in shown
    assert "14:00–14:45 · 会議 · Ken Sato" in shown
    assert "未完了の約束はありません" in shown
    assert "まだ話していません" in shown
    assert "いまの関係者 0人" in shown


def test_that_the_days_ahead_are_told_and_opened_by_keys(desk: Desk) -> None:
    line = desk.page.ahead.line
    assert line.accessibleDescription().startswith(
        "1社 · 2,400万円\nみどり食品 · ARR 2,400万円, 通知期限 12/29 火・満了 1/29 金"
    )
    line.setFocus(Qt.FocusReason.TabFocusReason)
    press("Right", "Left", "Return")
    row = next(row for row in desk.page.rows() if row.account == MIDORI)
    desk.window.back()
    [(mark, box)] = line.marks()
    desk.page.ahead.line.grab()
    assert QRectF(line.rect()).contains(box)
    assert mark.at == 0
    opened: list[str] = []
    line.opened.connect(opened.append)
    QTest.mouseClick(line, Qt.MouseButton.LeftButton, pos=box.center().toPoint())
    assert opened == [row.account_id]
    assert line._row_at(QPointF(box.center()).toPoint()) is not None


def test_that_the_bar_at_the_foot_opens_the_quick_log(desk: Desk) -> None:
    QTest.mouseClick(desk.page.log_bar, Qt.MouseButton.LeftButton)
    assert desk.logged == [""]
    desk.page.log_bar.setFocus(Qt.FocusReason.TabFocusReason)
    press("Return")
    assert desk.logged == ["", ""]


def test_that_a_day_without_anything_says_so_and_an_empty_book_offers_the_import(
    tmp_path: Path, settings: QSettings, qtbot: QtBot
) -> None:
    with new_book(tmp_path / "profile") as book:
        desk = Desk(book, settings, qtbot)
        imports: list[int] = []
        desk.page.import_wanted.connect(lambda: imports.append(1))
        [empty] = desk.page.findChildren(EmptyState)
        assert "取り込む" in empty.accessibleName()
        press("Space")
        assert imports == [1]
        desk.workspace.write(
            lambda s: door.create(
                s, "account", [{"name": "A", "name_key": "a", "segment": "tech", "phase": "adoption"}]
            )
        )
        empty = next(e for e in desk.page.findChildren(EmptyState) if e.isVisible())
        assert empty.accessibleName() == "今日の約束は片づきました。気になるお客様はいますか？"
        assert desk.page._sentence.text() == "今日が期日のことはありません。"
        empty.button.click()
        assert desk.logged == [""]
        press("2")
        assert desk.page.span.key() == words.WEEK


def test_that_many_accounts_are_asked_for_off_the_ui_thread_and_rows_stay_meanwhile(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = desk.titles()
    monkeypatch.setattr(asking, "AT_ONCE", 0)
    desk.workspace.write(
        lambda s: door.amend(
            s, "promise", {p.id: {"text": "急いで送る"} for p in open_promises(s) if p.text == "手順書を送る"}
        )
    )
    assert desk.titles() == before
    wait_until(lambda: "急いで送る" in desk.titles(), "the answer")
    assert len(desk.titles()) == 6


def test_that_a_change_elsewhere_is_seen_on_return(desk: Desk) -> None:
    page = desk.page
    desk.window.open("account", "x")
    [promise] = [p for p in desk.book.read(open_promises) if p.text == "手順書を送る"]
    desk.workspace.write(lambda s: door.amend(s, "promise", {promise.id: {"done_on": TODAY.isoformat()}}))
    assert len(page.rows()) == 6
    assert "手順書を送る" not in desk.titles()


def test_that_another_day_begins_without_being_asked(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    page = desk.page
    clock = type(desk.workspace.clock)(desk.workspace.clock.zone, TODAY + timedelta(5))
    desk.workspace.clock = clock
    page._tick()
    assert page._heading.text() == "11月25日 水曜日"
    assert "価格の承認" in [row.text for row in page.rows()]


def test_that_what_can_be_done_here_is_told(desk: Desk) -> None:
    commands = {command.key: command for command in desk.page.commands()}
    assert {command.keys for command in commands.values()} >= {"Return", "L", "E", "S", "D", "1", "2", "3"}
    act = commands["today.week"].act
    assert act is not None
    act()
    assert desk.page.span.key() == words.WEEK


def test_that_narrow_windows_put_the_cards_below(desk: Desk) -> None:
    page = desk.page
    assert page.meeting.mapTo(page, QPoint()).x() > page.list.mapTo(page, QPoint()).x() + 400
    desk.window.resize(1040, 900)
    wait_until(lambda: page._columns.is_under, "the turn")

    def top(widget: QWidget) -> int:
        return widget.mapTo(page, QPoint()).y()

    wait_until(lambda: top(page.ahead) == top(page.meeting), "both cards in a row")
    assert top(page.meeting) > top(page.log_bar)


def dialogs() -> list[QWidget]:
    return [w for w in QApplication.topLevelWidgets() if isinstance(w, QDialog) and w.isVisible()]


def test_that_a_refused_write_says_why(desk: Desk) -> None:
    desk.go_to(TodayKind.SCHEDULED)
    row = desk.page.list.current()
    assert row is not None
    press("E")
    desk.page.acts.done(row)
    [dialog] = dialogs()
    assert dialog.windowTitle() == "予定ではありません"
    dialog.close()
    assert {AOBA, MIDORI, SORA} >= {row.account for row in desk.page.rows()}
