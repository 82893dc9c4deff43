"""Private files are whole, closed to others, and never placed over one that exists."""

from __future__ import annotations

import os
import stat
from pathlib import Path

import pytest

from app.errors import BansoError
from app.secrets import private_files
from app.secrets.private_files import private_folder, write_whole


def rights(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def test_that_a_written_file_is_for_its_owner_and_leaves_nothing_beside_it(tmp_path: Path) -> None:
    write_whole(tmp_path / "a", b"one")
    write_whole(tmp_path / "a", b"two")
    assert (tmp_path / "a").read_bytes() == b"two"
    assert rights(tmp_path / "a") == 0o600
    assert os.listdir(tmp_path) == ["a"]


@pytest.mark.parametrize("links", [True, False])
def test_that_a_new_file_never_replaces_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, links: bool) -> None:
    if not links:

        def no_links(*_names: object) -> None:
            raise PermissionError("no hard links here")

        monkeypatch.setattr(os, "link", no_links)
    write_whole(tmp_path / "a", b"one", new=True)
    with pytest.raises(FileExistsError):
        write_whole(tmp_path / "a", b"two", new=True)
    assert (tmp_path / "a").read_bytes() == b"one"
    assert os.listdir(tmp_path) == ["a"]


def test_that_a_failed_write_leaves_the_old_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write_whole(tmp_path / "a", b"one")

    def full(_descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(private_files.os, "fsync", full)
    with pytest.raises(OSError, match="space"):
        write_whole(tmp_path / "a", b"two")
    assert (tmp_path / "a").read_bytes() == b"one"
    assert os.listdir(tmp_path) == ["a"]


def test_that_content_and_name_reach_the_disk_in_that_order(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    synced: list[str] = []
    real = os.fsync

    def noted(descriptor: int) -> None:
        kind = "folder" if stat.S_ISDIR(os.fstat(descriptor).st_mode) else "file"
        synced.append(f"{kind} {(tmp_path / 'a').exists()}")
        real(descriptor)

    monkeypatch.setattr(private_files.os, "fsync", noted)
    write_whole(tmp_path / "a", b"one")
    assert synced == ["file False", "folder True"]


def test_that_a_new_folder_is_closed_and_a_filled_one_left_alone(tmp_path: Path) -> None:
    private_folder(tmp_path / "deep" / "new")
    assert rights(tmp_path / "deep" / "new") == 0o700
    (tmp_path / "shared").mkdir(mode=0o755)
    (tmp_path / "shared").chmod(0o755)
    private_folder(tmp_path / "shared")
    assert rights(tmp_path / "shared") == 0o700
    (tmp_path / "shared").chmod(0o755)
    (tmp_path / "shared" / "letter").write_text("mine")
    private_folder(tmp_path / "shared")
    assert rights(tmp_path / "shared") == 0o755


def test_that_a_folder_that_cannot_be_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(BansoError) as refused:
        private_folder(tmp_path / "file" / "profile")
    assert refused.value.key == "profile.folder_unusable"


def test_that_a_file_system_without_rights_is_no_hindrance(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(_path: Path, _rights: int) -> None:
        raise PermissionError(1, "Operation not permitted")

    monkeypatch.setattr(Path, "chmod", refused)
    private_folder(tmp_path / "stick")
    write_whole(tmp_path / "stick" / "a", b"one")
    assert (tmp_path / "stick" / "a").read_bytes() == b"one"
