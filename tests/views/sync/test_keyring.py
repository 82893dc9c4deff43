"""Secrets of a connection and the keyring: never on the thread of the window, and what it refuses is said."""

from __future__ import annotations

import threading

import pytest

from app.errors import BansoError
from app.operations.syncing import connections as operations
from app.operations.syncing import kinds as kinds_module
from app.operations.syncing import secrets
from app.secrets import keyring_door
from app.views.settings.confirm import Confirm
from app.views.sync.amending import AmendDialog
from app.views.sync.connecting import ConnectDialog
from app.views.sync.keeping import keep_apart
from tests.views.desks import words
from tests.views.sync.signing import as_kind, dialogs
from tests.views.sync.windows import Desk, wait_until


class Refusing:
    """A keyring that is there and lets nobody in while it `refuses`."""

    def __init__(self) -> None:
        self.refuses = True
        self.kept: dict[str, str] = {}
        self.threads: set[str] = set()

    def _ask(self) -> None:
        self.threads.add(threading.current_thread().name)
        if self.refuses:
            raise BansoError("keyring.failed", backend="test")

    def put(self, _keyring: object, user: str, value: str) -> None:
        self._ask()
        self.kept[user] = value

    def get(self, _keyring: object, user: str) -> str | None:
        self._ask()
        return self.kept.get(user)

    def delete(self, _keyring: object, user: str) -> None:
        self._ask()
        self.kept.pop(user, None)


@pytest.fixture
def keyring(monkeypatch: pytest.MonkeyPatch) -> Refusing:
    """Return the keyring that is asked from now on; it refuses at first."""
    made = Refusing()
    monkeypatch.setattr(keyring_door, "discovered", lambda: made)
    for way in ("put", "get", "delete"):
        monkeypatch.setattr(keyring_door, way, getattr(made, way))
    return made


def ready_to_connect(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> ConnectDialog:
    """Return the sheet with settings and a secret that were tried."""
    as_kind(monkeypatch, "secret")
    desk.page.acts.connect_system(kinds_module.kinds()[0])
    dialog: ConnectDialog = desk.dialog("connect")
    assert dialog.up is not None
    for name, said in (("folder", str(desk.share)), ("key", "f1rst")):
        line = dialog.up.form.rows[name].line
        assert line is not None
        line.setText(said)
    dialog.test.click()
    wait_until(dialog.go.isEnabled)
    return dialog


def test_that_a_keyring_that_refuses_is_said_and_only_the_secrets_are_tried_again(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, keyring: Refusing
) -> None:
    dialog = ready_to_connect(desk, monkeypatch)
    dialog.go.click()
    wait_until(lambda: dialog.up is not None and dialog.up.notice.isVisible())
    assert "接続はできました" in words(dialog)
    assert not dialog.test.isVisible()
    keyring.refuses = False
    dialog.go.click()
    desk.settle()
    [made] = desk.book.read(operations.connections)
    assert secrets.secrets_for(desk.book, made.id) == {"key": "f1rst"}
    assert not dialogs(desk)


def test_that_a_keyring_is_never_asked_on_the_thread_of_the_window(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, keyring: Refusing
) -> None:
    keyring.refuses = False
    ready_to_connect(desk, monkeypatch).go.click()
    wait_until(lambda: desk.page.cards)
    desk.settle()
    [made] = desk.page.cards
    desk.page.acts.do("settings", made)
    wait_until(lambda: dialogs(desk))
    [dialog] = dialogs(desk)
    assert isinstance(dialog, AmendDialog)
    line = dialog.form.rows["key"].line
    assert line is not None
    line.setText("n3w")
    dialog.go.click()
    desk.settle()
    assert set(keyring.kept.values()) == {"n3w"}
    desk.page.acts.do("remove", made)
    [dialog] = dialogs(desk)
    assert isinstance(dialog, Confirm)
    dialog.go.click()
    desk.settle()
    assert (keyring.kept, desk.page.cards) == ({}, {})
    assert "MainThread" not in keyring.threads


def test_that_a_connection_that_stays_keeps_its_secrets(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, keyring: Refusing
) -> None:
    keyring.refuses = False
    as_kind(monkeypatch, "secret")
    made = desk.connected()
    keep_apart(None, None, desk.book, made, {"key": "c4nary"})

    def busy(*_args: object) -> None:
        raise BansoError("book.busy")

    monkeypatch.setattr(operations, "remove_connection", busy)
    desk.page.acts.do("remove", made)
    [dialog] = dialogs(desk)
    assert isinstance(dialog, Confirm)
    dialog.go.click()
    desk.settle()
    assert dialog.notice.isVisible()
    assert secrets.secrets_for(desk.book, made) == {"key": "c4nary"}
