"""Every state of the window that is pictured and looked over, one line each at the end."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QApplication, QLineEdit, QTextEdit

from app.errors import BansoError
from app.language import current
from app.operations.account_page import account_page
from app.views.account.deck import show_warnings
from app.views.account.page import OVERVIEW, TOUCHPOINTS, AccountPage
from app.views.dialogs.error import show_error
from app.views.first_run.code_page import CodePage
from app.views.first_run.filling import Filling
from app.views.first_run.protect import ProtectPage
from app.views.first_run.welcome import Welcome
from app.views.gate import Gate, GatePage
from app.views.importing.dialog import ImportDialog
from app.views.stage import Shot, Stage
from app.views.unlock.restore_page import RestorePage
from app.views.unlock.secret_page import SecretPage
from app.vocabulary import Side

_CODE = "7M2QF-3KD9W-R5T0X-V8HNA-2CJ6P-QZ4YE-B1SGM-K7F3D"
_KEYRING = "keyring.backends.SecretService.Keyring"
# Each in Japanese and in English.
_LINE = (
    "@青葉信用金庫 電話 営業店の日報、入力の手順が伝わっていない #活用 次: 手順書を送る 金曜まで !risk",
    "@Acme Robotics call, the new stock screen confuses the floor #adoption next: send the steps by fri !risk",
)
_SHEETS = (
    "顧客名,フリガナ,セグメント,フェーズ,備考\n青葉信用金庫,アオバシンヨウキンコ,ハイタッチ,活用,\n"
    "東雲製作所,シノノメセイサクショ,ロータッチ,導入,紹介\n白樺ホテルズ,シラカバホテルズ,ロータッチ,活用,",
    "Account,Segment,Phase,Industry,Remarks\nNimbus Health,High touch,Adoption,Health care,\n"
    "Lumen Analytics,Low touch,Adoption,Software,\nSora Education,Tech touch,Onboarding,Education,referred",
)
_FAULTY = (
    "顧客名,セグメント,フェーズ\n青葉信用金庫,ハイタッチ,活用\n,ロータッチ,\n東雲製作所,特別,導入",
    "Account,Segment,Phase\nNimbus Health,High touch,Adoption\n,Low touch,\nLumen Analytics,special,Onboarding",
)


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
        field.moveCursor(QTextCursor.MoveOperation.End)


def _logging_alike(stage: Stage) -> bool:
    """A promise that says what an open one says already."""
    account_id = stage.account()
    if account_id is None:
        return False
    account = stage.book.read(account_page, account_id, today=stage.book.clock.today())
    open_now = [promise for promise in account.promises if promise.side is Side.ME]
    if open_now:
        _logging(stage, _in_words("@{name} 電話 次: {text} 金曜まで", "@{name} call next: {text} by fri").format(
            name=account.name, text=open_now[0].text
        ))  # fmt: skip
    return bool(open_now)


def _deck(stage: Stage) -> bool:
    if not _account(stage, OVERVIEW):
        return False
    stage.settle()
    page = stage.page()
    if isinstance(page, AccountPage):
        page.ask_for_deck()
    return True


def _deck_warnings(stage: Stage) -> bool:
    if not _account(stage, OVERVIEW):
        return False
    warnings = [
        _in_words("通知期限は推定です（通知期間が契約に書かれていません）。", "The notice date is estimated."),
        _in_words("期間内の接点のうち 2件に参加者の記録がありません。", "Two touchpoints name nobody who took part."),
    ]
    show_warnings(stage.window(), warnings, Path("Acme Robotics 2026Q3.pptx"))
    return True


def _undone(stage: Stage) -> None:
    window, _places = stage.main()
    window.undo()


def _in_words(ja: str, en: str) -> str:
    """Return what somebody would type in the language of now."""
    return ja if current() == "ja" else en


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
    Shot("accounts-filtered", lambda stage: _filtered(stage, _in_words("しんよう", "health"))),
    Shot("accounts-no-hit", lambda stage: _filtered(stage, "zzz")),
    Shot("accounts-empty", lambda stage: stage.main(), empty=True),
    Shot("account-overview", lambda stage: _account(stage, OVERVIEW)),
    Shot("account-touchpoints", lambda stage: _account(stage, TOUCHPOINTS)),
    Shot("account-deck", _deck),
    Shot("account-deck-warnings", _deck_warnings),
    Shot("quick-log", lambda stage: _logging(stage, _in_words(*_LINE))),
    Shot("quick-log-empty", lambda stage: _logging(stage, "")),
    Shot(
        "quick-log-unknown",
        lambda stage: _logging(stage, _in_words("@青葉信組 電話 日報の件", "@Acne call about stock")),
    ),
    Shot("quick-log-alike", _logging_alike),
    Shot("search", lambda stage: _searched(stage, _in_words("契約", "renewal"))),
    Shot("search-start", lambda stage: _searched(stage, "")),
    Shot("search-no-hit", lambda stage: _searched(stage, "zzzzqq")),
    Shot("import-start", _importing),
    Shot("import", lambda stage: _importing(stage, *_in_words(*_SHEETS).splitlines())),
    Shot("import-rejected", lambda stage: _importing(stage, *_in_words(*_FAULTY).splitlines())),
    Shot("undo", _undone),
    Shot("error", _failed),
)
