"""What is said of a folder and its files, as English source words; the screens say them in their own language.

What concerns one file is told as "name: words", so that the words can be looked up without the name.
"""

from __future__ import annotations

from pathlib import Path


def N_(words: str) -> str:
    """Mark words that the catalogue has to know."""
    return words


UNREACHABLE = N_("The folder cannot be reached.")
NO_FOLDER = N_("There is no such folder.")
CHOOSE_FOLDER = N_("Choose a folder.")
CHOOSE_FORMAT = N_("Choose CSV or Excel.")
OTHER_FORMAT = {
    "csv": N_("The tables of this folder are CSV files."),
    "xlsx": N_("The tables of this folder are Excel files."),
}
FOLDER_READ_ONLY = N_("The folder is read-only.")
FOLDER_UNWRITABLE = N_("The folder cannot be written to.")
FOLDER_UNLOCKABLE = N_("The folder cannot be locked.")
OTHER_BANSO = N_("Another Banso is writing in the folder.")
MISSING = N_("It is not in the folder any more.")
UNREADABLE = N_("It cannot be read.")
UNWRITABLE = N_("It cannot be written.")
READ_ONLY = N_("It is read-only.")
BUSY = N_("Somebody is writing it at this moment.")
OPEN = N_("It is open in a spreadsheet program.")
SEVERAL = N_("There are several files of this name.")
EMPTY = N_("It is empty.")
NOT_WHOLE = N_("It ends in the middle of a row.")
NO_TEXT = N_("Its characters cannot be read. Save it as CSV UTF-8.")
NO_WORKBOOK = N_("It is not an Excel file, is locked with a password, or is not whole.")
TOO_LARGE = N_("It is too large.")


def of(path: Path | str, words: str, who: str = "") -> str:
    """Return words about one file, with whom they concern."""
    name = path.name if isinstance(path, Path) else path
    return f"{name} ({who}): {words}" if who else f"{name}: {words}"
