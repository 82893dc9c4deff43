"""Every cause that the rules find in the book on a day: few questions over the whole book for each rule."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from app.alerts.firing import Finding
from app.alerts.rules import Evidence, Rule
from app.models.database import Session
from app.operations.signals import measured, people, planned, scored, told
from app.operations.signals.scored import Scores
from app.operations.signals.shipped import rules_of
from app.operations.today_causes import Ground, ground_of
from app.vocabulary import TodayKind

_FROM_BOOK: Mapping[Evidence, Callable[[Ground, Rule], Iterator[Finding]]] = {
    Evidence.PERSON_LEFT: people.people_left,
    Evidence.PERSON_SILENT: people.people_silent,
    Evidence.MOVES: people.moves_unconfirmed,
    Evidence.SHIPPED: told.shipped_untold,
    Evidence.USAGE_DROP: measured.usage_dropped,
    Evidence.LICENCES: measured.licences_fill,
    Evidence.TICKETS: measured.tickets_pile,
    Evidence.PAYMENT: measured.paid_late,
    Evidence.OUTAGES: measured.outages,
    Evidence.OVERDUE: planned.overdue,
    Evidence.ONBOARDING: planned.onboarding_late,
    Evidence.NOTICE: planned.notices_open,
    Evidence.QUIET: planned.fell_quiet,
    Evidence.DATA_GAP: planned.not_known,
}
_FROM_SCORES: Mapping[Evidence, Callable[[Ground, Rule, Scores], Iterator[Finding]]] = {
    Evidence.SCORE_FELL: scored.scores_fell,
    Evidence.DISAGREEMENT: scored.disagreeing,
}


@dataclass(frozen=True)
class Causes:
    """What was found, and by which rules: those that need scores are not looked into where nobody knows them."""

    found: tuple[Finding, ...]
    looked: frozenset[str]


def causes_of_book(session: Session, *, today: date, health: Scores | None = None) -> Causes:
    """Return what the rules in force find; a rule whose causes have a group of their own counts only with a play."""
    rules = rules_of(session)
    ground = ground_of(session, today, rules=rules)
    looked: set[str] = set()
    found: list[Finding] = []
    for rule in rules.values():
        if rule.on and (health is not None or not rule.evidence.needs_scores):
            looked.add(rule.key)
            if rule.group is TodayKind.SIGNAL or rule.playbook is not None:
                found += findings(ground, rule, health)
    return Causes(tuple(found), frozenset(looked))


def findings(ground: Ground, rule: Rule, health: Scores | None = None) -> Iterable[Finding]:
    """Return what one rule finds among the customers of its segments, each cause once."""
    if rule.evidence.needs_scores:
        asked = _FROM_SCORES[rule.evidence](ground, rule, health or {})
    else:
        asked = _FROM_BOOK[rule.evidence](ground, rule)
    by_key = {
        one.key: one
        for one in asked
        if (account := ground.accounts.get(one.account)) is not None and rule.looks_at(account.segment)
    }
    return by_key.values()
