"""Turns off a look-out of PySide that Banso has no use for: it reads the source of every module imported after it.

PySide does so to find modules that mention it, for which `from __feature__ import …` may mean something. Banso uses
no such feature; the reading takes a tenth of a start, and all source texts stay in memory.
"""

from __future__ import annotations

import importlib
import logging

_log = logging.getLogger(__name__)


def read_no_sources() -> bool:
    """Let PySide take every module for one without features; False where this PySide has another way of looking."""
    # Importing any part of it brings the look-out along.
    importlib.import_module("PySide6.QtCore")
    try:
        look_out = importlib.import_module("shibokensupport.feature")
    except ImportError:
        look_out = None
    if not callable(getattr(look_out, "_mod_uses_pyside", None)):
        _log.info("PySide looks out for features in another way: starts are slower")
        return False
    setattr(look_out, "_mod_uses_pyside", _uses_none)  # noqa: B010
    return True


def _uses_none(_module: object) -> bool:
    return False
