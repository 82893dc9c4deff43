"""Makes an office package say nothing about the machine or its people, and the same bytes for the same content."""

from __future__ import annotations

import io
import re
import zipfile
from datetime import date

_EPOCH = (1980, 1, 1, 0, 0, 0)
_DROPPED = re.compile(
    r"docProps/(thumbnail\.\w+|custom\.xml)|ppt/printerSettings/.*|ppt/commentAuthors\.xml|ppt/authors\.xml"
    r"|docMetadata/.*"
)
_APP = (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<Properties '
    'xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties">'
    "<Application>Banso</Application></Properties>"
)


def sealed(package: bytes, on: date) -> bytes:
    """Return an office package with fixed times (`on` where one is required) and no names of people or machines."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(package)) as source, zipfile.ZipFile(out, "w") as target:
        for name in source.namelist():
            if _DROPPED.fullmatch(name):
                continue
            data = source.read(name)
            if name.endswith(".xlsx"):
                data = sealed(data, on)
            elif name == "docProps/app.xml":
                data = _APP.encode()
            elif name == "docProps/core.xml":
                data = _dated(data, on)
            elif name.endswith(".rels"):
                data = _without_dropped(data, b"Relationship", b"Target")
            elif name == "[Content_Types].xml":
                data = _without_dropped(data, b"Override", b"PartName")
            entry = zipfile.ZipInfo(name, _EPOCH)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = 0o600 << 16
            target.writestr(entry, data)
    return out.getvalue()


def _dated(core: bytes, on: date) -> bytes:
    moment = f"{on.isoformat()}T00:00:00Z".encode()
    return re.sub(rb"(<dcterms:(?:created|modified)[^>]*>)[^<]*", rb"\g<1>" + moment, core)


def _without_dropped(data: bytes, tag: bytes, attribute: bytes) -> bytes:
    """Return the list of parts or relations without those that are left out of the package."""

    def kept(match: re.Match[bytes]) -> bytes:
        named = re.search(attribute + rb'="(?:\.\./)*/?([^"]*)"', match[0])
        path = named[1].decode() if named else ""
        return b"" if _DROPPED.fullmatch(path) or _DROPPED.fullmatch(f"ppt/{path}") else match[0]

    return re.sub(rb"<" + tag + rb" [^>]*/>", kept, data)
