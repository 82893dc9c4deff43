"""Documents of small models for tests: as a file would hold them, so that faults can be put in by place."""

from __future__ import annotations

from typing import Any

from app.health.files import read_model
from app.health.model import Model

Document = dict[str, Any]


def measure(key: str, weight: object = "1", **fields: object) -> Document:
    """Return a measure whose value is its score, valid for ever."""
    return {"key": key, "weight": weight, "curve": [["0", "0"], ["100", "100"]], **fields}


def dimension(key: str, *measures: Document, weight: object = "1", **fields: object) -> Document:
    """Return a group of measures."""
    return {"key": key, "letter": key[:1].upper(), "weight": weight, "measures": list(measures), **fields}


def document(*dimensions: Document, **fields: object) -> Document:
    """Return a whole model as a document."""
    return {"format": "banso-health-model", "version": 1, "dimensions": list(dimensions), **fields}


def model(*dimensions: Document, **fields: object) -> Model:
    """Return a whole model."""
    return read_model(document(*dimensions, **fields))
