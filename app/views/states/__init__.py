"""Every state of the window that is pictured and looked over: a file per place, one line per state."""

from __future__ import annotations

from app.views.stage import Shot
from app.views.states import (
    account,
    account_tabs,
    accounts,
    elsewhere,
    first_run,
    health,
    health_model,
    meetings,
    palette,
    portfolio,
    quick_log,
    settings,
    sync,
    sync_differences,
    sync_mapping,
    today,
    window,
)

SHOTS: tuple[Shot, ...] = (
    *first_run.SHOTS,
    *today.SHOTS,
    *accounts.SHOTS,
    *account.SHOTS,
    *account_tabs.SHOTS,
    *health.SHOTS,
    *quick_log.SHOTS,
    *palette.SHOTS,
    *settings.SHOTS,
    *health_model.SHOTS,
    *meetings.SHOTS,
    *portfolio.SHOTS,
    *sync.SHOTS,
    *sync_differences.SHOTS,
    *sync_mapping.SHOTS,
    *elsewhere.SHOTS,
    *window.SHOTS,
)
