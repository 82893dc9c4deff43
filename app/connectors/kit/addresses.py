"""The address of a server as a person types it, checked and made plain."""

from __future__ import annotations

from urllib.parse import urlsplit

from app.connectors.errors import BadConfig
from app.connectors.kit.call import taken_apart


def base_url(field: str, text: object, *, plain: bool = False) -> str:
    """Return an address without its last slash; BadConfig names `field`.

    It begins with https://, is this very machine, or, where `plain` says so, any http:// address.
    """
    address = str(text or "").strip()
    if address and "://" not in address:
        address = f"https://{address}"
    try:
        origin, _ = taken_apart(address)
    except BadConfig as error:
        raise BadConfig(field, error.message) from None
    parts = urlsplit(address)
    if parts.query or parts.fragment:
        raise BadConfig(field, "The address of a server ends before any question mark.")
    if not (plain or origin.is_private):
        raise BadConfig(field, "An address begins with https://.")
    return address.rstrip("/")
