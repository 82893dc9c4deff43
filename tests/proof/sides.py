"""The other sides of the proof of syncing: a folder of tables, and a CRM over HTTP that can kill whoever asks it."""

from __future__ import annotations

import csv
import io
import os
import random
import shutil
import signal
import sys
from abc import ABC, abstractmethod
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

STRANGER = Path(__file__).parents[1] / "stranger"
Fields = tuple[str | None, str | None]


class Side(ABC):
    """What others work with: accounts by name, with domain and industry; a name stands for one account only."""

    connector = ""

    @abstractmethod
    def settings(self) -> list[str]:
        """Return the arguments of `banso connect`."""

    @abstractmethod
    def accounts(self) -> dict[str, Fields]:
        """Return what is there; a twin is an AssertionError."""

    @abstractmethod
    def write(self, new: Mapping[str, Fields], domains: Mapping[str, str], gone: set[str]) -> None:
        """Let others make accounts, set domains and delete."""

    @abstractmethod
    def busy(self) -> bool:
        """Tell whether somebody is in the middle of writing there at this instant."""

    def kill_at(self, pid: int, chance: random.Random) -> bool:
        """Arrange that the process dies within a request; False where nothing is asked of this side over a line."""
        return False

    @abstractmethod
    def spare(self) -> None:
        """Kill nobody any more."""

    @abstractmethod
    def close(self) -> None:
        """Take it down."""


def one_of_each(told: list[tuple[str, Fields]]) -> dict[str, Fields]:
    """Return accounts by name, of which there is one of each."""
    names = [name for name, _fields in told]
    assert len(set(names)) == len(names), f"twins: {sorted({one for one in names if names.count(one) > 1})}"
    return dict(told)


class Share(Side):
    """A folder that colleagues edit with a spreadsheet program."""

    connector = "folder"

    def __init__(self, folder: Path) -> None:
        self.folder = folder / "share"
        self.folder.mkdir(parents=True)
        self.table = self.folder / "accounts.csv"

    def settings(self) -> list[str]:
        """Name the folder."""
        return ["--set", f"folder={self.folder}"]

    def _rows(self) -> list[dict[str, str]]:
        if not self.table.exists():
            return []
        return list(csv.DictReader(io.StringIO(self.table.read_text("utf-8-sig"), newline="")))

    def accounts(self) -> dict[str, Fields]:
        """Read the table."""
        return one_of_each([(row["name"], (row["domain"] or None, row["industry"] or None)) for row in self._rows()])

    def write(self, new: Mapping[str, Fields], domains: Mapping[str, str], gone: set[str]) -> None:
        """Save the table as a whole, as a spreadsheet program does; new rows have no id."""
        rows = [row for row in self._rows() if row["name"] not in gone]
        for row in rows:
            row["domain"] = domains.get(row["name"], row["domain"])
        headings = list(rows[0]) if rows else ["banso_id", "name", "domain", "industry"]
        rows += [
            {"name": name, "domain": domain or "", "industry": trade or ""} for name, (domain, trade) in new.items()
        ]
        out = io.StringIO(newline="")
        writer = csv.DictWriter(out, headings, restval="")
        writer.writeheader()
        writer.writerows(rows)
        self.table.write_text(out.getvalue(), "utf-8-sig", newline="")

    def busy(self) -> bool:
        """Look for a file that is to replace the table."""
        return any(one.name != "accounts.csv" and "accounts.csv" in one.name for one in self.folder.iterdir())

    def spare(self) -> None:
        """Files kill nobody."""

    def close(self) -> None:
        """Leave it lying there."""


class Line(Side):
    """Acme, served by this very process: it kills the client at a request, before or after doing what it asks."""

    connector = "acme"

    def __init__(self, folder: Path, home: Path) -> None:
        self._installed(home / "connectors" / "acme")
        sys.path.insert(0, str(STRANGER))
        try:
            from banso_acme.bench import AcmeBench
        finally:
            sys.path.remove(str(STRANGER))
        folder.mkdir()
        self.bench: Any = AcmeBench(folder)
        self.crm = self.bench.server
        self.crm.delete("accounts", self.bench.owner)
        self.crm.purge("accounts", self.bench.owner)
        self.key = folder / "key.txt"
        self.key.write_text(self.bench.secrets()["key"])
        self._answer = self.bench.front.answer
        self.bench.front.answer = self._met
        self._strike: Callable[[Any, bool], bool] = lambda _asked, _after: False
        self._victim = 0

    def _installed(self, place: Path) -> None:
        # As a person does who puts a connector into the data folder.
        shutil.copytree(STRANGER / "banso_acme", place / "banso_acme", ignore=shutil.ignore_patterns("__pycache__"))
        about = place / "banso_acme-1.0.0.dist-info"
        about.mkdir()
        (about / "METADATA").write_text("Metadata-Version: 2.1\nName: banso-acme\nVersion: 1.0.0\n")
        (about / "entry_points.txt").write_text("[banso.connectors]\nacme = banso_acme:AcmeConnector\n")

    def settings(self) -> list[str]:
        """Name the address, and the file with the key."""
        return ["--set", f"url={self.bench.front.url}", "--secret", f"key={self.key}"]

    def accounts(self) -> dict[str, Fields]:
        """Look into the database."""
        found = self.crm.records("accounts").values()
        return one_of_each([(one.fields["Name"], (one.fields["Domain"], one.fields["Industry"])) for one in found])

    def write(self, new: Mapping[str, Fields], domains: Mapping[str, str], gone: set[str]) -> None:
        """Write to the database."""
        by_name = {one.fields["Name"]: one.id for one in self.crm.records("accounts").values()}
        for name, domain in domains.items():
            self.crm.edit("accounts", by_name[name], {"Domain": domain})
        for name in gone:
            self.crm.delete("accounts", by_name[name])
        for name, (domain, trade) in new.items():
            self.crm.create("accounts", {"Name": name, "Domain": domain, "Industry": trade})

    def busy(self) -> bool:
        """Nobody can see that from outside."""
        return False

    def kill_at(self, pid: int, chance: random.Random) -> bool:
        """Kill at some write, mostly once it is applied and before anybody is told."""
        after, left = chance.random() < 0.7, chance.randint(0, 1)

        def strike(asked: Any, applied: bool) -> bool:
            nonlocal left
            if not asked.path.startswith("/write/") or applied != after:
                return False
            left -= 1
            return left < 0

        self._victim, self._strike = pid, strike
        return True

    def _met(self, asked: Any) -> Any:
        self._hit(asked, False)
        answer = self._answer(asked)
        self._hit(asked, True)
        return answer

    def _hit(self, asked: Any, applied: bool) -> None:
        if self._victim and self._strike(asked, applied):
            os.kill(self._victim, signal.SIGKILL)
            self._victim = 0

    def spare(self) -> None:
        """Kill nobody any more."""
        self._victim = 0

    def close(self) -> None:
        """Stop serving."""
        self.bench.close()
