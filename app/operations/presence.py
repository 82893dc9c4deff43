"""Tells whether a profile lies in a folder; imports nothing heavy, for it is the first question of a start."""

from __future__ import annotations

from pathlib import Path

from app.secrets import file_names


def exists(folder: Path) -> bool:
    """Tell whether a profile lies in `folder`, even a damaged one."""
    return (folder / file_names.KEYINFO).exists() or (folder / file_names.BOOK).exists()
