"""A person's first day in a row: a protected book, their own CP932 files, a call logged, words found, a deck out."""

from __future__ import annotations

from functools import partial
from pathlib import Path

import pytest

from app.paths import resource
from app.secrets import keyinfo
from tests.builders import CHEAP
from tests.cli.runner import Banso
from tests.operations.importing.files import FILES
from tests.operations.importing.test_run import traces
from tests.reports.scanner import found_in

ORDER = ("顧客.csv", "関係者.csv", "契約.csv", "接点.csv")


@pytest.fixture
def banso(tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Banso:
    """Return the command with a passphrase in a file, and no profile yet."""
    phrase = tmp_path / "phrase"
    phrase.write_text("a phrase that is long enough\n", "utf-8")
    phrase.chmod(0o600)
    monkeypatch.setenv("BANSO_PASSPHRASE_FILE", str(phrase))
    # What makes guessing dear would make each of these verbs slow.
    monkeypatch.setattr(keyinfo, "create", partial(keyinfo.create, cost=CHEAP))
    return Banso(tmp_path / "profile", capsys)


@pytest.mark.parametrize("lang", ["ja", "en"])
def test_that_a_first_day_works_in_a_row(banso: Banso, tmp_path: Path, lang: str) -> None:
    assert banso.json("init", "--passphrase-file", tmp_path / "phrase", lang=lang)["protection"] == "passphrase"
    paths = {name: tmp_path / name for name in ORDER}
    for name, path in paths.items():
        path.write_bytes(FILES[name].encode("cp932"))
        assert banso.json("import", path, lang=lang)["imported"] > 0
    assert len(banso.json("accounts", lang=lang)) == 3
    logged = banso.json("log", "@みどり食品 佐藤さんと電話。解約は撤回 次: 見積を送る 金曜まで", lang=lang)
    found = banso.json("search", "解約", lang=lang)
    assert {hit["id"] for hit in found["hits"]} > {logged["touchpoint"]}
    assert found["total"] == 2
    deck = tmp_path / "review.pptx"
    banso.json("qbr", "みどり食品", "--period", "2026Q4", "--to", deck, lang=lang)
    # What was just promised goes out; what was said on the phone does not.
    assert found_in(deck.read_bytes(), ["見積を送る", "解約"]) == {"見積を送る"}

    before = banso.json("export", "--to", tmp_path / "before", lang=lang)["hash"]
    seen = left_behind(banso)
    again = banso.json("import", *paths.values(), lang=lang)
    assert (again["imported"], again["updated"], again["unchanged"]) == (0, 0, 13)
    assert banso.json("export", "--to", tmp_path / "after", lang=lang)["hash"] == before
    assert left_behind(banso) == seen
    assert banso.json("check", lang=lang)["sound"] is True
    assert "解約".encode() not in (banso.profile / "book.sqlite").read_bytes()


def left_behind(banso: Banso) -> tuple[object, ...]:
    """Return everything a write would leave, read from the book itself."""
    from app.cli.main import passphrase
    from app.operations.profile import open_book

    with open_book(banso.profile, passphrase=passphrase()) as book:
        return traces(book)


def test_that_the_schemas_come_with_the_program() -> None:
    assert resource("schemas", "qbr.json").is_file()
