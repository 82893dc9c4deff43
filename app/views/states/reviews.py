"""The states of reviews: the list, the builder and its sheets, rehearsing, writing a deck, nothing yet."""

from __future__ import annotations

from pathlib import Path

from app.operations.reviews.listing import review_rows
from app.operations.reviews.rows import Difference, ReviewRow
from app.reports.review.facts import Chapter
from app.views.account.page import OVERVIEW, AccountPage
from app.views.reviews.list_page import ReviewsPage
from app.views.reviews.page import ReviewPage
from app.views.reviews.written_sheet import show_warnings
from app.views.stage import Shot, Stage
from app.views.states.bring import in_words, open_account


def _row(stage: Stage) -> ReviewRow | None:
    """Return the review to come that is furthest, in the language of the window where there is one."""
    rows: list[ReviewRow] = stage.book.read(review_rows, today=stage.book.clock.today())
    own = in_words("ja", "en")
    rows.sort(key=lambda row: (row.is_held, row.lang != own, -row.ready))
    return rows[0] if rows else None


def _list(stage: Stage) -> bool:
    window, _places = stage.main()
    page = window.open("reviews")
    stage.settle()
    return isinstance(page, ReviewsPage)


def builder(stage: Stage) -> ReviewPage | None:
    """Return the builder of a review, at the section that says most."""
    row = _row(stage)
    if row is None:
        return None
    window, _places = stage.main()
    page = window.open("review", row.id)
    stage.settle()
    if not isinstance(page, ReviewPage) or page.shown is None:
        return None
    told = next(
        (one for one in page.shown.page.sections if one.chapter is Chapter.OUTCOMES and not one.is_hidden), None
    )
    if told is not None:
        page.choose(told.id)
    stage.settle()
    return page


def _hidden(stage: Stage) -> bool:
    page = builder(stage)
    hidden = next((one for one in page.shown.page.sections if one.is_hidden), None) if page and page.shown else None
    if page is None or hidden is None:
        return False
    page.choose(hidden.id)
    return True


def _held(stage: Stage) -> bool:
    page = builder(stage)
    if page is not None:
        page.whole.ask_held()
    return page is not None


def _action(stage: Stage) -> bool:
    page = builder(stage)
    if page is not None:
        page.whole.ask_action()
    return page is not None


def _meeting(stage: Stage) -> bool:
    page = builder(stage)
    if page is not None:
        page.whole.ask_meeting()
    return page is not None


def _differences(stage: Stage) -> bool:
    """What differs, made up here: a picture waits for no change in the book."""
    from app.views.reviews.differences_sheet import DifferencesSheet

    page = builder(stage)
    if page is None:
        return False
    use, promises = in_words("ご利用状況", "Usage"), in_words("前回のお約束と結果", "Promises and results")
    found = (
        Difference(Chapter.PROMISES, promises, "a", "changed",
                   in_words("操作説明会の開催 · 予定", "Training · planned"),
                   in_words("操作説明会の開催 · 完了", "Training · done")),
        Difference(Chapter.USE, use, "b", "new", "", in_words("週次の利用者 84人", "84 weekly users")),
        Difference(Chapter.USE, use, "c", "gone", in_words("ライセンスの利用率 62%", "62% of licences in use"), ""),
    )  # fmt: skip
    DifferencesSheet(page.window(), found, lambda: None).show_sheet()
    return True


def _export(stage: Stage) -> bool:
    page = builder(stage)
    return page is not None and page.export() is not None


def _rehearse(stage: Stage) -> bool:
    page = builder(stage)
    if page is None:
        return False
    on_stage = page.rehearse()
    if on_stage is not None:
        # As large as the window that the picture is of.
        on_stage.showNormal()
        on_stage.setGeometry(stage.window().geometry())
    return on_stage is not None


def _new(stage: Stage) -> bool:
    if not _list(stage):
        return False
    page = stage.page()
    if isinstance(page, ReviewsPage):
        page.make()
    return True


def _gone(stage: Stage) -> bool:
    window, _places = stage.main()
    page = window.open("review", "gone")
    stage.settle()
    return isinstance(page, ReviewPage)


def _tab(stage: Stage) -> bool:
    row = _row(stage)
    if row is None:
        return False
    window, _places = stage.main()
    page = window.open("account", row.account_id)
    if isinstance(page, AccountPage):
        page.open_tab("reviews")
    return isinstance(page, AccountPage)


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
    Shot("reviews", _list),
    Shot("reviews-empty", _list, empty=True),
    Shot("reviews-new", _new),
    Shot("review", lambda stage: builder(stage) is not None),
    Shot("review-hidden", _hidden),
    Shot("review-held", _held),
    Shot("review-action", _action),
    Shot("review-meeting", _meeting),
    Shot("review-differences", _differences),
    Shot("review-export", _export),
    Shot("review-written", _written),
    Shot("review-rehearse", _rehearse),
    Shot("review-gone", _gone),
    Shot("review-tab", _tab),
)
