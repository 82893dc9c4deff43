"""Records as tables in a folder, also on a shared drive: a partner that asks for no account anywhere."""

from app.connectors.folder.connector import FolderConnector

__all__ = ["FolderConnector"]
