"""How many rounds a proof runs: BANSO_PROOF says a tenth, as before every landing, or all of them."""

from __future__ import annotations

import os


def rounds(full: int) -> int:
    """Return the rounds of a proof that has `full` of them; a tenth where BANSO_PROOF does not ask for all."""
    asked = os.environ.get("BANSO_PROOF", "tenth")
    if asked not in {"tenth", "full"}:
        raise ValueError(f"BANSO_PROOF is tenth or full, not {asked}")
    return full if asked == "full" else max(1, full // 10)
