"""The states of the tabs of an account: touchpoints, people, promises and history."""

from __future__ import annotations

from app.views.account.history_tab import HistoryTab
from app.views.account.page import HISTORY, PEOPLE, PROMISES, TOUCHPOINTS, AccountPage
from app.views.account.people_tab import PeopleTab
from app.views.account.promises_tab import PromisesTab
from app.views.account.touchpoints_tab import TouchpointsTab
from app.views.stage import Shot, Stage
from app.views.states.bring import open_account


def _tab(stage: Stage, at: int) -> object:
    if not open_account(stage, at):
        return None
    stage.settle()
    page = stage.page()
    return page.parts.current() if isinstance(page, AccountPage) else None


def _edit_touchpoint(stage: Stage) -> bool:
    tab = _tab(stage, TOUCHPOINTS)
    if not isinstance(tab, TouchpointsTab) or not tab.model.rows:
        return False
    tab.edit()
    return True


def _plan_touchpoint(stage: Stage) -> bool:
    tab = _tab(stage, TOUCHPOINTS)
    if not isinstance(tab, TouchpointsTab):
        return False
    tab.plan()
    return True


def _edit_person(stage: Stage) -> bool:
    tab = _tab(stage, PEOPLE)
    if not isinstance(tab, PeopleTab) or not tab.model.rows:
        return False
    tab.desk.edit()
    return True


def _add_person(stage: Stage) -> bool:
    tab = _tab(stage, PEOPLE)
    if not isinstance(tab, PeopleTab):
        return False
    tab.desk.add()
    return True


def _move_promise(stage: Stage) -> bool:
    tab = _tab(stage, PROMISES)
    if not isinstance(tab, PromisesTab) or not tab.model.rows:
        return False
    tab.editor.move_due.click()
    return True


def _history(stage: Stage) -> bool:
    tab = _tab(stage, HISTORY)
    stage.settle()
    return isinstance(tab, HistoryTab)


SHOTS: tuple[Shot, ...] = (
    Shot("account-touchpoint-edit", _edit_touchpoint),
    Shot("account-touchpoint-plan", _plan_touchpoint),
    Shot("account-people", lambda stage: isinstance(_tab(stage, PEOPLE), PeopleTab)),
    Shot("account-person-edit", _edit_person),
    Shot("account-person-add", _add_person),
    Shot("account-promises", lambda stage: isinstance(_tab(stage, PROMISES), PromisesTab)),
    Shot("account-promise-move", _move_promise),
    Shot("account-history", _history),
)
