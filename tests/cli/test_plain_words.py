"""Whatever goes wrong, a person reads words and never a traceback: odd numbers, Ctrl-C, a closed pipe, a full disk."""

from __future__ import annotations

import io
import logging
import subprocess
import sys
from pathlib import Path

import pytest

from app.cli import desk_verbs
from app.cli.main import STOPPED, speak_plainly
from tests.cli.runner import USAGE, Banso, environment, everything_in

ROOT = Path(__file__).parents[2]


@pytest.mark.parametrize(
    "words",
    [
        ("search", "会", "--limit", "-1"), ("search", "会", "--limit", "999999999999999999999"),
        ("search", "会", "--limit", "٣"), ("--today", "0001-01-01", "today"), ("--today", "9999-12-31", "today"),
        ("--today", "nonsense", "accounts"),
    ],
)  # fmt: skip
@pytest.mark.parametrize("lang", ["ja", "en"])
def test_that_a_number_or_day_out_of_range_is_a_matter_of_usage(
    banso: Banso, words: tuple[str, ...], lang: str
) -> None:
    ran = banso.bare("--profile", banso.profile, *words, "--lang", lang)
    assert ran.code == USAGE
    assert "Traceback" not in ran.err and "fromisoformat" not in ran.err
    assert ("書いてください" in ran.err) == (lang == "ja")


@pytest.mark.parametrize("period", ["0001Q1", "9999", "FY9999Q4", "1899-12", "0001-01-01..9999-12-31"])
def test_that_a_period_of_no_age_is_refused(filled: Banso, tmp_path: Path, period: str) -> None:
    refused = filled.refused("qbr", "A-1", "--period", period, "--to", tmp_path / "no.pptx")
    assert refused["field"] == "period"


@pytest.mark.parametrize("name", ["review.docx", "review", "review.ppt"])
def test_that_a_deck_is_not_written_under_a_name_of_another_kind(filled: Banso, tmp_path: Path, name: str) -> None:
    refused = filled.refused("qbr", "A-1", "--period", "2026Q4", "--to", tmp_path / name)
    assert (refused["field"], (tmp_path / name).exists()) == ("to", False)


def test_that_a_synced_folder_is_refused_before_anything_is_made(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    banso = Banso(tmp_path / "Dropbox" / "desk", capsys)
    refused = banso.refused("init", "--unencrypted", lang="en")
    assert "Dropbox" in refused["message"]
    assert not (tmp_path / "Dropbox").exists()


def test_that_a_user_without_a_name_is_asked_for_one(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def nobody() -> str:
        raise KeyError("getpwuid(): uid not found: 4711")

    monkeypatch.setattr("getpass.getuser", nobody)
    banso = Banso(tmp_path / "new", capsys)
    assert banso.refused("init", "--unencrypted")["field"] == "name"
    assert not (tmp_path / "new").exists()
    assert banso.json("init", "--unencrypted", "--name", "佐藤")["protection"] == "none"


def test_that_stopping_is_told_in_words(banso: Banso, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(desk_verbs, "accounts", interrupted)
    ran = banso("accounts")
    assert (ran.code, ran.out) == (STOPPED, "")
    assert ran.err.startswith("中止しました: ")


def test_that_a_fault_is_told_in_words_and_logged_without_them(banso: Banso, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object) -> None:
        raise KeyError("みどり食品")

    monkeypatch.setattr(desk_verbs, "accounts", broken)
    ran = banso("accounts")
    assert ran.code == 1
    assert "KeyError" in ran.err and "みどり" not in ran.err and "Traceback" not in ran.err
    told = (banso.profile / "logs" / "banso.log").read_text("utf-8")
    assert "builtins.KeyError" in told and "みどり" not in told


def test_that_the_log_holds_no_word_of_the_book(filled: Banso) -> None:
    filled.json("log", "@みどり食品 佐藤さんと電話。秘密の話 !risk")
    filled.refused("log", "@どこにもない会社 電話")
    told = (filled.profile / "logs" / "banso.log").read_text("utf-8")
    assert "log is done" in told and "log.unknown_account" in told
    for word in ("みどり", "佐藤", "秘密", "どこにもない"):
        assert word not in told


def test_that_the_program_log_is_closed_with_the_book(banso: Banso) -> None:
    banso.json("accounts")
    assert logging.getLogger("app").handlers == []


@pytest.mark.parametrize("encoding", ["cp932", "ascii"])
def test_that_a_sign_the_terminal_lacks_stops_no_answer(encoding: str, monkeypatch: pytest.MonkeyPatch) -> None:
    stream = io.TextIOWrapper(io.BytesIO(), encoding=encoding)
    monkeypatch.setattr(sys, "stdout", stream)
    speak_plainly()
    stream.write("伴走 – −3")
    stream.flush()


def test_that_a_reader_who_leaves_and_a_full_disk_give_no_traceback(banso: Banso) -> None:
    before = everything_in(banso.profile)
    command = [sys.executable, "main.py", "--profile", str(banso.profile), "--lang", "en", "accounts"]
    with subprocess.Popen(
        command, cwd=ROOT, env=environment(), stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as left:
        assert left.stdout is not None and left.stderr is not None
        left.stdout.close()
        assert "Traceback" not in left.stderr.read()
    with Path("/dev/full").open("w") as full:
        ran = subprocess.run(
            command,
            cwd=ROOT,
            env=environment(),
            stdout=full,
            stderr=subprocess.PIPE,
            text=True,
            check=False,
            timeout=120,
        )
    assert ran.returncode == 1
    assert "Traceback" not in ran.stderr and ran.stderr.startswith("The answer could not be written: ")
    assert everything_in(banso.profile) == before
