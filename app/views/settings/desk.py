"""What the sections of the settings are given: the book, the window around them and the ways out of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.views.workspace import Workspace

if TYPE_CHECKING:
    from app.views.main_window import MainWindow


@dataclass(frozen=True)
class SettingsDesk:
    """One window and its book."""

    workspace: Workspace
    window: MainWindow
