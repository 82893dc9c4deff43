"""Marks what is not sent beside the fields where people, touchpoints and promises are read and written."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QLineEdit, QWidget

from app.operations.syncing.blocked import blocked_of
from app.operations.syncing.rows import Blocked
from app.views import icons
from app.views import theme as themes
from app.views.account.people.forms import PersonEditor
from app.views.account.people.person_card import PersonCard
from app.views.account.promises.editor import PromiseEditor
from app.views.account.touchpoints.editor import Editor
from app.views.account.touchpoints.reader import Reader
from app.views.row_table import plain_tip
from app.views.sync.blocked_mark import BlockedLines
from app.views.sync.blocked_words import blocked_short
from app.views.workspace import Workspace

_ICON = 14


class FieldMarks:
    """Marks fields of a form, by what sync calls them; a line gets a sign at its end, every field a tooltip."""

    def __init__(self, fields: Mapping[str, QWidget]) -> None:
        self._fields = fields
        self._marked: list[tuple[QWidget, object]] = []

    def show_rows(self, rows: Sequence[Blocked]) -> None:
        """Mark those that are not sent now, and no others."""
        for field, sign in self._marked:
            if isinstance(field, QLineEdit):
                field.removeAction(sign)  # type: ignore[arg-type]
            field.setToolTip("")
            field.setAccessibleDescription("")
        self._marked = []
        for one in rows:
            if one.field in self._fields:
                self._mark(self._fields[one.field], blocked_short(one))

    def _mark(self, field: QWidget, why: str) -> None:
        sign = None
        if isinstance(field, QLineEdit):
            tone = themes.current().meaning["watch"].text
            picture = QIcon(icons.pixmap("cloud-off", _ICON, tone, field.devicePixelRatio()))
            sign = field.addAction(picture, QLineEdit.ActionPosition.TrailingPosition)
            sign.setToolTip(plain_tip(why))
        field.setToolTip(plain_tip(why))
        field.setAccessibleDescription(why)
        self._marked.append((field, sign))


def beside_person(workspace: Workspace, card: PersonCard | PersonEditor, position_id: str) -> None:
    """Say on the card of a person, or in the form of one, what of them is not sent."""
    rows: Sequence[Blocked] = workspace.read(blocked_of, "contact", position_id)
    if not rows:
        return
    lines = BlockedLines(workspace, "contact")
    card.body.insertWidget(1, lines)
    lines.show_rows(rows)
    if isinstance(card, PersonEditor):
        of = card.fields
        FieldMarks({**of.lines, "role": of.role, "from_on": of.since, "to_on": of.until}).show_rows(rows)


def beside_touchpoints(workspace: Workspace, reader: Reader, editor: Editor) -> None:
    """Say of each touchpoint that is read or written what of it is not sent."""
    read, written = BlockedLines(workspace, "touchpoint"), BlockedLines(workspace, "touchpoint")
    reader.body.insertWidget(1, read)
    reader.turned.connect(read.ask)
    editor.body.insertWidget(1, written)
    marks = FieldMarks(
        {
            "body": editor.note,
            "kind": editor.kind,
            "on_date": editor.day,
            "tags": editor.tags,
            "minutes": editor.minutes,
            "sentiment": editor.sentiment,
            "purpose": editor.purpose,
            "two_way": editor.two_way,
        }
    )

    def turned(row_id: str) -> None:
        rows: Sequence[Blocked] = workspace.read(blocked_of, "touchpoint", row_id)
        written.show_rows(rows)
        marks.show_rows(rows)

    editor.turned.connect(turned)


def beside_promises(workspace: Workspace, editor: PromiseEditor) -> None:
    """Say of each promise what of it is not sent."""
    lines = BlockedLines(workspace, "task")
    editor.body.insertWidget(1, lines)
    marks = FieldMarks({"text": editor.text, "who": editor.who, "side": editor.side})

    def turned(row_id: str) -> None:
        rows: Sequence[Blocked] = workspace.read(blocked_of, "task", row_id)
        lines.show_rows(rows)
        marks.show_rows(rows)

    editor.turned.connect(turned)
