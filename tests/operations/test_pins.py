from __future__ import annotations

from pathlib import Path

import pytest

from app.errors import BansoError
from app.operations.accounts import find_account, known_account
from app.operations.beside import beside
from app.operations.changes import take_back
from app.operations.pins import PinnedAccount, is_pinned, pin_account, pinned_accounts
from app.operations.saved_views import save_view
from app.operations.today import today_rows
from tests.builders import TODAY, new_book
from tests.views.accounts.books import NAMES, fill


def test_that_an_account_is_pinned_in_the_order_of_the_list_and_let_go_again(tmp_path: Path) -> None:
    with new_book(tmp_path / "p") as book:
        fill(book)
        midori, aoba = (book.read(find_account, name) for name in (NAMES[1], NAMES[0]))
        for account_id in (midori, aoba):
            assert book.write(pin_account, account_id, pinned=True)[1] is True
        assert book.read(pinned_accounts) == [PinnedAccount(aoba, NAMES[0]), PinnedAccount(midori, NAMES[1])]
        changes, differed = book.write(pin_account, aoba, pinned=True)
        assert (changes.id, differed) == (None, False)
        change, _differed = book.write(pin_account, aoba, pinned=False)
        assert not book.read(is_pinned, aoba)
        book.write(take_back, change.id)
        assert book.read(is_pinned, aoba)


def test_that_an_account_that_is_not_there_cannot_be_pinned(tmp_path: Path) -> None:
    with new_book(tmp_path / "p") as book:
        with pytest.raises(BansoError, match=r"account\.unknown"):
            book.write(pin_account, "nobody", pinned=True)
        assert not book.read(known_account, "nobody")
        assert not book.read(is_pinned, "nobody")


def test_that_the_sidebar_says_what_the_pages_say(tmp_path: Path) -> None:
    with new_book(tmp_path / "p") as book:
        fill(book)
        aoba = book.read(find_account, NAMES[0])
        book.write(pin_account, aoba, pinned=True)
        high = {"filters": {"quick": "all", "chosen": {"segment": ["high"]}, "text": ""}}
        book.write(save_view, place="accounts", name="ハイタッチ", spec=high)
        said = book.read(beside, today=TODAY)
        assert said.accounts == len(NAMES)
        assert said.today == len(book.read(today_rows, today=TODAY))
        assert [pin.name for pin in said.pins] == [NAMES[0]]
        assert [(view.name, view.count) for view in said.views] == [("ハイタッチ", 1)]
