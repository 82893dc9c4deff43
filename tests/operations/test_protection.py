"""What opens a book: adding, changing and taking away ways, never the last; and the copies of a book."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import keyring
import pytest

from app.errors import BansoError
from app.operations.back_ups import back_ups, drop_copies, set_aside
from app.operations.care import back_up, restore
from app.operations.profile import open_book
from app.operations.protection import new_code, protected, put_code, remove_way, set_passphrase, use_keyring
from app.secrets import keyinfo
from tests.builders import CHEAP, PASSPHRASE, TODAY, new_book, new_profile


def test_that_a_plain_book_says_so_and_has_nothing_to_seal(tmp_path: Path) -> None:
    with new_book(tmp_path) as book:
        found = protected(book)
        assert (found.protection, found.ways, found.folder) == ("none", (), tmp_path)
        assert found.bytes >= (tmp_path / keyinfo.BOOK).stat().st_size
        with pytest.raises(BansoError) as refused:
            set_passphrase(book, "x", cost=CHEAP)
        assert refused.value.key == "protection.none"


def test_that_ways_are_named_and_dated(tmp_path: Path) -> None:
    with new_book(tmp_path, encrypted=True) as book:
        found = protected(book)
        assert [(way.kind, way.made_on, way.last) for way in found.ways] == [
            ("passphrase", datetime.now(UTC).date(), True), ("recovery", datetime.now(UTC).date(), False)
        ]  # fmt: skip


def test_that_a_passphrase_is_changed(tmp_path: Path) -> None:
    with new_book(tmp_path, encrypted=True) as book:
        set_passphrase(book, "another phrase", cost=CHEAP)
    with pytest.raises(BansoError) as refused:
        open_book(tmp_path, passphrase=PASSPHRASE)
    assert refused.value.key == "passphrase.wrong"
    open_book(tmp_path, passphrase="another phrase").close()


def test_that_a_new_code_counts_only_once_it_is_put(tmp_path: Path) -> None:
    old = new_profile(tmp_path, encrypted=True)
    assert old is not None
    with open_book(tmp_path, passphrase=PASSPHRASE) as book:
        new = new_code()
        assert new.code not in repr(new)
        assert keyinfo.unlock(tmp_path, recovery_code=old) == book.key
        put_code(book, new, cost=CHEAP)
        with pytest.raises(BansoError) as refused:
            keyinfo.unlock(tmp_path, recovery_code=old)
        assert refused.value.key == "recovery.wrong"
        assert keyinfo.unlock(tmp_path, recovery_code=new.code) == book.key


def test_that_the_last_ways_stay(tmp_path: Path) -> None:
    with new_book(tmp_path, encrypted=True) as book:
        with pytest.raises(BansoError) as refused:
            remove_way(book, "passphrase")
        assert refused.value.key == "slot.last"
        remove_way(book, "recovery")
        assert [way.kind for way in protected(book).ways] == ["passphrase"]
        with pytest.raises(BansoError):
            remove_way(book, "passphrase")
    open_book(tmp_path, passphrase=PASSPHRASE).close()


def test_that_the_keyring_comes_and_goes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    kept: dict[tuple[str, str], str] = {}

    class Here(keyring.backend.KeyringBackend):
        priority = 5  # type: ignore[assignment]

        def get_password(self, service: str, username: str) -> str | None:
            return kept.get((service, username))

        def set_password(self, service: str, username: str, password: str) -> None:
            kept[service, username] = password

        def delete_password(self, service: str, username: str) -> None:
            del kept[service, username]

    monkeypatch.setattr(keyring, "get_keyring", Here)
    with new_book(tmp_path, encrypted=True) as book:
        use_keyring(book)
        found = protected(book)
        assert found.protection == "keyring" and len(kept) == 1
        remove_way(book, "passphrase")
        assert [way.kind for way in protected(book).ways] == ["keyring", "recovery"]
        with pytest.raises(BansoError):
            remove_way(book, "keyring")
        set_passphrase(book, PASSPHRASE, cost=CHEAP)
        remove_way(book, "keyring")
        assert protected(book).protection == "passphrase"
    open_book(tmp_path, passphrase=PASSPHRASE).close()


def test_that_back_ups_are_listed_with_what_keeps_them(tmp_path: Path) -> None:
    with new_book(tmp_path / "book", today=TODAY) as book:
        made = back_up(book)
        found = back_ups(book)
        assert [(row.path, row.why, row.bytes) for row in found] == [(made.path, "today", made.bytes)]
        assert (found[0].at.date(), found[0].at.hour) == (TODAY, 12)
    restore(tmp_path / "book", made.path)
    aside = set_aside(tmp_path / "book")
    assert len(aside) == 1
    drop_copies(tmp_path / "book", [made.path, *aside])
    assert not made.path.exists() and set_aside(tmp_path / "book") == []
    assert list((tmp_path / "book" / "backups").iterdir()) == []
    with pytest.raises(ValueError, match="within"):
        drop_copies(tmp_path / "book", [tmp_path])
