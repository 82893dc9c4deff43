"""Forget: erasing an account or a person for good, after saying what goes and having its name typed."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.errors import BansoError
from app.language import _, keyed, ngettext
from app.operations.book import Book
from app.operations.forget import Candidate, Forgot, Parting, candidates, copies_of, forget, parting
from app.views.settings.confirm import Confirm
from app.views.settings.desk import SettingsDesk
from app.views.settings.section import Section
from app.views.widgets.autosave import WAIT_MS
from app.views.widgets.buttons import Button
from app.views.widgets.choices import CheckBox
from app.views.widgets.icon_view import IconView
from app.views.widgets.labels import ElidedLabel, PlainLabel
from app.views.widgets.search_field import SearchField

_SHOWN = 8


class Forget(Section):
    """A search over names; each hit can be erased. Nothing here can be undone, and it says so."""

    entities = ("account", "person")

    def __init__(self, desk: SettingsDesk) -> None:
        super().__init__(desk, _("Forget"), _("Erases a customer or a person for good, as privacy may ask for."))
        about = _(
            "Everything written about them goes: touchpoints, promises, contracts, people known only there, the history"
            " of changes, the search index. It cannot be undone, and no import brings it back. To put an account away"
            " instead, set its phase to churned."
        )
        card = self.add_card(_("What is to be erased"), about=about)
        self.field = SearchField(_("Name of an account or a person"), _("Clear"))
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(WAIT_MS // 2)
        self._timer.timeout.connect(self.refresh)
        self.field.textChanged.connect(lambda _text: self._timer.start())
        self.field.returnPressed.connect(self.refresh)
        card.body.addWidget(self.field)
        self._rows = QVBoxLayout()
        self._rows.setSpacing(2)
        card.body.addLayout(self._rows)
        self.done = PlainLabel("", "body", wrap=True)
        self.done.hide()
        self.column.addWidget(self.done)
        self.dialog: Confirm | None = None

    def refresh(self) -> None:
        """Show who has these words in their name."""
        while self._rows.count():
            item = self._rows.takeAt(0)
            widget = item.widget() if item is not None else None
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        words = self.field.text()
        found = self.workspace.read(candidates, words, limit=_SHOWN)
        if words.strip() and not found:
            self._rows.addWidget(PlainLabel(_("Nobody is called so."), "body", tone="text2"))
        for one in found:
            self._rows.addWidget(_Line(one, self.ask))

    def ask(self, one: Candidate) -> None:
        """Say what would go, and have the name typed."""
        try:
            found = self.workspace.read(parting, one.kind, one.id)
        except BansoError as error:
            self.refuse(error)
            return
        copies = copies_of(self.workspace.book)  # type: ignore[arg-type]
        title = _("Erase {name} for good?", name=found.name)
        dialog = self.dialog = Confirm(
            self.window_, title, _lines(found, copies), _("Erase for good"), typed=found.name, busy=_("Erasing…")
        )
        drop = CheckBox(_("Delete the copies too, after a new back-up"))
        if copies:
            dialog.body.addWidget(drop)

        def agreed() -> None:
            dialog.set_busy(True)
            gone = copies if copies and drop.isChecked() else []
            self.workspace.run(
                erase, self.workspace.book, one, gone,
                owner=dialog, done=lambda done: self._erased(dialog, done), failed=dialog.tell,
            )  # fmt: skip

        dialog.agreed.connect(agreed)
        dialog.open()

    def _erased(self, dialog: Confirm, done: Forgot) -> None:
        dialog.accept()
        self.field.clear()
        # Not `announce`: undo must not reach for it.
        self.workspace.changed.emit(done.changes)
        lines = [ngettext("{n} row is erased for good.", "{n} rows are erased for good.", done.rows)]
        if done.dropped:
            lines.append(ngettext("{n} older copy is deleted.", "{n} older copies are deleted.", done.dropped))
        if done.copies:
            names = _(", ").join(path.name for path in done.copies)
            lines.append(_("These copies still hold them: {names}", names=names))
        if not done.wiped:
            lines.append(_("Another program is using the book: close it and check the book once, so that the file"
                           " shrinks too."))  # fmt: skip
        self.done.setText("\n".join(lines))
        self.done.show()


class _Line(QWidget):
    def __init__(self, one: Candidate, ask: Callable[[Candidate], object]) -> None:
        super().__init__()
        kind = _("Account") if one.kind == "account" else _("Person")
        self.setAccessibleName(f"{kind} {one.name} {one.beside}")
        button = Button(_("Erase…"))
        button.setAccessibleName(_("Erase {name}", name=one.name))
        button.clicked.connect(lambda: ask(one))
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 2, 0, 2)
        line.setSpacing(10)
        line.addWidget(IconView("building-2" if one.kind == "account" else "user", 16))
        line.addWidget(ElidedLabel(one.name, "bodyStrong"))
        line.addWidget(ElidedLabel(one.beside, "label", tone="text2"), 1)
        line.addWidget(button)


def _lines(found: Parting, copies: list[Path]) -> list[str]:
    parts = [keyed("forget.count", name, n=count) for name, count in found.counts.items()]
    if found.readings:
        parts.append(keyed("forget.count", "reading", n=found.readings))
    lines = [_("This goes with it: {parts}.", parts=_(", ").join(parts))] if parts else []
    if found.kind == "person":
        lines.append(
            ngettext("In {n} note of their accounts the name is blacked out (■■).",
                     "In {n} notes of their accounts the name is blacked out (■■).", found.redacted)
        )  # fmt: skip
        lines.append(_("A family name that stands alone is not found; search for it afterwards."))
    if found.elsewhere:
        lines.append(
            ngettext("{n} note elsewhere names it and stays as it is.",
                     "{n} notes elsewhere name it and stay as they are.", found.elsewhere)
        )  # fmt: skip
    if copies:
        lines.append(
            ngettext("{n} copy of the book (back-ups, books set aside) still holds it.",
                     "{n} copies of the book (back-ups, books set aside) still hold it.", len(copies))
        )  # fmt: skip
    return [*lines, _("This cannot be undone.")]


def erase(_report: object, _cancelled: Callable[[], bool], book: Book, one: Candidate, drop: list[Path]) -> Forgot:
    """Erase it for good; once begun it is not stopped."""
    return forget(book, one.kind, one.id, drop=drop)
