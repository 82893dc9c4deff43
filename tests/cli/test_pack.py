"""The verb `pack`: out of one book into another, refused whole where it is wrong."""

from __future__ import annotations

import json
from pathlib import Path

from tests.builders import new_profile
from tests.cli.runner import USAGE, Banso


def test_that_a_pack_goes_from_one_book_to_another(banso: Banso, tmp_path: Path) -> None:
    file = tmp_path / "pack.json"
    assert banso.json("pack", "export", file) == {"path": str(file), "model_version": 1}
    assert banso.json("pack", "import", file) == {"model_version": None, "settings": [], "left_out": []}
    pack = json.loads(file.read_text("utf-8"))
    pack["model"]["bands"]["good"] = 75
    pack["cadence"]["high"] = 10
    file.write_text(json.dumps(pack), "utf-8")
    new_profile(tmp_path / "other")
    other = Banso(tmp_path / "other", banso.capsys)
    taken = other.json("pack", "import", file, "--reason", "共通の基準")
    assert taken == {"model_version": 2, "settings": ["cadence.high"], "left_out": []}
    assert other.json("pack", "export", tmp_path / "back.json")["model_version"] == 2
    assert json.loads((tmp_path / "back.json").read_text("utf-8"))["cadence"]["high"] == 10


def test_that_people_read_what_was_done(banso: Banso, tmp_path: Path) -> None:
    file = tmp_path / "pack.json"
    assert str(file) in banso("pack", "export", file).out
    assert "変更はありません" in banso("pack", "import", file).out
    assert "changes nothing" in banso("pack", "import", file, lang="en").out


def test_that_a_fault_names_its_place_and_nothing_is_taken_over(banso: Banso, tmp_path: Path) -> None:
    file = tmp_path / "pack.json"
    banso.json("pack", "export", file)
    pack = json.loads(file.read_text("utf-8"))
    pack["cadence"]["high"] = 10
    pack["model"]["dimensions"][0]["measures"][0]["weight"] = "-1"
    file.write_text(json.dumps(pack), "utf-8")
    error = banso.refused("pack", "import", file)
    assert error["field"] == "model.dimensions[0].measures[0].weight" and error["field"] in error["message"]
    file.write_text("{", "utf-8")
    assert banso.refused("pack", "import", file)["field"] == "file"
    assert banso.refused("pack", "import", tmp_path / "none.json")["field"] == "file"
    assert banso.refused("pack", "export", tmp_path / "no" / "pack.json")["field"] == "to"
    assert banso("pack").code == banso("pack", "lend", file).code == USAGE
