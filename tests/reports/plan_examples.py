"""A plan as it would go out, for the tests of its files."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

from app.plans.plan_file import SentPart
from app.reports.plan_content import (
    PlanCommitment,
    PlanContent,
    PlanMilestone,
    PlanObjective,
    PlanTask,
)
from app.vocabulary import PlanStatus, Side

NONE = None


def plan(lang: str = "ja", **changes: object) -> PlanContent:
    """Return a plan with three objectives that stand in different ways."""
    ja = lang == "ja"

    def say(japanese: str, english: str) -> str:
        return japanese if ja else english

    sato, yamamoto = say("課長 佐藤様", "Hanako Sato"), say("山本", "Yamamoto")
    steps = (
        PlanMilestone(
            "m-1", say("在庫マスタを移行する", "Move the stock master"), Side.CUSTOMER, sato, date(2026, 9, 30),
            date(2026, 9, 28), PlanStatus.DONE, NONE, NONE, "", (),
        ),
        PlanMilestone(
            "m-2", say("現場リーダー 12名の研修", "Train 12 floor leaders"), Side.ME, yamamoto, date(2026, 10, 20),
            date(2026, 10, 20), PlanStatus.DONE, Decimal(12), Decimal(12), say("名", "people"), (),
        ),
        PlanMilestone(
            "m-3", say("2倉庫で本運用を始める", "Go live in 2 warehouses"), Side.CUSTOMER, sato, date(2026, 12, 10),
            NONE, PlanStatus.ATTENTION, Decimal(1), Decimal(2), say("拠点", "sites"),
            (
                PlanTask("t-1", say("在庫連携の手順書を渡す", "Hand over the linking guide"), Side.ME, yamamoto,
                         date(2026, 11, 17), NONE),
                PlanTask("t-2", say("倉庫Bの担当者を決める", "Name who runs the second one"), Side.CUSTOMER, sato,
                         date(2026, 11, 27), NONE),
            ),
        ),
    )  # fmt: skip
    objectives = (
        PlanObjective(
            "o-1", say("棚卸し時間を半分にする", "Halve the time for stocktaking"),
            say("月あたりの棚卸し工数", "Hours of stocktaking a month"), "h", Decimal(40), Decimal(20), Decimal(27),
            date(2026, 11, 10), date(2026, 9, 1), date(2026, 12, 31), sato, yamamoto, PlanStatus.ON_TRACK, 0.65, 0.6,
            steps,
        ),
        PlanObjective(
            "o-2", say("欠品による販売ロスを減らす", "Lose fewer sales to missing stock"),
            say("欠品率（主力 200 SKU）", "Out-of-stock rate, 200 main SKUs"), "%", Decimal("5.2"), Decimal("2.5"),
            Decimal("4.1"), date(2026, 11, 1), date(2026, 10, 1), date(2027, 2, 28), say("渡辺様", "Ken Watanabe"),
            "", PlanStatus.LATE, 0.41, 0.6,
            (
                PlanMilestone("m-4", say("欠品アラートの閾値を合意", "Agree on the alert threshold"), Side.CUSTOMER,
                              say("田村様", "Tamura"), date(2026, 10, 31), NONE, PlanStatus.LATE, NONE, NONE, "", ()),
            ),
        ),
        PlanObjective(
            "o-3", say("経営会議で使われる数字にする", "Become a figure the board works with"), "", "", NONE, NONE,
            NONE, NONE, NONE, date(2027, 2, 28), "", "", PlanStatus.PLANNED, NONE, NONE, (),
            (PlanTask("t-3", say("月次レポートの雛形を作る", "Draft the report"), Side.CUSTOMER, "", NONE, NONE),),
        ),
    )  # fmt: skip
    content = PlanContent(
        plan_id="p-1",
        version=4,
        lang=lang,
        account="Acme Robotics",
        name=say("在庫改革 2026", "Stock reform 2026"),
        success=say("棚卸しを 20時間/月以下にする", "Stocktaking takes 20 hours a month or less"),
        as_of=date(2026, 11, 20),
        start=date(2026, 9, 1),
        end=date(2027, 2, 28),
        next_review=date(2026, 11, 26),
        agenda=(
            say("閾値の決め方を田村様と相談", "How to set the threshold"),
            say("2拠点目の開始日", "Start of the second site"),
        ),
        ours=yamamoto,
        score=None,
        objectives=objectives,
        commitments=(
            PlanCommitment("", "committed", sato, date(2026, 11, 10), 3),
            PlanCommitment("o-2", "proposed", say("渡辺様", "Ken Watanabe"), NONE, NONE),
        ),
    )
    return replace(content, **changes)  # type: ignore[arg-type]


def sent(content: PlanContent) -> SentPart:
    """Return a sent part with a seal of no book."""
    return SentPart(content.plan_id, content.version, "b0", "t0", '{"made":"up"}', "5ea1")
