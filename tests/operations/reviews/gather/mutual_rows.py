"""Rows of a success plan and of promises, as the tests of what both sides know of write them."""

from __future__ import annotations

from typing import Any

from app.journal import door
from tests.operations.reviews.gather.small_book import Small


def plan(small: Small, **more: Any) -> str:
    row = {"name": "在庫改革", "start_on": "2026-06-15", "end_on": "2027-03-05"}
    return small.add("plan", **{**row, **more})


def objective(small: Small, plan_id: str, title: str = "棚卸し時間を半分にする", **more: Any) -> str:
    row = {"metric": "棚卸し時間", "unit": "h", "baseline": "40", "target": "20", "due": "2026-12-31", "shown": True}
    return small.add("objective", plan_id=plan_id, title=title, **{**row, **more})


def reading(small: Small, objective_id: str, value: str, on: str) -> str:
    return small.add("objective_reading", objective_id=objective_id, value=value, on_date=on, source="customer")


def milestone(small: Small, objective_id: str, title: str, **more: Any) -> str:
    row = {"side": "customer", "shown": True}
    return small.add("milestone", objective_id=objective_id, title=title, **{**row, **more})


def task(small: Small, parent_id: str, text: str, **more: Any) -> str:
    return promise(small, text, **{"origin": "plan", "origin_id": parent_id, "shown": True, **more})


def promise(small: Small, text: str, **more: Any) -> str:
    row = {"side": "me", "made_on": "2026-07-06", "origin": "account"}
    return small.add("promise", text=text, **{**row, **more})


def person(small: Small, name: str, title: str) -> str:
    row = {"name": name, "name_key": name.replace(" ", "")}
    found = small.book.write(lambda session: door.create(session, "person", [row]))[1][0]
    small.add("position", person_id=found, title=title, from_on="2024-04-01")
    return found
