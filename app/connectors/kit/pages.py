"""Cutting long lists into the pieces that a system takes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import TypeVar

LARGEST = 2_000
"""Changes on one page of `pull`, at most."""

_T = TypeVar("_T")


def in_pieces(items: Iterable[_T], size: int = LARGEST) -> Iterator[list[_T]]:
    """Yield lists of at most `size` items, none of them empty, without holding more than one."""
    if size < 1:
        raise ValueError("a piece holds at least one")
    source = iter(items)
    while piece := list(islice(source, size)):
        yield piece
