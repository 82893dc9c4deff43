"""The parts of a window that F6 and Shift+F6 go round: the sidebar, the top bar, then those of the page."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget

from app.views.sidebar import Sidebar
from app.views.top_bar import TopBar


def step_pane(panes: Sequence[QWidget], step: int) -> None:
    """Give the focus to the next pane (`step` 1) or the one before (−1), round the ends."""
    focus = QApplication.focusWidget()
    at = -1 if step > 0 else 0
    for number, pane in enumerate(panes):
        if focus is not None and (pane is focus or pane.isAncestorOf(focus)):
            at = number
    pane = panes[(at + step) % len(panes)]
    reason = Qt.FocusReason.ShortcutFocusReason
    if isinstance(pane, Sidebar):
        pane.focus_current()
    elif isinstance(pane, TopBar):
        pane.first_focus().setFocus(reason)
    else:
        first_focusable(pane).setFocus(reason)


def first_focusable(pane: QWidget) -> QWidget:
    """Return the first part of a pane that takes the focus, or the pane."""
    if pane.focusPolicy() != Qt.FocusPolicy.NoFocus:
        return pane
    for child in pane.findChildren(QWidget):
        if child.focusPolicy() & Qt.FocusPolicy.TabFocus and child.isVisibleTo(pane) and child.isEnabled():
            return child
    return pane
