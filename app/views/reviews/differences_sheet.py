"""What would read otherwise if the data were taken again now: as it is, and as it would be."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtWidgets import QWidget

from app.language import _, ngettext
from app.operations.reviews.rows import Difference
from app.views.settings.model.sheet import Sheet
from app.views.widgets.labels import PlainLabel


class DifferencesSheet(Sheet):
    """`take_again` when the data are to be taken again."""

    def __init__(self, window: QWidget, found: Sequence[Difference], take_again: Callable[[], object]) -> None:
        super().__init__(window, _("What differs since the data were taken"))
        self.setObjectName("review-differences")
        self._take_again = take_again
        self.found = tuple(found)
        if not found:
            self.body.addWidget(PlainLabel(_("Nothing differs: the book says the same today."), "body", wrap=True))
        else:
            said = ngettext("{n} line would read otherwise.", "{n} lines would read otherwise.", len(found))
            self.body.addWidget(PlainLabel(f"{said} {_('What you wrote stays.')}", "body", tone="text2", wrap=True))
        last = ""
        for one in found:
            if one.name != last:
                self.body.addWidget(PlainLabel(one.name, "bodyStrong"))
                last = one.name
            for words, tone in _lines(one):
                self.body.addWidget(PlainLabel(words, "body", tone=tone, wrap=True))
        self.go.setText(_("Take the data again"))
        self.setAccessibleDescription("\n".join(words for one in found for words, _tone in _lines(one)))

    def take(self) -> None:
        """Take them again."""
        self._take_again()


def _lines(one: Difference) -> list[tuple[str, str]]:
    if one.kind == "new":
        return [(_("New: {text}", text=one.after), "good_text")]
    if one.kind == "gone":
        return [(_("Gone: {text}", text=one.before), "risk_text")]
    return [(_("Before: {text}", text=one.before), "text2"), (_("Now: {text}", text=one.after), "text")]
