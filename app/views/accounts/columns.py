"""The columns of the list of accounts: what is true of each account now, how it is sorted and how wide it is."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from math import ceil

from app.language import _, day, keyed, name_of
from app.operations.account_row import AccountRow, order_of
from app.views import theme as themes
from app.views.accounts import cells, health_cells, words
from app.views.accounts.cells import estimated_tag, late_tag, sample_tag
from app.views.header import PAD
from app.views.paint.chip import HealthChip, health_chip_size
from app.views.paint.spark import WIDTH
from app.views.paint.text import RIGHT
from app.views.row_table import Column
from app.vocabulary import Band, Fit, Phase, Segment

__all__ = ["FIXED", "SHOWN", "columns", "estimated_tag", "late_tag", "sample_tag"]

SHOWN = ("account", "health", "delta", "trend", "dear", "stage", "arr", "notice", "renewal", "contact", "next")
"""The columns a list begins with, in their order; the others wait in the menu."""
FIXED = "account"
"""The column that is always there."""

_SEGMENTS, _PHASES, _FITS = list(Segment), list(Phase), list(Fit)


def columns(today: date, limits: health_cells.Limits = health_cells.USUAL) -> list[Column[AccountRow]]:
    """Return the columns, with the days counted from `today`; `limits` are those of the bands."""
    return [
        Column(
            "account", _("Account"), lambda row: row.name, sort_key=order_of, width=216, delegate=cells.draw_name,
            tooltip=cells.name_tip, accessible=cells.name_aloud, strong=True,
        ),
        Column(
            "health", _("Health"), health_cells.chip_words, sort_key=lambda row: row.score, width=_health_width(),
            delegate=health_cells.draw_chip, tooltip=health_cells.chip_tip, accessible=health_cells.chip_aloud,
        ),
        Column(
            "delta", keyed("accounts.column", "delta"), health_cells.delta_text, align=RIGHT, width=58,
            delegate=health_cells.draw_delta,
            sort_key=lambda row: row.health.delta if row.health is not None else None,
            tooltip=health_cells.delta_aloud, accessible=health_cells.delta_aloud,
        ),
        Column(
            "trend", _("26-week trend"), health_cells.trend_aloud, width=_titled(_("26-week trend"), WIDTH),
            delegate=health_cells.draw_trend, tooltip=health_cells.trend_aloud, accessible=health_cells.trend_aloud,
        ),
        Column(
            "dear", "DEAR", health_cells.dear_aloud, width=_titled("DEAR", 64), delegate=health_cells.dear(limits),
            tooltip=health_cells.dear_aloud, accessible=health_cells.dear_aloud,
        ),
        Column(
            "stage", keyed("accounts.column", "stage"), _stage, sort_key=_stage_key, width=_stage_width(), tone="text2",
            tooltip=_whole_stage, accessible=_whole_stage,
        ),
        Column("arr", "ARR", lambda row: words.arr_words(row.mrr, row.currency), sort_key=_arr_key, align=RIGHT,
               width=92, delegate=cells.draw_arr, tooltip=lambda row: cells.arr_tip(row, today),
               accessible=words.arr_in_full),
        Column(
            "notice", _("Notice deadline"), lambda row: cells.day_or_dash(row.notice_date),
            sort_key=lambda row: row.notice_date, width=186, delegate=cells.notice(today),
            tooltip=lambda row: cells.notice_tip(row, today),
            accessible=lambda row: cells.notice_aloud(row, today),
        ),
        Column("renewal", _("Contract ends"), lambda row: cells.day_or_dash(row.ends),
               sort_key=lambda row: row.ends, width=_day_width(), tone="text2"),
        Column(
            "contact", _("Last contact / cadence"), lambda row: _contact_text(row, today),
            sort_key=lambda row: _contact_key(row, today), width=_titled(_("Last contact / cadence"), 108),
            delegate=cells.contact(today),
            tooltip=lambda row: words.contact_sentence(row.last_touch, row.cadence_days, today),
            accessible=lambda row: words.contact_sentence(row.last_touch, row.cadence_days, today),
        ),
        Column(
            "next", _("Next step"), cells.step_text, sort_key=lambda row: row.next_due, width=150,
            delegate=cells.step(today), tooltip=lambda row: cells.step_aloud(row, today),
            accessible=lambda row: cells.step_aloud(row, today),
        ),
        _plain("owner", _("Owner"), lambda row: row.owner, 110),
        _plain("tags", _("Tags"), lambda row: " ".join(f"#{tag}" for tag in row.tags), 150),
        Column("fit", _("Fit"), lambda row: name_of(row.fit) if row.fit else words.NOTHING,
               sort_key=lambda row: _FITS.index(row.fit) if row.fit else None, width=110, tone="text2"),
        _plain("industry", _("Industry"), lambda row: row.industry, 110),
        _plain("parent", _("Parent company"), lambda row: row.parent, 150),
        _plain("reading", _("Reading"), lambda row: row.reading, 140),
        _plain("domain", _("Domain"), lambda row: row.domain, 140),
    ]  # fmt: skip


def _plain(key: str, title: str, text: Callable[[AccountRow], str], width: int) -> Column[AccountRow]:
    """Return a column of plain words, sorted by them."""
    return Column(
        key, title, lambda row: text(row) or words.NOTHING, sort_key=lambda row: text(row).casefold() or None,
        width=width, tone="text2",
    )  # fmt: skip


def _titled(title: str, content: int) -> int:
    """Return the width at 100 % of a column that shows its title and a drawing of this width."""
    theme = themes.current()
    return max(ceil(theme.width(title, "caption", 500) * 100 / theme.scale) + 2, content) + 2 * PAD


def _health_width() -> int:
    """Return the width at 100 % that shows any chip, in the language of now."""
    theme = themes.current()
    widest = max(
        health_chip_size(HealthChip(band, name_of(band), None if band is Band.UNKNOWN else 100), theme).width()
        for band in (Band.GOOD, Band.WATCH, Band.RISK, Band.UNKNOWN)
    )
    return ceil(widest * 100 / theme.scale) + 2 * PAD


def _day_width() -> int:
    """Return the width at 100 % that shows any day, in the language of now."""
    theme = themes.current()
    return ceil(theme.width(day(date(2028, 12, 28)), "body") * 100 / theme.scale) + 2 * PAD + 2


def _stage(row: AccountRow) -> str:
    return words.stage(row.segment, row.phase)


def _whole_stage(row: AccountRow) -> str:
    return words.segment_and_phase(row.segment, row.phase)


def _stage_width() -> int:
    """Return the width at 100 % that shows every segment with every phase, in the language of now."""
    theme = themes.current()
    widest = max(theme.width(words.stage(one, two), "body") for one in Segment for two in Phase)
    return ceil(widest * 100 / theme.scale) + 2 * PAD + 2


def _stage_key(row: AccountRow) -> tuple[int, int] | None:
    if row.segment is None and row.phase is None:
        return None
    return (
        _SEGMENTS.index(row.segment) if row.segment else len(_SEGMENTS),
        _PHASES.index(row.phase) if row.phase else len(_PHASES),
    )


def _arr_key(row: AccountRow) -> tuple[str, object] | None:
    # Amounts compare only within one currency.
    return (row.currency, row.mrr) if row.mrr else None


def _contact_text(row: AccountRow, today: date) -> str:
    return words.contact(row.last_touch, row.cadence_days, today).text


def _contact_key(row: AccountRow, today: date) -> int | None:
    return (today - row.last_touch).days if row.last_touch is not None else None
