"""Engines: SQLite (WAL, FULL) embedded, or PostgreSQL. Reads and writes are told apart.

SQLite has one writer; giving it one connection turns lock time-outs into a fair queue. PostgreSQL stores no zero
byte in a text; hostile input is full of them, so they are left out on the way into either database.
"""

import re
from pathlib import Path
from typing import Any

import msgspec
import sqlalchemy as sa
from sqlalchemy import event
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine

_ESCAPED_ZERO = re.compile(r"(?<!\\)((?:\\\\)*)\\u0000")


def _to_json(value: Any) -> str:
    text = msgspec.json.encode(value).decode()
    return _ESCAPED_ZERO.sub(r"\1", text) if "\\u0000" in text else text


# Values stay out of error texts: those of a failed statement may be a password's hash or a session's token.
_json: dict[str, Any] = {
    "json_serializer": _to_json,
    "json_deserializer": msgspec.json.decode,
    "hide_parameters": True,
}


def sqlite_url(path: Path) -> str:
    """The URL of an embedded database file."""
    return f"sqlite+aiosqlite:///{path}"


def keep_private(url: str) -> None:
    """Let only its owner read an embedded database, whatever its folder and the umask allow."""
    path = sa.make_url(url).database
    if url.startswith("sqlite") and path and path != ":memory:":
        Path(path).touch(mode=0o600)
        Path(path).chmod(0o600)


def open_engines(url: str) -> tuple[AsyncEngine, AsyncEngine]:
    """(writer, reader) for `url`: `sqlite+aiosqlite:///…` or `postgresql+asyncpg://…`."""
    if url.startswith("sqlite"):
        return _sqlite(url, writer=True), _sqlite(url, writer=False)
    engine = create_async_engine(url, pool_size=10, max_overflow=10, pool_pre_ping=True, **_json)
    _leave_out_zero_bytes(engine)
    return engine, engine


def _sqlite(url: str, *, writer: bool) -> AsyncEngine:
    size = 1 if writer else 4
    engine = create_async_engine(
        url, pool_size=size, max_overflow=0, poolclass=sa.AsyncAdaptedQueuePool, pool_timeout=60, **_json
    )

    _leave_out_zero_bytes(engine)

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


def _leave_out_zero_bytes(engine: AsyncEngine) -> None:
    @event.listens_for(engine.sync_engine, "before_cursor_execute", retval=True)
    def clean(
        _connection: Any,
        _cursor: Any,
        statement: str,
        parameters: Any,
        _context: Any,
        executemany: bool,  # noqa: FBT001  # SQLAlchemy's signature
    ) -> tuple[str, Any]:
        if executemany:
            return statement, [_cleaned(row) for row in parameters]
        return statement, _cleaned(parameters)


def _cleaned(parameters: Any) -> Any:
    if not isinstance(parameters, (tuple, list)) or not any(
        isinstance(value, str) and "\x00" in value for value in parameters
    ):
        return parameters
    return type(parameters)(
        value.replace("\x00", "") if isinstance(value, str) else value for value in parameters
    )
