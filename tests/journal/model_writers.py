"""What the health model writes, for the machine of every operation in any order."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path

from hypothesis import strategies as st

from app.operations.book import Book
from app.operations.health.models import change_model, keep_first_model, model_at
from app.operations.health.packs import export_pack, import_pack

Draw = st.DataObject
_BANDS = st.sampled_from([(70, 45), (75, 45), (75, 50), (40, 45)])
_REASONS = st.sampled_from(["基準を上げる", " 🍣 ", "", "why"])


def _changes(book: Book, draw: Draw, _folder: Path) -> str | None:
    good, watch = draw.draw(_BANDS)
    model = replace(book.read(model_at), good=good, watch=watch)
    return book.write(change_model, model, reason=draw.draw(_REASONS))[0].id


def _keeps_first(book: Book, _draw: Draw, _folder: Path) -> str | None:
    return book.write(keep_first_model)[0].id


def _imports(book: Book, draw: Draw, _folder: Path) -> str | None:
    pack = book.read(export_pack)
    days = draw.draw(st.sampled_from([7, 21, 0]))
    good, watch = draw.draw(_BANDS)
    model = {**pack["model"], "bands": {"good": good, "watch": watch}}  # type: ignore[dict-item]
    given = {**pack, "cadence": {"high": days}, "model": model}
    return book.write(import_pack, given, reason=draw.draw(_REASONS))[0].id


MODEL_WRITES: Mapping[str, Callable[[Book, Draw, Path], str | None]] = {
    "health.models.change_model": _changes,
    "health.models.keep_first_model": _keeps_first,
    "health.packs.import_pack": _imports,
}
