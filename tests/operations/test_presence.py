from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from app.operations.presence import exists
from tests.builders import new_profile


def test_that_a_half_of_a_profile_is_one_too(tmp_path: Path) -> None:
    assert not exists(tmp_path / "p")
    new_profile(tmp_path / "p")
    assert exists(tmp_path / "p")
    (tmp_path / "p" / "keyinfo.json").rename(tmp_path / "p" / "elsewhere")
    assert exists(tmp_path / "p")
    (tmp_path / "p" / "book.sqlite").unlink()
    assert not exists(tmp_path / "p")


@pytest.mark.parametrize("module", ["app.operations.presence", "app.views.application"])
def test_that_the_first_question_of_a_start_imports_no_database(module: str) -> None:
    heavy = "{m.split('.')[0] for m in sys.modules} & {'sqlalchemy', 'alembic', 'keyring', 'pandas', 'matplotlib'}"
    done = subprocess.run(
        [sys.executable, "-c", f"import sys, {module}; print({heavy} or 'light')"],
        capture_output=True,
        text=True,
        timeout=120,
    )
    assert done.stdout.strip() == "light", done.stdout + done.stderr
