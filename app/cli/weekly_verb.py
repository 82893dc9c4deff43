"""The verb of the weekly report: text for a mail to one's own house, or one document."""

from __future__ import annotations

from argparse import Namespace

from app.cli.answers import Answer, account_name, money
from app.language import current
from app.operations.book import Book
from app.operations.money.calls import MovedCall
from app.operations.weekly import BandChange, Help, Weekly
from app.operations.weekly import weekly as ask
from app.operations.weekly_parts import weekly_document


def weekly(arguments: Namespace, book: Book) -> Answer:
    """Tell what the last seven days brought."""
    found = book.read(ask, today=book.clock.today())
    return Answer(_document(found), weekly_document(found, lang=arguments.lang or current()).plain())


def _document(found: Weekly) -> dict[str, object]:
    return {
        "from": found.start.isoformat(),
        "to": found.end.isoformat(),
        "bands": [_band(one) for one in found.bands],
        "calls": [_call(one) for one in found.calls],
        "help": [_help(one) for one in found.help],
        "touches": {
            "total": sum(found.by_kind.values()),
            "accounts": len(found.met),
            "two_way_accounts": found.two_way,
            "minutes": found.minutes,
            "by_kind": {str(kind): n for kind, n in found.by_kind.items()},
        },
    }


def _band(one: BandChange) -> dict[str, object]:
    return {
        "account": account_name(one.account_id, one.account),
        "before": {"band": str(one.before), "score": one.score_before},
        "now": {"band": str(one.now), "score": one.score},
        "causes": [{"cause": str(driver.cause), "effect": str(driver.effect)} for driver in one.drivers],
    }


def _call(one: MovedCall) -> dict[str, object]:
    now, before = one.now, one.before
    return {
        "account": account_name(now.account_id, now.account),
        "contract": now.contract_id,
        "on": now.called_on.isoformat(),
        "before": money(before.committed, before.currency) if before else None,
        "now": money(now.committed, now.currency),
        "reason": now.reason,
    }


def _help(one: Help) -> dict[str, object]:
    due = one.due.isoformat() if one.due else None
    return {"account": account_name(one.account_id, one.account), "text": one.text, "who": one.who, "due": due}
