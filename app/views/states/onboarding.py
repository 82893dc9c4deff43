"""The state of the form in which an onboarding is begun, changed and ended."""

from __future__ import annotations

from app.operations.plans.onboarding import at_risk_onboardings
from app.views.account.page import AccountPage
from app.views.account.parts import PLAN
from app.views.account.plan_tab import PlanTab
from app.views.stage import Shot, Stage
from app.views.states.bring import open_account


def _tab(stage: Stage) -> PlanTab | None:
    window, _places = stage.main()
    waiting = stage.book.read(at_risk_onboardings, today=stage.book.clock.today())
    if waiting:
        window.open("account", waiting[0].account_id)
        page = stage.page()
        if isinstance(page, AccountPage):
            page.tabs.setCurrentIndex(PLAN)
    elif not open_account(stage, PLAN):
        return None
    stage.settle()
    page = stage.page()
    tab = page.parts.current() if isinstance(page, AccountPage) else None
    return tab if isinstance(tab, PlanTab) else None


def _form(stage: Stage) -> bool:
    tab = _tab(stage)
    if tab is None:
        return False
    tab.ask_onboarding()
    stage.settle()
    return True


SHOTS: tuple[Shot, ...] = (
    Shot("account-plan", lambda stage: _tab(stage) is not None),
    Shot("account-onboarding", _form),
)
