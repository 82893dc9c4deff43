"""The states of the quick log."""

from __future__ import annotations

from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QApplication, QTextEdit

from app.operations.account_page import account_page
from app.views.stage import Shot, Stage
from app.views.states.bring import in_words
from app.vocabulary import Side

# Each in Japanese and in English.
_LINE = (
    "@青葉信用金庫 電話 営業店の日報、入力の手順が伝わっていない #活用 次: 手順書を送る 金曜まで !risk",
    "@Acme Robotics call, the new stock screen confuses the floor #adoption next: send the steps by fri !risk",
)


def _logging(stage: Stage, line: str) -> None:
    _window, places = stage.main()
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


SHOTS: tuple[Shot, ...] = (
    Shot("quick-log", lambda stage: _logging(stage, in_words(*_LINE))),
    Shot("quick-log-empty", lambda stage: _logging(stage, "")),
    Shot(
        "quick-log-unknown",
        lambda stage: _logging(stage, in_words("@青葉信組 電話 日報の件", "@Acne call about stock")),
    ),
    Shot("quick-log-alike", _logging_alike),
)
