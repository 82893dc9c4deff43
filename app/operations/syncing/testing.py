"""Tries a connection: which system it is, who signed in, and what of ours goes with what of theirs. Writes nothing."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from app.connectors import base
from app.operations.book import Book
from app.operations.syncing.connections import Config, checked
from app.operations.syncing.kinds import connector
from app.operations.syncing.opening import Open, conversing, in_words, kept_connection, never, trying
from app.operations.syncing.rows import Identity
from app.sync.entities import ENTITIES

Draft = tuple[str, Config, Mapping[str, str]]
"""A connection that is not kept yet: its connector, its settings, its secrets."""


def test_connection(book: Book, what: int | Draft, *, cancelled: Callable[[], bool] = never) -> Identity:
    """Return what a connection, or one that could be made, leads to; off the UI thread.

    "sync.bad_config" and those of `checked` name the field, "sync.auth", "sync.offline", "sync.forbidden",
    "sync.broken_connector".
    """
    if isinstance(what, int):
        found = connector(kept_connection(book, what).connector)
        with in_words(), conversing(book, what, cancelled=cancelled) as opened:
            return _identity(found, opened)
    kind, config, secrets = what
    found = connector(kind)
    values = checked(found, config)
    if isinstance(found.auth, base.OAuth2):
        # Who signs in on a web page does so once the connection is kept: before that nothing can be asked.
        return Identity("", "", ())
    with in_words(), trying(kind, values, secrets, cancelled=cancelled) as opened:
        return _identity(found, opened)


test_connection.__test__ = False  # type: ignore[attr-defined]


def _identity(found: base.Connector, opened: Open) -> Identity:
    who = opened.session.identity()
    there = {info.name: info for info in opened.session.describe()}
    types = tuple(
        (entity, there[preset.type].label, there[preset.type].guard)
        for entity in ENTITIES
        if (preset := found.presets.get(entity)) is not None and preset.type in there
    )
    return Identity(who.org_id, who.user_name or who.user_id, types)
