"""Every state of the window that is pictured and looked over: a file per place, one line per state."""

from __future__ import annotations

from app.views.stage import Shot
from app.views.states import account, accounts, elsewhere, first_run, quick_log

SHOTS: tuple[Shot, ...] = (
    *first_run.SHOTS,
    *accounts.SHOTS,
    *account.SHOTS,
    *quick_log.SHOTS,
    *elsewhere.SHOTS,
)
