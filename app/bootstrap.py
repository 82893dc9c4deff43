"""The only wiring: arguments → language → profile → window, screens as pictures, or a verb without a window."""

from __future__ import annotations

import sys


def run(argv: list[str] | None = None) -> int:
    """Start Banso and return its exit code."""
    from app.cli.main import main, read_arguments

    arguments = read_arguments(sys.argv if argv is None else argv)
    if arguments.verb is None:
        from app.views.features import read_no_sources

        # Before all that it would read.
        read_no_sources()
        from app.views.application import open_window

        return open_window(arguments)
    if arguments.verb == "shots":
        from app.views.shots import take_shots

        return take_shots(arguments)
    return main(arguments)
