"""The place of all reviews: by the day of the meeting, with how far each is prepared and what is stale in it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QWidget

from app.language import _, ngettext
from app.operations.reviews.listing import review_rows
from app.operations.reviews.rows import ReviewRow
from app.views.list_page import Kind, ListPage
from app.views.page import Host
from app.views.reviews.columns import columns
from app.views.reviews.new_sheet import NewReviewSheet
from app.views.reviews.words import attendees
from app.views.workspace import Workspace


class ReviewsPage(ListPage[ReviewRow]):
    """All reviews; Enter opens the builder."""

    def __init__(self, workspace: Workspace, host: Host, parent: QWidget | None = None) -> None:
        sentence = _("Here stand your business reviews: filled from what the book knows, each figure with its source.")
        kind = Kind(
            place="review",
            tables=("review", "review_section", "account"),
            title=_("QBR"),
            hint=_("Filter by account or period"),
            columns=columns,
            stretched="account",
            haystack=lambda row: f"{row.account}\n{row.period_words}\n{row.period_text}\n{attendees(row)}",
            question=review_rows,
            tell=_told,
            first=("presentation", sentence, _("Prepare the first QBR")),
            no_hit=lambda text: _("No QBR holds “{text}”.", text=text),
            new_words=_("New QBR"),
            new_sheet=NewReviewSheet,
            made_words=_("The QBR is made"),
        )
        super().__init__(workspace, host, kind, parent)


def _told(rows: Sequence[ReviewRow], filtered: int) -> tuple[int, list[str]]:
    ahead = [row for row in rows if not row.is_held]
    said = [ngettext("{n} QBR", "{n} QBRs", filtered)]
    if ahead:
        said.append(ngettext("{n} to come", "{n} to come", len(ahead)))
    stale = sum(row.warnings > 0 for row in ahead)
    if stale:
        said.append(ngettext("{n} with stale figures", "{n} with stale figures", stale))
    return len(ahead), said
