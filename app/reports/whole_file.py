"""Puts a document in place whole or not at all."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

from app.errors import BansoError


def put_whole(path: Path, data: bytes) -> None:
    """Write a file beside its place, flush it, then rename it over what is there; BansoError where that fails."""
    temporary: Path | None = None
    try:
        if path.exists() and not path.is_file():
            # Renaming over a device would replace the device itself.
            raise OSError(f"not a file: {path.name}")
        handle, name = tempfile.mkstemp(prefix=".", suffix=".part", dir=path.parent)
        temporary = Path(name)
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        temporary.replace(path)
    except OSError as fault:
        if temporary is not None:
            temporary.unlink(missing_ok=True)
        raise BansoError("deck.not_written", field="to", file=path.name) from fault
