"""The states that are pictured, one line each, and the stage that brings a window to them."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from PySide6.QtCore import QCoreApplication, QEvent, QPoint, QSettings
from PySide6.QtGui import QPainter, QPixmap
from PySide6.QtWidgets import QApplication, QDialog, QLineEdit, QTextEdit, QWidget

from app.errors import BansoError
from app.language import _
from app.operations.accounts import account_rows
from app.views import theme
from app.views.account.page import OVERVIEW, TOUCHPOINTS, AccountPage
from app.views.dialogs.error import show_error
from app.views.first_run.code_page import CodePage
from app.views.first_run.filling import Filling
from app.views.first_run.protect import ProtectPage
from app.views.first_run.welcome import Welcome
from app.views.gate import Gate, GatePage
from app.views.importing.dialog import ImportDialog
from app.views.main_window import MainWindow
from app.views.places import START, Places
from app.views.unlock.restore_page import RestorePage
from app.views.unlock.secret_page import SecretPage
from app.views.workspace import Workspace

WIDTH, HEIGHT = 1440, 900
_SETTLE_S = 20.0
_CODE = "7M2QF-3KD9W-R5T0X-V8HNA-2CJ6P-QZ4YE-B1SGM-K7F3D"
_KEYRING = "keyring.backends.SecretService.Keyring"


class Stage:
    """One window for one picture. `window` and `places` are made when a state asks for them."""

    def __init__(self, settings: QSettings, book: Any) -> None:
        self._settings = settings
        self.book = book
        self.scratch = Path(settings.fileName()).parent
        self._shown: QWidget | None = None

    def main(self) -> tuple[MainWindow, Places]:
        """Return the main window at its start, and its places."""
        window = MainWindow(Workspace(self.book, self.book.clock), self._settings, log=lambda: places.log())
        places = Places(window)
        self._show(window)
        window.open(START)
        self.settle()
        return window, places

    def gate(self, make: Callable[[Gate], GatePage]) -> Gate:
        """Return the gate with a page."""
        gate = Gate(self._settings)
        gate.show_page(lambda: make(gate))
        self._show(gate)
        return gate

    def account(self) -> str | None:
        """Return the id of an account that has something to show; None where there is no account."""
        rows = self.book.read(account_rows, today=self.book.clock.today())
        told = [row for row in rows if row.next_step and row.mrr] or rows
        return told[0].id if told else None

    def settle(self) -> None:
        """Let everything that is under way arrive and be drawn."""
        until = time.monotonic() + _SETTLE_S
        for _n in range(3):
            QApplication.processEvents()
        while isinstance(self._shown, MainWindow) and self._shown.workspace.busy and time.monotonic() < until:
            QApplication.processEvents()
            time.sleep(0.005)
        for _n in range(3):
            QApplication.processEvents()

    def wait(self, seconds: float) -> None:
        """Let time pass, for what happens a moment later."""
        until = time.monotonic() + seconds
        while time.monotonic() < until:
            QApplication.processEvents()
            time.sleep(0.005)

    def picture(self, shot: Shot) -> QPixmap | None:
        """Return the picture of a state; None where the book has nothing for it."""
        if shot.bring(self) is False or self._shown is None:
            return None
        self.settle()
        return _picture(self._shown)

    def clear(self) -> None:
        """Close everything, so that the next state begins anew."""
        for widget in QApplication.topLevelWidgets():
            widget.close()
            widget.deleteLater()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        QApplication.processEvents()

    def _show(self, window: QWidget) -> None:
        self._shown = window
        window.resize(WIDTH, HEIGHT)
        window.show()
        window.activateWindow()
        self.settle()


def _picture(window: QWidget) -> QPixmap:
    made = window.grab()
    painter = QPainter(made)
    for dialog in QApplication.topLevelWidgets():
        if isinstance(dialog, QDialog) and dialog.isVisible():
            # A dialog is a window of its own: it is put where a window manager would.
            where = QPoint((window.width() - dialog.width()) // 2, (window.height() - dialog.height()) // 2)
            painter.drawPixmap(where, dialog.grab())
            painter.setPen(theme.current().color.overlay_border)
            painter.drawRect(where.x(), where.y(), dialog.width() - 1, dialog.height() - 1)
    painter.end()
    return made


# The states


def _filtered(stage: Stage, words: str) -> None:
    window, _places = stage.main()
    page = window.page()
    field = page.search_field() if page is not None else None
    if isinstance(field, QLineEdit):
        field.setText(words)


def _account(stage: Stage, tab: int) -> bool:
    account_id = stage.account()
    if account_id is None:
        return False
    window, _places = stage.main()
    page = window.open("account", account_id)
    if isinstance(page, AccountPage):
        page.tabs.setCurrentIndex(tab)
    return True


def _logging(stage: Stage, line: str) -> None:
    _window, places = stage.main()
    places.log()
    stage.settle()
    field = QApplication.focusWidget()
    if isinstance(field, QTextEdit):
        field.setPlainText(line)


def _searched(stage: Stage, words: str) -> None:
    window, _places = stage.main()
    window.open("search", words or None)
    stage.settle()
    # The page asks a moment after the last key.
    stage.wait(0.4)


def _importing(stage: Stage, *lines: str) -> None:
    window, _places = stage.main()
    dialog = ImportDialog(window.workspace, window, window)
    dialog.open()
    if lines:
        file = stage.scratch / "accounts.csv"
        file.write_text("\n".join(lines), encoding="cp932")
        dialog.add([file])


def _failed(stage: Stage) -> None:
    window, _places = stage.main()
    show_error(window, BansoError("view.unexpected"))


def _protect_by_passphrase(_gate: Gate) -> GatePage:
    page = ProtectPage()
    page.tell(BansoError("keyring.none"))
    page.first.setText("correct horse battery")
    return page


def _filling(_gate: Gate) -> GatePage:
    page = Filling()
    page.filling()
    page.move_on(214, 780)
    return page


def _restoring(_gate: Gate) -> GatePage:
    page = RestorePage(Path("banso"))
    page.take(Path("banso") / "backups" / "book-20261120-184210.sqlite")
    page.tell(BansoError("key.lost", backend=_KEYRING))
    return page


def _locked(error: BansoError) -> Callable[[Stage], object]:
    return lambda stage: stage.gate(lambda gate: SecretPage(gate, error))


def _gate(make: Callable[[Gate], GatePage]) -> Callable[[Stage], object]:
    return lambda stage: stage.gate(make)


@dataclass(frozen=True)
class Shot:
    """One state: its name, what brings a stage to it (False: nothing to show), and whether the book is empty."""

    name: str
    bring: Callable[[Stage], object]
    empty: bool = False

    def book(self, filled: Any, empty: Any) -> Any:
        """Return which of two books it is pictured on."""
        return empty if self.empty else filled


SHOTS: tuple[Shot, ...] = (
    Shot("firstrun", _gate(Welcome)),
    Shot("firstrun-protect", _gate(lambda _gate: ProtectPage())),
    Shot("firstrun-passphrase", _gate(_protect_by_passphrase)),
    Shot("firstrun-code", _gate(lambda _gate: CodePage(_CODE))),
    Shot("firstrun-samples", _gate(_filling)),
    Shot("unlock-lost", _locked(BansoError("key.lost", backend=_KEYRING))),
    Shot("unlock-passphrase", _locked(BansoError("passphrase.needed"))),
    Shot("unlock-damaged", _locked(BansoError("database.unreadable", path="book.sqlite"))),
    Shot("restore", _gate(_restoring)),
    Shot("accounts", lambda stage: stage.main()),
    Shot("accounts-filtered", lambda stage: _filtered(stage, "soku" if _("Accounts") == "Accounts" else "ソク")),
    Shot("accounts-no-hit", lambda stage: _filtered(stage, "zzz")),
    Shot("accounts-empty", lambda stage: stage.main(), empty=True),
    Shot("account-overview", lambda stage: _account(stage, OVERVIEW)),
    Shot("account-touchpoints", lambda stage: _account(stage, TOUCHPOINTS)),
    Shot("quick-log", lambda stage: _logging(stage, "@Acme Robotics call #QBR next: send the plan by fri !risk")),
    Shot("quick-log-empty", lambda stage: _logging(stage, "")),
    Shot("search", lambda stage: _searched(stage, "契約")),
    Shot("search-start", lambda stage: _searched(stage, "")),
    Shot("search-no-hit", lambda stage: _searched(stage, "zzzzqq")),
    Shot("import-start", _importing),
    Shot(
        "import", lambda stage: _importing(stage, "顧客名,セグメント,フェーズ", "青葉信用金庫,high,adoption", ",low,")
    ),
    Shot("error", _failed),
)
