"""Laid into an environment and imported at its every start: writes down which files below BANSO_WATCHED it opens."""

import os
import sys

_below, _told = os.environ.get("BANSO_WATCHED", ""), os.environ.get("BANSO_WATCHED_INTO", "")


def _watch(event: str, details: tuple[object, ...]) -> None:
    if event not in {"open", "os.listdir", "os.scandir"} or not details or not isinstance(details[0], (str, bytes)):
        return
    path = os.path.realpath(os.fsdecode(details[0]))
    if path.startswith(_below + os.sep) and "site-packages" not in path and not path.endswith("pyvenv.cfg"):
        descriptor = os.open(_told, os.O_WRONLY | os.O_APPEND | os.O_CREAT)
        os.write(descriptor, f"{event} {path}\n".encode())
        os.close(descriptor)


if _below and _told:
    sys.addaudithook(_watch)
