"""What a customer does to the file that they were sent: they answer in it and save it, as the page itself would."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from app.plans.plan_file import DATA, code_of

_DATA = re.compile(rf"(<script\b[^>]*\bid=[\"']?{DATA}\b[^>]*>)(.*?)(</script)", re.S)


def answered(path: Path, items: Mapping[str, Mapping[str, Any]], *, by: str = "", on: str = "2026-11-19") -> Path:
    """Write a copy of a plan file with answers to some of its items, confirmed by name, and return its path."""
    page = path.read_text("utf-8")
    found = _DATA.search(page)
    assert found is not None
    document = json.loads(found[2])
    document["answers"] = {
        "items": {item: dict(said) for item, said in items.items()},
        "comment": "",
        "by": by,
        "on": on,
        "confirmed": {"": {"by": by, "on": on}} if by else {},
    }
    data = json.dumps(document, ensure_ascii=False).replace("<", "\\u003c")
    copy = path.with_name(f"{path.stem}-answered.html")
    copy.write_text(page[: found.start(2)] + data + page[found.end(2) :], "utf-8")
    return copy


def code_in(path: Path) -> str:
    """Return the text code of an answered copy, as the page offers it where saving is blocked."""
    found = _DATA.search(path.read_text("utf-8"))
    assert found is not None
    document = json.loads(found[2])
    return code_of({name: document[name] for name in ("format", "plan", "version", "book", "tag", "answers")})
