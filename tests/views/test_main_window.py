from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtCore import QSettings, Qt
from PySide6.QtGui import QAccessible, QAction
from PySide6.QtWidgets import QAbstractButton, QApplication, QLineEdit, QMenu, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from app import language
from app.clock import Clock
from app.language import _
from app.views import looks, theme
from app.views.commands import Command, Reach
from app.views.main_window import MainWindow
from app.views.page import Crumb, Page
from app.views.side.rows import PinRow, Row
from app.views.widgets.buttons import Button
from app.views.widgets.labels import ElidedLabel
from app.views.workspace import Workspace
from tests.views.test_workspace import Book

MENUS_JA = ["ファイル", "編集", "移動", "表示", "この画面", "ヘルプ"]


class Sheet(Page):
    """A page with one field, one button and a name."""

    made = 0

    def __init__(self, name: str) -> None:
        super().__init__()
        Sheet.made += 1
        self.name = name
        self.visits: list[object] = []
        column = QVBoxLayout(self)
        self.field, self.button = QLineEdit(), Button(_("Close"))
        self.field.setAccessibleName(name)
        column.addWidget(self.field)
        column.addWidget(self.button)

    def go(self, argument: object) -> None:
        self.visits.append(argument)

    def crumbs(self) -> tuple[Crumb, ...]:
        if self.visits[-1] is None:
            return ()
        return (Crumb(self.name, "accounts"), Crumb(str(self.visits[-1])))

    def panes(self) -> tuple[QWidget, ...]:
        return (self.field, self.button)

    def search_field(self) -> QWidget:
        return self.field

    def commands(self) -> tuple[Command, ...]:
        return (
            Command("new", "新規", "Ctrl+N", "plus", lambda: self.visits.append("new")),
            Command("done", "完了", "E", "check", lambda: self.visits.append("done"), Reach.LISTS),
        )


@pytest.fixture
def window(qtbot: QtBot, settings: QSettings) -> MainWindow:
    logged: list[int] = []
    made = MainWindow(Workspace(Book(), Clock()), settings, log=lambda: logged.append(1))
    made.setProperty("logged", logged)
    made.logged = logged  # type: ignore[attr-defined]
    made.lead_to(palette=lambda: logged.append(2))
    made.add_place("today", "sun", lambda: _("Go"), lambda: Sheet(_("Go")), shortcut="G, T")
    made.add_place("accounts", "building-2", lambda: _("View"), lambda: Sheet(_("View")), shortcut="G, A")
    made.add_place("account", "building-2", lambda: _("View"), lambda: Sheet(_("View")), in_sidebar=False)
    qtbot.addWidget(made)
    made.resize(1280, 800)
    made.open("today")
    made.show()
    qtbot.waitExposed(made)
    made.activateWindow()
    return made


def way(window: MainWindow) -> list[str]:
    """Return the words of the crumbs shown."""
    QApplication.processEvents()
    bar = window._top
    return [
        w.text()
        for w in bar.findChildren(QWidget)
        if isinstance(w, ElidedLabel | Button) and w.isVisible() and w.text() and w is not bar.log_button
    ]


def test_that_pages_are_made_at_the_first_visit_only(window: MainWindow) -> None:
    before = Sheet.made
    window.open("accounts")
    window.open("today")
    window.open("accounts")
    assert Sheet.made == before + 1


def test_that_back_and_forward_follow_the_way_taken(window: MainWindow, qtbot: QtBot) -> None:
    window.open("accounts")
    window.open("account", "a1")
    window.open("account", "a2")
    qtbot.keyClick(window, Qt.Key.Key_Left, Qt.KeyboardModifier.AltModifier)
    assert window.here() == ("account", "a1")
    window.back()
    assert window.here() == ("accounts", None)
    qtbot.keyClick(window, Qt.Key.Key_Right, Qt.KeyboardModifier.AltModifier)
    assert window.here() == ("account", "a1")
    qtbot.mouseClick(window, Qt.MouseButton.BackButton)
    assert window.here() == ("accounts", None)
    window.open("today")
    window.forward()
    assert window.here() == ("today", None)
    for _n in range(9):
        window.back()
    assert window.here() == ("today", None)


def test_that_the_way_is_shown_and_its_steps_lead_back(window: MainWindow, qtbot: QtBot) -> None:
    window.open("account", "青葉信用金庫")
    assert way(window) == ["表示", "青葉信用金庫"]
    link = next(b for b in window._top.findChildren(Button) if b.text() == "表示" and b.isVisible())
    qtbot.mouseClick(link, Qt.MouseButton.LeftButton)
    assert window.here() == ("accounts", None)
    assert way(window) == ["表示"]


def test_that_the_sidebar_goes_by_mouse_and_keys_and_marks_where_we_are(window: MainWindow, qtbot: QtBot) -> None:
    today, accounts = window._sidebar.buttons()
    qtbot.mouseClick(accounts, Qt.MouseButton.LeftButton)
    assert window.here() == ("accounts", None)
    assert (today.isChecked(), accounts.isChecked()) == (False, True)
    qtbot.mouseClick(accounts, Qt.MouseButton.LeftButton)
    assert accounts.isChecked()
    accounts.setFocus()
    qtbot.keyClick(accounts, Qt.Key.Key_Up)
    assert today.hasFocus()
    qtbot.keyClick(today, Qt.Key.Key_Return)
    assert window.here() == ("today", None)


def test_that_f6_goes_round_the_panes(window: MainWindow, qtbot: QtBot) -> None:
    page = window.page()
    assert isinstance(page, Sheet)
    page.field.setFocus()
    stops = []
    for _n in range(4):
        qtbot.keyClick(QApplication.focusWidget() or window, Qt.Key.Key_F6)
        stops.append(QApplication.focusWidget())
    assert stops == [page.button, window._sidebar.buttons()[0], window._top.palette_field, page.field]
    qtbot.keyClick(page.field, Qt.Key.Key_F6, Qt.KeyboardModifier.ShiftModifier)
    assert QApplication.focusWidget() is window._top.palette_field


def test_that_shortcuts_reach_places_search_and_the_quick_log(window: MainWindow, qtbot: QtBot) -> None:
    page = window.page()
    assert isinstance(page, Sheet)
    page.button.setFocus()
    qtbot.keyClick(page.button, Qt.Key.Key_Slash)
    assert page.field.hasFocus()
    qtbot.keyClicks(page.field, "ga/")
    assert page.field.text() == "ga/"
    page.button.setFocus()
    qtbot.keyClick(page.button, Qt.Key.Key_G)
    qtbot.keyClick(page.button, Qt.Key.Key_A)
    assert window.here() == ("accounts", None)
    qtbot.keyClick(window, Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)
    qtbot.mouseClick(window._top.log_button, Qt.MouseButton.LeftButton)
    qtbot.keyClick(window, Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)
    qtbot.mouseClick(window._top.palette_field, Qt.MouseButton.LeftButton)
    assert window.logged == [1, 1, 2, 2]  # type: ignore[attr-defined]


def test_that_the_sidebar_collapses_in_a_narrow_window_and_keeps_its_names(window: MainWindow, qtbot: QtBot) -> None:
    sidebar = window._sidebar
    assert sidebar.width() == theme.current().size.sidebar
    window.resize(1040, 700)
    qtbot.waitUntil(lambda: sidebar.width() == theme.current().size.sidebar_collapsed)
    assert [b.toolTip() for b in sidebar.buttons()] == ["移動", "表示"]
    window.resize(1280, 700)
    qtbot.waitUntil(lambda: sidebar.width() == theme.current().size.sidebar)
    assert [b.toolTip() for b in sidebar.buttons()] == ["", ""]


def test_that_everything_that_can_be_used_has_a_name(window: MainWindow, qtbot: QtBot) -> None:
    window.set_count("accounts", 42)
    window.toast("記録しました", lambda: None)
    usable = [
        w
        for w in window.findChildren(QWidget)
        if w.isVisible() and (isinstance(w, QAbstractButton) or w.focusPolicy() != Qt.FocusPolicy.NoFocus)
    ]
    assert len(usable) >= 7
    for widget in usable:
        heard = QAccessible.queryAccessibleInterface(widget).text(QAccessible.Text.Name)
        assert heard, widget
        if isinstance(widget, QAbstractButton) and not widget.text():
            assert widget.toolTip(), widget
    assert window._sidebar.buttons()[1].accessibleName() == "表示 42"


def test_that_a_switch_of_language_reaches_everything_and_stays_where_we_are(
    window: MainWindow, qtbot: QtBot, settings: QSettings
) -> None:
    window.open("account", "青葉信用金庫")
    assert [a.text() for a in window.menuBar().actions()] == MENUS_JA
    english = next(a for a in window.findChildren(QAction) if a.text() == "English")
    with qtbot.waitSignal(window.language_changed) as told:
        english.trigger()
    assert told.args == ["en"]
    assert language.current() == settings.value("language") == "en"
    assert [a.text() for a in window.menuBar().actions()] == ["File", "Edit", "Go", "View", "This place", "Help"]
    assert [b.text() for b in window._sidebar.buttons()] == ["Go", "View"]
    assert way(window) == ["View", "青葉信用金庫"]
    assert window._top.log_button is not None
    assert window._top.log_button.text() == "Log touchpoint"
    assert window.here() == ("account", "青葉信用金庫")
    page = window.page()
    assert isinstance(page, Sheet)
    assert (page.name, page.button.text(), page.visits) == ("View", "Close", ["青葉信用金庫"])
    window.back()
    assert window.here() == ("today", None)
    window.set_language("ja")
    assert [a.text() for a in window.menuBar().actions()] == MENUS_JA
    qtbot.keyClick(window, Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)
    assert window.logged == [1]  # type: ignore[attr-defined]


def test_that_look_and_text_size_change_live_and_are_kept(window: MainWindow, settings: QSettings) -> None:
    light = window.grab().toImage()
    next(a for a in window.findChildren(QAction) if a.text() == "暗い").trigger()
    assert theme.current().dark
    assert window.grab().toImage() != light
    next(a for a in window.findChildren(QAction) if a.text() == "150 %").trigger()
    assert window._sidebar.width() == 336
    assert (settings.value("look"), looks.kept_scale(settings)) == ("dark", 150)


def test_that_undo_says_what_it_did(window: MainWindow, qtbot: QtBot) -> None:
    qtbot.keyClick(window, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    toast = window._overlays._toast
    assert toast is not None
    assert toast.accessibleName() == "元に戻す操作はありません"


def test_that_work_under_way_survives_a_switch_of_language(window: MainWindow, qtbot: QtBot) -> None:
    import threading

    go = threading.Event()
    results: list[object] = []
    running = window.workspace.run(lambda report, cancelled: go.wait(5), owner=window, done=results.append)
    card = window.follow(running, "取り込み")
    with qtbot.waitSignal(card.appeared, timeout=3000):
        pass
    window.set_language("en")
    assert card.isVisible()
    with qtbot.waitSignal(running.ended):
        go.set()
    assert results == [True]


def test_that_geometry_and_place_are_kept_without_customer_data(
    window: MainWindow, settings: QSettings, qtbot: QtBot
) -> None:
    window.open("account", "青葉信用金庫")
    window.resize(1111, 777)
    window.close()
    assert settings.value("window/place") == "account"
    settings.sync()
    assert "青葉" not in Path(settings.fileName()).read_text("utf-8")
    assert settings.value("window/geometry") == window.saveGeometry()
    again = MainWindow(window.workspace, settings)
    qtbot.addWidget(again)
    assert again.windowTitle() == "伴走"


def test_that_nonsense_in_the_settings_does_no_harm(qapp: QApplication, settings: QSettings) -> None:
    for key, value in (("language", "tlh"), ("look", "sepia"), ("scale", "9000")):
        settings.setValue(key, value)
    looks.dress(qapp, settings)
    assert language.current() in language.LANGUAGES
    assert theme.look() == "system"
    assert theme.current().scale == 100


def test_that_the_shell_starts_without_heavy_imports() -> None:
    code = (
        "import sys, app.views.main_window, app.views.table_view, app.views.looks\n"
        "heavy = ('pandas', "
        "'matplotlib', 'sqlalchemy', 'numpy', 'keyring', 'sqlcipher3', 'PySide6.QtSvg', 'app.models')\n"
        "print([m for m in heavy if m in sys.modules])"
    )
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=120)
    assert run.stdout.strip() == "[]"


def test_that_new_means_what_the_page_makes_of_it_and_the_menu_shows_what_a_page_offers(
    window: MainWindow, qtbot: QtBot
) -> None:
    page = window.page()
    assert isinstance(page, Sheet)
    qtbot.keyClick(window, Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)
    assert page.visits == [None, "new"]
    qtbot.keyClick(window, Qt.Key.Key_E, Qt.KeyboardModifier.ControlModifier)
    assert page.visits == [None, "new"]
    menu = next(a.menu() for a in window.menuBar().actions() if a.text() == "この画面")
    assert isinstance(menu, QMenu)
    menu.aboutToShow.emit()
    assert [a.text() for a in menu.actions()] == ["新規\tCtrl+N", "完了\tE"]
    menu.actions()[1].trigger()
    assert page.visits == [None, "new", "done"]


def test_that_the_buttons_back_and_forward_say_whether_there_is_a_way(window: MainWindow, qtbot: QtBot) -> None:
    top = window._top
    assert (top.back_button.isEnabled(), top.forward_button.isEnabled()) == (False, False)
    window.open("accounts")
    assert top.back_button.toolTip() == "戻る (Alt+←)"
    qtbot.mouseClick(top.back_button, Qt.MouseButton.LeftButton)
    assert window.here() == ("today", None)
    assert (top.back_button.isEnabled(), top.forward_button.isEnabled()) == (False, True)
    qtbot.mouseClick(top.forward_button, Qt.MouseButton.LeftButton)
    assert window.here() == ("accounts", None)


def test_that_pins_and_views_lead_where_they_say_and_are_marked_there(window: MainWindow, qtbot: QtBot) -> None:
    bar = window._sidebar
    pins = [PinRow("a1", "青葉信用金庫", "unknown", None, "判定保留"), PinRow("a2", "みどり", "risk", 38, "危険")]
    window.set_sections(pins, [("accounts", "view:v1", Row("通知期限が近い", "funnel"))])
    assert [row.accessibleName() for row in bar.pins()] == ["青葉信用金庫 判定保留", "みどり 38 危険"]
    qtbot.mouseClick(bar.pins()[1], Qt.MouseButton.LeftButton)
    assert window.here() == ("account", "a2")
    assert [row.isChecked() for row in (*bar.buttons(), *bar.pins(), *bar.views())] == [False] * 3 + [True, False]
    qtbot.mouseClick(bar.views()[0], Qt.MouseButton.LeftButton)
    assert window.here() == ("accounts", "view:v1")
    assert [row.isChecked() for row in (*bar.buttons(), *bar.pins(), *bar.views())] == [False] * 4 + [True]
    window.open("account", "a9")
    assert [row.isChecked() for row in bar.buttons()] == [False, True]
    with qtbot.waitSignal(window.pin_menu) as asked:
        bar.pins()[0].customContextMenuRequested.emit(bar.pins()[0].rect().center())
    assert asked.args is not None
    assert asked.args[0] == "a1"
    window.set_sections([], [])
    assert bar.pins() == bar.views() == []


def test_that_many_pins_scroll_and_the_rest_of_the_sidebar_stays(window: MainWindow, qtbot: QtBot) -> None:
    window.set_sections([PinRow(f"a{n}", f"顧客 {n}", "unknown", None, "判定保留") for n in range(40)], [])
    QApplication.processEvents()
    assert window.height() == 800
    assert window._sidebar.pill.isVisible()
    assert window._sidebar.pill.geometry().bottom() < window._sidebar.height()


def test_that_a_window_that_is_to_stay_hides_and_one_that_leaves_does_not(window: MainWindow, qtbot: QtBot) -> None:
    window.stays = lambda: True
    assert not window.close()
    assert not window.isVisible()
    window.show()
    window.leave()
    assert not window.isVisible()
