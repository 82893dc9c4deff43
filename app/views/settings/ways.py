"""The card of what opens the book: each way with what can be done about it."""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.errors import BansoError
from app.language import _, day
from app.operations.protection import Protected, WayIn, new_code, protected
from app.views.aside import aside
from app.views.notice import Notice
from app.views.settings import secret_dialogs as dialogs
from app.views.settings.confirm import Confirm
from app.views.settings.rows import Row
from app.views.settings.section import Section
from app.views.widgets.buttons import Button
from app.views.widgets.card import Card, rule


class WaysCard(Card):
    """What protects the book of `section`. Sealing a key takes half a second, so it is done aside."""

    def __init__(self, section: Section) -> None:
        super().__init__(_("What opens the book"))
        self._section = section
        self._rows = QVBoxLayout()
        self._rows.setSpacing(8)
        self.notice = Notice()
        self.body.addWidget(self.notice)
        self.body.addLayout(self._rows)
        self.buttons: dict[str, Button] = {}

    def refresh(self) -> None:
        """Show the ways there are."""
        while self._rows.count():
            item = self._rows.takeAt(0)
            widget = item.widget() if item is not None else None
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        self.buttons = {}
        found = protected(self._section.workspace.book)  # type: ignore[arg-type]
        rows = self._plain() if found.protection == "none" else self._sealed(found)
        for at, row in enumerate(rows):
            if at:
                self._rows.addWidget(rule())
            self._rows.addWidget(row)

    def _plain(self) -> list[QWidget]:
        about = _("Whoever has the file, a copy or this disk can read every customer and every note.")
        row = Row(_("This book is not encrypted"), about=about)
        return [row]

    def _sealed(self, found: Protected) -> list[QWidget]:
        ways = {way.kind: way for way in found.ways}
        rows: list[QWidget] = []
        keyring = ways.get("keyring")
        if keyring is not None:
            about = _("{backend}. It opens by itself while you are logged in here.", backend=found.backend)
            rows.append(self._row("keyring", _("This computer's keyring"), about, keyring))
        else:
            use = self._button("use-keyring", _("Use the keyring"), self._use_keyring)
            about = _("Not used. With it the book opens by itself while you are logged in here.")
            rows.append(Row(_("This computer's keyring"), use, about=about))
        phrase = ways.get("passphrase")
        words = _("Change…") if phrase is not None else _("Add…")
        button = self._button("passphrase", words, lambda: self._ask_passphrase(phrase is not None))
        button.setAccessibleName(_("Change the passphrase") if phrase is not None else _("Add a passphrase"))
        if phrase is not None:
            rows.append(self._row("passphrase", _("Passphrase"), "", phrase, button))
        else:
            rows.append(Row(_("Passphrase"), button, about=_("None. One opens the book on another computer too.")))
        code = ways.get("recovery")
        make = self._button("code", _("New code…"), self._new_code)
        if code is not None:
            about = _("The way in when everything else is lost. It was shown once; a new one can be made.")
            rows.append(self._row("recovery", _("Recovery code"), about, code, make))
        else:
            rows.append(Row(_("Recovery code"), make, about=_("None.")))
        return rows

    def _row(self, kind: str, name: str, about: str, way: WayIn, *buttons: Button) -> Row:
        made = _("Since {day}.", day=day(way.made_on)) if way.made_on is not None else ""
        drop = Button(kind="quiet", icon="trash-2", name=_("Take away: {way}", way=name))
        drop.clicked.connect(lambda: self._ask_removal(way, name))
        drop.setEnabled(not way.last)
        if way.last:
            drop.setToolTip(_("Too little would be left that opens the book."))
        self.buttons[f"drop-{kind}"] = drop
        return Row(name, *buttons, drop, about="\n".join(part for part in (about, made) if part))

    def _button(self, key: str, words: str, act: object) -> Button:
        button = self.buttons[key] = Button(words)
        button.clicked.connect(lambda: act())  # type: ignore[operator]
        return button

    # What can be done

    def _ask_passphrase(self, change: bool) -> None:
        dialog = dialogs.PassphraseDialog(self._section.window_, change=change)
        dialog.given.connect(
            lambda phrase: self._do(dialogs.keep_passphrase, dialog, _("The passphrase is set"), phrase)
        )
        dialog.open()

    def _new_code(self) -> None:
        new = new_code()
        dialog = dialogs.CodeDialog(self._section.window_, new)
        said = _("The new recovery code counts from now on")
        dialog.kept.connect(lambda: self._do(dialogs.keep_code, dialog, said, new))
        dialog.open()

    def _use_keyring(self) -> None:
        self.notice.hide()
        book, said = self._section.workspace.book, _("The keyring opens the book from now on")
        aside(dialogs.into_keyring, book, owner=self, done=lambda _none: self._done(said), failed=self._refused)

    def _ask_removal(self, way: WayIn, name: str) -> None:
        lines = [_("It opens the book no more. Back-ups made until now still open by it. The other ways stay.")]
        title = _("Take this way in away? {way}", way=name)
        dialog = Confirm(self._section.window_, title, lines, _("Take away"), busy=_("Taking it away…"))

        def agreed() -> None:
            dialog.set_busy(True)
            self._do(dialogs.take_away, dialog, _("Taken away: {way}", way=name), way.kind)

        dialog.agreed.connect(agreed)
        dialog.open()

    def _do(self, job: object, dialog: Confirm | dialogs.CodeDialog, said: str, given: object) -> None:
        def done(_none: object) -> None:
            dialog.accept()
            self._done(said)

        book = self._section.workspace.book
        aside(job, book, given, owner=dialog, done=done, failed=dialog.tell)  # type: ignore[arg-type]

    def _done(self, said: str) -> None:
        self.refresh()
        self._section.window_.toast(said)

    def _refused(self, error: BansoError) -> None:
        self.notice.tell(error)
