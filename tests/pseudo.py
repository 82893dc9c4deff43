"""A language of brackets: every word from the catalogue is marked, so what is not marked never came from there."""

from __future__ import annotations

import ast
import json
import re
from collections.abc import Iterable
from functools import cache
from pathlib import Path

import pytest
from sqlalchemy import select

from app import language, paths
from app.health.model import Model
from app.models import tables
from app.models.database import Session

OPEN, CLOSE = "⟦", "⟧"
_MARKED = re.compile(f"{OPEN}[^{OPEN}{CLOSE}]*(?:{CLOSE}|…|$)")
# The second line of words that a painter breaks in two.
_REST = re.compile(f"^[^{OPEN}{CLOSE}]*{CLOSE}")
_LETTERS = re.compile(r"[A-Za-zぁ-んァ-ヶ一-龠々ー]+")
# Dates and amounts are made by rule, not looked up; keys, units and standard abbreviations are the same everywhere.
_MADE = re.compile(
    r"\b(?:January|February|March|April|June|July|August|September|October|November|December)\b"
    r"|\b(?:Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday)\b"
    r"|\b(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec|Mon|Tue|Wed|Thu|Fri|Sat|Sun)\b"
    r"|\b(?:Ctrl|Alt|Shift|Meta|Enter|Return|Esc|Tab|Space|Del|Backspace|PgUp|PgDown|Home|End|Left|Right|Up|Down|F\d+)\b"
    r"|\b(?:ARR|MRR|CMRR|NRR|GRR|LTV|QBR|DEAR|AUC|CSV|CRM|NPS|CSQL|XLSX|Excel|PDF|PPTX|HTML|JSON|UTF|JPY|USD|EUR|GBP|KB|MB|GB|kB|px|UTC|ID)\b"
    r"|\bFY\d{4}\b|\b(?=[A-Z]*\d)[A-Z0-9]{5}\b"  # five characters of a recovery code
    r"|\bX{5}\b|[\w./@ -]+\.(?:sqlite|pptx|csv|html|xlsx|example)\b"
    r"|(?<![A-Za-z])[A-Z](?![A-Za-z])|日本語|English|\bBanso\b|伴走|(?<=\d)(?:M|K|B|d)\b"
)
_LEAST = 2


class Brackets:
    """A catalogue that marks what it is asked for."""

    def __init__(self, real: object) -> None:
        self._real = real

    def gettext(self, text: str) -> str:
        """Mark a text."""
        return f"{OPEN}{text}{CLOSE}"

    def ngettext(self, one: str, many: str, n: int) -> str:
        """Mark a text for a count."""
        return f"{OPEN}{one if n == 1 else many}{CLOSE}"

    def pgettext(self, context: str, key: str) -> str:
        """Mark the words of a key."""
        return f"{OPEN}{self._real.pgettext(context, key)}{CLOSE}"  # type: ignore[attr-defined]


def speak_brackets(patch: pytest.MonkeyPatch) -> None:
    """Let every catalogue mark what comes from it, until the test ends."""
    real = language._catalogue
    patch.setattr(language, "_catalogue", lambda lang: Brackets(real(lang)))


@cache
def told(folder: Path) -> list[str]:
    """Return every text that the modules of a folder hold, with its parts: what a picture lets somebody write."""
    found: set[str] = set()
    for path in folder.glob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                found.update(_texts(node.value))
                found.update(part.strip() for line in node.value.splitlines() for part in line.split(","))
    return sorted(found, key=len, reverse=True)


def modelled(model: Model) -> list[str]:
    """Return every text of a health model: its names, rationales, reasons and units."""
    found: set[str] = set()
    for part in (model, *model.dimensions, *(measure for _dimension, measure in model.measures()), *model.rules):
        for name in ("name", "rationale", "reason"):
            found.update(getattr(part, name, {}).values())
        found.update(text for text in (getattr(part, "unit", ""), getattr(part, "key", "")) if text)
    return sorted(found, key=len, reverse=True)


@cache
def shipped() -> list[str]:
    """Return every text of the rules, plays and plans that ship: they bring their own words, in both languages."""
    found: set[str] = set()
    for folder in ("signals", "playbooks"):
        for path in paths.resource(folder).rglob("*.json"):
            found.update(_texts(json.loads(path.read_text("utf-8"))))
    return sorted(found, key=len, reverse=True)


def written(session: Session) -> list[str]:
    """Return every text that somebody wrote into the book, the longest first."""
    found: set[str] = set()
    for table in tables.NOUNS:
        for row in session.rows(select(table)):
            for value in row.values():
                found.update(_texts(value))
    return sorted(found, key=len, reverse=True)


def _texts(value: object) -> Iterable[str]:
    if isinstance(value, str):
        yield value
        yield from (line.strip() for line in value.splitlines())
        yield from value.split()
    elif isinstance(value, list | tuple):
        for one in value:
            yield from _texts(one)
    elif isinstance(value, dict):
        for one in value.values():
            yield from _texts(one)


def unmarked(text: str, data: Iterable[str]) -> str:
    """Return what of a text is neither marked nor data nor made by rule; "" where there is nothing."""
    known = list(data)
    if text.endswith("…") and any(one.startswith(text[:-1]) for one in known):
        return ""  # the beginning of what is data as a whole
    rest, before = text, ""
    while before != rest:
        before = rest
        rest = _MARKED.sub(" ", rest)
    rest = _REST.sub(" ", rest)
    rest = _MADE.sub(" ", rest)
    if not _words(rest):
        return ""
    rest = re.sub(r"\S+@\S*…", " ", rest)  # an address that was cut off: short names must not tear it apart
    for one in known:
        if len(one) >= _LEAST and one in rest:
            rest = rest.replace(one, " ")
    rest = _MADE.sub(" ", rest)
    rest = re.sub(r"[^\s]*…", " ", rest)  # the head of a text that was cut off
    return " ".join(_words(rest))


def _words(text: str) -> list[str]:
    return [word for word in _LETTERS.findall(text) if len(word) >= _LEAST]
