"""Odoo as a connector: what is asked of a person, and how its records go with our nouns."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar
from urllib.parse import urlsplit

from app.connectors.base import API, Auth, Context, Param, Preset, Scalar, SecretAuth
from app.connectors.kit.addresses import base_url
from app.connectors.kit.budget import Rate
from app.connectors.odoo.presets import PRESETS
from app.connectors.odoo.rpc import Rpc
from app.connectors.odoo.session import OdooSession
from app.connectors.odoo.words import N_


class OdooConnector:
    """Talks to Odoo with the API key of one of its users, who sees and may do what that user may."""

    api: ClassVar[int] = API
    id: ClassVar[str] = "odoo"
    label: ClassVar[str] = "Odoo"
    params: ClassVar[tuple[Param, ...]] = (
        Param("url", N_("Address"), "url", help=N_("As in the browser, such as https://you.odoo.com")),
        Param(
            "database",
            N_("Database"),
            required=False,
            default="",
            help=N_(
                "Only where the server has several, or is older than Odoo 19 and tells none. Your administrator knows."
            ),
        ),
        Param(
            "user",
            N_("Login"),
            required=False,
            default="",
            help=N_("Only for Odoo 18 and older: what you type to sign in there, mostly your e-mail address."),
        ),
    )
    auth: ClassVar[Auth] = SecretAuth(
        (
            Param(
                "key",
                N_("API key"),
                "password",
                help=N_("In Odoo: your picture, My Preferences, Security, Add API Key."),
            ),
        )
    )
    presets: ClassVar[Mapping[str, Preset]] = PRESETS
    rate: ClassVar[Rate] = Rate(20, 1)
    page: ClassVar[int] = 2_000

    def open(self, config: Mapping[str, Scalar], ctx: Context) -> OdooSession:
        """Check the settings; the first request is made by what is asked."""
        address = base_url("url", config.get("url"))
        path = urlsplit(address).path
        for inside in ("/odoo", "/web"):
            # Copied from the browser's line it names a page of Odoo.
            if path == inside or path.startswith(inside + "/"):
                address = address.removesuffix(path)
        database = str(config.get("database") or "").strip()
        login = str(config.get("user") or "").strip()
        return OdooSession(Rpc(ctx, address, database, login), ctx, self.page)
