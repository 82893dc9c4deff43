"""What the parts of the builder do when they are pressed or written in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt

if TYPE_CHECKING:
    from app.views.reviews.page import ReviewPage


def connect(page: ReviewPage) -> None:
    """Join the parts of a builder to what acts on its review."""
    head, acts, whole, body = page.head, page.acts, page.whole, page.body
    head.meeting_wanted.connect(whole.ask_meeting)
    head.rehearse_wanted.connect(page.rehearse)
    head.refresh_wanted.connect(whole.ask_differences)
    head.export_wanted.connect(page.export)
    head.period_chosen.connect(whole.choose_period)
    head.comparison_chosen.connect(lambda key: whole.amend({"comparison": key}))
    view = page.outline.view
    view.selected.connect(lambda _row: page.turn())
    view.moved.connect(acts.move)
    view.fill_menu = page.fill_menu
    view.keys = {
        Qt.Key.Key_Return: page.to_headline, Qt.Key.Key_E: acts.accept, Qt.Key.Key_V: acts.turn,
        Qt.Key.Key_F2: acts.rename, Qt.Key.Key_Delete: acts.remove,
    }  # fmt: skip
    page.outline.add.clicked.connect(acts.add)
    page.checks.wanted.connect(page.choose)
    body.headline.written.connect(lambda text: page.put("headline", text))
    body.headline.given_back.connect(acts.give_back)
    body.points.written.connect(lambda text: page.put("points", tuple(text.splitlines())))
    page.notes.written.connect(page.put)
    for part in (body.headline, body.points, page.notes):
        part.left.connect(page.autosave.flush)
    body.strip.chosen.connect(page.show_slide)
    body.show_again.clicked.connect(acts.turn)
    body.grounds.opened.connect(page.open_source)
    body.grounds.turned.connect(acts.leave_out)
    body.grounds.metric_chosen.connect(acts.draw)
    page.outcome.hold_wanted.connect(whole.ask_held)
    page.outcome.decision_wanted.connect(lambda: whole.ask_decision())
    page.outcome.action_wanted.connect(whole.ask_action)
    page.outcome.next_wanted.connect(whole.next_one)
    page.outcome.opened.connect(whole.open_outcome)
    page.outcome.removed.connect(whole.remove_outcome)
