"""What the CSM of the made-up book expects of renewals: of those ahead, and what was expected of those decided."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta

from app.demo import days
from app.demo.chapters import Ledger
from app.demo.deals import Term
from app.demo.scene import Scene

_AHEAD = timedelta(days=210)
_SAID = {
    "kept": ("予算に計上済み。増減の話は出ていない", "It is in their budget; nobody spoke of more or less"),
    "more": (
        "別の部署が使い始めている。席数を増やす相談あり",
        "Another team has begun to use it; they ask for more seats",
    ),
    "less": ("席数の見直しを検討中と聞いた", "We heard that they look over the number of seats"),
    "risk": ("決裁者が異動の予定。後任と話せていない", "The one who decides is leaving; no word with the successor"),
}
_COURSES = (("kept",), ("kept", "more"), ("kept", "less"), ("more",), ("risk",))
_PER_CENT: Mapping[str, tuple[int, int, int]] = {  # worst, committed, best, of what is paid now
    "kept": (90, 100, 100), "more": (100, 100, 120), "less": (60, 80, 100), "risk": (0, 50, 100),
}  # fmt: skip


def write_calls(ledger: Ledger, scenes: Mapping[str, Scene]) -> None:
    """Write the calls of the customers of high touch: of renewals that are open and not far, and of those decided."""
    every = [scene for scene in scenes.values() if scene.firm.segment == "high"]
    for at, scene in enumerate(every):
        for term in scene.terms:
            if term.outcome is not None and term.end < ledger.today:
                _look_back(ledger, scene, term, at)
    high = [scene for scene in every if scene.firm.loss is None]
    for at, scene in enumerate(high):
        term = scene.terms[-1]
        if term.outcome is None and ledger.today <= term.end <= ledger.today + _AHEAD:
            _write(ledger, scene, term, _COURSES[at % len(_COURSES)])


def _look_back(ledger: Ledger, scene: Scene, term: Term, at: int) -> None:
    """Write what was expected of a renewal that has been decided since: of one that was lost too much at first."""
    lost = term.outcome == "churned"
    for back, kind in ((104, "less" if lost else "kept"), (41, "risk" if lost else ("kept", "less")[at % 3 == 1])):
        called = days.on_or_before(term.end - timedelta(days=back))
        if called > max(term.start, scene.opening):
            _call(ledger, scene, term, called, kind)


def _write(ledger: Ledger, scene: Scene, term: Term, course: tuple[str, ...]) -> None:
    # The last one within the week, so that the weekly report has something to tell.
    for back, kind in zip((38, 4), course, strict=False):
        called = days.on_or_before(ledger.today - timedelta(days=back))
        if called > max(term.start, scene.opening):
            _call(ledger, scene, term, called, kind)


def _call(ledger: Ledger, scene: Scene, term: Term, called: date, kind: str) -> None:
    worst, committed, best = (term.seats * term.price * share // 100 for share in _PER_CENT[kind])
    ledger.create(
        called,
        "demo_calls",
        "forecast_call",
        account_id=scene.account_id,
        contract_id=term.contract_id,
        called_on=called.isoformat(),
        committed_minor=committed,
        best_minor=best,
        worst_minor=worst,
        currency="JPY",
        reason=_SAID[kind][0 if scene.firm.lang == "ja" else 1],
        by_id=scene.me,
    )
