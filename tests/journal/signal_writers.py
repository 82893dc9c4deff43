"""Signals for the machine: the sweep, the rules and playbooks, and what is done with calls to action."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import timedelta
from pathlib import Path

from hypothesis import strategies as st
from sqlalchemy import select

from app.alerts.plays import write_play
from app.models import tables
from app.models.database import Session
from app.operations.book import Book
from app.operations.signals.acts import (
    dismiss_cta,
    finish_cta,
    move_cta,
    raise_cta,
    snooze_cta,
    start_play,
    stop_play,
    tick_step,
)
from app.operations.signals.playbooks import keep_playbook, remove_playbook
from app.operations.signals.rules import change_rule, reset_rule, switch_rule
from app.operations.signals.shipped import shipped_plays, shipped_rules
from app.operations.signals.sweep import fire
from tests.builders import TODAY

Draw = st.DataObject
Write = Callable[[Book, Draw, Path], str | None]

_RULES = st.sampled_from([*(rule.key for rule in shipped_rules()), "weather"])
_PLAYS = st.sampled_from([None, "usage_drop", "sponsor_departure", "own", "nothing"])
_WORDS = st.sampled_from(["", " ", "もう解決", "<b>not now</b>"])
_BODIES: st.SearchStrategy[Mapping[str, object]] = st.sampled_from(
    [{}, {"on": False}, {"urgency": 9}, {"urgency": 0}, {"playbook": "usage_drop"}, {"parameters": {"count": 1}}]
)
_DAYS = st.integers(-2, 60).map(lambda days: TODAY + timedelta(days))


def _some(book: Book, draw: Draw, entity: str) -> str | None:
    table = tables.metadata.tables[entity]

    def ids(session: Session) -> list[str]:
        rows = session.execute(select(table.c.id).where(table.c.deleted_at.is_(None)).order_by(table.c.no))
        return [row[0] for row in rows]

    known = book.read(ids)
    return draw.draw(st.sampled_from(known), entity) if known else None


def _fires(book: Book, draw: Draw, _folder: Path) -> str | None:
    return book.write(fire, today=draw.draw(_DAYS))[0].id


def _raises(book: Book, draw: Draw, _folder: Path) -> str | None:
    there = _some(book, draw, "account")
    if there is None:
        return None
    said, play, due = draw.draw(_WORDS), draw.draw(_PLAYS), draw.draw(st.sampled_from([None, TODAY]))
    return book.write(raise_cta, there, text=said, due=due, playbook=play, today=TODAY)[0].id


def _on_cta(write: Callable[[Book, Draw, str], str | None]) -> Write:
    def run(book: Book, draw: Draw, _folder: Path) -> str | None:
        there = _some(book, draw, "cta")
        return write(book, draw, there) if there else None

    return run


def _ticks(book: Book, draw: Draw, _folder: Path) -> str | None:
    there = _some(book, draw, "promise")
    return book.write(tick_step, there, done=draw.draw(st.booleans()), today=TODAY)[0].id if there else None


def _changes(book: Book, draw: Draw, _folder: Path) -> str | None:
    return book.write(change_rule, draw.draw(_RULES), draw.draw(_BODIES), reason=draw.draw(_WORDS))[0].id


def _switches(book: Book, draw: Draw, _folder: Path) -> str | None:
    return book.write(switch_rule, draw.draw(_RULES), on=draw.draw(st.booleans()), reason=draw.draw(_WORDS))[0].id


def _resets(book: Book, draw: Draw, _folder: Path) -> str | None:
    return book.write(reset_rule, draw.draw(_RULES), reason=draw.draw(_WORDS))[0].id


def _keeps(book: Book, draw: Draw, _folder: Path) -> str | None:
    name = draw.draw(st.sampled_from(["自分の手順", "", "Mine"]))
    play = {**write_play(shipped_plays()["usage_drop"]), "name": {"ja": name}}
    return book.write(keep_playbook, {**play, "key": draw.draw(st.sampled_from(["usage_drop", "own"]))})[0].id


def _removes(book: Book, draw: Draw, _folder: Path) -> str | None:
    key = draw.draw(st.sampled_from(["usage_drop", "own", "expansion", "nothing"]))
    return book.write(remove_playbook, key, lang="ja")[0].id


SIGNALS: Mapping[str, Write] = {
    "signals.acts.dismiss_cta": _on_cta(
        lambda book, draw, cta: book.write(dismiss_cta, cta, reason=draw.draw(_WORDS), today=TODAY)[0].id
    ),
    "signals.acts.finish_cta": _on_cta(
        lambda book, draw, cta: (
            book.write(
                finish_cta, cta, outcome=draw.draw(st.sampled_from(["achieved", "partly", "never"])), today=TODAY
            )[0].id
        )
    ),
    "signals.acts.move_cta": _on_cta(
        lambda book, draw, cta: book.write(move_cta, cta, due=draw.draw(_DAYS), today=TODAY)[0].id
    ),
    "signals.acts.raise_cta": _raises,
    "signals.acts.snooze_cta": _on_cta(
        lambda book, draw, cta: book.write(snooze_cta, cta, until=draw.draw(_DAYS), today=TODAY)[0].id
    ),
    "signals.acts.start_play": _on_cta(
        lambda book, draw, cta: book.write(start_play, cta, playbook=draw.draw(_PLAYS), today=TODAY)[0].id
    ),
    "signals.acts.stop_play": _on_cta(lambda book, _draw, cta: book.write(stop_play, cta, today=TODAY)[0].id),
    "signals.acts.tick_step": _ticks,
    "signals.playbooks.keep_playbook": _keeps,
    "signals.playbooks.remove_playbook": _removes,
    "signals.rules.change_rule": _changes,
    "signals.rules.reset_rule": _resets,
    "signals.rules.switch_rule": _switches,
    "signals.sweep.fire": _fires,
}
SIGNAL_PARTS: Mapping[str, str] = {
    "signals.linking.link_risk": "a part of log_line",
    "signals.packed.import_signal_parts": "a part of import_pack",
    "signals.playbooks.put_playbook": "a part of keep_playbook and import_pack",
    "signals.rules.keep_rule": "a part of change_rule and import_pack",
}
