from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtWidgets import QApplication

from app.language import use
from app.operations.promises import open_promises
from app.operations.quick_log import read_line
from app.views.quick_log.edits import due_words, kind_word
from app.views.quick_log.row_view import RowView
from app.vocabulary import TouchpointKind
from tests.journeys.hands import press, write
from tests.views.quick_log.desk import Desk

LINE = "@みどり 佐藤さんと電話。在庫画面で混乱 #活用 次: 手順書を送る 来週月曜まで !risk"


def go_to_row(desk: Desk, label: str) -> None:
    press("Tab")
    for _step in range(10):
        now = QApplication.focusWidget()
        assert isinstance(now, RowView)
        if now.row.label == label:
            return
        press("Down")
    raise AssertionError(label)


def labels(desk: Desk) -> list[str]:
    return [one.label for one in desk.card.offers.suggestions]


def selected(desk: Desk) -> str:
    return desk.card.field.textCursor().selectedText()


@pytest.mark.parametrize("key", ["Return", "Space", "F2"])
def test_that_a_row_selects_its_part_of_the_line_and_offers_what_may_stand_there(desk: Desk, key: str) -> None:
    press("Ctrl+L")
    write(LINE)
    go_to_row(desk, "種類・相手")
    press(key)
    assert desk.card.field.hasFocus()
    assert selected(desk) == "電話"
    assert labels(desk)[:3] == ["会議", "メール", "訪問"]
    press("Down", "Return")
    assert desk.card.field.text() == LINE.replace("電話。", "メール。")
    assert desk.rows()["種類・相手"][0].startswith("メール・佐藤")
    assert desk.card.offers.suggestions == ()


def test_that_every_row_can_be_edited_by_keyboard(desk: Desk) -> None:
    press("Ctrl+L")
    write(LINE)
    chosen = {}
    for label in ("顧客", "種類・相手", "タグ", "次の約束", "リスク"):
        go_to_row(desk, label)
        press("F2")
        chosen[label] = (selected(desk), bool(labels(desk)))
        press("Escape")
        assert desk.log.card is not None
    assert chosen == {
        "顧客": ("みどり", True), "種類・相手": ("電話", True), "タグ": ("#活用", True),
        "次の約束": ("次: 手順書を送る 来週月曜まで", True), "リスク": ("!risk", True),
    }  # fmt: skip
    assert desk.card.field.text() == LINE


def test_that_the_due_day_of_a_promise_is_chosen(desk: Desk) -> None:
    press("Ctrl+L")
    write("@みどり 電話 次: 手順書を送る")
    go_to_row(desk, "次の約束")
    press("Return")
    # The book stands at Friday 20 November 2026: tomorrow, Monday, next Friday, the end of the month.
    assert labels(desk)[:4] == ["期日 11/21 土", "期日 11/23 月", "期日 11/27 金", "期日 11/30 月"]
    press("Down", "Return")
    assert desk.card.field.text() == "@みどり 電話 次: 手順書を送る 2026/11/23まで "
    press("Return")
    midori = desk.accounts()["みどり食品"]
    assert [p.due for p in desk.book.read(open_promises, account_id=midori)] == [date(2026, 11, 23)]


def test_that_a_part_can_be_left_out(desk: Desk) -> None:
    press("Ctrl+L")
    write(LINE)
    go_to_row(desk, "リスク")
    press("Return", "Up", "Return")
    assert "リスク" not in desk.rows()
    assert desk.card.field.text() == LINE.removesuffix(" !risk")


def test_that_an_assumed_account_is_named_by_its_row(desk: Desk) -> None:
    desk.on_screen = desk.accounts()["みどり食品"]
    press("Ctrl+L")
    write("hello")
    go_to_row(desk, "顧客")
    press("Return")
    at = labels(desk).index("Acme Robotics")
    press(*["Down"] * at, "Tab")
    assert desk.card.field.text() == "@Acme Robotics hello"
    assert desk.rows()["顧客"][0] == "Acme Robotics"


def test_that_somebody_of_the_account_is_added(desk: Desk) -> None:
    press("Ctrl+L")
    write("@みどり 電話 在庫の件")
    go_to_row(desk, "種類・相手")
    press("Return")
    at = labels(desk).index("佐藤 花子 を足す")
    press(*["Down"] * at, "Return")
    assert desk.rows()["種類・相手"][0] == "電話・佐藤 花子"
    press("Return")
    assert desk.touchpoints("みどり食品")[0].people == ("佐藤",)


def test_that_typing_ends_an_edit_and_replaces_what_was_selected(desk: Desk) -> None:
    press("Ctrl+L")
    write("@みどり 電話 x")
    go_to_row(desk, "種類・相手")
    press("F2")
    write("mail")
    assert desk.card.field.text() == "@みどり mail x"
    assert desk.rows()["種類・相手"][0] == "メール"


def test_that_the_words_of_the_customer_are_kept_by_alt_v(desk: Desk) -> None:
    press("Ctrl+L")
    write("@みどり 電話 在庫画面で混乱")
    press("Alt+V")
    assert desk.rows()["声・要望"] == ("お客様の言葉として記録", "電話 在庫画面で混乱")
    press("Alt+V")
    assert desk.card.field.text() == "@みどり 電話 在庫画面で混乱"
    assert "Alt+V" in desk.rows()["声・要望"][1]


def test_that_an_unknown_account_is_added_on_purpose_only(desk: Desk) -> None:
    press("Ctrl+L")
    write("@ひばり工業 電話 導入の相談")
    press("Return")
    assert desk.card.error.isVisible()
    assert labels(desk) == ["「ひばり工業」を新しい顧客として作る"]
    press("Tab")
    assert desk.rows()["顧客"][0] == "「ひばり工業」を新しい顧客として作ります"
    press("Return")
    assert desk.touchpoints("ひばり工業")[0].body == "電話 導入の相談"
    press("Ctrl+Z")
    live = [row.name for row in desk.log._names.accounts._by_id.values()] if desk.log._names else []
    assert "ひばり工業" not in live


def test_that_another_name_needs_another_agreement(desk: Desk) -> None:
    press("Ctrl+L")
    write("@Zeta")
    press("Tab")
    assert desk.rows()["顧客"][0] == "「Zeta」を新しい顧客として作ります"
    write("lon call")
    assert desk.rows()["顧客"][0] == "「Zetalon」という顧客はありません"


@pytest.mark.parametrize("lang", ["ja", "en"])
def test_that_what_an_edit_writes_is_read_as_it_was_meant(desk: Desk, lang: str) -> None:
    press("Ctrl+L")
    names = desk.log._names
    assert names is not None
    use(lang)
    for kind in TouchpointKind:
        assert read_line(f"@Acme {kind_word(kind)} x", names, today=date(2026, 11, 20)).kind is kind
    for day in (date(2026, 11, 21), date(2027, 2, 28), date(2026, 12, 31)):
        line = f"@Acme next: send it {due_words(day)}"
        [promise] = read_line(line, names, today=date(2026, 11, 20)).promises
        assert (promise.text, promise.due) == ("send it", day)
    use("ja")
