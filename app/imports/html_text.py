"""Turns the HTML of a mail into plain text: scripts, styles and all that would be fetched from elsewhere stay out."""

from __future__ import annotations

import re
from html.parser import HTMLParser

_SILENT = frozenset({"script", "style", "head", "title", "template", "noscript", "svg", "object", "iframe", "math"})
_BREAKS = frozenset({"p", "div", "tr", "table", "ul", "ol", "li", "h1", "h2", "h3", "h4", "h5", "h6", "hr", "dt"})
_BREAKS_TWICE = frozenset({"p", "table", "ul", "ol", "h1", "h2", "h3", "h4", "h5", "h6"})


class _Text(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = []
        self._silent: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "body":
            # Whoever forgot to end the head still has something to say.
            self._silent.clear()
        style = (dict(attrs).get("style") or "").replace(" ", "").casefold()
        if tag in _SILENT or (self._silent and tag == self._silent[-1]):
            self._silent.append(tag)
        elif "display:none" in style and tag not in {"br", "img", "hr", "input"}:
            # What a sender hides, such as a preview line, nobody was shown.
            self._silent.append(tag)
        elif not self._silent:
            self._break(tag)
            if tag == "li":
                self.parts.append("- ")
            elif tag in {"td", "th"}:
                self.parts.append(" ")

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if not self._silent:
            self._break(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag in self._silent:
            while self._silent.pop() != tag:
                pass
        elif not self._silent:
            self._break(tag)

    def handle_data(self, data: str) -> None:
        if not self._silent:
            self.parts.append(re.sub(r"[ \t\r\n\f]+", " ", data))

    def _break(self, tag: str) -> None:
        if tag == "br":
            self.parts.append("\n")
        elif tag in _BREAKS_TWICE:
            self.parts.append("\n\n")
        elif tag in _BREAKS and "".join(self.parts[-2:]).rstrip(" ")[-1:] != "\n":
            self.parts.append("\n")


def text_of(html: str) -> str:
    """Return what a person reads in HTML, as plain lines."""
    reader = _Text()
    reader.feed(html)
    reader.close()
    lines = [re.sub(r"[ \u00a0]+", " ", line).strip() for line in "".join(reader.parts).split("\n")]
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()
