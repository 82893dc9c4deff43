"""The writes of calendars, mails and what follows a call, as the machine does them in any order."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

from hypothesis import strategies as st
from sqlalchemy import select

from app.imports.mail_files import read_mail
from app.models import tables
from app.operations.book import Book
from app.operations.meetings.after_call import after_call, take_proposals
from app.operations.meetings.arriving import open_files, take_arrivals
from app.operations.meetings.calendars import open_calendar, take_calendar
from app.operations.meetings.folder import choose_calendar_folder
from app.operations.meetings.mails import take_mail
from tests.builders import TODAY
from tests.imports.calendars import calendar, event
from tests.imports.mails import bounce, mail
from tests.journal.meeting_writers import one_of

Draw = st.DataObject
ADDRESSES = st.sampled_from(["h@midori.example", "x@acme.example", "new@hatsu.example", "someone@gmail.com"])


def meetings(draw: Draw, folder: Path) -> Path:
    events = []
    for uid in draw.draw(st.lists(st.sampled_from(["one", "two", "weekly"]), unique=True, min_size=1), "uids"):
        start = draw.draw(st.sampled_from([":20261118T010000Z", ":20261124T010000Z", ";VALUE=DATE:20261130"]))
        more = ["RRULE:FREQ=WEEKLY;COUNT=3"] if uid == "weekly" else []
        more += draw.draw(st.sampled_from([[], ["STATUS:CANCELLED"], ["DURATION:PT30M"]]))
        events.append(event(uid, start, *more, guests=(draw.draw(ADDRESSES), "me@ours.example")))
    return calendar(folder / "a.ics", *events)


def letter(draw: Draw, folder: Path) -> Path:
    address = draw.draw(ADDRESSES)
    if draw.draw(st.booleans(), "bounce"):
        return bounce(folder / "a.eml", address)
    return mail(folder / "a.eml", sender=address, key=draw.draw(st.sampled_from(["<1@x.example>", "<2@x.example>"])))


def takes_calendar(book: Book, draw: Draw, folder: Path) -> str | None:
    read = open_calendar(book, meetings(draw, folder))
    account = one_of(book, "account", draw)
    chosen = {"one": account} if account and draw.draw(st.booleans(), "chosen") else None
    by_hand = draw.draw(st.booleans(), "by hand")
    return book.write(take_calendar, read, today=TODAY, chosen=chosen, by_hand=by_hand)[0].id


def takes_mail(book: Book, draw: Draw, folder: Path) -> str | None:
    read = read_mail(letter(draw, folder))
    account = one_of(book, "account", draw) if draw.draw(st.booleans(), "chosen") else None
    return book.write(take_mail, read, account_id=account, today=TODAY)[0].id


def takes_both(book: Book, draw: Draw, folder: Path) -> str | None:
    opened = open_files(book, [meetings(draw, folder), letter(draw, folder)])
    return book.write(take_arrivals, opened, today=TODAY)[0].id


def chooses_folder(book: Book, draw: Draw, folder: Path) -> str | None:
    where = draw.draw(st.sampled_from([None, folder, folder / "nowhere"]), "folder")
    return book.write(choose_calendar_folder, where)[0].id


def takes_numbers(book: Book, draw: Draw, _folder: Path) -> str | None:
    touchpoint = tables.touchpoint
    where = select(touchpoint.c.id).where(touchpoint.c.deleted_at.is_(None)).order_by(touchpoint.c.no)
    known = book.read(lambda session: [row[0] for row in session.execute(where)])
    if not known:
        return None
    after = book.read(after_call, draw.draw(st.sampled_from(known), "touchpoint"), today=TODAY)
    return book.write(take_proposals, after, [one.objective_id for one in after.proposals])[0].id


ARRIVALS: Mapping[str, Callable[[Book, Draw, Path], str | None]] = {
    "meetings.after_call.take_proposals": takes_numbers,
    "meetings.arriving.take_arrivals": takes_both,
    "meetings.calendars.take_calendar": takes_calendar,
    "meetings.folder.choose_calendar_folder": chooses_folder,
    "meetings.mails.take_mail": takes_mail,
}
ARRIVING_PARTS: Mapping[str, str] = {
    "meetings.arriving.take_files": "take_arrivals with the day of the book",
    "meetings.folder.bring_in_calendar": "look_into_folder; tests/cli/test_arriving.py",
    "meetings.folder.look_into_folder": "take_arrivals of what is new in a folder; tests/views/importing",
    "account_names.forget_names": "a part of forget",
    "account_names.remember_names": "a part of import_paths",
    "meetings.whose.forget_domains": "a part of forget",
    "meetings.whose.remember_domains": "a part of take_calendar and take_mail",
    "surveys.keep_survey_readings": "a part of import_paths",
}
