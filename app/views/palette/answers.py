"""From what is typed to the lines of the palette: which sections there are, in which order, and what each line says."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import Enum
from functools import partial

from app.language import _, keyed, name_of, ngettext, short_day
from app.operations.account_row import AccountRow
from app.operations.finding import FoundRow
from app.operations.health.row_health import RowHealth
from app.operations.palette import Named, NameIndex, PaletteIndex, PlanName, Recents
from app.views.commands import AccountCommand, Command
from app.views.palette.lines import Heading, Item, Line

ACCOUNTS, PLANS, COMMANDS, NOTES, MANY, TAGS, LATELY = 5, 3, 6, 5, 40, 8, 6


class Mode(Enum):
    """What the first sign of the text asks for."""

    ALL = ""
    COMMANDS = ">"
    TAGS = "#"
    WORDS = "/"


@dataclass(frozen=True)
class Asked:
    """What is typed: the mode its first sign names, and the words after it."""

    mode: Mode
    words: str


def asked_of(text: str) -> Asked:
    """Return what a text asks; full-width signs count as well."""
    first = unicodedata.normalize("NFKC", text.lstrip()[:1])
    for mode in (Mode.COMMANDS, Mode.TAGS, Mode.WORDS):
        if first == mode.value:
            return Asked(mode, text.lstrip()[1:].strip())
    return Asked(Mode.ALL, text.strip())


@dataclass(frozen=True)
class Acts:
    """What lines lead to, by the window they stand in."""

    open_account: Callable[[str], object]
    open_plan: Callable[[str], object]
    open_note: Callable[[FoundRow], object]
    search: Callable[[str], object]
    log: Callable[[str], object]


@dataclass(frozen=True)
class Known:
    """Everything that lines are made from; `index` None until the book has been read."""

    index: PaletteIndex | None
    commands: Sequence[Command]
    account_commands: Sequence[AccountCommand]
    recents: Recents
    acts: Acts
    today: date
    health: Mapping[str, RowHealth] = field(default_factory=dict)


class Answers:
    """Answers what is typed from what was known when the palette was opened."""

    def __init__(self, known: Known) -> None:
        self.known = known
        self._commands = {f"command:{one.key}": one for one in known.commands if one.act is not None}
        # Under their keys too: a habit of the other language or of another program still finds them.
        self._by_name = NameIndex(Named(key, one.words, "", (one.key,)) for key, one in self._commands.items())
        self._favour_accounts = known.recents.favour("account:", known.today)
        self._favour_commands = {key: 1.0 for key in known.recents.favour("", known.today) if key in self._commands}

    def accounts(self, asked: Asked) -> list[AccountRow]:
        """Return the accounts that what is asked may mean."""
        index = self.known.index
        if index is None or not asked.words:
            return []
        if asked.mode is Mode.ALL:
            return index.find(asked.words, self._favour_accounts, ACCOUNTS)
        if asked.mode is Mode.TAGS:
            tags = index.tags_like(asked.words, TAGS)
            rows = [row for tag in tags for row in index.tagged(tag, MANY)]
            return list({row.id: row for row in rows}.values())[:MANY]
        return []

    def tag(self, asked: Asked) -> str | None:
        """Return the tag whose notes are meant."""
        if self.known.index is None or asked.mode is not Mode.TAGS or not asked.words:
            return None
        return next(iter(self.known.index.tags_like(asked.words, 1)), None)

    def items(self, asked: Asked, account_id: str, notes: Sequence[FoundRow] | None) -> list[Item]:
        """Return all lines; `account_id` is the account whose actions are shown, `notes` None while they are sought."""
        if asked.mode is Mode.COMMANDS:
            return _section(_("Commands"), self._matching_commands(asked.words, MANY))
        if asked.mode is Mode.WORDS:
            return list(self._words(asked.words, notes))
        if asked.mode is Mode.TAGS:
            return list(self._tags(asked, notes))
        return list(self._all(asked.words, self.accounts(asked), account_id, notes) if asked.words else self._start())

    def _start(self) -> Iterator[Item]:
        lately = [line for key in self.known.recents.latest() if (line := self._of_key(key)) is not None][:LATELY]
        yield from _section(_("Recent"), lately)
        seen = {line.key for line in lately}
        lines = [self._command(key, one) for key, one in self._commands.items() if key not in seen]
        # The palette is open already.
        lines = [line for line in lines if line.key != "command:palette"]
        yield from _section(_("Go to"), [line for line in lines if line.key.startswith("command:go:")])
        yield from _section(_("Commands"), [line for line in lines if not line.key.startswith("command:go:")])

    def _all(
        self, words: str, rows: Sequence[AccountRow], account_id: str, notes: Sequence[FoundRow] | None
    ) -> Iterator[Item]:
        yield from _section(_("Accounts"), map(self._account, rows))
        chosen = next((row for row in rows if row.id == account_id), rows[0] if rows else None)
        if chosen is not None:
            yield from _section(_("Do with {account}", account=chosen.name), self._actions(chosen.id))
        index = self.known.index
        plans = index.find_plans(words, PLANS) if index is not None else []
        yield from _section(_("Success plans"), map(self._plan, plans))
        notes = notes and [hit for hit in notes if hit.id not in {plan.id for plan in plans}]
        yield from _section(_("Notes found"), map(self._note, (notes or ())[:NOTES]))
        commands = self._matching_commands(words, COMMANDS)
        yield from _section(_("Commands"), commands)
        if notes is not None and not (rows or plans or notes or commands):
            yield Heading(_("Nothing is called “{words}”", words=words))
            yield Line("log-new", _("Log a touchpoint for “{name}”", name=words), icon="pen-line",
                       act=partial(self.known.acts.log, words))  # fmt: skip
            yield self._search_all(words)
        elif len(notes or ()) > NOTES:
            yield self._search_all(words)

    def _words(self, words: str, notes: Sequence[FoundRow] | None) -> Iterator[Item]:
        if not words:
            yield Heading(_("Type what was said, by anyone, at any time."))
            return
        yield from _section(_("Notes found"), map(self._note, notes or ()))
        if notes is not None and not notes:
            yield Heading(_("Nothing holds “{words}”. A shorter piece of it may.", words=words))
        elif notes:
            yield self._search_all(words)

    def _tags(self, asked: Asked, notes: Sequence[FoundRow] | None) -> Iterator[Item]:
        index = self.known.index
        tags = index.tags_like(asked.words, TAGS if asked.words else MANY) if index is not None else []
        if not (asked.words and len(tags) == 1):
            yield from _section(_("Tags"), map(self._tag_line, tags))
        if not tags:
            yield Heading(_("No tag is called “{words}”", words=asked.words) if asked.words else _("No tags yet"))
        yield from _section(_("Accounts"), map(self._account, self.accounts(asked)))
        tag = self.tag(asked)
        if tag is not None:
            yield from _section(_("Notes with #{tag}", tag=tag), map(self._note, notes or ()))

    # Lines

    def _account(self, row: AccountRow) -> Line:
        known = self.known.health.get(row.id)
        facts = [account_facts(row, self.known.today)]
        if known is not None and known.score is not None:
            facts.insert(0, f"{known.score} {name_of(known.band)}")
        band = row.band if known is None else known.band
        return Line(
            f"account:{row.id}", row.name, _(" · ").join(fact for fact in facts if fact), band=band.value,
            account_id=row.id, learns=True, act=partial(self.known.acts.open_account, row.id),
        )  # fmt: skip

    def _plan(self, plan: PlanName) -> Line:
        facts = [plan.account, *([_("closed")] if plan.is_closed else [])]
        act = partial(self.known.acts.open_plan, plan.id)
        return Line(f"plan:{plan.id}", plan.name, _(" · ").join(facts), "signpost", learns=True, act=act)

    def _actions(self, account_id: str) -> Iterator[Line]:
        for one in self.known.account_commands:
            # Opening is what Enter does on the account itself.
            if one.key != "open" and one.fits(account_id):
                act = partial(one.act, account_id)
                yield Line(f"action:{one.key}", one.words, icon=one.icon, keys=one.keys, act=act)

    def _note(self, hit: FoundRow) -> Line:
        head = [short_day(hit.date), hit.account] if hit.account else [short_day(hit.date)]
        words = _(" · ").join([*head, *([] if hit.kind == "touchpoint" else [keyed("search.kind", hit.kind)])])
        act = partial(self.known.acts.open_note, hit)
        return Line(f"note:{hit.kind}:{hit.id}", words, hit.snippet.text, "file-text", act=act)

    def _matching_commands(self, words: str, limit: int) -> list[Line]:
        if not words:
            return [self._command(key, one) for key, one in self._commands.items() if key != "command:palette"]
        found = self._by_name.find(words, favour=self._favour_commands, limit=limit)
        return [self._command(one.id, self._commands[one.id]) for one in found]

    def _command(self, key: str, one: Command) -> Line:
        return Line(key, one.words, icon=one.icon or "chevron-right", keys=one.keys, learns=True, act=one.act)

    def _tag_line(self, tag: str) -> Line:
        return Line(f"tag:{tag}", f"#{tag}", icon="hash", completes=f"#{tag}")

    def _search_all(self, words: str) -> Line:
        act = partial(self.known.acts.search, words)
        return Line("search-all", _("Search everything for “{words}”", words=words), icon="search", act=act)

    def _of_key(self, key: str) -> Line | None:
        kind, _colon, rest = key.partition(":")
        if kind == "account":
            row = self.known.index.accounts.get(rest) if self.known.index is not None else None
            return self._account(row) if row is not None else None
        if kind == "plan":
            plan = self.known.index.plans.get(rest) if self.known.index is not None else None
            return self._plan(plan) if plan is not None else None
        one = self._commands.get(key)
        return self._command(key, one) if one is not None else None


def _section(words: str, lines: Iterable[Line]) -> list[Item]:
    made: list[Item] = list(lines)
    return [Heading(words), *made] if made else []


def account_facts(row: AccountRow, today: date) -> str:
    """Return what is said of an account beside its name: segment, the next day by which notice must be given."""
    facts = [name_of(row.segment)] if row.segment is not None else []
    day = row.renewal_date if row.notice_estimated else row.notice_date
    left = (day - today).days if day is not None else -1
    if left >= 0 and row.notice_estimated:
        facts.append(ngettext("renews in {n} day", "renews in {n} days", left))
    elif left >= 0:
        facts.append(ngettext("notice in {n} day", "notice in {n} days", left))
    if row.sample:
        facts.append(_("Sample"))
    return _(" · ").join(facts)
