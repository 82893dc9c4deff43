"""A small plan between us and a customer, as the tests of plans share it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from app.journal import door
from app.models.database import Session
from app.operations.plans.milestones import add_milestone, add_task
from app.operations.plans.objectives import add_objective, add_reading
from app.operations.plans.plans import amend_plan, create_plan

TODAY = date(2026, 11, 20)


def day(offset: int) -> date:
    return TODAY + timedelta(offset)


@dataclass(frozen=True)
class Made:
    """The ids of what `stock_plan` wrote."""

    account: str
    person: str
    plan: str
    hours: str
    losses: str
    master: str
    sites: str
    task: str


def account(session: Session, name: str = "Acme Robotics") -> str:
    return door.create(session, "account", [{"name": name, "name_key": name.casefold()}])[0]


def stock_plan(session: Session) -> Made:
    """Write 在庫改革 2026: two objectives, the first with milestones and a task."""
    at = account(session)
    person = door.create(session, "person", [{"name": "佐藤 花子", "name_key": "佐藤花子"}])[0]
    position = {"person_id": person, "account_id": at, "title": "課長", "from_on": "2024-04-01"}
    door.create(session, "position", [position])
    plan = create_plan(session, at, name="在庫改革 2026", start=day(-60), today=day(-60))
    amend_plan(session, plan, {"success": "棚卸し 20時間/月以下"})
    hours = add_objective(
        session, plan, title="棚卸し時間を半分にする",
        values={"metric": "棚卸し時間", "unit": "h", "baseline": "40", "target": "20", "due": day(40),
                "person_id": person, "vendor_owner": "山本"},
    )  # fmt: skip
    add_reading(session, hours, 34, on=day(-30))
    add_reading(session, hours, "27", on=day(-5))
    master = add_milestone(
        session, hours, title="在庫マスタを移行する", values={"side": "customer", "who": "佐藤", "due": day(-20)}
    )
    sites = add_milestone(
        session, hours, title="2倉庫で本運用を始める",
        values={"side": "customer", "who": "佐藤 花子", "due": day(20), "amount": "1", "of_amount": "2",
                "unit": "拠点"},
    )  # fmt: skip
    task = add_task(session, sites, title="手順書を渡す", values={"who": "山本", "due": day(5)}, today=day(-10))
    losses = add_objective(session, plan, title="欠品を減らす", values={"due": day(90), "customer_owner": "渡辺"})
    return Made(at, person, plan, hours, losses, master, sites, task)
