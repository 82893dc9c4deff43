"""Causes in scores: a fall within thirty days, and data that says another thing than the one who knows them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from app.alerts.firing import Finding
from app.alerts.rules import Rule
from app.health.finish import rounded
from app.operations.health.row_health import RowHealth
from app.operations.health.signals import lower
from app.operations.today_causes import Ground

Scores = Mapping[str, RowHealth]


def scores_fell(ground: Ground, rule: Rule, health: Scores) -> Iterator[Finding]:
    """Yield accounts whose score fell by so many points or into a lower band within thirty days."""
    for account_id in ground.accounts:
        known = health.get(account_id)
        if known is None:
            continue
        down = lower(known.band, known.band_before)
        if down or (known.delta is not None and known.delta <= -rule.number("points")):
            params = {
                "score": known.score, "before": known.before, "points": -(known.delta or 0), "band": str(known.band),
                "was": str(known.band_before), "down": down,
            }  # fmt: skip
            yield Finding(account_id, rule.key, "", params)


def disagreeing(ground: Ground, rule: Rule, health: Scores) -> Iterator[Finding]:
    """Yield accounts where data and pulse lie so many points apart."""
    for account_id in ground.accounts:
        known = health.get(account_id)
        gap = known.disagreement if known is not None else None
        if known is None or gap is None or known.data is None or known.pulse is None:
            continue
        if abs(gap) >= rule.number("points"):
            params = {
                "data": rounded(known.data), "pulse": rounded(known.pulse), "gap": rounded(abs(gap)),
                "higher": gap > 0,
            }  # fmt: skip
            yield Finding(account_id, rule.key, "", params)
