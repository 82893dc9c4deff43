"""Gatherings and answers of the made-up book: each NPS reading is made of the answers that stand beside it."""

from __future__ import annotations

from collections import defaultdict
from datetime import date
from functools import cache
from typing import Any

import pytest

from app import demo

TODAY = date(2026, 11, 20)


@cache
def made() -> dict[str, list[dict[str, Any]]]:
    found: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for chapter in demo.book(TODAY):
        for entity in ("response", "gathering", "touchpoint", "touchpoint_person", "measure", "reading"):
            found[entity] += [dict(row) for row in chapter.creates.get(entity, ())]
    return found


@pytest.fixture(scope="module", autouse=True)
def forgotten() -> Any:
    yield
    made.cache_clear()


def test_that_each_nps_is_the_sum_of_its_answers() -> None:
    [nps] = [row["id"] for row in made()["measure"] if row["key"] == "nps"]
    answers: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for row in made()["response"]:
        answers[row["account_id"]].append(row)
    readings = [row for row in made()["reading"] if row["measure_id"] == nps and row["source"] == "survey"]
    assert readings
    for reading in readings:
        day = date.fromisoformat(reading["observed_at"][:10])
        scores = [
            int(row["score"])
            for row in answers[reading["account_id"]]
            if 0 <= (day - date.fromisoformat(row["on_date"])).days < 15
        ]
        net = sum((score >= 9) - (score <= 6) for score in scores)
        assert reading["note"] == f"n={len(scores)}" and 3 <= len(scores) <= 8
        assert reading["value"] == round(100 * net / len(scores))


def test_that_every_gathering_has_guests_at_several_customers() -> None:
    met = {row["touchpoint_id"] for row in made()["touchpoint_person"]}
    for gathering in made()["gathering"]:
        there = [row for row in made()["touchpoint"] if row.get("gathering_id") == gathering["id"]]
        assert len({row["account_id"] for row in there}) == len(there) >= 2
        assert all(row["id"] in met and row["kind"] == gathering["kind"] for row in there)
        assert gathering["on_date"] < TODAY.isoformat()
