"""Where things lie: the files that ship with Banso and the profile folder of the person."""

from __future__ import annotations

import os
import sys
from pathlib import Path


def resource(*parts: str) -> Path:
    """Return a file that ships with Banso, in a checkout, an installed wheel or a frozen build."""
    here = Path(__file__).resolve().parent
    packaged = here / "_resources"
    root = packaged if packaged.is_dir() else here.parent / "resources"
    frozen = getattr(sys, "_MEIPASS", None)
    if frozen is not None:
        root = Path(frozen) / "app" / "_resources"
    return root.joinpath(*parts)


def default_profile() -> Path:
    """Return the profile folder: BANSO_PROFILE, else the platform's data folder."""
    named = os.environ.get("BANSO_PROFILE")
    if named:
        return Path(named)
    import platformdirs

    return Path(platformdirs.user_data_dir("banso", appauthor=False))
