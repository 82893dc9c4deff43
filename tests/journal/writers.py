"""Finds every operation that writes, by reading the source, so that none can be left out of the machine."""

from __future__ import annotations

import ast
import importlib
import inspect
import pkgutil
from collections import defaultdict
from collections.abc import Callable
from typing import Any

from app import operations

# What writes is one of these, called on the journal's modules or on an open book, or something that calls it.
JOURNAL = {
    "door": {"create", "amend", "remove", "keep_up", "let_go"},
    "journal_undo": {"undo", "roll_back"},
    "undo": {"undo", "roll_back"},
    "mend": {"rebuild_search"},
    "book": {"write", "long", "retelling"},
}


def write_operations() -> dict[str, Callable[..., Any]]:
    """Return "module.function" → every public function of the operations that takes a session or a book and writes."""
    functions: dict[str, tuple[Callable[..., Any], ast.AST]] = {}
    for info in pkgutil.walk_packages(operations.__path__, "app.operations."):
        module = importlib.import_module(info.name)
        for node in ast.parse(inspect.getsource(module)).body:
            if isinstance(node, ast.FunctionDef):
                functions[f"{info.name}.{node.name}"] = (getattr(module, node.name), node)
    writing = {name for name, (_function, node) in functions.items() if _reaches_journal(node)}
    grown = True
    while grown:
        short: dict[str, list[str]] = defaultdict(list)
        for name in writing:
            short[name.rpartition(".")[2]].append(name)
        more = {
            name
            for name, (function, node) in functions.items()
            if name not in writing and any(_is_same(function, called, short) for called in _names(node))
        }
        writing |= more
        grown = bool(more)
    return {
        name.removeprefix("app.operations."): functions[name][0]
        for name in writing
        if not name.rpartition(".")[2].startswith("_") and _takes(functions[name][0])
    }


def _takes(function: Callable[..., Any]) -> bool:
    first = next(iter(inspect.signature(function).parameters.values()), None)
    return first is not None and str(first.annotation) in {"Session", "Book"}


def _reaches_journal(node: ast.AST) -> bool:
    return any(
        isinstance(part, ast.Attribute)
        and isinstance(part.value, ast.Name)
        and part.attr in JOURNAL.get(part.value.id, ())
        for part in ast.walk(node)
    )


def _names(node: ast.AST) -> set[str]:
    return {part.id for part in ast.walk(node) if isinstance(part, ast.Name)} | {
        part.attr for part in ast.walk(node) if isinstance(part, ast.Attribute)
    }


def _is_same(function: Callable[..., Any], called: str, writing: dict[str, list[str]]) -> bool:
    """Tell whether a name in a function stands for a writing one: of its own module, or imported into it."""
    there = getattr(inspect.getmodule(function), called, None)
    homes = (full.rpartition(".")[0] for full in writing.get(called, ()))
    return there is not None and any(there is getattr(importlib.import_module(home), called) for home in homes)
