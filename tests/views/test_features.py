from __future__ import annotations

import subprocess
import sys


def test_that_importing_a_module_reads_no_source() -> None:
    code = (
        "import app.views.features as features; assert features.read_no_sources()\n"
        "import linecache\n"
        "before = len(linecache.cache)\n"
        "import app.views.theme, fractions, ipaddress\n"
        "print(len(linecache.cache) - before)"
    )
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=120)
    assert run.stdout.strip() == "0"
