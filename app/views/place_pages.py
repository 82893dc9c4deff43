"""Makes the pages of places that ask nothing of the list of places; each is loaded at its first visit."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from app.views.page import Page

if TYPE_CHECKING:
    from app.views.main_window import MainWindow


def search(window: MainWindow) -> Page:
    """Return the search over everything written."""
    from app.views.asked import show_touchpoint
    from app.views.search.page import SearchPage

    page = SearchPage(window.workspace)
    page.touchpoint_wanted.connect(partial(show_touchpoint, window))
    return page


def handover(window: MainWindow) -> Page:
    """Return the hand-over of an account."""
    from app.views.handover.page import HandoverPage

    return HandoverPage(window.workspace, window)


def plans(window: MainWindow) -> Page:
    """Return the list of success plans."""
    from app.views.plans.list_page import PlansPage

    return PlansPage(window.workspace, window)


def plan(window: MainWindow) -> Page:
    """Return a success plan."""
    from app.views.plans.page import PlanPage

    return PlanPage(window.workspace, window)


def reviews(window: MainWindow) -> Page:
    """Return the list of reviews."""
    from app.views.reviews.list_page import ReviewsPage

    return ReviewsPage(window.workspace, window)


def review(window: MainWindow) -> Page:
    """Return the builder of a review."""
    from app.views.asked import show_source, show_tab
    from app.views.reviews.page import ReviewPage

    page = ReviewPage(window.workspace, window)
    page.source_wanted.connect(partial(show_source, window))
    page.tab_wanted.connect(partial(show_tab, window))
    return page


def portfolio(window: MainWindow) -> Page:
    """Return the whole book."""
    from app.views.asked import show_tab
    from app.views.portfolio.page import PortfolioPage

    page = PortfolioPage(window.workspace, window)
    page.health_wanted.connect(lambda account_id: show_tab(window, account_id, "health"))
    page.account_wanted.connect(partial(window.open, "account"))
    return page


def settings(window: MainWindow) -> Page:
    """Return the settings."""
    from app.views.settings.desk import SettingsDesk
    from app.views.settings.page import SettingsPage

    return SettingsPage(SettingsDesk(window.workspace, window))
