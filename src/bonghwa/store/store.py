"""The store: transactions, and the facts that are handed on once they are committed."""

import asyncio
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from typing import Any

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from bonghwa.kernel.clock import Clock, SystemClock
from bonghwa.store.engine import open_engines
from bonghwa.store.outbox import Event, write_event


class Tx:
    """One transaction. Services take it first; whoever opened it commits it."""

    def __init__(self, connection: AsyncConnection, clock: Clock) -> None:
        self.connection = connection
        self.clock = clock

    async def execute(
        self, statement: sa.Executable, values: Mapping[str, Any] | Sequence[Mapping[str, Any]] | None = None
    ) -> sa.CursorResult[Any]:
        """Run one statement; with a sequence of `values`, once for each."""
        return await self.connection.execute(statement, values)

    async def emit(self, event: Event) -> None:
        """Record a fact; subscribers see it after commit, and only then."""
        await write_event(self.connection, self.clock, event)

    @property
    def dialect(self) -> str:
        return self.connection.dialect.name


class Store:
    """A database: SQLite or PostgreSQL, by URL."""

    def __init__(self, url: str, clock: Clock | None = None) -> None:
        self.url = url
        self.clock: Clock = clock or SystemClock()
        self.committed = asyncio.Event()
        self._writer, self._reader = open_engines(url)

    @asynccontextmanager
    async def write(self) -> AsyncIterator[Tx]:
        """A transaction that commits at the end, or not at all when something raises."""
        async with self._writer.begin() as connection:
            yield Tx(connection, self.clock)
        self.committed.set()

    @asynccontextmanager
    async def read(self) -> AsyncIterator[Tx]:
        """A transaction that only looks."""
        async with self._reader.begin() as connection:
            yield Tx(connection, self.clock)

    async def close(self) -> None:
        """Give every connection back."""
        await self._writer.dispose()
        if self._reader is not self._writer:
            await self._reader.dispose()
