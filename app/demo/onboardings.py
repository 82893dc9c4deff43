"""Writes how customers were brought on board: from the contract's start to the first value, in time, late or never."""

# A row of the table is a line, and a Japanese letter counts as two columns.
# ruff: noqa: E501

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from app.demo import days
from app.demo.chapters import Ledger
from app.demo.scene import Scene

_KICK_OFF = 10
BEGUN, REACHED = "demo_plans", "demo_agreed"


@dataclass(frozen=True)
class Story:
    """One onboarding in days after its start: agreed for, first value, verdict; `kick_off` days before today, if told."""

    success: str
    first_value: str
    agreed: int
    value: int | None = None
    verdict: str | None = None
    decided: int | None = None
    kick_off: int | None = None
    reason: str | None = None


STORIES: Mapping[str, Story] = {
    "aoba-shinkin": Story("営業店の日報が3店で紙なしになっている", "2店で日報を紙なしにする", 60, kick_off=78),
    "shinonome-works": Story("毎朝、1ラインの停止時間を一覧で見ている", "1ラインの一覧が1週間続く", 90, kick_off=47),
    "ichozaka": Story("4つの窓口が1つになり、当日中に一次回答している", "一次回答が当日中になる", 60, 41, "succeeded", 48),
    "aizome-yuno": Story("受注と染め上がりの予定を1か所で見ている", "1か月分の受注を移し終える", 30, 19, "succeeded", 30),
    "brackenfold": Story("Two regions file from the site, and the mailbox is closed", "A week of reports from two regions", 75, 96, "succeeded", 100),
    "hotaruzawa": Story("申し送りが画面で済んでいる", "1週間、紙の申し送りなし", 60, None, "failed", 330, reason="外来が忙しく設定が3割で止まった。目的を決め直せないまま"),
    "oakhollow": Story("The rota is made in one place", "One rota without paper", 30, None, "abandoned", 200, reason="Four people in one shop: they talk instead"),
    "noharazaka-vet": Story("手術日の申し送りが一覧になっている", "2週間分の手術予定", 30, 22, "succeeded", 30),
    "acme-robotics": Story("Stock counts of two plants agree with the ERP", "First count without a second sheet", 90, 71, "succeeded", 92),
    "merrowgate": Story("Claims teams share one queue", "First week from the queue", 90, 118, "succeeded", 120),
    "nimbus-health": Story("Five clinics share one rota", "First rota published for all five", 60, 52, "succeeded", 60),
    "moegi-lease": Story("与信の回覧が2日以内に終わる", "最初の10件が2日以内", 60, 57, "succeeded", 61),
    "marunouchi-law": Story("案件の進捗を秘書と同じ画面で見ている", "全案件の期限が入る", 60, 83, "succeeded", 90),
    "kitsune-games": Story("Every title has its tickets in one place", "First title fully in tickets", 45, 30, "succeeded", 45),
    "orbit-travel": Story("Desk and guides work from one list", "One tour run from the list", 60, 49, "succeeded", 60),
    "tokizawa-foods": Story("事務所と工場で同じ帳票を使う", "工場の1ラインで1週間", 75, None, "failed", 210, reason="工場は紙のまま。事務所だけの利用で目的を決め直した"),
}  # fmt: skip


def write_onboardings(ledger: Ledger, scenes: Mapping[str, Scene], milestones: Mapping[str, tuple[date, str]]) -> None:
    """Write the onboardings; `milestones` are those of first value in the plans, by customer, with their day."""
    for key, story in STORIES.items():
        scene = scenes.get(key)
        if scene is not None:
            _write(ledger, scene, story, milestones.get(key))


def _write(ledger: Ledger, scene: Scene, story: Story, milestone: tuple[date, str] | None) -> None:
    # Who came back was brought on board anew.
    start = scene.terms[-1].start if scene.firm.key == "brackenfold" else scene.terms[0].start

    def after(count: int) -> date:
        return days.on_or_after(start + timedelta(days=count))

    told = after(_KICK_OFF)
    if story.kick_off is not None:
        told = days.on_or_before(scene.today - timedelta(days=story.kick_off))
    if told < scene.opening or told > ledger.eve:
        return
    due = after(story.agreed).isoformat()
    row = ledger.create(
        told, BEGUN, "onboarding", account_id=scene.account_id, start_on=start.isoformat(),
        kick_off_on=told.isoformat(), agreed_due=due, due=due, success=story.success, first_value=story.first_value,
    )  # fmt: skip
    if milestone is not None:
        ledger.amend(max(told, milestone[0]), REACHED, "onboarding", row, milestone_id=milestone[1])
    if story.value is not None and after(story.value) <= ledger.eve:
        on = after(story.value)
        ledger.amend(on, REACHED, "onboarding", row, first_value_on=on.isoformat())
    if story.verdict is not None and story.decided is not None and after(story.decided) <= ledger.eve:
        on = after(story.decided)
        values = {"verdict": story.verdict, "verdict_on": on.isoformat(), "reason": story.reason}
        ledger.amend(on, REACHED, "onboarding", row, **values)
