"""How the cells of the list of accounts are drawn and read aloud."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter

from app.language import _, day, ngettext, short_day
from app.operations.account_row import AccountRow
from app.views import icons
from app.views.account.words import late
from app.views.accounts import words
from app.views.paint.cadence import paint_cadence_meter
from app.views.paint.pill import Pill, days_pill, paint_pill, paint_tag, pill_size
from app.views.paint.text import RIGHT, paint_text
from app.views.theme import Theme
from app.vocabulary import Side

Draw = Callable[[QPainter, QRectF, AccountRow, Theme], None]
_GAP, _DOT, _PIN = 8, 8, 14


def sample_tag() -> Pill:
    """Return the tag of what belongs to the made-up book."""
    return Pill(_("Sample"), "unknown")


def estimated_tag() -> Pill:
    """Return the tag of a notice deadline that stands on the usual month, not on the contract."""
    return Pill(_("est."), "watch")


def late_tag() -> Pill:
    """Return the tag of money that counts only because a renewal may still come."""
    return Pill(_("Only by the grace"), "watch")


def _after(box: QRectF, x: float) -> QRectF:
    return QRectF(x + _GAP, box.top(), max(box.right() - x - _GAP, 0), box.height())


def draw_name(painter: QPainter, box: QRectF, row: AccountRow, theme: Theme) -> None:
    """Draw the name, the pin and the tag of a sample."""
    tag = sample_tag() if row.sample else None
    room = (pill_size(tag, theme).width() + _GAP if tag is not None else 0) + (_PIN + _GAP if row.pinned else 0)
    rest = QRectF(box.left(), box.top(), max(box.width() - room, 0), box.height())
    end = paint_text(painter, rest, row.name, theme, theme.color.text, "body", 600)
    if row.pinned:
        spot = QRectF(round(end + _GAP), round(box.center().y() - _PIN / 2), _PIN, _PIN)
        icons.paint_icon(painter, spot, "pin", theme.color.text3)
        end = spot.right()
    if tag is not None:
        paint_tag(painter, _after(box, end), tag, theme)


def name_tip(row: AccountRow) -> str:
    """Return what else there is to know of an account by its name."""
    said = [
        row.name,
        row.reading,
        row.owner and _("Owner: {owner}", owner=row.owner),
        " ".join(f"#{tag}" for tag in row.tags),
    ]
    return "\n".join(part for part in said if part)


def name_aloud(row: AccountRow) -> str:
    """Return the name with what is drawn beside it."""
    marks = [*((_("Pinned"),) if row.pinned else ()), *((_("Sample"),) if row.sample else ())]
    return f"{row.name} ({_(', ').join(marks)})" if marks else row.name


def day_or_dash(value: date | None) -> str:
    """Return a day, or a dash where there is none."""
    return day(value) if value is not None else words.NOTHING


def draw_arr(painter: QPainter, box: QRectF, row: AccountRow, theme: Theme) -> None:
    """Draw the amount, with a clock before it where it counts only by the grace."""
    said, tone = words.arr_words(row.mrr, row.currency), "watch_text" if row.late is not None else "text"
    paint_text(painter, box, said, theme, theme.tone(tone), align=RIGHT)
    if row.late is not None:
        left = max(box.left(), box.right() - theme.width(said, "body") - _GAP / 2 - _PIN)
        spot = QRectF(round(left), round(box.center().y() - _PIN / 2), _PIN, _PIN)
        icons.paint_icon(painter, spot, "clock-alert", theme.tone(tone))


def arr_tip(row: AccountRow, today: date) -> str:
    """Return the amount in full words, and why it counts where a renewal is late."""
    return "\n".join([words.arr_in_full(row), *([late(row.late, today)] if row.late is not None else [])])


def notice(today: date) -> Draw:
    """Return what draws the notice deadline with the days left."""

    def draw(painter: QPainter, box: QRectF, row: AccountRow, theme: Theme) -> None:
        if row.notice_date is None and row.late is not None:
            paint_tag(painter, box, late_tag(), theme)
            return
        if row.notice_date is None:
            paint_text(painter, box, words.NOTHING, theme, theme.color.text2)
            return
        x = paint_text(painter, box, day(row.notice_date), theme, theme.color.text)
        if row.notice_estimated:
            x = paint_tag(painter, _after(box, x), estimated_tag(), theme)
        pill = days_pill((row.notice_date - today).days, words.days_short(row.notice_date, today))
        if pill is not None:
            paint_pill(painter, _after(box, x), pill, theme)

    return draw


def notice_tip(row: AccountRow, today: date) -> str:
    """Return the deadline in a sentence."""
    if row.notice_date is None:
        return late(row.late, today) if row.late is not None else _("No contract in force")
    said = _("Notice by {day}, contract ends {end}", day=day(row.notice_date), end=day_or_dash(row.renewal_date))
    if row.notice_estimated:
        said += "\n" + _("The contract's notice term is not known; one month is assumed.")
    return said


def notice_aloud(row: AccountRow, today: date) -> str:
    """Return the deadline in a sentence, with the days left."""
    said = notice_tip(row, today)
    return f"{said} ({words.days_left(row.notice_date, today)})" if row.notice_date is not None else said


def contact(today: date) -> Draw:
    """Return what draws the meter of the last contact."""

    def draw(painter: QPainter, box: QRectF, row: AccountRow, theme: Theme) -> None:
        paint_cadence_meter(painter, box, words.contact(row.last_touch, row.cadence_days, today), theme)

    return draw


def step(today: date) -> Draw:
    """Return what draws the next step: a dot where its day has come or gone, a violet square where it is theirs."""

    def draw(painter: QPainter, box: QRectF, row: AccountRow, theme: Theme) -> None:
        if not row.next_step:
            paint_text(painter, box, words.NOTHING, theme, theme.color.text2)
            return
        x = box.left()
        due = row.next_due is not None and row.next_due <= today
        if due or row.next_side is Side.CUSTOMER:
            _mark(painter, QRectF(x, round(box.center().y() - _DOT / 2), _DOT, _DOT), row, theme, today)
            x += _DOT + _GAP
        right = box.right()
        if row.next_due is not None:
            # The day is seen also where the words are cut off.
            by = near(row.next_due)
            past = row.next_due < today
            ink = theme.meaning["risk"].text if past else theme.color.text2
            width = theme.width(by, "label")
            paint_text(painter, QRectF(right - width, box.top(), width + 1, box.height()), by, theme, ink, "label")
            right -= width + _GAP
        rest = QRectF(x, box.top(), max(right - x, 0), box.height())
        paint_text(painter, rest, row.next_step, theme, theme.color.text)

    return draw


def _mark(painter: QPainter, spot: QRectF, row: AccountRow, theme: Theme, today: date) -> None:
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    past = row.next_due is not None and row.next_due < today
    if row.next_side is Side.CUSTOMER:
        painter.setBrush(theme.meaning["customer"].fill)
        painter.drawRoundedRect(spot, 2, 2)
    else:
        painter.setBrush(theme.meaning["risk" if past else "watch"].fill)
        painter.drawEllipse(spot)
    painter.restore()


def near(value: date) -> str:
    """Return a day without year and weekday: 11/17, 17 Nov."""
    said = short_day(value)
    return said.split(" ", 1)[0] if said[0].isdigit() else said.split(" ", 1)[1]


def step_text(row: AccountRow) -> str:
    """Return the next step with its day."""
    if not row.next_step:
        return words.NOTHING
    return f"{row.next_step} {short_day(row.next_due)}" if row.next_due is not None else row.next_step


def step_aloud(row: AccountRow, today: date) -> str:
    """Return the next step in a sentence: whose it is, and by when."""
    if not row.next_step:
        return _("No next step")
    said = _("Customer: {step}", step=row.next_step) if row.next_side is Side.CUSTOMER else row.next_step
    if row.next_due is None:
        return said
    late = (today - row.next_due).days
    if late > 0:
        return ngettext(
            "{step} (by {day}, {n} day past)", "{step} (by {day}, {n} days past)", late, step=said,
            day=short_day(row.next_due),
        )  # fmt: skip
    return _("{step} (by {day})", step=said, day=short_day(row.next_due))
