"""What a refusal tells: where nothing that is known of a type foretold it, the type may be another by now."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from app.connectors.base import Outcome, Rejected
from app.sync.released import OF_RIGHTS
from app.sync.rules import Route


class OtherTypesError(Exception):
    """The other system's types are not what this run works from: what is to be sent is to be told anew."""


class Refusals:
    """Looks at the types again at the first refusal of a run that they did not foretell.

    What is refused waits until its row or its type says something else, counted from the type as it was at the refusal:
    otherwise nobody would see that a field changed which was narrowed and widened between two looks.
    `describe` asks for the types and tells whether they are others; None where they were asked for just now.
    """

    def __init__(self, describe: Callable[[], bool] | None) -> None:
        self._describe = describe

    def are_others(self, route: Route, outcomes: Iterable[Outcome]) -> bool:
        """Tell whether the types have changed, where outcomes give reason to ask; asked once."""
        describe = self._describe
        if describe is None or not any(_is_of_the_type(route, one) for one in outcomes):
            return False
        self._describe = None
        return describe()


def _is_of_the_type(route: Route, outcome: Outcome) -> bool:
    return (
        isinstance(outcome, Rejected)
        and outcome.code not in OF_RIGHTS
        and any(name in route.by_remote for name in outcome.fields)
    )
