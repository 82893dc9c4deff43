"""Suggestions fit what is being typed, and taking one reads back as what it named."""

from __future__ import annotations

import pytest

from app.quicklog.completion import Suggestion, complete
from app.quicklog.grammar import parse
from tests.quicklog.book import ACCOUNTS, PEOPLE, TODAY


def _at_end(line: str, account: str | None = None) -> tuple[Suggestion, ...]:
    return complete(
        line, len(line), accounts=ACCOUNTS, people=PEOPLE, account=account, tags=("活用", "更新", "adoption")
    )


@pytest.mark.parametrize(
    ("line", "ids"),
    [
        ("@Ac", ["ac-1"]),
        ("＠みど", ["midori", "midoribank"]),
        ("電話 @青葉信用", ["aoba", "aobaw"]),
        ("@食品", ["midori"]),
    ],
)
def test_that_accounts_are_offered(line: str, ids: list[str]) -> None:
    assert sorted(one.id or "" for one in _at_end(line)) == ids


@pytest.mark.parametrize("line", ["@Ac", "@みどり食", "@青葉", "@Twin", "@北"])
def test_that_a_suggestion_taken_is_read_as_that_account(line: str) -> None:
    offered = _at_end(line)
    assert offered
    for one in offered:
        taken = line[: one.start] + one.text + " 電話" + line[one.end :]
        assert parse(taken, accounts=ACCOUNTS, people=PEOPLE, today=TODAY).account.id == one.id


def test_that_people_tags_and_flags_are_offered() -> None:
    assert [one.id for one in _at_end("@Acme call with Ta", "ac-1")] == ["tanaka"]
    assert [one.id for one in _at_end("@Acme call with Tanaka and Le", "ac-1")] == ["lee"]
    assert len(_at_end("@Acme with ", "ac-1")) == 3
    assert [one.text for one in _at_end("電話 ＃活")] == ["#活用"]
    assert [one.text for one in _at_end("電話 ！")] == ["!risk", "!win", "!voice", "!csql", "!outage", "!late"]


@pytest.mark.parametrize("line", ["", "電話", "mail a@b", "@Acme #活用 "])
def test_that_nothing_is_offered_without_an_open_sign(line: str) -> None:
    assert _at_end(line) == ()


def test_that_only_what_stands_before_the_cursor_counts() -> None:
    offered = complete("@Ac と電話 #x", 3, accounts=ACCOUNTS, people=PEOPLE)
    assert [(one.start, one.end, one.id) for one in offered] == [(0, 3, "ac-1")]
