"""Calendar files and mails that somebody brings in: what they hold, what each would become, and bringing them in."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from app.errors import BansoError, Cancelled
from app.imports.calendar_files import SUFFIX as CALENDAR
from app.imports.calendar_files import CalendarFile
from app.imports.mail_files import SUFFIX as MAIL
from app.imports.mail_files import Mail, read_mail
from app.journal.changes import Changes
from app.models.database import Session
from app.operations.book import Book
from app.operations.meetings.calendars import Fate, calendar_steps, open_calendar, take_calendar
from app.operations.meetings.mails import MailFate, look_at_mail, take_mail

SUFFIXES = (CALENDAR, MAIL)
MOST_FILES = 500


@dataclass(frozen=True)
class Arrival:
    """One meeting or mail and what becomes of it: a fate of either; `subject` names it when somebody says whose it is.

    `was` is the day of a meeting before it was moved.
    """

    subject: str
    file: str
    fate: str
    is_mail: bool
    on: date | None
    at: datetime | None
    title: str
    account_id: str | None
    account: str
    people: tuple[str, ...]
    was: date | None = None

    @property
    def asks(self) -> bool:
        """Tell whether a person has to say whose it is."""
        return self.fate == Fate.ASKED


@dataclass(frozen=True)
class Opened:
    """The files as they were read; `faults` are those that cannot be, `unread` events nobody can make sense of."""

    calendars: tuple[CalendarFile, ...] = ()
    mails: tuple[Mail, ...] = ()
    faults: tuple[tuple[str, BansoError], ...] = ()
    unread: int = 0


@dataclass(frozen=True)
class Arrived:
    """What came of it all."""

    planned: int = 0
    moved: int = 0
    cancelled: int = 0
    mails: int = 0
    bounces: int = 0
    asked: int = 0

    def __bool__(self) -> bool:
        return bool(self.planned + self.moved + self.cancelled + self.mails + self.bounces)


def open_files(book: Book, paths: Sequence[Path], cancelled: Callable[[], bool] = lambda: False) -> Opened:
    """Read calendar files and mails; for a worker thread. What cannot be read is among the faults."""
    calendars: list[CalendarFile] = []
    mails: list[Mail] = []
    faults: list[tuple[str, BansoError]] = []
    if len(paths) > MOST_FILES:
        raise BansoError("arrivals.too_many", "files", limit=MOST_FILES)
    for path in paths:
        if cancelled():
            raise Cancelled
        try:
            if path.suffix.lower() == MAIL:
                mails.append(read_mail(path))
            else:
                calendars.append(open_calendar(book, path))
        except BansoError as error:
            faults.append((path.name, error))
    return Opened(tuple(calendars), tuple(mails), tuple(faults), sum(one.unread for one in calendars))


def arrivals(
    session: Session, opened: Opened, *, today: date, chosen: Mapping[str, str] | None = None
) -> list[Arrival]:
    """Return what opened files would do, what needs an answer first; meetings among ourselves are left out."""
    said = chosen or {}
    found: list[Arrival] = []
    for read in opened.calendars:
        steps = calendar_steps(session, read, today=today, chosen=said)
        found += [
            Arrival(step.series, read.name, str(step.fate), False, step.on, step.at, step.title, step.account_id,
                    step.account, step.guests, step.was)
            for step in steps if step.fate is not Fate.LEFT or step.series in said
        ]  # fmt: skip
    for mail in opened.mails:
        look = look_at_mail(session, mail, account_id=said.get(mail.key) or None, today=today)
        fate = Fate.LEFT if look.fate is MailFate.ASKED and mail.key in said else look.fate
        found.append(
            Arrival(mail.key, mail.file, str(fate), True, look.on, mail.sent, mail.subject or mail.file,
                    look.account_id, look.account, look.people)
        )  # fmt: skip
    order = {str(Fate.ASKED): 0, str(Fate.SAME): 2, str(Fate.HELD): 2, str(Fate.LEFT): 2}
    return sorted(found, key=lambda one: (order.get(one.fate, 1), one.on or today, one.at is None, one.title))


def take_arrivals(
    session: Session,
    opened: Opened,
    *,
    today: date,
    chosen: Mapping[str, str] | None = None,
    by_hand: bool = True,
    by_id: str | None = None,
) -> Arrived:
    """Bring opened files in as one change; what nobody can tell whose it is waits."""
    said = chosen or {}
    taken = [
        take_calendar(session, read, today=today, chosen=said, by_hand=by_hand, by_id=by_id)
        for read in opened.calendars
    ]
    asked = sum(len(one.asked) for one in taken)
    mails = bounces = 0
    for mail in opened.mails:
        account_id = said.get(mail.key) or None
        fate = look_at_mail(session, mail, account_id=account_id, today=today).fate
        if fate is MailFate.ASKED:
            asked += mail.key not in said
            continue
        done = take_mail(session, mail, account_id=account_id, today=today, by_id=by_id)
        mails += done.fate is MailFate.NEW
        bounces += bool(done.moves)
    return Arrived(
        sum(one.planned for one in taken), sum(one.moved for one in taken), sum(one.cancelled for one in taken),
        mails, bounces, asked,
    )  # fmt: skip


def take_files(
    book: Book, opened: Opened, chosen: Mapping[str, str] | None = None, *, by_hand: bool = True
) -> tuple[Changes, Arrived]:
    """Bring opened files into a book."""
    today = book.clock.today()
    return book.write(take_arrivals, opened, today=today, chosen=chosen, by_hand=by_hand, by_id=book.by_id)
