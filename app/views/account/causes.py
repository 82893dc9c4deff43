"""Where a value came from, in words: the cause of a change is the name of the operation that made it."""

from __future__ import annotations

from app.language import keyed

_FAMILIES = {
    "import": "import",
    "import_export": "import",
    "take_back": "undo",
    "restore_field": "restore",
    "restore_terms": "restore",
    "create_account": "made",
    "log_line": "log",
    "judge_fit": "judge_fit",
    "confirm_intent": "intent",
    "write_handover": "handover",
    "accept_handover": "handover",
    "hand_over": "handover",
    "make_profile": "made",
    "say_pulse": "judged",
    "confirm_same": "judged",
    "say_feeling": "judged",
    "confirm_feeling": "judged",
    "take_back_feeling": "judged",
    "set_override": "judged",
    "lift_override": "judged",
    "add_reading": "reading",
    "correct_reading": "reading",
}


def cause_words(cause: str) -> str:
    """Return what made a change: edited, import, undo, quick log …"""
    if cause.startswith("demo_"):
        return keyed("cause", "demo")
    return keyed("cause", _FAMILIES.get(cause, "edit"))
