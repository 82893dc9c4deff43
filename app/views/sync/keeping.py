"""Secrets of a connection are kept, tried and taken away on a thread of their own: a keyring may ask a person first."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from app.errors import BansoError


def keep_apart(_report: object, _cancelled: object, book: Any, connection_id: int, secrets: Mapping[str, str]) -> bool:
    """Keep secrets for good; False where this computer can keep them only until Banso is closed."""
    from app.operations.syncing.secrets import keep_secrets

    return not keep_secrets(book, connection_id, secrets)


def amend_apart(
    _report: object,
    _cancelled: object,
    book: Any,
    connection_id: int,
    config: Mapping[str, Any],
    secrets: Mapping[str, str],
) -> bool:
    """Try other settings and secrets and keep them; tell whether the secrets are kept for good."""
    from app.operations.syncing.testing import amend_connection

    return not amend_connection(book, connection_id, config, secrets)


def names_apart(_report: object, _cancelled: object, book: Any, connection_id: int) -> Sequence[str]:
    """Return the names of the secrets that are kept."""
    from app.operations.syncing.secrets import secret_names

    return secret_names(book, connection_id)


def remove_apart(_report: object, _cancelled: object, book: Any, connection_id: int) -> Any:
    """Remove a connection with its secrets, or neither: return what that changed."""
    from app.operations.syncing.connections import remove_connection
    from app.operations.syncing.secrets import SecretStore, forget_secrets

    store = SecretStore(book, connection_id)
    try:
        # They are found by the connection, so they go before it.
        forget_secrets(book, connection_id)
        return book.write(remove_connection, connection_id)[0]
    except BansoError:
        store.update(dict(store))
        raise
