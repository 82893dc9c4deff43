"""Runs connections: opens the conversation, lets the engine work and tells how it went, whatever happens."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import ExitStack
from typing import NoReturn

from app.connectors import base
from app.connectors.errors import ConnectorError, Unavailable
from app.errors import BansoError
from app.journal.changes import Changes
from app.operations.book import Book
from app.operations.syncing.kinds import connector
from app.operations.syncing.opening import Open, conversing, kept_connection, never
from app.operations.syncing.rows import HUB, CameOver, RunResult
from app.operations.syncing.taking_over import take_over
from app.operations.syncing.why import N_
from app.sync import engine
from app.sync.sql import ask

Report = Callable[[int, int | None, str], None]
_AT_HOME = {
    "keyring.locked": N_("The keyring is locked."),
    "keyring.failed": N_("The keyring did not answer."),
}
_UNREAD = N_("The book could not be read.")


def silent(_done: int, _total: int | None, _words: str) -> None:
    """Report to nobody."""


def run_sync(
    book: Book,
    connection_id: int,
    *,
    pressed: bool = False,
    report: Report = silent,
    cancelled: Callable[[], bool] = never,
) -> tuple[Changes, RunResult]:
    """Bring the book and one system together, off the UI thread; only "connection.unknown" is ever raised.

    Offline, a sign-in that has ended, a stopped guard and the like are told by the result. `pressed`: a person asked
    for it, so that it may spend what is left of the day's requests.
    """
    kept = kept_connection(book, connection_id)
    if kept.state == "paused" and not pressed:
        # After a restore a person has to say that it may go on.
        return Changes(), RunResult(0, kept.name, 0, 0, 0, 0, 0, "paused", "", "cancelled", None)
    presets: Mapping[str, base.Preset] = {}
    conversation: base.Session
    counted: Callable[[], tuple[int, int]] = _nothing_counted
    opened: Open | None = None
    taken = Changes()
    came: tuple[CameOver, ...] = ()
    with ExitStack() as stack:
        try:
            presets = connector(kept.connector).presets
            opened = stack.enter_context(conversing(book, connection_id, cancelled=cancelled))
            conversation, counted = opened.session, opened.counted
        except ConnectorError as error:
            conversation = _Unopened(error)
        except BansoError as error:
            conversation = _Unopened(_as_connector_error(error))
        manner = engine.Manner(report, cancelled, pressed, counted)
        outcome = engine.run(book.place(), connection_id, conversation, presets, manner)
        if kept.connector == HUB and opened is not None and outcome.result == "done":
            taken, came = take_over(book, connection_id, opened)
    result = RunResult(
        outcome.run,
        kept.name,
        outcome.pulled,
        outcome.pushed,
        outcome.conflicts,
        outcome.blocked,
        outcome.requests,
        outcome.state,
        outcome.changes.id or "",
        outcome.result,
        outcome.why,
        came,
    )
    # What was followed after the run is shown with it, under its name.
    return outcome.changes.and_later(taken), result


def sync_all(
    book: Book,
    *,
    pressed: bool = False,
    report: Report = silent,
    cancelled: Callable[[], bool] = never,
    tell: Callable[[Changes], None] | None = None,
) -> list[RunResult]:
    """Run every connection that does not rest, one after the other; `tell` gets what each of them wrote."""
    sql = "SELECT id FROM connection WHERE state <> 'paused' ORDER BY name COLLATE NOCASE, id"
    done = []
    for (number,) in book.read(ask, sql):
        if cancelled():
            break
        changes, result = run_sync(book, number, pressed=pressed, report=report, cancelled=cancelled)
        if tell is not None:
            tell(changes)
        done.append(result)
    return done


def _nothing_counted() -> tuple[int, int]:
    return 0, 0


def _as_connector_error(error: BansoError) -> ConnectorError:
    if error.key == "sync.broken_connector":
        return ConnectorError(str(error.params.get("reason", "")))
    # A keyring that is opened, or a book that is free again, lets the next run go on by itself.
    return Unavailable(_AT_HOME.get(error.key, _UNREAD))


class _Unopened:
    """Stands for a conversation that could not be opened, so that the run is written down like any other."""

    def __init__(self, error: ConnectorError) -> None:
        self._error = error

    def _refuse(self, *_given: object, **_named: object) -> NoReturn:
        raise self._error

    identity = describe = pull = read = sweep = push = _refuse

    def close(self) -> None:
        """Have nothing to close."""
