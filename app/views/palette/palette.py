"""Ctrl+K: answers every key from memory, looks for notes a moment later, and remembers what was chosen."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer

from app.errors import BansoError
from app.operations.book import Book
from app.operations.changes import Changes
from app.operations.drafts import find_draft
from app.operations.finding import FoundRow, search
from app.operations.palette import RECENTS, PaletteIndex, Recents, palette_index, recents_of, tagged_notes
from app.views.dialogs.error import show_error
from app.views.palette.answers import MANY, Acts, Answers, Asked, Known, Mode, asked_of
from app.views.palette.card import PaletteCard
from app.views.palette.lines import Line
from app.views.widgets.origin import Origin
from app.views.workspace import Running, Workspace

if TYPE_CHECKING:
    from app.views.main_window import MainWindow
    from app.views.places import Places

_IDLE_MS, _PAUSE_MS = 500, 120
_SHOWN = ("account", "contract", "contract_line", "plan", "setting")
_TAGGED = ("touchpoint",)


class Palette(QObject):
    """The palette of one window; what it finds at a key is made off the UI thread, once per change of the book."""

    def __init__(self, window: MainWindow, workspace: Workspace, places: Places) -> None:
        super().__init__(window)
        self._window, self._workspace, self._places = window, workspace, places
        self._card: PaletteCard | None = None
        self._answers: Answers | None = None
        self._index: PaletteIndex | None = None
        self._made_of: tuple[int, date] | None = None
        self._version = 0
        self._making: Running | None = None
        self._recents: Recents | None = None
        self._asked = Asked(Mode.ALL, "")
        self._account_id = ""
        self._has_moved = False
        self._notes: tuple[FoundRow, ...] | None = None
        self._seeking: Running | None = None
        self._origin: Origin | None = None
        self._idle = self._timer(_IDLE_MS, self._make)
        self._pause = self._timer(_PAUSE_MS, self._seek)
        workspace.changed.connect(self._book_changed)

    def _timer(self, milliseconds: int, then: Callable[[], None]) -> QTimer:
        timer = QTimer(self)
        timer.setSingleShot(True)
        timer.setInterval(milliseconds)
        timer.timeout.connect(then)
        return timer

    @property
    def card(self) -> PaletteCard | None:
        """Return the card while it is open."""
        return self._card

    # Opening and leaving

    def open(self, text: str = "") -> None:
        """Open it, with `text` already typed."""
        if self._card is None:
            if self._recents is None:  # from then on it is known here first
                kept = self._workspace.read(find_draft, RECENTS)
                self._recents = recents_of(kept.body if kept is not None else None)
            self._origin = Origin()
            self._card = self._made()
            self._card.appear()
            self._make()
        self._card.field.setText(text)
        self._show(text)
        self._card.field.setFocus()

    def _made(self) -> PaletteCard:
        card = PaletteCard(self._window)
        card.left.connect(self.close)
        card.typed.connect(self._show)
        card.moved.connect(self._moved)
        card.entered.connect(self._enter)
        card.turned.connect(self._turn)
        self._answers = None
        return card

    def close(self) -> None:
        """Close it; the focus goes back to where it was."""
        card, self._card = self._card, None
        self._pause.stop()
        self._stop_seeking()
        if card is not None:
            card.hide()
            card.deleteLater()
        if self._origin is not None:
            self._origin.give_back()

    # Answering

    def _answering(self) -> Answers:
        if self._answers is None:
            page = self._window.page()
            here = page.commands() if page is not None else ()
            acts = Acts(self._open_account, self._open_plan, self._open_note, self._search, self._log)
            known = Known(
                self._index, (*here, *self._places.commands()), self._places.account_commands(),
                self._recents or Recents(), acts, self._workspace.clock.today(), self._workspace.scores.rows(),
            )  # fmt: skip
            self._answers = Answers(known)
        return self._answers

    def _show(self, text: str) -> None:
        """Answer what is typed, at once; notes come after a pause."""
        if self._card is None:
            return
        self._asked, self._account_id, self._notes = asked_of(text), "", None
        self._has_moved = False
        self._stop_seeking()
        self._fill(anew=True)
        if self._asked.words and self._asked.mode is not Mode.COMMANDS:
            self._pause.start()
        else:
            self._pause.stop()

    def _fill(self, *, anew: bool) -> None:
        if self._card is not None:
            self._card.show_items(self._answering().items(self._asked, self._account_id, self._notes), anew=anew)
            self._tell_turn()

    def _moved(self) -> None:
        line = self._card.current() if self._card is not None else None
        self._has_moved = True
        if line is not None and line.account_id and line.account_id != self._account_id:
            self._account_id = line.account_id
            self._fill(anew=False)
        self._tell_turn()

    def _tell_turn(self) -> None:
        line = self._card.current() if self._card is not None else None
        if self._card is not None:
            self._card.field.setProperty("among_actions", line is not None and line.key.startswith("action:"))

    def _turn(self, way: int) -> None:
        card = self._card
        line = card.current() if card is not None else None
        if card is None or line is None:
            return
        if way > 0 and line.account_id:
            first = next((item for item in card.model.items if _is_action(item)), None)
            if isinstance(first, Line):
                card.choose_key(first.key)
        elif way < 0:
            rows = self._answering().accounts(self._asked)
            chosen = self._account_id or (rows[0].id if rows else "")
            card.choose_key(f"account:{chosen}")

    # Notes

    def _seek(self) -> None:
        asked, workspace = self._asked, self._workspace
        tag = self._answering().tag(asked)
        if asked.mode is Mode.TAGS and tag is None:
            return
        self._seeking = running = workspace.run(
            _notes, workspace.book, tag, asked.words, MANY, owner=self,
            done=lambda found: self._found(running, found), failed=lambda _error: self._found(running, ()),
        )  # fmt: skip

    def _found(self, running: Running, found: tuple[FoundRow, ...]) -> None:
        if running is self._seeking:
            self._seeking, self._notes = None, found
            self._fill(anew=False)

    def _stop_seeking(self) -> None:
        if self._seeking is not None:
            self._seeking.cancel()
            self._seeking = None

    # Doing

    def _enter(self) -> None:
        card = self._card
        line = card.current() if card is not None else None
        if card is None or line is None:
            return
        if line.completes:
            card.field.setText(line.completes)
            return
        if line.learns:
            self._learn(line.key)
        elif line.key.startswith("action:"):
            rows = self._answering().accounts(self._asked)
            self._learn(f"account:{self._account_id or (rows[0].id if rows else '')}")
        self.close()
        if line.act is not None:
            # After the card is gone: what opens now keeps the focus it takes.
            line.act()

    def _learn(self, key: str) -> None:
        self._recents = (self._recents or Recents()).used(key, self._workspace.clock.today())
        self._workspace.drafts.keep(RECENTS, self._recents.text())

    def _open_account(self, account_id: str) -> None:
        self._window.open("account", account_id)

    def _open_plan(self, plan_id: str) -> None:
        self._window.open("plan", plan_id)

    def _open_note(self, hit: FoundRow) -> None:
        from app.operations.plans.found import plan_found
        from app.operations.reviews.found import review_found
        from app.views.account.page import AccountPage

        if not hit.account_id:
            self._search(hit.snippet.text)
            return
        plan: str | None = self._workspace.read(plan_found, hit.kind, hit.id)
        if plan is not None:
            self._window.open("plan", plan)
            return
        review: str | None = self._workspace.read(review_found, hit.kind, hit.id)
        if review is not None:
            self._window.open("review", review)
            return
        page = self._window.open("account", hit.account_id)
        if hit.kind == "touchpoint" and isinstance(page, AccountPage):
            page.show_touchpoint(hit.id)

    def _search(self, words: str) -> None:
        self._window.open("search", words)

    def _log(self, name: str) -> None:
        self._places.log(None, f'@"{name}" ')

    # What is true

    def _book_changed(self, changes: Changes) -> None:
        if changes.touches(*_SHOWN):
            self._version += 1
            self._idle.start()
        elif changes.touches(*_TAGGED):
            # Only a tag may be new: time enough when the palette opens next.
            self._version += 1

    def _make(self) -> None:
        wanted = (self._version, self._workspace.clock.today())
        if self._making is not None or self._made_of == wanted:
            return
        self._making = self._workspace.run(
            _index, self._workspace.book, wanted[1], owner=self,
            done=lambda made: self._arrived(wanted, made), failed=self._failed,
        )  # fmt: skip

    def _arrived(self, made_of: tuple[int, date], made: PaletteIndex) -> None:
        self._making, self._index, self._made_of, self._answers = None, made, made_of, None
        if made_of[0] != self._version:
            self._idle.start()
        # What is chosen stays, unless nobody moved yet: then the accounts that were missing come first.
        self._fill(anew=not self._has_moved)

    def _failed(self, error: BansoError) -> None:
        self._making = None
        if self._card is not None:
            show_error(self._window, error)


def _is_action(item: object) -> bool:
    return isinstance(item, Line) and item.key.startswith("action:")


def _index(_report: object, _cancelled: object, book: Book, today: date) -> PaletteIndex:
    return book.read(palette_index, today=today)


def _notes(
    _report: object, _cancelled: object, book: Book, tag: str | None, words: str, most: int
) -> tuple[FoundRow, ...]:
    """Return the newest notes with a tag, or those that hold the words; accounts have lines of their own."""
    if tag is not None:
        return book.read(tagged_notes, tag, limit=most)
    return tuple(hit for hit in book.read(search, words, limit=most).hits if hit.kind != "account")
