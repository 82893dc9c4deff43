"""Odoo's formatted texts ↔ plain ones. Reading keeps lines; writing keeps what others formatted in the lines that stay.

A text that nobody here changed is never sent at all. Of one that was, every block of the old page whose lines are still
there goes back as it was, with its links, lists and pictures; only changed lines become plain paragraphs.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from html import escape
from html.parser import HTMLParser

_BLOCK_TAGS = (
    "address article aside blockquote caption center dd div dl dt fieldset figcaption figure footer form h1 h2 h3 h4 "
    "h5 h6 header hr li main nav ol p pre section table tbody td tfoot th thead tr ul"
)
_BLOCKS = frozenset(_BLOCK_TAGS.split())
_VOID = frozenset({"br", "hr", "img"})
_SILENT = frozenset({"script", "style", "head", "title"})
_SPACE = " \t\n\r\f"
# Indentation of the source is nothing a reader sees; blanks within a line may be meant.
_SOURCE_BREAK = re.compile(r"[ \t]*[\r\n\f][ \t\r\n\f]*")
_NBSP = "\u00a0"
# What a page cannot tell from a blank: it keeps blanks as hard ones, and a form feed is layout.
_BLANKS = str.maketrans({_NBSP: " ", "\f": " "})
_ONLY_TABS = re.compile(r"^[ \t]*\t[ \t]*$", re.MULTILINE)
# Comparing takes the square of it, and people wait.
_MOST = 1_000


@dataclass
class _Block:
    """A piece of a page at its top: its source as it is, and the lines that it says."""

    source: str = ""
    lines: list[str] = field(default_factory=list)


def to_text(page: str) -> str:
    """Return what a page says, a line for each paragraph, item or break."""
    return "\n".join(line for block in _blocks(page) for line in block.lines)


def sayable(text: str) -> str:
    """Return a text as a page can say it: hard blanks and form feeds, and tabs alone on their line, as blanks."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").translate(_BLANKS)
    return _ONLY_TABS.sub(lambda line: line[0].replace("\t", " "), lines)


def to_html(text: str) -> str:
    """Return a page that says a text, so that `to_text` returns that very text, as far as it is `sayable`."""
    return "".join(_paragraph(line) for line in sayable(text).split("\n"))


def rewritten(page: str, text: str) -> str:
    """Return a page that says `text` and keeps the blocks of `page` whose lines stand there unchanged."""
    blocks = _blocks(page)
    old = [line for block in blocks for line in block.lines]
    new = sayable(text).split("\n")
    if old == new:
        return page
    stays = _staying(old, new)
    made: list[str] = []
    done = first = 0
    for block in blocks:
        places = [stays.get(first + step) for step in range(len(block.lines))]
        first += len(block.lines)
        if not block.lines:
            made.append(block.source)  # a picture or a rule: no line of ours says that it should go
            continue
        if places[0] is None or places != list(range(places[0], places[0] + len(places))):
            continue
        made += [_paragraph(line) for line in new[done : places[0]]]
        made.append(block.source)
        done = places[0] + len(places)
    made += [_paragraph(line) for line in new[done:]]
    fresh = "".join(made)
    return fresh if to_text(fresh) == "\n".join(new) else to_html(text)


def _staying(old: list[str], new: list[str]) -> dict[int, int]:
    """Return which old line stands where; between the first change and the last of a long text none is looked for."""
    short = min(len(old), len(new))
    head = next((at for at in range(short) if old[at] != new[at]), short)
    tail = next((at for at in range(short - head) if old[-1 - at] != new[-1 - at]), short - head)
    stays = {at: at for at in range(head)}
    stays.update({len(old) - at: len(new) - at for at in range(1, tail + 1)})
    ours, theirs = new[head : len(new) - tail], old[head : len(old) - tail]
    if max(len(ours), len(theirs)) <= _MOST:
        for at, to, size in SequenceMatcher(None, theirs, ours, autojunk=False).get_matching_blocks():
            stays.update({head + at + step: head + to + step for step in range(size)})
    return stays


def _paragraph(line: str) -> str:
    if not line:
        return "<p><br></p>"
    kept = re.sub(" {2,}", lambda run: " " + _NBSP * (len(run[0]) - 1), line)
    if kept.startswith(" "):
        kept = _NBSP + kept[1:]
    if kept.endswith(" "):
        kept = kept[:-1] + _NBSP
    return f"<p>{escape(kept, quote=False)}</p>"


def _blocks(page: str) -> list[_Block]:
    reader = _Reader(page)
    reader.feed(page)
    reader.close()
    return reader.finished()


class _Reader(HTMLParser):
    """Cuts a page at its topmost blocks and notes the lines of each."""

    def __init__(self, page: str) -> None:
        super().__init__(convert_charrefs=True)
        self._page = page
        self._starts = [0]
        for row in page.split("\n"):
            self._starts.append(self._starts[-1] + len(row) + 1)
        self._open: list[str] = []
        self._silent = 0
        self._numbers: list[int] = []
        self._link: tuple[str, int] | None = None
        self._blocks: list[_Block] = []
        self._lines: list[str] = []
        self._line: str | None = None
        self._mark: str | None = None
        self._from = 0

    def _here(self) -> int:
        row, column = self.getpos()
        return self._starts[row - 1] + column

    def _end_line(self, *, broken: bool = False) -> None:
        """Note the line so far; `broken` by the page itself it counts even where it says nothing."""
        if self._line is None and not broken:
            return
        self._lines.append((self._line or "").strip("\n").replace("\n", " "))
        self._line = self._mark = None

    def _cut(self, at: int) -> None:
        """End the piece that began before this place of the source."""
        self._end_line()
        source = self._page[self._from : at]
        if self._lines or (source.strip() and "<" in source):
            self._blocks.append(_Block(source, self._lines))
            self._lines = []
            self._from = at
        elif not source.strip():
            self._from = at

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _SILENT:
            self._silent += 1
        if tag in _BLOCKS:
            if not self._open:
                self._cut(self._here())
            if self._line != self._mark or tag == "li":
                self._end_line()
        if tag == "br":
            self._end_line(broken=True)
        if tag in ("ol", "ul"):
            self._numbers.append(0 if tag == "ol" else -1)
        if tag == "li":
            self._line = self._mark = self._bullet()
        if tag == "a":
            self._link = (dict(attrs).get("href") or "", len(self._line or ""))
        if tag in _BLOCKS and tag not in _VOID:
            self._open.append(tag)

    def _bullet(self) -> str:
        if not self._numbers or self._numbers[-1] < 0:
            return "- "
        self._numbers[-1] += 1
        return f"{self._numbers[-1]}. "

    def handle_endtag(self, tag: str) -> None:
        if tag in _SILENT:
            self._silent = max(0, self._silent - 1)
        if tag == "a":
            self._end_link()
        if tag in ("ol", "ul") and self._numbers:
            self._numbers.pop()
        if tag not in _BLOCKS or tag not in self._open:
            return
        self._end_line()
        while self._open.pop() != tag:
            pass
        if not self._open:
            self._cut(self._page.find(">", self._here()) + 1)

    def _end_link(self) -> None:
        if self._link is not None and self._line is not None:
            address, began = self._link
            said = self._line[began:].strip()
            if address.startswith(("http://", "https://")) and said and said != address:
                self._line += f" ({address})"
        self._link = None

    def handle_data(self, data: str) -> None:
        if self._silent:
            return
        said = _SOURCE_BREAK.sub("\n", data)
        if self._line in (None, self._mark):
            said = said.removeprefix("\n")
            if not said.strip(_SPACE):
                return
        self._line = (self._line or "") + said.replace(_NBSP, " ")

    def finished(self) -> list[_Block]:
        """Return the pieces, once everything was read."""
        self._cut(len(self._page))
        return self._blocks
