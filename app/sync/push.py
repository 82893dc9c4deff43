"""Sends what is ours: intent first, then the request, then what came of it; what is unclear is read, never repeated."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from app.connectors.base import Duplicate, Gone, Ok, Op, Outcome, Rejected, Unsure
from app.connectors.errors import AuthExpired, Cancelled, ConnectorError, Forbidden, RateLimited
from app.models.database import Session
from app.sync import bindings, outgoing, sent
from app.sync.apply import apply, value_hash
from app.sync.looked import Looks
from app.sync.outgoing import Out
from app.sync.record import Record, record
from app.sync.recover import in_flight, note_sent, note_settled, settle
from app.sync.refusals import OtherTypesError, Refusals
from app.sync.rules import Route
from app.sync.scene import Scene, Told
from app.sync.sides import Bound, Theirs
from app.sync.sql import write_many
from app.sync.steps import Steps
from app.sync.talk import Talk
from app.sync.values import scalar
from app.sync.weighing import Weighed

ROUNDS = 3
ALONE_AFTER = 2
"""A row whose requests came to nothing so often is sent alone, so that the others get through."""
BLOCKED_AFTER = 4


@dataclass
class Pushed:
    """What was written there, and what is to be read because it was not."""

    done: int = 0
    reread_ids: set[str] = field(default_factory=set)
    reread_keys: set[str] = field(default_factory=set)
    lost: set[str] = field(default_factory=set)
    again: bool = False


class Push:
    """The push of one run."""

    def __init__(
        self, steps: Steps, scene: Scene, talk: Talk, told: Told, weighed: Weighed, refusals: Refusals
    ) -> None:
        self._steps, self._scene, self._talk, self._told = steps, scene, talk, told
        self._weighed, self._refusals = weighed, refusals
        self._tried: dict[str, set[str]] = {}
        self._looks = Looks(steps, scene.connection)
        self.done = 0

    def run(self) -> None:
        """Send creates and updates, parents first, then deletes, children first; again where it had to be read.

        OtherTypesError where the types are others than those of the scene: what is left is told by a new one.
        """
        routes = [route for route in self._scene.routes.values() if route.writes]
        self._looks.begin(routes)
        for _round in range(ROUNDS):
            again = False
            for route in routes:
                again |= self._of(route, deletes=False)
            for route in reversed(routes):
                again |= self._of(route, deletes=True)
            if not again:
                break
        self._looks.keep()

    def _of(self, route: Route, *, deletes: bool) -> bool:
        """Send what one noun has to send, unless it rests; tell whether it is worth another round."""
        if route.entity.name in self._told.shut:
            return False
        try:
            return self._sent(route, deletes=deletes)
        except Forbidden as error:
            self._told.forbid(route.entity.name, str(error))
            return False

    def _sent(self, route: Route, *, deletes: bool) -> bool:
        with self._steps.reading() as session:
            found = outgoing.candidates(session, self._scene, route)
        if found.to_read:
            self._read(route, ids=found.to_read, keys=())
            with self._steps.reading() as session:
                found = outgoing.candidates(session, self._scene, route)
        self._looks.reached[route.entity.name] = found.reached
        todo = [*found.changed, *([] if deletes else found.new)]
        again = False
        with self._steps.reading() as session:
            failed = sent.failures(session, self._scene.connection, route.entity.name, todo)
        alone = [one for one in todo if failed.get(one, 0) >= ALONE_AFTER]
        together = [one for one in todo if one not in set(alone)]
        for some in _batches(together, route.info.batch):
            again |= self._send(route, some, deletes=deletes)
        for one in alone:
            again |= self._send_alone(route, one, deletes=deletes, failed=failed[one])
        return again

    def _send(self, route: Route, local_ids: Sequence[str], *, deletes: bool) -> bool:
        """Send one batch of each kind: what is written down before each request survives whatever happens in it."""
        tried = frozenset(self._tried.setdefault(f"{route.entity.name} {deletes}", set()))
        again = False
        with self._steps.writing("intent") as session:
            outs = outgoing.ops(session, self._scene, route, local_ids, tried=tried)
            outs = [out for out in outs if self._is_due(route, out, deletes=deletes)]
            outgoing.intend(session, self._scene, route, outs)
            images = outgoing.images(outs)
            sent.before(session, self._scene.connection, self._scene.run, route.entity.name, images)
        for kind in ("create", "update", "delete"):
            some = [out for out in outs if out.kind == kind]
            if some:
                again |= self._request(route, some)
        return again

    def _is_due(self, route: Route, out: Out, *, deletes: bool) -> bool:
        if out.kind != "delete":
            return not deletes
        return deletes and out.local_id in self._weighed.get(route.entity.name, ())

    def _send_alone(self, route: Route, local_id: str, *, deletes: bool, failed: int) -> bool:
        try:
            return self._send(route, [local_id], deletes=deletes)
        except (AuthExpired, Cancelled, Forbidden, RateLimited):
            raise
        except ConnectorError:
            # Where the system answers at all, it is this record that it cannot take.
            self._settle(route)
            if failed + 1 >= BLOCKED_AFTER:
                self._block(route, local_id)
            return False

    def _request(self, route: Route, outs: Sequence[Out]) -> bool:
        ops = [_op(route, out) for out in outs]
        self._steps.asking("before request")
        note_sent(op.op_id for op in ops)
        try:
            outcomes: list[Outcome] = self._talk.push(route.rtype, ops)
        except Forbidden:
            self._steps.asking("after request")
            self._settle(route)
            raise
        self._steps.asking("after request")
        outcomes += [Unsure("no outcome")] * (len(ops) - len(outcomes))
        pushed = Pushed()
        answered = list(zip(outs, outcomes, strict=False))
        refused = [(out, outcome) for out, outcome in answered if isinstance(outcome, Rejected)]
        if len(refused) < len(answered):
            with self._steps.writing("outcome") as session:
                self._take(session, route, [one for one in answered if not isinstance(one[1], Rejected)], pushed)
        self.done += pushed.done
        is_told_anew = bool(refused) and self._take_refused(route, refused, pushed)
        note_settled(op.op_id for op, outcome in zip(ops, outcomes, strict=False) if not isinstance(outcome, Unsure))
        if pushed.reread_ids or pushed.reread_keys:
            told = self._read(route, ids=sorted(pushed.reread_ids), keys=sorted(pushed.reread_keys))
            self._lose_sight(route, sorted(pushed.lost - told))
        if is_told_anew:
            raise OtherTypesError
        return pushed.again

    def _lose_sight(self, route: Route, remote_ids: Sequence[str]) -> None:
        """Keep rows whose records nobody shows any more: not to be seen is not deleted."""
        if not remote_ids:
            return
        with self._steps.writing("missing") as session:
            bindings.lose_sight(session, self._scene.connection, route.rtype, remote_ids)

    def _take(self, session: Session, route: Route, answered: Sequence[tuple[Out, Outcome]], pushed: Pushed) -> None:
        """Write down what came of ops. What is not clear stays in the outbox."""
        outcomes: dict[str, str] = {}
        bounds: list[Bound] = []
        after: list[Record] = []
        entity = route.entity.name
        # A person may have settled a question while the request was under way.
        now = bindings.of_rows(session, self._scene.connection, entity, [out.local_id for out, _outcome in answered])
        for sent_out, outcome in answered:
            out = replace(sent_out, bound=now.get(sent_out.local_id, sent_out.bound))
            if isinstance(outcome, Unsure):
                continue
            if isinstance(outcome, Ok):
                outcomes[out.op_id] = "ok"
                pushed.done += 1
                bounds.append(outgoing.agreed(out, outcome))
                if outcome.after is not None:
                    after.append(record(route, outcome.after))
                pushed.again |= out.kind == "create"
            else:
                outcomes[out.op_id] = "refused"
                pushed.again = True
                if isinstance(outcome, Gone) and outcome.moved_to is not None and out.bound is not None:
                    after.append(Record(Theirs(out.bound.remote_id, None, moved_to=outcome.moved_to)))
                else:
                    _follow(out, outcome, pushed)
        bindings.save(session, self._scene.connection, route.rtype, entity, bounds)
        outgoing.no_longer_held(session, self._scene, route, [bound.local_id for bound in bounds])
        write_many(session, "DELETE FROM outbox WHERE op_id = ?", [(op,) for op in outcomes])
        sent.after(session, outcomes)
        sent.settle(session, self._scene.connection, entity, [bound.local_id for bound in bounds])
        apply(session, self._scene, route, after, self._told)

    def _take_refused(self, route: Route, refused: Sequence[tuple[Out, Rejected]], pushed: Pushed) -> bool:
        """Write down what was refused; tell whether nothing is held back for it, as the types are others by now."""
        are_others = self._refusals.are_others(route, [outcome for _out, outcome in refused])
        with self._steps.writing("refused") as session:
            write_many(session, "DELETE FROM outbox WHERE op_id = ?", [(out.op_id,) for out, _outcome in refused])
            sent.after(session, {out.op_id: "rejected" for out, _outcome in refused})
            if not are_others:
                self._reject(session, route, refused)
        for out, outcome in refused:
            self._tried_in_vain(route, out, outcome)
            pushed.again |= out.kind != "delete" and "*" not in outcome.fields
        return are_others

    def _tried_in_vain(self, route: Route, out: Out, outcome: Rejected) -> None:
        if "*" in outcome.fields or out.kind == "delete":
            for deletes in (True, False):
                self._tried.setdefault(f"{route.entity.name} {deletes}", set()).add(out.local_id)

    def _reject(self, session: Session, route: Route, held: Sequence[tuple[Out, Rejected]]) -> None:
        """Hold back what the other system refused for good, field by field, until it says something else."""
        entity = route.entity.name
        ids = [out.local_id for out, _outcome in held]
        rows = self._scene.rows(session).load(route, ids)
        now = bindings.of_rows(session, self._scene.connection, entity, ids)
        bounds: list[Bound] = []
        for out, outcome in held:
            bad: outgoing.Blocked = {
                name: {
                    "code": outcome.code or "rejected",
                    "message": message[:300],
                    "hash": value_hash(out.fields[name][1]) if name in out.fields else "",
                }
                for name, message in outcome.fields.items()
            }
            if out.kind == "create":
                outgoing.hold_back(session, self._scene, route, [(out.local_id, rows[out.local_id], bad)])
                self._tried_in_vain(route, out, Rejected({"*": ""}))
            elif (bound := now.get(out.local_id, out.bound)) is not None:
                if "*" in outcome.fields:
                    bad |= {name: {**bad["*"], "hash": value_hash(new)} for name, (_old, new) in out.fields.items()}
                # A refused delete is not offered again before the row says something else, or a person does.
                rev = out.rev if out.kind == "delete" else bound.synced_rev
                bounds.append(replace(bound, blocked={**bound.blocked, **bad}, synced_rev=rev))
            for name, message in outcome.fields.items():
                self._told.note("rejected", entity, out.local_id, field=name, reason=message[:300])
        bindings.save(session, self._scene.connection, route.rtype, entity, bounds)

    def _block(self, route: Route, local_id: str) -> None:
        with self._steps.writing("block") as session:
            row = self._scene.rows(session).load(route, [local_id])[local_id]
            bad: outgoing.Blocked = {
                name: {"code": "server_fails", "message": "", "hash": value_hash(value)}
                for name, value in row.mine.items()
            }
            bound = bindings.of_rows(session, self._scene.connection, route.entity.name, [local_id]).get(local_id)
            if bound is None:
                outgoing.hold_back(session, self._scene, route, [(local_id, row, bad)])
            else:
                changed = {name: why for name, why in bad.items() if row.mine[name] != bound.base.get(name)}
                after = replace(bound, blocked={**bound.blocked, **changed})
                bindings.save(session, self._scene.connection, route.rtype, route.entity.name, [after])
        self._told.note("server_fails", route.entity.name, local_id)

    def _settle(self, route: Route) -> None:
        with self._steps.reading() as session:
            left = [op for op in in_flight(session, self._scene.connection) if op.entity == route.entity.name]
        if left:
            settle(self._steps, self._scene, self._talk, route, left, self._told)

    def _read(self, route: Route, *, ids: Sequence[str], keys: Sequence[str]) -> set[str]:
        """Take in how records stand now, and return the ids of those that were told."""
        found = self._talk.read(route.rtype, route.fields, ids=ids) if ids else []
        found += self._talk.read(route.rtype, route.fields, keys=keys) if keys else []
        with self._steps.writing("reread") as session:
            apply(session, self._scene, route, [record(route, change) for change in found], self._told)
            # Refused as a twin of a record that is deleted there, or not to be seen: it is not offered every time.
            there = {change.key for change in found if not change.gone}
            self._hold_taken(session, route, [key for key in keys if key not in there])
        return {change.id for change in found}

    def _hold_taken(self, session: Session, route: Route, local_ids: Sequence[str]) -> None:
        rows = self._scene.rows(session).load(route, local_ids)
        bad: outgoing.Blocked = {"*": {"code": "key_taken", "message": "", "hash": ""}}
        outgoing.hold_back(session, self._scene, route, [(row_id, row, bad) for row_id, row in rows.items()])
        for row_id in rows:
            self._told.note("key_taken", route.entity.name, row_id)


def _op(route: Route, out: Out) -> Op:
    fields = {name: scalar(route.by_remote[name].remote, new) for name, (_old, new) in out.fields.items()}
    bound = out.bound
    return Op(
        out.op_id,
        out.kind,  # type: ignore[arg-type]
        out.local_id,
        bound.remote_id if bound is not None and out.kind != "create" else None,
        bound.version if bound is not None else None,
        fields,
    )


def _follow(out: Out, outcome: Outcome, pushed: Pushed) -> None:
    if isinstance(outcome, Duplicate):
        pushed.reread_keys.add(out.local_id)
    elif out.bound is not None:
        pushed.reread_ids.add(out.bound.remote_id)
        if isinstance(outcome, Gone):
            pushed.lost.add(out.bound.remote_id)


def _batches(ids: Sequence[str], size: int) -> Iterator[Sequence[str]]:
    for start in range(0, len(ids), size):
        yield ids[start : start + size]
