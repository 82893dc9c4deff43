"""The log of a profile: what the program did and where it failed, without anything that the book holds."""

from __future__ import annotations

import logging
import os
import re
import traceback
from contextlib import suppress
from pathlib import Path
from types import TracebackType

from app.errors import BansoError
from app.secrets.private_files import private_folder

FOLDER, NAME = "logs", "banso.log"
MOST_BYTES, KEPT = 512 * 1024, 3
LONGEST = 20_000
"""Characters of an entry; what follows is cut off."""

_SECRETS = (
    (re.compile(r"\b[0-9A-Za-z]{5}(?:-[0-9A-Za-z]{5}){7}\b"), "[recovery code]"),
    (re.compile(r"(?i)\b[0-9a-f]{32,}\b"), "[key]"),
    (re.compile(r"(?i)\b(pass(?:word|phrase)|secret|token|key)(\s*[=:]\s*)\S+"), r"\1\2[hidden]"),
    (re.compile(r"(?<![\w.+-])[\w.+-]{1,100}@[\w-]{1,100}(?:\.[\w-]{1,100})+"), "[e-mail]"),
    (re.compile(r"//[^\s/@:]{1,200}:[^\s/@]{1,200}@"), "//[hidden]@"),
)


class Redacting(logging.Formatter):
    """Writes a record without secrets; of an error only its kind and where it arose.

    In the formatter and not in a filter, which never sees a traceback. What an error says, and the source lines
    around it, may quote the book: they stay out.
    """

    def __init__(self) -> None:
        super().__init__("%(asctime)s %(process)d %(levelname)s %(name)s: %(message)s")

    def format(self, record: logging.LogRecord) -> str:
        """Return the whole entry, the traceback included, with what is secret hidden."""
        # Another handler's formatter may have kept its own, unredacted traceback in the record.
        kept, record.exc_text = record.exc_text, None
        try:
            return redacted(super().format(record)[:LONGEST])
        finally:
            record.exc_text = kept

    def formatException(
        self,
        ei: tuple[type[BaseException], BaseException, TracebackType | None] | tuple[None, None, None],
    ) -> str:
        """Return the kinds of an error and its causes, each with the places it came through."""
        lines: list[str] = []
        error = ei[1]
        seen: set[int] = set()
        while error is not None and id(error) not in seen:
            seen.add(id(error))
            lines.append(f"{type(error).__module__}.{type(error).__qualname__}")
            frames = traceback.extract_tb(error.__traceback__)
            lines += [f"  {_place(frame.filename)}:{frame.lineno} {frame.name}" for frame in frames]
            error = error.__cause__ or error.__context__
        return "\n".join(lines)


def redacted(text: str) -> str:
    """Return a text without keys, recovery codes, passwords and e-mail addresses; the home folder is `~`."""
    for pattern, shown in _SECRETS:
        text = pattern.sub(shown, text)
    home = str(Path.home())
    return text.replace(home, "~") if len(home) > 1 else text


def _place(file: str) -> str:
    return "/".join(Path(file).parts[-3:])


class _PatientFile(logging.FileHandler):
    """A file whose entries never stop the work they tell of."""

    def handleError(self, record: logging.LogRecord) -> None:
        """Leave the entry out: a full disk is told where it stops the work itself."""


def open_log(folder: Path) -> logging.Handler:
    """Let the program's log entries go to logs/banso.log in a profile; nowhere where no file can be made there.

    Take it away with `close_log`. Nobody else's entries are written: libraries may quote what they were given.
    """
    path = folder / FOLDER / NAME
    handler: logging.Handler
    try:
        private_folder(path.parent)
        _turn_over(path)
        os.close(os.open(path, os.O_CREAT | os.O_WRONLY, 0o600))
        handler = _PatientFile(path, encoding="utf-8", delay=True)
    except (OSError, BansoError):
        # A book on a full or read-only drive opens without a log.
        handler = logging.NullHandler()
    handler.setFormatter(Redacting())
    log = logging.getLogger("app")
    log.addHandler(handler)
    log.setLevel(logging.INFO)
    return handler


def _turn_over(path: Path) -> None:
    """Begin a new file where this one is long enough; those before it keep a number, the oldest goes."""
    if not path.exists() or path.stat().st_size < MOST_BYTES:
        return
    names = [path, *(path.with_name(f"{path.name}.{n}") for n in range(1, KEPT + 1))]
    for older, newer in zip(reversed(names[1:]), reversed(names[:-1]), strict=True):
        # Another process may be turning over at the same time.
        with suppress(OSError):
            newer.replace(older)


def close_log(handler: logging.Handler) -> None:
    """Stop writing to a log that `open_log` opened."""
    logging.getLogger("app").removeHandler(handler)
    handler.close()
