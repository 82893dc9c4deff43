"""A real Odoo by XML-RPC: the door before it hides JSON-2 and says 18 for the version, and changes nothing else."""

from __future__ import annotations

import http.client
from collections.abc import Mapping
from typing import ClassVar
from xmlrpc.client import dumps, loads

from app.connectors.base import Scalar
from app.connectors.conformance.server import Answer, Asked
from tests.connectors.odoo.bench import ActivitiesMixin, NotesMixin, PeopleMixin
from tests.connectors.odoo.old import NOT_FOUND, method_of
from tests.live.odoo import DATABASE
from tests.proof.odoo_bench import LiveBench

_XML = {"Content-Type": "text/xml; charset=utf-8"}


def handed_on(port: int, asked: Asked) -> Answer:
    """Return what a real Odoo answers to a request by XML-RPC, as if it were of version 18."""
    if not asked.path.startswith("/xmlrpc/2/"):
        return NOT_FOUND
    line = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    try:
        line.request(asked.method, asked.path, asked.body, {"Content-Type": "text/xml"})
        reply = line.getresponse()
        body = reply.read()
    finally:
        line.close()
    if method_of(asked) == "version":
        ((about,), _) = loads(body)
        assert isinstance(about, dict)
        body = dumps(({**about, "server_version_info": [18, 0, 0, "final", 0, ""]},), methodresponse=True).encode()
    return Answer(body, reply.status, _XML if reply.status == 200 else {"Content-Type": "text/html"})


class OldLive(LiveBench):
    """Companies by XML-RPC."""

    login: ClassVar[str] = "admin"

    def config(self) -> Mapping[str, Scalar]:
        """Return the address, and what is needed besides."""
        return {"url": self.front.url, "database": DATABASE, "user": self.login}

    def answer(self, asked: Asked) -> Answer:
        """Hand a request on to Odoo, and its answer back."""
        return handed_on(self.odoo.port, asked)


class OldSalesLive(OldLive):
    """Companies by XML-RPC, as somebody without any right of administration."""

    who = "sales"
    login = "yui"


class OldPeopleLive(PeopleMixin, OldLive):
    """People by XML-RPC."""


class OldNotesLive(NotesMixin, OldSalesLive):
    """Notes by XML-RPC, as a sales person sees them."""


class OldActivitiesLive(ActivitiesMixin, OldLive):
    """Activities by XML-RPC."""
