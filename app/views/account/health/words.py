"""What the health tab says of a value, its age and source, and in one sentence of the whole score."""

from __future__ import annotations

from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from app.health.model import LEAST, Effect, Measure, Take
from app.health.printed import Printed
from app.health.score import Part, Score
from app.health.values import Valued, Why
from app.language import _, current, keyed, ngettext, number, short_day
from app.vocabulary import Band

NOTHING = "—"


def named(names: object, key: str = "") -> str:
    """Return the name of a part of a model in the language of the window."""
    known = dict(names) if isinstance(names, dict) else dict(getattr(names, "items", dict)())
    return str(known.get(current()) or next((word for word in known.values() if word), key))


def amount(value: Decimal, places: int = 1, *, signed: bool = False) -> str:
    """Return a number with a real minus sign, and a plus where it is a difference."""
    said = number(value, places)
    return f"+{said}" if signed and Decimal(value).quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP) > 0 else said


def signed(value: Decimal | int, places: int = 0) -> str:
    """Return a difference: +3, −5, ±0."""
    said = amount(Decimal(value), places, signed=True)
    return f"±{number(Decimal(0), places)}" if not said.strip("−0.,") else said


def _plain(value: Decimal) -> str:
    """Return a number with at most one decimal, and that only where it says something."""
    return number(value, 0 if value == value.to_integral_value() or abs(value) >= 20 else 1)


def reading_words(measure: Measure, raw: Decimal) -> str:
    """Return one value of a measure with what it counts."""
    figure = _plain(raw)
    if measure.take is Take.CHANGE:
        return _("{n}% in {days} d", n=signed(raw.quantize(Decimal(1), ROUND_HALF_UP)), days=measure.window_days or 28)
    if measure.take is Take.SUM:
        return _("{n} in {days} d", n=figure, days=measure.window_days or 28)
    if measure.unit in ("1-5", "/5"):
        return f"{figure} / 5"
    if measure.unit == "/100":
        return _("{n} per 100", n=figure)
    special = {
        "invoices_paid_days": lambda: _("{n} d late", n=figure) if raw > LEAST else _("on time"),
        "book_overdue": lambda: ngettext("{n} promise", "{n} promises", int(raw)),
        "book_cadence": lambda: _("{n}% of the cadence", n=figure),
        "book_value": lambda: _("{n}% of the fee", n=figure),
        "csat": lambda: f"{figure} / 5",
    }.get(measure.reading)
    if special is not None:
        return special()
    return f"{figure}%" if measure.unit == "%" else f"{figure} {measure.unit}".strip()


def value_words(value: Valued) -> str:
    """Return what was read, or a dash."""
    return reading_words(value.measure, value.raw) if value.raw is not None else NOTHING


def age_words(days: int) -> str:
    """Return how old something is."""
    if days < 2:
        return (_("today"), _("yesterday"))[max(days, 0)]
    return _("{n} d", n=number(days))


def source_words(source: str) -> str:
    """Return where a reading came from, in words; what nobody knows by name stands as it is."""
    return keyed("health.source", source) if source else ""


def fresh_words(value: Valued) -> str:
    """Return age and source: 昨日 · 製品; 94 d · billing."""
    if value.reading is None or value.age_days is None:
        return _("no data")
    return " · ".join(part for part in (age_words(value.age_days), source_words(value.reading.source)) if part)


def stale_words(value: Valued) -> str:
    """Return what the pill of an old value says."""
    if value.why is Why.INHERITED:
        return _("Inherited")
    return _("Stale {n} d", n=number(value.age_days or 0))


def near(value: date, today: date) -> str:
    """Return a day as it is said of days near by: 12/15, 15 Dec."""
    said = short_day(value)
    bare = said.split(" ", 1)[0] if current() == "ja" else said.split(" ", 1)[1]
    return (
        bare
        if abs((value - today).days) < 300
        else f"{value.year}/{bare}"
        if current() == "ja"
        else f"{bare} {value.year}"
    )


def biggest_drag(score: Score) -> Part | None:
    """Return what pulls the score down most, or None where nothing does."""
    worst = min(score.parts, key=lambda part: part.effect, default=None)
    return worst if worst is not None and worst.effect < 0 else None


def sentence(score: Score, printed: Printed, today: date) -> str:
    """Return what the score comes from: data, the biggest drag, what rules and the manager made of it."""
    if score.band is Band.UNKNOWN:
        return _("Nothing usable is known yet. A score appears as soon as there is data.")
    if score.score is None:
        return _(
            "Only {coverage}% of the input is usable; below {floor}% there is no verdict.",
            coverage=number(score.coverage), floor=number(score.model.coverage_floor),
        )  # fmt: skip
    said = []
    if score.data is not None:
        said.append(_("Data alone says {n}.", n=amount(score.data)))
    worst = biggest_drag(score)
    rules = [one for one in score.rules if one.effect]
    if worst is None:
        said += [_("Nothing pulls the score down.")] if not any(one.effect < 0 for one in rules) else []
    elif all(worst.effect <= one.effect for one in rules):
        effect = amount(printed.parts[score.parts.index(worst)], signed=True)
        name, value = named(worst.measure.name, worst.measure.key), value_words(worst.value)
        said.append(_("{measure} ({value}) is the biggest drag at {effect}.", measure=name, value=value, effect=effect))
    said += [_rule(one.rule.effect, named(one.rule.name), one.rule.score) for one in rules]
    if score.feeling is not None:
        felt = signed(score.feeling.effect)
        until = near(score.feeling.expires, today)
        by = score.feeling.by
        said.append(
            _("{by} adds {effect} (until {until}).", by=by, effect=felt, until=until)
            if by
            else _("My feeling adds {effect} (until {until}).", effect=felt, until=until)
        )
    if score.override is not None:
        until = near(score.override.expires, today)
        said.append(_("Set to {score} by hand until {until}.", score=score.override.score, until=until))
    return ("" if current() == "ja" else " ").join(said)


def _rule(effect: Effect, name: str, score: Decimal) -> str:
    bound = number(score)
    if effect is Effect.CAP:
        return _("“{rule}” holds it at {score} or below.", rule=name, score=bound)
    if effect is Effect.FLOOR:
        return _("“{rule}” holds it at {score} or above.", rule=name, score=bound)
    return _("“{rule}” sets it to {score}.", rule=name, score=bound)


def rule_bound(effect: Effect, score: Decimal) -> str:
    """Return what a rule does, for its line."""
    bound = number(score)
    if effect is Effect.CAP:
        return _("at most {score}", score=bound)
    return _("at least {score}", score=bound) if effect is Effect.FLOOR else _("set to {score}", score=bound)


def stale_count(score: Score) -> int:
    """Return how many inputs are known, but too old or not one's own."""
    return sum(part.value.why in (Why.EXPIRED, Why.INHERITED) for part in score.parts)


def coverage_words(score: Score) -> str:
    """Return how much of the input is usable, and how many are stale: 95% · 古い入力 1件."""
    said = [f"{number(score.coverage)}%"]
    old, missing = stale_count(score), sum(part.value.why is Why.MISSING for part in score.parts)
    if old:
        said.append(ngettext("{n} stale input", "{n} stale inputs", old))
    elif missing:
        said.append(ngettext("{n} input missing", "{n} inputs missing", missing))
    return " · ".join(said)
