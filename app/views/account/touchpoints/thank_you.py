"""The mail after a call: what goes into it on the left, how it reads on the right; it is written as a draft."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QFileDialog, QHBoxLayout, QPlainTextEdit, QScrollArea, QVBoxLayout, QWidget

from app.errors import BansoError
from app.language import _, current, ngettext, number, short_day
from app.operations.meetings.after_call import (
    SUFFIX,
    AfterCall,
    Minutes,
    Proposal,
    Task,
    after_call,
    mail_text,
    minutes_of,
    subject,
    take_proposals,
    write_thank_you,
)
from app.views import theme as themes
from app.views.account.acts import Acts
from app.views.dialogs.error import show_error
from app.views.dialogs.sheet import as_sheet
from app.views.folders import default_folder
from app.views.page import Host
from app.views.widgets.buttons import Button
from app.views.widgets.choices import CheckBox
from app.views.widgets.labels import ElidedLabel, PlainLabel
from app.views.widgets.segmented import SegmentedControl
from app.views.workspace import Workspace
from app.vocabulary import Side

_LONGEST = 60


class ThankYouDialog(QDialog):
    """What the customer gets to read stands on the right, whole; the note of the call stays where it is."""

    def __init__(self, workspace: Workspace, host: Host, after: AfterCall, parent: QWidget) -> None:
        super().__init__(parent)
        self._workspace, self._host, self._after = workspace, host, after
        self._acts = Acts(self, workspace, host)
        self.setObjectName("thank-you")
        title = _("Thank-you mail")
        self.setWindowTitle(title)
        self.setAccessibleName(title)
        as_sheet(self, parent)
        self.resize(themes.current().px(980), themes.current().px(620))
        self.lang = SegmentedControl([("ja", "日本語"), ("en", "English")], _("Language"), current())
        self.decisions = QPlainTextEdit("\n".join(after.decided))
        self.decisions.setAccessibleName(_("What was decided, one a line"))
        self.decisions.setPlaceholderText(_("One decision a line"))
        self.decisions.setTabChangesFocus(True)
        self.decisions.setFixedHeight(themes.current().line("body") * 4 + 18)
        self.tasks = {one.id: _ticked(_task_words(one)) for one in after.tasks}
        self.proposals = {one.objective_id: _ticked(_proposal_words(one), on=False) for one in after.proposals}
        self.subject = ElidedLabel("", "bodyStrong")
        self.preview = QPlainTextEdit()
        self.preview.setReadOnly(True)
        self.preview.setAccessibleName(_("The mail as it will read"))
        self.preview.setTabChangesFocus(True)
        self.note_button = Button(_("Note the numbers in the plan"), icon="check")
        self.write_button = Button(_("Write the draft"), kind="primary", icon="send")
        self.close_button = Button(_("Close"), kind="quiet")
        self._lay_out(title)
        self.lang.chosen.connect(lambda _key: self._show())
        self.decisions.textChanged.connect(self._show)
        for box in self.tasks.values():
            box.toggled.connect(lambda _on: self._show())
        for box in self.proposals.values():
            box.toggled.connect(lambda _on: self._tell())
        self.note_button.clicked.connect(self._note)
        self.write_button.clicked.connect(self._ask)
        self.close_button.clicked.connect(self.reject)
        self.finished.connect(self.deleteLater)
        self._show()
        self._tell()

    def _lay_out(self, title: str) -> None:
        left = QVBoxLayout()
        left.setSpacing(8)
        left.addWidget(self.lang, 0, Qt.AlignmentFlag.AlignLeft)
        left.addWidget(PlainLabel(_("What was decided, one a line"), "caption", tone="text2"))
        left.addWidget(self.decisions)
        if self.tasks:
            left.addWidget(PlainLabel(_("Promises in the mail"), "caption", tone="text2"))
            for box in self.tasks.values():
                left.addWidget(box)
        if self.proposals:
            left.addWidget(PlainLabel(_("Numbers in the note, for the plan"), "caption", tone="text2"))
            for box in self.proposals.values():
                left.addWidget(box)
            left.addWidget(self.note_button, 0, Qt.AlignmentFlag.AlignLeft)
        left.addWidget(PlainLabel(_("The note of the call (stays with us)"), "caption", tone="text2"))
        note = PlainLabel(self._after.note, "label", tone="text2", wrap=True)
        left.addWidget(note)
        left.addStretch(1)
        inside = QWidget()
        inside.setLayout(left)
        left.setContentsMargins(2, 2, 12, 2)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setWidget(inside)
        inside.setAutoFillBackground(False)
        scroll.viewport().setAutoFillBackground(False)
        right = QVBoxLayout()
        right.setSpacing(6)
        right.addWidget(self.subject)
        right.addWidget(self.preview, 1)
        sides = QHBoxLayout()
        sides.setSpacing(16)
        sides.addWidget(scroll, 5)
        sides.addLayout(right, 6)
        foot = QHBoxLayout()
        foot.setSpacing(12)
        foot.addWidget(PlainLabel(_("Nothing is sent: your mail program opens the draft."), "label", tone="text2"), 1)
        foot.addWidget(self.close_button)
        foot.addWidget(self.write_button)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(24, 20, 24, 16)
        whole.setSpacing(12)
        whole.addWidget(PlainLabel(title, "dialogTitle"))
        whole.addWidget(ElidedLabel(f"{self._after.account} · {short_day(self._after.on)}", tone="text2"))
        whole.addLayout(sides, 1)
        whole.addLayout(foot)

    def minutes(self) -> Minutes:
        """Return what the mail says now."""
        left_out = {task for task, box in self.tasks.items() if not box.isChecked()}
        return minutes_of(self._after, decisions=self.decisions.toPlainText().splitlines(), left_out=left_out)

    def _show(self) -> None:
        minutes, lang = self.minutes(), self.lang.key()
        self.subject.setText(subject(minutes, lang))
        self.preview.setPlainText(mail_text(minutes, lang))

    def _tell(self) -> None:
        self.note_button.setEnabled(any(box.isChecked() and box.isEnabled() for box in self.proposals.values()))

    def _note(self) -> None:
        chosen = [each for each, box in self.proposals.items() if box.isChecked() and box.isEnabled()]
        words = ngettext("{n} number is noted in the plan", "{n} numbers are noted in the plan", len(chosen))
        if self._acts.do(words, take_proposals, self._after, chosen):
            for each in chosen:
                self.proposals[each].setEnabled(False)
            self._tell()

    def _ask(self) -> None:
        dialog = QFileDialog(self, _("Thank-you mail"), str(default_folder() / _file_name(self._after)))
        dialog.setObjectName("save-mail")
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setNameFilter(_("Mail (*.eml)"))
        dialog.setDefaultSuffix(SUFFIX.removeprefix("."))
        dialog.fileSelected.connect(lambda name: self.write(Path(name)))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def write(self, to: Path) -> None:
        """Write the draft, off the UI thread."""
        host, window = self._host, self.parentWidget() or self

        def refuse(error: BansoError) -> None:
            show_error(window, error)

        self._workspace.run(
            _job, self.minutes(), to, self.lang.key(), owner=self._workspace, failed=refuse,
            done=lambda path: host.toast(_("{name} is written", name=path.name)),
        )  # fmt: skip
        self.accept()


def ask_thank_you(owner: QWidget, workspace: Workspace, host: Host, touchpoint_id: str) -> ThankYouDialog | None:
    """Open the dialog for a touchpoint; None where it is gone."""
    try:
        after = workspace.read(after_call, touchpoint_id, today=workspace.clock.today())
    except BansoError as error:
        show_error(owner.window(), error)
        return None
    dialog = ThankYouDialog(workspace, host, after, owner.window())
    dialog.open()
    dialog.decisions.setFocus(Qt.FocusReason.OtherFocusReason)
    return dialog


def _job(_report: object, cancelled: Callable[[], bool], minutes: Minutes, to: Path, lang: str) -> Path:
    return write_thank_you(minutes, to, lang=lang, cancelled=cancelled)


def _ticked(words: str, *, on: bool = True) -> CheckBox:
    box = CheckBox(words if len(words) <= _LONGEST else words[: _LONGEST - 1] + "…")
    box.setAccessibleName(words)
    box.setToolTip(words)
    box.setChecked(on)
    return box


def _task_words(one: Task) -> str:
    side = _("Customer: {text}", text=one.text) if one.side is Side.CUSTOMER else _("We: {text}", text=one.text)
    return f"{side} · {short_day(one.due)}" if one.due is not None else side


def _proposal_words(one: Proposal) -> str:
    value = number(one.value, max(0, -int(one.value.as_tuple().exponent)))
    said = f"{value} {one.unit}".strip()
    return _("{objective}: {value} (“{note}”)", objective=one.objective, value=said, note=one.said)


def _file_name(after: AfterCall) -> str:
    bare = re.sub(r'[\\/:*?"<>|\x00-\x1f]+', " ", after.account).strip(" .")[:60]
    return f"{bare} {after.on.isoformat()}{SUFFIX}"
