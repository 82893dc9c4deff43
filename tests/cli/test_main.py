"""Each verb through the real command line: its document against its schema, its exit code, its refusals."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Sequence
from datetime import timedelta
from pathlib import Path

import jsonschema
import pytest

from app.paths import resource
from tests.builders import TODAY, opened
from tests.cli.runner import USAGE, Banso, environment, everything_in, validate
from tests.operations.importing.files import written

ROOT = Path(__file__).parents[2]
VERBS = [
    "init",
    "demo",
    "import",
    "accounts",
    "today",
    "log",
    "moves",
    "search",
    "qbr",
    "brief",
    "backup",
    "restore",
    "check",
    "export",
    "forget",
    "health",
    "backtest",
    "metrics",
    "metrics-deck",
    "weekly",
    "pack",
    "plan",
    "shots",
    "connect",
    "connections",
    "sync",
    "undo-sync",
    "hub",
    "hand-over",
    "conflicts",
    "error",
]


@pytest.mark.parametrize("verb", VERBS)
def test_that_every_verb_has_a_schema_that_allows_nothing_unnamed(verb: str) -> None:
    schema = json.loads(resource("schemas", f"{verb}.json").read_text("utf-8"))
    jsonschema.Draft202012Validator.check_schema(schema)
    assert schema["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    waiting = [schema]
    while waiting:
        part = waiting.pop()
        if isinstance(part, dict):
            assert part.get("type") != "object" or "additionalProperties" in part
            waiting += part.values()


def test_that_the_folder_of_schemas_holds_the_verbs_and_nothing_else() -> None:
    assert sorted(path.stem for path in resource("schemas").iterdir()) == sorted(VERBS)


def test_that_init_makes_a_plain_profile_and_shows_no_code(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    banso = Banso(tmp_path / "new", capsys)
    made = banso.json("init", "--unencrypted", "--name", "佐藤")
    assert made == {"profile": str(tmp_path / "new"), "protection": "none", "recovery_code": None}
    assert banso.json("accounts") == []
    before = everything_in(tmp_path)
    assert banso.refused("init", "--unencrypted")["title"]
    assert everything_in(tmp_path) == before


def test_that_a_passphrase_in_a_file_protects_and_opens(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    phrase = tmp_path / "phrase"
    phrase.write_text("long enough to be a phrase\n", "utf-8")
    phrase.chmod(0o600)
    monkeypatch.delenv("BANSO_PASSPHRASE_FILE", raising=False)
    banso = Banso(tmp_path / "new", capsys)
    made = banso.json("init", "--passphrase-file", phrase)
    assert made["protection"] == "passphrase"
    assert made["recovery_code"]
    assert b"SQLite format 3" not in (tmp_path / "new" / "book.sqlite").read_bytes()[:16]
    banso.refused("accounts")
    monkeypatch.setenv("BANSO_PASSPHRASE_FILE", str(phrase))
    assert banso.json("accounts") == []


def test_that_a_zone_nobody_knows_leaves_no_profile(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    banso = Banso(tmp_path / "new", capsys)
    assert banso.refused("init", "--unencrypted", "--zone", "Asia/Edo")["field"] == "zone"
    assert not (tmp_path / "new" / "book.sqlite").exists()


def test_that_demo_fills_an_empty_book_once(banso: Banso) -> None:
    made = banso.json("demo", "--accounts", "6", "--seed", "3")
    assert made["accounts"] == 6 == len(banso.json("accounts"))
    banso.json("today")
    assert banso.refused("demo")["title"]
    assert len(banso.json("accounts")) == 6


def test_that_import_reports_good_and_bad_rows_and_a_second_run_changes_nothing(banso: Banso, tmp_path: Path) -> None:
    files = written(tmp_path)
    dry = banso.json("import", *files, "--dry-run")
    assert banso.json("accounts") == []
    first = banso.json("import", *files)
    assert (first["imported"], first["updated"], first["unchanged"]) == (13, 0, 0) == (dry["imported"], 0, 0)
    assert [(bad["file"], bad["row"], bad["column"]) for bad in first["rejected"]] == [
        ("関係者.csv", 5, "会社名"),
        ("接点.csv", 6, "日付"),
    ]
    again = banso.json("import", *files, lang="en")
    assert (again["imported"], again["updated"], again["unchanged"]) == (0, 0, 13)
    assert again["rejected"][0]["message"] != first["rejected"][0]["message"]


def test_that_a_named_kind_and_a_mapping_are_used(banso: Banso, tmp_path: Path) -> None:
    path = tmp_path / "odd.csv"
    path.write_text("x,y\nAcme,high\n", "utf-8")
    assert banso.refused("import", path)["field"] == "kind"
    assert banso.json("import", path, "--kind", "accounts", "--map", "name=x", "--map", "segment=y")["imported"] == 1
    assert banso.json("accounts")[0]["segment"] == "high"


def test_that_an_exported_folder_comes_back_to_an_equal_book(
    filled: Banso, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    filled.json("log", "@A-1 電話 次: 見積を送る 金曜まで")
    gone_out = filled.json("export", "--to", tmp_path / "out")
    other = Banso(tmp_path / "other", capsys)
    other.json("init", "--unencrypted")
    assert other.json("import", tmp_path / "out")["imported"] > 0
    assert other.json("export", "--to", tmp_path / "again")["hash"] == gone_out["hash"]
    other.refused("import", tmp_path / "out", "--dry-run")
    other.refused("import", tmp_path / "out", *written(tmp_path))


def test_that_accounts_are_told_in_full(filled: Banso) -> None:
    listed = {row["name"]: row for row in filled.json("accounts")}
    midori = listed["株式会社みどり食品"]
    # 1,200 × ¥1,500 a month less ¥10,000.
    assert midori["mrr"] == {"amount": "1790000", "currency": "JPY"}
    assert (midori["renewal_date"], midori["notice_date"]) == ("2027-02-28", "2027-01-28")
    assert midori["renewal_late"] is None
    assert (midori["last_touch"], midori["cadence_days"]) == ("2026-11-10", 14)
    assert listed["みどり物流㈱"]["mrr"]["amount"] == "0"
    assert listed["みどり物流㈱"]["cadence_days"] is None


def test_that_a_late_renewal_says_when_it_ended_and_until_when_it_counts(filled: Banso, tmp_path: Path) -> None:
    ended, until = TODAY - timedelta(5), TODAY + timedelta(25)
    path = tmp_path / "contracts.csv"
    path.write_text(
        "account,start,end,product,quantity,unit_price,currency\n"
        f"みどり物流㈱,{TODAY - timedelta(369)},{ended},Desk,1,5000,JPY\n",
        "utf-8",
    )
    assert filled.json("import", path, "--kind", "contracts")["imported"] >= 1
    [late] = [row for row in filled.json("accounts") if row["renewal_late"] is not None]
    assert (late["name"], late["mrr"]["amount"], late["renewal_date"]) == ("みどり物流㈱", "5000", None)
    assert late["renewal_late"] == {"ended": ended.isoformat(), "counts_until": until.isoformat()}
    assert "2026/11/15（更新の遅れ）" in filled("accounts").out
    [row] = [row for row in filled.json("today") if row["kind"] == "renewal" and row["due"] == ended.isoformat()]
    assert row["account"]["name"] == "みどり物流㈱"
    assert (row["text"], "12/15" in row["why"]) == ("遅れている更新を確かめる", True)


def test_that_a_logged_line_is_found_and_stands_on_today(filled: Banso) -> None:
    logged = filled.json("log", "@青葉信用金庫 田村さんと電話。見積の解約条項 次: 手順書を送る 今日まで !risk !voice")
    assert logged["account"]["name"] == "青葉信用金庫"
    assert logged["indicators"] == ["risk", "voice"]
    assert logged["promises"][0]["due"] == TODAY.isoformat()
    assert [hit["kind"] for hit in filled.json("search", "解約条項")["hits"]].count("touchpoint") == 1
    promised = [row for row in filled.json("today") if row["kind"] == "promise"]
    assert [row["text"] for row in promised] == ["手順書を送る"]
    alike = filled.json("log", "@青葉信用金庫 次: 手順書を送付 11/30まで")
    assert alike["similar"][0]["id"] == logged["promises"][0]["id"]


def test_that_search_orders_limits_and_counts(filled: Banso) -> None:
    found = filled.json("search", "在庫画面", "--limit", "1", "--order", "relevance")
    assert (found["total"], len(found["hits"])) == (2, 1)
    assert filled.json("search", "どこにもない語")["hits"] == []


def test_that_qbr_writes_a_deck_and_a_refusal_writes_none(filled: Banso, tmp_path: Path) -> None:
    deck = tmp_path / "review.pptx"
    made = filled.json("qbr", "A-1", "--period", "2026Q4", "--to", deck)
    assert made["data_as_of"] == TODAY.isoformat()
    assert deck.stat().st_size > 10_000
    pages = tmp_path / "review.pdf"
    assert filled.json("qbr", "A-1", "--period", "2026Q4", "--to", pages)["slides"] == made["slides"]
    assert pages.read_bytes().startswith(b"%PDF")
    before = sorted(tmp_path.iterdir())
    for wrong in (("だれか", "2026Q4"), ("A-1", "2026Q9"), ("A-1", "")):
        filled.refused("qbr", wrong[0], "--period", wrong[1], "--to", tmp_path / "no.pptx")
    assert sorted(tmp_path.iterdir()) == before


def test_that_a_backup_is_restored_and_the_book_before_put_aside(filled: Banso, tmp_path: Path) -> None:
    copy = filled.json("backup", "--to", tmp_path / "copy.sqlite")
    assert Path(copy["path"]).stat().st_size == copy["bytes"]
    filled.json("log", "@A-1 消える電話")
    done = filled.json("restore", copy["path"])
    assert Path(done["set_aside"]).exists()
    assert filled.json("search", "消える電話")["total"] == 0
    assert filled.json("check")["sound"] is True


def test_that_forget_erases_one_customer_and_names_the_copies_that_still_hold_it(filled: Banso) -> None:
    account = filled.json("accounts")[0]
    copy = filled.json("backup")["path"]
    done = filled.json("forget", account["id"])
    assert done["account"] == {"id": account["id"], "name": account["name"]}
    assert (done["wiped"], done["copies"]) == (True, [copy])
    assert account["id"] not in {row["id"] for row in filled.json("accounts")}
    assert filled.refused("forget", account["id"])["field"] == "account"


def test_that_export_refuses_a_folder_that_is_in_use(filled: Banso, tmp_path: Path) -> None:
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "mine.txt").write_text("mine", "utf-8")
    assert filled.refused("export", "--to", tmp_path / "out")["field"] == "to"
    assert [path.name for path in (tmp_path / "out").iterdir()] == ["mine.txt"]


REFUSALS: Sequence[tuple[tuple[str, ...], str | None]] = (
    (("log", "@だれも知らない会社 電話"), "account"),
    (("log", "電話しただけ"), "account"),
    (("log", "@A-1"), "line"),
    (("import", "there/is/no/such.csv"), None),
    (("qbr", "A-1", "--period", "2026Q4", "--to", "no/such/folder/x.pptx"), None),
    (("restore", "there/is/no/such.sqlite"), None),
    (("demo",), None),
)


@pytest.mark.parametrize("lang", ["ja", "en"])
@pytest.mark.parametrize(
    ("words", "field"), REFUSALS, ids=[words[0] + str(at) for at, (words, _field) in enumerate(REFUSALS)]
)
def test_that_a_refusal_says_why_in_words_and_leaves_the_book_alone(
    filled: Banso, words: tuple[str, ...], field: str | None, lang: str
) -> None:
    before = filled.json("export", "--to", filled.profile.parent / "before")["hash"]
    error = filled.refused(*words, lang=lang)
    if field:
        assert error["field"] == field
    # Words, not keys, and no hole left in them.
    assert "." not in error["title"]
    assert "{" not in error["title"] + error["message"]
    told = filled(*words, lang=lang)
    assert (told.code, told.out) == (1, "")
    assert told.err == f"{error['title']}: {error['message']}\n"
    assert filled.json("export", "--to", filled.profile.parent / "after")["hash"] == before


def test_that_a_profile_that_is_not_there_is_named_and_not_made(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    banso = Banso(tmp_path / "nowhere", capsys)
    for words in (["accounts"], ["log", "@A x"], ["check"], ["demo"], ["export", "--to", str(tmp_path / "x")]):
        assert banso.refused(*words)["field"] == "profile"
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    "words",
    [["nonsense"], ["log"], ["import"], ["search"], ["accounts", "--lang", "fr"], ["accounts", "--today", "gestern"],
     ["import", "a.csv", "--map", "name"], ["import", "a.csv", "--kind", "odd"], ["qbr", "A-1"],
     ["init", "--keyring", "--unencrypted"]],
    ids=" ".join,
)  # fmt: skip
def test_that_a_line_that_cannot_be_read_is_usage(banso: Banso, words: list[str]) -> None:
    ran = banso(*words)
    assert ran.code == USAGE
    assert ran.out == ""
    assert "使い方: banso" in ran.err
    assert "usage: banso" in banso(*words, lang="en").err


def test_that_globals_stand_before_or_after_the_verb(filled: Banso) -> None:
    shared = ["--profile", str(filled.profile), "--today", "2026-11-20", "--lang", "en", "--json"]
    before, after = filled.bare(*shared, "today"), filled.bare("today", *shared)
    assert before.code == after.code == 0
    assert before.document == after.document
    validate("today", before.document)
    mixed = filled.bare("--profile", str(filled.profile), "--json", "today", "--lang", "ja", "--today", "2026-11-20")
    assert [row["account"] for row in mixed.document] == [row["account"] for row in before.document]
    assert [row["why"] for row in mixed.document] != [row["why"] for row in before.document]


def test_that_today_is_the_day_that_was_given(filled: Banso) -> None:
    shared = ["--profile", str(filled.profile), "--json"]
    later = filled.bare(*shared, "--today", "2027-01-20", "today").document
    assert [row for row in later if row["kind"] == "quiet"]
    assert not [row for row in filled.json("today") if row["kind"] == "quiet"]


@pytest.mark.parametrize(("lang", "word"), [("ja", "顧客"), ("en", "Account")])
def test_that_people_read_text_in_their_language(filled: Banso, lang: str, word: str) -> None:
    told = filled("accounts", lang=lang)
    assert told.out.startswith(word)
    assert "株式会社みどり食品" in told.out
    for words in (["today"], ["search", "解約"], ["check"]):
        shown = filled(*words, lang=lang)
        assert (shown.code, shown.err) == (0, "")
        assert shown.out.strip()


def test_that_a_real_process_does_the_same(tmp_path: Path) -> None:
    def run(*words: str) -> subprocess.CompletedProcess[str]:
        line = [sys.executable, str(ROOT / "main.py"), "--profile", str(tmp_path / "p"), "--json", *words]
        return subprocess.run(
            line, capture_output=True, text=True, cwd=tmp_path, env=environment(), check=False, timeout=120
        )

    refused = run("accounts")
    assert refused.returncode == 1
    validate("error", json.loads(refused.stdout))
    made = run("init", "--unencrypted", "--name", "佐藤")
    assert made.returncode == 0, made.stderr
    validate("init", json.loads(made.stdout))
    imported = run("import", *map(str, written(tmp_path)))
    assert json.loads(imported.stdout)["imported"] == 13
    logged = run("log", "@みどり食品 佐藤さんと電話。解約の撤回 next: send deck by fri")
    assert logged.returncode == 0, logged.stderr
    validate("log", json.loads(logged.stdout))
    assert run("nonsense").returncode == USAGE
    with opened(tmp_path / "p") as book:
        assert book.by_id


def test_that_a_verb_loads_no_qt_and_none_of_the_heavy_libraries(tmp_path: Path) -> None:
    program = (
        "import sys; from app.bootstrap import run; code = run(['banso', *sys.argv[1:]]);"
        "print([m for m in ('PySide6', 'pandas', 'matplotlib', 'pptx') if m in sys.modules]); sys.exit(code)"
    )
    line = [sys.executable, "-c", program, "--profile", str(tmp_path / "p"), "init", "--unencrypted"]
    ran = subprocess.run(line, capture_output=True, text=True, cwd=ROOT, env=environment(), check=False, timeout=120)
    assert ran.returncode == 0, ran.stderr
    assert ran.stdout.endswith("[]\n")
