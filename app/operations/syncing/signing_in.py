"""Signing in on a system's own web page, for connections that want it."""

from __future__ import annotations

from collections.abc import Callable

from app.connectors import base
from app.connectors.kit import oauth
from app.connectors.kit.context import RunContext
from app.connectors.kit.line import Line
from app.errors import BansoError
from app.language import _
from app.operations.book import Book
from app.operations.syncing.connections import resume
from app.operations.syncing.kinds import connector
from app.operations.syncing.opening import in_words, kept_connection, never
from app.operations.syncing.secrets import SecretStore


def sign_in(
    book: Book, connection_id: int, *, open_address: Callable[[str], object], cancelled: Callable[[], bool] = never
) -> None:
    """Let the person sign in with their browser and keep what comes of it; off the UI thread.

    "sync.no_web" for a system that has no such page, and those of `opening.told`. Cancelled where they stop it.
    """
    kept = kept_connection(book, connection_id)
    found = connector(kept.connector)
    if not isinstance(found.auth, base.OAuth2):
        raise BansoError("sync.no_web", field="connection", name=kept.name)
    with in_words(), RunContext(kept.connector, {}, cancelled=cancelled, line=Line.of(found)) as context:
        oauth.sign_in(
            found.auth,
            kept.config,
            context.http,
            SecretStore(book, connection_id),
            open_address,
            cancelled,
            said=_("You are signed in. You can close this page and go back to Banso."),
            refused=_("You are not signed in. You can close this page and try again in Banso."),
        )
    if kept.state in ("auth", "error"):
        book.write(resume, connection_id)
