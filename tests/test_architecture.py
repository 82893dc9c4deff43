"""The rules of the house that no single test of a room can hold: read from the source of every room."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.models import tables

ROOT = Path(__file__).parents[1]
SOURCES = sorted((ROOT / "app").rglob("*.py"))
JOURNEYS = sorted((ROOT / "tests" / "journeys").rglob("test_*.py"))

LONGEST = 320
WRITING_ROOMS = {"journal", "models", "search"}
SYNCING = {table.name for table in tables.SYNCING}
QT_ROOMS = {"views", "bootstrap"}
WRITES = {"insert", "update", "delete", "replace"}
WRITING_SQL = re.compile(
    r"\s*(INSERT\s+(OR\s+\w+\s+)?INTO|UPDATE\s+\w+\s+SET|DELETE\s+FROM|REPLACE\s+INTO|DROP\s+TABLE|CREATE\s+TABLE)\s",
    re.I,
)
BY_HAND = {
    "click", "animateClick", "trigger", "toggle", "setText", "setPlainText", "setValue", "setChecked", "emit",
    "setCurrentIndex", "setCurrentRow", "setCurrentText", "selectRow", "selectAll", "activate", "write",
}  # fmt: skip


def room_of(path: Path) -> str:
    return path.relative_to(ROOT / "app").parts[0].removesuffix(".py")


def tree_of(path: Path) -> ast.Module:
    return ast.parse(path.read_text("utf-8"), str(path))


def imports_of(tree: ast.AST) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Yield every import of a module, wherever it stands, with the names it takes."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from ((alias.name, ()) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield node.module or "", tuple(alias.name for alias in node.names)


def writing_constructs(tree: ast.AST) -> list[str]:
    """Return what in a module could write to the database past the journal."""
    found = [
        f"{module}.{name}"
        for module, names in imports_of(tree)
        if module.startswith("sqlalchemy")
        for name in names
        if name in WRITES
    ]
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and WRITING_SQL.match(node.value):
            found.append(node.value)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in WRITES:
            owner = node.func.value
            table = (
                isinstance(owner, ast.Attribute) and isinstance(owner.value, ast.Name) and owner.value.id == "tables"
            )
            if table or (isinstance(owner, ast.Name) and owner.id in {"sqlalchemy", "sa"}):
                found.append(ast.unparse(node.func))
    return found


def cheats_of(tree: ast.AST) -> list[str]:
    """Return what in a journey does not come through the keyboard, the input method or the mouse."""
    found = []
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute) and node.attr in BY_HAND:
            found.append(ast.unparse(node))
        if isinstance(node, ast.Attribute) and node.attr.startswith("_") and node.attr != "__name__":
            found.append(ast.unparse(node))
    return found


def named(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


@pytest.mark.parametrize("path", SOURCES, ids=named)
def test_that_a_module_says_what_it_is_for_and_stays_short(path: Path) -> None:
    text = path.read_text("utf-8")
    if "versions" in path.parts:
        return
    assert text.count("\n") <= LONGEST
    said = ast.get_docstring(tree_of(path))
    assert said and said.strip()


@pytest.mark.parametrize("path", [p for p in SOURCES if room_of(p) not in WRITING_ROOMS], ids=named)
def test_that_only_the_journal_and_below_it_write(path: Path) -> None:
    found = writing_constructs(tree_of(path))
    if room_of(path) == "sync":
        # What is agreed on with other systems has no history: the room that knows what it means keeps it up.
        found = [one for one in found if written_table(one) not in SYNCING]
    assert found == []


def written_table(construct: str) -> str | None:
    """Return the table that a writing statement names; None for what is no statement."""
    named = re.match(r"\s*(?:INSERT\s+(?:OR\s+\w+\s+)?INTO|UPDATE|DELETE\s+FROM)\s+(\w+)", construct, re.I)
    return named[1] if named else None


@pytest.mark.parametrize("path", [p for p in SOURCES if room_of(p) not in QT_ROOMS], ids=named)
def test_that_qt_stays_in_the_views(path: Path) -> None:
    assert [module for module, _names in imports_of(tree_of(path)) if module.partition(".")[0] == "PySide6"] == []


def test_that_nothing_prints() -> None:
    printing = [
        f"{named(path)}:{node.lineno}"
        for path in SOURCES
        for node in ast.walk(tree_of(path))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "print"
    ]
    assert printing == []


def test_that_one_door_leads_to_the_keyring() -> None:
    holders = {
        named(path)
        for path in SOURCES
        for module, _names in imports_of(tree_of(path))
        if module.partition(".")[0] in {"keyring", "secretstorage"}
    }
    assert holders == {"app/secrets/keyring_door.py"}


@pytest.mark.parametrize("path", JOURNEYS, ids=named)
def test_that_a_journey_only_types_and_clicks(path: Path) -> None:
    tree = tree_of(path)
    assert cheats_of(tree) == []
    rooms = {
        module for module, _names in imports_of(tree) if module.startswith(("app.models", "app.journal", "sqlalchemy"))
    }
    assert rooms == set()


@pytest.mark.parametrize(
    "line",
    [
        "button.click()",
        "window.save.trigger()",
        "field.setText('x')",
        "model.changed.emit(1)",
        "tabs.setCurrentIndex(2)",
        "table.selectRow(0)", "window._workspace", "window._open('a')", "book.write(log_line, 'x')",
    ],
)  # fmt: skip
def test_that_the_lint_sees_what_a_journey_must_not_do(line: str) -> None:
    assert cheats_of(ast.parse(line))


@pytest.mark.parametrize("line", ["person.types('@Acme 電話')", "person.presses('Ctrl+L')", "person.clicks_on('保存')"])
def test_that_the_lint_lets_a_person_work(line: str) -> None:
    assert cheats_of(ast.parse(line)) == []


@pytest.mark.parametrize(
    "line",
    [
        "from sqlalchemy import insert",
        "from sqlalchemy.dialects.sqlite import insert as put",
        "tables.account.insert()",
        "tables.account.delete()", "c.execute('UPDATE account SET name = 1')", "c.execute('  delete from draft ')",
        "import sqlalchemy\nsqlalchemy.update(t)",
    ],
)  # fmt: skip
def test_that_the_scan_sees_a_write_past_the_journal(line: str) -> None:
    assert writing_constructs(ast.parse(line))
