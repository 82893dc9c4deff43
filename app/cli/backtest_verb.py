"""The verb of the back-test: what scores were worth before renewals were decided."""

from __future__ import annotations

from argparse import Namespace
from fractions import Fraction

from app.cli.answers import Answer, account_name, table
from app.health.backtest import Alone, AtHorizon, BackTest, Case, NotEnough, Row, Suggestion
from app.language import _, day, ngettext, number
from app.operations.book import Book
from app.operations.churn_words import tag_words
from app.operations.health.backtest import MOST_LEAD
from app.operations.health.backtest import backtest as ask
from app.statistics import Rate

_NOTHING = "–"


def backtest(arguments: Namespace, book: Book) -> Answer:
    """Hold the scores of before past renewals against what happened."""
    found = book.read(ask, horizon=arguments.horizon, strict=arguments.strict, today=book.clock.today())
    if isinstance(found, NotEnough):
        return Answer({"not_enough_data": _too_few(found)}, not_enough(found))
    return Answer(_document(found), "\n".join(_text(found)))


def not_enough(found: NotEnough) -> str:
    """Return why nothing is said yet."""
    return _(
        "Not enough data: {outcomes} decided renewals with a score, {losses} of them lost. "
        "It takes {least_outcomes} with {least_losses} losses before a figure means anything.",
        outcomes=found.outcomes,
        losses=found.losses,
        least_outcomes=found.least_outcomes,
        least_losses=found.least_losses,
    )


def _too_few(found: NotEnough) -> dict[str, int]:
    return {
        "outcomes": found.outcomes,
        "losses": found.losses,
        "least_outcomes": found.least_outcomes,
        "least_losses": found.least_losses,
    }


def _document(found: BackTest) -> dict[str, object]:
    return {
        **_horizon(found.main),
        "green_churners": [_churner(case) for case in found.green_churners],
        "lead_days": None if found.lead is None else _decimal(found.lead, 1),
        "horizons": [_horizon(at) for at in found.horizons],
        "suggested_weights": _suggested(found.suggestion),
        "assumed": found.assumed,
        "strict": found.strict,
    }


def _horizon(at: AtHorizon) -> dict[str, object]:
    return {
        "horizon": at.horizon,
        "outcomes": at.outcomes,
        "losses": at.losses,
        "unscored": at.unscored,
        "auc": _decimal(at.auc),
        "baselines": {
            "always_renews": _rate(at.always_renews),
            "pulse_alone": _alone(at.pulse),
            "usage_alone": _alone(at.usage),
        },
        "table": [_row(row) for row in at.table],
    }


def _row(row: Row) -> dict[str, object]:
    return {
        "threshold": row.threshold,
        "caught": row.caught,
        "missed": row.missed,
        "false_alarms": row.false_alarms,
        "kept": row.kept,
        "recall": _rate(row.recall),
        "precision": _rate(row.precision),
        "accuracy": _rate(row.accuracy),
    }


def _rate(rate: Rate) -> dict[str, object]:
    low, high = rate.interval or (None, None)
    return {"n": rate.n, "of": rate.of, "low": _decimal(low), "high": _decimal(high)}


def _alone(alone: Alone) -> dict[str, object]:
    return {"auc": _decimal(alone.auc), "outcomes": alone.outcomes, "losses": alone.losses}


def _churner(case: Case) -> dict[str, object]:
    return {
        "account": account_name(case.account_id, case.name),
        "decided_on": case.decided_on.isoformat(),
        "scores": {str(horizon): point.score for horizon, point in case.points.items()},
        "tags": list(case.tags),
        "notes": [{"on": note.on.isoformat(), "kind": note.kind, "text": note.text} for note in case.notes],
    }


def _suggested(found: Suggestion | None) -> dict[str, object] | None:
    if found is None:
        return None
    return {
        "weights": {key: {"now": str(now), "suggested": str(other)} for key, (now, other) in found.weights.items()},
        "auc_now": _decimal(found.auc_now),
        "auc_suggested": _decimal(found.auc_then),
        "folds": found.folds,
        "outcomes": found.outcomes,
        "losses": found.losses,
    }


def _decimal(value: Fraction | float | None, places: int = 4) -> str | None:
    return None if value is None else f"{float(value):.{places}f}"


def _text(found: BackTest) -> list[str]:
    lines: list[str] = []
    for at in found.horizons:
        lines += [*_told(at), ""]
    lines.append(_lead(found))
    lines.append(_("Lost although the score was good:") if found.green_churners else _("Nobody was lost unseen."))
    for case in found.green_churners:
        scores = " → ".join(
            _NOTHING if point.score is None else number(point.score) for point in case.points.values()
        )  # fmt: skip
        lines.append(f"  {case.name}  {day(case.decided_on)}  {scores}  {', '.join(tag_words(case.tags))}")
        lines += [f"    {day(note.on)}  {note.text.splitlines()[0]}" for note in case.notes if note.text]
    if found.assumed:
        readings = ngettext("{n} reading was", "{n} readings were", found.assumed)
        lines += [
            "",
            _("Assumed: {readings} imported later and counted as known when its source told.", readings=readings),
        ]
    return lines


def _told(at: AtHorizon) -> list[str]:
    heading = _(
        "{horizon} days before: {outcomes} renewals, {losses} lost, AUC {auc}",
        horizon=at.horizon, outcomes=at.outcomes, losses=at.losses, auc=_figure(at.auc),
    )  # fmt: skip
    headings = (_("Score under"), _("Caught"), _("Missed"), _("False alarms"), _("Rightly calm"), _("Losses caught"))
    rows = [
        (
            number(row.threshold), number(row.caught), number(row.missed), number(row.false_alarms), number(row.kept),
            _percent(row.recall),
        )
        for row in at.table
    ]  # fmt: skip
    beside = _(
        "Beside it: always renews {always} right · pulse alone AUC {pulse} · usage alone AUC {usage}",
        always=f"{at.always_renews.n}/{at.always_renews.of}",
        pulse=_figure(at.pulse.auc),
        usage=_figure(at.usage.auc),
    )
    return [heading, table(headings, rows), beside]


def _percent(rate: Rate) -> str:
    if rate.interval is None:
        return _NOTHING
    low, high = rate.interval
    return f"{rate.n}/{rate.of} ({number(round(low * 100))}–{number(round(high * 100))} %)"


def _lead(found: BackTest) -> str:
    if found.lead is None:
        return _("No loss was seen coming.")
    days = number(int(found.lead)) + ("+" if found.lead >= MOST_LEAD else "")
    return _("Of the losses that were seen, half were no longer good {days} days before.", days=days)


def _figure(value: Fraction | None) -> str:
    return _NOTHING if value is None else f"{float(value):.2f}"
