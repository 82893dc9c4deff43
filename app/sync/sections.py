"""Sections of a review that another book has written in: how they stand here, and by which id they are made."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import UUID, uuid5

from app.sync.entities import CHAPTERS, OWN_CHAPTER

SCORE_STAYS_HERE = "score_stays_here"
"""Why the health score is not shown unless somebody says so: it is our own judgement."""

HEALTH = "health"
_SECTIONS = UUID("0192f3a8-6f1c-7b52-9d3e-5a4c8e21b7d0")
WORDED = ("headline", "points", "left_out", "metric")
"""Where one of these holds something, a person has written the section."""


def section_id(review_id: str, chapter: str) -> str:
    """Return the id of a chapter of a review, in whichever book it is made: two books then make the same record."""
    return str(uuid5(_SECTIONS, f"{review_id} {chapter}"))


def state_of(row: Mapping[str, Any]) -> str:
    """Return how a section stands that is shown: edited where a person wrote in it, else as it stood."""
    if row["chapter"] == OWN_CHAPTER or any(row.get(name) for name in WORDED):
        return "edited"
    # Nothing was written, and nothing is: what was accepted stays so.
    return "accepted" if row.get("state") == "accepted" else "auto"


def stands(row: Mapping[str, Any]) -> dict[str, object]:
    """Return what follows from the words of a section that came: its state, and where a new one stands.

    What was hidden here stays hidden, whatever others write in it, and the score is shown only by who says so here.
    """
    if row.get("state") == "hidden":
        return {}
    if row.get("state") is not None:
        return {"state": state_of(row)}
    place = {"place": CHAPTERS.index(row["chapter"])}
    if row["chapter"] == HEALTH:
        return {**place, "state": "hidden", "hidden_because": SCORE_STAYS_HERE}
    return {**place, "state": state_of(row)}
