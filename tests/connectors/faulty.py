"""Connectors to the server in memory that have one fault each."""

from __future__ import annotations

import logging
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

from app.connectors.base import Change, Duplicate, Gone, Ok, Op, Outcome, Page, Rejected, Scalar, Stale
from app.connectors.errors import AuthExpired, Cancelled, ConnectorError, CursorExpired, RateLimited, Unavailable
from app.connectors.memory import MemorySession


class Reading(MemorySession):
    """Does something to every value that is read."""

    def value(self, name: str, value: Any) -> Any:
        return value

    def changed(self, change: Change) -> Change:
        return replace(change, fields={n: self.value(n, v) for n, v in change.fields.items()})

    def pull(self, type: str, fields: Sequence[str], cursor: str | None) -> Iterator[Page]:
        for page in super().pull(type, fields, cursor):
            yield replace(page, changes=[self.changed(change) for change in page.changes])

    def read(self, type: str, fields: Sequence[str], ids: Sequence[str] = (), keys: Sequence[str] = ()) -> list[Change]:
        return [self.changed(change) for change in super().read(type, fields, ids, keys)]


class FloatMoney(Reading):
    def value(self, name: str, value: Any) -> Any:
        return float(value) if isinstance(value, Decimal) else value


class RoundedMoney(Reading):
    def value(self, name: str, value: Any) -> Any:
        return value.quantize(Decimal(1)) if isinstance(value, Decimal) else value


class DayAsInstant(Reading):
    def value(self, name: str, value: Any) -> Any:
        return datetime(value.year, value.month, value.day, tzinfo=UTC) if type(value) is date else value


class LocalMidnight(Reading):
    """Takes a day for the instant at which it begins here."""

    def value(self, name: str, value: Any) -> Any:
        if type(value) is not date:
            return value
        return datetime(value.year, value.month, value.day, 12).astimezone().astimezone(UTC).date()


class OnlyPlainSigns(Reading):
    def value(self, name: str, value: Any) -> Any:
        return "".join(c for c in value if ord(c) < 0x10000) if isinstance(value, str) else value


class TrimsNumbers(Reading):
    def value(self, name: str, value: Any) -> Any:
        return value.lstrip("0=+'") if isinstance(value, str) else value


class TellsEverything(Reading):
    def pull(self, type: str, fields: Sequence[str], cursor: str | None) -> Iterator[Page]:
        yield from super().pull(type, [f.name for f in self.server.types[type].fields], cursor)


class EmptyForUnreadable(Reading):
    def pull(self, type: str, fields: Sequence[str], cursor: str | None) -> Iterator[Page]:
        for page in super().pull(type, fields, cursor):
            yield replace(
                page, changes=[replace(c, fields=dict.fromkeys(fields) | dict(c.fields)) for c in page.changes]
            )


class SkipsLastPage(MemorySession):
    def pull(self, type: str, fields: Sequence[str], cursor: str | None) -> Iterator[Page]:
        pages = list(super().pull(type, fields, cursor))
        yield from pages[:-1] or pages


class NothingIsNoPage(MemorySession):
    """Takes a broken answer for an empty one."""

    def pull(self, type: str, fields: Sequence[str], cursor: str | None) -> Iterator[Page]:
        try:
            yield from super().pull(type, fields, cursor)
        except Unavailable:
            yield Page((), cursor or "")


class StopsSilently(MemorySession):
    def pull(self, type: str, fields: Sequence[str], cursor: str | None) -> Iterator[Page]:
        try:
            yield from super().pull(type, fields, cursor)
        except Cancelled:
            return


class BeginsAnew(MemorySession):
    def pull(self, type: str, fields: Sequence[str], cursor: str | None) -> Iterator[Page]:
        try:
            yield from super().pull(type, fields, cursor)
        except CursorExpired:
            yield from super().pull(type, fields, None)


class WithoutLag(MemorySession):
    def pull(self, type: str, fields: Sequence[str], cursor: str | None) -> Iterator[Page]:
        self.server.lag = 0
        yield from super().pull(type, fields, cursor)


class AfterTheLast(MemorySession):
    """Goes on after the last record told, also where others share its stamp."""

    def pull(self, type: str, fields: Sequence[str], cursor: str | None) -> Iterator[Page]:
        self.server.lag = 0
        for page in super().pull(type, fields, cursor):
            begun = f'[0, {self.server.clock}, "zz", {self.server.clock}]'
            yield replace(page, cursor=begun if '""' in page.cursor else page.cursor)


class GoesRound(MemorySession):
    """Waits for the day that a cursor names, a page at a time."""

    def pull(self, type: str, fields: Sequence[str], cursor: str | None) -> Iterator[Page]:
        while cursor is not None and "9999999999" in cursor:
            yield Page((), cursor)
        yield from super().pull(type, fields, cursor)


class HoldsEverything(MemorySession):
    def pull(self, type: str, fields: Sequence[str], cursor: str | None) -> Iterator[Page]:
        pages = [replace(page, changes=list(map(_heavy, page.changes))) for page in super().pull(type, fields, cursor)]
        yield from pages


def _heavy(change: Change) -> Change:
    return replace(change, at=change.at + "." * 3_000)


class Upserts(MemorySession):
    def push(self, type: str, ops: Sequence[Op]) -> list[Outcome]:
        return [
            self._over(type, outcome.id, op) if isinstance(outcome, Duplicate) and outcome.id else outcome
            for op, outcome in zip(ops, super().push(type, ops), strict=True)
        ]

    def _over(self, type: str, id: str, op: Op) -> Outcome:
        self.server.edit(type, id, op.fields)
        return Ok(id)


class SeesNoVersion(MemorySession):
    def push(self, type: str, ops: Sequence[Op]) -> list[Outcome]:
        now = {c.id: c.version for c in self.read(type, (), [op.id or "" for op in ops])}
        return super().push(type, [replace(op, version=now.get(op.id or "")) for op in ops])


class MakesAnew(MemorySession):
    def push(self, type: str, ops: Sequence[Op]) -> list[Outcome]:
        done = super().push(type, ops)
        for place, op in enumerate(ops):
            record = self.server.record(type, op.id or "")
            if done[place] == Gone() and record is not None:
                self.server.undelete(type, record.id)
                done[place] = Ok(record.id)
        return done


class WritesAgain(MemorySession):
    def push(self, type: str, ops: Sequence[Op]) -> list[Outcome]:
        try:
            return super().push(type, ops)
        except ConnectorError:
            return super().push(type, ops)


class SendsAllItRemembers(MemorySession):
    def __init__(self, *given: Any) -> None:
        super().__init__(*given)
        self.known: dict[str, Mapping[str, Scalar]] = {}

    def read(self, type: str, fields: Sequence[str], ids: Sequence[str] = (), keys: Sequence[str] = ()) -> list[Change]:
        found = super().read(type, fields, ids, keys)
        self.known |= {change.id: change.fields for change in found}
        return found

    def push(self, type: str, ops: Sequence[Op]) -> list[Outcome]:
        can = {f.name for f in self.server.types[type].fields if f.writable}
        whole = [
            replace(
                op,
                fields={n: v for n, v in (dict(self.known.get(op.id or "", {})) | dict(op.fields)).items() if n in can},
            )
            for op in ops
        ]
        return super().push(type, whole)


class IgnoresNone(MemorySession):
    def push(self, type: str, ops: Sequence[Op]) -> list[Outcome]:
        return super().push(
            type, [replace(op, fields={n: v for n, v in op.fields.items() if v is not None}) for op in ops]
        )


class RefusesAll(MemorySession):
    def push(self, type: str, ops: Sequence[Op]) -> list[Outcome]:
        done = super().push(type, ops)
        return [Rejected({"*": "no"})] * len(ops) if any(isinstance(d, Rejected) for d in done) else done


class OutOfOrder(MemorySession):
    def push(self, type: str, ops: Sequence[Op]) -> list[Outcome]:
        return super().push(type, ops)[::-1]


class NamesNoField(MemorySession):
    def push(self, type: str, ops: Sequence[Op]) -> list[Outcome]:
        return [Rejected({"*": "no"}) if isinstance(d, Rejected) else d for d in super().push(type, ops)]


class CutsText(MemorySession):
    """Makes a value fit instead of telling that it does not."""

    def push(self, type: str, ops: Sequence[Op]) -> list[Outcome]:
        short = {f.name: f.max_length for f in self.server.types[type].fields}
        return super().push(
            type,
            [
                replace(op, fields={n: v[: short[n]] if isinstance(v, str) else v for n, v in op.fields.items()})
                for op in ops
            ],
        )


class StaleIsFine(MemorySession):
    def push(self, type: str, ops: Sequence[Op]) -> list[Outcome]:
        return [Ok(op.id or "") if d == Stale() else d for op, d in zip(ops, super().push(type, ops), strict=True)]


class ForgetsDeleted(MemorySession):
    def read(self, type: str, fields: Sequence[str], ids: Sequence[str] = (), keys: Sequence[str] = ()) -> list[Change]:
        return [change for change in super().read(type, fields, ids, keys) if not change.gone]


class UnknownIsGone(MemorySession):
    def read(self, type: str, fields: Sequence[str], ids: Sequence[str] = (), keys: Sequence[str] = ()) -> list[Change]:
        found = super().read(type, fields, ids, keys)
        known = {change.id for change in found}
        return found + [Change(id, None, gone=True) for id in ids if id not in known]


class AnswersWithWinner(MemorySession):
    def read(self, type: str, fields: Sequence[str], ids: Sequence[str] = (), keys: Sequence[str] = ()) -> list[Change]:
        found = super().read(type, fields, ids, keys)
        return [super(AnswersWithWinner, self).read(type, fields, [c.moved_to])[0] if c.moved_to else c for c in found]


class SweepsTheBin(MemorySession):
    def sweep(self, type: str) -> Iterator[Sequence[str]]:
        yield list(self.server._records[type])


class TellsSecrets(MemorySession):
    def identity(self) -> Any:
        try:
            return super().identity()
        except ConnectorError as problem:
            raise Unavailable(f"asked with {self.ctx.secrets['password']}") from problem


class LogsSecrets(MemorySession):
    def identity(self) -> Any:
        logging.getLogger("stranger").debug("signing in with %s", self.ctx.secrets["password"])
        return super().identity()


class OutageForRefusal(MemorySession):
    def identity(self) -> Any:
        try:
            return super().identity()
        except AuthExpired as problem:
            raise Unavailable("no") from problem


class WaitsAsItLikes(MemorySession):
    def read(self, type: str, fields: Sequence[str], ids: Sequence[str] = (), keys: Sequence[str] = ()) -> list[Change]:
        try:
            return super().read(type, fields, ids, keys)
        except RateLimited as problem:
            raise RateLimited(60) from problem


class OtherEachTime(MemorySession):
    def identity(self) -> Any:
        return replace(super().identity(), org_id=str(id(self)))


class WritableFormula(MemorySession):
    def describe(self, types: Sequence[str] | None = None) -> Any:
        return [
            replace(info, fields=tuple(replace(f, writable=True) for f in info.fields))
            for info in super().describe(types)
        ]


class UnknownKind(MemorySession):
    def describe(self, types: Sequence[str] | None = None) -> Any:
        return [
            replace(info, fields=tuple(replace(f, type="float") for f in info.fields))
            for info in super().describe(types)
        ]
