"""The pill at the foot of the sidebar: what it says, and where it leads."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from app.operations.syncing.rows import Connection, Pulse, Run
from app.views.sync.pill import Face, SyncPill
from app.views.sync.state import Told
from tests.views.sync.windows import Desk

AT = "2026-11-20T00:14:00.000000Z"
RUN = Run(1, 1, "甲", AT, AT, "done", 0, 0, 0, 1, 0, None, "", False)
ONE = Connection(1, "甲", "folder", "Folder", "", "", "on", None, True, 5, "atomic", RUN, 0, 0, 0, 0, 0)


def said(desk: Desk, pulse: Pulse) -> str:
    desk.live.state.now = Told((ONE,), pulse)
    desk.live.show()
    return desk.window._sidebar.pill.accessibleName()


@pytest.mark.parametrize(
    ("pulse", "words"),
    [
        (Pulse("none", 0, 0, ""), "接続はまだありません. すべてこの PC にあります"),
        (Pulse("synced", 0, 0, AT), "同期済み. 09:14 に同期"),
        (Pulse("synced", 0, 0, ""), "同期済み. まだ同期していません"),
        (Pulse("waiting", 3, 0, AT), "未送信 3. 09:14 に同期"),
        (Pulse("ask", 0, 2, AT), "要確認 2件. 最終同期 09:14"),
        (Pulse("ask", 3, 2, AT), "要確認 2件. 未送信 3 · 最終同期 09:14"),
        (Pulse("paused", 0, 0, AT), "一時停止. 最終同期 09:14"),
        (Pulse("error", 0, 0, AT, ("auth", {})), "サインインが必要. 理由を見る"),
        (Pulse("error", 0, 0, AT, ("failed", {})), "同期エラー. 理由を見る"),
    ],
)
def test_that_every_state_has_its_words(desk: Desk, pulse: Pulse, words: str) -> None:
    assert said(desk, pulse) == words


def test_that_being_out_of_reach_is_said_with_what_waits(desk: Desk) -> None:
    desk.live.schedule.pace.ended(1, "offline")
    assert said(desk, Pulse("waiting", 3, 0, AT)) == "オフライン. 未送信 3 · 最終同期 09:14"


def test_that_the_count_beside_the_place_is_of_what_waits_for_a_person(desk: Desk) -> None:
    said(desk, Pulse("ask", 0, 2, AT))
    [row] = [one for one in desk.window._sidebar.buttons() if one.text() == "同期／食い違い"]
    assert row.accessibleName().endswith("2")
    said(desk, Pulse("synced", 0, 0, AT))
    assert row.accessibleName() == "同期／食い違い"


def test_that_it_leads_to_the_place_by_mouse_and_keys(desk: Desk) -> None:
    pill = desk.window._sidebar.pill
    desk.window.open("today")
    QTest.mouseClick(pill, Qt.MouseButton.LeftButton)
    assert desk.window.here() == ("sync", None)
    for key in (Qt.Key.Key_Return, Qt.Key.Key_Space):
        desk.window.open("today")
        QTest.keyClick(pill, key)
        assert desk.window.here() == ("sync", None)


def test_that_it_shows_its_sign_alone_and_says_the_rest_in_a_tooltip_where_it_is_narrow(desk: Desk) -> None:
    pill = desk.window._sidebar.pill
    said(desk, Pulse("synced", 0, 0, AT))
    assert pill.toolTip() == ""
    pill.set_collapsed(True)
    assert pill.toolTip() == "同期済み\n09:14 に同期"


def test_that_a_run_is_drawn_as_far_as_it_is(desk: Desk) -> None:
    pill: SyncPill = desk.window._sidebar.pill
    pill.show_face(Face("refresh-cw", "accent_text", "同期中", "1 / 4", 0.25))
    quarter = pill.grab().toImage()
    pill.show_face(Face("refresh-cw", "accent_text", "同期中", "1 / 4", 0.75))
    assert pill.grab().toImage() != quarter


def test_that_another_language_keeps_the_state(desk: Desk) -> None:
    desk.connected()
    desk.window.set_language("en")
    desk.settle()
    assert desk.window._sidebar.pill.accessibleName().startswith("Up to date")
