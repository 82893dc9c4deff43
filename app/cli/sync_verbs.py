"""Verbs of syncing: connect, connections, sync, undo-sync."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from app.cli.answers import Answer, table
from app.cli.conflicts_verb import why_words
from app.errors import BansoError
from app.language import _, keyed, ngettext, number
from app.operations.book import Book

if TYPE_CHECKING:
    from app.operations.syncing.rows import Connection, RunResult

_WORST = ("on", "paused", "guard", "auth", "error")


def connect(arguments: Namespace, book: Book) -> Answer:
    """Make a connection once it has been tried, or change one that there is."""
    from app.operations.syncing import connections

    try:
        there = book.read(connections.find_connection, arguments.name)
    except BansoError as error:
        if error.key != "connection.none":
            raise
        there = None
    settings, secrets = dict(arguments.set), {name: _secret_in(path) for name, path in arguments.secret}
    lines: list[str] = []
    if there is None:
        there = _make(book, arguments, settings, secrets, lines)
    else:
        _change(book, there, arguments, settings, secrets, lines)
    if arguments.write_back:
        book.write(connections.set_writes, there, True)
    made = book.read(connections.connection, there)
    document = {
        "id": made.id,
        "name": made.name,
        "connector": made.connector,
        "org": made.org,
        "user": made.user,
        "write_back": made.writes,
        "state": made.state,
    }
    said = _("Write-back is on: edits go there.") if made.writes else _("It only reads: nothing is written there.")
    return Answer(document, "\n".join([*lines, said]))


def _make(
    book: Book, arguments: Namespace, settings: Mapping[str, str], secrets: Mapping[str, str], lines: list[str]
) -> int:
    from app.operations.syncing import connections
    from app.operations.syncing.testing import test_connection

    if arguments.connector is None:
        raise BansoError("connection.which", field="connector", name=arguments.name)
    test_connection(book, (arguments.connector, settings, secrets))
    _changes, made = book.write(
        connections.connect, name=arguments.name, connector=arguments.connector, config=settings
    )
    try:
        _keep(book, made, secrets, lines)
    except BansoError:
        book.write(connections.remove_connection, made)
        raise
    lines.insert(0, _("Connected: {name}", name=arguments.name))
    return made


def _change(
    book: Book,
    there: int,
    arguments: Namespace,
    settings: Mapping[str, str],
    secrets: Mapping[str, str],
    lines: list[str],
) -> None:
    from app.operations.syncing import connections
    from app.operations.syncing.secrets import secrets_for
    from app.operations.syncing.testing import test_connection

    now = book.read(connections.connection, there)
    if arguments.connector is not None and arguments.connector != now.connector:
        raise BansoError("connection.taken", field="name", name=now.name)
    if settings or secrets:
        config = {**book.read(connections.config_of, there), **settings}
        test_connection(book, (now.connector, config, {**secrets_for(book, there), **secrets}))
        book.write(connections.amend_config, there, settings)
        _keep(book, there, secrets, lines)
    lines.insert(0, _("{name} is changed.", name=now.name))


def _keep(book: Book, connection_id: int, secrets: Mapping[str, str], lines: list[str]) -> None:
    from app.operations.syncing.secrets import keep_secret

    for name, value in secrets.items():
        try:
            keep_secret(book, connection_id, name, value)
        except BansoError as error:
            if error.key != "secret.no_keyring":
                raise
            lines.append(_("This computer has no keyring: give --secret {name}=FILE with each sync.", name=name))


def connections(_arguments: Namespace, book: Book) -> Answer:
    """List the connections and how they are."""
    from app.operations.syncing.connections import connections as every

    rows = book.read(every)
    document = [_row(one) for one in rows]
    if not rows:
        return Answer(document, _("Nothing is connected."))
    headings = (_("Name"), _("System"), _("State"), _("Write-back"), _("Waiting"), _("Differences"), _("Not sent"))
    cells = [
        (
            one.name,
            _(one.label),
            _state(one),
            _("yes") if one.writes else _("no"),
            number(one.waiting),
            number(one.differences + one.links),
            number(one.blocked),
        )
        for one in rows
    ]
    return Answer(document, table(headings, cells))


def _row(one: Connection) -> dict[str, Any]:
    last = one.last_run
    return {
        "id": one.id,
        "name": one.name,
        "connector": one.connector,
        "org": one.org,
        "user": one.user,
        "state": one.state,
        "why": why_words(one.why) or None,
        "write_back": one.writes,
        "guard": one.guard or None,
        "waiting": one.waiting,
        "conflicts": one.differences,
        "links": one.links,
        "blocked": one.blocked,
        "missing": one.missing,
        "last_run": None if last is None else {"run": last.id, "at": last.started, "result": last.result or None},
    }


def _state(one: Connection) -> str:
    why = why_words(one.why)
    said = keyed("sync.connection", one.state)
    return f"{said} ({why})" if why else said


def sync(arguments: Namespace, book: Book) -> Answer:
    """Run one connection, or all that do not rest."""
    from app.operations.syncing.connections import connection, find_connection, resume
    from app.operations.syncing.running import run_sync, sync_all
    from app.operations.syncing.secrets import keep_for_session

    if arguments.name is None:
        if arguments.resume or arguments.secret:
            raise BansoError("sync.which", field="name")
        results = sync_all(book, pressed=True)
        if not results:
            raise BansoError("sync.nothing", field="name")
    else:
        there = book.read(find_connection, arguments.name)
        for name, path in arguments.secret:
            keep_for_session(book, there, name, _secret_in(path))
        if arguments.resume:
            book.write(resume, there)
        elif book.read(connection, there).state == "paused":
            raise BansoError("sync.paused", field="name", name=arguments.name)
        results = [run_sync(book, there, pressed=True)[1]]
    stopped = next((one for one in results if one.result != "done"), None)
    if stopped is not None:
        raise BansoError("sync.stopped", field="name", name=stopped.name, why=_stopped(stopped))
    return Answer(_summed(results), "\n".join(_told(one) for one in results))


def _summed(results: Sequence[RunResult]) -> dict[str, Any]:
    counts = {
        name: sum(getattr(one, name) for one in results)
        for name in ("pulled", "pushed", "conflicts", "blocked", "requests")
    }
    runs = [
        {
            "run": one.run, "name": one.name, "pulled": one.pulled, "pushed": one.pushed, "conflicts": one.conflicts,
            "blocked": one.blocked, "requests": one.requests, "state": one.state,
        }
        for one in results
    ]  # fmt: skip
    return {**counts, "state": max((one.state for one in results), key=_WORST.index), "runs": runs}


def _told(one: RunResult) -> str:
    said = _(
        "{name}: {pulled} taken in, {pushed} sent, {conflicts} to settle, {blocked} not sent (run {run})",
        name=one.name,
        pulled=number(one.pulled),
        pushed=number(one.pushed),
        conflicts=number(one.conflicts),
        blocked=number(one.blocked),
        run=one.run,
    )
    why = why_words(one.why)
    return f"{said}\n{why}" if why else said


def _stopped(one: RunResult) -> str:
    return why_words(one.why) or keyed("sync.result", one.result)


def undo_sync(arguments: Namespace, book: Book) -> Answer:
    """Take back what a run wrote here."""
    from app.operations.syncing.runs import undo_run

    _changes, rows = book.write(undo_run, arguments.run)
    said = ngettext("{n} row is as it was before the run.", "{n} rows are as they were before the run.", rows)
    return Answer({"run": arguments.run, "rows": rows}, said)


def _secret_in(path: Path) -> str:
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise BansoError("secret.unreadable", field="secret", path=str(path)) from error
    text = text.removesuffix("\n").removesuffix("\r")
    if not text:
        raise BansoError("secret.unreadable", field="secret", path=str(path))
    return text
