"""How a fault in a model is told: by its place in the document, which stands in the words too."""

from __future__ import annotations

from app.errors import BansoError


def error(key: str, place: str, **params: object) -> BansoError:
    """Return the error of a fault; `place` names it as a path, such as dimensions[0].measures[2].curve[1]."""
    return BansoError(key, field=place, place=place or "–", **params)
