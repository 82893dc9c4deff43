"""Writing titles in their place: a new row below another one, or the title of a row anew."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QRectF, Qt

from app.language import _
from app.operations.plans.rows import TreeRow
from app.views import theme as themes
from app.views.plans.title_field import TitleField
from app.views.plans.tree_model import Draft
from app.views.plans.tree_shape import LEAD, title_box

if TYPE_CHECKING:
    from app.views.plans.tree_view import TreeView


class TreeWriting(QObject):
    """Puts a field over a row of `view` and tells it what was written."""

    def __init__(self, view: TreeView) -> None:
        super().__init__(view)
        self._view = view
        self._renamed = ""
        self.field = TitleField(view.viewport())
        self.field.hide()
        self.field.entered.connect(self._entered)
        self.field.left.connect(self._give_up)

    def writes(self, row_id: str) -> bool:
        """Tell whether the title of a row is being written."""
        return bool(self._renamed) and row_id == self._renamed

    def add_below(self) -> None:
        """Make room for a new row below the one with the focus and begin to write."""
        view = self._view
        row = view.current()
        if row is None:
            self.add_objective()
            return
        if row.kind == "objective":
            view.rows.fold(row.id, folded=False)
        self._begin(Draft(row.id, max(row.depth, 1)), _("What is the next step?"))

    def add_objective(self) -> None:
        """Make room for an objective at the end and begin to write."""
        self._begin(Draft(None, 0), _("What is to be reached?"))

    def _begin(self, draft: Draft, hint: str) -> None:
        view = self._view
        view.rows.draft(draft)
        view.stand(view.rows.draft_place())
        view.scrollTo(view.currentIndex())
        self.place()
        self.field.begin("", hint)

    def rename(self) -> None:
        """Write the title of the row with the focus anew."""
        view = self._view
        row = view.current()
        if row is not None:
            self._renamed = row.id
            self.place()
            self.field.begin(row.title, "")

    def place(self) -> None:
        """Keep the field over its row."""
        view = self._view
        at = view.rows.place_of(self._renamed) if self._renamed else view.rows.draft_place()
        if at < 0:
            return
        row = view.rows.row_at(at)
        entry = view.rows.entry(at)
        depth = entry.depth if isinstance(entry, TreeRow | Draft) else 0
        rect = view.visualRect(view.rows.index(at, 0))
        box = title_box(QRectF(rect), depth, themes.current())
        high = min(themes.current().size.control, rect.height() - 4)
        top = rect.top() + (rect.height() - high) // 2
        if row is not None and row.metric:
            top = rect.top() + 3
        # Beside a new row stands nothing yet.
        wide = box.width() if row is not None else rect.right() - LEAD - box.left()
        self.field.setGeometry(round(box.left()) - 8, top, round(wide) + 8, high)

    def _entered(self, text: str, step: int) -> None:
        view = self._view
        draft, renamed = view.rows.entry(view.rows.draft_place()), self._renamed
        self._put_away()
        said = " ".join(text.split())
        if renamed:
            row = view.rows.row_at(view.rows.place_of(renamed))
            if row is not None and said and said != row.title:
                view.named.emit(row, said)
        elif isinstance(draft, Draft):
            after = view.rows.row_at(view.rows.place_of(draft.after)) if draft.after is not None else None
            if said:
                view.added.emit(after, said, step)
            elif after is not None:
                view.go_to(after.id)

    def _give_up(self) -> None:
        view = self._view
        draft = view.rows.entry(view.rows.draft_place())
        self._put_away()
        if isinstance(draft, Draft) and draft.after is not None:
            view.go_to(draft.after)

    def _put_away(self) -> None:
        view = self._view
        had = self.field.hasFocus()
        self._renamed = ""
        view.rows.draft(None)
        self.field.hide()
        if had:
            view.setFocus(Qt.FocusReason.OtherFocusReason)
        view.viewport().update()
