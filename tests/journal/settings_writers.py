"""What the settings write, for the machine of every operation in any order."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import timedelta
from pathlib import Path

from hypothesis import strategies as st

from app.operations.book import Book
from app.operations.own_days import add_own_days, own_days, remove_own_days
from app.operations.rates import choose_currency, put_rate, rates, remove_rate
from app.operations.samples import remove_samples
from tests.builders import TODAY

Draw = st.DataObject
_DAYS = st.integers(-40, 40).map(lambda days: TODAY + timedelta(days))


def _adds_days_off(book: Book, draw: Draw, _folder: Path) -> str | None:
    first = draw.draw(_DAYS)
    last = first + timedelta(draw.draw(st.integers(-1, 5)))
    return book.write(add_own_days, first, last, draw.draw(st.sampled_from(["", "創立記念日", " 🍣 "])))[0].id


def _removes_days_off(book: Book, draw: Draw, _folder: Path) -> str | None:
    there = book.read(own_days)
    return book.write(remove_own_days, draw.draw(st.sampled_from(there)).first)[0].id if there else None


def _reports_in(book: Book, draw: Draw, _folder: Path) -> str | None:
    return book.write(choose_currency, draw.draw(st.sampled_from(["JPY", "USD", "yen"])))[0].id


def _puts_rate(book: Book, draw: Draw, _folder: Path) -> str | None:
    there = [one.id for one in book.read(rates)]
    rate_id = draw.draw(st.sampled_from([None, *there]))
    currency, rate = (
        draw.draw(st.sampled_from(["USD", "EUR", "JPY"])),
        draw.draw(st.sampled_from(["151.2", "１５０", "0"])),
    )
    done = book.write(
        put_rate, currency=currency, base="JPY", on=draw.draw(_DAYS), rate=rate, today=TODAY, rate_id=rate_id
    )
    return done[0].id


def _removes_rate(book: Book, draw: Draw, _folder: Path) -> str | None:
    there = book.read(rates)
    return book.write(remove_rate, draw.draw(st.sampled_from(there)).id)[0].id if there else None


def _removes_samples(book: Book, _draw: Draw, _folder: Path) -> str | None:
    return book.write(remove_samples)[0].id


SETTINGS_WRITES: Mapping[str, Callable[[Book, Draw, Path], str | None]] = {
    "own_days.add_own_days": _adds_days_off,
    "own_days.remove_own_days": _removes_days_off,
    "rates.choose_currency": _reports_in,
    "rates.put_rate": _puts_rate,
    "rates.remove_rate": _removes_rate,
    "samples.remove_samples": _removes_samples,
}
