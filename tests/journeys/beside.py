"""A second Banso beside the one of the test: a process of its own, whose person does what they are asked to."""

from __future__ import annotations

import json
import os
import select
import subprocess
import sys
from pathlib import Path
from types import TracebackType
from typing import Any

from tests.journeys.hands import wait_until

_ROOT = Path(__file__).parents[2]
_DEED_S = 120.0
_LEAVING_S = 30.0
_LAST_LINES = 40


class Beside:
    """A colleague at their Banso. What the test raises while it is open bears the last words of that process.

    Leaving the block closes its windows; where the test failed its process is killed instead.
    """

    def __init__(self, name: str, profile: Path, lang: str) -> None:
        self.name = name
        home = profile.with_name(f"{profile.name}-home")
        home.mkdir()
        self._words = home / "last-words.txt"
        env = {**os.environ, "HOME": str(home), "QT_QPA_PLATFORM": "offscreen", "PYTHONFAULTHANDLER": "1"}
        with self._words.open("wb") as words:
            self._process = subprocess.Popen(
                [sys.executable, "-m", "tests.journeys.colleague", str(profile), lang],
                stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=words, cwd=_ROOT, env=env, bufsize=0,
            )  # fmt: skip

    def does(self, deed: str, **given: Any) -> Any:
        """Have something done there and return what is seen then; the windows of this process go on meanwhile."""
        stdin, stdout = self._process.stdin, self._process.stdout
        assert stdin is not None
        assert stdout is not None
        stdin.write(json.dumps({"deed": deed, "given": given}).encode() + b"\n")
        wait_until(lambda: select.select([stdout], [], [], 0)[0], f"{self.name} did {deed}", _DEED_S)
        line = stdout.readline()
        assert line, f"{self.name}'s Banso ended within {deed}"
        told = json.loads(line)
        assert "failed" not in told, f"{self.name} could not {deed}:\n{told['failed']}"
        return told["seen"]

    def __enter__(self) -> Beside:
        """Return it; it is on its way up."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Let them leave, or end their process where something failed."""
        try:
            if error is None:
                self._leave()
            else:
                error.add_note(self._last_words())
        finally:
            self._process.kill()
            self._process.wait()
            for pipe in (self._process.stdin, self._process.stdout):
                if pipe is not None:
                    pipe.close()

    def _leave(self) -> None:
        assert self._process.stdin is not None
        self._process.stdin.close()
        try:
            code = self._process.wait(_LEAVING_S)
        except subprocess.TimeoutExpired:
            raise AssertionError(f"{self.name}'s Banso does not close.\n{self._last_words()}") from None
        assert code == 0, self._last_words()

    def _last_words(self) -> str:
        said = self._words.read_text("utf-8", "replace").splitlines()[-_LAST_LINES:]
        return "\n".join([f"the last words of {self.name}'s Banso:", *said])
