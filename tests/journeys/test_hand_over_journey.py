"""An account goes from one colleague to another through a team hub, from window to window: by keys alone."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

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
from app.views.plans.page import PlanPage
from app.views.settings.confirm import Confirm
from app.views.sync.connecting import ConnectDialog
from app.views.sync.page import SyncPage
from app.views.sync.words import own_words
from tests.builders import PASSPHRASE, TODAY
from tests.journeys.conftest import Start
from tests.journeys.eyes import (
    ask,
    choose_in_palette,
    has_focus,
    is_said,
    main_window,
    names_with,
    opened_accounts,
    page_of,
)
from tests.journeys.hands import press, tab_to, wait_until, window, write
from tests.journeys.team import (
    PRIVATE,
    Story,
    book_of,
    everything,
    holder,
    in_hub,
    join_beforehand,
    settings_of,
    write_story,
)
from tests.live.hub import AIKO, Hub

KEN = Member("ken", "Ken Mori", "North", "team", "pw-ken-77aa")
STORIES = {
    "ja": Story(
        "みどり食品", "在庫の導入計画", ("棚卸を半日で終える", "端末を配る", "拠点で試す"),
        ("導入の相談", "在庫画面で混乱"), "手順書を送る",
    ),
    "en": Story(
        "Acme Robotics", "Stock roll-out", ("Count the stock in half a day", "Hand out devices", "Try it at one site"),
        ("Talked about the start", "Confused by the stock screen"), "Send the guide",
    ),
}  # fmt: skip
CALL = {"ja": "新しい担当のご挨拶", "en": "said hello as the new contact"}


def runs_done() -> int:
    return sum(run.result == "done" for run in ask(runs))


def fill_in(name: str, said: str) -> None:
    tab_to(name)
    write(said)


def join(hub: Hub, who: Member) -> None:
    """Set the hub up and switch write-back on, as a new member does."""
    press("G", "S")
    page = page_of(SyncPage)
    wait_until(lambda: page.beginning.isVisible(), "the place says that nothing is connected")
    tab_to(_("Other systems…"))
    press("Space")
    wait_until(lambda: isinstance(window(), ConnectDialog), "the sheet")
    tab_to(_("Set up: {label}", label=own_words("PostgreSQL team hub")))
    press("Space")
    where = settings_of(hub, who)
    for name, key in (
        (_("Server"), "host"), (_("Port"), "port"), (_("Database"), "database"), (_("Your name on the server"), "user")
    ):  # fmt: skip
        fill_in(name, str(where[key]))
    tab_to(_("Protection of the line"))
    press("Down")
    fill_in(_("Password"), who.password)
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


def hand_over(account: str, to: Member) -> None:
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
    [found] = [row.id for row in ask(account_rows, today=TODAY) if row.name == story.account]
    return str(found)


def log_a_call(story: Story, said: str) -> None:
    press("Ctrl+L")
    wait_until(lambda: has_focus(_("What happened")), "the quick log")
    write(f"@{story.account} {said}")
    press("Return")
    wait_until(lambda: is_said(_("Logged for {account}", account=story.account)), "the call is logged")


@pytest.mark.parametrize("lang", ["ja", "en"])
def test_that_an_account_goes_from_window_to_window_with_its_plan_and_touchpoints(
    lang: str, home: Path, start: Start, hub_for: Hub, qapp: QApplication
) -> None:
    hub, story = hub_for, STORIES[lang]
    aikos, kens = home / "aiko", home / "ken"
    write_story(aikos, story, AIKO)
    join_beforehand(kens, hub, KEN)

    def aiko() -> None:
        opened_accounts(1)
        join(hub, AIKO)
        hand_over(story.account, KEN)
        choose_in_palette(story.account, story.account)
        page_of(AccountPage)
        wait_until(lambda: is_said(_("With {name}", name=KEN.name)), "the head says who holds it now")

    def ken() -> None:
        wait_until(lambda: has_focus(_("Passphrase")), "the book asks for its passphrase")
        write(PASSPHRASE)
        press("Return")
        opened_accounts(0)
        wait_until(lambda: names_with(_("Up to date")), "it is known what to sync with")
        press("Ctrl+Alt+S")
        came = _("{account} is yours now, from {name}", account=story.account, name=AIKO.name)
        wait_until(lambda: is_said(came), "it is said what came, and from whom")
        read_through(story)
        log_a_call(story, CALL[lang])
        before = runs_done()
        press("Ctrl+Alt+S")
        wait_until(lambda: runs_done() > before, "the call is in the hub")
        assert main_window().isVisible()

    start(lang, aiko, TODAY, profile=aikos)
    start(lang, ken, TODAY, profile=kens)

    told = in_hub(hub)
    assert all(words in told for words in (story.plan, *story.steps, *story.calls, story.promise, CALL[lang]))
    assert PRIVATE not in told
    with book_of(kens) as book:
        assert holder(book, story.account) == KEN.name
        assert not [row for row in everything(book) if PRIVATE in row]
    with book_of(aikos) as book:
        assert holder(book, story.account) == KEN.name
        assert [row for row in everything(book) if PRIVATE in row]
