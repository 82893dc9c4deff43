"""Why something stopped: a key of words with its parameters, as it is kept, and what a person reads of it."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from app.clock import Clock, parse_stamp
from app.language import _, current, day, keyed, number, short_day

if TYPE_CHECKING:
    from app.operations.syncing.rows import Connection

Why = tuple[str, Mapping[str, Any]]
_MACHINES = re.compile(r"[0-9a-f-]{24,}", re.IGNORECASE)


def N_(words: str) -> str:
    """Mark a reason that the catalogue has to know."""
    return words


def why_of(kept: object) -> Why | None:
    """Return what a column keeps as (key, parameters), None where it keeps nothing."""
    told = json.loads(kept) if isinstance(kept, str) and kept else None
    if not told:
        return None
    key, params = told
    return str(key), dict(params)


def why_words(why: Why | None, clock: Clock) -> str:
    """Return why something stopped, in words and in one language; nothing where it did not."""
    if why is None or not why[0]:
        return ""
    key, params = why
    given = {name: number(value) if isinstance(value, int) else value for name, value in params.items()}
    if isinstance(given.get("reason"), str):
        given["reason"] = _reason(str(given["reason"]))
    if "until" in given:
        given["until"] = when_words(str(given["until"]), clock)
    if key == "different_org" and any(_is_for_machines(str(given.get(one, ""))) for one in ("expected", "found")):
        return keyed("sync.why", "other_org")
    said = sentence(str(params.get("reason", ""))) if key == "unavailable" else ""
    for context in ("sync.why", "error.message"):
        words = keyed(context, key)
        if words != key:
            return joined(said, filled(words, given))
    return key


def state_said(connection: Connection) -> str:
    """Return the state of a connection in a word or two; one that was not reached is not called up to date."""
    if connection.state == "on" and connection.last_run is None:
        return _("Not synced yet")
    if connection.state == "on" and connection.last_run is not None and connection.last_run.result == "offline":
        return _("Offline")
    return keyed("sync.connection", connection.state)


def sentence(reason: str) -> str:
    """Return a reason that is a sentence for people, in the language in use; "" for what only speaks of wires.

    A sentence may begin with what it is about, such as the name of a file.
    """
    if not reason.endswith((".", "。")):
        return ""
    about, colon, said = reason.rpartition(": ")
    return f"{about}{colon}{_(said)}"


def joined(*sentences: str) -> str:
    """Return sentences one after the other: with a space between them, but for those that end in a full stop of 。"""
    return tight(" ".join(filter(None, sentences)))


def tight(words: str) -> str:
    """Return words without the space that a template leaves behind a sentence of Japanese."""
    return words.replace("。 ", "。") if current() == "ja" else words


def when_words(stamp: str, clock: Clock) -> str:
    """Return an instant: the time alone where it was today, else with its day."""
    if not stamp:
        return ""
    at = parse_stamp(stamp).astimezone(ZoneInfo(clock.zone))
    days = (clock.today() - at.date()).days
    if days == 0:
        return f"{at:%H:%M}"
    said = short_day(at.date()) if 0 < days < 180 else day(at.date())
    return f"{said} {at:%H:%M}"


def org_words(org: str) -> str:
    """Return what a system calls itself; nothing where that is a number for machines."""
    return "" if _is_for_machines(org) else org


def filled(words: str, params: Mapping[str, object]) -> str:
    """Return words with their parameters; as they are where those of an older run are fewer."""
    try:
        return tight(words.format_map(params))
    except (KeyError, ValueError):
        return words


def _reason(reason: str) -> str:
    """Return a reason in the language in use: a sentence, the key of an error, or what a system said itself."""
    if not reason:
        return reason
    title = keyed("error.title", reason)
    return title if title != reason else sentence(reason) or _(reason)


def _is_for_machines(org: str) -> bool:
    return bool(_MACHINES.fullmatch(org))
