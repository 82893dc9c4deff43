"""What a plan file answers, as plain values, and the parts of a mail that may be one."""

from __future__ import annotations

import email
import email.policy
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from email.message import EmailMessage
from typing import Any

from app.imports.cells import BadCell, text
from app.plans.plan_file import LONGEST_NAME, LONGEST_VALUE

_MOST = 10_000
_LONGEST_COMMENT = 32_767  # what a cell of a spreadsheet holds; the page stops earlier


class Malformed(ValueError):
    """Data that no plan file has."""


@dataclass(frozen=True)
class ItemAnswer:
    """What was answered to one item; None and "" where nothing was. `value` stands as it was typed."""

    item_id: str
    done: bool | None = None
    done_on: date | None = None
    value: str = ""
    read_on: date | None = None
    comment: str = ""
    by: str = ""


@dataclass(frozen=True)
class Confirmed:
    """A name under an objective, or with "" under the plan as a whole; names are as stated."""

    objective_id: str
    by: str
    on: date | None


@dataclass(frozen=True)
class PlanAnswers:
    """The answers of one file, and to which version. A text code has no sent part: `sent` and `seal` are ""."""

    plan: str
    version: int
    book: str
    tag: str
    sent: str
    seal: str
    items: tuple[ItemAnswer, ...]
    comment: str
    by: str
    on: date | None
    confirmed: tuple[Confirmed, ...]
    raw: Mapping[str, Any] = field(repr=False, compare=False)
    """The answers as they stood, to know a file again by."""


def answers_of(document: Mapping[str, Any]) -> PlanAnswers:
    """Return the answers in the data of a plan file; raises Malformed where something cannot be one."""
    try:
        answers = document["answers"]
        version = document["version"]
        if type(version) is not int or len(answers["items"]) > _MOST or len(answers["confirmed"]) > _MOST:
            raise Malformed("size")
        return PlanAnswers(
            _text(document["plan"], 100),
            version,
            _text(document["book"], 100),
            _text(document["tag"], 100),
            _whole(document.get("sent", "")),
            _text(document.get("seal", ""), 100),
            tuple(_item(str(item), said) for item, said in answers["items"].items()),
            _text(answers["comment"], _LONGEST_COMMENT),
            _text(answers["by"], LONGEST_NAME),
            _day(answers["on"]),
            tuple(_confirmed(str(item), said) for item, said in answers["confirmed"].items()),
            answers,
        )
    except (KeyError, TypeError, AttributeError, ValueError, BadCell) as fault:
        raise Malformed("form") from fault


def _item(item: str, said: Mapping[str, Any]) -> ItemAnswer:
    done = said.get("done")
    if done is not None and not isinstance(done, bool):
        raise Malformed("done")
    return ItemAnswer(
        item,
        done,
        _day(said.get("on", "")),
        _text(said.get("value", ""), LONGEST_VALUE),
        _day(said.get("read", "")),
        _text(said.get("comment", ""), _LONGEST_COMMENT),
        _text(said.get("by", ""), LONGEST_NAME),
    )


def _confirmed(item: str, said: Mapping[str, Any]) -> Confirmed:
    by = _text(said["by"], LONGEST_NAME)
    if not by:
        raise Malformed("by")
    return Confirmed(item, by, _day(said.get("on", "")))


def _whole(value: object) -> str:
    if not isinstance(value, str):
        raise Malformed("text")
    return value


def _text(value: object, longest: int) -> str:
    words = text(_whole(value))
    if len(words) > longest:
        raise Malformed("length")
    return words


def _day(value: object) -> date | None:
    words = _whole(value)
    return date.fromisoformat(words) if words else None


def in_mail(data: bytes) -> Iterator[tuple[str, bytes]]:
    """Yield (name, bytes) of what is attached to a mail, then of its text: one of them may be a plan file."""
    message = email.message_from_bytes(data, policy=email.policy.default)
    leaves = [part for part in message.walk() if isinstance(part, EmailMessage) and not part.is_multipart()]
    for attached in (True, False):
        for part in leaves:
            if part.is_attachment() is attached and isinstance(body := part.get_payload(decode=True), bytes):
                yield part.get_filename() or "", body
