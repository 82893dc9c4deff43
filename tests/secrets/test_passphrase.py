"""A passphrase gives the same bytes from every keyboard and from a file."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.errors import BansoError
from app.secrets.passphrase import passphrase_bytes, passphrase_from_file


def test_that_width_and_composition_do_not_matter() -> None:
    assert passphrase_bytes("Ｂａｎｓｏ１") == passphrase_bytes("Banso1")
    assert passphrase_bytes("か\u3099くせい") == passphrase_bytes("がくせい")
    assert passphrase_bytes("banso") != passphrase_bytes("Banso")


@pytest.mark.parametrize(
    ("content", "read"),
    [
        (b"open sesame\n", "open sesame"),
        (b"open sesame\r\n", "open sesame"),
        (b"open sesame", "open sesame"),
        (b" two \n\n", " two \n"),
        ("\ufeff伴走する\n".encode(), "伴走する"),
    ],
)
def test_that_a_file_gives_its_text_without_one_line_end(tmp_path: Path, content: bytes, read: str) -> None:
    (tmp_path / "pw").write_bytes(content)
    assert passphrase_from_file(tmp_path / "pw") == read


@pytest.mark.parametrize("content", [b"", b"\n", b"\r\n", b"  \n", "\u3000\n".encode()])
def test_that_a_blank_file_is_refused(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "pw").write_bytes(content)
    with pytest.raises(BansoError) as refused:
        passphrase_from_file(tmp_path / "pw")
    assert refused.value.key == "passphrase.empty"


def test_that_a_missing_file_and_one_of_other_bytes_are_named(tmp_path: Path) -> None:
    (tmp_path / "bytes").write_bytes(b"\xff\xfe\x00")
    for name in ("bytes", "missing"):
        with pytest.raises(BansoError) as refused:
            passphrase_from_file(tmp_path / name)
        assert refused.value.key == "passphrase.file_unreadable"
        assert refused.value.params["path"] == str(tmp_path / name)
