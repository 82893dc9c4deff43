"""The states of the voice tab of an account: a request to be told, a lead at its gates, an answer, a new request."""

from __future__ import annotations

from collections.abc import Callable

from app.operations.accounts import account_rows
from app.operations.voice.rows import AnswerRow, LeadRow, RequestRow
from app.views.account.page import VOICE, AccountPage
from app.views.account.voice.add_line import LEAD
from app.views.account.voice_tab import VoiceTab
from app.views.stage import Shot, Stage
from app.views.states.bring import in_words

_FIRMS = ("みどり食品", "Acme Robotics")


def _tab(stage: Stage) -> VoiceTab | None:
    rows = stage.book.read(account_rows, today=stage.book.clock.today())
    named = next((row.id for row in rows if row.name == in_words(*_FIRMS)), None)
    account_id = named or stage.account()
    if account_id is None:
        return None
    window, _places = stage.main()
    page = window.open("account", account_id)
    if not isinstance(page, AccountPage):
        return None
    page.tabs.setCurrentIndex(VOICE)
    stage.settle()
    tab = page.parts.current()
    return tab if isinstance(tab, VoiceTab) else None


def _at(stage: Stage, wanted: Callable[[object], bool]) -> bool:
    tab = _tab(stage)
    if tab is None:
        return False
    found = next((row for row in tab.model.rows if wanted(row)), None)
    if found is not None:
        tab.view.go_to_row(found.id)
    stage.settle()
    return True


def _add(stage: Stage) -> bool:
    tab = _tab(stage)
    if tab is not None:
        tab.line.begin(LEAD)
    return tab is not None


SHOTS: tuple[Shot, ...] = (
    Shot("account-voice", lambda stage: _at(stage, lambda row: isinstance(row, RequestRow))),
    Shot("account-voice-lead", lambda stage: _at(stage, lambda row: isinstance(row, LeadRow) and row.state == "found")),
    Shot("account-voice-answer", lambda stage: _at(stage, lambda row: isinstance(row, AnswerRow) and row.is_open)),
    Shot("account-voice-add", _add),
)
