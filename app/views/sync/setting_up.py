"""Setting a connection up: what it asks for, a test that can be stopped, what was found, and its name."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from app.errors import BansoError
from app.language import _, keyed
from app.operations.syncing.rows import Identity, Kind
from app.views.notice import Notice
from app.views.sync.form import ParamForm, where_secrets_are_kept
from app.views.sync.kind_list import kind_label
from app.views.sync.mapping_words import entity_words
from app.views.sync.words import own_words, reached_words
from app.views.widgets.card import Card
from app.views.widgets.choices import CheckBox
from app.views.widgets.icon_view import IconView
from app.views.widgets.labels import PlainLabel


class SettingUp(QWidget):
    """The form of one kind. `written` when anything in it changes, so that a test made before counts no more."""

    written = Signal()
    trusted = Signal()

    def __init__(self, kind: Kind, *, name: str, encrypted: bool, trusted: bool) -> None:
        super().__init__()
        self.kind = kind
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(14)
        self.trust: CheckBox | None = None
        if not kind.builtin and not trusted:
            column.addWidget(self._trust_card())
        self.form = ParamForm(kind.params, builtin=kind.builtin)
        self.form.written.connect(self.written)
        column.addWidget(self.form)
        if self.form.asks_secrets:
            column.addWidget(PlainLabel(where_secrets_are_kept(encrypted), "label", tone="text2", wrap=True))
        self.notice = Notice()
        column.addWidget(self.notice)
        self.found = Card()
        self.found.hide()
        column.addWidget(self.found)
        self.name = QLineEdit(name)
        self.name.setAccessibleName(_("Name of the connection"))
        self._naming = QWidget()
        naming = QVBoxLayout(self._naming)
        naming.setContentsMargins(0, 0, 0, 0)
        naming.setSpacing(4)
        naming.addWidget(PlainLabel(_("Name of the connection"), "label", tone="text2"))
        naming.addWidget(self.name)
        self.name_fault = PlainLabel("", "label", tone="risk_text", wrap=True)
        self.name_fault.hide()
        naming.addWidget(self.name_fault)
        self._naming.hide()
        column.addWidget(self._naming)
        column.addStretch(1)

    def _trust_card(self) -> Card:
        card = Card()
        package = self.kind.distribution or self.kind.id
        words = _(
            "This connector comes from the package {package}, which Banso did not make. It runs with your rights, as"
            " any program that you install: it can read the book while this is open.",
            package=package,
        )
        card.body.addWidget(PlainLabel(words, "body", wrap=True))
        self.trust = CheckBox(_("I trust {package}", package=package))
        self.trust.toggled.connect(lambda _on: self.trusted.emit())
        card.body.addWidget(self.trust)
        return card

    def distrust(self, error: BansoError) -> None:
        """Say that the code of a stranger cannot be used."""
        self.setEnabled(True)
        if self.trust is not None:
            self.trust.setChecked(False)
        self.notice.tell(error)

    @property
    def may_go_on(self) -> bool:
        """Tell whether the code of a stranger is trusted."""
        return self.trust is None or self.trust.isChecked()

    def ask_name(self) -> None:
        """Ask for a name without a test before it."""
        self._naming.show()

    def only_secrets(self) -> None:
        """Let nothing but what is secret be changed any more: the rest is made."""
        self.name.setEnabled(False)
        self.form.only_secrets()

    def show_found(self, found: Identity | None) -> None:
        """Show what a test found; None takes it away."""
        while self.found.body.count():
            item = self.found.body.takeAt(0)
            widget = item.widget() if item is not None else None
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        self.found.setVisible(found is not None)
        self._naming.setVisible(found is not None)
        if found is None:
            return
        self.notice.hide()
        who = reached_words(found)
        self.found.body.addWidget(_line("circle-check", "good_text", who, strong=True))
        for words in found_words(found, builtin=self.kind.builtin):
            self.found.body.addWidget(_line("arrow-left-right", "text2", words))
        if not found.types:
            self.found.body.addWidget(
                PlainLabel(_("Nothing goes together by itself here; choose in the mapping what does."), wrap=True)
            )
        only = _("At first Banso only reads. Nothing is sent there before you switch write-back on.")
        self.found.body.addWidget(PlainLabel(only, "label", tone="text2", wrap=True))
        self.found.setAccessibleName(who)


def found_words(found: Identity, *, builtin: bool) -> Sequence[str]:
    """Return which of our nouns goes with which of theirs, a line each."""
    lines = []
    for entity, label, guard in found.types:
        theirs = own_words(label) if builtin else label
        safe = keyed("sync.guard.short", guard)
        lines.append(f"{entity_words(entity)} ↔ {theirs} · {safe}")
    return lines


def default_name(kind: Kind, taken: Sequence[str]) -> str:
    """Return a name that no connection has yet."""
    label = kind_label(kind)
    return next(
        name for name in (label, *(f"{label} {n}" for n in range(2, len(taken) + 3)))
        if name.casefold() not in {one.casefold() for one in taken}
    )  # fmt: skip


def _line(icon: str, tone: str, words: str, *, strong: bool = False) -> QWidget:
    made = QWidget()
    row = QHBoxLayout(made)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(8)
    row.addWidget(IconView(icon, 14, tone))
    row.addWidget(PlainLabel(words, "bodyStrong" if strong else "body", wrap=True), 1)
    return made
