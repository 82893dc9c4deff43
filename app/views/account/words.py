"""What the page of an account says in a line: its renewal, its people, amounts and spans of days."""

from __future__ import annotations

from datetime import date

from app.language import _, current, day, money, name_of, ngettext, number
from app.operations.account_page import AccountPage, LineRow, PersonRow
from app.vocabulary import Billing, Role

NOTHING = "—"


def near_day(value: date, today: date) -> str:
    """Return a day without its year where it is within ten months: 1/28, 28 Jan; else with it."""
    if abs((value - today).days) > 300:
        return day(value)
    text = day(value)
    return text.split("/", 1)[1] if current() == "ja" else text.rsplit(" ", 1)[0]


def renewal(page: AccountPage, today: date) -> str:
    """Return the notice deadline before the end of the contract: 通知期限 1/28（あと72日）・満了 2/28."""
    if page.renewal_date is None:
        return _("No contract in force")
    ends = near_day(page.renewal_date, today)
    if page.notice_date is None:
        return _("Ends {end}", end=ends)
    left = (page.notice_date - today).days
    if left > 0:
        rest = ngettext("{n} day left", "{n} days left", left)
    else:
        rest = ngettext("{n} day past", "{n} days past", -left) if left else _("today")
    return _("Notice by {notice} ({left}) · ends {end}", notice=near_day(page.notice_date, today), left=rest, end=ends)


def contact(page: AccountPage, today: date) -> str:
    """Return the last contact beside its cadence: 7日前 / 目安 14日."""
    if page.last_touch is None:
        said = _("none yet")
    else:
        days = (today - page.last_touch).days
        said = ngettext("{n} day ago", "{n} days ago", days) if days else _("today")
    if page.cadence_days is None:
        return said
    return _("{last} / every {every} d", last=said, every=number(page.cadence_days))


def over_cadence(page: AccountPage, today: date) -> bool:
    """Tell whether the last contact is longer ago than agreed."""
    if page.cadence_days is None:
        return False
    return page.last_touch is None or (today - page.last_touch).days > page.cadence_days


def holder(page: AccountPage, role: Role) -> str:
    """Return who holds a role with their title, or a dash."""
    person = page.holder(role)
    if person is None:
        return NOTHING
    return _("{name}, {title}", name=person.name, title=person.title) if person.title else person.name


def post(person: PersonRow) -> str:
    """Return department and title in one line."""
    parts = (person.department, person.title) if current() == "ja" else (person.title, person.department)
    return (" " if current() == "ja" else ", ").join(part for part in parts if part)


def term(person: PersonRow) -> str:
    """Return since or until when somebody is in a position."""
    if person.to is not None:
        return _("until {day}", day=day(person.to))
    return _("since {day}", day=day(person.since)) if person.since is not None else ""


def amount(line: LineRow) -> str:
    """Return the amount of a contract line with what it pays for: 1,296,000円 / 月額."""
    figures = money(line.amount, line.currency)
    billing = Billing(line.billing)
    return f"{figures} · {name_of(billing)}"
