"""Playbooks: the steps that answer a call to action, each due so many business days after the start."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from app.alerts.calendar import Calendar, add_business_days, next_business_day
from app.errors import BansoError
from app.vocabulary import Side

FORMAT, VERSION = "banso-play", 1
MOST_STEPS, LATEST = 30, 250


@dataclass(frozen=True)
class PlayStep:
    """One step: `after` business days from the start, owed by one side."""

    key: str
    text: Mapping[str, str]
    side: Side
    after: int

    def said(self, lang: str) -> str:
        """Return the step in a language, or in the one it was written in."""
        return self.text.get(lang) or next(iter(self.text.values()))


@dataclass(frozen=True)
class Play:
    """A playbook with its steps in order."""

    key: str
    name: Mapping[str, str]
    steps: tuple[PlayStep, ...]

    def called(self, lang: str) -> str:
        """Return its name in a language, or in the one it was written in."""
        return self.name.get(lang) or next(iter(self.name.values()))


def due_days(play: Play, start: date, calendar: Calendar) -> tuple[date, ...]:
    """Return the day on which each step is due; what is due at once is due on a day on which people work."""
    return tuple(
        add_business_days(start, step.after, calendar) if step.after else next_business_day(start, calendar)
        for step in play.steps
    )


def read_play(document: object) -> Play:
    """Return the playbook of a document; raises BansoError "play.shape" with the place of the first fault."""
    whole = _mapping(document, "format")
    if whole.get("format") != FORMAT or whole.get("version") != VERSION:
        raise _fault("format")
    key, steps = whole.get("key"), whole.get("steps")
    if not isinstance(key, str) or not key.isidentifier():
        raise _fault("key")
    if not isinstance(steps, Sequence) or isinstance(steps, str) or not 0 < len(steps) <= MOST_STEPS:
        raise _fault("steps")
    made = tuple(_step(_mapping(step, f"steps.{at}"), f"steps.{at}") for at, step in enumerate(steps))
    if len({step.key for step in made}) != len(made):
        raise _fault("steps")
    return Play(key, _said(whole.get("name"), "name"), made)


def write_play(play: Play) -> dict[str, object]:
    """Return a playbook as a document that `read_play` turns into the same playbook."""
    return {
        "format": FORMAT, "version": VERSION, "key": play.key, "name": dict(play.name),
        "steps": [
            {"key": step.key, "after": step.after, "side": str(step.side), "text": dict(step.text)}
            for step in play.steps
        ],
    }  # fmt: skip


def _step(row: Mapping[str, Any], place: str) -> PlayStep:
    key, after = row.get("key"), row.get("after")
    if not isinstance(key, str) or not key:
        raise _fault(f"{place}.key")
    if not isinstance(after, int) or isinstance(after, bool) or not 0 <= after <= LATEST:
        raise _fault(f"{place}.after")
    if row.get("side") not in set(Side):
        raise _fault(f"{place}.side")
    return PlayStep(key, _said(row.get("text"), f"{place}.text"), Side(row["side"]), after)


def _said(value: object, place: str) -> dict[str, str]:
    said = {str(lang): " ".join(text.split()) for lang, text in _mapping(value, place).items() if isinstance(text, str)}
    found = {lang: text for lang, text in said.items() if text}
    if not found:
        raise _fault(place)
    return found


def _mapping(value: object, place: str) -> Mapping[str, Any]:
    if not isinstance(value, Mapping):
        raise _fault(place)
    return value


def _fault(place: str) -> BansoError:
    return BansoError("play.shape", field=place, place=place)
