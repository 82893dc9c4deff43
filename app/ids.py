"""Identifiers that sort by the time they were made (UUIDv7), so that text keys insert in order."""

from __future__ import annotations

import os
import time
import uuid

_last = 0


def uuid7(milliseconds: int | None = None, random_bytes: bytes | None = None) -> str:
    """Return a new UUIDv7 as text; `milliseconds` and ten `random_bytes` make it repeatable.

    Ids made in one process increase strictly: the 12 bits after the millisecond count up within it.
    Source: RFC 9562, section 5.7 and method 1 of section 6.2.
    """
    global _last
    if milliseconds is None:
        now = (time.time_ns() // 1_000_000) << 12
        _last = max(_last + 1, now)
        stamp, sequence = _last >> 12, _last & 0xFFF
        noise = int.from_bytes(os.urandom(8)) & 0x3FFF_FFFF_FFFF_FFFF
    else:
        bits = random_bytes or os.urandom(10)
        stamp, sequence = milliseconds, int.from_bytes(bits[:2]) & 0xFFF
        noise = int.from_bytes(bits[2:10]) & 0x3FFF_FFFF_FFFF_FFFF
    return str(uuid.UUID(int=(stamp << 80) | (7 << 76) | (sequence << 64) | (2 << 62) | noise))
