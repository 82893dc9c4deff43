"""The rows of Today in words, as the command line prints them and the window reads them aloud."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from app.language import keyed, name_of, short_day
from app.vocabulary import TouchpointKind

if TYPE_CHECKING:
    from app.operations.today import TodayRow


def today_words(row: TodayRow, lang: str | None = None) -> tuple[str, str]:
    """Return (what to do, why) of a row in words."""
    shown: dict[str, Any] = dict(row.params)
    for name, value in row.params.items():
        if isinstance(value, date):
            shown[name] = short_day(value, lang)
    if "kind" in shown:
        shown["kind"] = name_of(TouchpointKind(str(shown["kind"])), lang)
    if "gaps" in shown:
        shown["gaps"] = gap_words(row, lang)
    return row.text or keyed("today.text", row.reason, lang, **shown), keyed("today.why", row.reason, lang, **shown)


def gap_words(row: TodayRow, lang: str | None = None) -> str:
    """Return what is not known of an account, as a list in words."""
    gaps = row.params["gaps"]
    assert isinstance(gaps, list)
    return keyed("today.join", "comma", lang).join(keyed("today.gap", gap, lang) for gap in gaps)
