"""Puts a document in place whole or not at all."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable
from pathlib import Path

from app.errors import BansoError, Cancelled


def put_in_place(
    path: Path,
    content: str | bytes,
    cancelled: Callable[[], bool] = lambda: False,
    *,
    refused: str = "sheet.not_written",
) -> None:
    """Write a file whole or not at all: beside its place first, then renamed over it.

    `refused` is the key of the error where the place refuses it; Cancelled before anything is put in place.
    """
    temporary: Path | None = None
    try:
        if path.exists() and not path.is_file():
            # Renaming over a device would replace the device itself.
            raise OSError(f"not a file: {path.name}")
        handle, name = tempfile.mkstemp(prefix=".", suffix=".part", dir=path.parent)
        temporary = Path(name)
        with os.fdopen(handle, "wb") as file:
            file.write(content.encode() if isinstance(content, str) else content)
            file.flush()
            os.fsync(file.fileno())
        if cancelled():
            raise Cancelled
        temporary.replace(path)
    except OSError as fault:
        raise BansoError(refused, field="to", file=path.name) from fault
    finally:
        if temporary is not None:
            temporary.unlink(missing_ok=True)
