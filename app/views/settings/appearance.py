"""Display: language, light or dark, the size of text, motion, and whether closing leaves Banso in the tray."""

from __future__ import annotations

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication, QSystemTrayIcon

from app import language
from app.language import _
from app.views import motion
from app.views import theme as themes
from app.views.menus import SCALES
from app.views.settings.desk import SettingsDesk
from app.views.settings.rows import Row
from app.views.settings.section import Section
from app.views.tray import KEEP
from app.views.widgets.choices import CheckBox
from app.views.widgets.segmented import SegmentedControl

_NAMES = {"ja": "日本語", "en": "English"}


class Appearance(Section):
    """What is chosen here is kept for this person on this computer; the language goes with the book too."""

    entities = ()

    def __init__(self, desk: SettingsDesk) -> None:
        super().__init__(desk, _("Display"))
        window = desk.window
        words = _("Language")
        self.language = SegmentedControl([(k, _NAMES[k]) for k in language.LANGUAGES], words, language.current())
        self.language.chosen.connect(window.speak_later)
        looks = [("system", _("As the system")), ("light", _("Light")), ("dark", _("Dark"))]
        self.look = SegmentedControl(looks, _("Appearance"), themes.look())
        self.look.chosen.connect(self._dress)
        now = themes.current().scale
        sizes = [(str(percent), f"{percent} %") for percent in sorted({*SCALES, now})]
        self.scale = SegmentedControl(sizes, _("Text size"), str(now))
        self.scale.chosen.connect(self._size)
        moves = [("system", _("As the system")), ("on", _("Less motion")), ("off", _("Full motion"))]
        self.motion = SegmentedControl(moves, _("Motion"), motion.kept_motion(window.settings))
        self.motion.chosen.connect(self._move)
        self.add_card(
            "",
            Row(_("Language"), self.language, about=_("Screens, menus and messages. A deck has its own language.")),
            Row(_("Appearance"), self.look),
            Row(_("Text size"), self.scale, about=_("Everything grows with it, at once.")),
            Row(_("Motion"), self.motion, about=_("Menus, lists and tooltips appear at once with less motion.")),
        )
        self.tray: CheckBox | None = None
        if QSystemTrayIcon.isSystemTrayAvailable():
            self.tray = CheckBox(_("Stay in the tray when the window is closed"))
            self.tray.setChecked(bool(window.settings.value(KEEP, False, bool)))
            self.tray.toggled.connect(self._stay)
            self.add_card("", self.tray)

    def refresh(self) -> None:
        """Show what holds now: the menus choose the same."""
        self.look.choose(themes.look())
        self.motion.choose(motion.kept_motion(self.window_.settings))

    def _dress(self, look: str) -> None:
        self.window_.set_look(look)
        self.say_saved()

    def _size(self, percent: str) -> None:
        self.window_.set_scale(int(percent))
        self.say_saved()

    def _move(self, choice: str) -> None:
        self.window_.settings.setValue(motion.KEY, choice)
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        motion.use(app, choice)
        self.say_saved()

    def _stay(self, stays: bool) -> None:
        self.window_.settings.setValue(KEEP, stays)
        self.say_saved()

    def changeEvent(self, event: QEvent) -> None:
        """Follow what the menus choose."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.StyleChange and hasattr(self, "scale"):
            now = str(themes.current().scale)
            if self.scale.has(now):
                self.scale.choose(now)
