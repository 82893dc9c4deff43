"""The states of the list of accounts."""

from __future__ import annotations

from app.views.stage import Shot
from app.views.states.bring import filtered, in_words

SHOTS: tuple[Shot, ...] = (
    Shot("accounts", lambda stage: stage.main()),
    Shot("accounts-filtered", lambda stage: filtered(stage, in_words("しんよう", "health"))),
    Shot("accounts-no-hit", lambda stage: filtered(stage, "zzz")),
    Shot("accounts-empty", lambda stage: stage.main(), empty=True),
)
