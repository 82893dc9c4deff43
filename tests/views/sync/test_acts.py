"""What can be asked for one connection beside syncing it: each way leads somewhere, and secrets are kept with care."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices

from app.errors import BansoError
from app.language import _
from app.operations.book import Book
from app.operations.syncing import connections as operations
from app.operations.syncing import kinds as kinds_module
from app.operations.syncing import secrets, signing_in
from app.operations.syncing.rows import Note, Run
from app.secrets import keyring_door
from app.views.sync.amending import AmendDialog
from app.views.sync.connecting import ConnectDialog
from app.views.sync.keeping import keep_apart
from app.views.sync.words import every_words, note_words, org_words, result_words, why_words
from tests.builders import new_book
from tests.views.desks import words
from tests.views.sync.signing import as_kind, dialogs
from tests.views.sync.windows import Desk, wait_until


def no_keyring() -> keyring_door.Keyring:
    raise BansoError("keyring.none")


@pytest.mark.parametrize("what", ["mapping", "links", "rename", "settings", "writes", "forget", "remove"])
def test_that_each_of_the_menu_opens_a_sheet_with_a_name(desk: Desk, what: str) -> None:
    made = desk.connected(writes=False)
    desk.page.acts.do(what, made)
    desk.stage.settle()
    [dialog] = dialogs(desk)
    assert dialog.accessibleName() or dialog.windowTitle()


def test_that_the_menu_offers_what_goes_now(desk: Desk) -> None:
    made = desk.connected()
    card = desk.page.cards[made]
    offered = [action.text() for action in card.menu().actions()]
    assert _("Pause") in offered
    desk.page.acts.do("pause", made)
    desk.settle()
    assert _("Resume") in [action.text() for action in card.menu().actions()]


def test_that_a_test_says_what_it_found_in_a_toast(desk: Desk) -> None:
    made = desk.connected()
    desk.page.acts.do("test", made)
    desk.settle()
    assert "接続できます" in words(desk.window)


def test_that_comparing_anew_changes_nothing_where_both_sides_agree(desk: Desk) -> None:
    made = desk.connected()
    before = desk.rows()
    desk.page.acts.do("full", made)
    desk.settle()
    assert desk.rows() == before
    last = desk.page.cards[made].shown.last_run
    assert last is not None
    assert last.result == "done"


def test_that_write_back_is_switched_off_at_once(desk: Desk) -> None:
    made = desk.connected()
    desk.page.cards[made].writing.click()
    desk.settle()
    assert not desk.book.read(operations.connection, made).writes
    assert desk.page.cards[made].writing.text() == "書き戻しを始める…"


def test_that_the_palette_knows_every_connection(desk: Desk) -> None:
    desk.connected("営業部")
    offered = [command.words for command in desk.page.commands()]
    assert "「営業部」を今すぐ同期" in offered or "営業部 を今すぐ同期" in offered
    assert len({command.key for command in desk.page.commands()}) == len(offered)


def test_that_secrets_go_into_an_encrypted_book(
    desk: Desk, tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> None:
    as_kind(monkeypatch, "secret")
    folder = tmp_path_factory.mktemp("encrypted")
    with new_book(folder, encrypted=True) as book:
        made = connect(book, desk)
        assert keep_apart(None, None, book, made, {"key": "c4nary"})
        assert secrets.secrets_for(book, made) == {"key": "c4nary"}
    assert b"c4nary" not in b"".join(path.read_bytes() for path in folder.rglob("*") if path.is_file())


def test_that_without_a_keyring_secrets_last_until_the_book_is_closed(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(keyring_door, "discovered", no_keyring)
    as_kind(monkeypatch, "secret")
    made = desk.connected()
    assert not keep_apart(None, None, desk.book, made, {"key": "c4nary"})
    assert secrets.secrets_for(desk.book, made)["key"] == "c4nary"


def connect(book: Book, desk: Desk) -> int:
    config = {"folder": str(desk.share)}
    return int(book.write(operations.connect, name="甲", connector="folder", config=config)[1])


def test_that_settings_that_lead_to_another_system_are_refused_at_the_sheet(desk: Desk, tmp_path: Path) -> None:
    made = desk.connected()
    other = tmp_path / "another"
    other.mkdir()
    desk.page.acts.do("settings", made)
    desk.settle()
    [dialog] = dialogs(desk)
    assert isinstance(dialog, AmendDialog)
    line = dialog.form.rows["folder"].line
    assert line is not None
    line.setText(str(other))
    dialog.go.click()
    desk.settle()
    assert dialog.isVisible()
    assert "営業部" in words(dialog)
    assert dialog.notice.isVisible()
    assert desk.book.read(operations.config_of, made)["folder"] == str(desk.share)


def test_that_signing_in_again_keeps_the_secret_and_goes_on(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(keyring_door, "discovered", no_keyring)
    as_kind(monkeypatch, "secret")
    made = desk.connected()
    desk.page.acts.do("sign-in", made)
    [dialog] = dialogs(desk)
    assert isinstance(dialog, AmendDialog)
    assert list(dialog.form.rows) == ["key"]
    dialog.go.click()
    assert dialog.form.rows["key"].wrong()
    line = dialog.form.rows["key"].line
    assert line is not None
    line.setText("n3w")
    dialog.go.click()
    desk.settle()
    assert secrets.secrets_for(desk.book, made)["key"] == "n3w"
    assert not dialogs(desk)


def test_that_a_system_with_a_page_of_its_own_opens_the_browser(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    as_kind(monkeypatch, "web")
    opened: list[str] = []
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: opened.append(QUrl(url).toString()))

    def fake(_book: Book, _id: int, *, open_address: Callable[[str], object], cancelled: Callable[[], bool]) -> None:
        assert not cancelled()
        open_address("https://login.example/authorize")

    monkeypatch.setattr(signing_in, "sign_in", fake)
    made = desk.connected()
    before = len(desk.page.log.view.table.all_rows())
    desk.page.acts.do("sign-in", made)
    wait_until(lambda: opened)
    desk.settle()
    assert opened == ["https://login.example/authorize"]
    assert len(desk.page.log.view.table.all_rows()) == before + 1


def test_that_a_system_with_a_page_of_its_own_needs_no_test_before(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    as_kind(monkeypatch, "web")
    asked: list[int] = []
    monkeypatch.setattr(signing_in, "sign_in", lambda _book, number, **_kw: asked.append(number))
    desk.page.acts.connect_system(kinds_module.kinds()[0])
    dialog: ConnectDialog = desk.dialog("connect")
    assert not dialog.test.isVisible()
    assert dialog.up is not None
    dialog.go.click()
    assert dialog.up.form.rows["folder"].wrong()
    for name, said in (("folder", str(desk.share)), ("key", "x")):
        line = dialog.up.form.rows[name].line
        assert line is not None
        line.setText(said)
    monkeypatch.setattr(keyring_door, "discovered", no_keyring)
    dialog.go.click()
    wait_until(lambda: asked)
    desk.settle()
    assert len(desk.page.cards) == 1


AT = "2026-11-20T00:14:00.000000Z"
RUN = Run(1, 1, "甲", AT, AT, "done", 0, 0, 0, 1, 0, None, "", False)


@pytest.mark.parametrize("result", ["done", "cancelled", "offline", "auth", "guard", "busy", "error", "cut_off", ""])
def test_that_every_result_has_words(desk: Desk, result: str) -> None:
    assert result_words(replace(RUN, result=result)) not in ("", result)
    assert "元に戻しました" in result_words(replace(RUN, result=result, undone=True))


@pytest.mark.parametrize(
    ("key", "params"),
    [
        ("guard", {"alarms": []}), ("auth", {"reason": "401"}), ("rate_limited", {"until": AT}),
        ("unavailable", {"reason": ""}), ("bad_config", {"field": "folder", "reason": "There is no such folder."}),
        ("forbidden", {"reason": "403"}), ("failed", {"reason": "?"}), ("quota", {"left": 0.05}), ("restored", {}),
        ("different_org", {"expected": "A", "found": "B"}),
    ],
)  # fmt: skip
def test_that_every_reason_has_words_without_gaps(desk: Desk, key: str, params: dict[str, object]) -> None:
    said = why_words((key, params), desk.book.clock)
    assert said != key
    assert "{" not in said
    assert "such folder" not in said


@pytest.mark.parametrize(
    ("key", "params"),
    [
        ("unreadable", {"field": "industry", "reason": "x"}), ("unusable", {"reason": "x", "id": "7"}),
        ("field_lost", {"field": "industry", "remote": "Industry"}), ("merged", {}), ("united", {}), ("forbidden", {}),
        ("rejected", {"field": "industry", "reason": "x"}), ("server_fails", {}),
        ("refused", {"field": "end_on", "why": "outside_contract"}),
        ("refused_new", {"field": "quantity", "why": "negative", "id": "7"}),
    ],
)  # fmt: skip
def test_that_every_note_has_words_without_gaps(desk: Desk, key: str, params: dict[str, object]) -> None:
    said = note_words(Note(AT, "warning", "account", "", "", key, params))
    assert said != key
    assert "{" not in said
    assert str(params.get("why", "?")) not in said


def test_that_a_number_for_machines_is_no_name() -> None:
    assert org_words("6fbe4ea9-4d92-5dcf-8994-1576edece123") == ""
    assert org_words("Example Inc.") == "Example Inc."
    assert every_words(0) == "押したときだけ"
    assert every_words(120) == "2時間ごと"
