"""The folder as a connector: what is asked of a person, and how its tables go with our nouns."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import ClassVar

from app.connectors.base import API, Auth, Context, NoAuth, Param, Preset, Scalar
from app.connectors.errors import BadConfig, Unavailable
from app.connectors.folder import words
from app.connectors.folder.home import Home
from app.connectors.folder.presets import PRESETS
from app.connectors.folder.session import FolderSession
from app.connectors.folder.words import N_


class FolderConnector:
    """Keeps records as CSV or XLSX tables in a folder, which may lie on a shared drive."""

    api: ClassVar[int] = API
    id: ClassVar[str] = "folder"
    label: ClassVar[str] = N_("Folder with tables")
    params: ClassVar[tuple[Param, ...]] = (
        Param(
            "folder",
            N_("Folder"),
            "folder",
            help=N_("A folder of its own, also on a shared drive. From the first write on, every row has a banso_id."),
        ),
        Param(
            "format",
            N_("Format"),
            "choice",
            default="csv",
            choices=(("csv", "CSV"), ("xlsx", "Excel")),
            help=N_("CSV files keep whatever others add. Excel files lose formats and formulas once Banso writes."),
        ),
    )
    auth: ClassVar[Auth] = NoAuth()
    presets: ClassVar[Mapping[str, Preset]] = PRESETS
    conformance: ClassVar[str] = "app.connectors.folder.bench:FolderBench"

    def open(self, config: Mapping[str, Scalar], ctx: Context) -> FolderSession:
        """Open the folder that the settings name."""
        format = str(config.get("format") or "csv")
        if format not in ("csv", "xlsx"):
            raise BadConfig("format", words.CHOOSE_FORMAT)
        place = str(config.get("folder") or "").strip()
        if not place:
            raise BadConfig("folder", words.CHOOSE_FOLDER)
        home = Home(Path(place).expanduser(), format, ctx.cancelled)
        with suppress(Unavailable):
            home.check()  # a drive that is away may be there for the first question
        return FolderSession(home, ctx)
