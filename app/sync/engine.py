"""Runs one connection once: recover, take in, send, look whether all is well; and says in the end how it went."""

from __future__ import annotations

import dataclasses
import logging
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import timedelta

from app.clock import stamp
from app.connectors import errors
from app.connectors.base import Preset
from app.connectors.base import Session as Conversation
from app.errors import BansoError
from app.journal.changes import Changes
from app.models import locks
from app.sync import keeping, plan, runs
from app.sync.guard import Stopped
from app.sync.pull import Pull, Report
from app.sync.push import Push
from app.sync.recover import recover
from app.sync.refusals import OtherTypesError, Refusals
from app.sync.scene import Scene, Told
from app.sync.sql import one as first
from app.sync.standing import settle_standing
from app.sync.steps import Place, Steps, nothing
from app.sync.talk import Talk
from app.sync.weighing import Weighed, weigh

_log = logging.getLogger(__name__)

LITTLE_QUOTA = 0.10
"""Below this share of the day's requests a run that nobody asked for only takes in and sends nothing."""

LONGEST_REST = 86_400.0
"""Seconds that a system can ask for; the next run looks again after a day at the latest."""

Why = tuple[str, Mapping[str, object]]


@dataclass
class Outcome:
    """How a run went. `result`: done, cancelled, offline, auth, guard, busy, error; `why`: a key of words."""

    run: int = 0
    pulled: int = 0
    pushed: int = 0
    conflicts: int = 0
    blocked: int = 0
    requests: int = 0
    result: str = "done"
    state: str = "on"
    why: Why | None = None
    changes: Changes = field(default_factory=Changes)


@dataclass(frozen=True)
class Manner:
    """How a run is done. `pressed`: a person asked for it. `counted` returns requests and bytes of the wire, if any."""

    report: Report = lambda _n, _total, _words: None
    cancelled: Callable[[], bool] = lambda: False
    pressed: bool = False
    counted: Callable[[], tuple[int, int]] = lambda: (0, 0)
    edge: Callable[[str], None] = nothing


def run(
    place: Place,
    connection: int,
    conversation: Conversation,
    presets: Mapping[str, Preset],
    manner: Manner | None = None,
) -> Outcome:
    """Bring the book and one other system together. What the other side raises is told, never raised."""
    how = manner or Manner()
    with locks.hold(place.folder / "sync" / f"{connection}.lock") as taken:
        if not taken:
            return Outcome(result="busy")
        return _Run(place, connection, conversation, presets, how).go()


class _Run:
    def __init__(
        self, place: Place, connection: int, conversation: Conversation, presets: Mapping[str, Preset], how: Manner
    ) -> None:
        self._place, self._connection, self._presets, self._how = place, connection, presets, how
        self._steps = Steps(place, edge=how.edge)
        self._talk = Talk(conversation, how.cancelled)
        self._told = Told()
        self._outcome = Outcome()

    def go(self) -> Outcome:
        """Run, and write down how it went; a fault of our own is written down as one and raised."""
        self._outcome.result = "error"
        try:
            self._begin()
            self._work()
            self._outcome.result = "done"
        except Stopped as stopped:
            self._end("guard", "guard", ("guard", {"alarms": [dataclasses.asdict(one) for one in stopped.alarms]}))
        except errors.Cancelled:
            self._end("cancelled", "on")
        except errors.AuthExpired as error:
            self._end("auth", "auth", ("auth", {"reason": str(error)[:300]}))
        except errors.RateLimited as error:
            until = self._steps.now() + timedelta(seconds=min(error.retry_after, LONGEST_REST))
            self._end("offline", "on", ("rate_limited", {"until": stamp(until)}))
        except errors.Unavailable as error:
            self._end("offline", "on", ("unavailable", {"reason": str(error)[:300]}))
        except errors.BadConfig as error:
            self._end("error", "error", ("bad_config", {"field": error.field, "reason": error.message[:300]}))
        except errors.Forbidden as error:
            self._end("error", "error", ("forbidden", {"reason": str(error)[:300]}))
        except _Refused as error:
            self._end("error", "error", (error.key, error.params))
        except errors.ConnectorError as error:
            self._end("error", "error", ("failed", {"reason": str(error)[:300]}))
        except BansoError as error:
            self._end("error", "error", _of_the_book(error))
        except Exception as error:
            self._end("error", "error", ("failed", {"reason": type(error).__name__}))
            raise
        finally:
            self._finish()
        return self._outcome

    def _begin(self) -> None:
        with self._steps.writing("begin") as session:
            self._outcome.run = runs.begin(session, self._connection, self._steps.now(), self._steps.change.id)
        self._steps.change.params = {"connection": self._connection, "run": self._outcome.run}

    def _end(self, result: str, state: str, why: Why | None = None) -> None:
        self._outcome.result, self._outcome.state, self._outcome.why = result, state, why
        _log.info("run %d of connection %d ends: %s", self._outcome.run, self._connection, result)

    def _work(self) -> None:
        with self._steps.reading() as session:
            kept = plan.kept(session, self._connection)
        if kept is None:
            raise _Refused("no_connection", {})
        kept = self._same_system(kept)
        kept = self._described(kept)
        guarded = kept.allowed != "once"
        scene = self._scene(kept)
        try:
            weighed = self._take_in(scene, guarded=guarded)
        except errors.SchemaChanged:
            # Asked once more what it looks like: what is not there any more is left out, what was agreed on stays.
            kept = self._described(kept, anew=True)
            scene = self._scene(kept)
            weighed = self._take_in(scene, guarded=guarded)
        if kept.allowed is not None:
            # Used up: what comes later is weighed anew.
            with self._steps.writing("allowed") as session:
                keeping.set_connection(session, self._connection, {"allowed": None})
        if self._talk.quota_left is not None and self._talk.quota_left < LITTLE_QUOTA and not self._how.pressed:
            self._outcome.why = ("quota", {"left": round(self._talk.quota_left, 3)})
        else:
            self._send(kept, scene, weighed)

    def _send(self, kept: plan.Kept, scene: Scene, weighed: Weighed) -> None:
        """Send what is ours; where a refusal shows that the types are others by now, what is left is told by them."""
        fresh = kept

        def describe() -> bool:
            nonlocal fresh
            fresh = self._described(kept, anew=True)
            return fresh.types != kept.types

        try:
            self._push(scene, weighed, Refusals(describe))
        except OtherTypesError:
            self._push(self._scene(fresh), weighed, Refusals(None))

    def _push(self, scene: Scene, weighed: Weighed, refusals: Refusals) -> None:
        push = Push(self._steps, scene, self._talk, self._told, weighed, refusals)
        try:
            push.run()
        finally:
            self._outcome.pushed += push.done

    def _take_in(self, scene: Scene, *, guarded: bool) -> Weighed:
        """Settle what was in flight, weigh what both sides are about to lose, take in; return what may be deleted."""
        recover(self._steps, scene, self._talk, self._told)
        settle_standing(self._steps, scene, self._told)
        with self._steps.reading() as session:
            weighed = weigh(session, scene, guarded=guarded)
        Pull(self._steps, scene, self._talk, self._told, report=self._how.report, guarded=guarded).run()
        return weighed

    def _same_system(self, kept: plan.Kept) -> plan.Kept:
        """Refuse another organisation than the one that everything was agreed on with, before anything is read."""
        who = self._talk.identity()
        if kept.org_id is not None and kept.org_id != who.org_id:
            raise _Refused("different_org", {"expected": kept.org_id, "found": who.org_id})
        if kept.org_id is None:
            with self._steps.writing("identity") as session:
                told = {"org_id": who.org_id, "user_id": who.user_id, "user_name": who.user_name}
                keeping.set_connection(session, self._connection, told)
        return dataclasses.replace(kept, org_id=who.org_id)

    def _described(self, kept: plan.Kept, *, anew: bool = False) -> plan.Kept:
        now = self._steps.now()
        if not anew and not plan.is_old(kept, now):
            return kept
        types = tuple(self._talk.describe())
        if types != kept.types or anew or kept.schema_at is None:
            runs.unblock_changed(self._steps, self._connection, kept.types, types)
        with self._steps.writing("describe") as session:
            plan.keep_types(session, self._connection, types, now)
            plan.map_first(session, self._connection, self._presets, types)
            fresh = dataclasses.replace(kept, types=types, schema_at=stamp(now))
            # Said once, when it is first seen.
            for entity, local, remote in set(plan.lost_fields(session, fresh)) - set(plan.lost_fields(session, kept)):
                self._told.note("field_lost", entity, "", field=local, remote=remote)
        return fresh

    def _scene(self, kept: plan.Kept) -> Scene:
        now = self._steps.now()
        with self._steps.reading() as session:
            routes = plan.routes(session, kept)
            several = int(first(session, "SELECT count(*) FROM connection WHERE state <> 'paused'")) > 1
        today = self._place.clock.day_of(now).isoformat()
        return Scene(self._connection, routes, self._outcome.run, today, stamp(now), str(kept.org_id or ""), several)

    def _finish(self) -> None:
        outcome = self._outcome
        outcome.pulled, outcome.conflicts = self._told.records, self._told.asked
        requests, count = self._how.counted()
        outcome.requests = requests or self._talk.calls
        outcome.changes = self._steps.changes()
        if not outcome.run:
            return
        try:
            with self._steps.reading() as session:
                outcome.blocked = runs.held_back(session, self._connection)
            with self._steps.writing("end") as session:
                runs.end(session, self._connection, outcome, self._told.notes, count, self._steps.now())
        except BansoError as error:
            # What was agreed on stands; the next run marks this one as cut off.
            self._end("error", "error", _of_the_book(error))


def _of_the_book(error: BansoError) -> Why:
    if error.key == "database.full":
        return "disk_full", {}
    return "book_failed", {"reason": str(error.params.get("reason", error.key))[:300]}


class _Refused(Exception):
    def __init__(self, key: str, params: Mapping[str, object]) -> None:
        super().__init__(key)
        self.key = key
        self.params = params
