"""An account goes from one colleague to another through a team hub: two windows open at once, by keys alone.

Aiko's window is the one of this process; Ken's is a Banso of its own beside it.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from app.language import _
from app.views.account.page import AccountPage
from tests.builders import TODAY
from tests.journeys.beside import Beside
from tests.journeys.conftest import Start
from tests.journeys.eyes import choose_in_palette, is_said, main_window, opened_accounts, page_of
from tests.journeys.hands import wait_until
from tests.journeys.hub_hands import hand_over, join, sync
from tests.journeys.team import (
    CALL,
    KEN,
    PRIVATE,
    STORIES,
    book_of,
    everything,
    holder,
    in_hub,
    join_beforehand,
    settings_of,
    write_story,
)
from tests.live.hub import AIKO, Hub


@pytest.mark.parametrize(("aikos_lang", "kens_lang"), [("ja", "en"), ("en", "ja")])
def test_that_an_account_goes_from_window_to_window_with_its_plan_and_touchpoints(
    aikos_lang: str, kens_lang: str, home: Path, start: Start, hub_for: Hub
) -> None:
    hub, story = hub_for, STORIES[aikos_lang]
    aikos, kens = home / "aiko", home / "ken"
    write_story(aikos, story, AIKO)
    join_beforehand(kens, hub, KEN)

    def aiko(ken: Beside) -> None:
        opened_accounts(1)
        ken.does("unlock")
        join(settings_of(hub, AIKO), AIKO.password)
        ken.does("sync")
        assert ken.does("accounts_shown") == [], "it is in the hub, and not his to see"

        hand_over(story.account, KEN)
        assert ken.does("accounts_shown") == [], "he has not synced yet"
        ken.does("take_over", account=story.account, giver=AIKO.name)
        assert ken.does("accounts_shown") == [story.account]
        ken.does("read_through", story=aikos_lang)
        ken.does("log_a_call", story=aikos_lang, said=CALL[kens_lang])
        ken.does("sync")

        choose_in_palette(story.account, story.account)
        page_of(AccountPage)
        with_ken = _("With {name}", name=KEN.name)
        wait_until(lambda: is_said(with_ken), "the head says who holds it now")
        sync()
        wait_until(lambda: is_said(with_ken), "it says so still")
        assert main_window().isVisible()

    with Beside("Ken", kens, kens_lang) as ken:
        start(aikos_lang, lambda: aiko(ken), TODAY, profile=aikos)

    told = in_hub(hub)
    assert all(words in told for words in (story.plan, *story.steps, *story.calls, story.promise, CALL[kens_lang]))
    assert PRIVATE not in told
    with book_of(kens) as book:
        assert holder(book, story.account) == KEN.name
        assert not [row for row in everything(book) if PRIVATE in row]
    with book_of(aikos) as book:
        assert holder(book, story.account) == KEN.name
        assert [row for row in everything(book) if PRIVATE in row]
