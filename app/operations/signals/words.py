"""The facts of calls to action as they are read: names, days and numbers in the language of the reader."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from textwrap import shorten
from typing import Any

from app.language import current, keyed, name_of, number, short_day
from app.vocabulary import Role

_QUOTED = 60
"""So much of a customer's words is quoted in a line."""


def shown_facts(params: Mapping[str, object], lang: str | None = None) -> dict[str, Any]:
    """Return the facts of a call to action as they are read."""
    shown: dict[str, Any] = {}
    for name, value in params.items():
        if isinstance(value, date):
            shown[name] = short_day(value, lang)
        elif isinstance(value, float):
            shown[name] = number(Decimal(str(value)), 0 if value.is_integer() else 1)
        elif isinstance(value, int) and not isinstance(value, bool):
            shown[name] = number(value)
    if "role" in params:
        shown["who"] = _who(str(params.get("person") or ""), Role(str(params["role"])), lang)
    if isinstance(people := params.get("people"), tuple):
        shown["people"] = keyed("today.join", "comma", lang).join(called(str(name), lang) for name in people)
    if isinstance(gaps := params.get("gaps"), list):
        shown["gaps"] = keyed("today.join", "comma", lang).join(keyed("today.gap", gap, lang) for gap in gaps)
    if isinstance(measure := params.get("measure"), Mapping):
        shown["measure"] = measure.get(lang or current()) or next(iter(measure.values()))
    if "request" in params:
        shown["request"] = shorten(str(params["request"]), _QUOTED, placeholder="…")
    if "source" in params:
        shown["source"] = keyed("cta.source", str(params["source"]), lang)
    return shown


def tail(params: Mapping[str, object], lang: str | None = None) -> str:
    """Return what the why ends with: how far the play is, and that the cause went away."""
    said = ""
    if params.get("steps"):
        key = "cta.steps" if params.get("next_step") else "cta.steps_done"
        said += keyed(
            "today.why", key, lang, done=number(int(str(params["steps_done"]))), of=number(int(str(params["steps"]))),
            step=str(params["next_step"]),
        )  # fmt: skip
    if isinstance(gone := params.get("gone"), date):
        said += keyed("today.why", "cta.gone", lang, day=short_day(gone, lang))
    return said


def called(name: str, lang: str | None = None) -> str:
    """Return how somebody is spoken of among us: 佐藤さん by the family name; other names as they are."""
    if not any("\u3040" <= sign <= "\u9fff" for sign in name):
        return name
    return keyed("today.join", "person", lang, family=name.split()[0], name=name)


def _who(person: str, role: Role, lang: str | None) -> str:
    if not person:
        return keyed("today.join", "role", lang, role=name_of(role, lang))
    said = called(person, lang)
    # Latin letters stand apart from Japanese ones.
    how = "who" if said != person else "who_latin"
    return keyed("today.join", how, lang, role=name_of(role, lang), person=said)
