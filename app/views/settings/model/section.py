"""The health model in the settings: edited here, looked at before it counts, saved as a version with its reason."""

from __future__ import annotations

import json

from PySide6.QtCore import QEvent, QTimer
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QVBoxLayout

from app.errors import BansoError
from app.health.check import check
from app.health.files import read_model, write_model
from app.health.model import Model
from app.language import _
from app.operations.drafts import find_draft
from app.operations.health.models import change_model, model_at, model_versions, same
from app.operations.health.series import known_series
from app.views import theme as themes
from app.views.page import toast_undoable
from app.views.settings.desk import SettingsDesk
from app.views.settings.model import parts
from app.views.settings.model.bands_card import BandsCard
from app.views.settings.model.cards import RulesCard, VersionsCard
from app.views.settings.model.dimension_card import DimensionCard, Headings
from app.views.settings.model.file_card import FileCard
from app.views.settings.model.save_bar import SaveBar
from app.views.settings.model.save_dialog import SaveDialog
from app.views.settings.model.sheets import Sheets
from app.views.settings.model.tabbing import FocusFollower, tab_through
from app.views.settings.model.words import in_words
from app.views.settings.rows import Row
from app.views.settings.section import Section
from app.views.widgets.buttons import Button

KEY = "health_model"
"""Where what is being edited is kept until it is saved or discarded."""

_NARROW = 640


class HealthModel(Section):
    """`base` is the model in force, `draft` what is being edited: always one that could be saved."""

    entities = ("health_model", "measure")

    def __init__(self, desk: SettingsDesk) -> None:
        about = _(
            "A score is the weighted mean of measures, each read off a curve from 0 to 100; then rules, your feeling"
            " and nothing else. What you change here counts once it is saved, with a reason."
        )
        super().__init__(desk, _("Health model"), about)
        self.base = self.draft = self.workspace.read(model_at)
        self.series: tuple[str, ...] = ()
        self._loaded = False
        self._room = 0
        self._placed = (0, 0)
        self.sheets = Sheets(self)
        self.bands = BandsCard(self)
        self.column.addWidget(self.bands)
        self.headings = Headings()
        self.column.addWidget(self.headings)
        self.dimensions = QVBoxLayout()
        self.dimensions.setSpacing(12)
        self.column.addLayout(self.dimensions)
        self.cards: dict[str, DimensionCard] = {}
        self.add = Button(_("Add a dimension…"), icon="plus")
        self.add.clicked.connect(self.sheets.add_dimension)
        self.column.addWidget(self.add)
        self.rules, self.files, self.versions = RulesCard(self), FileCard(self), VersionsCard(self)
        for card in (self.rules, self.versions, self.files):
            self.column.addWidget(card)
        self.bar = SaveBar(self)
        self._follower = FocusFollower(self, self.narrow, lambda: self._room)
        self.bar.wants_save.connect(self.ask_save)
        self.bar.wants_discard.connect(self.discard)

    # What is edited

    def refresh(self) -> None:
        """Show the model in force, or what was being edited."""
        was = self.base
        self.base = self.workspace.read(model_at)
        self.series = self.workspace.read(known_series)
        if not self._loaded:
            self._loaded = True
            self.draft = self._kept() or self.base
        elif same(was, self.draft) or same(self.base, self.draft):
            self.draft = self.base
        self.versions.show_versions(self.workspace.read(model_versions))
        self._show()

    def dirty(self) -> bool:
        """Tell whether something differs from what is in force."""
        return not same(self.base, self.draft)

    def edit(self, model: Model) -> Model:
        """Take what is edited over; raises BansoError where it could not be saved."""
        check(model)
        self.draft = model
        self.workspace.drafts.keep(KEY, json.dumps(write_model(model), ensure_ascii=False) if self.dirty() else None)
        self._show()
        return model

    def try_edit(self, model: Model, row: Row | None = None) -> None:
        """Take what is edited over, or say at its row why it cannot be."""
        try:
            self.edit(model)
        except BansoError as error:
            self.refuse(in_words(error, model), row)
        else:
            if row is not None:
                row.clear()

    def begin_from(self, model: Model) -> None:
        """Edit another model: one of a file, or an earlier version."""
        self.edit(model)
        self.verticalScrollBar().setValue(0)

    def discard(self) -> None:
        """Go back to the model in force; the way back is offered."""
        given_up = self.draft
        self.edit(self.base)
        self.window_.toast(_("Changes discarded"), lambda: self.edit(given_up))

    def ask_save(self) -> None:
        """Show who changes band, ask why, and save."""
        title = _("Save as a new version?")
        lines = [_("From now on scores are worked out by it. Earlier days keep the version that held then.")]
        dialog = SaveDialog(self.window_, self.workspace, self.draft, title, _("Save"), lines=lines)

        def agreed() -> None:
            try:
                made = self.workspace.write(change_model, self.draft, reason=dialog.reason.text())
            except BansoError as error:
                dialog.tell(error)
                return
            dialog.accept()
            self.say_done(_("Saved as version {n}", n=made.version))

        dialog.agreed.connect(agreed)
        dialog.open()
        dialog.reason.setFocus()

    def say_done(self, words: str) -> None:
        """Say that it is saved, with the way back; nothing is left to keep."""
        self.workspace.drafts.keep(KEY, None, at_once=True)
        toast_undoable(self.window_, words, self.workspace.last_change)

    # What is shown

    def _show(self) -> None:
        self.bands.show_model(self.draft)
        self.rules.show_model(self.draft)
        keys = [dimension.key for dimension in self.draft.dimensions]
        fits = list(self.cards) == keys and all(self.cards[one.key].fits(one) for one in self.draft.dimensions)
        if not fits:
            self._make_cards()
            self._weigh()
        for dimension in self.draft.dimensions:
            self.cards[dimension.key].show_dimension(self.draft, dimension)
        tab_through(self.narrow, self.bar)
        self.bar.show_count(parts.count_changes(self.base, self.draft) if self.dirty() else 0)
        self._place_bar()

    def _make_cards(self) -> None:
        for card in self.cards.values():
            self.dimensions.removeWidget(card)
            card.hide()
            card.deleteLater()
        self.cards = {}
        for dimension in self.draft.dimensions:
            card = self.cards[dimension.key] = DimensionCard(self, dimension)
            self.dimensions.addWidget(card)

    def _kept(self) -> Model | None:
        kept = self.workspace.read(find_draft, KEY)
        if kept is None:
            return None
        try:
            return read_model(json.loads(kept.body))
        except (BansoError, ValueError):
            # Of a Banso that kept it in another shape.
            return None

    def _place_bar(self) -> None:
        """Show the bar at the foot, with room for it after the last card."""
        height = self.bar.sizeHint().height() if not self.bar.isHidden() else 0
        if height != self._room:
            self._room = height
            self.around.setContentsMargins(24, 20, 24, 24 + height)
        self.bar.setGeometry(0, self.height() - height, self.width(), height)
        self.bar.raise_()

    def _weigh(self) -> None:
        """Leave the pictures out where there is little room."""
        narrow = self.width() < themes.current().px(_NARROW)
        self.headings.set_narrow(narrow)
        for card in self.cards.values():
            card.set_narrow(narrow)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the bar at the foot; the size of the area itself decides, never that of what is in it."""
        super().resizeEvent(event)
        if hasattr(self, "bar") and (self.width(), self.height()) != self._placed:
            self._placed = (self.width(), self.height())
            self._weigh()
            self.bar.setGeometry(0, self.height() - self._room, self.width(), self._room)

    def changeEvent(self, event: QEvent) -> None:
        """Take the sizes of a new text scale."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.StyleChange and hasattr(self, "bar") and self._loaded:
            QTimer.singleShot(0, self, self._show)
