"""The log tells what happened and where, and nothing that the book or the keys hold."""

from __future__ import annotations

import logging
import stat
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.operations.log_file import KEPT, LONGEST, MOST_BYTES, close_log, open_log, redacted

_log = logging.getLogger("app.tests.log")
WORDS = "みどり食品の佐藤さん"


@pytest.fixture
def log(tmp_path: Path) -> Iterator[Path]:
    handler = open_log(tmp_path)
    yield tmp_path / "logs" / "banso.log"
    close_log(handler)


def test_that_an_error_is_logged_by_kind_and_place_alone(log: Path) -> None:
    def inner() -> None:
        raise KeyError(f"no account {WORDS}")

    try:
        try:
            inner()
        except KeyError as error:
            raise ValueError(f"could not read {WORDS}") from error
    except ValueError:
        _log.exception("a verb failed")
    told = log.read_text("utf-8")
    assert "a verb failed" in told
    assert "builtins.ValueError" in told and "builtins.KeyError" in told
    assert "test_log_file.py" in told and "inner" in told
    assert WORDS not in told and "佐藤" not in told


def test_that_secrets_never_reach_the_file(log: Path) -> None:
    code = "7M2QF-" * 7 + "7M2QF"
    _log.info("opened with %s and %s", code, "ab" * 32)
    _log.warning("passphrase=hunter2 mail sato@midori.example at https://me:pw@host/x")
    told = log.read_text("utf-8")
    for secret in (code, "ab" * 32, "hunter2", "sato@midori.example", "me:pw"):
        assert secret not in told


def test_that_the_home_folder_is_not_named() -> None:
    assert redacted(f"in {Path.home()}/x") == "in ~/x"


def test_that_file_and_folder_are_the_owners_alone_also_after_turning_over(tmp_path: Path) -> None:
    for count in range(KEPT + 3):
        handler = open_log(tmp_path)
        for _ in range(MOST_BYTES // LONGEST + 1):
            _log.info("%d %s", count, "x" * 2 * LONGEST)
        close_log(handler)
    kept = sorted((tmp_path / "logs").iterdir())
    assert len(kept) == KEPT + 1
    assert [path.read_text("utf-8").split("log: ", 1)[1][0] for path in kept] == ["5", "4", "3", "2"]
    assert {stat.S_IMODE(path.stat().st_mode) for path in kept} == {0o600}
    assert stat.S_IMODE((tmp_path / "logs").stat().st_mode) == 0o700


def test_that_a_place_without_room_for_a_log_is_no_reason_to_stop(tmp_path: Path) -> None:
    (tmp_path / "logs").write_text("in the way")
    handler = open_log(tmp_path)
    _log.error("nowhere to go")
    close_log(handler)
    assert (tmp_path / "logs").read_text() == "in the way"


def test_that_nothing_is_written_after_closing(tmp_path: Path) -> None:
    handler = open_log(tmp_path)
    close_log(handler)
    _log.error("too late")
    assert (tmp_path / "logs" / "banso.log").read_text("utf-8") == ""
