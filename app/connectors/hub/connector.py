"""The team hub as a connector: what is asked of a person, and how its types go with our nouns."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, ClassVar

from app.connectors.base import API, Auth, Context, Param, Preset, Scalar, SecretAuth
from app.connectors.hub.kinds import PRESETS
from app.connectors.hub.settings import settings
from app.connectors.hub.words import N_

if TYPE_CHECKING:
    from app.connectors.hub.session import HubSession


class HubConnector:
    """Shares accounts and what belongs to them with a team, through a PostgreSQL database that the team's IT keeps."""

    api: ClassVar[int] = API
    id: ClassVar[str] = "hub"
    label: ClassVar[str] = N_("PostgreSQL team hub")
    params: ClassVar[tuple[Param, ...]] = (
        Param("host", N_("Server"), help=N_("Your IT tells you this, the database and your name there.")),
        Param("port", N_("Port"), "int", default=5432, required=False),
        Param("database", N_("Database"), default="banso"),
        Param("user", N_("Your name on the server")),
        Param(
            "tls",
            N_("Protection of the line"),
            "choice",
            default="full",
            choices=(("full", N_("Encrypted, certificate checked")), ("off", N_("Only on this computer"))),
        ),
        Param(
            "ca",
            N_("Certificate of your company"),
            "file",
            required=False,
            help=N_("Only if your IT gives you one; else the certificates of this computer count."),
        ),
    )
    auth: ClassVar[Auth] = SecretAuth((Param("password", N_("Password"), "password"),))
    presets: ClassVar[Mapping[str, Preset]] = PRESETS
    page: ClassVar[int] = 5_000

    def open(self, config: Mapping[str, Scalar], ctx: Context) -> HubSession:
        """Begin; the first question connects."""
        where = settings(config)
        # Only now: what speaks PostgreSQL is needed by those alone who have a hub.
        from app.connectors.hub.session import HubSession

        return HubSession(where, ctx, self.page)
