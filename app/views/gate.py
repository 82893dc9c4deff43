"""The window before a book is open: one page at a time, in the middle, in the language and look chosen on it."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QByteArray, QSettings, Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QIcon
from PySide6.QtWidgets import QApplication, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from app import language
from app.language import _
from app.views import looks, theme
from app.views.icons import mark
from app.views.wardrobe import wear
from app.views.widgets.buttons import Button, Kind
from app.views.widgets.labels import PlainLabel
from app.views.widgets.segmented import SegmentedControl

_NAMES = {"ja": "日本語", "en": "English"}


class GatePage(QWidget):
    """A page of the gate: a column in the middle, as wide as `width` logical pixels; add to `column`."""

    def __init__(self, width: int) -> None:
        super().__init__()
        inner = QWidget()
        inner.setMaximumWidth(theme.current().px(width))
        self.column = QVBoxLayout(inner)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(12)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(inner, 1000)
        row.addStretch(1)
        self.whole = QVBoxLayout(self)
        self.whole.setContentsMargins(32, 32, 32, 24)
        self.whole.addStretch(3)
        self.whole.addLayout(row)
        self.whole.addStretch(4)

    def first_focus(self) -> QWidget | None:
        """Return what has the focus when the page is shown."""
        return None

    def may_close(self) -> bool:
        """Tell whether the window may be closed now; a page that says no says why."""
        return True


class Gate(QWidget):
    """Shows pages made by `show_page`, and makes the present one anew in another language."""

    closed = Signal()
    language_changed = Signal(str)

    def __init__(self, settings: QSettings) -> None:
        super().__init__()
        wear(self)
        self._settings = settings
        self._make: Callable[[], GatePage] | None = None
        self.page: GatePage | None = None
        self.setWindowTitle(_("Banso"))
        self.setAccessibleName(_("Banso"))
        self.setWindowIcon(QIcon(mark(64, theme.make("light"))))
        size = theme.tokens()["size"]
        self.setMinimumSize(size["windowMinW"], size["windowMinH"])
        self.resize(1280, 800)
        geometry = settings.value("window/geometry")
        if isinstance(geometry, QByteArray):
            self.restoreGeometry(geometry)
        self._area = QScrollArea()
        self._area.setWidgetResizable(True)
        self._area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._area.viewport().setAutoFillBackground(False)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self._area)

    def show_page(self, make: Callable[[], GatePage]) -> None:
        """Show the page that `make` makes now and after each switch of language."""
        self._make = make
        self.page = page = make()
        old = self._area.takeWidget()
        page.setAutoFillBackground(False)
        self._area.setWidget(page)
        if old is not None:
            old.hide()
            old.deleteLater()
        first = page.first_focus()
        if first is not None:
            first.setFocus(Qt.FocusReason.OtherFocusReason)

    def looks_bar(self) -> QWidget:
        """Return the row of language and appearance for a page to show."""
        bar = QWidget()
        row = QHBoxLayout(bar)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        speaks = SegmentedControl(
            [(k, _NAMES[k]) for k in language.LANGUAGES], _("Language"), language.current(), parent=bar
        )
        # The control that asked is itself made anew, so its signal must have ended first.
        speaks.chosen.connect(lambda lang: QTimer.singleShot(0, self, lambda: self.set_language(lang)))
        choices = [("system", _("As the system")), ("light", _("Light")), ("dark", _("Dark"))]
        dresses = SegmentedControl(choices, _("Appearance"), theme.look(), parent=bar)
        dresses.chosen.connect(self.set_look)
        row.addStretch(1)
        row.addWidget(PlainLabel(_("Language"), "label", tone="text2"))
        row.addWidget(speaks)
        row.addSpacing(20)
        row.addWidget(PlainLabel(_("Appearance"), "label", tone="text2"))
        row.addWidget(dresses)
        row.addStretch(1)
        return bar

    def set_language(self, lang: str) -> None:
        """Speak another language from now on."""
        looks.speak(_app(), lang)
        self._settings.setValue("language", lang)
        self.setWindowTitle(_("Banso"))
        if self._make is not None:
            self.show_page(self._make)
        self.language_changed.emit(lang)

    def set_look(self, look: str) -> None:
        """Put on system, light or dark."""
        self._settings.setValue("look", look)
        theme.use(_app(), look, theme.current().scale)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Let the page speak first; keep the geometry."""
        if self.page is not None and not self.page.may_close():
            event.ignore()
            return
        self._settings.setValue("window/geometry", self.saveGeometry())
        super().closeEvent(event)
        self.closed.emit()


def wide(text: str, kind: Kind = "secondary") -> Button:
    """Return a large button as wide as the page lets it be, that Enter presses too."""
    button = Button(text, kind=kind, big=True)
    policy = button.sizePolicy()
    policy.setHorizontalPolicy(policy.Policy.Expanding)
    button.setSizePolicy(policy)
    button.setAutoDefault(True)
    return button


def usual(text: str, kind: Kind = "secondary", icon: str | None = None) -> Button:
    """Return a button of the usual size that Enter presses too."""
    button = Button(text, kind=kind, icon=icon)
    button.setAutoDefault(True)
    return button


def _app() -> QApplication:
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    return app
