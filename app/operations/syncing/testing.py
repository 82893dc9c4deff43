"""Tries a connection: which system it is, who signed in, and what of ours goes with what of theirs.

Trying writes nothing; what is amended is kept only after it was tried.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from app.connectors import base
from app.errors import BansoError
from app.operations.book import Book
from app.operations.syncing.connections import Config, amend_config, checked
from app.operations.syncing.kinds import connector
from app.operations.syncing.opening import Open, conversing, in_words, kept_connection, never, trying
from app.operations.syncing.rows import Identity
from app.operations.syncing.secrets import keep_secrets, must_be_secrets, secrets_for
from app.sync.entities import ENTITIES
from app.sync.plan import Kept

Draft = tuple[str, Config, Mapping[str, str]]
"""A connection that is not kept yet: its connector, its settings, its secrets."""


def test_connection(book: Book, what: int | Draft, *, cancelled: Callable[[], bool] = never) -> Identity:
    """Return what a connection, or one that could be made, leads to; off the UI thread.

    "sync.bad_config" and those of `checked` name the field, "sync.auth", "sync.offline", "sync.out_of_reach",
    "sync.forbidden", "sync.broken_connector"; "connection.other_system" where one that is kept leads elsewhere than it
    did.
    """
    if isinstance(what, int):
        kept = kept_connection(book, what)
        with in_words(), conversing(book, what, cancelled=cancelled) as opened:
            return _same(kept, _identity(connector(kept.connector), opened))
    kind, config, secrets = what
    found = connector(kind)
    values = checked(found, config)
    if isinstance(found.auth, base.OAuth2):
        # Who signs in on a web page does so once the connection is kept: before that nothing can be asked.
        return Identity("", "", ())
    with in_words(), trying(kind, values, secrets, cancelled=cancelled) as opened:
        return _identity(found, opened)


test_connection.__test__ = False  # type: ignore[attr-defined]


def amend_connection(book: Book, connection_id: int, config: Config, secrets: Mapping[str, str]) -> list[str]:
    """Change settings and secrets once they have been tried, off the UI thread; return what is kept for the session.

    "connection.other_system" where they lead to another system than the one everything was agreed on with, and those of
    `test_connection` and `must_be_secrets`. Nothing is kept of what is refused.
    """
    kept = kept_connection(book, connection_id)
    must_be_secrets(kept.connector, secrets)
    given = {**secrets_for(book, connection_id), **secrets}
    _same(kept, test_connection(book, (kept.connector, {**kept.config, **config}, given)))
    for_now = keep_secrets(book, connection_id, secrets)
    book.write(amend_config, connection_id, config)
    return for_now


def _same(kept: Kept, found: Identity) -> Identity:
    if kept.org_id is not None and found.org and found.org != kept.org_id:
        raise BansoError("connection.other_system", field="connection", name=kept.name)
    return found


def _identity(found: base.Connector, opened: Open) -> Identity:
    who = opened.session.identity()
    there = {info.name: info for info in opened.session.describe()}
    types = tuple(
        (entity, there[preset.type].label, _guard(there[preset.type]))
        for entity in ENTITIES
        if (preset := found.presets.get(entity)) is not None and preset.type in there
    )
    return Identity(who.org_id, who.user_name or who.user_id, types)


def _guard(info: base.TypeInfo) -> str:
    return info.guard if info.create or info.update else "none"
