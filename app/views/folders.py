"""Where files go that a person asks for, and under which name."""

from __future__ import annotations

import re
from pathlib import Path

from PySide6.QtCore import QStandardPaths


def default_folder() -> Path:
    """Return the person's documents, or their home where there is no such folder."""
    named = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
    return Path(named) if named and Path(named).is_dir() else Path.home()


def free_place(folder: Path, stem: str, suffix: str) -> Path:
    """Return a file that is not there yet; signs that some file system refuses are left out of its name."""
    # A long name is cut well under 255 bytes of UTF-8.
    bare = re.sub(r'[\\/:*?"<>|\x00-\x1f]+', " ", stem).strip(" .")[:70] or "Banso"
    for number in range(1, 1000):
        place = folder / (f"{bare}{suffix}" if number == 1 else f"{bare} ({number}){suffix}")
        if not place.exists():
            return place
    return folder / f"{bare}{suffix}"
