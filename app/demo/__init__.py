"""The made-up book: 24 months of a customer success manager's work, anchored to a day, made of plain rows."""

from app.demo.chapters import Chapter
from app.demo.made_up import book

__all__ = ["Chapter", "book"]
