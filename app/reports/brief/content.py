"""What stands on one page, in one language: cards at the head, and titled blocks of lines below."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, fields
from datetime import date

from app.language import day, tr


@dataclass(frozen=True)
class Card:
    """A figure at the head. `tone` is good, watch, risk or nothing; the figure is never cut, only set smaller."""

    caption: str
    value: str
    remark: str = ""
    tone: str = ""


@dataclass(frozen=True)
class Item:
    """A line of a block; `value` stands whole beside it, `meta` below it, `way` from 0 to 1 is drawn as a bar."""

    text: str
    meta: str = ""
    value: str = ""
    tone: str = ""
    way: float | None = None


@dataclass(frozen=True)
class Block:
    """A titled block; `nothing` is said where it has no items, and it is left out where that is empty too.

    `note` stands below the items however many of them there is room for.
    """

    title: str
    items: tuple[Item, ...] = ()
    nothing: str = ""
    note: str = ""


@dataclass(frozen=True)
class ExecutiveBrief:
    """What our own executive reads before meeting a customer: for our eyes only."""

    lang: str
    account: str
    subtitle: str
    cards: tuple[Card, ...]
    health: Block
    goals: Block
    worth: Block
    ours: Block
    theirs: Block
    asks: Block
    words: Block
    people: Block
    data_as_of: date

    @property
    def title(self) -> str:
        """Return what the file calls itself."""
        return f"{self.account} – {tr(self.lang, 'Executive brief')}"


@dataclass(frozen=True)
class ApprovalPage:
    """What the champion needs to have a renewal approved at home. No field of it can carry a judgement of ours."""

    lang: str
    account: str
    subtitle: str
    cards: tuple[Card, ...]
    worth: Block
    use: Block
    price: Block
    options: Block
    data_as_of: date

    @property
    def title(self) -> str:
        """Return what the file calls itself."""
        return f"{self.account} – {tr(self.lang, 'For your approval document')}"

    def words(self) -> str:
        """Return everything that is read on it."""
        return "\n".join(_words(self))


def foot(as_of: date, lang: str) -> str:
    """Return the line at the foot of a page: データは 2026/11/21 時点."""
    return tr(lang, "Data as of {date}", date=day(as_of, lang))


def _words(page: ApprovalPage) -> Iterator[str]:
    yield from (page.account, page.subtitle)
    for card in page.cards:
        yield from (card.caption, card.value, card.remark)
    for one in fields(page):
        block = getattr(page, one.name)
        if isinstance(block, Block):
            yield from (block.title, block.nothing, block.note)
            for item in block.items:
                yield from (item.text, item.meta, item.value)
