"""Runs a verb through the real command line in this process and reads what it printed."""

from __future__ import annotations

import json
import os
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from app.bootstrap import run
from app.paths import resource
from tests.builders import TODAY

USAGE = 2


@dataclass(frozen=True)
class Ran:
    """What a verb left behind: its exit code and what it printed."""

    code: int
    out: str
    err: str

    @property
    def document(self) -> Any:
        """Return the one JSON document it printed."""
        return json.loads(self.out)


@dataclass(frozen=True)
class Banso:
    """The command, with a profile and a day of its own."""

    profile: Path
    capsys: pytest.CaptureFixture[str]

    def __call__(self, *words: str | Path, lang: str = "ja") -> Ran:
        """Run a verb as a person would, after the globals."""
        shared = ["--profile", str(self.profile), "--today", TODAY.isoformat(), "--lang", lang]
        return self.bare(*shared, *words)

    def bare(self, *words: str | Path) -> Ran:
        """Run a whole command line."""
        self.capsys.readouterr()
        try:
            code = run(["banso", *map(str, words)])
        except SystemExit as end:
            code = int(str(end.code or 0))
        out, err = self.capsys.readouterr()
        return Ran(code, out, err)

    def json(self, *words: str | Path, lang: str = "ja") -> Any:
        """Run a verb that must go well, hold its document against its schema and return it."""
        ran = self(*words, "--json", lang=lang)
        assert ran.code == 0, ran.out + ran.err
        assert ran.err == ""
        validate(str(words[0]), ran.document)
        return ran.document

    def refused(self, *words: str | Path, lang: str = "ja") -> Any:
        """Run a verb that must be refused, hold its document against the schema of errors and return the error."""
        ran = self(*words, "--json", lang=lang)
        assert ran.code == 1, ran.out + ran.err
        assert ran.err == ""
        validate("error", ran.document)
        return ran.document["error"]


@cache
def schema(verb: str) -> Any:
    """Return the JSON Schema of a verb's document."""
    return json.loads(resource("schemas", f"{verb}.json").read_text("utf-8"))


def validate(verb: str, document: object) -> None:
    """Hold a document against the schema of its verb."""
    jsonschema.validate(document, schema(verb), cls=jsonschema.Draft202012Validator)


def everything_in(folder: Path) -> dict[str, bytes]:
    """Return the content of every file of a folder, but for what locks and logs of the database leave."""
    passing: Sequence[str] = ("-wal", "-shm", ".lock", ".log")
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and not path.name.endswith(tuple(passing))
    }


def environment(**more: str) -> dict[str, str]:
    """Return an environment for a real process, without a person's own settings."""
    kept = {name: os.environ[name] for name in ("PATH", "HOME", "TMPDIR") if name in os.environ}
    return {**kept, "LANG": "C.UTF-8", **more}
