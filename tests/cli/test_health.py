"""`banso health`: a document whose effects sum exactly, the same figures as the list, and text whose column adds up."""

from __future__ import annotations

import re
from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest

from tests.builders import TODAY
from tests.cli.runner import USAGE, Banso

SINCE = str(TODAY - timedelta(60))


def effects(document: Any) -> Decimal:
    found = [part["effect"] for part in document["parts"]] + [rule["effect"] for rule in document["rules"]]
    found += [own["effect"] for own in (document["feeling"], document["override"]) if own]
    return sum(map(Decimal, [*found, document["clamp"]]), Decimal(50))


def test_that_accounts_of_every_kind_tell_how_their_scores_came_about(made_up: Banso) -> None:
    banso = made_up
    bands = set()
    rows = banso.json("accounts")
    # All of them, worked out both ways, are compared in tests/operations/health/test_book_scores.py.
    first = {row["health"]["band"]: row for row in reversed(rows)}
    for row in [*first.values(), *rows[::4]]:
        document = banso.json("health", row["id"], "--since", SINCE)
        assert row["health"] == {key: document[key] for key in ("score", "band", "coverage")}
        assert document["account"] == {"id": row["id"], "name": row["name"]}
        bands.add(document["band"])
        if document["exact"] is None:
            assert document["change"] is None
            continue
        exact = Decimal(document["exact"])
        assert effects(document) == exact
        assert document["score"] == int(exact + Decimal("0.5"))
        change = document["change"]
        if change is not None:
            then = banso.json("health", row["id"], "--as-of", SINCE)
            assert Decimal(change["total"]) == exact - Decimal(then["exact"])
            assert sum((Decimal(cause["effect"]) for cause in change["causes"]), Decimal(0)) == Decimal(change["total"])
    assert bands >= {"good", "watch", "risk"}
    for lang, start, end in (("ja", "開始", "ヘルス"), ("en", "Start", "Health")):
        column_adds_up(banso("health", "Acme Robotics", "--since", SINCE, lang=lang).out, start, end)


def column_adds_up(text: str, start: str, end: str) -> None:
    lines = text.splitlines()
    first = next(n for n, line in enumerate(lines) if line.split()[:1] == [start])
    last = next(n for n, line in enumerate(lines) if n > first and line.split()[:1] == [end])
    figures = [Decimal(re.split(r"\s+", line)[-1].replace("−", "-")) for line in lines[first : last + 1]]
    mean = next(n for n, figure in enumerate(figures) if n and figure == sum(figures[:n]))
    assert sum(figures[mean:-1]) == figures[-1]


def test_that_an_account_of_whom_nothing_is_known_has_no_score(filled: Banso) -> None:
    document = filled.json("health", "A-1")
    assert (document["score"], document["exact"], document["change"]) == (None, None, None)
    assert document["band"] in {"unknown", "withheld"}
    assert effects(document) == Decimal(document["mean"] or 50)


@pytest.mark.parametrize(
    ("words", "field"),
    [
        (("health", "だれも知らない会社"), "account"),
        (("health", "A-1", "--as-of", str(TODAY + timedelta(1))), "as_of"),
        (("health", "A-1", "--since", str(TODAY + timedelta(1))), "since"),
        (("health", "A-1", "--as-of", "2026-01-01", "--since", "2026-02-01"), "since"),
    ],
)
@pytest.mark.parametrize("lang", ["ja", "en"])
def test_that_what_cannot_be_asked_is_refused_by_name(
    filled: Banso, words: tuple[str, ...], field: str, lang: str
) -> None:
    error = filled.refused(*words, lang=lang)
    assert error["field"] == field
    assert error["title"] and error["message"] and "{" not in error["message"]


def test_that_a_day_that_is_none_is_a_matter_of_usage(banso: Banso) -> None:
    assert banso("health", "A-1", "--as-of", "yesterday").code == USAGE


def test_that_the_first_day_there_is_can_be_asked_about(filled: Banso) -> None:
    assert filled.json("health", "A-1", "--as-of", "1900-01-01")["band"] == "unknown"
