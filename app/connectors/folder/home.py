"""The folder itself: its lasting id, which tables it has had, and which records were once in them.

`.banso-folder.json` holds the id and the tables; `.banso-ids-<table>.txt` a line for every record that was seen with
an id of its own: only what was there can be told to be gone.
"""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterable
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any
from uuid import NAMESPACE_URL, UUID, uuid5

from app.connectors.errors import BadConfig, Forbidden, Unavailable
from app.connectors.folder import lock, words
from app.connectors.folder.files import find, replacement, sweep_temporary
from app.connectors.folder.layout import KINDS

FILE = ".banso-folder.json"
_WAIT = 5.0


class Home:
    """One folder with tables in one format."""

    def __init__(self, folder: Path, format: str, cancelled: Callable[[], bool]) -> None:
        self.folder = folder
        self.format = format
        self.cancelled = cancelled

    def check(self) -> None:
        """Raise BadConfig for what can never be such a folder, Unavailable for one out of reach now."""
        if not self.folder.is_absolute():
            raise BadConfig("folder", words.CHOOSE_FOLDER)
        if self.folder.is_dir():
            self._check_format()
        elif self.folder.exists() or self.folder.parent.is_dir():
            raise BadConfig("folder", words.NO_FOLDER)
        else:
            raise Unavailable(words.UNREACHABLE)

    def _check_format(self) -> None:
        others = {"csv", "xlsx"} - {self.format}
        had = any(str(file).endswith(f".{self.format}") for file in self.state().get("files", ()))
        if had or any(self.path(kind) for kind in KINDS):
            return
        for other in others:
            if any(find(self.folder, f"{kind}.{other}") for kind in KINDS):
                raise BadConfig("format", words.OTHER_FORMAT[other])

    def path(self, kind: str) -> Path | None:
        """Return the file of a table, None where there is none."""
        return find(self.folder, f"{kind}.{self.format}")

    def state(self) -> dict[str, Any]:
        """Return what the folder tells of itself; {} where it tells nothing yet."""
        try:
            text = (self.folder / FILE).read_text("utf-8")
        except FileNotFoundError:
            return {}
        except OSError as error:
            raise Unavailable(words.UNREACHABLE) from error
        try:
            state = json.loads(text)
            UUID(str(state["id"]))
        except (ValueError, TypeError, KeyError) as error:
            raise Unavailable(words.of(FILE, words.UNREADABLE)) from error
        return dict(state)

    def org_id(self) -> str:
        """Return the folder's id, keeping it there where that is possible.

        Until it is kept it follows from the place of the folder, so that it stays when the folder becomes writable.
        """
        kept = self.state().get("id")
        if kept:
            return str(kept)
        try:
            self.note()
        except (Forbidden, Unavailable):
            return self._by_place()
        return str(self.state()["id"])

    def _by_place(self) -> str:
        place = self.folder.resolve()
        return str(uuid5(NAMESPACE_URL, f"{place.as_uri()}#{place.stat().st_ino}"))

    def writable(self) -> bool:
        """Tell whether files can be made in the folder."""
        if not os.access(self.folder, os.W_OK) or not self.folder.stat().st_mode & 0o222:
            return False
        try:
            (self.folder / lock.NAME).open("ab").close()
        except OSError:
            return False
        return True

    def lock(self) -> AbstractContextManager[None]:
        """Return the folder's lock, to be held for as short as it takes."""
        if not self.writable():
            raise Forbidden(words.FOLDER_READ_ONLY)
        return lock.hold(self.folder, self.cancelled, _WAIT)

    def note(self, *, file: str = "", **more: object) -> None:
        """Keep what there is to know of the folder; takes the lock where something changes."""
        if not self._lacks(self.state(), file, more):
            return
        with self.lock():
            self.note_locked(file=file, **more)

    def note_locked(self, *, file: str = "", **more: object) -> None:
        """Keep what there is to know, for who holds the lock."""
        sweep_temporary(self.folder)
        state = self.state()
        if not self._lacks(state, file, more):
            return
        state = {"id": self._by_place(), "files": []} | state | more
        if file:
            state["files"] = sorted({*state["files"], file})
        text = json.dumps(state, ensure_ascii=False, indent=1)
        with replacement(self.folder / FILE, lambda: None) as new:
            new.write_text(text, "utf-8")

    def _lacks(self, state: dict[str, Any], file: str, more: dict[str, object]) -> bool:
        return not state or bool(file and file not in state["files"]) or any(state.get(k) != v for k, v in more.items())

    def had(self, kind: str) -> bool:
        """Tell whether this table has been in the folder before."""
        return f"{kind}.{self.format}" in self.state().get("files", ())

    def written(self, path: Path) -> str:
        """Return the digest of a file as Banso wrote it last, "" where it never did."""
        return str(self.state().get("written", {}).get(path.name, ""))

    def known(self, kind: str) -> set[str]:
        """Return the ids of all records that were ever seen in a table."""
        try:
            return set((self.folder / _ids(kind)).read_text("utf-8").split("\n")) - {""}
        except FileNotFoundError:
            return set()
        except (OSError, UnicodeDecodeError) as error:
            raise Unavailable(words.of(_ids(kind), words.UNREADABLE)) from error

    def remember(self, kind: str, ids: Iterable[str]) -> None:
        """Add ids to those seen; a line that a crash cut off is no id of anything."""
        new = "".join(f"\n{one}" for one in ids)
        if not new:
            return
        try:
            with (self.folder / _ids(kind)).open("a", encoding="utf-8", newline="") as file:
                file.write(new)
                file.flush()
                os.fsync(file.fileno())
        except OSError as error:
            raise Unavailable(words.of(_ids(kind), words.UNWRITABLE)) from error


def _ids(kind: str) -> str:
    return f".banso-ids-{kind}.txt"
