"""Meetings and mails in the window: looked over, whose they are said once, dropped, watched for, taken back."""

from __future__ import annotations

from collections.abc import Iterator
from email.message import EmailMessage
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPointF, QSettings, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.operations.accounts import find_account
from app.operations.book import Book
from app.operations.content import content_hash
from app.operations.meetings.folder import choose_calendar_folder
from app.operations.plans.exporting import write_plan_file
from app.operations.plans.page import plan_page
from app.operations.touchpoints import touchpoint_rows
from app.views.importing.arriving import ArrivalsDialog
from app.views.importing.dialog import ImportDialog
from app.views.importing.watching import Drops, FolderWatch
from app.views.page import Page
from app.views.plans.return_sheet import ReturnSheet
from app.views.settings.data import Data
from app.views.settings.desk import SettingsDesk
from tests.builders import TODAY, new_book
from tests.imports.calendars import calendar, event
from tests.imports.mails import mail
from tests.journeys.hands import press, tab_to
from tests.views.accounts.books import NAMES, fill
from tests.views.importing.test_dialog import Bench
from tests.views.plans.answers import answered
from tests.views.plans.desk import plan_for


@pytest.fixture
def bench(tmp_path: Path, settings: QSettings, qtbot: QtBot) -> Iterator[Bench]:
    with new_book(tmp_path / "profile") as book:
        fill(book)
        made = Bench(book, settings, qtbot)
        yield made
        assert made.workspace.close()


def files(folder: Path) -> list[Path]:
    meetings = calendar(
        folder / "a.ics",
        event("known", ":20261124T010000Z", title="定例", guests=("a@aoba.example",)),
        event("new", ":20261125T010000Z", title="初回", guests=("x@hatsu.example",)),
    )
    return [meetings, mail(folder / "b.eml")]


def planned(book: Book, name: str) -> list[str]:
    return [row.body for row in book.read(touchpoint_rows, book.read(find_account, name)) if row.planned]


def opened(bench: Bench, paths: list[Path]) -> ArrivalsDialog:
    dialog = ArrivalsDialog(bench.workspace, bench.window, bench.window)
    dialog.start(paths)
    dialog.activateWindow()
    bench.settle()
    return dialog


def test_that_meetings_and_mails_come_in_by_keys_and_go_by_one(bench: Bench, tmp_path: Path) -> None:
    before = bench.book.read(content_hash)
    dialog = opened(bench, files(tmp_path))
    shown = [dialog._table.texts(at)[2:] for at in range(3)]
    assert shown == [
        ("初回", "—", "顧客を選んでください"),
        ("お見積の件", NAMES[0], "接点に残す"),
        ("定例", NAMES[0], "予定に加える"),
    ]
    assert dialog.would.text() == "新規 2・顧客が未定 1件"
    assert dialog.list.hasFocus()
    tab_to("顧客")
    dialog.whose.setCurrentIndex(dialog.whose.findText(NAMES[1]))
    dialog.whose.activated.emit(dialog.whose.currentIndex())
    assert dialog.would.text() == "新規 3"
    tab_to("取り込む")
    press("Space")
    bench.settle()
    assert bench.said() == "予定を 2件取り込みました・メール 1通を接点に残しました"
    assert planned(bench.book, NAMES[1]) == ["初回"]
    bench.window.undo()
    assert bench.book.read(content_hash) == before


def test_that_one_of_nobody_is_left_out_and_may_be_taken_back_in(bench: Bench, tmp_path: Path) -> None:
    dialog = opened(bench, files(tmp_path)[:1])
    for words, fate in (("どの顧客でもない", "取り込まない"), ("顧客を選ぶ", "顧客を選んでください")):
        dialog.list.go_to(next(at for at in range(2) if dialog._table.texts(at)[2] == "初回"))
        dialog.whose.setCurrentIndex(dialog.whose.findText(words))
        dialog.whose.activated.emit(dialog.whose.currentIndex())
        assert fate in [dialog._table.texts(at)[4] for at in range(2)]


def test_that_what_cannot_be_read_is_said_and_nothing_can_be_brought_in(bench: Bench, tmp_path: Path) -> None:
    odd = tmp_path / "odd.ics"
    odd.write_text("BEGIN:VCALENDAR\nnothing\nEND:VCALENDAR")
    dialog = opened(bench, [odd])
    assert "odd.ics" in dialog.fault.text()
    assert not dialog.take_button.isEnabled()
    press("Escape")


def drop(target: object, paths: list[Path]) -> None:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    button, none = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    entering = QDragEnterEvent(QPointF(9, 9).toPoint(), Qt.DropAction.CopyAction, data, button, none)
    QApplication.sendEvent(target, entering)  # type: ignore[arg-type]
    assert entering.isAccepted() == bool(paths)
    if paths:
        falling = QDropEvent(QPointF(9, 9), Qt.DropAction.CopyAction, data, button, none)
        QApplication.sendEvent(target, falling)  # type: ignore[arg-type]
        QApplication.processEvents()


def shown(kind: type) -> list[object]:
    return [widget for widget in QApplication.topLevelWidgets() if isinstance(widget, kind) and widget.isVisible()]


def test_that_files_dropped_on_the_window_begin_their_own_import(bench: Bench, tmp_path: Path) -> None:
    Drops(bench.window)
    drop(bench.window, [])
    drop(bench.window, files(tmp_path))
    bench.settle()
    [dialog] = shown(ArrivalsDialog)
    assert isinstance(dialog, ArrivalsDialog)
    dialog.reject()
    table = tmp_path / "c.csv"
    table.write_text("顧客名\n白樺ホテルズ\n", "utf-8")
    drop(bench.window, [table])
    bench.settle()
    [importing] = shown(ImportDialog)
    assert isinstance(importing, ImportDialog)
    # A meeting among the tables finds its way from there too.
    importing.add(files(tmp_path)[:1])
    bench.settle()
    assert len(shown(ArrivalsDialog)) == 1
    for one in (*shown(ArrivalsDialog), importing):
        assert isinstance(one, ArrivalsDialog | ImportDialog)
        one.reject()


def test_that_the_folder_is_looked_into_and_looked_into_again(bench: Bench, tmp_path: Path) -> None:
    folder = tmp_path / "calendar"
    folder.mkdir()
    files(folder)
    watch = FolderWatch(bench.window)
    bench.settle()
    assert planned(bench.book, NAMES[0]) == ["30日レビュー"]
    bench.workspace.write(choose_calendar_folder, folder)
    bench.settle()
    assert planned(bench.book, NAMES[0]) == ["定例", "30日レビュー"]
    assert bench.said() == "予定を 1件取り込みました・顧客が分からない予定が 1件あります"
    heard = len(bench.heard)
    watch.look()
    bench.settle()
    assert len(bench.heard) == heard
    calendar(folder / "a.ics", event("known", ":20261127T010000Z", "STATUS:CANCELLED", guests=("a@aoba.example",)))
    bench.qtbot.waitUntil(lambda: planned(bench.book, NAMES[0]) == ["30日レビュー"], timeout=8000)
    bench.settle()
    assert "取りやめ" in bench.said()


def test_that_the_settings_choose_the_folder(bench: Bench, tmp_path: Path) -> None:
    section = Data(SettingsDesk(bench.workspace, bench.window))
    bench.qtbot.addWidget(section)
    section.refresh()
    assert section.calendar.stop.isHidden()
    section.calendar.take(tmp_path / "nowhere")
    assert "nowhere" in section.calendar.row.wrong()
    section.calendar.take(tmp_path)
    assert str(tmp_path) in section.calendar.row.about.text()
    section.calendar.take(None)
    assert section.calendar.stop.isHidden()


def test_that_an_answer_to_a_plan_is_known_wherever_it_is_dropped(bench: Bench, tmp_path: Path) -> None:
    Drops(bench.window)
    bench.window.add_place("plan", "signpost", lambda: "", Page, in_sidebar=False)
    plan = plan_for(bench.book)
    for name in ("plan.html", "plan.xlsx"):
        write_plan_file(bench.book, plan, to=tmp_path / name, lang="ja")
    letter = EmailMessage()
    letter["From"], letter["Subject"] = "h@midori.example", "ご確認"
    letter["Date"] = "Thu, 19 Nov 2026 10:00:00 +0900"
    letter.set_content("添付のとおりです。")
    step = next(row for row in bench.book.read(plan_page, plan, today=TODAY).tree if row.kind == "milestone")
    copy = answered(tmp_path / "plan.html", {step.id: {"done": True}}, by="佐藤 花子")
    letter.add_attachment(copy.read_bytes(), maintype="text", subtype="html", filename="plan.html")
    (tmp_path / "reply.eml").write_bytes(letter.as_bytes())
    table = tmp_path / "c.csv"
    table.write_text("顧客名\n白樺ホテルズ\n", "utf-8")
    drop(bench.window, [table, tmp_path / "plan.xlsx", tmp_path / "reply.eml"])
    bench.settle()
    [sheet] = shown(ReturnSheet)
    assert isinstance(sheet, ReturnSheet)
    sheet.reject()
    bench.settle()
    [sheet] = shown(ReturnSheet)
    assert isinstance(sheet, ReturnSheet)
    assert len(sheet.list.boxes) == 2
    sheet.take_in()
    bench.settle()
    assert bench.window.here() == ("plan", plan)
    # What came along goes its own way: the mail is a mail, the table a table.
    assert len(shown(ImportDialog)) == len(shown(ArrivalsDialog)) == 1
    for one in (*shown(ArrivalsDialog), *shown(ImportDialog)):
        assert isinstance(one, ArrivalsDialog | ImportDialog)
        one.reject()
