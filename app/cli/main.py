"""Runs one verb: reads the arguments, opens the profile, prints the answer or the refusal."""

from __future__ import annotations

import io
import logging
import os
import sys
from argparse import Namespace
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from app import language, paths
from app.cli.answers import Answer, show, show_error
from app.cli.arguments import parser, window_arguments
from app.errors import BansoError

if TYPE_CHECKING:
    # The window reads its arguments here too, and must not wait for the database's library.
    from app.operations.book import Book

DONE, REFUSED, USAGE = 0, 1, 2
SCORED = {"accounts", "today", "health", "backtest", "weekly", "brief"}
"""Verbs that answer with scores: what the book itself tells them is brought up to date first."""
STOPPED = 130
"""What a shell expects of a command that Ctrl-C ended."""

_log = logging.getLogger(__name__)


def main(arguments: Namespace) -> int:
    """Run the verb of parsed arguments and return the exit code; whatever happens, a person reads words."""
    speak_plainly()
    try:
        return _run(arguments)
    except BansoError as error:
        show_error(error, as_json=arguments.json)
        return REFUSED
    except KeyboardInterrupt:
        show_error(BansoError("cli.stopped"), as_json=arguments.json)
        return STOPPED
    except Exception as error:
        reason = (error.strerror if isinstance(error, OSError) else None) or type(error).__name__
        show_error(BansoError("cli.unexpected", reason=reason), as_json=arguments.json)
        return REFUSED


def speak_plainly() -> None:
    """Let no character stop an answer that the terminal's encoding lacks; it is shown as a question mark."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")


def _run(arguments: Namespace) -> int:
    from app.cli import (
        backtest_verb,
        brief_verb,
        care_verbs,
        conflicts_verb,
        connect_verb,
        desk_verbs,
        file_verbs,
        health_verbs,
        hub_verb,
        metrics_verb,
        moves_verb,
        plan_verbs,
        sync_verbs,
        weekly_verb,
    )

    without_book: Mapping[str, Callable[[Namespace, Path], Answer]] = {
        "init": care_verbs.init,
        "restore": care_verbs.restore,
        "hub": hub_verb.hub,
    }
    with_book: Mapping[str, Callable[[Namespace, Book], Answer]] = {
        "demo": care_verbs.demo,
        "backup": care_verbs.backup,
        "check": care_verbs.check,
        "forget": care_verbs.forget,
        "export": care_verbs.export,
        "import": file_verbs.import_files,
        "qbr": file_verbs.qbr,
        "brief": brief_verb.brief,
        "pack": file_verbs.pack,
        "plan": plan_verbs.plan,
        "accounts": desk_verbs.accounts,
        "health": health_verbs.health,
        "backtest": backtest_verb.backtest,
        "metrics": metrics_verb.metrics,
        "weekly": weekly_verb.weekly,
        "metrics-deck": file_verbs.metrics_deck,
        "today": desk_verbs.today,
        "log": desk_verbs.log,
        "search": desk_verbs.search,
        "moves": moves_verb.moves,
        "connect": connect_verb.connect,
        "connections": sync_verbs.connections,
        "sync": sync_verbs.sync,
        "undo-sync": sync_verbs.undo_sync,
        "conflicts": conflicts_verb.conflicts,
        "hand-over": hub_verb.hand_over,
    }
    profile = arguments.profile or paths.default_profile()
    if arguments.verb in without_book:
        answer = without_book[arguments.verb](arguments, profile)
    else:
        with open_profile(arguments, profile) as book:
            if arguments.verb in SCORED:
                _keep_derived(book)
            answer = _logged(with_book[arguments.verb], arguments, book)
    try:
        show(answer, as_json=arguments.json)
    except OSError as error:
        # The interpreter's own last flush must not fail again.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        if not isinstance(error, BrokenPipeError):
            show_error(BansoError("cli.unwritten", reason=error.strerror), as_json=False)
        return REFUSED
    return REFUSED if answer.error is not None else DONE


def _keep_derived(book: Book) -> None:
    from app.operations.accounts import account_count
    from app.operations.health.derived import keep_derived

    # Where there is nobody to score, a question leaves nothing behind.
    if book.read(account_count):
        book.write(keep_derived, today=book.clock.today())


def _logged(verb: Callable[[Namespace, Book], Answer], arguments: Namespace, book: Book) -> Answer:
    try:
        answer = verb(arguments, book)
    except BansoError as error:
        _log.info("%s is refused: %s", arguments.verb, error.key)
        raise
    except Exception:
        _log.exception("%s failed", arguments.verb)
        raise
    if answer.error is not None:
        _log.info("%s stopped: %s", arguments.verb, answer.error.key)
    else:
        _log.info("%s is done", arguments.verb)
    return answer


def open_profile(arguments: Namespace, profile: Path) -> Book:
    """Open the book of a profile and speak its language, unless the caller named one."""
    from app.operations.profile import open_book

    book = open_book(profile, today=arguments.today, passphrase=passphrase())
    if arguments.lang is None and book.language:
        language.use(book.language)
    return book


def passphrase() -> str | None:
    """Return the passphrase in the file that BANSO_PASSPHRASE_FILE names, where it names one."""
    named = os.environ.get("BANSO_PASSPHRASE_FILE")
    if not named:
        return None
    from app.secrets.passphrase import passphrase_from_file

    return passphrase_from_file(Path(named))


def system_language() -> str:
    """Return the language of the system's locale: Japanese where it says so, else English."""
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        value = os.environ.get(name)
        if value:
            return "ja" if value.lower().startswith("ja") else "en"
    return "ja" if sys.platform == "darwin" else "en"


def read_arguments(argv: list[str]) -> Namespace:
    """Return the parsed arguments, in the language they ask for."""
    asked = next((argv[i + 1] for i, word in enumerate(argv[:-1]) if word == "--lang"), None)
    named = next((word.partition("=")[2] for word in argv if word.startswith("--lang=")), asked)
    language.use(named if named in language.LANGUAGES else system_language())
    return window_arguments(argv[1:]) or parser().parse_args(argv[1:])
