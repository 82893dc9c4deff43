"""A score as scripts read it: keys instead of words, exact decimals as text, the same bytes for the same knowledge."""

from __future__ import annotations

import json
from collections.abc import Mapping
from decimal import Decimal

from app.health.score import Part, Score
from app.health.why import Change


def document(account_id: str, name: str, score: Score, change: Change | None = None) -> dict[str, object]:
    """Return a score with everything that made it; 50 + Σ effects (parts, rules, feeling, override, clamp) = exact.

    `change` is why it moved, where somebody asked and both days have a score.
    """
    return {
        "account": {"id": account_id, "name": name},
        "as_of": score.as_of.isoformat(),
        "score": score.score,
        "exact": _text(score.exact),
        "band": str(score.band),
        "coverage": decimal_text(score.coverage),
        "data_score": _text(score.data),
        "pulse_score": _text(score.pulse),
        "mean": _text(score.mean),
        "model_version": score.model.stamp,
        "parts": [_part(part) for part in score.parts],
        "rules": [
            {"name": one.rule.key, "effect": decimal_text(one.effect), "reason": _reason(one.rule.reason)}
            for one in score.rules
        ],
        "feeling": None
        if score.feeling is None
        else {
            "effect": decimal_text(score.feeling_effect),
            "reason": score.feeling.reason,
            "by": score.feeling.by,
            "on": score.feeling.on.isoformat(),
            "expires": score.feeling.expires.isoformat(),
        },
        "override": None
        if score.override is None
        else {
            "effect": decimal_text(score.override_effect),
            "reason": score.override.reason,
            "by": score.override.by,
            "on": score.override.on.isoformat(),
            "expires": score.override.expires.isoformat(),
        },
        "clamp": decimal_text(score.clamp),
        "change": None if change is None else _change(change),
    }


def canonical(document: Mapping[str, object]) -> bytes:
    """Return the bytes of a document: what was known on a day reads the same for ever."""
    return (json.dumps(document, ensure_ascii=False, indent=1) + "\n").encode("utf-8")


def decimal_text(value: Decimal) -> str:
    """Return a decimal without an exponent, without zeros at its end and without a negative zero."""
    return format(value.normalize(), "f") if value else "0"


def _part(part: Part) -> dict[str, object]:
    value = part.value
    reading = value.reading
    return {
        "measure": part.measure.key,
        "dimension": part.dimension.key,
        "kind": str(part.measure.kind),
        "raw": _text(value.raw),
        "source": reading.source if reading is not None else None,
        "observed_at": reading.observed_at if reading is not None else None,
        "age_days": value.age_days,
        "stale": value.stale,
        "weight": decimal_text(part.weight),
        "effective_weight": decimal_text(part.effective_weight),
        "score": _text(value.score),
        "effect": decimal_text(part.effect),
    }


def _change(change: Change) -> dict[str, object]:
    return {
        "since": change.since.as_of.isoformat(),
        "total": decimal_text(change.total),
        "causes": [
            {"cause": str(one.cause), "measure": one.measure, "effect": decimal_text(one.effect)}
            for one in change.causes
        ],
    }


def _reason(words: Mapping[str, str]) -> str:
    # The language of whoever asks must not change the bytes: English, else whatever the model says it in.
    return words.get("en") or next((words[lang] for lang in sorted(words)), "")


def _text(value: Decimal | None) -> str | None:
    return None if value is None else decimal_text(value)
