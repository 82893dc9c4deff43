"""The states of the palette."""

from __future__ import annotations

from app.operations.accounts import account_rows
from app.operations.palette import RECENTS, Recents
from app.views.stage import Shot, Stage
from app.views.states.bring import in_words

_PAUSE_S = 0.4


def _typed(stage: Stage, ja: str, en: str) -> None:
    _window, places = stage.main()
    places.palette()
    stage.settle()
    places.palette(in_words(ja, en))
    # Notes are looked for a moment after the last key.
    stage.hurry(_PAUSE_S)


def _start(stage: Stage) -> None:
    """Nothing typed yet, after some days of use."""
    window, places = stage.main()
    rows = stage.book.read(account_rows, today=stage.book.clock.today())
    used = Recents()
    for key in ("command:import", *(f"account:{row.id}" for row in rows[:3])):
        used = used.used(key, stage.book.clock.today())
    drafts = window.workspace.drafts
    drafts.keep(RECENTS, used.text(), at_once=True)
    drafts.flush(5.0)
    places.palette()
    stage.settle()


SHOTS: tuple[Shot, ...] = (
    Shot("palette", lambda stage: _typed(stage, "みどり", "ac")),
    Shot("palette-start", _start),
    Shot("palette-commands", lambda stage: _typed(stage, ">", ">")),
    Shot("palette-tags", lambda stage: _typed(stage, "#", "#")),
    Shot("palette-words", lambda stage: _typed(stage, "/在庫", "/stock")),
    Shot("palette-no-hit", lambda stage: _typed(stage, "ぱぴぷ商会", "Zzyzx")),
)
