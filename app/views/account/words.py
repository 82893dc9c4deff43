"""What the page of an account says in a line: its renewal, its people, amounts and spans of days."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from app.language import _, current, day, number
from app.operations.standing import Late
from app.vocabulary import Role

if TYPE_CHECKING:
    # The list, which is there before the database is, says some of the same.
    from app.operations.account_page import AccountPage, PersonRow

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
        return late(page.late, today) if page.late is not None else _("No contract in force")
    ends = near_day(page.renewal_date, today)
    if page.notice_date is None:
        return _("Ends {end}", end=ends)
    left = (page.notice_date - today).days
    if left > 0:
        rest = _("{n} d left", n=number(left))
    else:
        rest = _("{n} d past", n=number(-left)) if left else _("today")
    return _("Notice {notice} ({left}) · ends {end}", notice=near_day(page.notice_date, today), left=rest, end=ends)


def late(found: Late, today: date) -> str:
    """Return that a contract ended and until when it still counts: 満了 10/31・更新の遅れ（11/30 まで計上）."""
    ended, until = near_day(found.end, today), near_day(found.until, today)
    return _("Ended {end} · renewal late, counts until {until}", end=ended, until=until)


def contact(page: AccountPage, today: date) -> str:
    """Return the last contact beside its cadence: 7日前 / 目安 14日; 7 d ago / every 14 d."""
    if page.last_touch is None:
        said = _("none yet")
    else:
        days = (today - page.last_touch).days
        said = _("{n} d ago", n=number(days)) if days else _("today")
    if page.cadence_days is None:
        return said
    return _("{last} / every {every} d", last=said, every=number(page.cadence_days))


def over_cadence(page: AccountPage, today: date) -> bool:
    """Tell whether the last contact is longer ago than agreed."""
    if page.cadence_days is None:
        return False
    return page.last_touch is None or (today - page.last_touch).days > page.cadence_days


def holder(page: AccountPage, role: Role) -> str:
    """Return who holds a role with their title, or a dash: 渡辺 執行役員; Gareth Whitlock, CIO."""
    person = page.holder(role)
    if person is None:
        return NOTHING
    # A Japanese name tells the family name, by which people are called; of other names we cannot know.
    name = person.name.split()[0] if _is_japanese(person.name) else person.name
    return _side_by_side(name, person.title)


def holder_in_full(page: AccountPage, role: Role) -> str:
    """Return the whole name and post of who holds a role; empty where nobody does."""
    person = page.holder(role)
    return "\n".join(part for part in (person.name, post(person)) if part) if person is not None else ""


def post(person: PersonRow) -> str:
    """Return department and title in one line: 生産管理部 課長; Operations Manager, Plant Operations."""
    if _is_japanese(person.department + person.title):
        return _side_by_side(person.department, person.title)
    return _side_by_side(person.title, person.department)


def _side_by_side(*parts: str) -> str:
    # The words are the customer's own, so their writing decides and not the language of the window.
    said = [part for part in parts if part]
    return (" " if _is_japanese("".join(said)) else ", ").join(said)


def _is_japanese(text: str) -> bool:
    return any("\u3040" <= sign <= "\u9fff" for sign in text)


def term(person: PersonRow) -> str:
    """Return since or until when somebody is in a position."""
    if person.to is not None:
        return _("until {day}", day=day(person.to))
    return _("since {day}", day=day(person.since)) if person.since is not None else ""
