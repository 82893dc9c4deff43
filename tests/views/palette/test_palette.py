from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QSettings, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.operations.accounts import find_account
from app.operations.book import Book
from app.operations.drafts import find_draft
from app.operations.palette import RECENTS
from app.operations.quick_log import log_line
from app.views.account.page import AccountPage
from app.views.commands import Command
from app.views.main_window import MainWindow
from app.views.palette.card import PaletteCard
from app.views.palette.lines import Heading, Line
from app.views.places import START, Places
from app.views.workspace import Workspace
from tests.builders import TODAY, new_book
from tests.journeys.hands import commit, compose, press, write
from tests.views.accounts.books import NAMES, fill
from tests.views.plans.desk import plan_for


class Desk:
    """A window with its places over a small book, the palette open."""

    def __init__(self, book: Book, settings: QSettings, qtbot: QtBot) -> None:
        self.book, self._qtbot = book, qtbot
        self.window = MainWindow(Workspace(book, book.clock), settings)
        self.places = Places(self.window)
        qtbot.addWidget(self.window)
        self.window.resize(1280, 800)
        self.window.show()
        self.window.open(START)
        self.window.activateWindow()
        qtbot.waitExposed(self.window)

    def open(self, text: str = "") -> None:
        """Open the palette and wait until it knows the accounts."""
        self.places.palette(text)
        self._qtbot.waitUntil(lambda: self.places._palette._index is not None)

    @property
    def card(self) -> PaletteCard:
        card = self.places._palette.card
        assert card is not None
        return card

    def page_commands(self) -> tuple[Command, ...]:
        page = self.window.page()
        return page.commands() if page is not None else ()

    def is_open(self) -> bool:
        return self.places._palette.card is not None

    def sections(self) -> dict[str, list[str]]:
        """Return the lines under their headings."""
        found: dict[str, list[str]] = {}
        for item in self.card.model.items:
            if isinstance(item, Heading):
                found[item.words] = now = []
            else:
                now.append(item.words)
        return found

    def current(self) -> Line:
        line = self.card.current()
        assert line is not None
        return line

    def settle(self) -> None:
        """Wait until notes were looked for."""
        palette = self.places._palette
        self._qtbot.waitUntil(lambda: not palette._pause.isActive() and palette._seeking is None, timeout=5000)

    def here(self) -> tuple[str, object] | None:
        return self.window.here()


@pytest.fixture
def desk(tmp_path: Path, settings: QSettings, qtbot: QtBot) -> Iterator[Desk]:
    with new_book(tmp_path / "profile") as book:
        fill(book)
        made = Desk(book, settings, qtbot)
        yield made
        made.window.workspace.close()


def test_that_an_account_is_found_by_its_reading_in_latin_letters_and_opened(desk: Desk) -> None:
    desk.open()
    write("midori")
    assert desk.sections()["顧客"] == ["みどり食品"]
    assert desk.current().detail == "ロータッチ・通知期限まで 283日"
    press("Return")
    place, argument = desk.here() or ("", None)
    assert place == "account"
    assert argument == desk.places._palette._index.names.find("midori")[0].id
    assert not desk.is_open()


def test_that_the_actions_are_those_of_the_account_chosen(desk: Desk) -> None:
    desk.open()
    write("o")
    names = desk.sections()["顧客"]
    assert len(names) > 1
    assert f"{names[0]} でできること" in desk.sections()
    press("Down")
    assert desk.current().words == names[1]
    assert f"{names[1]} でできること" in desk.sections()
    press("Right")
    assert desk.current().key == "action:log"
    press("Left")
    assert desk.current().words == names[1]
    press("Right", "Return")
    card = desk.places._quick_log.card
    assert card is not None
    assert card.rows()[0].words == names[1]


def test_that_notes_come_a_moment_later_and_what_is_chosen_stays(desk: Desk) -> None:
    desk.open()
    write("手順書")
    desk.settle()
    assert any("青葉信用金庫" in words for words in desk.sections()["見つかったメモ"])
    desk.card.field.clear()
    write("青葉")
    press("Down")
    chosen = desk.current().key
    desk.settle()
    assert desk.current().key == chosen


def test_that_a_note_leads_to_its_touchpoint(desk: Desk) -> None:
    desk.open("/手順書")
    desk.settle()
    notes = [item for item in desk.card.model.items if isinstance(item, Line) and item.key.startswith("note:")]
    at = next(n for n, line in enumerate(notes) if line.key.startswith("note:touchpoint"))
    press(*["Down"] * at, "Return")
    place, _argument = desk.here() or ("", None)
    assert place == "account"


def test_that_what_a_plan_says_leads_to_the_plan(desk: Desk) -> None:
    plan = plan_for(desk.book)
    desk.open("/在庫マスタ")
    desk.settle()
    assert desk.current().key.startswith("note:milestone")
    press("Return")
    assert desk.here() == ("plan", plan)


def test_that_a_plan_is_found_by_its_name_and_by_whose_it_is(desk: Desk) -> None:
    plan = plan_for(desk.book)
    desk.open("在庫か")
    desk.settle()
    assert list(desk.sections()) == ["サクセスプラン"]
    assert (desk.current().words, desk.current().detail) == ("在庫改革", NAMES[0])
    press("Return")
    assert desk.here() == ("plan", plan)
    desk.open(NAMES[0])
    desk.settle()
    assert next(iter(desk.sections())) == "顧客"
    assert desk.sections()["サクセスプラン"] == ["在庫改革"]
    desk.open()
    assert desk.sections()["最近使ったもの"][0] == "在庫改革"


def test_that_prefixes_ask_for_commands_tags_and_words_also_in_full_width(desk: Desk) -> None:
    desk.open()
    write("＞")
    assert list(desk.sections()) == ["操作"]
    everything = len(desk.sections()["操作"])
    write("ログ")
    desk.card.field.clear()
    write(">元に")
    assert 0 < len(desk.sections()["操作"]) < everything
    desk.card.field.clear()
    write("#")
    assert set(desk.sections()["タグ"]) == {"#金融", "#食品", "#関西", "#手順書"}
    write("手順")
    desk.settle()
    assert [words for words in desk.sections() if words.startswith("#手順書")] == ["#手順書 のメモ"]
    desk.card.field.clear()
    write("#食品")
    assert desk.sections()["顧客"] == ["みどり食品"]


def test_that_a_tag_completes_the_field(desk: Desk) -> None:
    desk.open("#")
    words = desk.current().words
    press("Return")
    assert desk.is_open()
    assert desk.card.field.text() == words


def test_that_a_command_is_done_after_the_palette_is_gone(desk: Desk) -> None:
    desk.open()
    write(">検索")
    line = next(item for item in desk.card.model.items if isinstance(item, Line) and item.key == "command:go:search")
    desk.card.choose_key(line.key)
    press("Return")
    assert desk.here() == ("search", None)
    assert QApplication.focusWidget() is desk.window.page().search_field()  # type: ignore[union-attr]


def test_that_what_was_used_comes_first_and_is_kept_in_the_book_alone(desk: Desk, qtbot: QtBot) -> None:
    desk.open()
    assert "最近使ったもの" not in desk.sections()
    write("acme")
    press("Return")
    desk.open()
    assert desk.sections()["最近使ったもの"] == ["Acme Robotics"]
    assert desk.current().words == "Acme Robotics"
    assert desk.window.workspace.drafts.flush(5)
    kept = desk.book.read(find_draft, RECENTS)
    assert kept is not None and "account:" in kept.body
    assert desk.window.workspace.last_change is None


def test_that_enter_belongs_to_the_input_method_while_it_composes(desk: Desk) -> None:
    desk.open()
    compose("みどり")
    press("Return", "Escape", "Down")
    assert desk.is_open()
    commit("みどり")
    assert desk.sections()["顧客"] == ["みどり食品"]
    press("Return")
    assert (desk.here() or ("",))[0] == "account"


def test_that_nothing_found_leads_on(desk: Desk) -> None:
    desk.open()
    write("ぱぴぷ商会")
    desk.settle()
    assert desk.sections() == {
        "「ぱぴぷ商会」に当たるものはありません": [
            "「ぱぴぷ商会」の接点を記録",
            "「ぱぴぷ商会」をすべての記録から検索",
        ]
    }
    press("Return")
    card = desk.places._quick_log.card
    assert card.field.text() == '@"ぱぴぷ商会" '
    assert "新しい顧客として作る" in card.offers.suggestions[-1].label


def test_that_escape_and_a_click_beside_it_close_it_and_the_focus_goes_back(desk: Desk) -> None:
    page = desk.window.page()
    assert page is not None
    before = page.search_field()
    assert before is not None
    before.setFocus()
    desk.open("x")
    press("Escape")
    assert not desk.is_open()
    assert before.hasFocus()
    desk.open()
    QTest.mouseClick(desk.card, Qt.MouseButton.LeftButton, pos=QPoint(5, 5))
    assert not desk.is_open()
    desk.open()
    press("Ctrl+K")
    assert not desk.is_open()


def test_that_the_mouse_chooses_and_does(desk: Desk) -> None:
    desk.open()
    write("acme")
    at = desk.card.model.place_of(desk.current().key)
    assert at is not None
    spot = desk.card.list.visualRect(desk.card.model.index(at, 0)).center()
    QTest.mouseMove(desk.card.list.viewport(), spot)
    QTest.mouseClick(desk.card.list.viewport(), Qt.MouseButton.LeftButton, pos=spot)
    assert (desk.here() or ("",))[0] == "account"


def test_that_keys_go_round_and_pages_stop_at_the_ends(desk: Desk) -> None:
    desk.open()
    write(">")
    places = desk.card.model.places()
    first = desk.current().key
    press("Up")
    assert desk.card.list.currentIndex().row() == places[-1]
    press("Down")
    assert desk.current().key == first
    press("PgDown", "PgDown", "PgDown", "PgDown", "PgDown", "PgDown")
    assert desk.card.list.currentIndex().row() == places[-1]
    press("PgUp", "PgUp", "PgUp", "PgUp", "PgUp", "PgUp")
    assert desk.current().key == first


def test_that_a_screen_reader_is_told_how_many_and_which(desk: Desk) -> None:
    desk.open()
    write("acme")
    assert desk.card.said() == f"{len(desk.card.model.places())}件"
    press("Down")
    assert desk.current().words in desk.card.said()
    first = desk.card.model.index(desk.card.model.places()[0], 0)
    spoken = first.data(Qt.ItemDataRole.AccessibleTextRole)
    assert spoken.startswith("Acme Robotics")
    assert desk.card.field.accessibleName()


def test_that_a_new_account_is_found_once_it_is_there(desk: Desk, qtbot: QtBot) -> None:
    desk.open()
    work = desk.window.workspace
    work.write(log_line, "@ひばり工業 電話", today=TODAY, now=work.clock.now(), by_id=None, create=True)
    write("ひばり")
    qtbot.waitUntil(lambda: desk.sections().get("顧客") == ["ひばり工業"], timeout=5000)


def test_that_a_switch_of_language_is_spoken_at_the_next_opening(desk: Desk) -> None:
    desk.open()
    press("Escape")
    desk.window.set_language("en")
    desk.open("acme")
    assert "Do with Acme Robotics" in desk.sections()


def test_that_a_key_is_answered_at_once(desk: Desk) -> None:
    desk.open()
    times = []
    for character in "acme robotics":
        before = time.perf_counter()
        desk.card.field.insert(character)
        times.append(time.perf_counter() - before)
    assert sorted(times)[len(times) // 2] < 0.1


def test_that_the_requests_of_all_customers_are_exported_from_anywhere_and_offered_once(desk: Desk) -> None:
    def offered() -> int:
        keys = [command.key for command in (*desk.places.commands(), *desk.page_commands())]
        return keys.count("export_requests")

    assert offered() == 1
    account = desk.book.read(find_account, NAMES[0])
    page = desk.window.open("account", account)
    assert isinstance(page, AccountPage)
    page.open_tab("voice")
    assert offered() == 1
