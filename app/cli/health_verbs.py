"""The verb of health: one account's score as a column that adds up, and why it moved."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Mapping
from decimal import Decimal

from app.cli.answers import Answer, table
from app.health.printed import Printed, printed, printed_causes
from app.health.score import Part, Score
from app.health.why import Charge
from app.language import _, current, day, keyed, name_of, number
from app.operations.accounts import find_account
from app.operations.book import Book
from app.operations.health.account_health import AccountHealth
from app.operations.health.replay import replay

_NOTHING = "–"


def health(arguments: Namespace, book: Book) -> Answer:
    """Tell the score of an account, as known at the end of a day, and how it came about."""
    today = book.clock.today()
    account = book.read(find_account, arguments.account)
    found, document = book.read(
        replay, account, as_of=arguments.as_of or today, since=arguments.since, today=today
    )  # fmt: skip
    return Answer(document, "\n".join(_text(found)))


def _text(found: AccountHealth) -> list[str]:
    score, lines = found.score, [_heading(found), ""]
    shown = printed(score)
    rows: list[tuple[str, ...]] = [("", _("Start"), "", "", "", "", number(shown.start, 1))]
    rows += [_row(part, effect) for part, effect in zip(score.parts, shown.parts, strict=True)]
    if shown.mean is not None:
        rows.append(_total(_("Score from the measures"), shown.mean))
    rows += _steps(score, shown)
    headings = ("", _("Input"), _("Value"), _("Age · source"), _("Weight"), _("Score"), _("Effect"))
    lines.append(table(headings, rows))
    if found.change is not None:
        total, effects = printed_causes(found.change)
        since = day(found.change.since.as_of)
        lines += ["", _("Since {day}: {total}", day=since, total=_signed(total))]
        lines += [
            f"  {_cause(score, charge)}  {_signed(effect)}"
            for charge, effect in zip(found.change.causes, effects, strict=True)
        ]
    return lines


def _heading(found: AccountHealth) -> str:
    score = found.score
    figure = _NOTHING if score.score is None else number(score.score)
    parts = [f"{found.name}  {figure} {name_of(score.band)}"]
    if found.delta is not None:
        parts.append(_("{delta} in 30 days", delta=_signed(Decimal(found.delta), 0)))
    parts.append(_("Coverage {n}%", n=number(score.coverage)))
    parts.append(_("as known on {day}", day=day(score.as_of)))
    return " · ".join(parts)


def _row(part: Part, effect: Decimal) -> tuple[str, ...]:
    value = part.value
    age = _NOTHING
    if value.reading is not None and value.age_days is not None:
        age = _("{n} d · {source}", n=number(value.age_days), source=keyed("health.source", value.reading.source))
        age = f"{age} {_('(stale)')}" if value.stale else age
    return (
        part.dimension.letter,
        _named(part.measure.name, part.measure.key),
        _NOTHING if value.raw is None else f"{_plain(value.raw)}{_unit(part.measure.unit)}",
        age,
        f"{number(part.effective_weight * 100, 1)}%",
        _NOTHING if value.score is None else number(value.score, 1),
        _signed(effect),
    )


def _steps(score: Score, shown: Printed) -> list[tuple[str, ...]]:
    if shown.exact is None or shown.score is None:
        return [_total(_("Not enough to say: under {n}% coverage", n=number(score.model.coverage_floor)))]
    rows = [
        _total(_named(one.rule.name, one.rule.key), effect, signed=True)
        for one, effect in zip(score.rules, shown.rules, strict=True)
    ]
    if score.feeling is not None:
        rows.append(_total(_("My feeling: {reason}", reason=score.feeling.reason), shown.feeling, signed=True))
    if score.override is not None:
        rows.append(_total(_("Override: {reason}", reason=score.override.reason), shown.override, signed=True))
    if score.clamp:
        rows.append(_total(_("Kept within 0–100"), shown.clamp, signed=True))
    rows.append(_total(_("Rounding"), shown.rounding, signed=True))
    return [*rows, _total(_("Health"), Decimal(shown.score), places=0)]


def _total(words: str, value: Decimal | None = None, *, signed: bool = False, places: int = 1) -> tuple[str, ...]:
    figure = "" if value is None else _signed(value, places) if signed else number(value, places)
    return "", words, "", "", "", "", figure


def _cause(score: Score, charge: Charge) -> str:
    words = keyed("health.cause", str(charge.cause))
    measure = score.model.measure(charge.measure) if charge.measure else None
    return words if measure is None else f"{_named(measure.name, measure.key)} · {words}"


def _named(words: Mapping[str, str], key: str) -> str:
    return words.get(current()) or next(iter(words.values()), key)


def _plain(value: Decimal) -> str:
    return number(value, 0 if value == value.to_integral_value() else 1)


def _unit(unit: str) -> str:
    return "" if unit == "1-5" else unit


def _signed(value: Decimal, places: int = 1) -> str:
    text = number(value, places)
    return f"+{text}" if value.quantize(Decimal(1).scaleb(-places)) > 0 else text
