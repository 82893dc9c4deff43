"""Files and folders that only their owner may read, written whole or not at all."""

from __future__ import annotations

import os
import sys
from contextlib import suppress
from pathlib import Path

from app.errors import BansoError


def private_folder(folder: Path) -> None:
    """Make `folder` (0700) where it is missing; an empty one is closed to others, a filled one is left as it is.

    "profile.folder_unusable" where the system refuses.
    """
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        folder.mkdir(mode=0o700, exist_ok=True)
        # A filled folder may be somebody's home or /tmp, named by mistake: its rights are not ours to change.
        if not any(folder.iterdir()):
            close_to_others(folder, 0o700)
    except OSError as error:
        raise BansoError("profile.folder_unusable", field="profile", folder=str(folder)) from error


def close_to_others(path: Path, rights: int) -> None:
    """Give `path` these rights, where the file system knows any: FAT refuses, and everybody may read there."""
    if sys.platform != "win32":
        with suppress(PermissionError):
            path.chmod(rights)


def write_whole(path: Path, data: bytes, *, new: bool = False) -> None:
    """Write `path` (0600) so that a crash leaves the old file or the new one, never a part.

    With `new` a file that exists is never replaced: FileExistsError, also when another process was faster.
    """
    import tempfile

    descriptor, name = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)
    temporary = Path(name)
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        if new:
            _place_new(temporary, path)
        else:
            temporary.replace(path)
        sync_folder(path.parent)
    finally:
        temporary.unlink(missing_ok=True)


def sync_folder(folder: Path) -> None:
    """Make the names in `folder` survive a power loss; Windows does so by itself."""
    if sys.platform == "win32":
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def sync_file(path: Path) -> None:
    """Make the content of `path` survive a power loss."""
    with path.open("rb+") as file:
        os.fsync(file.fileno())


def _place_new(temporary: Path, path: Path) -> None:
    # rename() replaces silently everywhere but on Windows; link() never does.
    if sys.platform == "win32":
        temporary.rename(path)
        return
    try:
        os.link(temporary, path)
    except FileExistsError:
        raise
    except OSError:
        # A file system without hard links (exFAT): the look and the rename are two steps there.
        if os.path.lexists(path):
            raise FileExistsError(path) from None
        temporary.rename(path)
