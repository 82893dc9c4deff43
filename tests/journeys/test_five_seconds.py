"""A call is logged in under five seconds of typing, by keyboard alone, from wherever a person happens to be."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest

from app.language import _
from app.operations.accounts import account_rows
from app.operations.profile import open_book
from app.operations.promises import open_promises
from app.operations.touchpoints import touchpoint_rows
from app.views.search.page import SearchPage
from tests.journeys.conftest import MONDAY, Start
from tests.journeys.eyes import has_focus, is_said, opened_accounts, page_of
from tests.journeys.hands import press, wait_until
from tests.journeys.replay import Kana, Replay, leave_to_tray, open_tray_menu, press_in, tell, type_in
from tests.journeys.test_monday import ACCOUNTS

FIVE_S = 5.0


@dataclass(frozen=True)
class Call:
    """What is typed and what becomes of it."""

    name: tuple[str | Kana, ...]
    rest: tuple[str | Kana, ...]
    account: str
    body: str
    promise: str
    logged: str


CALLS = {
    "ja": Call(
        ("@", Kana("mido", "みど", converts=False)),
        (
            Kana("denwa", "電話"), " ", Kana("zaiko", "在庫"), " ", Kana("tugi", "次"), ":",
            Kana("tejunsho", "手順書"), " ", Kana("kinyou", "金曜"),
        ),
        "みどり食品",
        "電話 在庫 次:手順書 金曜",
        "手順書",
        "みどり食品 の接点を記録しました",
    ),
    "en": Call(
        ("@ac",), ("call, stock screen next: send guide by fri",), "Acme Robotics",
        "call, stock screen next: send guide by fri", "send guide", "Logged for Acme Robotics",
    ),
}  # fmt: skip


def log(call: Call, opener: Sequence[str]) -> Replay:
    """Log a call from wherever the person is; returns what it took."""
    replay = Replay()
    press_in(replay, *opener)
    wait_until(lambda: has_focus(_("What happened")), "the quick log")
    type_in(replay, *call.name)
    press_in(replay, "Tab")
    type_in(replay, *call.rest)
    press_in(replay, "Return")
    wait_until(lambda: is_said(call.logged), "it is logged")
    return replay


@pytest.mark.parametrize("lang", ["ja", "en"])
@pytest.mark.parametrize("where", ["another place", "the tray"])
def test_that_a_call_is_logged_in_five_seconds_of_typing(
    lang: str,
    where: str,
    has_tray: None,
    start: Start,
    profile: Path,
) -> None:
    call = CALLS[lang]
    replays: list[Replay] = []

    def person() -> None:
        opened_accounts(ACCOUNTS)
        press("Ctrl+Shift+F")
        page_of(SearchPage)
        if where == "the tray":
            leave_to_tray()
            open_tray_menu()
        replays.append(log(call, ("Down", "Return") if where == "the tray" else ("Ctrl+L",)))

    start(lang, person, MONDAY)
    [replay] = replays
    tell(replay)
    assert replay.typed_s < FIVE_S
    with open_book(profile, today=MONDAY) as book:
        [account] = [row.id for row in book.read(account_rows, today=MONDAY) if row.name == call.account]
        logged = [(row.date, row.kind, row.body) for row in book.read(touchpoint_rows, account)]
        assert (MONDAY, "call", call.body) in logged
        due = [(p.text, p.due) for p in book.read(open_promises, account_id=account)]
        assert (call.promise, date(2026, 11, 20)) in due
