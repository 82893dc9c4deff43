"""A pulse is a sign of its own in the line; spans of time and numbers are none."""

from __future__ import annotations

import pytest

from app.quicklog.grammar import parse
from app.quicklog.reading import Reading, TokenKind
from tests.quicklog.book import ACCOUNTS, PEOPLE, TODAY


def read(line: str) -> Reading:
    return parse(line, accounts=ACCOUNTS, people=PEOPLE, today=TODAY, current="ac-1")


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("@Acme 電話 反応が早い ~4", [("pulse_warmth", 4)]),
        ("@Acme ～４", [("pulse_warmth", 4)]),
        ("~2 @Acme 電話", [("pulse_warmth", 2)]),
        ("@Acme 部長が異動。〜経営 2、後任は未定", [("pulse_backing", 2)]),
        ("@Acme ~業務5 ~4", [("pulse_embedding", 5), ("pulse_warmth", 4)]),
        ("@Acme ~Backing 3 and ~use1", [("pulse_backing", 3), ("pulse_embedding", 1)]),
        ("@Acme ~2 ~4", [("pulse_warmth", 4)]),
        ("@Acme 10〜4 時", []),
        ("@Acme ~4時に電話", []),
        ("@Acme 〜4割が利用", []),
        ("@Acme ~6 ~0 ~12 ~4.5 a~4", []),
    ],
)
def test_that_a_pulse_is_read(line: str, expected: list[tuple[str, int]]) -> None:
    assert [(pulse.aspect, pulse.value) for pulse in read(line).pulses] == expected


def test_that_a_pulse_is_no_part_of_what_happened() -> None:
    reading = read("@Acme 電話。反応が早い ~4 次: 見積を送る 金曜まで ~業務3")
    assert reading.gist == "反応が早い"
    assert [promise.text for promise in reading.promises] == ["見積を送る"]
    assert [reading.line[t.start : t.end] for t in reading.tokens if t.kind is TokenKind.PULSE] == ["~4", "~業務3"]
