"""Models and packs as files: read whole and checked, or written whole."""

from __future__ import annotations

import json
from pathlib import Path

from app.errors import BansoError
from app.reports.whole_file import put_in_place

MOST_BYTES = 2_000_000


def read_document(path: Path) -> object:
    """Return the JSON document of a file; BansoError says why it cannot be one."""
    try:
        with path.open("rb") as file:
            raw = file.read(MOST_BYTES + 1)
    except OSError as fault:
        reason = fault.strerror or type(fault).__name__
        raise BansoError("pack.unreadable", field="file", file=path.name, reason=reason) from fault
    if len(raw) > MOST_BYTES:
        raise BansoError("pack.large", field="file", file=path.name)
    try:
        document: object = json.loads(raw.decode("utf-8-sig"))
        # Half of a surrogate pair, written as an escape, is no text that could be kept.
        json.dumps(document, ensure_ascii=False).encode("utf-8")
    except (ValueError, RecursionError) as fault:
        raise BansoError("pack.not_json", field="file", file=path.name) from fault
    return document


def write_document(document: object, to: Path) -> None:
    """Write a document as a file, whole or not at all."""
    put_in_place(to, json.dumps(document, ensure_ascii=False, indent=1) + "\n")
