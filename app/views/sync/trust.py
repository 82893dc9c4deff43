"""Whose code a person lets run beside the book: the packages of strangers that bring connectors."""

from __future__ import annotations

from PySide6.QtCore import QSettings

from app.errors import BansoError
from app.operations.syncing.rows import Kind

_KEY = "sync/trusted"


def package_of(kind: Kind) -> str:
    """Return what is trusted: the package, or where it has no name the kind."""
    return kind.distribution or kind.id


def trusted(settings: QSettings) -> set[str]:
    """Return the packages that are trusted."""
    return set(str(settings.value(_KEY, "") or "").split("\n")) - {""}


def trust(settings: QSettings, kind: Kind) -> None:
    """Trust the package of a kind from now on."""
    settings.setValue(_KEY, "\n".join(sorted({*trusted(settings), package_of(kind)})))


def load_apart(_report: object, _cancelled: object, id: str) -> Kind:
    """Return a kind with its code loaded; "sync.broken_connector" where that cannot be used."""
    from app.operations.syncing.kinds import kind_of

    kind = kind_of(id)
    if kind is None or kind.broken:
        why = kind.broken.strip().rsplit("\n", 1)[-1] if kind is not None else ""
        raise BansoError("sync.broken_connector", id=id, why=why)
    return kind
