"""The certificates by which this computer checks others, as a file: libpq of the wheel looks where none are."""

from __future__ import annotations

import atexit
import os
import ssl
import tempfile
from functools import cache
from pathlib import Path

from app.connectors.errors import BadConfig
from app.connectors.hub import words


def of_this_computer() -> str:
    """Return the file of the authorities that this computer trusts; BadConfig where it has none."""
    paths = ssl.get_default_verify_paths()
    if paths.cafile is not None:
        return paths.cafile
    found = [
        ssl.DER_cert_to_PEM_cert(one) for one in ssl.create_default_context().get_ca_certs(binary_form=True)
    ] or _in_folder(paths.capath)
    if not found:
        raise BadConfig("ca", words.NO_AUTHORITY)
    return _written("".join(found))


def _in_folder(folder: str | None) -> list[str]:
    """Return those of a folder, which OpenSSL itself would look into only when it needs one."""
    if folder is None:
        return []
    files = (path for path in sorted(Path(folder).iterdir()) if path.suffix in (".pem", ".crt", ".0"))
    found = {path.read_text("utf-8", "replace") for path in files if path.is_file()}
    return sorted(text if text.endswith("\n") else f"{text}\n" for text in found if "BEGIN CERTIFICATE" in text)


@cache
def _written(certificates: str) -> str:
    """Write them down for as long as this process lives, where nobody else can put others in their place."""
    number, path = tempfile.mkstemp(prefix="banso-authorities-", suffix=".pem")
    with os.fdopen(number, "w", encoding="utf-8") as file:
        file.write(certificates)
    atexit.register(Path(path).unlink, missing_ok=True)
    return path
