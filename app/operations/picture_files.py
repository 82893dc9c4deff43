"""Puts a picture that a screen has drawn in place, whole or not at all."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from app.errors import BansoError, Cancelled
from app.reports.whole_file import put_in_place

SUFFIX = ".png"


def write_picture(
    encode: Callable[[], bytes], *, to: Path, cancelled: Callable[[], bool] = lambda: False
) -> Path:  # fmt: skip
    """Write a picture that `encode` makes into bytes; an error or a cancellation leaves no file.

    "picture.suffix" for another kind of file.
    """
    if to.suffix.lower() != SUFFIX:
        raise BansoError("picture.suffix", field="to", file=to.name)
    content = encode()
    if cancelled():
        raise Cancelled
    put_in_place(to, content, cancelled)
    return to
