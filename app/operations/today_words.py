"""The rows of Today in words, as the command line prints them and the window reads them aloud."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING, Any

from app.language import current, keyed, name_of, number, short_day
from app.operations.signals.words import shown_facts, tail
from app.vocabulary import Band, TouchpointKind

if TYPE_CHECKING:
    from app.operations.signals.digest import Digest
    from app.operations.signals.rows import CtaRow
    from app.operations.today import TodayRow


def today_words(row: TodayRow, lang: str | None = None) -> tuple[str, str]:
    """Return (what to do, why) of a row in words."""
    text, why = words_of(row.reason, row.params, lang)
    return row.text or text, why


def cta_words(row: CtaRow, *, today: date, lang: str | None = None) -> tuple[str, str]:
    """Return (what to do, why) of a call to action, for lists that are not Today."""
    from app.operations.signals.shown import said_of

    reason, params = said_of(row, today)
    text, why = words_of(reason, {**params, "gone": row.gone_on}, lang)
    return str(row.facts.get("text") or "") or text, why


def digest_words(digest: Digest, lang: str | None = None) -> str:
    """Return the digest of tech touch as one line: whom anything reached, and who takes part in what."""
    comma = keyed("today.join", "comma", lang)
    parts = comma.join(f"{name_of(programme, lang)} {number(n)}" for programme, n in digest.programmes.items())
    said = keyed(
        "today.digest", "reached", lang, accounts=number(digest.accounts), reached=number(digest.reached),
        days=number(digest.days),
    )  # fmt: skip
    return said + (keyed("today.digest", "programmes", lang, programmes=parts) if parts else "")


def words_of(reason: str, params: Mapping[str, object], lang: str | None = None) -> tuple[str, str]:
    """Return (what to do, why) of a reason with its parameters; the why ends with how far a play is."""
    shown: dict[str, Any] = dict(params)
    for name, value in params.items():
        if isinstance(value, date):
            shown[name] = short_day(value, lang)
    if "kind" in shown:
        shown["kind"] = name_of(TouchpointKind(str(shown["kind"])), lang)
    if "gaps" in params:
        shown["gaps"] = shown_facts(params, lang)["gaps"]
    family = reason.partition(".")[0]
    if family in ("rejudge", "signal"):
        shown |= _judged(params, lang)
    elif family == "cta":
        shown |= shown_facts(params, lang)
    return keyed("today.text", reason, lang, **shown), keyed("today.why", reason, lang, **shown) + tail(params, lang)


def gap_words(row: TodayRow, lang: str | None = None) -> str:
    """Return what is not known of an account, as a list in words."""
    return str(shown_facts(row.params, lang)["gaps"])


def _judged(params: Mapping[str, object], lang: str | None) -> dict[str, str]:
    """Return the parameters of what is judged by a person or by a score, as they are read."""
    shown = {}
    for name, value in params.items():
        if name == "effect":
            shown[name] = signed(int(str(value)))
        elif name in ("band", "was"):
            shown[name] = name_of(Band(str(value)), lang)
        elif name in ("said", "days"):
            shown[name] = str(value or "—")
    aspects, values = params.get("aspects"), params.get("values")
    if isinstance(aspects, tuple) and isinstance(values, tuple):
        named = [f"{keyed('pulse.aspect', str(key), lang)} {value}" for key, value in zip(aspects, values, strict=True)]
        shown["aspects"] = keyed("today.join", "comma", lang).join(named)
        shown["what"] = named[0] if len(named) == 1 else keyed("today.join", "aspects", lang, n=len(named))
    if "cause" in params:
        shown["cause"] = cause_words(params, lang)
    return shown


def cause_words(params: Mapping[str, object], lang: str | None = None) -> str:
    """Return what did most of a fall, "" where nobody asked."""
    cause, names = str(params.get("cause") or ""), params.get("names")
    if not cause:
        return ""
    said = keyed("health.cause", cause, lang)
    if isinstance(names, tuple) and names:
        known = dict(names)
        measure = known.get(lang or current()) or next(iter(known.values()))
        said = keyed("today.join", "bracket", lang, first=measure, second=said)
    return keyed("today.why", "signal.cause", lang, cause=said)


def signed(value: int) -> str:
    """Return a number with its sign: +5, −5, ±0."""
    return f"+{number(value)}" if value > 0 else number(value) if value else "±0"
