"""A sheet of paper as data: titled parts of lines, the same for the screen, for one file, and as plain text."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Line:
    """One line: what, and beside it in smaller letters when, by whom, from where.

    `tone` holds words of what it is: whose ("customer", "vendor"), "late", "quiet"; "" for the ordinary.
    """

    text: str
    meta: str = ""
    tone: str = ""


@dataclass(frozen=True)
class Part:
    """A titled part; `nothing` is said where it has no lines. `wide` parts take the broader column."""

    key: str
    title: str
    lines: tuple[Line, ...] = ()
    nothing: str = ""
    wide: bool = True


@dataclass(frozen=True)
class Sheet:
    """One sheet in one language. `banner` says for whose eyes it is."""

    lang: str
    title: str
    subtitle: str
    banner: str
    facts: tuple[tuple[str, str], ...]
    parts: tuple[Part, ...]
    foot: str

    def plain(self) -> str:
        """Return the sheet as text for a mail or a note."""
        lines = [self.title, self.subtitle, *(f"{caption}: {text}" for caption, text in self.facts)]
        for part in self.parts:
            lines += ["", f"■ {part.title}" if self.lang == "ja" else part.title.upper()]
            lines += [_bullet(line) for line in part.lines] or [part.nothing]
        return "\n".join(line for line in (*lines, "", self.foot) if line is not None) + "\n"


def _bullet(line: Line) -> str:
    text = line.text.replace("\n", "\n  ")
    return f"- {text} ({line.meta})" if line.meta else f"- {text}"
