"""What every table of the book shares: identity, revision, tombstone, and the one catalogue of tables.

Tables are SQLAlchemy Core, not mapped classes: every read is a question that returns frozen rows, every write goes
through the journal in bulk, so objects that track their own state would only be a second truth.
Days and instants are stored as ISO text (see app.clock.stamp), money in integer minor units, exact numbers as text.
"""

from __future__ import annotations

from sqlalchemy import JSON, Boolean, Column, ForeignKey, Index, Integer, MetaData, Table, Text, text

metadata = MetaData()

NOUNS: list[Table] = []
"""Tables of things a person writes: they have `id`, `rev`, a tombstone and a history, and take part in sync."""


def words(name: str, *, required: bool = False) -> Column[str]:
    """Return a text column."""
    return Column(name, Text, nullable=not required)


def json(name: str) -> Column[object]:
    """Return a column that holds a JSON value."""
    return Column(name, JSON(none_as_null=True))


def flag(name: str) -> Column[bool]:
    """Return a yes/no column; NULL where nobody said."""
    return Column(name, Boolean(create_constraint=False))


def whole(name: str) -> Column[int]:
    """Return an integer column."""
    return Column(name, Integer)


def ref(name: str, target: str, *, required: bool = False, index: bool = True) -> Column[str]:
    """Return a reference to the id of another noun."""
    return Column(name, Text, ForeignKey(f"{target}.id"), nullable=not required, index=index)


def noun(name: str, *columns: Column[object] | object) -> Table:
    """Return a table of things a person writes, with the columns that all of them share.

    `no` is the row id (short, for readings), `id` a UUIDv7 that is also the key of the record in other systems,
    `rev` moves with every write (trigger), `deleted_at` is the tombstone, `change_id` the change that created the row,
    `sample` marks the made-up book, `custom` holds a person's own fields.
    """
    table = Table(
        name,
        metadata,
        Column("no", Integer, primary_key=True),
        Column("id", Text, nullable=False, unique=True),
        *columns,  # type: ignore[arg-type]
        Column("rev", Integer, nullable=False, server_default=text("0")),
        Column("deleted_at", Text),
        Column("merged_into", Text),
        Column("change_id", Text, nullable=False),
        Column("sample", Boolean(create_constraint=False), nullable=False, server_default=text("0")),
        Column("custom", JSON(none_as_null=True)),
        Index(f"ix_{name}_change_id", "change_id"),
    )
    NOUNS.append(table)
    return table


def rev_triggers(name: str) -> tuple[str, str]:
    """Return the statements that keep `rev` of a noun, whatever writes to it.

    A statement that sets `rev` itself is left alone, so the trigger's own UPDATE ends there.
    """
    step = (
        "BEGIN UPDATE sync_clock SET n = n + 1; "
        f"UPDATE {name} SET rev = (SELECT n FROM sync_clock) WHERE no = NEW.no; END"
    )
    return (
        f"CREATE TRIGGER {name}_rev_insert AFTER INSERT ON {name} {step}",
        f"CREATE TRIGGER {name}_rev_update AFTER UPDATE ON {name} WHEN NEW.rev IS OLD.rev {step}",
    )
