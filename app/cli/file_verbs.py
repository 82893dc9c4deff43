"""Verbs that read files in and write decks out: import, qbr, pack."""

from __future__ import annotations

from argparse import Namespace

from app.cli.answers import Answer
from app.errors import BansoError
from app.language import _, ngettext
from app.operations.account_names import ANOTHER
from app.operations.accounts import find_account
from app.operations.book import Book
from app.operations.reviews.rows import Written


def import_files(arguments: Namespace, book: Book) -> Answer:
    """Bring in files: good rows in, bad rows named; calendars and mails; or a folder that `export` made."""
    if any(path.is_dir() for path in arguments.files):
        return _import_folder(arguments, book)
    from app.cli.arriving import bring_in, is_arriving
    from app.imports.words import row_error_words
    from app.operations.importing.run import Report, import_paths

    tables = [path for path in arguments.files if not is_arriving(path)]
    brought = bring_in(book, [path for path in arguments.files if is_arriving(path)], dry_run=arguments.dry_run)
    report = (
        Report()
        if not tables
        else import_paths(
            book,
            tables,
            kind=None if arguments.kind == "auto" else arguments.kind,
            given=dict(arguments.map),
            named={name: book.read(find_account, account) if account else ANOTHER for name, account in arguments.same},
            dry_run=arguments.dry_run,
        )
    )
    rejected: list[dict[str, object]] = [
        {"row": bad.row, "column": bad.column, "message": row_error_words(bad), "file": bad.file}
        for bad in report.rejected
    ]
    rejected += brought.rejected
    document = {
        "imported": report.imported + brought.imported,
        "updated": report.updated + brought.updated,
        "unchanged": report.unchanged + brought.unchanged,
        "rejected": rejected,
    }
    words = (
        _("Would import {imported}, update {updated}, leave {unchanged} as they are, reject {rejected}.")
        if arguments.dry_run
        else _("Imported {imported}, updated {updated}, left {unchanged} as they are, rejected {rejected}.")
    )
    lines = [words.format(**{**document, "rejected": len(rejected)})]
    lines += [
        _("{file}, row {row}, {column}: {message}", **{**bad, "column": bad["column"] or "–"}) for bad in rejected
    ]
    moves = len(report.changes.ids("move"))
    if moves:
        lines.append(ngettext("{n} sign of a move waits: banso moves", "{n} signs of moves wait: banso moves", moves))
    return Answer(document, "\n".join(lines))


def _import_folder(arguments: Namespace, book: Book) -> Answer:
    from app.operations.export_folder import import_export

    if len(arguments.files) > 1:
        raise BansoError("export_folder.alone", field="files")
    if arguments.dry_run:
        raise BansoError("export_folder.no_dry_run", field="dry_run")
    done = import_export(book, arguments.files[0])
    document = {"imported": done.imported, "updated": done.updated, "unchanged": done.unchanged, "rejected": []}
    words = _("Imported {imported}, updated {updated}, left {unchanged} as they are, rejected {rejected}.")
    return Answer(document, words.format(**{**document, "rejected": 0}))


def qbr(arguments: Namespace, book: Book) -> Answer:
    """Write the review of an account for a period, as a deck or as a PDF."""
    from app.operations.reviews.exporting import write_review_deck

    done = write_review_deck(
        book,
        arguments.account,
        period=arguments.period,
        to=arguments.to,
        template=arguments.template,
        with_notes=arguments.notes,
        lang=arguments.lang,
    )
    return _deck(done, arguments)


def metrics_deck(arguments: Namespace, book: Book) -> Answer:
    """Write the figures of a period as a deck."""
    from app.operations.metrics_deck import write_metrics_deck

    return _deck(write_metrics_deck(book, arguments.to, period=arguments.period, lang=arguments.lang), arguments)


def _deck(done: Written, arguments: Namespace) -> Answer:
    document = {"slides": done.slides, "warnings": list(done.warnings), "data_as_of": done.data_as_of.isoformat()}
    lines = [_("The deck is written: {path} ({slides} slides)", path=arguments.to, slides=done.slides)]
    return Answer(document, "\n".join([*lines, *(f"- {warning}" for warning in done.warnings)]))


def pack(arguments: Namespace, book: Book) -> Answer:
    """Write the health model with cadences and rhythms to a file, or take them over from one."""
    from app.operations.health.model_files import read_document, write_document
    from app.operations.health.models import model_at
    from app.operations.health.packs import export_pack, import_pack

    if arguments.way == "export":
        write_document(book.read(export_pack), arguments.file)
        version = book.read(model_at).version
        document = {"path": str(arguments.file), "model_version": version}
        return Answer(document, _("The pack is written: {path}", path=arguments.file))
    read = read_document(arguments.file)
    reason = arguments.reason or _("Pack {file}", file=arguments.file.name)
    _changes, done = book.write(import_pack, read, reason=reason)
    lines = [
        _("The pack changes nothing here.")
        if done.model_version is None and not done.settings
        else _("The pack is taken over.")
    ]
    if done.model_version is not None:
        lines.append(_("The health model is now version {n}.", n=done.model_version))
    if done.settings:
        lines.append(_("Settings changed: {names}", names=", ".join(done.settings)))
    if done.left_out:
        lines.append(_("Not taken over, as this Banso does not know it: {parts}", parts=", ".join(done.left_out)))
    taken = {
        "model_version": done.model_version, "settings": list(done.settings), "left_out": list(done.left_out),
    }  # fmt: skip
    return Answer(taken, "\n".join(lines))
