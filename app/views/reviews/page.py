"""The builder of a review: outline, headline, slide, what it rests on; beside it notes and what came of the meeting."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any
from zoneinfo import ZoneInfo

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QHideEvent, QKeySequence, QShortcut, QShowEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.errors import BansoError
from app.language import _, error_words
from app.operations.changes import Changes
from app.operations.reviews.preview import Preview
from app.operations.reviews.rows import SectionRow
from app.views.commands import Command
from app.views.page import Crumb, Host, Page
from app.views.plans.side_column import SideColumn, dress_scrolled
from app.views.reviews.acts import Acts
from app.views.reviews.body import ReviewBody
from app.views.reviews.checks_card import ChecksCard
from app.views.reviews.export_dialog import DECK, ExportDialog, ask_to_export
from app.views.reviews.head import ReviewHead
from app.views.reviews.notes_card import NotesCard
from app.views.reviews.outcome_card import OutcomeCard
from app.views.reviews.outline import OutlineCard
from app.views.reviews.review_acts import REHEARSE_KEYS, ReviewActs
from app.views.reviews.wiring import connect
from app.views.widgets.autosave import Autosave, SavedMark
from app.views.widgets.columns import TwoColumns
from app.views.widgets.empty_state import EmptyState
from app.views.widgets.in_view import FollowingArea
from app.views.widgets.or_empty import OrEmpty
from app.views.workspace import Running, Workspace

SHOWN = ("review", "review_section", "decision", "promise", "account", "touchpoint")
_SIDE = 300


class ReviewPage(Page):
    """One review; its id is the argument of the place. `source_wanted(account id, Source)` opens a record.

    It is read on a worker thread: telling and laying out a whole deck takes longer than a key may wait.
    """

    source_wanted = Signal(str, object)
    tab_wanted = Signal(str, str)

    def __init__(self, workspace: Workspace, host: Host, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(_("Review"))
        self._workspace, self._host = workspace, host
        self.review_id: str | None = None
        self.shown: Preview | None = None
        self._stale = True
        self._asked: Running | None = None
        self._awaited = ""
        self.acts = Acts(self, workspace, host)
        self.whole = ReviewActs(self, workspace, host, self.acts)
        self.autosave = Autosave(self.acts.keep, self)
        self.head = ReviewHead(ZoneInfo(workspace.clock.zone))
        self.outline = OutlineCard()
        self.checks = ChecksCard()
        self.body = ReviewBody()
        self.notes = NotesCard()
        self.outcome = OutcomeCard()
        self._stack = OrEmpty()
        self._build()
        connect(self)
        workspace.changed.connect(self._changed)
        keys = QShortcut(QKeySequence(REHEARSE_KEYS), self)
        keys.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        keys.activated.connect(lambda: self.rehearse())

    def today(self) -> date:
        """Return the day it is."""
        return self._workspace.clock.today()

    def _build(self) -> None:
        self.notes.body.addWidget(SavedMark(self.autosave))
        self._beside = SideColumn((self.notes, self.outcome))
        self.columns = TwoColumns(self.body.with_outline(self.outline, self.checks), self._beside, _SIDE)
        self.columns.turned.connect(self._beside.stand)
        self._beside.stand(self.columns.is_under)
        self.area = FollowingArea()
        dress_scrolled(self.area)
        self.area.setWidget(self.columns)
        self.columns.setAutoFillBackground(False)
        whole = QWidget()
        inner = QVBoxLayout(whole)
        inner.setContentsMargins(24, 20, 24, 12)
        inner.setSpacing(14)
        inner.addWidget(self.head)
        inner.addWidget(self.area, 1)
        self._stack.addWidget(whole)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self._stack)

    # What the window asks

    def go(self, argument: object) -> None:
        """Show the review with this id."""
        if argument != self.review_id:
            self.flush()
            self.review_id, self._stale, self.shown = str(argument), True, None
            self.outline.view.setCurrentIndex(self.outline.view.of.index(-1, 0))
        self._ask()
        taker = self._stack.empty.button if self._stack.empty is not None else self.outline.view
        taker.setFocus(Qt.FocusReason.MouseFocusReason)

    def crumbs(self) -> tuple[Crumb, ...]:
        """Return the list of reviews, the account, the period."""
        reviews = Crumb(_("QBR"), "reviews")
        if self.shown is None:
            return (reviews,)
        row = self.shown.page.row
        return (reviews, Crumb(row.account, "account", row.account_id), Crumb(row.period_words))

    def panes(self) -> tuple[QWidget, ...]:
        """Return the head, the outline, the slide with what it rests on, and the cards beside it."""
        if self._stack.empty is not None:
            return (self._stack.empty,)
        return (self.head, self.outline.view, self.checks, self.body, self.notes, self.outcome)

    def account_here(self) -> str | None:
        """Return whose review it is."""
        return self.shown.page.row.account_id if self.shown is not None else None

    def commands(self) -> tuple[Command, ...]:
        """Return what can be done with the review and the section that is shown."""
        if self.shown is None:
            return ()
        return (*self.whole.commands(self.shown.page.row.is_held), *self.acts.section_commands())

    # What is true

    def _changed(self, changes: Changes) -> None:
        if changes.touches(*SHOWN):
            self._stale = True
            if self.isVisible():
                self._ask()

    def ask_anew(self) -> None:
        """Show again what the book says."""
        self._stale = True
        self._ask()

    def showEvent(self, event: QShowEvent) -> None:
        """Ask again where something changed while this was not shown."""
        super().showEvent(event)
        self._ask()

    def hideEvent(self, event: QHideEvent) -> None:
        """Whoever goes elsewhere keeps what was written last."""
        self.flush()
        super().hideEvent(event)

    def _ask(self) -> None:
        if not self._stale or self.review_id is None or (self._asked is not None and not self._asked.finished):
            return
        self._stale = False
        self._asked = self._workspace.run(
            _read, self._workspace.book, self.review_id, self.today(), owner=self, done=self._arrived,
            failed=self._tell_gone,
        )  # fmt: skip
        self._asked.ended.connect(self._ask)

    def _arrived(self, shown: Preview) -> None:
        if shown.page.row.id != self.review_id:
            return
        self._stack.show_empty(None)
        first, self.shown = self.shown is None, shown
        row = shown.page.row
        self.setAccessibleName(_("{account} · QBR", account=row.account))
        self.head.show_review(row, shown.periods)
        self.outline.show_sections(shown.page.sections)
        places = {one.id: at for at, one in enumerate(shown.page.sections)}
        self.checks.show_checks(shown.checks, places)
        self.outcome.show_page(shown.page, self.today())
        if self._awaited:
            self.outline.view.go_to_row(self._awaited)
            self._awaited = ""
        self.turn()
        self._beside.measure()
        if first:
            self.moved.emit()

    def _tell_gone(self, error: BansoError) -> None:
        self.shown = None
        gone = EmptyState(
            "presentation", error_words(error)[1], button=_("Go to the QBRs"),
            act=lambda: self.wants.emit("reviews", None),
        )  # fmt: skip
        self._stack.show_empty(gone)
        self.moved.emit()

    # The section that is shown

    def section(self) -> SectionRow | None:
        """Return the section that is shown."""
        row: SectionRow | None = self.outline.view.current()
        return row

    def turn(self) -> None:
        """Show the section that is chosen now."""
        row, shown = self.section(), self.shown
        if row is None or shown is None:
            return
        lang = shown.page.row.lang
        waits = self.autosave.waits_for(f"{row.id}:headline")
        self.body.show_section(shown, row, waits=waits)
        notes = "".join(one.speaker_notes for one in shown.page.sections if not one.is_hidden)
        self.notes.show_section(row, lang, notes)
        self._beside.measure()

    def choose(self, section_id: str) -> None:
        """Show a section and go to it in the outline."""
        self.outline.view.go_to_row(section_id)
        self.outline.view.setFocus(Qt.FocusReason.OtherFocusReason)

    def choose_when_there(self, section_id: str) -> None:
        """Show a section that was just made, once it is read."""
        self._awaited = section_id

    def go_on_from(self, section_id: str) -> None:
        """Go to the next section that nobody has looked at yet."""
        rows = list(self.shown.page.sections) if self.shown is not None else []
        at = next((n for n, one in enumerate(rows) if one.id == section_id), -1)
        following = [one for one in (*rows[at + 1 :], *rows[: max(at, 0)]) if one.state == "auto"]
        if following:
            self._awaited = following[0].id
            self.outline.view.go_to_row(self._awaited)

    def show_slide(self, at: int) -> None:
        """Show a slide, with its section."""
        shown = self.shown
        if shown is None:
            return
        section_id = shown.slides[at].section_id
        row = self.section()
        if section_id and (row is None or row.id != section_id):
            self.outline.view.go_to_row(section_id)
        self.body.show_slide(at)

    def to_headline(self) -> None:
        """Go to the headline of the section."""
        self.body.headline.field.setFocus(Qt.FocusReason.ShortcutFocusReason)

    # Writing

    def put(self, name: str, value: object) -> None:
        """Keep a field of the section soon."""
        row = self.section()
        if row is not None:
            self.autosave.put(f"{row.id}:{name}", value)

    def flush(self) -> None:
        """Keep what was written last, now."""
        self.autosave.flush()

    # What a person does

    def fill_menu(self, menu: Any) -> None:
        """Offer what the keys of a section do."""
        for command in self.acts.section_commands():
            act = menu.addAction(f"{command.words}\t{command.keys}" if command.keys else command.words)
            act.triggered.connect(lambda _on=False, command=command: command.act())

    def open_source(self, ground: Any) -> None:
        """Go to the record that a line rests on."""
        if self.shown is not None and ground.sources:
            self.source_wanted.emit(self.shown.page.row.account_id, ground.sources[0])

    def export(self, kind: str = DECK) -> ExportDialog | None:
        """Ask how the review goes out."""
        self.flush()
        if self.shown is None:
            return None
        return ask_to_export(self, self._workspace, self._host, self.shown, kind)

    def rehearse(self) -> QWidget | None:
        """Show the slides on the whole screen, with notes and a clock."""
        from app.views.reviews.rehearse import Rehearse

        self.flush()
        if self.shown is None:
            return None
        stage = Rehearse(self.shown, self.body.slide_at(), self.window())
        stage.finished.connect(lambda _result: self.outline.view.setFocus(Qt.FocusReason.OtherFocusReason))
        stage.begin()
        return stage


def _read(_report: object, _cancelled: Callable[[], bool], book: Any, review_id: str, today: date) -> Preview:
    from app.operations.reviews.preview import review_preview

    found: Preview = book.read(review_preview, review_id, today=today)
    return found
