"""Where the focus is at the place of syncing: from top to bottom, in sight, never in what is hidden."""

from __future__ import annotations

from itertools import pairwise

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget

from app.operations.syncing import connections as operations
from app.operations.syncing.rows import Pulse
from app.views.panes import first_focusable
from app.views.sync.page import SyncPage
from app.views.sync.state import Told
from tests.views.sync.windows import Desk


def focused() -> QWidget:
    found = QApplication.focusWidget()
    assert found is not None
    return found


def stops(page: SyncPage) -> list[QWidget]:
    """Return what Tab comes to on the page, in its order."""
    found, at = [], page.nextInFocusChain()
    while at is not None and at is not page:
        if page.isAncestorOf(at) and at.isVisible() and at.focusPolicy() & Qt.FocusPolicy.TabFocus:
            found.append(at)
        at = at.nextInFocusChain()
    return found


def test_that_tab_goes_from_top_to_bottom_whenever_a_card_was_made(desk: Desk) -> None:
    desk.connected("甲")
    desk.window.workspace.write(
        operations.connect, name="乙", connector="folder", config={"folder": str(desk.share), "format": "csv"}
    )
    desk.settle()
    page = desk.page
    assert len(page.cards) == 2 and page.log.isVisible()
    order = stops(page)
    assert {card.sync for card in page.cards.values()} < set(order)
    middles = [part.mapTo(page, part.rect().center()).y() for part in order[:-1]]
    # In a row of facts one stands a line lower than the next.
    assert all(after > before - 24 for before, after in pairwise(middles)), middles
    assert page.log.isAncestorOf(order[-1])


def test_that_the_focus_is_in_sight_from_wherever_it_comes(desk: Desk) -> None:
    desk.connected()
    page = desk.page
    page.area.setFixedHeight(160)
    desk.stage.settle()
    bar = page.area.verticalScrollBar()
    bar.setValue(bar.maximum())
    desk.window._sidebar.pill.setFocus()
    assert page.sync_all.visibleRegion().isEmpty()
    page.sync_all.setFocus(Qt.FocusReason.TabFocusReason)
    assert not page.sync_all.visibleRegion().isEmpty()
    page.log.view.setFocus(Qt.FocusReason.TabFocusReason)
    assert not page.log.view.visibleRegion().isEmpty()


def test_that_the_focus_is_never_in_what_is_hidden(desk: Desk) -> None:
    desk.live.state.now = None
    page = SyncPage(desk.window.workspace, desk.window, desk.live)
    page.setParent(desk.window)
    page.show()
    [first] = page.panes()
    first_focusable(first).setFocus()
    assert page.isAncestorOf(focused()) or focused() is page
    assert focused().isVisible()
    desk.live.state.now = Told((), Pulse("none", 0, 0, ""))
    desk.live.state.told.emit()
    assert focused() is page.beginning.folder
