"""Odoo: companies, people, notes, activities and opportunities, over its JSON-2 interface (Odoo 19 and later)."""

from app.connectors.odoo.connector import OdooConnector

__all__ = ["OdooConnector"]
