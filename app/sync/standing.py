"""Looks, before a run, at what was open: a question that has answered itself is closed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from app.sync import bindings, questions
from app.sync.apply import apply
from app.sync.record import Record
from app.sync.rules import Route
from app.sync.scene import Scene, Told
from app.sync.sides import Bound, Theirs
from app.sync.steps import Steps
from app.sync.values import Canon


def settle_standing(steps: Steps, scene: Scene, told: Told) -> None:
    """Reconcile rows with open questions once more with what the other side last said of them."""
    for name, route in scene.routes.items():
        with steps.reading() as session:
            said = questions.theirs_open(session, scene.connection, name)
            bounds = bindings.of_rows(session, scene.connection, name, said)
        live = {local_id: bound for local_id, bound in bounds.items() if bound.state == "live"}
        half = {bound.remote_id for local_id, bound in live.items() if _is_half(route, said[local_id])}
        if half:
            # What they say of the other half is not known here: it is read.
            told.reread.setdefault(name, set()).update(half)
        records = [
            Record(Theirs(bound.remote_id, bound.version, {**_told(bound), **said[local_id]}))
            for local_id, bound in live.items()
            if bound.remote_id not in half
        ]
        if records:
            with steps.writing("standing") as session:
                apply(session, scene, route, records, Told())


def _told(bound: Bound) -> Mapping[str, Canon]:
    return {name: value for name, value in bound.base.items() if name not in bound.unread}


def _is_half(route: Route, asked: Iterable[str]) -> bool:
    """Tell whether only some of the fields that are merged as one are asked about: the others were alike."""
    names = set(asked)
    groups = [{one.remote.name for one in unit} for unit in route.units]
    return any(names & group and group - names for group in groups)
