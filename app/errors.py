"""The one error that a person may see: a key and its parameters, put into words where it is shown."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date


class BansoError(Exception):
    """Refused or failed, with everything left as it was.

    `key` names the words: catalogue entries with the contexts "error.title" and "error.message".
    `field` names the input at fault, where there is one. `params` fill the words; they never hold a secret.
    """

    def __init__(self, key: str, field: str | None = None, **params: object) -> None:
        super().__init__(key)
        self.key = key
        self.field = field
        self.params: Mapping[str, object] = params

    def __str__(self) -> str:
        return f"{self.key} {dict(self.params)}" if self.params else self.key


@dataclass(frozen=True)
class FirstOf:
    """The first few of many, each as (name, what tells it from others of that name), and how many `more` there are.

    A parameter of an error; what it holds is kept out of logs.
    """

    first: tuple[tuple[str, str | date], ...] = field(default=(), repr=False)
    more: int = 0


class Cancelled(Exception):
    """The person stopped a long piece of work; nothing half done remains."""
