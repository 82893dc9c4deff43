"""Writes the review deck off the UI thread, and says afterwards what to look at before presenting."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from app.errors import BansoError
from app.language import _, current, ngettext
from app.views.dialogs.error import show_error
from app.views.dialogs.sheet import as_sheet
from app.views.page import Host
from app.views.widgets.buttons import Button
from app.views.widgets.icon_view import IconView
from app.views.widgets.labels import PlainLabel
from app.views.workspace import Book, Running, Workspace

if TYPE_CHECKING:
    # A page of an account is shown without what makes a deck: that is read in once one is asked for.
    from app.operations.reviews.periods import PeriodChoice
    from app.operations.reviews.rows import Written
    from app.views.account.deck_dialog import DeckDialog, DeckWish


def ask(owner: QWidget, workspace: Workspace, host: Host, account_id: str, account: str) -> DeckDialog:
    """Open the dialog for a deck of an account; the deck is written once it is answered."""
    from app.operations.review_periods import period_choices
    from app.operations.reviews.periods import period_read
    from app.views.account.deck_dialog import DeckDialog

    lang, today = current(), workspace.clock.today()

    def read(text: str) -> PeriodChoice:
        chosen: PeriodChoice = workspace.read(period_read, account_id, text, lang=lang)
        return chosen

    choices = workspace.read(period_choices, account_id, today=today, lang=lang)
    dialog = DeckDialog(account, choices, read, owner.window())
    dialog.wished.connect(lambda wish: write(owner, workspace, host, account_id, account, wish))
    dialog.finished.connect(dialog.deleteLater)
    dialog.open()
    return dialog


def write(owner: QWidget, workspace: Workspace, host: Host, account_id: str, account: str, wish: DeckWish) -> Running:
    """Write a deck on a worker thread, with a card to follow and stop it."""
    running = workspace.run(
        _job,
        workspace.book,
        account_id,
        wish,
        owner=owner,
        done=lambda deck: _written(owner, host, deck, wish.to),
        failed=lambda error: _refused(owner, error),
    )
    host.follow(running, _("Review deck: {account}", account=account))
    return running


def _job(
    report: Callable[[int, int], None], cancelled: Callable[[], bool], book: Book, account_id: str, wish: DeckWish
) -> Written:
    from app.operations.reviews import exporting

    return exporting.write_review_deck(
        _whole(book),
        account_id,
        period=wish.period,
        to=wish.to,
        with_notes=wish.with_notes,
        lang=wish.lang,
        progress=lambda n, total: report(n, total),
        cancelled=cancelled,
    )


def _refused(owner: QWidget, error: BansoError) -> None:
    show_error(owner.window(), error)


def _whole(book: Book) -> Any:
    # The workspace knows of a book only what screens need; the operation needs its clock too.
    return book


def _written(owner: QWidget, host: Host, deck: Written, to: Path) -> None:
    said = ngettext("{name}: {n} slide written", "{name}: {n} slides written", deck.slides, name=to.name)
    host.toast(said)
    if deck.warnings:
        show_warnings(owner.window(), deck.warnings, to)


def show_warnings(parent: QWidget, warnings: Sequence[str], to: Path) -> QDialog:
    """Open a calm list of what to look at before presenting, with a way to the folder of the deck."""
    dialog = QDialog(parent)
    dialog.setObjectName("deck-warnings")
    as_sheet(dialog, parent)
    title = _("Look at these before you present")
    dialog.setWindowTitle(title)
    dialog.setAccessibleName(title)
    dialog.setAccessibleDescription("\n".join(warnings))
    whole = QVBoxLayout(dialog)
    whole.setContentsMargins(24, 20, 24, 16)
    whole.setSpacing(12)
    heading = PlainLabel(title, "subtitle")
    whole.addWidget(heading)
    whole.addWidget(PlainLabel(_("The deck is written: {name}", name=to.name), "body", tone="text2", wrap=True))
    for warning in warnings:
        line = QHBoxLayout()
        line.setSpacing(10)
        line.addWidget(IconView("info", 16, "text2"))
        words = PlainLabel(warning, "body", wrap=True)
        words.setMinimumWidth(380)
        line.addWidget(words, 1)
        whole.addLayout(line)
    buttons = QHBoxLayout()
    folder = Button(_("Show in folder"), icon="folder-open")
    folder.clicked.connect(lambda: QDesktopServices.openUrl(QUrl.fromLocalFile(str(to.parent))))
    close = Button(_("Close"), kind="primary")
    close.setDefault(True)
    close.clicked.connect(dialog.accept)
    buttons.addWidget(folder)
    buttons.addStretch(1)
    buttons.addWidget(close)
    whole.addSpacing(4)
    whole.addLayout(buttons)
    dialog.finished.connect(dialog.deleteLater)
    dialog.open()
    return dialog
