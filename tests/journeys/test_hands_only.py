"""Journeys look at the window but touch it by keys and an input method alone: every other call is refused here."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

HERE = Path(__file__).parent
# What looks and changes nothing, and what works on files and values of the test itself.
LOOKING = frozenset(
    {
        "accessibleName", "activePopupWidget", "activeWindow", "append", "current", "currentIndex", "detail",
        "findChildren", "focusWidget", "hasFocus", "held", "here", "index", "isAncestorOf", "isVisible", "isoformat",
        "join", "objectName", "order_words", "page", "parametrize", "read", "read_text", "rglob", "rowCount",
        "rows", "selected_rows", "sentence", "shown", "shown_rows", "startswith", "strftime", "text", "title",
        "toPlainText", "topLevelWidgets", "why",
        # What a colleague does at a window of their own, by keys as here.
        "does",
        # What the file dialog of the system answers, which no key of ours reaches.
        "read_file", "set_place",
    }
)  # fmt: skip


def calls_that_touch(source: str) -> list[str]:
    """Return "line: name" of every call of a method that is not known to look only."""
    return [
        f"{node.lineno}: {node.func.attr}"
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr not in LOOKING
    ]


def journeys() -> list[Path]:
    return sorted(path for path in HERE.glob("test_*.py") if path != Path(__file__))


@pytest.mark.parametrize("path", journeys(), ids=lambda path: path.name)
def test_that_a_journey_calls_no_slot_and_no_model(path: Path) -> None:
    assert calls_that_touch(path.read_text("utf-8")) == []


def test_that_the_lint_sees_what_it_forbids() -> None:
    for touching in ("button.click()", "field.setText('x')", "page.go(1)", "model.set_rows([])", "page.wants.emit(1)"):
        assert len(calls_that_touch(touching)) == 1, touching
    assert calls_that_touch("view.rowCount() and press('Return')") == []
