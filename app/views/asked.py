"""What is asked for of one account from anywhere in the window, and said when it is done."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from app.errors import BansoError
from app.language import _
from app.views.dialogs.error import show_error

if TYPE_CHECKING:
    from app.reports.content import Source
    from app.views.main_window import MainWindow

# On which tab of an account a record stands.
_SOURCES = {
    "promise": "promises", "person": "people", "participation": "people", "reading": "health", "indicator": "health",
    "request": "voice", "response": "voice", "onboarding": "plan",
}  # fmt: skip


def pin(window: MainWindow, account_id: str) -> None:
    """Pin an account, or let it go where it is pinned."""
    from app.operations.pins import is_pinned, pin_account

    workspace = window.workspace
    try:
        pinned = not workspace.read(is_pinned, account_id)
        workspace.write(pin_account, account_id, pinned=pinned)
    except BansoError as error:
        show_error(window, error)
        return
    change = workspace.last_change
    words = _("Pinned to the sidebar") if pinned else _("No longer pinned")
    window.toast(words, lambda: window.take_back(change) if change is not None else None)


def prepare_call(window: MainWindow, account_id: str) -> None:
    """Open the sheet for the next planned touchpoint of an account; say so where none is planned."""
    from app.operations.next_call import next_planned

    workspace = window.workspace
    found = workspace.read(next_planned, account_id, today=workspace.clock.today())
    if found is None:
        window.toast(_("No touchpoint is planned with this account"))
    else:
        window.open("call", found)


def prepare_review(window: MainWindow, account_id: str) -> None:
    """Open the review of an account that is to come, or ask for a new one."""
    from app.operations.reviews.listing import review_rows
    from app.views.reviews.new_sheet import NewReviewSheet

    workspace = window.workspace
    rows = workspace.read(review_rows, account_id=account_id, today=workspace.clock.today())
    ahead = [row for row in rows if not row.is_held]
    if ahead:
        window.open("review", ahead[0].id)
        return
    sheet = NewReviewSheet(window, workspace, account_id)
    sheet.made.connect(lambda review_id: window.open("review", review_id))
    sheet.show_sheet()


def show_tab(window: MainWindow, account_id: str, tab: str) -> None:
    """Open a tab of an account; one that there is not stands for the overview."""
    from app.views.account.page import AccountPage
    from app.views.signals.words import tab_of

    page = window.open("account", account_id)
    if isinstance(page, AccountPage):
        page.open_tab(tab_of(tab))


def show_renewal(window: MainWindow, account_id: str, contract_id: str) -> None:
    """Open the renewal of a contract on the page of its account."""
    from app.views.account.page import AccountPage

    page = window.open("account", account_id)
    if isinstance(page, AccountPage):
        page.show_renewal(contract_id)


def show_touchpoint(window: MainWindow, account_id: str, touchpoint_id: str) -> None:
    """Open a touchpoint on the page of its account."""
    from app.views.account.page import AccountPage

    page = window.open("account", account_id)
    if isinstance(page, AccountPage):
        page.show_touchpoint(touchpoint_id)


def show_source(window: MainWindow, account_id: str, source: Source) -> None:
    """Open the record that something in a review rests on."""
    from app.operations.plans.found import plan_found
    from app.views.account.page import AccountPage
    from app.views.account.rows import RowView
    from app.views.plans.page import PlanPage

    plan_id = window.workspace.read(plan_found, str(source.kind), source.id)
    if source.kind == "touchpoint":
        show_touchpoint(window, account_id, source.id)
    elif plan_id is not None:
        plan = window.open("plan", plan_id)
        if isinstance(plan, PlanPage):
            plan.tree.go_to(source.id)
    else:
        show_tab(window, account_id, _SOURCES.get(str(source.kind), "overview"))
        page = window.page()
        rows = getattr(page.parts.current(), "view", None) if isinstance(page, AccountPage) else None
        if isinstance(rows, RowView):
            rows.go_to_row(source.id)


def show_calls(window: MainWindow, account_id: str) -> None:
    """Open the most pressing call to action of an account; where none is open, ask for a new one."""
    from app.operations.account_page import account_page
    from app.operations.signals.ctas import open_ctas
    from app.views.signals.acts import CtaActs

    workspace = window.workspace
    today = workspace.clock.today()
    acts = CtaActs(window, workspace, window, partial(show_tab, window))
    try:
        rows = workspace.read(open_ctas, account_id, today=today)
        if rows:
            acts.open(max(rows, key=lambda row: row.urgency).id)
        else:
            acts.ask_raise(account_id, workspace.read(account_page, account_id, today=today).name)
    except BansoError as error:
        show_error(window, error)
