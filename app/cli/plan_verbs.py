"""Verbs for mutual plans: out to the customer as a file, and back."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from app.cli.answers import Answer, account_name
from app.language import _, current, day, keyed
from app.operations.book import Book

if TYPE_CHECKING:
    from app.operations.plans.answered import AnsweredChange
    from app.operations.plans.returns import PlanReturn, Said


def plan(arguments: Namespace, book: Book) -> Answer:
    """Write a plan as a file for the customer, or take in what came back."""
    return _export(arguments, book) if arguments.way == "export" else _import(arguments, book)


def _export(arguments: Namespace, book: Book) -> Answer:
    from app.operations.plans.exporting import plan_named, write_plan_file

    plan_id = book.read(plan_named, arguments.account, arguments.plan)
    done = write_plan_file(book, plan_id, to=arguments.to, lang=arguments.lang or current())
    document = {"plan": plan_id, "version": done.version, "path": str(done.path)}
    return Answer(document, _("The plan is written: {path} (version {n})", path=done.path, n=done.version))


def _import(arguments: Namespace, book: Book) -> Answer:
    from app.operations.plans.returns import Said, read_return, take_in

    found = read_return(book, arguments.file)
    if arguments.dry_run:
        committed: Sequence[Said] = [
            Said(one.item, one.item_id, one.answered, one.on)
            for one in found.changes
            if one.field == "commitment" and one.can_be_taken
        ]
    else:
        _changes, taken = book.write(take_in, found.answers, found.key, today=book.clock.today())
        committed = taken.committed
    document = {
        "account": account_name(found.account_id, found.account),
        "plan": {"id": found.plan_id, "name": found.plan},
        "version": found.version,
        "taken_on": found.taken_on.isoformat() if found.taken_on is not None else None,
        "changes": [_change(one) for one in found.changes],
        "committed": [{"item": one.item, "by": one.by, "on": one.on.isoformat()} for one in committed],
        "unread": [{"item": one.item, "value": one.value} for one in found.unread],
    }
    return Answer(document, "\n".join(_lines(found, dry=arguments.dry_run)))


def _change(one: AnsweredChange) -> dict[str, object]:
    return {
        "item": one.item, "field": one.field, "sent": one.sent, "now": one.now, "answered": one.answered, "by": one.by,
        "on": one.on.isoformat(), "conflict": one.conflict, "taken": one.can_be_taken,
    }  # fmt: skip


def _lines(found: PlanReturn, *, dry: bool) -> list[str]:
    if found.taken_on is not None:
        return [_("This reply was taken in on {day}; nothing changes.", day=day(found.taken_on))]
    if found.is_empty:
        return [_("Nothing was filled in in this file.")]
    head = _("Would take in from {account}, {plan} (version {n}):") if dry else _(
        "Taken in from {account}, {plan} (version {n}):"
    )  # fmt: skip
    lines = [head.format(account=found.account, plan=found.plan, n=found.version)]
    lines += [f"- {_words(one)}" for one in found.changes]
    if not found.changes:
        lines.append(_("Nothing that is not in the plan already."))
    if found.latest > found.version:
        lines.append(_("Version {n} has gone out since; what was changed in the plan is marked.", n=found.latest))
    lines += [_("Not readable as a number: {item}: {value}", item=one.item, value=one.value) for one in found.unread]
    return lines


def _words(one: AnsweredChange) -> str:
    what = f"{one.answered}, {day(one.on)}" if one.field == "commitment" else one.answered
    if one.field == "done":
        what = _day(one.answered)
    name = keyed("plan.answered", one.field)
    text = f"{one.item} · {name}: {what}"
    if one.field in {"done", "reading"} and (one.sent or one.now):
        was = (_day(one.now) if one.field == "done" else one.now) or "–"
        text += " " + _("(so far {value})", value=was)
    if one.gone:
        return f"{text} {_('[not in the plan any more]')}"
    return f"{text} {_('[the plan was changed since]')}" if one.conflict else text


def _day(iso: str) -> str:
    return day(date.fromisoformat(iso)) if iso else _("open again")
