"""What people do with a team hub at their window, by keys alone."""

from __future__ import annotations

from app.connectors.hub.prepare import Member
from app.language import _
from app.operations.accounts import account_rows
from app.operations.plans.page import plan_page
from app.operations.syncing.connections import connections
from app.operations.syncing.runs import runs
from app.operations.touchpoints import touchpoint_rows
from app.views.account.giving.sheet import GiveSheet
from app.views.account.page import AccountPage
from app.views.account.plan_tab import PlanTab
from app.views.account.touchpoints_tab import TouchpointsTab
from app.views.accounts.page import AccountsPage
from app.views.plans.page import PlanPage
from app.views.settings.confirm import Confirm
from app.views.sync.connecting import ConnectDialog
from app.views.sync.page import SyncPage
from app.views.sync.words import own_words
from tests.builders import PASSPHRASE, TODAY
from tests.journeys.eyes import ask, choose_in_palette, has_focus, is_said, names_with, opened_accounts, page_of
from tests.journeys.hands import press, tab_to, wait_until, window, write
from tests.journeys.team import Story


def unlock() -> None:
    """Open an encrypted book in which nothing is yet."""
    wait_until(lambda: has_focus(_("Passphrase")), "the book asks for its passphrase")
    write(PASSPHRASE)
    press("Return")
    opened_accounts(0)
    wait_until(lambda: names_with(_("Up to date")), "it is known what to sync with")


def accounts_shown() -> list[str]:
    """Return the names in the list of accounts, which is on the screen."""
    page = page_of(AccountsPage)
    return [] if page.face.stack.currentWidget() is not page.view else [row.name for row in page.table.shown_rows()]


def join(settings: dict[str, str], password: str) -> None:
    """Set the hub up and switch write-back on, as a new member does."""
    press("G", "S")
    page = page_of(SyncPage)
    wait_until(lambda: page.beginning.isVisible(), "the place says that nothing is connected")
    tab_to(_("Other systems…"))
    press("Space")
    wait_until(lambda: isinstance(window(), ConnectDialog), "the sheet")
    tab_to(_("Set up: {label}", label=own_words("PostgreSQL team hub")))
    press("Space")
    for name, key in (
        (_("Server"), "host"), (_("Port"), "port"), (_("Database"), "database"), (_("Your name on the server"), "user")
    ):  # fmt: skip
        _fill_in(name, settings[key])
    tab_to(_("Protection of the line"))
    press("Down")
    _fill_in(_("Password"), password)
    press("Return")
    wait_until(lambda: has_focus(_("Name of the connection")), "the test has passed")
    write("CS")
    press("Return")
    wait_until(lambda: runs_done() == 1, "the first sync is done")
    tab_to(_("Switch write-back on…"))
    press("Space")
    wait_until(lambda: isinstance(window(), Confirm), "the question before it")
    tab_to(_("Switch write-back on"))
    press("Space")
    wait_until(lambda: runs_done() == 2, "what is here is there")
    assert [one.name for one in ask(connections)] == ["CS"]


def _fill_in(name: str, said: str) -> None:
    tab_to(name)
    write(said)


def runs_done() -> int:
    """Return how many runs came to their end."""
    return sum(run.result == "done" for run in ask(runs))


def sync() -> None:
    """Sync now, from wherever one is."""
    before = runs_done()
    press("Ctrl+Alt+S")
    wait_until(lambda: runs_done() > before, "it is synced")


def hand_over(account: str, to: Member) -> None:
    """Give an account to a colleague."""
    choose_in_palette(account, _("Hand over in the team hub…"))
    wait_until(lambda: isinstance(window(), GiveSheet), "the sheet that hands it over")
    sheet = window()
    assert isinstance(sheet, GiveSheet)
    wait_until(lambda: sheet.peers.field.hasFocus(), "the hub has told who is in it")
    write("mori")
    wait_until(lambda: sheet.peers.current() is not None, "somebody is called so")
    press("Return")
    wait_until(lambda: has_focus(_("Hand over to {name}", name=to.name)), "what will be done has the focus")
    press("Space")
    said = _("{account} is with {name} from now on. It stays in your book.", account=account, name=to.name)
    wait_until(lambda: is_said(said), "it is handed over")


def take_over(account: str, giver: str) -> None:
    """Sync, and hear what came and from whom; then it stands in the list."""
    press("Ctrl+Alt+S")
    came = _("{account} is yours now, from {name}", account=account, name=giver)
    wait_until(lambda: is_said(came), "it is said what came, and from whom")
    opened_accounts(1)


def read_through(story: Story) -> None:
    """Look at what came: the plan with its steps, the touchpoints."""
    choose_in_palette(story.account, story.account)
    page = page_of(AccountPage)
    assert page.account_id == account_of(story)
    press("Ctrl+4")
    wait_until(lambda: isinstance(page.parts.current(), TouchpointsTab), "the touchpoints")
    assert {row.body for row in ask(touchpoint_rows, page.account_id)} == set(story.calls)
    press("Ctrl+3")
    wait_until(lambda: isinstance(page.parts.current(), PlanTab), "the plan of the account")
    choose_in_palette(story.plan, story.plan)
    plan = page_of(PlanPage)
    titles = {row.title for row in ask(plan_page, plan.plan_id, today=TODAY).tree}
    assert set(story.steps) <= titles


def account_of(story: Story) -> str:
    """Return the id of the account of a story."""
    [found] = [row.id for row in ask(account_rows, today=TODAY) if row.name == story.account]
    return str(found)


def log_a_call(story: Story, said: str) -> None:
    """Log a call with an account."""
    press("Ctrl+L")
    wait_until(lambda: has_focus(_("What happened")), "the quick log")
    write(f"@{story.account} {said}")
    press("Return")
    wait_until(lambda: is_said(_("Logged for {account}", account=story.account)), "the call is logged")
