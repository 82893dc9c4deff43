"""Touchpoints of a made-up customer with the promises they end in: told by hand, and written from fragments."""

from __future__ import annotations

import random
from datetime import date, timedelta

from app.demo import days, told_en, told_ja
from app.demo.people import Known
from app.demo.scene import Scene
from app.demo.told import Told, Vow, dated
from app.demo.usage import level
from app.vocabulary import TouchpointKind

CADENCE = {"high": 15, "low": 31, "tech": 78}
KINDS = {
    "high": (("meeting", "call", "email", "visit", "chat", "training"), (34, 32, 14, 8, 8, 4)),
    "low": (("call", "email", "meeting", "chat", "training", "event"), (40, 28, 20, 5, 4, 3)),
    "tech": (("email", "event", "training", "chat"), (74, 12, 6, 8)),
}
MINUTES = {"call": (5, 30), "meeting": (30, 60), "visit": (60, 180), "review": (45, 90), "training": (30, 60)}
SENTIMENT = {"good": (1, 1, 2, 0), "bad": (-1, -1, -2, 0), "neutral": (0, 0, 1, 0), "onboarding": (0, 1, 0, -1)}
PURPOSE = {
    "good": ("adoption", "adoption", "expansion", "relationship"),
    "bad": ("support", "relationship", "adoption"),
    "neutral": ("adoption", "support", "relationship"),
    "onboarding": ("onboarding",),
    "tech": ("adoption",),
}


def told_of(scene: Scene) -> tuple[Told, ...]:
    """Return the notes written by hand for a customer."""
    told = told_ja.TOLD if scene.firm.lang == "ja" else told_en.TOLD
    return told.get(scene.firm.key, ())


def anchor(scene: Scene) -> date:
    """Return the day from which a story counts: today, or the last day of a lost customer's contract."""
    return min(scene.today, scene.until + timedelta(days=1))


def write_contacts(scene: Scene) -> None:
    """Write every touchpoint of a customer."""
    taken: list[date] = []
    for told in told_of(scene):
        day = days.on_or_before(anchor(scene) - timedelta(days=told.ago))
        if scene.opening < day <= scene.ledger.eve:
            taken.append(day)
            _tell(scene, told, day)
    _chance(scene, taken)


def _touch(scene: Scene, day: date, kind: str, body: str, people: list[Known], **more: object) -> str:
    rng = scene.ledger.rng("touch", scene.firm.key, day, kind)
    two_way = TouchpointKind(kind).two_way
    minutes = rng.randrange(*MINUTES[kind], 5) if kind in MINUTES else None
    values: dict[str, object] = {
        "sentiment": None,
        "two_way": two_way,
        "purpose": None,
        "minutes": minutes,
        "tags": [],
        "shown": False,
        **more,
    }
    row_id = scene.ledger.create(
        day,
        "demo_contacts",
        "touchpoint",
        account_id=scene.account_id,
        state="done",
        kind=kind,
        on_date=day.isoformat(),
        at=scene.clock(day, rng.randint(9, 16), rng.randrange(0, 60, 5)) if kind != "note" else None,
        body=body,
        external_id=None,
        by_id=scene.holder(day),
        **values,
    )
    for known in people:
        scene.ledger.create(
            day,
            "demo_contacts",
            "touchpoint_person",
            touchpoint_id=row_id,
            person_id=known.person_id,
            name=known.name,
        )
    return row_id


def _tell(scene: Scene, told: Told, day: date) -> None:
    body = scene.ends(day, dated(told.body, anchor(scene), scene.firm.lang))
    people = [known for name in told.people if (known := scene.cast.named(name))]
    if not told.people and told.kind != "note":
        people = scene.cast.at(day)[:1]
    more: dict[str, object] = {"sentiment": told.sentiment, "purpose": told.purpose, "shown": told.shown}
    if told.minutes is not None:
        more["minutes"] = told.minutes
    row_id = _touch(scene, day, told.kind, body, people, tags=list(told.tags), **more)
    for vow in told.vows:
        promise(scene, vow, day, row_id)


def promise(scene: Scene, vow: Vow, day: date, touchpoint_id: str | None) -> None:
    """Write a promise made on `day`, and on later days what became of it."""
    ledger = scene.ledger

    def later(after: int) -> date:
        return days.on_or_after(day + timedelta(days=after))

    due = later(vow.due) if vow.due is not None else None
    who = vow.who
    if who is None and vow.side == "customer":
        known = scene.cast.at(day)
        who = known[0].name if known else None
    row_id = ledger.create(
        day,
        "demo_promises",
        "promise",
        account_id=scene.account_id,
        text=vow.text,
        side=vow.side,
        who=who,
        due=due.isoformat() if due else None,
        first_due=due.isoformat() if due else None,
        made_on=day.isoformat(),
        done_on=None,
        dropped_on=None,
        hidden_until=None,
        customer_knows=vow.side == "customer" or None,
        origin="quick_log",
        origin_id=touchpoint_id,
        shown=vow.shown and vow.side != "internal",
    )
    changes: list[tuple[int | None, dict[str, object]]] = []
    if vow.moved is not None:
        moved = {"due": later(vow.moved).isoformat(), "customer_knows": vow.knows}
        changes.append((vow.moved_on, moved))
    if vow.hidden is not None:
        changes.append((2, {"hidden_until": later(vow.hidden).isoformat()}))
    for after, field in ((vow.done, "done_on"), (vow.dropped, "dropped_on")):
        if after is not None:
            changes.append((after, {field: later(after).isoformat()}))
    for after, values in changes:
        assert after is not None
        if later(after) <= ledger.eve:
            ledger.amend(max(later(after), day + timedelta(days=1)), "demo_promises", "promise", row_id, **values)


def _chance(scene: Scene, taken: list[date]) -> None:
    firm, rng = scene.firm, scene.ledger.rng("contacts", scene.firm.key)
    every = firm.cadence or CADENCE[firm.segment]
    last = scene.until - timedelta(days=firm.quiet_days)
    if taken:
        # The end of a story is told by hand alone, so that nothing by chance contradicts it.
        recent = [day for day in taken if day > scene.until - timedelta(days=90)]
        last = min(last, min(recent, default=max(taken)) - timedelta(days=6))
    day = scene.opening + timedelta(days=rng.randint(2, every))
    reviewed = scene.opening
    while (at := days.on_or_after(day)) <= last:
        if all(abs((at - other).days) > 4 for other in taken) and _customer_on(scene, at):
            review = firm.segment == "high" and (at - reviewed).days > 95
            reviewed = at if review else reviewed
            kind = "review" if review else rng.choices(*KINDS[firm.segment])[0]
            _written(scene, at, kind, rng)
        day = at + timedelta(days=max(3, round(every * rng.uniform(0.6, 1.35))))


def _customer_on(scene: Scene, day: date) -> bool:
    # Between a loss and a return nobody calls.
    firm = scene.firm
    if firm.loss is None or firm.loss.back_months_ago is None:
        return True
    return not scene.terms[0].end < day < scene.terms[1].start


def mood_of(scene: Scene, day: date, rng: random.Random) -> str:
    """Return the mood of a note: what use had been doing, with a grain of chance."""
    if day < scene.terms[0].start + timedelta(days=80) and scene.terms[0].start > scene.opening - timedelta(days=60):
        return "onboarding"
    ago = (scene.today - day).days / 30.44
    now, before = level(scene.firm.curve, ago), level(scene.firm.curve, ago + 3)
    lean = (now - 0.6) * 2 + (now - before) * 6 + rng.uniform(-0.5, 0.5)
    return "good" if lean > 0.25 else "bad" if lean < -0.3 else "neutral"


def _written(scene: Scene, day: date, kind: str, rng: random.Random) -> None:
    firm, writer = scene.firm, scene.writer
    there = scene.cast.at(day)
    first = there[0] if there and rng.random() < 0.65 else (rng.choice(there) if there else None)
    others = [known for known in there if first is not None and known.person_id != first.person_id]
    second = rng.choice(others) if others else None
    facts = scene.facts(day, first, second)
    mood = "tech" if firm.segment == "tech" and kind == "email" else mood_of(scene, day, rng)
    left = (scene.term_at(day).end - day).days
    near_end = 20 < left < 120 and mood != "onboarding" and rng.random() < 0.5
    body = writer.note(kind, mood, facts, rng, firm.industry, firm.lang, near_end=near_end)
    sentiment = None if mood == "tech" or rng.random() < 0.15 else rng.choice(SENTIMENT[mood])
    people = [known for known in (first, second) if known and known.called in body]
    words = writer.words(firm.lang)
    row_id = _touch(
        scene,
        day,
        kind,
        body,
        people or ([first] if first else []),
        sentiment=sentiment,
        purpose="renewal" if near_end else rng.choice(PURPOSE[mood]),
        tags=[words.WORK[firm.industry][0]] if rng.random() < 0.05 else [],
        shown=kind in ("review", "training") or (kind == "meeting" and rng.random() < 0.4),
    )
    if rng.random() < {"high": 0.4, "low": 0.3, "tech": 0.05}[firm.segment]:
        side = rng.choices(("me", "customer", "internal"), (55, 30, 15))[0]
        bank = {"me": words.VOWS_ME, "customer": words.VOWS_CUSTOMER, "internal": words.VOWS_INTERNAL}[side]
        text = writer.fill(bank, facts, rng, firm.industry, firm.lang)
        who = {"me": None, "customer": first.name if first else None, "internal": rng.choice(words.INTERNAL)}[side]
        promise(scene, _vow(text, side, who, rng, (scene.today - day).days), day, row_id)


def _vow(text: str, side: str, who: str | None, rng: random.Random, age: int) -> Vow:
    due = rng.choice((3, 5, 7, 7, 10, 14, 21))
    fate = rng.random()
    if age < 45 and fate > 0.5:
        return Vow(text, side, who, due)  # nobody has come round to it yet
    if fate < 0.05:
        return Vow(text, side, who, due, dropped=due + rng.randint(5, 20))
    if fate < 0.15:
        moved = due + rng.choice((5, 7, 10))
        return Vow(text, side, who, due, moved + rng.randint(-3, 2), moved, max(1, due - 1), rng.random() < 0.7)
    return Vow(text, side, who, due, max(1, due + rng.randint(-4, 4)))
