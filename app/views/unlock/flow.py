"""The ways into a book that did not open, and back from a back-up; ends with an open book."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, Signal

from app.errors import BansoError
from app.language import _
from app.views.aside import aside
from app.views.gate import Gate
from app.views.unlock.restore_page import RestorePage, restore_and_open
from app.views.unlock.secret_page import SecretPage


class Unlock(QObject):
    """Leads through `gate`. `opened(book, unmended)`; `unmended` is why the keyring did not get its key back."""

    opened = Signal(object, object)

    def __init__(self, gate: Gate, folder: Path, today: date | None) -> None:
        super().__init__(gate)
        self._gate, self._folder, self._today = gate, folder, today
        self._error = BansoError("view.unexpected")

    def start(self, error: BansoError) -> None:
        """Show why the book did not open, and the ways that are left."""
        self._error = error
        self._gate.show_page(self._secret)

    def restore(self, back: Callable[[], object]) -> None:
        """Show the page of back-ups; `back` leads to where the person came from."""
        self._gate.show_page(lambda: self._restore(back))

    def _secret(self) -> SecretPage:
        page = SecretPage(self._gate, self._error)
        page.passphrase_given.connect(lambda passphrase: self._try(page, open_usual, passphrase))
        page.code_given.connect(lambda code, new: self._try(page, open_by_code, code, new))
        page.again_wanted.connect(lambda: self._try(page, open_usual, ""))
        page.restore_wanted.connect(lambda: self.restore(lambda: self.start(self._error)))
        return page

    def _restore(self, back: Callable[[], object]) -> RestorePage:
        page = RestorePage(self._folder)
        page.back.connect(lambda: back())
        page.wanted.connect(lambda file, passphrase, code: self._bring_back(page, Path(file), passphrase, code))
        return page

    def _try(self, page: SecretPage, way: Callable[..., object], *given: str) -> None:
        page.set_busy(True)
        aside(
            way,
            self._folder,
            *given,
            today=self._today,
            owner=page,
            done=lambda opened: self.opened.emit(*opened),
            failed=lambda error: self._still_shut(page, error),
        )

    def _still_shut(self, page: SecretPage, error: BansoError) -> None:
        # Another reason than before leaves other ways; a wrong secret does not.
        if (
            error.field in ("passphrase", "recovery_code") and error.key != "passphrase.needed"
        ) or error.key == self._error.key:
            page.tell(error)
        else:
            self.start(error)

    def _bring_back(self, page: RestorePage, file: Path, passphrase: str, code: str) -> None:
        page.set_busy(True)
        aside(
            restore_and_open,
            self._folder,
            file,
            passphrase,
            code,
            self._today,
            owner=page,
            done=lambda opened: self.opened.emit(*opened),
            failed=page.tell,
        )


def open_usual(
    report: Callable[..., None], _cancelled: object, folder: Path, passphrase: str, *, today: date | None
) -> tuple[Any, None]:
    """Open the book by its keyring or a passphrase."""
    from app.operations.profile import open_book

    report(0, 0, _("The keyring may ask for its password."))
    return open_book(folder, today=today, passphrase=passphrase or None), None


def open_by_code(
    _report: object, _cancelled: object, folder: Path, code: str, new: str, *, today: date | None
) -> tuple[Any, BansoError | None]:
    """Open the book by its recovery code and mend the usual way in."""
    from app.operations.profile import reopen_with_code

    opened = reopen_with_code(folder, code, passphrase=new or None, today=today)
    return opened.book, opened.unmended
