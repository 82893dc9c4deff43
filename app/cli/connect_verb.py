"""Connecting another system from the command line, and changing how one is connected."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Iterable, Mapping
from pathlib import Path

from app.cli.answers import Answer
from app.errors import BansoError
from app.language import _
from app.operations.book import Book


def connect(arguments: Namespace, book: Book) -> Answer:
    """Make a connection once it has been tried, or change one that there is."""
    from app.operations.syncing import connections

    try:
        there = book.read(connections.find_connection, arguments.name)
    except BansoError as error:
        if error.key != "connection.none":
            raise
        there = None
    settings, secrets = dict(arguments.set), {name: secret_in(path) for name, path in arguments.secret}
    if there is None:
        there, writable, lines = _make(book, arguments, settings, secrets)
    else:
        writable, lines = _change(book, there, arguments, settings, secrets)
    made = book.read(connections.connection, there)
    if arguments.write_back and not made.writes:
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
    if not made.writes:
        said = _("It only reads: no record there is changed.")
    elif writable:
        said = _("Write-back is on: edits go there.")
    else:
        said = _("Write-back is on, but nothing can be written there: see whether you may change what lies there.")
    return Answer(document, "\n".join([*lines, said]))


def _make(
    book: Book, arguments: Namespace, settings: Mapping[str, str], secrets: Mapping[str, str]
) -> tuple[int, bool, list[str]]:
    from app.operations.syncing import connections
    from app.operations.syncing.secrets import forget_secrets, keep_secrets, must_be_secrets
    from app.operations.syncing.testing import test_connection

    if arguments.connector is None:
        raise BansoError("connection.which", field="connector", name=arguments.name)
    must_be_secrets(arguments.connector, secrets)
    found = test_connection(book, (arguments.connector, settings, secrets))
    _changes, made = book.write(
        connections.connect, name=arguments.name, connector=arguments.connector, config=settings
    )
    try:
        for_now = keep_secrets(book, made, secrets)
    except BansoError:
        try:
            # While it is there: what a keyring holds is found by its number alone.
            forget_secrets(book, made)
        finally:
            book.write(connections.remove_connection, made)
        raise
    writable = not found.types or any(guard != "none" for _entity, _label, guard in found.types)
    return made, writable, [_("Connected: {name}", name=arguments.name), *_asked_again(for_now)]


def _change(
    book: Book, there: int, arguments: Namespace, settings: Mapping[str, str], secrets: Mapping[str, str]
) -> tuple[bool, list[str]]:
    from app.operations.syncing import connections
    from app.operations.syncing.testing import amend_connection

    now = book.read(connections.connection, there)
    if arguments.connector is not None and arguments.connector != now.connector:
        raise BansoError("connection.taken", field="name", name=now.name)
    for_now = amend_connection(book, there, settings, secrets) if settings or secrets else []
    changed = settings or secrets or (arguments.write_back and not now.writes)
    said = _("{name} is changed.", name=now.name) if changed else _("{name} stays as it is.", name=now.name)
    return now.guard != "none", [said, *_asked_again(for_now)]


def _asked_again(names: Iterable[str]) -> list[str]:
    return [_("This computer has no keyring: give --secret {name}=FILE with each sync.", name=name) for name in names]


def secret_in(path: Path) -> str:
    """Return the secret in a file, without the end of its line; "secret.unreadable" where there is none."""
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise BansoError("secret.unreadable", field="secret", path=str(path)) from error
    text = text.removesuffix("\n").removesuffix("\r")
    if not text:
        raise BansoError("secret.unreadable", field="secret", path=str(path))
    return text
