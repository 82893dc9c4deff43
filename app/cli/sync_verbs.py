"""Verbs of syncing: connections, sync, undo-sync."""

from __future__ import annotations

import re
import shlex
from argparse import Namespace
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from app.cli.answers import Answer, table
from app.cli.connect_verb import secret_in
from app.cli.sync_words import field_words
from app.clock import Clock
from app.errors import BansoError
from app.language import _, keyed, ngettext, number
from app.operations.book import Book
from app.operations.syncing.why import state_said, why_words

if TYPE_CHECKING:
    from app.operations.syncing.rows import Connection, Guarded, RunResult

_WORST = ("on", "paused", "guard", "auth", "error")
_NAMED = 3


def connections(_arguments: Namespace, book: Book) -> Answer:
    """List the connections and how they are."""
    from app.operations.syncing.connections import connections as every

    rows = book.read(every)
    document = [_row(one, book.clock) for one in rows]
    if not rows:
        return Answer(document, _("Nothing is connected."))
    headings = (_("Name"), _("System"), _("State"), _("Write-back"), _("Waiting"), _("Differences"), _("Not sent"))
    cells = [
        (
            one.name,
            _(one.label),
            _state(one, book.clock),
            _writes(one),
            number(one.waiting),
            number(one.differences + one.links),
            number(one.blocked),
        )
        for one in rows
    ]
    return Answer(document, table(headings, cells))


def _row(one: Connection, clock: Clock) -> dict[str, Any]:
    last = one.last_run
    return {
        "id": one.id,
        "name": one.name,
        "connector": one.connector,
        "org": one.org,
        "user": one.user,
        "state": one.state,
        "why": why_words(one.why, clock) or None,
        "write_back": one.writes,
        "guard": one.guard or None,
        "waiting": one.waiting,
        "conflicts": one.differences,
        "links": one.links,
        "blocked": one.blocked,
        "missing": one.missing,
        "last_run": None if last is None else {"run": last.id, "at": last.started, "result": last.result or None},
    }


def _state(one: Connection, clock: Clock) -> str:
    why = why_words(one.why, clock)
    said = state_said(one)
    return f"{said} ({why})" if why else said


def _writes(one: Connection) -> str:
    if one.writes and one.guard == "none":
        return _("not possible there")
    return _("yes") if one.writes else _("no")


def sync(arguments: Namespace, book: Book) -> Answer:
    """Run one connection, or all that do not rest; one that stops does not keep the others from running."""
    from app.operations.syncing.connections import connection, find_connection, resume
    from app.operations.syncing.running import run_sync, sync_all
    from app.operations.syncing.runs import allow_once, guarded
    from app.operations.syncing.secrets import keep_for_session

    stopped_at: dict[str, list[Guarded]] = {}
    if arguments.name is None:
        if arguments.resume or arguments.secret or arguments.allow_once:
            raise BansoError("sync.which", field="name")
        results = sync_all(book, pressed=True)
        if not results:
            raise BansoError("sync.nothing", field="name")
    else:
        there = book.read(find_connection, arguments.name)
        for name, path in arguments.secret:
            keep_for_session(book, there, name, secret_in(path))
        if arguments.allow_once:
            book.write(allow_once, there)
        elif arguments.resume:
            book.write(resume, there)
        elif book.read(connection, there).state == "paused":
            raise BansoError("sync.paused", field="name", name=arguments.name)
        results = [run_sync(book, there, pressed=True)[1]]
    for one in results:
        if one.result == "guard":
            stopped_at[one.name] = book.read(guarded, book.read(find_connection, one.name))
    finished = "\n".join(_told(one, book.clock) for one in results if one.result == "done")
    return Answer(_summed(results), finished, _refusal(results, stopped_at, book.clock))


def _refusal(results: Sequence[RunResult], stopped_at: dict[str, list[Guarded]], clock: Clock) -> BansoError | None:
    stopped = [one for one in results if one.result != "done"]
    whys = [_stopped(one, stopped_at.get(one.name, ()), clock) for one in stopped]
    if not stopped:
        return None
    if len(stopped) == 1:
        return BansoError("sync.stopped", field="name", name=stopped[0].name, why=whys[0])
    told = "\n".join(f"{one.name}: {why}" for one, why in zip(stopped, whys, strict=True))
    return BansoError("sync.stopped", field="name", name=[one.name for one in stopped], why=told)


def _stopped(one: RunResult, guarded: Sequence[Guarded], clock: Clock) -> str:
    why = why_words(one.why, clock) or _(
        "{said}. What was taken in so far and what you wrote on this PC stays.",
        said=keyed("sync.result", one.result),
    )
    if not guarded:
        return why
    how = _("To let it pass this once: banso sync {name} --allow-once", name=_as_word(one.name))
    return "\n".join([why, *map(_guarded, guarded), how])


def _guarded(row: Guarded) -> str:
    said = keyed(
        "sync.guarded", row.kind, None, entity=keyed("sync.entity", row.entity),
        field=field_words(row.entity, row.field) if row.field else "", n=number(row.count), of=number(row.of),
    )  # fmt: skip
    named = _(", ").join(row.sample[:_NAMED])
    more = "…" if row.count > len(row.sample[:_NAMED]) else ""
    return f"- {said}: {named}{more}" if named else f"- {said}"


def _as_word(name: str) -> str:
    """Return a name as one word of a command line; in double quotes, which every shell knows, where it needs some."""
    if re.fullmatch(r"\w[\w.-]*", name):
        return name
    return f'"{name}"' if re.fullmatch(r'[^"$`\\!%]*', name) else shlex.quote(name)


def _summed(results: Sequence[RunResult]) -> dict[str, Any]:
    counts = {
        name: sum(getattr(one, name) for one in results)
        for name in ("pulled", "pushed", "conflicts", "blocked", "requests")
    }
    runs = [
        {
            "run": one.run, "name": one.name, "pulled": one.pulled, "pushed": one.pushed, "conflicts": one.conflicts,
            "blocked": one.blocked, "requests": one.requests, "state": one.state, "result": one.result,
        }
        for one in results
    ]  # fmt: skip
    return {**counts, "state": max((one.state for one in results), key=_WORST.index), "runs": runs}


def _told(one: RunResult, clock: Clock) -> str:
    said = _(
        "{name}: {pulled} taken in, {pushed} sent, {conflicts} to settle, {blocked} not sent (run {run})",
        name=one.name,
        pulled=number(one.pulled),
        pushed=number(one.pushed),
        conflicts=number(one.conflicts),
        blocked=number(one.blocked),
        run=one.run,
    )
    why = why_words(one.why, clock)
    return f"{said}\n{why}" if why else said


def undo_sync(arguments: Namespace, book: Book) -> Answer:
    """Take back what a run wrote here."""
    from app.operations.syncing.runs import undo_run

    _changes, rows = book.write(undo_run, arguments.run)
    said = ngettext("{n} row is as it was before the run.", "{n} rows are as they were before the run.", rows)
    return Answer({"run": arguments.run, "rows": rows}, said)
