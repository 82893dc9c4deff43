"""The states of the page of one account."""

from __future__ import annotations

from pathlib import Path

from app.views.account.deck import show_warnings
from app.views.account.page import OVERVIEW, TOUCHPOINTS, AccountPage
from app.views.stage import Shot, Stage
from app.views.states.bring import in_words, open_account


def _deck(stage: Stage) -> bool:
    if not open_account(stage, OVERVIEW):
        return False
    stage.settle()
    page = stage.page()
    if isinstance(page, AccountPage):
        page.ask_for_deck()
    return True


def _deck_warnings(stage: Stage) -> bool:
    if not open_account(stage, OVERVIEW):
        return False
    warnings = [
        in_words("通知期限は推定です（通知期間が契約に書かれていません）。", "The notice date is estimated."),
        in_words("期間内の接点のうち 2件に参加者の記録がありません。", "Two touchpoints name nobody who took part."),
    ]
    show_warnings(stage.window(), warnings, Path("Acme Robotics 2026Q3.pptx"))
    return True


SHOTS: tuple[Shot, ...] = (
    Shot("account-overview", lambda stage: open_account(stage, OVERVIEW)),
    Shot("account-touchpoints", lambda stage: open_account(stage, TOUCHPOINTS)),
    Shot("account-deck", _deck),
    Shot("account-deck-warnings", _deck_warnings),
)
