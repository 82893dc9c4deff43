"""Sheets for screens: what a part and its lines are, so that a view need not reach into the reports."""

from __future__ import annotations

from app.reports.sheet import Line, Part, Sheet

__all__ = ["Line", "Part", "Sheet"]
