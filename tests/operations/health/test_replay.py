"""What was known on a day reads the same for ever: the same bytes, made by another process, whatever came later."""

from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from app.errors import BansoError
from app.health.document import canonical
from app.health.files import write_model
from app.journal import door
from app.models import tables
from app.models.database import Session
from app.operations.accounts import amend_accounts, create_account
from app.operations.book import Book
from app.operations.changes import take_back
from app.operations.health.derived import keep_derived
from app.operations.health.feelings import lift_override, say_feeling, set_override, take_back_feeling
from app.operations.health.models import change_model, keep_first_model, model_at
from app.operations.health.own_readings import add_reading, correct_reading
from app.operations.health.replay import replay
from app.operations.pulses import say_pulse
from tests.builders import new_profile, opened
from tests.cli.runner import environment, validate

ROOT = Path(__file__).parents[3]
START, KNOWN, LATER = date(2026, 8, 31), date(2026, 9, 20), date(2026, 11, 20)


def banso_health(profile: Path, today: date, lang: str, seed: str, account: str) -> bytes:
    """Return what another process prints of the health on KNOWN and why it moved since START."""
    done = subprocess.run(
        [sys.executable, "main.py", "--profile", str(profile), "--today", str(today), "--lang", lang, "health", account,
         "--as-of", str(KNOWN), "--since", str(START), "--json"],
        cwd=ROOT, env=environment(PYTHONHASHSEED=seed), capture_output=True, timeout=120, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr.decode()
    assert done.stderr == b""
    return done.stdout


def begin(session: Session, by_id: str | None) -> str:
    """Begin with an account, readings of several series and a judgement of each kind, as known on START."""
    keep_first_model(session)
    account = create_account(session, name="みどり食品", segment="high", phase="adoption", today=START, by_id=by_id)
    given: dict[str, Any] = {"today": START, "by_id": by_id}
    for weeks, users in enumerate((82, 80, 79, 85, 90, 88, 91, 87) * 3):
        add_reading(session, account, "active_users", Decimal(users), observed_on=START - timedelta(7 * weeks), **given)
    others = {"licences": "100", "nps": "12.5", "csat": "3.7", "tickets": "2", "key_feature_use": "380"}
    for series, value in others.items():
        add_reading(session, account, series, Decimal(value), observed_on=START - timedelta(3), **given)
    for aspect, judged in (("pulse_embedding", 3), ("pulse_backing", 4), ("pulse_warmth", 2)):
        say_pulse(session, account, aspect, judged, "定例での様子", observed_on=START, by_id=by_id)
    say_feeling(session, account, -5, "担当が異動しそう", expires_on=START + timedelta(60), **given)
    set_override(session, account, 55, "監査の間だけ", expires_on=KNOWN - timedelta(1), **given)
    door.create(session, "indicator", [{"account_id": account, "kind": "payment_failed", "on_date": str(START)}])
    return account


def go_on(book: Book, account: str) -> None:
    """Bring what is known on KNOWN: newer readings, and a feeling taken back and brought back again later."""
    given: dict[str, Any] = {"today": KNOWN, "by_id": book.by_id}
    add = add_reading
    book.write(add, account, "active_users", Decimal(70), observed_on=KNOWN - timedelta(4), **given)
    book.write(add, account, "key_feature_use", Decimal(410), observed_on=KNOWN - timedelta(4), **given)
    book.write(add, account, "licences", Decimal(110), observed_on=KNOWN - timedelta(4), **given)
    book.write(say_feeling, account, 10, "後任が前向き", **given)
    book.write(keep_derived, today=KNOWN)


def rewrite(book: Book, account: str) -> None:
    """Do everything later that could reach back."""
    given: dict[str, Any] = {"today": LATER, "by_id": book.by_id}
    book.write(add_reading, account, "nps", Decimal(-80), observed_on=START - timedelta(2), **given)
    book.write(add_reading, account, "licences", Decimal(400), observed_on=KNOWN, **given)
    for no in book.read(readings):
        book.write(correct_reading, no, Decimal(1), note="数え間違い", by_id=book.by_id)
    book.write(door.remove, "reading", [str(no) for no in book.read(readings)[:4]])
    book.write(amend_accounts, [account], {"segment": "tech", "phase": "renewal", "name": "新みどり食品"}, today=LATER)
    other = book.write(door.create, "member", [{"name": "伊藤"}])[1][0]
    book.write(amend_accounts, [account], {"owner_id": other}, today=LATER)
    book.write(door.amend, "member", {str(book.by_id): {"name": "佐藤 改姓"}})
    book.write(take_back_feeling, account, today=LATER - timedelta(40))
    book.write(say_feeling, account, 0, "落ち着いた", **given)
    book.write(set_override, account, 99, "発表会の週", **given)
    indicators = book.read(lambda s: [r["id"] for r in s.rows(select(tables.indicator.c.id))])
    book.write(door.remove, "indicator", indicators)
    model: dict[str, Any] = write_model(book.read(model_at))
    model["bands"] = {"good": 90, "watch": 20}
    model["dimensions"][0]["weight"] = "99"
    model["rules"] = []
    book.write(change_model, model, reason="配備を重く見る", by_id=book.by_id)
    book.write(keep_derived, today=LATER)


def readings(session: Session) -> list[int]:
    reading = tables.reading
    rows = session.rows(select(reading.c.no).where(reading.c.source == "me", reading.c.deleted_at.is_(None)))
    return [row["no"] for row in rows]


@pytest.fixture
def profile(tmp_path: Path) -> Path:
    """Return a profile whose book tells a story up to KNOWN."""
    folder = tmp_path / "profile"
    new_profile(folder)
    with opened(folder, today=START) as book:
        account = book.write(begin, book.by_id)[1]
    with opened(folder, today=KNOWN) as book:
        go_on(book, account)
    return folder


def account_of(book: Book) -> str:
    return str(book.read(lambda session: session.scalar(select(tables.account.c.id))))


def test_that_bytes_of_a_past_day_survive_whatever_comes_later(profile: Path) -> None:
    golden = banso_health(profile, KNOWN, "ja", "1", "みどり食品")
    document: dict[str, Any] = json.loads(golden)
    validate("health", document)
    assert document["account"]["name"] == "みどり食品"
    assert document["feeling"]["by"] == "佐藤"
    assert document["rules"] and document["change"]["causes"]
    with opened(profile, today=LATER) as book:
        account = account_of(book)
        rewrite(book, account)
        found, told = book.read(replay, account, as_of=KNOWN, since=START, today=LATER)
        assert canonical(told) == golden
        assert found.name == "新みどり食品"
        assert book.read(replay, account, as_of=LATER, since=None, today=LATER)[0].score != found.score
    assert banso_health(profile, LATER + timedelta(1), "en", "2", account) == golden


def test_that_taking_back_and_bringing_back_leaves_the_days_between_as_they_were_known(profile: Path) -> None:
    days = [KNOWN + timedelta(n) for n in range(0, 12, 3)]
    with opened(profile, today=days[0]) as book:
        harder = replace(book.read(model_at), good=80)
        edited = book.write(change_model, harder, reason="基準を上げる", by_id=book.by_id)[0]
    with opened(profile, today=days[1]) as book:
        account = account_of(book)
        gone = book.write(take_back_feeling, account, today=days[1])[0]
        no = book.read(readings)[-1]
        removed = book.write(door.remove, "reading", [str(no)])[0]
        softer = book.write(take_back, str(edited.id))[0]
    with opened(profile, today=days[2]) as book:
        between = book.read(replay, account, as_of=days[1], since=None, today=days[2])[1]
        before = book.read(replay, account, as_of=days[0], since=None, today=days[2])[1]
        assert (between["feeling"] is None) and before["feeling"] is not None
        assert (before["model_version"], between["model_version"]) == ("2.1", "1.1")
        for change in (gone, removed, softer):
            book.write(take_back, str(change.id))
    with opened(profile, today=days[3]) as book:
        assert book.read(replay, account, as_of=days[1], since=None, today=days[3])[1] == between
        assert book.read(replay, account, as_of=days[0], since=None, today=days[3])[1] == before
        now = book.read(replay, account, as_of=days[2], since=None, today=days[3])[1]
        assert (now["feeling"], now["model_version"]) == (before["feeling"], "2.1")


def test_that_an_earlier_feeling_does_not_come_to_life_when_the_last_is_taken_back(profile: Path) -> None:
    with opened(profile, today=KNOWN) as book:
        account = account_of(book)
        changes = book.write(take_back_feeling, account, today=KNOWN)[0]
        assert book.read(replay, account, as_of=KNOWN, since=None, today=KNOWN)[1]["feeling"] is None
        with pytest.raises(BansoError, match=r"feeling\.none"):
            book.write(take_back_feeling, account, today=KNOWN)
        with pytest.raises(BansoError, match=r"override\.none"):
            book.write(lift_override, account, today=KNOWN)
        book.write(take_back, str(changes.id))
        feeling = book.read(replay, account, as_of=KNOWN, since=None, today=KNOWN)[1]["feeling"]
        assert feeling is not None and feeling["reason"] == "後任が前向き"  # type: ignore[index]


def test_that_a_day_to_come_and_a_since_after_it_are_refused(profile: Path) -> None:
    with opened(profile, today=KNOWN) as book:
        account = account_of(book)
        with pytest.raises(BansoError) as ahead:
            book.read(replay, account, as_of=LATER, since=None, today=KNOWN)
        assert (ahead.value.key, ahead.value.field) == ("health.ahead", "as_of")
        with pytest.raises(BansoError) as since:
            book.read(replay, account, as_of=START, since=KNOWN, today=KNOWN)
        assert (since.value.key, since.value.field) == ("health.since", "since")
