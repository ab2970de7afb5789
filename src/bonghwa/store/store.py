"""The store: transactions, and the facts that are handed on once they are committed."""

from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager, nullcontext
from typing import Any

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from bonghwa.kernel.clock import Clock, SystemClock
from bonghwa.kernel.logging import get_logger
from bonghwa.store.engine import open_engines
from bonghwa.store.outbox import Event, Listener, write_event
from bonghwa.store.turns import Turns

log = get_logger("store")


class Tx:
    """One transaction. Services take it first; whoever opened it commits it."""

    def __init__(self, connection: AsyncConnection, clock: Clock) -> None:
        self.connection = connection
        self.clock = clock
        self.events: list[Event] = []

    async def execute(
        self, statement: sa.Executable, values: Mapping[str, Any] | Sequence[Mapping[str, Any]] | None = None
    ) -> sa.CursorResult[Any]:
        """Run one statement; with a sequence of `values`, once for each."""
        return await self.connection.execute(statement, values)

    async def emit(self, event: Event) -> None:
        """Record a fact; subscribers see it after commit, and only then."""
        self.events.append(event)
        if not event.fleeting:
            await write_event(self.connection, self.clock, event)

    @property
    def dialect(self) -> str:
        return self.connection.dialect.name


class Store:
    """A database: SQLite or PostgreSQL, by URL."""

    def __init__(self, url: str, clock: Clock | None = None) -> None:
        self.url = url
        self.clock: Clock = clock or SystemClock()
        self._listeners: list[Listener] = []
        self._writer, self._reader = open_engines(url)
        self._turns = Turns() if url.startswith("sqlite") else None

    @asynccontextmanager
    async def write(self, *, urgent: bool = False) -> AsyncIterator[Tx]:
        """A transaction that commits at the end, or not at all when something raises.

        Where there is one writer, `urgent` work (the path of a log line) goes before work that can wait.
        """
        async with (
            self._turns.turn(urgent=urgent) if self._turns else nullcontext(),
            self._writer.begin() as connection,
        ):
            tx = Tx(connection, self.clock)
            yield tx
        if tx.events:
            for listener in self._listeners:
                try:
                    listener(tx.events)
                except Exception as error:  # noqa: BLE001  # it is committed: nobody may be told otherwise
                    log.warning("store.listener_failed", error=type(error).__name__)

    def on_commit(self, listener: Listener) -> None:
        """Call `listener` with the facts of every transaction of this process, right after its commit."""
        self._listeners.append(listener)

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
