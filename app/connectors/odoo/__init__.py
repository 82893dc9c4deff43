"""Odoo: companies, people, notes, activities and opportunities, by JSON-2, or by XML-RPC (Odoo 18 and below)."""

from app.connectors.odoo.connector import OdooConnector

__all__ = ["OdooConnector"]
