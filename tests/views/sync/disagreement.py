"""A book and a folder about whose records both sides say something else, as a journey finds them."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from app.operations.accounts import amend_accounts, find_account
from app.operations.book import Book
from app.operations.promises import amend_promise, open_promises
from app.operations.syncing.differences import differences
from tests.builders import TODAY
from tests.views.accounts.books import NAMES, fill
from tests.views.sync.shared_folder import SharedFolder


@dataclass(frozen=True)
class Texts:
    """What stood in a field, what each side made of it, and what the person adds in the end."""

    base: str
    mine: str
    theirs: str
    added: str


TEXTS = {
    "ja": Texts(
        "棚卸し時間を半分にする。",
        "棚卸し時間を月20時間以下にする。",
        "棚卸し時間を3割減らす。欠品率 2.5% 以下。",
        "来期も続ける。",
    ),
    "en": Texts(
        "Cut stock-taking in half.",
        "Cut stock-taking to 20 h a month.",
        "Cut stock-taking by a third. Stock-outs below 2.5%.",
        "Goes on next year. ",
    ),
}


@dataclass(frozen=True)
class Scene:
    """The folder, and the records about which both sides say something else."""

    shared: SharedFolder
    account: str
    promise: str


def prepare(book: Book, folder: Path, texts: Texts) -> Scene:
    """Share the book with a folder, let both sides edit, and sync: three questions stay open."""
    fill(book)
    account = book.read(find_account, NAMES[0])
    agreed = {"fit_reason": texts.base, "industry": "小売"}
    book.write(amend_accounts, [account], agreed, today=TODAY)
    shared = SharedFolder(book, folder)
    promise = book.read(open_promises)[0]
    book.write(amend_accounts, [account], {"fit_reason": texts.mine, "industry": "外食"}, today=TODAY)
    book.write(amend_promise, promise.id, {"text": f"{promise.text} (2)"})
    shared.edit("accounts", account, fit_reason=texts.theirs, industry="食品")
    shared.delete("tasks", promise.id)
    shared.sync()
    assert len(book.read(differences)) == 3
    return Scene(shared, account, promise.id)


def reason_there(scene: Scene) -> str:
    """Return what stands in the folder as the reason of the fit."""
    return scene.shared.row("accounts", scene.account)["fit_reason"].strip()


def industry_there(scene: Scene) -> str:
    """Return the account's industry in the folder."""
    return scene.shared.row("accounts", scene.account)["industry"]


def promises_there(scene: Scene) -> str:
    """Return the promises in the folder, a line each."""
    return "\n".join(row["text"] for row in scene.shared.rows("tasks"))


def was_added(text: str, texts: Texts) -> bool:
    """Tell whether a text ends with what the person added."""
    return text.endswith(texts.added.strip())


def is_within(text: str, texts: Texts) -> bool:
    """Tell whether what the person added stands in a text."""
    return texts.added.strip() in text
