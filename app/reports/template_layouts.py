"""Which layouts of a template can play the parts of a review: its cover, and its sections."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from app.errors import BansoError
from app.reports.layout import Box
from app.reports.template import COVER, LEAST_BODY, PLAIN, body_of, layout_like, read_template, title_box


@dataclass(frozen=True)
class LayoutChoice:
    """A layout by its place in the file ("0/5": master, layout), and the name it has there."""

    key: str
    name: str


@dataclass(frozen=True)
class TemplateLayouts:
    """The layouts that fit each part, and the one that is named for it: "" where the template has none by that name.

    `digest` is the file's own: what was chosen for one file holds until the file changes.
    """

    file: str
    digest: str
    covers: tuple[LayoutChoice, ...]
    sections: tuple[LayoutChoice, ...]
    cover: str
    section: str


def template_layouts(path: Path) -> TemplateLayouts:
    """Return what a template offers.

    Raises BansoError where it cannot be read, or where no layout has a headline ("deck.template_layout") or room for
    a table below it ("deck.template_room").
    """
    presentation = read_template(path)
    every = _every(presentation)
    titled = {key: one for key, one in every.items() if has_title(one)}
    roomy = {key: one for key, one in titled.items() if _has_room(one, presentation)}
    if not titled:
        raise BansoError("deck.template_layout", field="template", file=path.name, layout=min(PLAIN[1]))
    if not roomy:
        raise BansoError("deck.template_room", field="template", file=path.name)
    return TemplateLayouts(
        path.name,
        digest(path),
        tuple(LayoutChoice(key, one.name) for key, one in titled.items()),
        tuple(LayoutChoice(key, one.name) for key, one in roomy.items()),
        _key_of(layout_like(presentation, *COVER), titled),
        _key_of(layout_like(presentation, *PLAIN), roomy),
    )


def chosen_layouts(presentation: Any, chosen: Mapping[str, str], path: Path) -> tuple[Any, Any]:
    """Return the layouts that play the cover and the sections: as chosen, else those named for it.

    Raises BansoError naming the layout that is missing.
    """
    every = _every(presentation)
    found = []
    for part, wanted in (("cover", COVER), ("section", PLAIN)):
        layout = every.get(chosen.get(part, "")) or layout_like(presentation, *wanted)
        if layout is None or not has_title(layout):
            raise BansoError("deck.template_layout", field="template", file=path.name, layout=min(wanted[1]))
        found.append(layout)
    return found[0], found[1]


def digest(path: Path) -> str:
    """Return the print of a file, by which what was chosen for it is remembered."""
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError as fault:
        raise BansoError("deck.template_unreadable", field="template", file=path.name) from fault


def has_title(layout: Any) -> bool:
    """Tell whether a layout has a place for a headline."""
    return any(place.placeholder_format.idx == 0 for place in layout.placeholders)


def _every(presentation: Any) -> dict[str, Any]:
    return {
        f"{at}/{number}": layout
        for at, master in enumerate(presentation.slide_masters)
        for number, layout in enumerate(master.slide_layouts)
    }


def _key_of(wanted: Any, among: Mapping[str, Any]) -> str:
    return next((key for key, one in among.items() if wanted is not None and one.part is wanted.part), "")


def _has_room(layout: Any, presentation: Any) -> bool:
    inch = 914_400
    title = title_box(layout, Box(0.6, 0.4, presentation.slide_width / inch - 1.2, 1.0))
    return body_of(title, presentation).height >= LEAST_BODY
