"""What all tables share: one metadata with stable constraint names, UTC times, and JSON columns."""

from datetime import UTC, datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.engine import Dialect

metadata = sa.MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)

Json = sa.JSON().with_variant(JSONB(), "postgresql")
Id = sa.String(36)
CodeText = sa.String(63)


class UtcTime(sa.types.TypeDecorator[datetime]):
    """An aware UTC time in Python; PostgreSQL keeps the zone, SQLite a plain UTC text that sorts."""

    impl = sa.DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("A time without a zone cannot be stored.")
        value = value.astimezone(UTC)
        return value.replace(tzinfo=None) if dialect.name == "sqlite" else value

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


def id_column() -> sa.Column[str]:
    """The primary key of nearly every table: a UUIDv7 as text."""
    return sa.Column("id", Id, primary_key=True)


def place_columns() -> tuple[sa.Column[Any], sa.Column[Any]]:
    """Whose row it is: every row that belongs to someone carries the codes of its institution and system."""
    return (
        sa.Column("institution", CodeText, nullable=False, index=True),
        sa.Column("system", CodeText, nullable=False, index=True),
    )
