"""The states of the page of one account: its overview, a field being edited, a history, fit, and the review deck."""

from __future__ import annotations

from pathlib import Path

from app.views.account.page import OVERVIEW, TOUCHPOINTS, AccountPage
from app.views.reviews.written_sheet import show_warnings
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


def _written(stage: Stage) -> bool:
    if not open_account(stage, OVERVIEW):
        return False
    warnings = [
        in_words("通知期限は推定です（通知期間が契約に書かれていません）。", "The notice date is estimated."),
        in_words("期間内の接点のうち 2件に参加者の記録がありません。", "Two touchpoints name nobody who took part."),
    ]
    show_warnings(stage.window(), warnings, Path("Acme Robotics 2026Q3.pptx"))
    return True


SHOTS: tuple[Shot, ...] = (
    Shot("account-overview", lambda stage: open_account(stage, OVERVIEW)),
    Shot("account-editing", _editing),
    Shot("account-field-history", _history),
    Shot("account-fit", _fit),
    Shot("account-touchpoints", lambda stage: open_account(stage, TOUCHPOINTS)),
    Shot("review-written", _written),
)
