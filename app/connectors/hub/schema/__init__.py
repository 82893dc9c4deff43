"""The database of a hub: its tables, who may see what, and how they came to be, version by version.

All records lie in one table, their fields in JSONB beside the account that they belong to. So there is one order of
changes over everything, one rule of who sees what, and one question that finds nothing new; and a field that a later
Banso brings needs no change of a table. What may stand in a record is said by `kind`, field by field: nothing else gets
in, by nobody's hand. What is private has no field there.

A version is never changed once it has shipped: what comes later is a version of its own.
"""

from __future__ import annotations

from collections.abc import Sequence

from app.connectors.hub.schema import leads, rights, tables, writing

VERSIONS: Sequence[tuple[str, ...]] = ((tables.SQL, rights.SQL, writing.SQL), (leads.SQL,))
"""What makes each version of the one before it."""

VERSION = len(VERSIONS)
"""The version that this Banso speaks."""

OLDEST = 1
"""The oldest one that it can work with: what such a hub has no type for is not shared there."""

GROUP = "banso_member"
"""The role on the server that every member is in."""

OWNER = "banso_owner"
"""The role that owns everything; nobody signs in as it."""
