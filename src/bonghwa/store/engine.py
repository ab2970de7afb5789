"""Engines: SQLite (WAL, FULL) embedded, or PostgreSQL. Reads and writes are told apart.

SQLite has one writer; giving it one connection turns lock time-outs into a fair queue.
"""

from pathlib import Path
from typing import Any

import msgspec
import sqlalchemy as sa
from sqlalchemy import event
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine

_json = {
    "json_serializer": lambda value: msgspec.json.encode(value).decode(),
    "json_deserializer": msgspec.json.decode,
}


def sqlite_url(path: Path) -> str:
    """The URL of an embedded database file."""
    return f"sqlite+aiosqlite:///{path}"


def open_engines(url: str) -> tuple[AsyncEngine, AsyncEngine]:
    """(writer, reader) for `url`: `sqlite+aiosqlite:///…` or `postgresql+asyncpg://…`."""
    if url.startswith("sqlite"):
        return _sqlite(url, writer=True), _sqlite(url, writer=False)
    engine = create_async_engine(url, pool_size=10, max_overflow=10, pool_pre_ping=True, **_json)
    return engine, engine


def _sqlite(url: str, *, writer: bool) -> AsyncEngine:
    size = 1 if writer else 4
    engine = create_async_engine(
        url, pool_size=size, max_overflow=0, poolclass=sa.AsyncAdaptedQueuePool, pool_timeout=60, **_json
    )

    @event.listens_for(engine.sync_engine, "connect")
    def prepare(connection: Any, _record: Any) -> None:
        connection.isolation_level = None  # we say BEGIN ourselves
        cursor = connection.cursor()
        for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON", "busy_timeout=30000"):
            cursor.execute(f"PRAGMA {pragma}")
        cursor.close()

    @event.listens_for(engine.sync_engine, "begin")
    def begin(connection: sa.Connection) -> None:
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writer else "BEGIN")

    return engine
