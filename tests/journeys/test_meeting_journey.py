"""A meeting of the calendar becomes a held touchpoint with two promises and a mail, by keys and an input method."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from app.language import _, name_of, ngettext
from app.operations.profile import open_book
from app.operations.promises import open_promises
from app.operations.touchpoints import touchpoint_rows
from app.views.account.page import PROMISES, TOUCHPOINTS, AccountPage
from app.views.account.promises_tab import PromisesTab
from app.views.account.touchpoints.thank_you import ThankYouDialog
from app.views.account.touchpoints_tab import TouchpointsTab
from app.views.today.page import TodayPage
from app.vocabulary import Side
from tests.journeys.beforehand import calendar_of_the_week
from tests.journeys.conftest import MONDAY, Start
from tests.journeys.eyes import choose_in_palette, is_said, main_window, opened_accounts, page_of
from tests.journeys.hands import press, tab_to, wait_until, write

ACCOUNT, GUEST, TITLE = "北斗ロジスティクス", "安達 隆", "4拠点展開の相談"
ADDRESS = "takashi.adachi@hokuto-logistics.example"
OURS = {"ja": "展開案を送る 11/20まで", "en": "send the plan by 20 nov"}
THEIRS = {"ja": "各拠点の人数を知らせていただく 11/25まで", "en": "tell us the heads per site by 25 nov"}


def hold() -> None:
    words = ngettext("{n} meeting is planned", "{n} meetings are planned", 1)
    wait_until(lambda: is_said(words), "the calendar's meeting is planned by itself")
    press("G", "T")
    today = page_of(TodayPage)
    wait_until(lambda: today.answer is not None, "today's rows")
    tab_to(today.list.accessibleName())
    for _press in range(80):
        now = today.list.current()
        if now is not None and TITLE in now.text:
            break
        press("J")
    press("E")
    wait_until(lambda: is_said(_("Marked as held")), "it is held")


def promise(account: AccountPage, lang: str) -> None:
    press(f"Ctrl+{PROMISES + 1}")
    wait_until(lambda: isinstance(account.parts.current(), PromisesTab), "the promises of the account")
    for said, side in ((OURS[lang], Side.ME), (THEIRS[lang], Side.CUSTOMER)):
        choose_in_palette(f">{_('Add a promise')}", _("Add a promise"))
        if side is not Side.ME:
            tab_to(name_of(Side.ME), back=True)
            press("Right")
            tab_to(_("What is promised"))
        write(said)
        press("Return")
        wait_until(lambda: is_said(_("The promise is added")), "the promise is added")


def thank(account: AccountPage) -> str:
    press(f"Ctrl+{TOUCHPOINTS + 1}")
    wait_until(lambda: isinstance(account.parts.current(), TouchpointsTab), "the touchpoints of the account")
    tab = account.parts.current()
    assert isinstance(tab, TouchpointsTab)
    tab_to(_("Touchpoints"))
    for _press in range(20):
        row = tab.view.current()
        if row is not None and row.body == TITLE:
            break
        press("J")
    choose_in_palette(f">{_('Thank-you mail')}", _("Thank-you mail"))
    found: list[ThankYouDialog] = []

    def shown() -> bool:
        found[:] = [
            one for one in QApplication.topLevelWidgets() if isinstance(one, ThankYouDialog) and one.isVisible()
        ]
        return bool(found)

    wait_until(shown, "the mail after the call")
    text = found[0].preview.toPlainText()
    press("Escape")
    wait_until(lambda: not found[0].isVisible(), "the dialog is left")
    return text


@pytest.mark.parametrize("lang", ["ja", "en"])
def test_that_a_meeting_becomes_a_touchpoint_with_two_promises(
    lang: str, start: Start, profile: Path, tmp_path: Path
) -> None:
    calendar_of_the_week(profile, tmp_path / "calendar", TITLE, ADDRESS, "me@ours.example")
    mails: list[str] = []
    accounts: list[str] = []

    def person() -> None:
        opened_accounts(12)
        hold()
        choose_in_palette(ACCOUNT, ACCOUNT)
        account = page_of(AccountPage)
        promise(account, lang)
        mails.append(thank(account))
        page = main_window().here()
        assert page is not None
        accounts.append(str(page[1]))
        wait_until(lambda: main_window().workspace.busy == 0, "nothing is under way")

    start(lang, person, MONDAY)

    with open_book(profile, today=MONDAY) as book:
        [row] = [one for one in book.read(touchpoint_rows, accounts[0]) if one.body == TITLE]
        assert (row.planned, row.people) == (False, (GUEST,))
        made = {one.side: one.text for one in book.read(open_promises, account_id=accounts[0]) if one.text in mails[0]}
        assert set(made) == {Side.ME, Side.CUSTOMER}
