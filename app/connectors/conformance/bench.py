"""What the author of a connector gives the suite: a system to talk to, in which the bench plays everybody else."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, ClassVar, NoReturn

import pytest

from app.connectors.base import Connector, Scalar, Session, TypeInfo
from app.connectors.conformance.context import context


class Bench:
    """Makes one system for one test. Subclass it, override what your system can do, say the rest by leaving it.

    What is not overridden skips the tests that need it, with the reason. Ids are those of the system. Faults that a
    bench may offer in `faults`: "drop_before" (the request never arrives), "drop_after" (it is carried out and the
    answer is lost), "429" and "429_date" (Retry-After in seconds, as a date; both `retry_after` seconds), "503", "401",
    "truncated" (half of the body), "html" (the page of a captive portal with status 200), "slow" (no answer for 5 s).
    """

    connector: ClassVar[Any]
    """The connector's class; put here by the suite."""

    type: str = ""
    """The remote type on which the suite works."""

    page_size: int = 100
    """How many changes a page holds at the most."""

    lag: int = 0
    """For so many seconds back each pull reads anew, as a declared property of the system; 0: its order is exact."""

    requests_no_change: int = 1
    """How many requests a pull of one type may take when nothing has changed."""

    over_limit: int = 10_001
    many: int = 50_000
    """How many records the tests of long pulls seed."""

    readonly: Sequence[str] = ()
    """Fields that nobody can write, such as formulas and the time of creation."""

    refs: Sequence[str] = ()
    """References that are set, changed and led to nobody, of whose targets `values` knows; () for the type's first."""

    retry_after: float = 7.0
    faults: frozenset[str] = frozenset()

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def close(self) -> None:
        """Let go of everything."""

    # What a person sets up ------------------------------------------------------------------------------------------

    def config(self) -> Mapping[str, Scalar]:
        """Return settings with which the connection works."""
        return {}

    def secrets(self) -> Mapping[str, str]:
        """Return what signs in."""
        return {}

    def bad_configs(self) -> Mapping[str, Mapping[str, Scalar]]:
        """Return settings that cannot work, each under the name of the parameter at fault."""
        return {}

    def bad_secrets(self) -> Mapping[str, str]:
        """Return what is refused at signing in."""
        self.cannot("be refused: nobody signs in")

    def token(self, secrets: Mapping[str, str]) -> str:
        """Return the token of who signed in on a web page, by these secrets; "" where nobody does."""
        return ""

    # What others do there -------------------------------------------------------------------------------------------

    def values(self, number: int, type: str = "") -> dict[str, Scalar]:
        """Return the fields of a record that the system accepts, different for each number."""
        raise NotImplementedError("a bench has to know what its system accepts")

    def add(self, values: Mapping[str, Scalar], type: str = "") -> str:
        """Add a record and return its id."""
        self.cannot("add records by others")

    def seed(self, count: int, *, tie: bool = False) -> list[str]:
        """Add records, with `tie` all at the same instant, and return their ids; worth doing in bulk."""
        if tie:
            self.cannot("stamp several records alike")
        return [self.add(self.values(number)) for number in range(count)]

    def add_late(self, values: Mapping[str, Scalar]) -> str:
        """Add a record that shows itself only now, stamped within the lag before what was last pulled."""
        self.cannot("show a record late")

    def edit(self, id: str, values: Mapping[str, Scalar]) -> None:
        """Change fields of a record."""
        self.cannot("edit records by others")

    def remove(self, id: str) -> None:
        """Delete a record."""
        self.cannot("delete records by others")

    def restore(self, id: str) -> None:
        """Bring a deleted record back."""
        self.cannot("bring deleted records back")

    def merge(self, winner: str, loser: str) -> str:
        """Merge two records and return the id that is left."""
        self.cannot("merge records")

    def hide(self, field: str) -> None:
        """Take from the user the right to read a field."""
        self.cannot("hide a field")

    def all_or_nothing(self) -> None:
        """Make the server refuse a whole batch for one bad record."""
        self.cannot("refuse a whole batch")

    def future_cursor(self) -> str:
        """Return a well-made cursor of a distant future."""
        self.cannot("make a cursor of the future")

    # The wire -------------------------------------------------------------------------------------------------------

    def fault(self, name: str, *, writes: bool = False) -> None:
        """Let every request from now on meet this fault, or only those that write; "" ends it."""
        self.cannot("break the line")

    def requests(self) -> int:
        """Return how many requests have arrived so far."""
        self.cannot("count requests")

    def writes(self) -> int:
        """Return how many requests that write were sent so far, whatever became of them."""
        self.cannot("count requests that write")

    # For the suite --------------------------------------------------------------------------------------------------

    def cannot(self, what: str) -> NoReturn:
        """Skip the test: this bench cannot do what it needs."""
        pytest.skip(f"the bench cannot {what}")

    def made(self) -> Connector:
        """Return the connector ready to open."""
        named = self.connector
        made: Connector = named() if isinstance(named, type) else named
        return made

    @contextmanager
    def session(
        self,
        *,
        config: Mapping[str, Scalar] | None = None,
        secrets: Mapping[str, str] | None = None,
        cancelled: Callable[[], bool] = lambda: False,
    ) -> Iterator[Session]:
        """Open a conversation and end it."""
        connector = self.made()
        given = self.secrets() if secrets is None else secrets
        with context(connector, given, cancelled, self.token(given)) as ctx:
            session = connector.open(self.config() if config is None else config, ctx)
            try:
                yield session
            finally:
                session.close()

    def info(self, session: Session) -> TypeInfo:
        """Return what the connector tells of the type of this bench."""
        return next(info for info in session.describe() if info.name == self.type)

    def meet(self, name: str, *, writes: bool = False) -> None:
        """Begin a fault, or skip the test where the bench does not offer it."""
        if name not in self.faults:
            self.cannot(f"show the fault {name}")
        self.fault(name, writes=writes)
