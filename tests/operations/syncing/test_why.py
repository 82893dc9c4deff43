"""Why something stopped, in words: one language, this profile's clock, no numbers for machines."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime

import pytest

from app import language
from app.clock import Clock, stamp
from app.connectors.errors import BadConfig, Forbidden, Unavailable
from app.connectors.folder import words
from app.language import error_words
from app.operations.syncing.opening import told
from app.operations.syncing.why import joined, why_words

CLOCK = Clock("Asia/Tokyo", date(2026, 11, 20))


@pytest.fixture(autouse=True)
def japanese() -> Iterator[None]:
    language.use("ja")
    yield
    language.use("ja")


def test_that_nothing_stopped_says_nothing() -> None:
    assert why_words(None, CLOCK) == why_words(("", {}), CLOCK) == ""


def test_that_a_reason_is_said_in_the_language_in_use_and_without_a_gap() -> None:
    why = ("unavailable", {"reason": words.UNREACHABLE})
    said = why_words(why, CLOCK)
    assert said.startswith("フォルダーに") and "。書いた内容" in said and not any("a" <= one <= "z" for one in said)
    named = why_words(("unavailable", {"reason": words.of("accounts.csv", words.OPEN)}), CLOCK)
    assert named.startswith("accounts.csv: ") and "spreadsheet" not in named
    language.use("en")
    assert why_words(why, CLOCK).startswith(f"{words.UNREACHABLE} What")


def test_that_what_speaks_of_wires_is_left_out() -> None:
    assert "500" not in why_words(("unavailable", {"reason": "HTTP 500"}), CLOCK)


def test_that_an_instant_is_told_by_the_clock_of_the_profile() -> None:
    said = why_words(("rate_limited", {"until": stamp(datetime(2026, 11, 20, 3, 30, tzinfo=UTC))}), CLOCK)
    assert "12:30" in said and "T03" not in said


def test_that_numbers_for_machines_stay_away() -> None:
    one, other = "0190a5b0-7a57-7f1c-9e8e-0242ac120002", "0190a5b0-7a57-7f1c-9e8e-0242ac120003"
    said = why_words(("different_org", {"expected": one, "found": other}), CLOCK)
    assert said and one not in said and other not in said
    assert "Acme" in why_words(("different_org", {"expected": "Acme", "found": "Apex"}), CLOCK)


def test_that_a_run_of_older_words_is_told_all_the_same() -> None:
    assert why_words(("rate_limited", {}), CLOCK)
    assert why_words(("nothing that is known", {}), CLOCK) == "nothing that is known"


def test_that_sentences_are_joined_as_their_language_does() -> None:
    assert joined("一つ。", "", "二つ。") == "一つ。二つ。"
    language.use("en")
    assert joined("One.", "Two.") == "One. Two."


def test_that_a_refused_test_says_why_without_a_gap() -> None:
    _title, said = error_words(told(BadConfig("folder", words.NO_FOLDER)))
    assert "。 " not in said and not any("a" <= one <= "z" for one in said)
    _title, said = error_words(told(Unavailable(words.UNREACHABLE)))
    assert said.startswith("フォルダーに") and "。 " not in said
    language.use("en")
    assert error_words(told(BadConfig("folder", words.NO_FOLDER)))[1].startswith(f"{words.NO_FOLDER} What")
    assert told(Unavailable("HTTP 500")).key == "sync.offline"


def test_that_what_a_system_says_of_a_missing_right_is_shown_and_what_speaks_of_wires_is_not() -> None:
    said = "You are not allowed to access 'Contact' (res.partner) records."
    shown = error_words(told(Forbidden(said)))[1]
    assert shown.startswith(said) and "許されていません" in shown
    known = error_words(told(Forbidden(words.FOLDER_READ_ONLY)))[1]
    assert words.FOLDER_READ_ONLY not in known and "。 " not in known
    assert "403" not in error_words(told(Forbidden("status 403")))[1]
    assert error_words(told(Forbidden("Ask one of these groups: Sales, …")))[1].startswith("Ask one of")
    theirs = error_words(told(Forbidden("この操作は許可されていません。")))[1]
    assert theirs.startswith("この操作は許可されていません。接続先")
