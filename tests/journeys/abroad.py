"""What others do outside of Banso: a drive that comes and goes, and a colleague with a program of their own."""

from __future__ import annotations

import csv
from pathlib import Path

DRIVE, AWAY, FOLDER = "drive", "away", "shared"


def plug_in(home: Path) -> Path:
    """Make a drive with an empty folder, and return the folder."""
    folder = home / DRIVE / FOLDER
    folder.mkdir(parents=True)
    return folder


def take_off(home: Path) -> Path:
    """Take the drive out of reach; return where the folder is for those who have it."""
    (home / DRIVE).rename(home / AWAY)
    return home / AWAY / FOLDER


def land(home: Path) -> None:
    """Bring the drive back."""
    (home / AWAY).rename(home / DRIVE)


def has_accounts(folder: Path) -> bool:
    """Tell whether the accounts are there."""
    return (folder / "accounts.csv").exists()


def accounts_there(folder: Path) -> dict[str, str]:
    """Return the industry of each account there, by its name."""
    return {row["name"]: row["industry"] for row in _rows(folder)}


def colleague_writes(folder: Path, name: str, industry: str) -> None:
    """Write one cell."""
    rows = [{**row, "industry": industry} if row["name"] == name else row for row in _rows(folder)]
    with (folder / "accounts.csv").open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)


def _rows(folder: Path) -> list[dict[str, str]]:
    with (folder / "accounts.csv").open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))
