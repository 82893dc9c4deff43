"""Verbs of the daily desk: accounts, today, log, search."""

from __future__ import annotations

from argparse import Namespace

from app.cli.answers import Answer, account_name, money, table
from app.health.document import decimal_text
from app.language import _, day, name_of, ngettext, short_day, short_money
from app.operations.accounts import AccountRow, account_rows
from app.operations.book import Book
from app.operations.health.row_health import RowHealth


def accounts(_arguments: Namespace, book: Book) -> Answer:
    """List the accounts."""
    from app.operations.health.book_scores import book_scores

    today = book.clock.today()
    rows, health = book.read(account_rows, today=today), book.read(book_scores, today=today)
    headings = (
        _("Account"), _("Health"), _("Segment"), _("Phase"), _("MRR"), _("Notice by"), _("Renewal"), _("Last contact"),
    )  # fmt: skip
    lines = [
        (
            row.name,
            _health(health.get(row.id, RowHealth())),
            name_of(row.segment) if row.segment else "–",
            name_of(row.phase) if row.phase else "–",
            short_money(row.mrr, row.currency) if row.mrr else "–",
            day(row.notice_date) if row.notice_date else "–",
            _ends(row),
            ngettext("{n} day ago", "{n} days ago", (today - row.last_touch).days) if row.last_touch else "–",
        )
        for row in rows
    ]
    text = table(headings, lines) if lines else _("No accounts yet. Import a file or fill the made-up book.")
    return Answer([_account(row, health.get(row.id, RowHealth())) for row in rows], text)


def _health(row: RowHealth) -> str:
    return name_of(row.band) if row.score is None else f"{row.score} {name_of(row.band)}"


def _ends(row: AccountRow) -> str:
    if row.renewal_date is not None or row.late is None:
        return day(row.renewal_date) if row.renewal_date else "–"
    return _("{day} (late)", day=day(row.late.end))


def _account(row: AccountRow, health: RowHealth) -> dict[str, object]:
    return {
        "id": row.id,
        "name": row.name,
        "segment": row.segment,
        "phase": row.phase,
        "health": {"score": health.score, "band": str(health.band), "coverage": decimal_text(health.coverage)},
        "mrr": money(row.mrr, row.currency),
        "renewal_date": row.renewal_date.isoformat() if row.renewal_date else None,
        "notice_date": row.notice_date.isoformat() if row.notice_date else None,
        "renewal_late": (
            {"ended": row.late.end.isoformat(), "counts_until": row.late.until.isoformat()} if row.late else None
        ),
        "last_touch": row.last_touch.isoformat() if row.last_touch else None,
        "cadence_days": row.cadence_days,
    }


def today(_arguments: Namespace, book: Book) -> Answer:
    """Whom to contact today, and why, in order."""
    from app.operations.health.book_scores import book_scores
    from app.operations.meetings.folder import bring_in_calendar
    from app.operations.signals.causes import causes_of_book
    from app.operations.signals.digest import tech_digest
    from app.operations.signals.sweep import fire
    from app.operations.today import account_count, scored_rows, today_words
    from app.operations.today_words import digest_words

    now = book.clock.today()
    bring_in_calendar(book)
    health = book.read(book_scores, today=now)
    book.write(fire, today=now, causes=book.read(causes_of_book, today=now, health=health))
    rows = [(row, *today_words(row)) for row in book.read(scored_rows, today=now, health=health)]
    document = [
        {
            "account": account_name(row.account_id, row.account),
            "kind": str(row.kind),
            "text": text,
            "why": why,
            "due": row.due.isoformat() if row.due else None,
            "rank": row.rank,
        }
        for row, text, why in rows
    ]
    lines = [short_day(now), ""]
    lines += [f"{row.rank:>3}. {row.account}  {text}\n     {name_of(row.kind)} · {why}" for row, text, why in rows]
    if not rows and not book.read(account_count):
        lines.append(_("No accounts yet. Import a file or fill the made-up book."))
    elif not rows:
        lines.append(_("All promises kept. Anyone on your mind?"))
    if (digest := book.read(tech_digest, today=now)) is not None:
        lines += ["", digest_words(digest)]
    return Answer(document, "\n".join(lines))


def log(arguments: Namespace, book: Book) -> Answer:
    """Log a touchpoint from one line."""
    from app.operations.quick_log import log_line

    now = book.clock.now()
    _changes, done = book.write(log_line, arguments.line, today=book.clock.today(), now=now, by_id=book.by_id)
    document = {
        "touchpoint": done.touchpoint_id,
        "account": account_name(done.account_id, done.account),
        "promises": [
            {"id": p.id, "text": p.text, "due": p.due.isoformat() if p.due else None, "owner": str(p.owner)}
            for p in done.promises
        ],
        "similar": [
            {
                "id": s.promise_id,
                "text": s.text,
                "due": s.due.isoformat() if s.due else None,
                "new_text": s.new_text,
                "new_due": s.new_due.isoformat() if s.new_due else None,
            }
            for s in done.similar
        ],
        "indicators": [str(flag) for flag in done.indicators],
    }
    lines = [_("Logged for {account}.", account=done.account)]
    for promise in done.promises:
        lines.append(
            _("Promise: {text}, by {due}", text=promise.text, due=short_day(promise.due))
            if promise.due
            else _("Promise: {text}", text=promise.text)
        )
    lines += [_("Like an open promise: {text}", text=similar.text) for similar in done.similar]
    return Answer(document, "\n".join(lines))


def search(arguments: Namespace, book: Book) -> Answer:
    """Find words in everything written."""
    from app.operations.finding import search as find

    found = book.read(find, " ".join(arguments.words), order=arguments.order, limit=arguments.limit)
    document = {
        "total": found.total,
        "capped": found.capped,
        "hits": [
            {
                "kind": hit.kind,
                "id": hit.id,
                "account": account_name(hit.account_id, hit.account) if hit.account_id else None,
                "date": hit.date.isoformat(),
                "snippet": hit.snippet.text,
            }
            for hit in found.hits
        ],
    }
    count = ngettext("{n} hit", "{n} hits", found.total)
    lines = [_("more than {count}", count=count) if found.capped else count]
    lines += [f"{day(hit.date)}  {hit.account}\n    {hit.snippet.text}" for hit in found.hits]
    return Answer(document, "\n".join(lines))
