"""Verbs for the profile as a whole: init, demo, backup, restore, check, export."""

from __future__ import annotations

import getpass
from argparse import Namespace
from pathlib import Path

from app.cli.answers import Answer, account_name
from app.errors import BansoError
from app.language import _, number
from app.operations.book import Book


def init(arguments: Namespace, profile: Path) -> Answer:
    """Make the profile and show the recovery code, once."""
    from app.operations.profile import make_profile
    from app.secrets.passphrase import passphrase_from_file

    phrase = passphrase_from_file(arguments.passphrase_file) if arguments.passphrase_file else None
    protection = "none" if arguments.unencrypted else "passphrase" if phrase else "keyring"
    made = make_profile(
        profile,
        protection,  # type: ignore[arg-type]
        name=arguments.name or _own_name(),
        zone=arguments.zone,
        passphrase=phrase,
    )
    lines = [_("The profile is made: {folder}", folder=made.folder)]
    if made.recovery_code:
        lines.append(_("Recovery code, shown only now. Write it down and keep it away from this computer:"))
        lines.append(made.recovery_code)
    if protection == "none":
        lines.append(_("This book is not encrypted: whoever has the file can read it."))
    document = {"profile": str(made.folder), "protection": made.protection, "recovery_code": made.recovery_code}
    return Answer(document, "\n".join(lines))


def _own_name() -> str:
    try:
        return getpass.getuser()
    except (KeyError, OSError) as error:
        # A user id without a name, as in a bare container.
        raise BansoError("cli.no_name", field="name") from error


def demo(arguments: Namespace, book: Book) -> Answer:
    """Fill an empty profile with the made-up book."""
    from app.operations.demo import fill_demo

    counts = fill_demo(book, accounts=arguments.accounts, seed=arguments.seed, today=book.clock.today())
    text = _(
        "The made-up book is in: {accounts} accounts, {touchpoints} touchpoints, {readings} readings.",
        accounts=counts.accounts,
        touchpoints=counts.touchpoints,
        readings=counts.readings,
    )
    document = {"accounts": counts.accounts, "touchpoints": counts.touchpoints, "readings": counts.readings}
    return Answer(document, text)


def backup(arguments: Namespace, book: Book) -> Answer:
    """Make a safe copy of the book."""
    from app.operations.care import back_up

    made = back_up(book, arguments.to)
    return Answer(
        {"path": str(made.path), "bytes": made.bytes, "at": made.at.isoformat()},
        _("The back-up is made and was opened to check it: {path}", path=made.path),
    )


def restore(arguments: Namespace, profile: Path) -> Answer:
    """Bring back a copy; the present book is put aside, never deleted."""
    from app.cli.main import passphrase
    from app.operations.care import restore as bring_back

    done = bring_back(profile, arguments.file, passphrase=passphrase())
    aside = str(done.set_aside) if done.set_aside else None
    lines = [_("The book is restored: {path}", path=done.path)]
    if aside:
        lines.append(_("The one before was put aside: {path}", path=aside))
    return Answer({"path": str(done.path), "set_aside": aside}, "\n".join(lines))


def export(arguments: Namespace, book: Book) -> Answer:
    """Write everything as CSV and JSON."""
    from app.operations.export import export_book

    done = export_book(book, arguments.to)
    text = _(
        "Everything is written to {folder}: {rows} rows in {files} files.",
        folder=arguments.to,
        rows=done.rows,
        files=len(done.files),
    )
    return Answer({"files": [str(file) for file in done.files], "rows": done.rows, "hash": done.hash}, text)


def check(_arguments: Namespace, book: Book) -> Answer:
    """Look the whole book over and mend the search index."""
    from dataclasses import asdict

    from app.operations.check import check as look_over

    found = look_over(book)
    if not found.sound:
        text = _("The book is damaged. Restore a back-up; the file was not changed.")
    elif found.repaired:
        text = _("The search index had faults and was made anew.")
    else:
        text = _("The book is sound.")
    return Answer({**asdict(found), "sound": found.sound}, text)


def forget(arguments: Namespace, book: Book) -> Answer:
    """Erase one customer for good; copies of the book are named and stay."""
    from app.operations.accounts import find_account
    from app.operations.forget import forget as erase

    account_id = book.read(find_account, arguments.account)
    done = erase(book, "account", account_id)
    copies = [str(path) for path in done.copies]
    lines = [_("{name} is erased for good: {rows} rows.", name=done.name, rows=number(done.rows))]
    if copies:
        lines.append(_("These copies still hold it:"))
        lines += copies
    if not done.wiped:
        lines.append(_("The book was busy: close other programs that use it and run check."))
    document = {
        "account": account_name(account_id, done.name),
        "rows": done.rows,
        "wiped": done.wiped,
        "copies": copies,
    }
    return Answer(document, "\n".join(lines))
