"""Reads a mail that was saved as a file (.eml): who, to whom, when, its text; or whom it could not be delivered to."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from email import message_from_bytes, policy
from email.errors import MessageError
from email.header import decode_header
from email.message import EmailMessage, Message
from email.utils import getaddresses, parsedate_to_datetime
from pathlib import Path

from app.errors import BansoError
from app.imports.html_text import text_of

SUFFIX = ".eml"
MAX_BYTES = 30 * 2**20
MAX_WORDS = 20_000
_MAX_PARTS, _MAX_ADDRESSES, _MAX_SUBJECT, _MAX_ID, _MAX_HTML = 200, 200, 300, 200, 2 * 2**20
_DAEMON = re.compile(r"^(mailer-daemon|postmaster|mail-daemon|mdaemon)@|^microsoftexchange[0-9a-f]{8,}@", re.IGNORECASE)
_ADDRESS = r"[\w.!#$%&'*+/=?^`{|}~-]+@[\w-]+(?:\.[\w-]+)+"
_FAILED = re.compile(
    rf"(?:final-recipient|original-recipient)\s*:\s*rfc822\s*;\s*<?({_ADDRESS})>?|"
    rf"<({_ADDRESS})>\s*[:(](?=[^\n]*\b(?:5\d\d|5\.\d\.\d|unknown|not found|does not exist|disabled|rejected)\b)",
    re.IGNORECASE,
)
_LASTING = re.compile(r"\b5\.\d{1,3}\.\d{1,3}\b|\b55\d\b")
_PASSING = re.compile(r"action\s*:\s*(delayed|delivered|relayed|expanded)|\b4\.\d{1,3}\.\d{1,3}\b", re.IGNORECASE)


@dataclass(frozen=True)
class Address:
    """Somebody in a mail, by address; the name is "" where the mail gives none."""

    email: str
    name: str = ""


@dataclass(frozen=True)
class Mail:
    """A mail. `key` is its Message-ID; `sent` has a zone, None where the mail says no day.

    `failed` are the addresses a bounce names as unreachable for good; a mail of that kind is no contact.
    """

    file: str
    key: str
    sent: datetime | None
    sender: Address | None
    to: tuple[Address, ...]
    subject: str
    text: str
    bounce: bool = False
    failed: tuple[str, ...] = ()


def read_mail(path: Path) -> Mail:
    """Return the mail in a file; raises BansoError for what is missing, too large or no mail."""
    data = _bytes(path)
    try:
        message = message_from_bytes(data, policy=policy.default)
        return _mail(path.name, data, message)
    except (MessageError, ValueError, LookupError, AttributeError, TypeError, IndexError, RecursionError) as fault:
        # The standard library's parser of headers fails on what it does not foresee.
        raise BansoError("mail.unreadable", "file", file=path.name) from fault


def _bytes(path: Path) -> bytes:
    try:
        if path.stat().st_size > MAX_BYTES:
            raise BansoError("import.too_large", "file", file=path.name, limit=MAX_BYTES // 2**20)
        return path.read_bytes()
    except FileNotFoundError as fault:
        raise BansoError("import.missing_file", "file", file=path.name) from fault
    except OSError as fault:
        raise BansoError("import.unreadable", "file", file=path.name) from fault


def _mail(file: str, data: bytes, message: EmailMessage) -> Mail:
    senders = _addresses(message, ("From", "Sender"))
    if not senders and not message.get("Message-ID") and not message.get("Date"):
        raise BansoError("mail.unreadable", "file", file=file)
    sender = senders[0] if senders else None
    reported = message.get_content_type() == "multipart/report"
    bounce = reported or (sender is not None and _DAEMON.search(sender.email) is not None)
    text = _text(message)
    return Mail(
        file,
        _key(message, data),
        _sent(message),
        sender,
        tuple(_addresses(message, ("To", "Cc"))),
        _header(message, "Subject")[:_MAX_SUBJECT],
        text[:MAX_WORDS],
        bounce,
        _failed(message, text) if bounce else (),
    )


def _key(message: EmailMessage, data: bytes) -> str:
    said = " ".join(str(message.get("Message-ID", "")).split()).strip("<> ")
    if said and said.isprintable() and len(said) <= _MAX_ID:
        return said
    return hashlib.sha256(said.encode() if said else data).hexdigest()


def _sent(message: EmailMessage) -> datetime | None:
    try:
        sent = parsedate_to_datetime(str(message.get("Date", "")))
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
    # A date without a zone (-0000) is one of Greenwich.
    sent = sent if sent.tzinfo is not None else sent.replace(tzinfo=UTC)
    return sent if 1990 <= sent.year <= 9000 else None


def _header(message: Message, name: str) -> str:
    """Return a header as it reads, also where a mailer wrote raw Japanese in it."""
    said = str(message.get(name, "") or "")
    try:
        parts = decode_header(said) if "=?" in said else [(said, None)]
        said = "".join(part if isinstance(part, str) else part.decode(charset or "ascii", "replace")
                       for part, charset in parts)  # fmt: skip
    except (LookupError, ValueError, MessageError):
        pass
    return " ".join(said.encode("utf-8", "replace").decode("utf-8").replace("\x00", "").split())


def _addresses(message: Message, names: Sequence[str]) -> list[Address]:
    said = [_header(message, name) for name in names if message.get(name)]
    found: dict[str, Address] = {}
    for name, email in getaddresses(said, strict=False)[:_MAX_ADDRESSES]:
        email = email.strip().casefold()
        if "@" in email.strip("@") and not any(sign.isspace() for sign in email):
            bare = " ".join(name.strip("\"' ").split())[:_MAX_SUBJECT]
            found.setdefault(email[:_MAX_SUBJECT], Address(email[:_MAX_SUBJECT], "" if "@" in bare else bare))
    return list(found.values())


def _parts(message: Message) -> Iterator[Message]:
    for at, part in enumerate(message.walk()):
        if at >= _MAX_PARTS:
            return
        yield part


def _text(message: Message) -> str:
    """Return the body as plain text: the plain part, else the HTML one without what it would fetch."""
    plain, html = "", ""
    for part in _parts(message):
        if part.get_content_disposition() == "attachment" or part.is_multipart():
            continue
        kind = part.get_content_type()
        if kind == "text/plain" and not plain.strip():
            plain = _content(part)
        elif kind == "text/html" and not html.strip():
            html = _content(part)
    said = plain if plain.strip() else text_of(html[:_MAX_HTML])
    lines = [line.rstrip() for line in said.replace("\r\n", "\n").replace("\r", "\n").split("\n")]
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip().replace("\x00", "")


def _content(part: Message) -> str:
    data = part.get_payload(decode=True)
    if not isinstance(data, bytes):
        return ""
    charset = str(part.get_content_charset() or "")
    # What mailers in Japan call ISO-2022-JP has signs beyond it.
    charset = {"iso-2022-jp": "iso2022_jp_ext", "shift_jis": "cp932", "us-ascii": ""}.get(charset, charset)
    for name in (charset, "utf-8", "cp932"):
        try:
            if name:
                return data.decode(name)
        except (LookupError, UnicodeDecodeError):
            continue
    return data.decode("utf-8", "replace")


def _failed(message: Message, text: str) -> tuple[str, ...]:
    """Return whom a bounce names as unreachable for good; a delay is no failure."""
    said = [text[:MAX_WORDS]]
    for part in _parts(message):
        if part.get_content_type() == "message/delivery-status":
            payload = part.get_payload()
            blocks = payload if isinstance(payload, list) else []
            said += [
                "\n".join(f"{name}: {value}" for name, value in block.items())
                for block in blocks
                if isinstance(block, Message)
            ]
    found: dict[str, None] = {}
    for block in said:
        block = block[:MAX_WORDS]
        if _PASSING.search(block) and not _LASTING.search(block):
            continue
        for one in _FAILED.finditer(block):
            found.setdefault((one[1] or one[2]).casefold())
    header = _header(message, "X-Failed-Recipients")
    for email in re.findall(_ADDRESS, header):
        found.setdefault(email.casefold())
    return tuple(found)[:_MAX_ADDRESSES]
