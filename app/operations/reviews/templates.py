"""Templates of one's own: which of their layouts plays which part, asked once for a file and then remembered."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from app.models.database import Session
from app.operations.settings import choose, chosen_value
from app.reports.template_layouts import LayoutChoice, TemplateLayouts, digest, template_layouts

SETTING = "deck_layouts"
PARTS = ("cover", "section")


def template_offer(session: Session, path: Path) -> tuple[TemplateLayouts, Mapping[str, str]]:
    """Return what a template offers, and by part the layout to use: as chosen for this very file, else as it is named.

    Raises what `template_layouts` does.
    """
    offered = template_layouts(path)
    chosen = _remembered(session).get(offered.digest, {})
    cover = _among(chosen.get("cover", ""), offered.covers) or offered.cover
    section = _among(chosen.get("section", ""), offered.sections) or offered.section
    section = section or _other(offered.sections, cover)
    return offered, {"cover": cover or _other(offered.covers, section), "section": section}


def layouts_of(session: Session, path: Path | None) -> Mapping[str, str]:
    """Return the layouts that were chosen for a template, none where nobody chose."""
    return _remembered(session).get(digest(path), {}) if path is not None else {}


def remember_layouts(session: Session, of: str, layouts: Mapping[str, str]) -> None:
    """Keep which layouts play which part in the file with this print; once is enough."""
    kept = {part: layouts[part] for part in PARTS}
    remembered = _remembered(session)
    if remembered.get(of) != kept:
        choose(session, SETTING, {**remembered, of: kept})


def _remembered(session: Session) -> dict[str, dict[str, str]]:
    kept = chosen_value(session, SETTING)
    assert isinstance(kept, dict)
    return kept


def _among(key: str, choices: tuple[LayoutChoice, ...]) -> str:
    return key if any(one.key == key for one in choices) else ""


def _other(choices: tuple[LayoutChoice, ...], taken: str) -> str:
    """Return the first layout where none is named for a part, not the one that plays the other part."""
    return next((one.key for one in choices if one.key != taken), choices[0].key)
