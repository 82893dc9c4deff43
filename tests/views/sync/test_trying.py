"""A test of a connection vouches for nothing but what was tested."""

from __future__ import annotations

import threading

import pytest
from PySide6.QtTest import QTest

from app.operations.syncing import testing
from app.operations.syncing.rows import Identity
from app.views.sync.connecting import ConnectDialog
from tests.views.sync.windows import Desk, wait_until


class Asked:
    """A system that answers a test only when it is let."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.go_on, self.answered = threading.Event(), 0
        monkeypatch.setattr(testing, "test_connection", self)

    def __call__(self, *_args: object, **_kw: object) -> Identity:
        self.go_on.wait(30)
        self.answered += 1
        return Identity("X", "", ())


def being_tested(desk: Desk) -> ConnectDialog:
    desk.page.beginning.folder.click()
    dialog: ConnectDialog = desk.dialog("connect")
    assert dialog.up is not None
    line = dialog.up.form.rows["folder"].line
    assert line is not None
    QTest.keyClicks(line, str(desk.share))
    dialog.test.click()
    return dialog


def test_that_a_test_does_not_vouch_for_what_was_written_during_it(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    asked = Asked(monkeypatch)
    dialog = being_tested(desk)
    assert dialog.up is not None
    line = dialog.up.form.rows["folder"].line
    assert line is not None
    QTest.keyClicks(line, "x")
    assert dialog.test.text() == "接続をテスト"
    asked.go_on.set()
    wait_until(lambda: asked.answered)
    desk.settle()
    assert not dialog.go.isEnabled()
    assert not dialog.up.found.isVisible()


def test_that_a_test_of_another_form_does_not_vouch_for_this_one(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    asked = Asked(monkeypatch)
    dialog = being_tested(desk)
    assert dialog.up is not None
    dialog.back.click()
    dialog.list.cards[0].button.click()
    asked.go_on.set()
    wait_until(lambda: asked.answered)
    desk.settle()
    assert not dialog.go.isEnabled()
    assert not dialog.up.found.isVisible()
