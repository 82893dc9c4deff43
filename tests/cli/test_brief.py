from __future__ import annotations

from pathlib import Path

import pytest

from tests.builders import TODAY
from tests.cli.runner import Banso
from tests.reports.pdf_text import Pdf


@pytest.mark.parametrize("lang", ["ja", "en"])
def test_that_both_pages_are_written(made_up: Banso, tmp_path: Path, lang: str) -> None:
    ours, theirs = tmp_path / "a.pdf", tmp_path / "b.pdf"
    done = made_up.json("brief", "北斗ロジスティクス", "--to", ours, lang=lang)
    assert (done["slides"], done["data_as_of"]) == (1, TODAY.isoformat())
    assert made_up.json("brief", "北斗ロジスティクス", "--for", "champion", "--to", theirs, lang=lang)["slides"] == 1
    health = made_up.json("health", "北斗ロジスティクス", lang=lang)
    said = Pdf(ours.read_bytes()).text()
    assert f"{health['score']} " in said
    assert ("社外秘" if lang == "ja" else "for us only") in said
    assert len(Pdf(theirs.read_bytes()).sizes()) == 1


def test_that_a_refusal_writes_nothing(filled: Banso, tmp_path: Path) -> None:
    before = sorted(tmp_path.iterdir())
    assert filled.refused("brief", "A-1", "--to", tmp_path / "a.docx")["field"] == "to"
    filled.refused("brief", "だれか", "--to", tmp_path / "a.pdf")
    assert sorted(tmp_path.iterdir()) == before
    assert "1枚" in filled("brief", "A-1", "--to", tmp_path / "a.pdf").out
