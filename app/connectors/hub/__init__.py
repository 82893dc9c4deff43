"""A PostgreSQL database that several colleagues share: how a book outgrows one machine."""

from app.connectors.hub.connector import HubConnector

__all__ = ["HubConnector"]
