"""Pulses in a line: `~4` judges the warmth of the relation, `~業務4` and `~backing 2` another aspect."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

ASPECTS: Mapping[str, str] = {
    "業務": "pulse_embedding",
    "組み込み": "pulse_embedding",
    "embedding": "pulse_embedding",
    "use": "pulse_embedding",
    "経営": "pulse_backing",
    "役員": "pulse_backing",
    "backing": "pulse_backing",
    "exec": "pulse_backing",
    "温度": "pulse_warmth",
    "関係": "pulse_warmth",
    "warmth": "pulse_warmth",
}
DEFAULT = "pulse_warmth"

# A sign of its own between spaces or stops: 10〜4 and 〜4時 are spans, and Japanese keyboards write 〜 for ~.
_PULSE = re.compile(
    rf"(?:^|(?<=[\s、。,;\0]))[~〜](?P<aspect>{'|'.join(ASPECTS)})?\s?(?P<value>[1-5])(?=$|[\s、。,;!#@\0]|\.(?!\d))",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class PulseRef:
    """One aspect and the value 1–5 that the line gives it; `span` is where it stands."""

    aspect: str
    value: int
    span: tuple[int, int]


def pulses_in(flat: str) -> list[PulseRef]:
    """Return the pulses of a line whose signs are plain, in their order."""
    return [
        PulseRef(ASPECTS.get((found["aspect"] or "").lower(), DEFAULT), int(found["value"]), found.span())
        for found in _PULSE.finditer(flat)
    ]
