from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QSettings
from PySide6.QtWidgets import QApplication, QFileDialog
from pytestqt.qtbot import QtBot

from app.operations.care import back_up
from app.operations.profile import make_profile, open_book
from app.views.accounts.page import AccountsPage
from app.views.application import Desk
from app.views.first_run.welcome import Welcome
from app.views.unlock.restore_page import RestorePage
from app.views.unlock.secret_page import SecretPage
from tests.builders import PASSPHRASE, new_book, new_profile
from tests.journeys.hands import commit, focus, press, tab_to, wait_until, write
from tests.secrets.conftest import Keyrings
from tests.views.desks import started, words


def at_page(desk: Desk, kind: type) -> None:
    wait_until(lambda: desk.gate is not None and isinstance(desk.gate.page, kind), f"the page {kind.__name__}")


def in_the_list(desk: Desk) -> bool:
    return (
        desk.book is not None
        and desk.gate is None
        and desk.window is not None
        and isinstance(desk.window.page(), AccountsPage)
    )


def test_that_a_deleted_key_leads_to_the_code_and_the_code_mends_the_keyring(
    qtbot: QtBot, settings: QSettings, tmp_path: Path, keyrings: Keyrings
) -> None:
    folder = tmp_path / "p"
    code = make_profile(folder, "keyring", name="高橋", zone="Asia/Tokyo").recovery_code
    assert code is not None
    before = (folder / "book.sqlite").read_bytes()
    keyrings.memory.kept.clear()
    with started(folder, settings) as desk:
        at_page(desk, SecretPage)
        assert "鍵が見つかりません" in words(desk.gate)
        assert desk.window is not None and not desk.window.isVisible()
        assert (folder / "book.sqlite").read_bytes() == before
        press("Return")
        wait_until(lambda: focus().accessibleName() == "もう一度試す", "it was tried in vain")
        tab_to("回復コード", back=True)
        write(code[:-1] + ("0" if code[-1] != "0" else "1"))
        press("Return")
        wait_until(lambda: "打ち間違い" in words(desk.gate), "the slip is named")
        assert focus().accessibleName() == "回復コード"
        write(code.lower().replace("-", " "))
        press("Return")
        wait_until(lambda: in_the_list(desk), "the book is open")
    assert len(keyrings.memory.kept) == 1
    open_book(folder).close()


def test_that_the_book_opens_by_its_code_where_no_keyring_takes_the_key(
    qtbot: QtBot, settings: QSettings, tmp_path: Path, keyrings: Keyrings
) -> None:
    folder = tmp_path / "p"
    code = make_profile(folder, "keyring", name="高橋", zone="Asia/Tokyo").recovery_code
    keyrings.memory.kept.clear()
    keyrings.use(keyrings.refusing)
    with started(folder, settings) as desk:
        at_page(desk, SecretPage)
        tab_to("回復コード", back=True)
        write(str(code))
        press("Return")
        wait_until(lambda: in_the_list(desk), "the book is open")
        wait_until(
            lambda: "キーリングが応答しませんでした" in words(desk.window), "it is said that the key was not kept"
        )
        press("Return")


def test_that_a_locked_keyring_opens_at_another_try(
    qtbot: QtBot, settings: QSettings, tmp_path: Path, keyrings: Keyrings, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "p"
    make_profile(folder, "keyring", name="高橋", zone="Asia/Tokyo")
    with monkeypatch.context() as locked:
        locked.setattr(keyrings.memory, "get_password", keyrings.locked.get_password)
        with started(folder, settings) as desk:
            at_page(desk, SecretPage)
            assert "ロックされています" in words(desk.gate)
            locked.undo()
            press("Return")
            wait_until(lambda: in_the_list(desk), "the book is open")


def test_that_a_passphrase_is_asked_for_and_a_wrong_one_may_be_typed_again(
    qtbot: QtBot, settings: QSettings, tmp_path: Path
) -> None:
    folder = tmp_path / "p"
    new_profile(folder, encrypted=True)
    with started(folder, settings) as desk:
        at_page(desk, SecretPage)
        assert focus().accessibleName() == "パスフレーズ"
        assert "BANSO_PASSPHRASE_FILE" not in words(desk.gate)
        write("not this one")
        press("Return")
        wait_until(lambda: "パスフレーズが違います" in words(desk.gate), "it is said")
        write(PASSPHRASE)
        press("Return")
        wait_until(lambda: in_the_list(desk), "the book is open")


def test_that_the_code_replaces_a_forgotten_passphrase(qtbot: QtBot, settings: QSettings, tmp_path: Path) -> None:
    folder = tmp_path / "p"
    code = new_profile(folder, encrypted=True)
    with started(folder, settings) as desk:
        at_page(desk, SecretPage)
        tab_to("回復コード")
        write(str(code))
        tab_to("新しいパスフレーズ（変える場合）")
        write("the new words of autumn")
        tab_to("コードで開く")
        press("Return")
        wait_until(lambda: in_the_list(desk), "the book is open")
    open_book(folder, passphrase="the new words of autumn").close()


def test_that_a_damaged_book_is_left_alone_and_a_back_up_takes_its_place(
    qtbot: QtBot, settings: QSettings, tmp_path: Path
) -> None:
    folder = tmp_path / "p"
    with new_book(folder) as book:
        copy = back_up(book).path
    spoilt = b"not a database at all" * 400
    (folder / "book.sqlite").write_bytes(spoilt)
    with started(folder, settings) as desk:
        at_page(desk, SecretPage)
        assert "台帳を開けません" in words(desk.gate)
        tab_to("バックアップから戻す")
        press("Return")
        at_page(desk, RestorePage)
        choose(desk, copy)
        press("Return")
        wait_until(lambda: in_the_list(desk), "the book is open")
    aside = list(folder.glob("set-aside-*/book.sqlite"))
    assert [file.read_bytes() for file in aside] == [spoilt]


def test_that_a_first_start_brings_an_encrypted_back_up_of_another_machine_back(
    qtbot: QtBot, settings: QSettings, tmp_path: Path, keyrings: Keyrings
) -> None:
    code = make_profile(tmp_path / "old", "keyring", name="高橋", zone="Asia/Tokyo").recovery_code
    with open_book(tmp_path / "old") as book:
        copy = back_up(book, tmp_path / "usb.sqlite").path
    keyrings.memory.kept.clear()
    with started(tmp_path / "p", settings) as desk:
        at_page(desk, Welcome)
        tab_to("バックアップから戻す")
        press("Return")
        at_page(desk, RestorePage)
        tab_to("戻る")
        press("Return")
        at_page(desk, Welcome)
        tab_to("バックアップから戻す")
        press("Return")
        at_page(desk, RestorePage)
        choose(desk, copy)
        press("Return")
        wait_until(lambda: "このバックアップは暗号化されています" in words(desk.gate), "its secret is asked for")
        tab_to("回復コード")
        write(str(code))
        press("Return")
        wait_until(lambda: in_the_list(desk), "the book is open")
    assert len(keyrings.memory.kept) == 1
    open_book(tmp_path / "p").close()


def test_that_a_newer_book_is_named_and_neither_code_nor_back_up_is_offered(
    qtbot: QtBot, settings: QSettings, tmp_path: Path
) -> None:
    import sqlcipher3.dbapi2 as sqlcipher

    folder = tmp_path / "p"
    new_profile(folder)
    connection = sqlcipher.connect(str(folder / "book.sqlite"))
    connection.execute("UPDATE alembic_version SET version_num = '9999'")
    connection.commit()
    connection.close()
    with started(folder, settings) as desk:
        at_page(desk, SecretPage)
        page = desk.gate.page  # type: ignore[union-attr]
        assert isinstance(page, SecretPage)
        assert page.code is None
        assert page.passphrase is None
        assert not hasattr(page, "restore")
        assert page.again.isVisible()


def choose(desk: Desk, file: Path) -> None:
    """Choose a file in the dialog by typing its name."""
    tab_to("ファイルを選ぶ")
    press("Return")
    wait_until(lambda: isinstance(focus().window(), QFileDialog), "the dialog is open")
    press("Ctrl+A")
    commit(str(file))
    if QApplication.activePopupWidget() is not None:
        # Qt's own dialog offers names to choose from; they must close before Return means the dialog.
        press("Escape")
    press("Return")
    wait_until(lambda: focus().accessibleName() == "戻す", "the file is taken")
