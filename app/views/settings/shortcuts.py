"""Shortcuts: where the sheet of keys is to be found."""

from __future__ import annotations

from PySide6.QtCore import QTimer

from app.language import _
from app.views.settings.desk import SettingsDesk
from app.views.settings.rows import Row
from app.views.settings.section import Section
from app.views.widgets.buttons import Button
from app.views.widgets.key_hint import KeyHint


class Shortcuts(Section):
    """Leads to the sheet that ? opens."""

    entities = ()

    def __init__(self, desk: SettingsDesk) -> None:
        super().__init__(desk, _("Shortcuts"))
        self.show_keys = Button(_("Show all keys"), icon="keyboard")
        # The sheet takes the focus: the click must have ended.
        self.show_keys.clicked.connect(lambda: QTimer.singleShot(0, self, desk.window.show_keys))
        about = _("What can be done by key anywhere, and what in the place that is open.")
        self.add_card("", Row(_("Keyboard shortcuts"), KeyHint("?"), self.show_keys, about=about))
