"""The states of the quick log."""

from __future__ import annotations

import json
from datetime import timedelta

from PySide6.QtCore import Qt
from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QApplication, QTextEdit

from app.clock import stamp
from app.operations.account_page import account_page
from app.views.quick_log.unfinished import KEY
from app.views.stage import Shot, Stage
from app.views.states.bring import in_words, press
from app.vocabulary import Side

_PATIENCE_S = 5.0

# Each in Japanese and in English.
_LINE = (
    "@青葉信用金庫 電話 営業店の日報、入力の手順が伝わっていない #活用 次: 手順書を送る 金曜まで !risk",
    "@Acme Robotics call, the new stock screen confuses the floor #adoption next: send the steps by fri !risk",
)

_JUDGED = (
    "@青葉信用金庫 電話。次の定例に部長も出ると言ってくれた ~4 ~経営3",
    "@Acme Robotics call, the COO joins the next review ~4 ~backing 3",
)


def _logging(stage: Stage, line: str) -> None:
    window, places = stage.main()
    # What an earlier state left open is no part of this one.
    window.workspace.drafts.keep(KEY, None, at_once=True)
    window.workspace.drafts.flush(_PATIENCE_S)
    places.log()
    stage.settle()
    field = QApplication.focusWidget()
    if isinstance(field, QTextEdit):
        field.setPlainText(line)
        field.moveCursor(QTextCursor.MoveOperation.End)


def _logging_alike(stage: Stage) -> bool:
    """A promise that says what an open one says already."""
    account_id = stage.account()
    if account_id is None:
        return False
    account = stage.book.read(account_page, account_id, today=stage.book.clock.today())
    open_now = [promise for promise in account.promises if promise.side is Side.ME]
    if open_now:
        _logging(stage, in_words("@{name} 電話 次: {text} 金曜まで", "@{name} call next: {text} by fri").format(
            name=account.name, text=open_now[0].text
        ))  # fmt: skip
    return bool(open_now)


def _adding(stage: Stage) -> None:
    """An account that nobody knows yet, agreed to be added."""
    _logging(stage, in_words("@ひばり工業 電話 導入の相談", "@Larkspur call about a trial"))
    # The last of what is offered.
    press(Qt.Key.Key_Up, Qt.Key.Key_Tab)
    stage.settle()


def _editing(stage: Stage) -> None:
    """A row chosen by keyboard, with what may stand there."""
    _logging(stage, in_words(*_LINE))
    press(Qt.Key.Key_Tab, Qt.Key.Key_Down, Qt.Key.Key_F2)
    stage.settle()


def _left_unfinished(stage: Stage) -> None:
    """A line begun this morning, found again at the next start."""
    window, places = stage.main()
    line = in_words("@青葉信用金庫 電話 営業店の日報、まだ途中", "@Acme Robotics call, half a thought about")
    at = stamp(stage.book.clock.now() - timedelta(hours=2))
    drafts = window.workspace.drafts
    drafts.keep(KEY, json.dumps([{"text": line, "account_id": None, "at": at}], ensure_ascii=False), at_once=True)
    drafts.flush(_PATIENCE_S)
    places.log()
    stage.settle()
    # The next state begins with nothing unfinished.
    drafts.keep(KEY, None, at_once=True)
    drafts.flush(_PATIENCE_S)


SHOTS: tuple[Shot, ...] = (
    Shot("quick-log", lambda stage: _logging(stage, in_words(*_LINE))),
    Shot("quick-log-empty", lambda stage: _logging(stage, "")),
    Shot(
        "quick-log-unknown",
        lambda stage: _logging(stage, in_words("@青葉信組 電話 日報の件", "@Acne call about stock")),
    ),
    Shot("quick-log-new", _adding),
    Shot("quick-log-alike", _logging_alike),
    Shot("quick-log-pulse", lambda stage: _logging(stage, in_words(*_JUDGED))),
    Shot("quick-log-edit", _editing),
    Shot("quick-log-draft", _left_unfinished),
)
