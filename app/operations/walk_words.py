"""Why an account is on the walk, in words: what, and where it comes from with its age."""

from __future__ import annotations

from datetime import date
from typing import Any

from app.language import keyed, number, tr
from app.operations.sheet_words import age, joined, near_day, news_line
from app.operations.since import News
from app.operations.walk import Why
from app.reports.sheet import Line


def why_line(why: Why, *, today: date, lang: str) -> Line:
    """Return one reason of the walk."""
    if why.group == "changed" and why.on is not None:
        return news_line(News("", why.key, why.params, why.on, why.source, why.subject_id), today, lang)
    old = age(why.on, today, lang) if why.on is not None else ""
    if why.group == "silent":
        return Line(_silent(why, lang), joined(tr(lang, "Touchpoints"), old), "late")
    if why.key.startswith("pulse."):
        shown = {"aspect": aspect_name(str(why.params["aspect"]), lang), "value": why.params["value"]}
        return Line(keyed("walk.why", why.key, lang, **shown), joined(tr(lang, "Pulse"), why.source, old))
    params: dict[str, Any] = {name: near_day(value, today, lang) if isinstance(value, date) else value
                              for name, value in why.params.items()}  # fmt: skip
    if why.on is not None:
        params["notice"] = near_day(why.on, today, lang)
    return Line(keyed("walk.why", why.key, lang, **params), joined(tr(lang, "Contract"), old), "late")


def _silent(why: Why, lang: str) -> str:
    days, cadence = why.params.get("days"), why.params.get("cadence")
    if days is None:
        return tr(lang, "No conversation yet (every {cadence} d)", cadence=cadence)
    return tr(lang, "{days} d since last contact (every {cadence} d)", days=number(int(str(days))), cadence=cadence)


def aspect_name(key: str, lang: str | None = None) -> str:
    """Return the name of what a pulse judges."""
    return keyed("pulse.aspect", key, lang)


def anchor(key: str, value: int, lang: str | None = None) -> str:
    """Return what a value of an aspect means, in a few words."""
    return keyed("pulse.anchor", f"{key}.{value}", lang)
