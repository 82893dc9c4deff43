"""How the cells of the list that tell of health are drawn and read aloud: chip, difference, small line, dimensions."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter

from app.language import _, name_of, number
from app.operations.account_row import AccountRow
from app.views.accounts import words
from app.views.paint.chip import HealthChip, paint_health_chip
from app.views.paint.dear import Bar, paint_dear
from app.views.paint.spark import paint_spark
from app.views.paint.text import RIGHT, paint_text
from app.views.theme import Theme
from app.vocabulary import Band

if TYPE_CHECKING:
    from app.operations.health.row_health import RowHealth

Draw = Callable[[QPainter, QRectF, AccountRow, Theme], None]
Limits = tuple[int, int]
"""From which score on it is good, and from which on it is watched."""
USUAL: Limits = (70, 45)
LETTERS = ("D", "E", "A", "R")
BESIDE, _MOST = ("+", "P"), 4
COMING = "…"
_TONES = {"up": "good_text", "down": "risk_text"}


def chip(row: AccountRow) -> HealthChip:
    """Return the chip of an account's health; without a verdict it has a word and no number."""
    return HealthChip(row.band, name_of(row.band), row.score)


def is_coming(row: AccountRow) -> bool:
    """Tell whether the scores are still being worked out."""
    return row.health is None


def draw_chip(painter: QPainter, box: QRectF, row: AccountRow, theme: Theme) -> None:
    """Draw the chip, or that it is on its way."""
    if is_coming(row):
        paint_text(painter, box, COMING, theme, theme.color.text3)
    else:
        paint_health_chip(painter, box, chip(row), theme)


def chip_words(row: AccountRow) -> str:
    """Return the chip in words."""
    shown = chip(row)
    return shown.word if shown.score is None else f"{shown.score} {shown.word}"


def chip_tip(row: AccountRow) -> str:
    """Return what the number stands on and how to open it."""
    if is_coming(row):
        return _("The score is being worked out")
    said = [_("Health: {health}", health=chip_words(row)), *_about(row, row.health)]
    return "\n".join([*said, _("Click or Shift+Enter: what costs it most")])


def _about(row: AccountRow, known: RowHealth | None) -> list[str]:
    said = []
    if row.band is Band.UNKNOWN:
        said.append(_("There is not enough data to judge by"))
    else:
        said.append(_("Coverage {percent}%", percent=number(row.coverage)))
    if known is not None and known.data is not None and known.pulse is not None:
        said.append(_("Data alone {data}, own pulse alone {pulse}", data=number(known.data), pulse=number(known.pulse)))
    if known is not None and known.group is not None and known.group_band is not None:
        said.append(_("With subsidiaries {score} {band}", score=known.group, band=name_of(known.group_band)))
    return said


def chip_aloud(row: AccountRow) -> str:
    """Return the chip in words, with what it is of."""
    if is_coming(row):
        return _("The score is being worked out")
    return _("Health: {health}", health=chip_words(row))


def delta_text(row: AccountRow) -> str:
    """Return the difference to thirty days ago with its sign; a dash where either day has no score."""
    by = row.health.delta if row.health is not None else None
    if by is None:
        return words.NOTHING if row.health is not None else ""
    return f"+{number(by)}" if by > 0 else number(by) if by else "±0"


def draw_delta(painter: QPainter, box: QRectF, row: AccountRow, theme: Theme) -> None:
    """Draw the difference: within the dead band it is plain, beyond it bold and in the colour of its direction."""
    turn = row.health.trend if row.health is not None else None
    tone = _TONES.get(str(turn or ""), "text2")
    paint_text(painter, box, delta_text(row), theme, theme.tone(tone), "body", 600 if tone != "text2" else 0, RIGHT)


def delta_aloud(row: AccountRow) -> str:
    """Return the difference as a sentence."""
    if row.health is None or row.health.delta is None or row.health.before is None:
        return _("No score to compare with 30 days ago")
    return _("{delta} in 30 days, from {before}", delta=delta_text(row), before=number(row.health.before))


def draw_trend(painter: QPainter, box: QRectF, row: AccountRow, theme: Theme) -> None:
    """Draw the weekly scores, or that there are none yet."""
    if row.health is None:
        return
    if row.health.spark is None:
        paint_text(painter, box, _("waiting for data"), theme, theme.color.text2, "label", 400)
    else:
        paint_spark(painter, box, row.health.spark, row.band, theme)


def trend_aloud(row: AccountRow) -> str:
    """Return the weekly scores in words: from where to where, and how far they went."""
    spark = row.health.spark if row.health is not None else None
    known = [score for score in spark or () if score is not None]
    if not known:
        return _("waiting for data")
    return _(
        "{first} → {last} in {weeks} weeks, between {low} and {high}", first=known[0], last=known[-1],
        weeks=len(spark or ()), low=min(known), high=max(known),
    )  # fmt: skip


def bars(row: AccountRow, limits: Limits) -> tuple[Bar, ...]:
    """Return the columns of the dimensions; their letters stand there also before their scores do."""
    known = row.health.dear if row.health is not None else {}
    found = []
    # Tickets and one's own pulse stand beside what the columns are about.
    for letter in [letter for letter in known if letter not in BESIDE][:_MOST] or LETTERS:
        score = known[letter].score if letter in known else None
        found.append(Bar(letter, score, Band.UNKNOWN if score is None else _band(score, limits)))
    return tuple(found)


def _band(score: int, limits: Limits) -> Band:
    return Band.GOOD if score >= limits[0] else Band.WATCH if score >= limits[1] else Band.RISK


def dear(limits: Limits) -> Draw:
    """Return what draws the dimensions."""

    def draw(painter: QPainter, box: QRectF, row: AccountRow, theme: Theme) -> None:
        if row.health is not None:
            paint_dear(painter, box, bars(row, limits), theme)

    return draw


def dear_aloud(row: AccountRow) -> str:
    """Return the dimensions in words, a line each, with their difference to ninety days ago."""
    known = row.health.dear if row.health is not None else {}
    return "\n".join(_dimension(letter, one.score, one.delta) for letter, one in known.items()) or words.NOTHING


def _dimension(letter: str, score: int | None, delta: int | None) -> str:
    name = {
        "D": _("Deployment"), "E": _("Engagement"), "A": _("Adoption"), "R": _("Return"),
        "+": _("Support and promises"), "P": _("Pulse"),
    }.get(letter, letter)  # fmt: skip
    if score is None:
        return _("{name}: no data", name=name)
    if delta is None:
        return f"{name}: {number(score)}"
    shown = f"+{number(delta)}" if delta > 0 else number(delta) if delta else "±0"
    return _("{name}: {score} ({delta} in 90 days)", name=name, score=number(score), delta=shown)
