"""Looks, before a run, at what was open: a question that has answered itself is closed."""

from __future__ import annotations

from collections.abc import Mapping

from app.sync import bindings, questions
from app.sync.apply import apply
from app.sync.record import Record
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
        records = [
            Record(Theirs(bound.remote_id, bound.version, {**_told(bound), **said[local_id]}))
            for local_id, bound in bounds.items()
            if bound.state == "live"
        ]
        if records:
            with steps.writing("standing") as session:
                apply(session, scene, route, records, Told())


def _told(bound: Bound) -> Mapping[str, Canon]:
    return {name: value for name, value in bound.base.items() if name not in bound.unread}
