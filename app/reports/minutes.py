"""The mail after a call: what was decided, who does what by when, when one meets again. It holds nothing internal.

`Minutes` is all that the mail is made from: it has no field for a note, a score or a feeling, so none can leave.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, time
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP

from app.language import keyed, short_day, tr
from app.reports.words import honoured
from app.vocabulary import TouchpointKind


@dataclass(frozen=True)
class Guest:
    """Somebody at the customer who took part; `email` "" where no address is known."""

    name: str
    title: str = ""
    email: str = ""


@dataclass(frozen=True)
class Homework:
    """What somebody has taken on; `who` "" where it is simply one side."""

    text: str
    who: str = ""
    due: date | None = None


@dataclass(frozen=True)
class Minutes:
    """What both sides may read of a meeting."""

    account: str
    kind: TouchpointKind
    on: date
    guests: tuple[Guest, ...]
    decisions: tuple[str, ...]
    ours: tuple[Homework, ...]
    theirs: tuple[Homework, ...]
    next_on: date | None
    next_at: time | None
    sender: str
    sender_email: str = ""


def addressed(guest: Guest, lang: str) -> str:
    """Return how somebody is addressed in a mail: 課長 佐藤様, Hanako Sato."""
    if lang != "ja":
        return guest.name
    # A Japanese name is addressed by its family name, which stands first and apart.
    family = guest.name.split()[0] if guest.name and not guest.name.isascii() else guest.name
    name = honoured(family, lang)
    return f"{guest.title} {name}" if guest.title else name


def subject(minutes: Minutes, lang: str) -> str:
    """Return the subject of the mail."""
    return keyed("minutes.subject", _tone(minutes.kind), lang, day=_day(minutes.on, lang), account=minutes.account)


def mail_text(minutes: Minutes, lang: str) -> str:
    """Return the mail as plain text."""
    blocks = [_salutation(minutes, lang), _thanks(minutes, lang)]
    blocks += _part(tr(lang, "What we decided"), minutes.decisions, lang)
    blocks += _part(tr(lang, "What we do"), [_task(one, lang) for one in minutes.ours], lang)
    theirs = tr(lang, "What you kindly do")
    blocks += _part(theirs, [_task(one, lang, theirs=True) for one in minutes.theirs], lang)
    if minutes.next_on is not None:
        at = f" {minutes.next_at:%H:%M}" if minutes.next_at is not None else ""
        blocks += _part(tr(lang, "When we meet next"), [_day(minutes.next_on, lang) + at], lang)
    blocks.append(tr(lang, "If anything here differs from what you remember, please let us know."))
    closing = tr(lang, "Kind regards,")
    blocks.append("\n".join(part for part in (closing, minutes.sender) if part))
    return "\n\n".join(blocks) + "\n"


def mail_file(minutes: Minutes, lang: str) -> str:
    """Return the mail as an .eml draft, which a mail program opens to be sent from there."""
    message = EmailMessage(policy=SMTP)
    message["Subject"] = _one_line(subject(minutes, lang))
    receivers = [made for guest in minutes.guests if (made := _address(guest.name, guest.email)) is not None]
    if receivers:
        message["To"] = receivers
    sender = _address(minutes.sender, minutes.sender_email)
    if sender is not None:
        message["From"] = sender
    message["X-Unsent"] = "1"
    message.set_content(mail_text(minutes, lang), charset="utf-8", cte="base64")
    return message.as_bytes().decode("ascii")


def _salutation(minutes: Minutes, lang: str) -> str:
    names = [addressed(guest, lang) for guest in minutes.guests]
    if lang == "ja":
        return "\n".join([minutes.account, *names]) if names else f"{minutes.account} 御中"
    return f"Dear {_listed(names)}," if names else f"Dear {minutes.account} team,"


def _thanks(minutes: Minutes, lang: str) -> str:
    day = _day(minutes.on, lang)
    return keyed("minutes.thanks", _tone(minutes.kind), lang, day=day, sender=minutes.sender)


def _tone(kind: TouchpointKind) -> str:
    known = {TouchpointKind.CALL: "call", TouchpointKind.VISIT: "visit", TouchpointKind.REVIEW: "review"}
    return known.get(kind, "meeting")


def _part(title: str, lines: Sequence[str], lang: str) -> list[str]:
    mark = "・" if lang == "ja" else "- "
    said = [mark + _one_line(line) for line in lines if line.strip()]
    head = f"■ {title}" if lang == "ja" else f"{title}:"
    return ["\n".join([head, *said])] if said else []


def _task(one: Homework, lang: str, *, theirs: bool = False) -> str:
    who = addressed(Guest(one.who), lang) if theirs and one.who else one.who
    due = tr(lang, "by {day}", day=short_day(one.due, lang)) if one.due is not None else ""
    more = _comma(lang).join(part for part in (who, due) if part)
    return keyed("minutes.task", "more", lang, text=one.text, more=more) if more else one.text


def _comma(lang: str) -> str:
    return "、" if lang == "ja" else ", "


def _listed(names: Sequence[str]) -> str:
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"


def _day(day: date, lang: str) -> str:
    said = short_day(day, lang)
    if lang == "ja":
        figures, weekday = said.rsplit(" ", 1)
        return f"{figures}（{weekday}）"
    return said


def _one_line(text: str) -> str:
    return " ".join(text.split())


def _address(name: str, email: str) -> Address | None:
    """Return an address for a header; None for one that no mail program would take."""
    try:
        return Address(_one_line(name), addr_spec=email) if email else None
    except (ValueError, IndexError):
        return None
