from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.builders import opened
from tests.cli.runner import Banso
from tests.operations.plans.filled import fill
from tests.operations.plans.plan_books import Made, stock_plan
from tests.operations.plans.test_plan_files import answered, everything


@pytest.fixture
def made(banso: Banso) -> Iterator[Made]:
    with opened(banso.profile) as book:
        made = book.write(stock_plan)[1]
    yield made


@pytest.mark.parametrize("lang", ["ja", "en"])
def test_that_a_plan_goes_out_and_comes_back(banso: Banso, made: Made, tmp_path: Path, lang: str) -> None:
    sent = tmp_path / "plan.html"
    done = banso.json("plan", "export", "Acme Robotics", "--to", sent, lang=lang)
    assert (done["plan"], done["version"], done["path"]) == (made.plan, 1, str(sent))
    assert f'<html lang="{lang}">' in sent.read_text("utf-8")
    copy = answered(sent, **everything(made))

    told = banso.json("plan", "import", copy, "--dry-run", lang=lang)
    assert told["taken_on"] is None
    taken = banso.json("plan", "import", copy, lang=lang)
    assert taken == told
    assert taken["committed"] == [
        {"item": "在庫改革 2026", "by": "佐藤 花子", "on": "2026-11-19"},
        {"item": "欠品を減らす", "by": "渡辺", "on": "2026-11-18"},
    ]
    assert [(one["item"], one["field"], one["sent"], one["now"], one["answered"]) for one in taken["changes"]][2:4] == [
        ("棚卸し時間を半分にする", "reading", "27", "27", "24.5"),
        ("2倉庫で本運用を始める", "done", "", "", "2026-11-18"),
    ]
    again = banso.json("plan", "import", copy, lang=lang)
    assert (again["changes"], again["committed"], again["taken_on"]) == ([], [], "2026-11-20")


def test_that_people_read_what_was_taken_in(banso: Banso, made: Made, tmp_path: Path) -> None:
    sent = tmp_path / "plan.xlsx"
    assert "第1版" in banso("plan", "export", "Acme Robotics", "--to", sent).out
    assert "何も記入されていません" not in banso("plan", "import", sent, "--dry-run").out
    copy = fill(sent, {(made.hours, "reading"): 24.5, (made.hours, "confirmed_by"): "渡辺"}, tmp_path / "copy.xlsx")
    assert "24.5" in banso("plan", "import", copy, "--dry-run").out
    lines = banso("plan", "import", copy).out.splitlines()
    assert lines[0] == "Acme Robotics「在庫改革 2026」（第1版）の回答を取り込みました："
    assert "- 棚卸し時間を半分にする · 最新の値: 24.5 （これまで 27）" in lines
    assert "取り込み済み" in banso("plan", "import", copy).out


def test_that_what_is_refused_says_why_in_both_languages(banso: Banso, made: Made, tmp_path: Path) -> None:
    assert banso.refused("plan", "export", "Acme Robotics", "--to", tmp_path / "plan.docx")["field"] == "to"
    assert (
        "在庫改革 2026"
        in banso.refused("plan", "export", "Acme Robotics", "--plan", "ない", "--to", tmp_path / "plan.html")["message"]
    )
    (tmp_path / "note.txt").write_text("こんにちは", "utf-8")
    for lang, title in (("ja", "プランのファイルではありません"), ("en", "Not a plan file")):
        assert banso.refused("plan", "import", tmp_path / "note.txt", lang=lang)["title"] == title
