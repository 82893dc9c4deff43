"""What stands ready before somebody sits down: a calendar that leaves its meetings in a folder."""

from __future__ import annotations

from pathlib import Path

from app.operations.meetings.folder import choose_calendar_folder
from app.operations.profile import open_book
from tests.imports.calendars import calendar, event
from tests.journeys.conftest import MONDAY


def calendar_of_the_week(profile: Path, folder: Path, title: str, *guests: str) -> None:
    """Let the window of a profile watch a folder in which the calendar has left one meeting of Monday afternoon."""
    folder.mkdir()
    calendar(folder / "week.ics", event("week-1", ":20261116T060000Z", title=title, guests=guests))
    with open_book(profile, today=MONDAY) as book:
        book.write(choose_calendar_folder, folder)
