"""Markdown as a reader shows it: headings, lists and emphasis; no HTML, no picture, every address to be seen."""

from __future__ import annotations

import re
from functools import cache
from html import escape
from typing import Any

from PySide6.QtCore import QUrl

from app.views.widgets.safe_text import may_open

LONGEST = 100_000
"""Signs of a note that are shown; a reader of more would stand still."""


def to_html(text: str) -> str:
    """Return what Qt's rich text shows for a note; whatever looks like HTML stays the words it is."""
    rendered: str = _parser().render(text[:LONGEST])
    return rendered


@cache
def _parser() -> Any:
    # Loaded with the first note that is read.
    from markdown_it import MarkdownIt

    parser = MarkdownIt("commonmark", {"html": False, "breaks": True, "linkify": False})
    parser.enable("strikethrough")
    for name, rule in (
        ("image", _image), ("link_open", _link_open), ("link_close", _link_close), ("heading_open", _heading),
        ("heading_close", _heading),
    ):  # fmt: skip
        parser.add_render_rule(name, rule)
    return parser


def _image(_self: Any, tokens: Any, at: int, _options: Any, _env: Any) -> str:
    # Its words, and where it would have come from: nothing is ever loaded.
    token = tokens[at]
    return escape(f"{token.content} ({token.attrs.get('src', '')})".strip())


def _link_open(_self: Any, tokens: Any, at: int, _options: Any, _env: Any) -> str:
    address = str(tokens[at].attrs.get("href", ""))
    return f'<a href="{escape(address)}">' if may_open(QUrl(address)) else "<span>"


def _link_close(_self: Any, tokens: Any, at: int, _options: Any, _env: Any) -> str:
    depth, start = 1, at
    while depth:
        start -= 1
        depth += {"link_close": 1, "link_open": -1}.get(tokens[start].type, 0)
    address = str(tokens[start].attrs.get("href", ""))
    words = "".join(token.content for token in tokens[start + 1 : at])
    end = "</a>" if may_open(QUrl(address)) else "</span>"
    return end if words == address else f"{end} ({escape(address)})"


def _heading(_self: Any, tokens: Any, at: int, _options: Any, _env: Any) -> str:
    # A note is no page: its headings are strong lines.
    token = tokens[at]
    size = "h3" if token.tag in ("h1", "h2") else "h4"
    return f"<{size}>" if token.nesting == 1 else f"</{size}>"


_LINE_MARKS = re.compile(r"^(\s*)(?:#{1,6}\s+|>\s?)", re.MULTILINE)
_BULLETS = re.compile(r"^(\s*)[-*+]\s+(?:\[[ xX]\]\s+)?", re.MULTILINE)
_STRONG = re.compile(r"(\*\*|__|~~)(?=\S)(.+?)(?<=\S)\1")
_CODE = re.compile(r"`([^`\n]+)`")
_LINK = re.compile(r"!?\[([^\]\n]*)\]\(([^)\s]+)[^)\n]*\)")


def to_plain(text: str) -> str:
    """Return a note without its marks, for the lines of a list."""
    text = _LINE_MARKS.sub(r"\1", text)
    text = _BULLETS.sub(r"\1• ", text)
    text = _LINK.sub(lambda found: found[1] or found[2], text)
    return _CODE.sub(r"\1", _STRONG.sub(r"\2", text))
