from __future__ import annotations

from pathlib import Path

from pytestqt.qtbot import QtBot

from app import language
from app.operations.import_preview import FileLook, canonical_columns
from app.views.importing.mapping import MOST_COLUMNS, MappingView, given_after
from app.vocabulary import ImportKind

LOOK = FileLook(
    Path("a.csv"),
    ImportKind.ACCOUNTS,
    ("会社", "番号", "<b>x</b>"),
    {"name": "会社", "external_id": "番号"},
    rows=(("みどり", "1", "<i>y</i>"),),
    total=1,
)


def test_that_a_column_said_to_be_another_gives_up_what_it_was() -> None:
    assert given_after({}, LOOK, "番号", "domain") == {"domain": "番号", "external_id": ""}
    assert given_after({}, LOOK, "番号", "") == {"external_id": ""}
    assert given_after({"external_id": ""}, LOOK, "<b>x</b>", "external_id") == {"external_id": "<b>x</b>"}


def test_that_two_columns_can_change_places() -> None:
    said = given_after({}, LOOK, "会社", "external_id")
    assert said == {"external_id": "会社", "name": ""}
    swapped = FileLook(Path("a.csv"), ImportKind.ACCOUNTS, LOOK.headings, {"external_id": "会社"})
    assert given_after(said, swapped, "番号", "name") == {"external_id": "会社", "name": "番号"}


def test_that_every_column_has_a_name_in_both_languages(qtbot: QtBot) -> None:
    for lang in language.LANGUAGES:
        language.use(lang)
        for kind in ImportKind:
            for name in canonical_columns(kind):
                words = language.keyed("import.column", name)
                assert words and (words != name), (lang, name)


def test_that_very_wide_files_are_cut_off_and_say_so(qtbot: QtBot) -> None:
    headings = tuple(f"h{n}" for n in range(MOST_COLUMNS + 5))
    view = MappingView()
    qtbot.addWidget(view)
    view.show_look(FileLook(Path("a.csv"), ImportKind.ACCOUNTS, headings, rows=(headings,)))
    assert len(view.combos) == MOST_COLUMNS
    from PySide6.QtWidgets import QLabel

    assert "ほかに 5列あります" in [label.text() for label in view.findChildren(QLabel)]
