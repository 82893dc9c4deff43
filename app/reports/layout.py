"""Where things stand on a slide and in what size and colour: the same numbers for the deck and its preview."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cache

from app import paths


@dataclass(frozen=True)
class Box:
    """A rectangle on the slide, in inches."""

    left: float
    top: float
    width: float
    height: float

    @property
    def bottom(self) -> float:
        """Return the lower edge in inches."""
        return self.top + self.height


@dataclass(frozen=True)
class Type:
    """A type size and its line height, in points."""

    size: float
    line: float


@dataclass(frozen=True)
class Layout:
    """The measures of a deck: boxes by name in inches, types by name in points, fonts, colours as #RRGGBB."""

    width: float
    height: float
    boxes: Mapping[str, Box]
    types: Mapping[str, Type]
    latin: str
    east_asian: str
    colors: Mapping[str, str]

    def color(self, role: str) -> str:
        """Return a colour as RRGGBB, the way office files write it."""
        return self.colors[role].removeprefix("#")

    def with_boxes(self, **boxes: Box) -> Layout:
        """Return the same layout with some boxes elsewhere, for a template of one's own."""
        return replace(self, boxes={**self.boxes, **boxes})


@cache
def own_layout() -> Layout:
    """Return Banso's own light layout; colours come from the design tokens where these ship."""
    raw = json.loads(paths.resource("deck", "deck.json").read_text("utf-8"))
    colors: dict[str, str] = raw["colors"]
    tokens = paths.resource("theme", "tokens.json")
    if tokens.is_file():
        light = json.loads(tokens.read_text("utf-8")).get("color", {}).get("light", {})
        colors = {role: light.get(role, value) for role, value in colors.items()}
    return Layout(
        width=raw["width"],
        height=raw["height"],
        boxes={name: Box(*box) for name, box in raw["boxes"].items()},
        types={name: Type(*pair) for name, pair in raw["type"].items()},
        latin=raw["fonts"]["latin"],
        east_asian=raw["fonts"]["east_asian"],
        colors=colors,
    )
