"""Syncing from the command line: a folder is connected, both sides edit, differences are settled, a run is undone."""

from __future__ import annotations

import csv
import re
import subprocess
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest

from app.language import LANGUAGES
from tests.builders import TODAY, opened
from tests.cli.runner import USAGE, Banso, environment
from tests.views.accounts.books import fill

ROOT = Path(__file__).parents[2]


@pytest.fixture
def connected(banso: Banso, tmp_path: Path) -> Banso:
    """Return the command on a small book that writes to a folder and has sent everything there."""
    with opened(banso.profile) as book:
        fill(book)
    (tmp_path / "shared").mkdir()
    told = banso.json(
        "connect", "表", "--connector", "folder", "--set", f"folder={tmp_path / 'shared'}", "--write-back"
    )
    assert (told["name"], told["write_back"], told["state"]) == ("表", True, "on")
    assert banso.json("sync", "表")["pushed"] > 0
    return banso


def edit_table(path: Path, change: Callable[[list[dict[str, str]]], None]) -> None:
    """Change the rows of a table as a person with a spreadsheet would."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        reader = csv.DictReader(file)
        rows = list(reader)
        names = list(reader.fieldnames or ())
    change(rows)
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.DictWriter(file, names)
        writer.writeheader()
        writer.writerows(rows)


def say(tmp_path: Path, **fields: str) -> None:
    """Let somebody else write into the first account's row."""
    edit_table(tmp_path / "shared" / "accounts.csv", lambda rows: rows[0].update(fields))


def amend(banso: Banso, values: Mapping[str, object], place: int = 0) -> str:
    """Write into the account of the first row of the folder, and return its id."""
    from app.operations.accounts import amend_accounts

    with (banso.profile.parent / "shared" / "accounts.csv").open(encoding="utf-8-sig", newline="") as file:
        account_id = list(csv.DictReader(file))[place]["banso_id"]
    with opened(banso.profile) as book:
        book.write(amend_accounts, [account_id], values, today=TODAY)
    return account_id


def accounts(banso: Banso) -> dict[str, str]:
    return {row["id"]: row["name"] for row in banso.json("accounts")}


def test_that_edits_go_both_ways_and_a_run_can_be_taken_back(connected: Banso, tmp_path: Path) -> None:
    before = accounts(connected)
    say(tmp_path, name="名前が変わった会社")
    done = connected.json("sync")
    assert (done["pulled"], done["pushed"], done["conflicts"], done["state"]) == (1, 0, 0, "on")
    assert "名前が変わった会社" in accounts(connected).values()
    run = done["runs"][0]["run"]
    assert connected.json("undo-sync", str(run)) == {"run": run, "rows": 1}
    assert accounts(connected) == before
    assert connected.refused("undo-sync", str(run))["field"] == "run"
    # Taking it back was an edit like any other: it goes there.
    assert connected.json("sync", "表")["pushed"] == 1
    text = (tmp_path / "shared" / "accounts.csv").read_text("utf-8-sig")
    assert "名前が変わった会社" not in text


@pytest.mark.parametrize(("choice", "kept"), [("mine", "製造"), ("theirs", "金融")])
def test_that_what_both_changed_waits_and_is_settled(connected: Banso, tmp_path: Path, choice: str, kept: str) -> None:
    account_id = amend(connected, {"industry": "製造"})
    say(tmp_path, industry="金融")
    assert connected.json("sync")["conflicts"] == 1
    [one] = connected.json("conflicts")
    assert one["account"]["id"] == account_id
    assert (one["entity"], one["field"], one["kind"], one["system"]) == ("account", "industry", "field", "表")
    assert (one["base"], one["mine"], one["theirs"]) == (None, "製造", "金融")
    [listed] = connected.json("connections")
    assert (listed["conflicts"], listed["waiting"], listed["guard"]) == (1, 0, "atomic")
    assert connected.json("conflicts", "--resolve", f"{one['id']}={choice}") == []
    connected.json("sync")
    assert connected.json("sync")["pushed"] == 0
    with (tmp_path / "shared" / "accounts.csv").open(encoding="utf-8-sig", newline="") as file:
        assert [row["industry"] for row in csv.DictReader(file) if row["banso_id"] == account_id] == [kept]


def test_that_a_list_keeps_both_edits(connected: Banso, tmp_path: Path) -> None:
    account_id = amend(connected, {"tags": ["甲"]})
    say(tmp_path, tags="乙")
    connected.json("sync")
    [one] = connected.json("conflicts")
    assert (one["mine"], one["theirs"]) == (["甲"], ["乙"])
    assert connected.json("conflicts", "--resolve", f"{one['id']}=both") == []
    connected.json("sync")
    with opened(connected.profile) as book:
        from app.operations.account_page import account_page

        page = book.read(account_page, account_id, today=TODAY)
        assert set(page.tags) == {"甲", "乙"}


def test_that_a_settled_difference_is_not_settled_twice(connected: Banso, tmp_path: Path) -> None:
    amend(connected, {"industry": "製造"})
    say(tmp_path, industry="金融")
    connected.json("sync")
    [one] = connected.json("conflicts")
    assert connected.refused("conflicts", "--resolve", f"{one['id']}=both")["field"] == "resolve"
    connected.json("conflicts", "--resolve", f"{one['id']}=mine")
    assert connected.refused("conflicts", "--resolve", f"{one['id']}=mine")["field"] == "resolve"


def test_that_the_first_connection_only_reads(banso: Banso, tmp_path: Path) -> None:
    def json(*words: str | Path) -> Any:
        # By the clock of this computer: what was written before the last run is older than it.
        ran = banso.bare("--profile", banso.profile, "--json", *words)
        assert ran.code == 0, ran.out
        return ran.document

    with opened(banso.profile) as book:
        fill(book)
    folder = tmp_path / "shared"
    folder.mkdir()
    assert json("connect", "表", "--connector", "folder", "--set", f"folder={folder}")["write_back"] is False
    assert json("sync")["pushed"] == 0
    assert not [path for path in folder.iterdir() if not path.name.startswith(".banso")]
    assert json("connect", "表", "--write-back")["write_back"] is True
    waiting = json("connections")[0]["waiting"]
    assert waiting == json("sync")["pushed"] > 0
    assert json("connections")[0]["waiting"] == 0


def test_that_nothing_is_kept_of_a_connection_that_does_not_work(banso: Banso, tmp_path: Path) -> None:
    nowhere = f"folder={tmp_path / 'nowhere' / 'at all'}"
    assert banso.refused("connect", "表", "--connector", "folder", "--set", nowhere)["message"].strip()
    wrong = ("--set", f"folder={tmp_path}", "--set", "format=pdf")
    assert banso.refused("connect", "表", "--connector", "folder", *wrong)["field"] == "format"
    assert banso.refused("connect", "表", "--connector", "folder")["field"] == "folder"
    assert banso.refused("connect", "表", "--connector", "folder", "--set", "colour=red")["field"] == "colour"
    assert banso.refused("connect", "表", "--connector", "nothing")["field"] == "connector"
    assert banso.refused("connect", "表")["field"] == "connector"
    assert banso.json("connections") == []
    assert banso.refused("sync")["field"] == "name"
    assert banso.refused("sync", "表")["field"] == "name"
    assert banso.refused("undo-sync", "1")["field"] == "run"


def test_that_a_folder_that_has_gone_is_told_and_nothing_is_lost(connected: Banso, tmp_path: Path) -> None:
    before = accounts(connected)
    (tmp_path / "shared").rename(tmp_path / "elsewhere")
    error = connected.refused("sync", "表")
    assert error["field"] == "name" and "フォルダー" in error["message"]
    assert accounts(connected) == before
    (tmp_path / "elsewhere").rename(tmp_path / "shared")
    connected.json("sync", "表")


def test_that_a_restored_book_syncs_only_once_somebody_said_so(connected: Banso, tmp_path: Path) -> None:
    copy = tmp_path / "copy.sqlite"
    connected.json("backup", "--to", copy)
    connected.json("restore", copy)
    [listed] = connected.json("connections")
    assert listed["state"] == "paused" and listed["why"]
    assert connected.refused("sync", "表")["field"] == "name"
    assert connected.refused("sync")["field"] == "name"
    assert connected.json("sync", "表", "--resume")["state"] == "on"


@pytest.mark.parametrize("lang", LANGUAGES)
def test_that_people_read_words_in_their_language(connected: Banso, tmp_path: Path, lang: str) -> None:
    amend(connected, {"industry": "製造"})
    say(tmp_path, industry="金融")
    for words in (("sync",), ("connections",), ("conflicts",)):
        ran = connected(*words, lang=lang)
        assert ran.code == 0, ran.out + ran.err
        assert "{" not in ran.out and "sync." not in ran.out and "None" not in ran.out
        if lang == "en":
            assert not [line for line in ran.out.splitlines() if "同期" in line]
    refusals: tuple[tuple[str, ...], ...] = (
        ("sync", "無"), ("sync", "--resume"), ("sync", "表", "--allow-once"), ("undo-sync", "99"),
        ("conflicts", "--resolve", "99=mine"), ("conflicts", "--resolve", "1=same"), ("connect", "新"),
        ("conflicts", "--resolve", "1=mine", "--resolve", "1=theirs"), ("connect", "表", "--set", "colour=red"),
        ("connect", "新", "--connector", "nothing"), ("connect", "表", "--set", f"folder={tmp_path / 'nowhere'}"),
    )  # fmt: skip
    for refusal in refusals:
        ran = connected(*refusal, lang=lang)
        assert (ran.code, ran.out) == (1, ""), refusal
        assert "{" not in ran.err and "sync." not in ran.err and "conflict." not in ran.err
        said = re.sub(r"--\w[\w-]*|banso|「\w*」|“\w*”|PC|mine|theirs|both|same|apart|[（(][\w・]+[）)]", "", ran.err)
        assert not re.search(r"[A-Za-z]" if lang == "ja" else r"[ぁ-んァ-ヶ。]", said), ran.err
        assert "。 " not in ran.err


@pytest.mark.parametrize(
    "words",
    [
        ("conflicts", "--resolve", "1=maybe"),
        ("conflicts", "--resolve", "one=mine"),
        ("undo-sync", "last"),
        ("connect", "表", "--set", "folder"),
        ("connect",),
    ],
)
def test_that_what_cannot_be_meant_is_a_fault_of_usage(banso: Banso, words: tuple[str, ...]) -> None:
    assert banso(*words).code == USAGE


def test_that_the_verbs_of_syncing_need_no_qt(connected: Banso) -> None:
    script = (
        "import sys; from app.bootstrap import run; code = run(sys.argv); "
        "sys.exit(code or any(name.startswith('PySide6') for name in sys.modules))"
    )
    words = ["banso", "--profile", str(connected.profile), "sync", "--json"]
    command = [sys.executable, "-c", script, *words[1:]]
    ran = subprocess.run(command, cwd=ROOT, env=environment(PYTHONPATH=str(ROOT)), capture_output=True, check=False)
    assert ran.returncode == 0, ran.stdout + ran.stderr


def test_that_the_whole_way_can_be_walked(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    banso, shared = Banso(tmp_path / "new", capsys), tmp_path / "shared"
    shared.mkdir()
    ours, table = tmp_path / "accounts.csv", shared / "accounts.csv"
    banso.json("init", "--unencrypted", "--name", "佐藤")
    ours.write_text("name,industry,reading\n青葉信用金庫,金融,あおば\nみどり食品,食品,\n", "utf-8")
    assert banso.json("import", ours)["imported"] == 2
    banso.json("connect", "表", "--connector", "folder", "--set", f"folder={shared}", "--write-back")
    assert banso.json("sync")["pushed"] == 2

    edit_table(table, lambda rows: rows[0].update(industry="銀行", reading="むこうのよみ"))
    ours.write_text("name,industry,reading\n青葉信用金庫,信用金庫,こちらのよみ\n", "utf-8")
    assert banso.json("import", ours)["updated"] == 1
    edit_table(table, lambda rows: rows[1].update(industry="流通"))
    met = banso.json("sync", "表")
    assert (met["pulled"], met["conflicts"]) == (2, 2)
    waiting = {one["field"]: one["id"] for one in banso.json("conflicts")}
    left = banso.json("conflicts", "--resolve", f"{waiting['industry']}=mine")
    assert [one["field"] for one in left] == ["reading"]
    assert banso.json("conflicts", "--resolve", f"{waiting['reading']}=theirs") == []
    assert banso.json("sync")["pushed"] == 1
    text = table.read_text("utf-8-sig")
    assert "信用金庫" in text and "むこうのよみ" in text and "こちらのよみ" not in text and "銀行" not in text

    # What the run brought goes again on both sides; what a person settled since stays.
    assert banso.json("undo-sync", str(met["runs"][0]["run"]))["rows"] == 1
    banso.json("sync")
    text = table.read_text("utf-8-sig")
    assert "流通" not in text and "むこうのよみ" in text
    assert banso.json("sync")["pushed"] == 0
    assert banso.json("check")["counts"]["dangling_bindings"] == 0
