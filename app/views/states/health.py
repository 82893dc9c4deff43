"""The states of the health tab of an account: the table, what is below it, the readings behind a part, a feeling."""

from __future__ import annotations

from app.views.account.health.lines import PART
from app.views.account.health.tab import HealthTab
from app.views.account.page import HEALTH, AccountPage
from app.views.stage import Shot, Stage
from app.views.states.bring import in_words, open_account


def _tab(stage: Stage) -> HealthTab | None:
    if not open_account(stage, HEALTH):
        return None
    stage.settle()
    page = stage.page()
    tab = page.parts.current() if isinstance(page, AccountPage) else None
    return tab if isinstance(tab, HealthTab) and tab.page is not None else None


def _below(stage: Stage) -> bool:
    tab = _tab(stage)
    if tab is not None:
        tab.verticalScrollBar().setValue(tab.verticalScrollBar().maximum())
    return tab is not None


def _readings(stage: Stage) -> bool:
    tab = _tab(stage)
    if tab is None:
        return False
    parts = [line for line in tab.table.lines() if line.kind == PART]
    known = [line for line in parts if not line.out] or parts
    return tab.acts.open_readings(min(known, key=lambda line: line.step).id) is not None


def _feeling(stage: Stage) -> bool:
    tab = _tab(stage)
    if tab is None:
        return False
    tab.feeling.steps.step(-5).click()
    tab.feeling.reason.setPlainText(
        in_words(
            "来期の体制変更で佐藤さんが異動する可能性。後任の話が出ない。",
            "The sponsor was lukewarm; no successor is named.",
        )
    )
    stage.settle()
    # Unsaid words are a draft in the book; the next state begins without them.
    tab.feeling.drafted.emit(None)
    return True


def _by_hand(stage: Stage) -> bool:
    tab = _tab(stage)
    if tab is not None:
        tab.acts.set_by_hand()
    return tab is not None


SHOTS: tuple[Shot, ...] = (
    Shot("health", lambda stage: _tab(stage) is not None),
    Shot("health-below", _below),
    Shot("health-readings", _readings),
    Shot("health-feeling", _feeling),
    Shot("health-by-hand", _by_hand),
)
