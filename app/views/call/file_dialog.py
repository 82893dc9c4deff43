"""Asks where a sheet is written to and in which language: one file, to be opened in a browser or as a PDF."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QWidget

from app.language import _, current
from app.views.dialogs.error import show_error
from app.views.dialogs.write_file import WriteFileDialog
from app.views.page import Host
from app.views.widgets.labels import PlainLabel
from app.views.widgets.segmented import SegmentedControl
from app.views.workspace import Progress, Workspace

SUFFIX = ".html"


@dataclass(frozen=True)
class FileForm:
    """What kind of file it is: how its name ends, how a file dialog calls it, and what is said of it.

    One that is not `spoken` is in the language of the window, so that nobody is asked for another; who writes a
    `counted` one takes `report(n, of)` and tells how far it is.
    """

    suffix: str
    filter: str
    words: str
    spoken: bool = True
    counted: bool = False


def browser_page() -> FileForm:
    """Return a page that any browser opens, for ourselves."""
    said = _("One file that opens in any browser without a network and prints to A4. It is for us only.")
    return FileForm(SUFFIX, _("Page for a browser (*.html)"), said)


@dataclass(frozen=True)
class FileWish:
    """What was asked for."""

    lang: str
    to: Path


class SheetFileDialog(WriteFileDialog):
    """`wished(FileWish)` once it is answered."""

    def __init__(self, title: str, stem: str, parent: QWidget | None = None, kind: FileForm | None = None) -> None:
        self._kind = kind or browser_page()
        super().__init__(parent, title, stem, self._kind.suffix, "download")
        self.setObjectName("sheet-file")
        self.lang = SegmentedControl([("ja", "日本語"), ("en", "English")], _("Language"), current())
        if self._kind.spoken:
            self.ask(_("Language"), self.lang)
        else:
            self.lang.setParent(self)
            self.lang.hide()
        self.lay_out(PlainLabel(self._kind.words, "body", tone="text2", wrap=True))
        self.setMinimumWidth(540)

    def name_filter(self) -> str:
        """Return how the file dialog calls such files."""
        return self._kind.filter

    def wish(self) -> FileWish:
        """Return what is asked for."""
        return FileWish(self.lang.key(), self.to)


def ask_for_file(
    owner: QWidget,
    workspace: Workspace,
    host: Host,
    title: str,
    stem: str,
    write: Callable[..., Path],
    subject_id: str,
    form: FileForm | None = None,
) -> SheetFileDialog:
    """Open the dialog; `write(book, subject_id, to=, lang=, cancelled=)` then runs on a worker thread with a card."""

    def begin(wish: FileWish) -> None:
        running = workspace.run(
            _job,
            write,
            workspace.book,
            subject_id,
            wish,
            form is not None and form.counted,
            owner=owner,
            done=lambda path: host.toast(_("{name} is written", name=path.name)),
            failed=lambda error: show_error(owner.window(), error),
        )
        host.follow(running, title)

    dialog = SheetFileDialog(title, stem, owner.window(), form)
    dialog.wished.connect(begin)
    dialog.finished.connect(dialog.deleteLater)
    dialog.open()
    return dialog


def _job(
    report: Progress,
    cancelled: Callable[[], bool],
    write: Callable[..., Path],
    book: Any,
    subject_id: str,
    wish: FileWish,
    counted: bool,
) -> Path:
    tells = {"report": lambda n, of: report(n, of, "")} if counted else {}
    return write(book, subject_id, to=wish.to, lang=wish.lang, cancelled=cancelled, **tells)
