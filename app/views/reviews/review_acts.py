"""What can be done with a review as a whole: its meeting, its period, its data, what came of it, removing it."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Any

from app.language import _, current, error_words
from app.operations.reviews.rows import DecisionRow
from app.operations.reviews.rows import ReviewPage as Shown
from app.views.commands import Command
from app.views.reviews.acts import Acts
from app.views.reviews.export_dialog import PDF

if TYPE_CHECKING:
    from app.views.page import Host
    from app.views.reviews.outcome_card import Line
    from app.views.reviews.page import ReviewPage
    from app.views.workspace import Workspace

REHEARSE_KEYS = "F5"


class ReviewActs:
    """Acts on the review of a page."""

    def __init__(self, page: ReviewPage, workspace: Workspace, host: Host, acts: Acts) -> None:
        self._page, self._workspace, self._host, self._acts = page, workspace, host, acts

    @property
    def _shown(self) -> Shown | None:
        return self._page.shown.page if self._page.shown is not None else None

    def _now(self) -> dict[str, Any]:
        clock = self._workspace.clock
        return {"now": clock.now(), "today": clock.today()}

    def amend(self, values: dict[str, Any]) -> None:
        """Change what the review is about; another period takes the data anew."""
        from app.operations.reviews.making import amend_review

        self._acts.later(amend_review, self._page.review_id, **self._now(), **values)

    def ask_meeting(self) -> None:
        """Ask when the meeting is and who takes part."""
        from app.operations.reviews.around import people_to_ask
        from app.operations.reviews.making import amend_review
        from app.views.reviews.sheets import MeetingSheet

        shown = self._shown
        if shown is None:
            return
        today = self._page.today()
        known = self._workspace.read(people_to_ask, shown.row.account_id, today=today)
        write = partial(self._workspace.write, amend_review, shown.row.id, **self._now())
        self._acts.open(
            MeetingSheet(
                self._page.window(), shown.row, known, today, lambda values: write(**values) if values else None
            )
        )

    def choose_period(self, key: str) -> None:
        """Take another period; "custom" asks which."""
        shown, preview = self._shown, self._page.shown
        if shown is None or preview is None:
            return
        found = next((one for one in preview.periods if one.key == key), None)
        if found is not None:
            self.amend({"period": found.text})
        else:
            self.ask_period(shown)

    def ask_period(self, shown: Shown) -> None:
        """Ask for any period."""
        from app.operations.reviews.periods import period_read
        from app.views.reviews.sheets import PeriodSheet

        read = partial(self._workspace.read, period_read, shown.row.account_id, lang=current())
        sheet = PeriodSheet(
            self._page.window(),
            shown.row.period_text,
            lambda text: read(text),
            lambda text: self.amend({"period": text}),
        )
        sheet.rejected.connect(self._page.ask_anew)
        self._acts.open(sheet)

    def ask_differences(self) -> None:
        """Look what the data say now, and show it beside what they said when they were taken."""
        shown = self._shown
        if shown is None:
            return
        self._page.flush()
        running = self._workspace.run(
            _differences, self._workspace.book, shown.row.id, self._now(), owner=self._page,
            done=self._show_differences, failed=lambda error: self._host.toast(error_words(error)[1]),
        )  # fmt: skip
        self._host.follow(running, _("Taking the data"))

    def _show_differences(self, found: Any) -> None:
        from app.views.reviews.differences_sheet import DifferencesSheet

        if self._shown is not None:
            self._acts.open(DifferencesSheet(self._page.window(), found, self.refresh))

    def refresh(self) -> None:
        """Take the data again; what was written stays."""
        from app.operations.reviews.making import refresh_review

        self._acts.later(
            refresh_review, self._page.review_id, said=_("The data are as of now; what you wrote stays"), **self._now()
        )

    def ask_held(self) -> None:
        """Ask on which day it was held."""
        from app.operations.reviews.outcome import hold_review
        from app.views.reviews.sheets import HeldSheet

        shown = self._shown
        if shown is None:
            return
        today = self._page.today()
        write = lambda on: self._workspace.write(hold_review, shown.row.id, on=on, today=today)  # noqa: E731
        self._acts.open(HeldSheet(self._page.window(), shown.row, today, write))

    def reopen(self) -> None:
        """Take back that it was held."""
        from app.operations.reviews.outcome import reopen_review

        if self._acts.write(reopen_review, self._page.review_id) is not None:
            self._acts.say(_("The QBR is to come again"))

    def ask_decision(self, row: DecisionRow | None = None) -> None:
        """Ask what was decided."""
        from app.operations.reviews.outcome import add_decision, amend_decision
        from app.views.reviews.sheets import DecisionSheet

        shown = self._shown
        if shown is None:
            return

        def write(values: dict[str, Any]) -> None:
            if row is not None:
                self._workspace.write(amend_decision, row.id, **values)
            else:
                text = values.pop("text")
                self._workspace.write(add_decision, shown.row.id, text, today=self._page.today(), **values)

        self._acts.open(DecisionSheet(self._page.window(), _names(shown), write, row))

    def ask_action(self) -> None:
        """Ask what is to be done."""
        from app.operations.reviews.around import open_milestones
        from app.operations.reviews.outcome import add_action
        from app.views.reviews.sheets import ActionSheet

        shown = self._shown
        if shown is None:
            return

        def write(values: dict[str, Any]) -> None:
            text = values.pop("text")
            self._workspace.write(add_action, shown.row.id, text, today=self._page.today(), **values)

        milestones = self._workspace.read(open_milestones, shown.row.account_id)
        self._acts.open(ActionSheet(self._page.window(), _names(shown), milestones, self._page.today(), write))

    def open_outcome(self, line: Line) -> None:
        """Open a decision, or the list of promises where an action item stands."""
        if isinstance(line.row, DecisionRow):
            self.ask_decision(line.row)
        elif self._shown is not None:
            self._page.tab_wanted.emit(self._shown.row.account_id, "promises")

    def remove_outcome(self, line: Line) -> None:
        """Remove a decision; an action item is removed where it stands."""
        from app.operations.reviews.outcome import remove_decision

        if not line.is_decision:
            self._host.toast(_("An action item is removed among the promises of the account."))
        elif self._acts.write(remove_decision, line.id) is not None:
            self._acts.say(_("“{title}” is removed", title=line.row.text))

    def make_another(self, account_id: str | None = None) -> None:
        """Ask for a new review; once it is made it is opened."""
        from app.views.reviews.new_sheet import NewReviewSheet

        sheet = NewReviewSheet(self._page.window(), self._workspace, account_id)
        sheet.made.connect(lambda review_id: self._page.wants.emit("review", review_id))
        self._acts.open(sheet)

    def next_one(self) -> None:
        """Go to the review that follows, or make it."""
        shown = self._shown
        if shown is None:
            return
        if shown.next_id is not None:
            self._page.wants.emit("review", shown.next_id)
        else:
            self.make_another(shown.row.account_id)

    def remove(self) -> None:
        """Remove the review and go to the list."""
        from app.operations.reviews.making import remove_review

        shown = self._shown
        if shown is not None and self._acts.write(remove_review, shown.row.id) is not None:
            self._acts.say(_("The QBR of {account} is removed", account=shown.row.account))
            self._page.wants.emit("reviews", None)

    def commands(self, held: bool) -> tuple[Command, ...]:
        """Return what can be done with the review; `held` where its meeting took place."""
        page, whole = self._page, self
        return (
            Command("new", _("New QBR"), "Ctrl+N", "plus", lambda: whole.make_another()),
            Command("review-export", _("Write the deck…"), "Ctrl+E", "presentation", lambda: page.export()),
            Command("review-pdf", _("Write the PDF…"), "", "file-text", lambda: page.export(PDF)),
            Command("review-rehearse", _("Rehearse"), REHEARSE_KEYS, "monitor", page.rehearse),
            Command("review-refresh", _("Refresh and compare"), "", "history",
                    whole.ask_differences),
            Command("review-meeting", _("Day and people of the meeting…"), "", "calendar", whole.ask_meeting),
            Command("review-held", _("The QBR is to come again") if held else _("It was held…"), "", "check",
                    whole.reopen if held else whole.ask_held),
            Command("review-decision", _("Add a decision…"), "", "flag", lambda: whole.ask_decision()),
            Command("review-action", _("Add an action item…"), "", "handshake", whole.ask_action),
            Command("review-next", _("Prepare the next QBR"), "", "arrow-right", whole.next_one),
            Command("review-remove", _("Remove the QBR"), "", "trash-2", whole.remove),
        )  # fmt: skip


def _names(shown: Shown) -> list[str]:
    return [one.name for one in shown.row.attendees]


def _differences(
    _report: object, _cancelled: Callable[[], bool], book: Any, review_id: str, now: dict[str, Any]
) -> Any:
    from app.operations.reviews.comparing import differences

    return book.read(differences, review_id, **now)
