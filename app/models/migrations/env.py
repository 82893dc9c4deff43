"""Runs the migrations on the connection that app.models.migrate opened, inside its transaction."""

from __future__ import annotations

from alembic import context

from app.models.tables import metadata

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    render_as_batch=True,
    transactional_ddl=False,  # app.models.migrate owns the one transaction around all of them
)
context.run_migrations()
