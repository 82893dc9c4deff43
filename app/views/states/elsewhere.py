"""The states of searching, importing, undoing and failing."""

from __future__ import annotations

from app.errors import BansoError
from app.views.dialogs.error import show_error
from app.views.importing.dialog import ImportDialog
from app.views.stage import Shot, Stage
from app.views.states.bring import in_words

_PAUSE_S = 0.4
# Each in Japanese and in English.
_SHEETS = (
    "顧客名,フリガナ,セグメント,フェーズ,備考\n青葉信用金庫,アオバシンヨウキンコ,ハイタッチ,活用,\n"
    "東雲製作所,シノノメセイサクショ,ロータッチ,導入,紹介\n白樺ホテルズ,シラカバホテルズ,ロータッチ,活用,",
    "Account,Segment,Phase,Industry,Remarks\nNimbus Health,High touch,Adoption,Health care,\n"
    "Lumen Analytics,Low touch,Adoption,Software,\nSora Education,Tech touch,Onboarding,Education,referred",
)
_FAULTY = (
    "顧客名,セグメント,フェーズ\n青葉信用金庫,ハイタッチ,活用\n,ロータッチ,\n東雲製作所,特別,導入",
    "Account,Segment,Phase\nNimbus Health,High touch,Adoption\n,Low touch,\nLumen Analytics,special,Onboarding",
)


def _undone(stage: Stage) -> None:
    window, _places = stage.main()
    window.undo()


def _searched(stage: Stage, words: str) -> None:
    window, _places = stage.main()
    window.open("search", words or None)
    stage.settle()
    # The page asks a moment after the last key.
    stage.hurry(_PAUSE_S)


def _importing(stage: Stage, *lines: str) -> None:
    window, _places = stage.main()
    dialog = ImportDialog(window.workspace, window, window)
    dialog.open()
    if lines:
        file = stage.scratch / "accounts.csv"
        file.write_text("\n".join(lines), encoding="cp932")
        dialog.add([file])


def _failed(stage: Stage) -> None:
    window, _places = stage.main()
    show_error(window, BansoError("view.unexpected"))


SHOTS: tuple[Shot, ...] = (
    Shot("search", lambda stage: _searched(stage, in_words("契約", "renewal"))),
    Shot("search-start", lambda stage: _searched(stage, "")),
    Shot("search-no-hit", lambda stage: _searched(stage, "zzzzqq")),
    Shot("import-start", _importing),
    Shot("import", lambda stage: _importing(stage, *in_words(*_SHEETS).splitlines())),
    Shot("import-rejected", lambda stage: _importing(stage, *in_words(*_FAULTY).splitlines())),
    Shot("undo", _undone),
    Shot("error", _failed),
)
