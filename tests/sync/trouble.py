"""How the other systems of a program behave, and what goes wrong in one of its runs."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from app.connectors.memory import MemoryServer, Request, crm_types

CANARY = "s3cr3t-canary-of-the-sign-in"


class Killed(BaseException):
    """The process dies here: nothing after this instant is written."""


@dataclass(frozen=True)
class Remote:
    """How one of the other systems behaves."""

    name: str = "crm"
    guard: Literal["atomic", "check"] = "atomic"
    deletions: Literal["feed", "sweep"] = "feed"
    answers: Literal["after", "version", "id"] = "after"
    whole: bool = False
    single: bool = False
    lag: int = 0
    page_size: int = 3
    batch: int = 2

    def server(self) -> MemoryServer:
        """Return an empty system of that kind."""
        types = crm_types(self.guard, self.deletions, batch=self.batch)
        return MemoryServer(
            types, self.name, page_size=self.page_size, lag=self.lag, password=CANARY, answers=self.answers,
            whole=self.whole, single=self.single,
        )  # fmt: skip


@dataclass
class Trouble:
    """What goes wrong in one run: a fault at the n-th request, a kill at the n-th edge, others who write meanwhile."""

    fault: str = ""
    at: int = 0
    writes_only: bool = True
    kill: int | None = None
    meanwhile: Callable[[], None] | None = None
    seen: int = 0
    edges: int = 0
    dead: bool = False

    def of(self, request: Request) -> str:
        """Return the fault of one request."""
        if self.dead:
            raise Killed
        if self.writes_only and not request.writes:
            return ""
        self.seen += 1
        return self.fault if self.seen == self.at + 1 else ""

    def before(self, request: Request) -> None:
        """Let somebody write in the very moment in which a request is under way."""
        if request.writes and self.meanwhile is not None:
            meanwhile, self.meanwhile = self.meanwhile, None
            meanwhile()

    def edge(self, _where: str) -> None:
        """Die at one edge; who is dead stays dead."""
        self.edges += 1
        if self.dead or (self.kill is not None and self.edges == self.kill + 1):
            self.dead = True
            raise Killed
