"""What a worker said last before it died: the messages of C libraries, which nobody hears otherwise.

The standard error of each worker goes into a file. One that dies by a signal takes no report along; the end of its file
is then printed by whoever runs the workers.
"""

from __future__ import annotations

import os
import tempfile
from pathlib import Path
from typing import Any

import pytest

_LINES = 200
_FOLDER = "last_words"


@pytest.hookimpl(tryfirst=True)
def pytest_configure(config: pytest.Config) -> None:
    """Let a worker speak into its file; whoever runs the workers makes the folder."""
    given = getattr(config, "workerinput", None)
    if given is None:
        return
    heard = os.open(Path(given[_FOLDER]) / given["workerid"], os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
    os.dup2(heard, 2)
    os.close(heard)


@pytest.hookimpl(optionalhook=True)
def pytest_configure_node(node: Any) -> None:
    """Tell a worker where its file is."""
    folder = getattr(node.config, _FOLDER, None)
    if folder is None:
        folder = node.config.last_words = tempfile.TemporaryDirectory(prefix="banso-last-words-")
    node.workerinput[_FOLDER] = folder.name


@pytest.hookimpl(optionalhook=True)
def pytest_testnodedown(node: Any, error: object | None) -> None:
    """Print the end of the file of a worker that died."""
    if error is None:
        return
    path = Path(node.workerinput[_FOLDER]) / node.workerinput["workerid"]
    said = path.read_text("utf-8", "replace").splitlines() if path.exists() else []
    reporter = node.config.pluginmanager.get_plugin("terminalreporter")
    if reporter is not None:
        reporter.write_line(f"the last words of {node.workerinput['workerid']}:")
        for line in said[-_LINES:]:
            reporter.write_line(f"  {line}")
