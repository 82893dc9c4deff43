"""One connection on the page: what it is, how it stands, what it is allowed to do, and what can be done about it."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Signal
from PySide6.QtWidgets import QHBoxLayout, QLayout, QMenu, QProgressBar, QWidget

from app.clock import Clock
from app.language import _, ngettext, number
from app.operations.syncing.rows import Connection
from app.views.account.flow import FlowLayout
from app.views.menus import dressed_menu
from app.views.paint.pill import Pill
from app.views.settings.words import size_words
from app.views.sync.facts import Fact, FactGrid
from app.views.sync.kind_list import kind_icon
from app.views.sync.trouble import Trouble
from app.views.sync.words import (
    EVERY,
    every_words,
    guard_words,
    org_words,
    own_words,
    run_line,
    state_words,
    why_words,
    writes_words,
)
from app.views.widgets.buttons import Button
from app.views.widgets.card import Card
from app.views.widgets.choices import ComboBox
from app.views.widgets.icon_view import IconView
from app.views.widgets.labels import ElidedLabel, PlainLabel
from app.views.widgets.painted import Painted, pill_view


class ConnectionCard(Card):
    """`wanted(what, connection id)` for everything that a person asks for; `every(connection id, minutes)`."""

    wanted = Signal(str, int)
    every = Signal(int, int)

    def __init__(self, shown: Connection, clock: Clock, where: str = "") -> None:
        super().__init__()
        self.shown, self._clock = shown, clock
        self._pill: Painted | None = None
        self._filling = self._running = False
        self.name = ElidedLabel(shown.name, "subtitle")
        self._what = ElidedLabel("", "label", tone="text2")
        self.sync = Button(_("Sync now"), icon="refresh-cw")
        self.sync.clicked.connect(lambda: self.ask("cancel" if self._running else "sync"))
        self.more = Button(icon="ellipsis", kind="quiet", name=_("More about {name}", name=shown.name))
        self.more.clicked.connect(self._open_menu)
        self._build_head()
        self.trouble = Trouble(clock)
        self.trouble.pressed.connect(self.ask)
        self.body.addWidget(self.trouble)
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setAccessibleName(_("Syncing"))
        self.bar.hide()
        self.progress = PlainLabel("", "label", tone="text2")
        self.progress.hide()
        self.body.addWidget(self.bar)
        self.body.addWidget(self.progress)
        self._build_facts()
        self._build_links()
        self.show_connection(shown, where)

    def _build_head(self) -> None:
        words = QHBoxLayout()
        words.setSpacing(10)
        words.addWidget(self.name)
        words.addWidget(self._what, 1)
        self._head_row = QHBoxLayout()
        self._head_row.setSpacing(10)
        self._head_row.addWidget(IconView(kind_icon(self.shown.connector), 18, "text2"))
        self._head_row.addLayout(words, 1)
        self._head_row.addWidget(self.sync)
        self._head_row.addWidget(self.more)
        self.body.addLayout(self._head_row)

    def _build_facts(self) -> None:
        self.schedule = ComboBox(_("How often"))
        self.schedule.activated.connect(self._choose_every)
        self.writing = Button("…", kind="link", name=_("Write-back"))
        self.writing.clicked.connect(lambda: self.ask("writes"))
        self.last = Fact(_("Last sync"))
        self.way = Fact(_("Direction"), self.writing)
        self.guard = Fact(_("Protection from overwriting"))
        self.spent = Fact(_("Requests of the last sync"))
        self.often = Fact(_("By itself"), self.schedule)
        self.body.addSpacing(4)
        self.body.addWidget(FactGrid((self.last, self.way, self.guard, self.often, self.spent)))

    def _build_links(self) -> None:
        self._links = QWidget()
        flow: QLayout = FlowLayout(8, 6, self._links)
        self.differ = Button("…", icon="git-merge", name=_("Differences"))
        self.link = Button("…", icon="link-2", name=_("Proposals"))
        self.waiting = PlainLabel("", "label", tone="text2")
        self.missing = PlainLabel("", "label", tone="text2")
        self.blocked = PlainLabel("", "label", tone="text2")
        for button, what in ((self.differ, "differences"), (self.link, "links")):
            button.clicked.connect(lambda _on=False, what=what: self.ask(what))
            flow.addWidget(button)
        self._said = PlainLabel("", "label", tone="text2", wrap=True)
        self.body.addWidget(self._links)
        self.body.addWidget(self._said)

    def ask(self, what: str) -> None:
        """Ask the page for something."""
        self.wanted.emit(what, self.shown.id)

    # What is shown

    def show_connection(self, shown: Connection, where: str = "") -> None:
        """Show how it stands now; `where` is its folder or address."""
        self.shown = shown
        self.setAccessibleName(f"{shown.name}. {state_words(shown)[0]}")
        self.name.setText(shown.name)
        parts = (own_words(shown.label), org_words(shown.org) or where, shown.user)
        self._what.setText(" · ".join(dict.fromkeys(part for part in parts if part and part != shown.name)))
        self._show_state()
        self.trouble.show_connection(shown)
        run = shown.last_run
        self.last.say(run_line(run, self._clock))
        self.way.say(writes_words(shown))
        self.writing.setText(_("Switch write-back off") if shown.writes else _("Switch write-back on…"))
        self.writing.setVisible(shown.guard != "none")
        self.guard.say(guard_words(shown))
        spent = ngettext("{n} call", "{n} calls", run.requests) if run is not None else "–"
        self.spent.say(f"{spent} · {size_words(run.bytes)}" if run is not None and run.bytes else spent)
        self._show_every()
        self.differ.setText(ngettext("Settle {n} difference…", "Settle {n} differences…", shown.differences))
        self.differ.setVisible(shown.differences > 0)
        self.link.setText(ngettext("Look at {n} proposal…", "Look at {n} proposals…", shown.links))
        self.link.setVisible(shown.links > 0)
        self._links.setVisible(shown.differences + shown.links > 0)
        why = why_words(shown.why, self._clock) if shown.state == "on" and self.trouble.isHidden() else ""
        self._said.setText(" ".join(part for part in (_said(shown), why) if part))
        self._said.setVisible(bool(self._said.text()))

    def _show_state(self) -> None:
        words, meaning = state_words(self.shown)
        if self._pill is not None:
            if self._pill.accessibleName() == words:
                return
            self._pill.hide()
            self._pill.deleteLater()
        self._pill = pill_view(Pill(words, meaning))
        self._head_row.insertWidget(2, self._pill)

    def _show_every(self) -> None:
        minutes = self.shown.every_minutes
        if self.schedule.currentData() == minutes:
            return
        self._filling = True
        self.schedule.clear()
        for choice in EVERY if minutes in EVERY else (*EVERY, minutes):
            self.schedule.addItem(every_words(choice), choice)
        self.schedule.setCurrentIndex(self.schedule.findData(minutes))
        self._filling = False

    def _choose_every(self, _at: int) -> None:
        chosen = self.schedule.currentData()
        if not self._filling and chosen is not None and chosen != self.shown.every_minutes:
            self.every.emit(self.shown.id, int(chosen))

    def show_progress(self, progress: tuple[int, int] | None, *, waits: bool = False) -> None:
        """Show how far a run is; None while there is none."""
        self._running = progress is not None
        self.sync.setText(_("Cancel") if self._running else _("Sync now"))
        self.sync.set_icon("x" if self._running else "refresh-cw")
        self.sync.setEnabled(self._running or not waits)
        self.bar.setVisible(self._running)
        self.progress.setVisible(self._running)
        if progress is not None:
            n, total = progress
            self.bar.setRange(0, total)
            self.bar.setValue(n)
            self.progress.setText(f"{number(n)} / {number(total)}" if total else _("Looking for news"))

    # More

    def menu(self) -> QMenu:
        """Return what else can be done."""
        menu = dressed_menu(self)
        paused = self.shown.state == "paused"
        for what, words in (
            ("test", _("Test connection")),
            ("mapping", _("Mapping…")),
            ("resume" if paused else "pause", _("Resume") if paused else _("Pause")),
            ("rename", _("Rename…")),
            ("settings", _("Settings of the connection…")),
            ("", ""),
            ("full", _("Compare everything anew")),
            ("forget", _("Forget which records belong together…")),
            ("remove", _("Remove the connection…")),
        ):
            if what:
                menu.addAction(words).triggered.connect(lambda _on=False, what=what: self.ask(what))
            else:
                menu.addSeparator()
        menu.aboutToHide.connect(menu.deleteLater)
        return menu

    def _open_menu(self) -> None:
        self.menu().popup(self.more.mapToGlobal(QPoint(0, self.more.height())))


def _said(shown: Connection) -> str:
    """Return what else is to be known, in a line."""
    parts = []
    if shown.waiting:
        parts.append(ngettext("{n} record waits to be sent.", "{n} records wait to be sent.", shown.waiting))
    if shown.blocked:
        parts.append(ngettext("{n} field is not sent.", "{n} fields are not sent.", shown.blocked))
    if shown.missing:
        parts.append(
            ngettext(
                "{n} record is not to be seen there any more; yours stays.",
                "{n} records are not to be seen there any more; yours stay.",
                shown.missing,
            )
        )
    return " ".join(parts)
