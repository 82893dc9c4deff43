"""The states of the page of one account: its overview, a field being edited, a history, fit, and the review deck."""

from __future__ import annotations

from app.views.account.page import OVERVIEW, TOUCHPOINTS, AccountPage
from app.views.stage import Shot, Stage
from app.views.states.bring import in_words, open_account
from app.views.widgets.autosave import WAIT_MS


def _page(stage: Stage) -> AccountPage | None:
    if not open_account(stage, OVERVIEW):
        return None
    stage.settle()
    page = stage.page()
    return page if isinstance(page, AccountPage) else None


def _editing(stage: Stage) -> bool:
    page = _page(stage)
    if page is None:
        return False
    # One field that was kept, one with words that no domain can be.
    fields = page.overview.facts.fields
    for key, said in (("industry", in_words("製造", "Manufacturing")), ("domain", "acme")):
        fields[key].edit()
        editor = fields[key].editor
        assert editor is not None
        editor.setText(said)  # type: ignore[union-attr]
        stage.hurry(WAIT_MS / 1000)
    return True


def _history(stage: Stage) -> bool:
    page = _page(stage)
    if page is not None:
        page.overview.facts.show_history("phase")
    return page is not None


def _fit(stage: Stage) -> bool:
    page = _page(stage)
    if page is not None:
        page.overview.fit.judge()
    return page is not None


SHOTS: tuple[Shot, ...] = (
    Shot("account-overview", lambda stage: open_account(stage, OVERVIEW)),
    Shot("account-editing", _editing),
    Shot("account-field-history", _history),
    Shot("account-fit", _fit),
    Shot("account-touchpoints", lambda stage: open_account(stage, TOUCHPOINTS)),
)
