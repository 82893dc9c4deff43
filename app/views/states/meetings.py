"""The states of what a person prepares: the hand-over sheet, the sheet before a call, the Monday walk."""

from __future__ import annotations

from typing import Any

from app.operations.accounts import account_rows
from app.operations.handovers import handover_sheet
from app.operations.touchpoints import touchpoint_rows
from app.operations.walk import Walked
from app.views.call.page import CallPage
from app.views.handover.page import HandoverPage
from app.views.stage import Shot, Stage
from app.views.states.bring import in_words
from app.views.walk.page import WalkPage


def _accounts(stage: Stage) -> list[Any]:
    rows = stage.book.read(account_rows, today=stage.book.clock.today())
    own = in_words("ja", "en") == "ja"
    # Where there is a choice, one whose records are in the language of the window.
    return sorted(rows, key=lambda row: row.name.isascii() == own)


def _handover(stage: Stage, *, written: bool) -> bool:
    today = stage.book.clock.today()
    for row in _accounts(stage):
        sheet = stage.book.read(handover_sheet, row.id, today=today)
        if (sheet.handover_id is not None) is written and (sheet.questions or not written):
            window, _places = stage.main()
            return isinstance(window.open("handover", row.id), HandoverPage)
    return False


def _call(stage: Stage) -> bool:
    for row in _accounts(stage):
        planned = [one for one in stage.book.read(touchpoint_rows, row.id) if one.planned]
        if planned:
            window, _places = stage.main()
            return isinstance(window.open("call", planned[-1].id), CallPage)
    return False


def _call_gone(stage: Stage) -> None:
    window, _places = stage.main()
    window.open("call", "gone")


def _walk(stage: Stage) -> WalkPage | None:
    window, _places = stage.main()
    page = window.open("walk")
    stage.settle()
    return page if isinstance(page, WalkPage) and page.course.stops else None


def _walking(stage: Stage) -> bool:
    page = _walk(stage)
    if page is None:
        return False
    # One of the first where the pulse speaks too.
    stops = page.course.stops
    judged = [at for at, stop in enumerate(stops) if any(why.group == "expired" for why in stop.reasons)]
    page.course.at = judged[0] if judged else 0
    page.go(None)
    stage.settle()
    return True


def _walk_reason(stage: Stage) -> bool:
    if not _walking(stage):
        return False
    page = stage.page()
    if isinstance(page, WalkPage):
        page.verdict("worse")
    return True


def _walk_done(stage: Stage) -> bool:
    page = _walk(stage)
    if page is None:
        return False
    # As it looks when all was said: the book itself is not written to for a picture.
    verdicts = ("better", "worse", "same", "passed")
    notes = {
        "better": in_words("部長が来期の計画に入れると話した", "Their lead has it in the plan for next year"),
        "worse": in_words("窓口の方が替わり、返信が遅い", "A new contact, and answers are slow"),
    }
    said = [
        Walked(stop.account_id, stop.account, verdicts[at % 4], notes.get(verdicts[at % 4], ""))
        for at, stop in enumerate(page.course.stops[:8])
    ]
    page.show_end(said, 3)
    return True


def _walk_empty(stage: Stage) -> None:
    window, _places = stage.main()
    window.open("walk")
    stage.settle()


SHOTS: tuple[Shot, ...] = (
    Shot("handover", lambda stage: _handover(stage, written=True)),
    Shot("handover-empty", lambda stage: _handover(stage, written=False)),
    Shot("call", _call),
    Shot("call-empty", _call_gone),
    Shot("walk", _walking),
    Shot("walk-reason", _walk_reason),
    Shot("walk-done", _walk_done),
    Shot("walk-empty", _walk_empty, empty=True),
)
