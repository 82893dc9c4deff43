"""A real Odoo as the other side of the proof of killing: it can kill who asks it, and can be killed itself."""

from __future__ import annotations

import http.client
import json
import os
import random
import signal
from collections.abc import Mapping
from pathlib import Path

from app.connectors.conformance.server import Answer, Asked, FakeServer
from app.connectors.odoo.rpc import WRITING
from tests.live.odoo import Odoo
from tests.proof.sides import Fields, Side, one_of_each

_OURS = [["is_company", "=", True]]


class OdooSide(Side):
    """Companies by name, with website and city."""

    connector = "odoo"

    def __init__(self, folder: Path) -> None:
        self.odoo = Odoo()
        self.odoo.sql("update res_partner set is_company = false")
        self.front = FakeServer(self._met)
        self.key = folder / "key.txt"
        self.key.write_text(self.odoo.key())
        self.spare()

    def settings(self) -> list[str]:
        """Name the address, and the file with the key."""
        return ["--set", f"url={self.front.url}", "--secret", f"key={self.key}"]

    def accounts(self) -> dict[str, Fields]:
        """Read the database itself."""
        sql = "select name, website, city from res_partner where is_company and active"
        host = "http://"
        return one_of_each([(n, (w and w.removeprefix(host), c)) for n, w, c in self.odoo.sql(sql)])  # type: ignore[misc]

    def write(self, new: Mapping[str, Fields], domains: Mapping[str, str], gone: set[str]) -> None:
        """Let colleagues work in Odoo."""
        rows = self.odoo.call("res.partner", "search_read", domain=_OURS, fields=["name"])
        ids = {row["name"]: row["id"] for row in rows}
        for name, domain in domains.items():
            self.odoo.call("res.partner", "write", ids=[ids[name]], vals={"website": domain})
        if gone:
            self.odoo.call("res.partner", "write", ids=[ids[name] for name in gone], vals={"active": False})
        vals = [
            {"name": name, "is_company": True, "website": domain or False, "city": city or False}
            for name, (domain, city) in new.items()
        ]
        self.odoo.call("res.partner", "create", vals_list=vals)

    def busy(self) -> bool:
        """Nobody can see that from outside."""
        return False

    def kill_at(self, pid: int, chance: random.Random) -> bool:
        """Kill at some write, mostly once it is applied and before anybody is told."""
        self._after, self._left = chance.random() < 0.7, chance.randint(0, 1)
        self._victim = pid
        return True

    def fall_at(self, chance: random.Random) -> None:
        """Let Odoo itself die at some write."""
        self.kill_at(0, chance)
        self._falls = True

    def spare(self) -> None:
        """Kill nobody any more; who fell stands up."""
        self._victim, self._after, self._left, self._falls, self.fell = 0, False, 0, False, False
        if not self.odoo.runs:
            self.odoo.start()

    def close(self) -> None:
        """Stop everything."""
        self.front.close()
        self.odoo.close()

    def _met(self, asked: Asked) -> Answer:
        self._hit(asked, applied=False)
        if not self.odoo.runs:
            return Answer({"message": "bad gateway"}, 502)
        answer = self._handed_on(asked)
        self._hit(asked, applied=True)
        return answer if self.odoo.runs else Answer({"message": "bad gateway"}, 502)

    def _hit(self, asked: Asked, *, applied: bool) -> None:
        if asked.path.rpartition("/")[2] not in WRITING or applied != self._after:
            return
        self._left -= 1
        if self._left >= 0:
            return
        if self._victim:
            os.kill(self._victim, signal.SIGKILL)
            self._victim = 0
        if self._falls:
            self._falls, self.fell = False, True
            self.odoo.kill()

    def _handed_on(self, asked: Asked) -> Answer:
        line = http.client.HTTPConnection("127.0.0.1", self.odoo.port, timeout=60)
        try:
            kept = {n: v for n, v in asked.headers.items() if n in ("authorization", "content-type")}
            line.request(asked.method, asked.path, asked.body, kept)
            reply = line.getresponse()
            return Answer(json.loads(reply.read()), reply.status)
        finally:
            line.close()
