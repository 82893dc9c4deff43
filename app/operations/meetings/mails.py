"""A mail becomes a touchpoint at the customer it belongs to; a bounce becomes evidence that somebody has left."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from zoneinfo import ZoneInfo

from sqlalchemy import select

from app.clock import stamp
from app.errors import BansoError
from app.imports.mail_files import Address, Mail
from app.journal import door
from app.models import tables
from app.models.database import Session
from app.operations.meetings.calendar_rows import my_domains
from app.operations.meetings.whose import Party, Whose, domain_of, remember_domains, whose
from app.operations.moves.evidence import is_bounce_known, note_bounce
from app.operations.settings import settings
from app.vocabulary import TouchpointKind


class MailFate(StrEnum):
    """What becomes of a mail: `asked` needs a person to say whose it is, `lost` is a bounce of nobody we know."""

    NEW = "new"
    SAME = "same"
    ASKED = "asked"
    BOUNCE = "bounce"
    LOST = "lost"


@dataclass(frozen=True)
class MailLook:
    """A mail and what would become of it; `people` are those of the customer."""

    fate: MailFate
    mail: Mail
    account_id: str | None = None
    account: str = ""
    people: tuple[str, ...] = ()
    on: date | None = None


@dataclass(frozen=True)
class MailTaken:
    """What came of a mail: the touchpoint it is, or what a bounce is evidence of."""

    fate: MailFate
    touchpoint_id: str | None = None
    moves: tuple[str, ...] = ()


def look_at_mail(session: Session, mail: Mail, *, account_id: str | None = None, today: date) -> MailLook:
    """Return what would become of a mail; `account_id` where a person said whose it is."""
    known, on = whose(session), _day(session, mail, today)
    if mail.bounce:
        names = tuple(person.name for email in mail.failed for person in known.people.get(email, ()))
        known_all = all(is_bounce_known(session, email, on=on, evidence=mail.subject) for email in mail.failed)
        fate = MailFate.LOST if not names else MailFate.SAME if known_all else MailFate.BOUNCE
        return MailLook(fate, mail, None, "", names, on)
    there = _touchpoint(session, mail)
    if there is not None:
        owner = str(there["account_id"])
        return MailLook(MailFate.SAME, mail, owner, known.accounts.names.get(owner, ""), (), on)
    parties = _parties(mail)
    found = account_id or known.account_of(parties, mail.subject, my_domains(session))
    if found is None:
        return MailLook(MailFate.ASKED, mail, None, "", (), on)
    people = tuple(name for _id, name in known.guests_of(found, parties, my_domains(session)))
    return MailLook(MailFate.NEW, mail, found, known.accounts.names.get(found, ""), people, on)


def take_mail(
    session: Session, mail: Mail, *, account_id: str | None = None, today: date, by_id: str | None = None
) -> MailTaken:
    """Note a mail as a touchpoint, once; a bounce instead as evidence that its recipients have left.

    `account_id` says whose it is, which is remembered by domain; "mail.no_account" where nobody can tell.
    """
    look = look_at_mail(session, mail, account_id=account_id, today=today)
    if look.fate is MailFate.BOUNCE:
        on = look.on or today
        moves = [one for email in mail.failed for one in note_bounce(session, email, on=on, evidence=mail.subject)]
        return MailTaken(look.fate, moves=tuple(moves))
    if look.fate is MailFate.ASKED:
        raise BansoError("mail.no_account", "account", subject=mail.subject or mail.file)
    if look.fate is not MailFate.NEW or look.account_id is None:
        there = _touchpoint(session, mail)
        return MailTaken(look.fate, str(there["id"]) if there is not None else None)
    known, own = whose(session), my_domains(session)
    if account_id is not None:
        remember_domains(session, _domain(known, mail, account_id, own))
    kind = TouchpointKind.EMAIL
    row = {
        "account_id": look.account_id,
        "state": "done",
        "kind": str(kind),
        "on_date": str(look.on or today),
        "at": stamp(mail.sent) if mail.sent is not None and (look.on or today) <= today else None,
        "body": "\n\n".join(part for part in (mail.subject, mail.text) if part) or "—",
        "two_way": kind.two_way,
        "external_id": mail.key,
        "by_id": by_id,
    }
    [touchpoint_id] = door.create(session, "touchpoint", [row])
    guests = whose(session).guests_of(look.account_id, _parties(mail), own)
    met = [{"touchpoint_id": touchpoint_id, "person_id": person, "name": name} for person, name in guests]
    door.create(session, "touchpoint_person", met)
    return MailTaken(MailFate.NEW, touchpoint_id)


def _touchpoint(session: Session, mail: Mail) -> dict[str, object] | None:
    touchpoint = tables.touchpoint
    statement = select(touchpoint).where(touchpoint.c.external_id == mail.key, touchpoint.c.deleted_at.is_(None))
    rows = session.rows(statement.limit(1))
    return dict(rows[0]) if rows else None


def _day(session: Session, mail: Mail, today: date) -> date:
    """Return the day of a mail in the profile's zone; a clock that is ahead does not make it a thing of tomorrow."""
    if mail.sent is None:
        return today
    return min(mail.sent.astimezone(ZoneInfo(settings(session).zone)).date(), today)


def _parties(mail: Mail) -> list[Party]:
    everybody: Sequence[Address] = [*([mail.sender] if mail.sender else []), *mail.to]
    return [Party(one.email, one.name) for one in everybody]


def _domain(known: Whose, mail: Mail, account_id: str, own: frozenset[str]) -> dict[str, str]:
    """Return the one domain in a mail that nobody is known by, as the customer's."""
    domains = {domain_of(party.email) for party in _parties(mail)} - own
    unknown = {domain for domain in domains if not known.accounts_of(f"@{domain}")}
    return {unknown.pop(): account_id} if len(unknown) == 1 else {}
