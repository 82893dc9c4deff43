"""What the list of hits shows of each, and the words for how many there are."""

from __future__ import annotations

from collections.abc import Sequence

from app.language import _, day, keyed, ngettext, number
from app.operations.finding import FoundRow, FoundRows
from app.views.row_table import Column
from app.views.search.snippet_paint import paint_snippet


def count_words(found: FoundRows) -> str:
    """Return how much was found."""
    if found.capped:
        return _("{n} hits or more", n=number(found.total))
    return ngettext("{n} hit", "{n} hits", found.total)


def found_columns() -> Sequence[Column[FoundRow]]:
    """Return the columns of the list of hits."""
    return (
        Column("date", _("Date"), lambda hit: day(hit.date), width=120, tone="text2"),
        Column("account", _("Account"), lambda hit: hit.account or hit.snippet.text, width=190, strong=True),
        Column("kind", _("Type"), lambda hit: keyed("search.kind", hit.kind), width=110, tone="text2"),
        Column(
            "words",
            _("What was written"),
            lambda hit: hit.snippet.text,
            width=520,
            delegate=lambda painter, box, hit, theme: paint_snippet(painter, box, hit.snippet, theme),
            tooltip=lambda hit: hit.snippet.text,
        ),
    )
