"""The states before a book is open: first run, unlocking, restoring."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from app.errors import BansoError
from app.views.first_run.code_page import CodePage
from app.views.first_run.filling import Filling
from app.views.first_run.protect import ProtectPage
from app.views.first_run.welcome import Welcome
from app.views.gate import Gate, GatePage
from app.views.stage import Shot, Stage
from app.views.unlock.restore_page import RestorePage
from app.views.unlock.secret_page import SecretPage

_CODE = "7M2QF-3KD9W-R5T0X-V8HNA-2CJ6P-QZ4YE-B1SGM-K7F3D"
_KEYRING = "keyring.backends.SecretService.Keyring"


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
)
