"""A small CRM in memory with every fault a real one shows, and the connector to it: for tests and for trying out."""

from app.connectors.memory.connector import SERVERS, MemoryConnector, MemorySession
from app.connectors.memory.crm import crm_types
from app.connectors.memory.presets import PRESETS
from app.connectors.memory.records import Applied, Record, Request
from app.connectors.memory.server import MemoryServer

__all__ = [
    "PRESETS",
    "SERVERS",
    "Applied",
    "MemoryConnector",
    "MemoryServer",
    "MemorySession",
    "Record",
    "Request",
    "crm_types",
]
