"""The rules of the house that no single test of a room can hold: read from the source of every room."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
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


@dataclass(frozen=True)
class Module:
    """What the rules ask about one module of the application."""

    lines: int
    docstring: str
    imports: frozenset[str]
    writes: tuple[str, ...]
    prints: tuple[int, ...]


@cache
def module_of(path: Path) -> Module:
    """Read a module once for all rules; its tree is not kept."""
    text = path.read_text("utf-8")
    tree = ast.parse(text, str(path))
    return Module(
        lines=text.count("\n"),
        docstring=(ast.get_docstring(tree) or "").strip(),
        imports=frozenset(module for module, _names in imports_of(tree)),
        writes=tuple(writing_constructs(tree)),
        prints=tuple(
            node.lineno
            for node in ast.walk(tree)
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "print"
        ),
    )


def test_that_the_rules_see_every_room() -> None:
    assert {room_of(path) for path in SOURCES} >= {*WRITING_ROOMS, *QT_ROOMS, "operations", "sync", "connectors"}
    assert len(SOURCES) > 500


def test_that_a_module_stays_short() -> None:
    by_hand = [path for path in SOURCES if "versions" not in path.parts]
    assert {named(path): lines for path in by_hand if (lines := module_of(path).lines) > LONGEST} == {}


def test_that_a_module_says_what_it_is_for() -> None:
    by_hand = [path for path in SOURCES if "versions" not in path.parts]
    assert [named(path) for path in by_hand if not module_of(path).docstring] == []


def test_that_only_the_journal_and_below_it_write() -> None:
    found = {}
    for path in (path for path in SOURCES if room_of(path) not in WRITING_ROOMS):
        writes = module_of(path).writes
        if room_of(path) == "sync":
            # What is agreed on with other systems has no history: the room that knows what it means keeps it up.
            writes = tuple(one for one in writes if written_table(one) not in SYNCING)
        if room_of(path) == "connectors":
            # A team hub is another database with a schema of its own; no connector reaches the book.
            writes = tuple(one for one in writes if not re.search(r"\b(?:INTO|UPDATE|TABLE|FROM) banso\.", one))
        if writes:
            found[named(path)] = writes
    assert found == {}


def written_table(construct: str) -> str | None:
    """Return the table that a writing statement names; None for what is no statement."""
    named = re.match(r"\s*(?:INSERT\s+(?:OR\s+\w+\s+)?INTO|UPDATE|DELETE\s+FROM)\s+(\w+)", construct, re.I)
    return named[1] if named else None


def importers_of(packages: set[str]) -> set[str]:
    """Return the modules that import one of some packages."""
    return {
        named(path) for path in SOURCES if any(one.partition(".")[0] in packages for one in module_of(path).imports)
    }


def test_that_qt_stays_in_the_views() -> None:
    inside = {named(path) for path in SOURCES if room_of(path) in QT_ROOMS}
    assert importers_of({"PySide6"}) - inside == set()
    assert importers_of({"PySide6"})


def test_that_nothing_prints() -> None:
    assert [f"{named(path)}:{line}" for path in SOURCES for line in module_of(path).prints] == []


def test_that_one_door_leads_to_the_keyring() -> None:
    assert importers_of({"keyring", "secretstorage"}) == {"app/secrets/keyring_door.py"}


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
