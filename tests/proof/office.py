"""A real LibreOffice, which opens what was written and prints it."""

from __future__ import annotations

import html
import re
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

PROGRAM = shutil.which("soffice")
WORDS = shutil.which("pdftotext")

Place = tuple[float, float, float, float]
"""Left, top, right and bottom in inches."""

_WORD = re.compile(r'<word xMin="([^"]*)" yMin="([^"]*)" xMax="([^"]*)" yMax="([^"]*)">([^<]*)')


def printed(deck: Path, home: Path) -> Path:
    """Return the PDF that LibreOffice makes of a deck, with a profile of its own."""
    assert PROGRAM is not None
    subprocess.run(
        [
            PROGRAM, f"-env:UserInstallation={(home / 'office').as_uri()}", "--headless", "--convert-to", "pdf",
            "--outdir", str(home), str(deck),
        ],
        check=True, timeout=180, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    return home / f"{deck.stem}.pdf"


def words(pdf: Path) -> list[list[tuple[str, Place]]]:
    """Return the words of each page with where they stand."""
    assert WORDS is not None
    told = subprocess.run([WORDS, "-bbox", str(pdf), "-"], check=True, capture_output=True, timeout=60).stdout.decode()
    return [list(_words(page)) for page in told.split("<page ")[1:]]


def _words(page: str) -> Iterator[tuple[str, Place]]:
    for found in _WORD.finditer(page):
        left, top, right, bottom = (float(found[at]) / 72 for at in range(1, 5))
        yield html.unescape(found[5]), (left, top, right, bottom)
