"""The outbox: what happened is written in the transaction in which it happened, and handed on afterwards.

Delivery is at least once and in order; every subscriber is idempotent. A subscriber that keeps failing is tried
again with growing pauses and, after `MAX_ATTEMPTS`, parked where `parked` shows it; nothing is dropped.
"""

import asyncio
from collections.abc import Awaitable, Callable
from datetime import timedelta
from typing import Any, ClassVar, Protocol

import msgspec
import sqlalchemy as sa
from msgspec import Struct
from sqlalchemy.ext.asyncio import AsyncConnection

from bonghwa.kernel.clock import Clock
from bonghwa.kernel.logging import get_logger
from bonghwa.store.tables import UtcTime, metadata

MAX_ATTEMPTS = 12
BATCH = 200

log = get_logger("outbox")

outbox = sa.Table(
    "outbox",
    metadata,
    sa.Column(
        "sequence", sa.BigInteger().with_variant(sa.Integer, "sqlite"), primary_key=True, autoincrement=True
    ),
    sa.Column("at", UtcTime, nullable=False),
    sa.Column("topic", sa.String(100), nullable=False),
    sa.Column("body", sa.Text, nullable=False),
    sa.Column("attempts", sa.Integer, nullable=False, default=0),
    sa.Column("next_at", UtcTime, nullable=False),
    sa.Column("parked", sa.Boolean, nullable=False, default=False),
    sa.Index("ix_outbox_due", "parked", "sequence"),
)


class Event(Struct, frozen=True):
    """A fact. Its class name is its topic; renaming a class is a migration."""

    registry: ClassVar[dict[str, type["Event"]]] = {}

    def __init_subclass__(cls, **kwargs: Any) -> None:
        super().__init_subclass__(**kwargs)
        Event.registry[cls.__name__] = cls


Handler = Callable[[Any], Awaitable[None]]


class Source(Protocol):
    """Where the relay reads and writes: the store."""

    clock: Clock
    committed: asyncio.Event

    def read(self) -> Any: ...

    def write(self) -> Any: ...


async def write_event(connection: AsyncConnection, clock: Clock, event: Event) -> None:
    """Add a fact to the current transaction."""
    now = clock.now()
    body = msgspec.json.encode(event).decode()
    await connection.execute(
        outbox.insert().values(
            at=now, topic=type(event).__name__, body=body, attempts=0, next_at=now, parked=False
        )
    )


class Relay:
    """Hands committed facts to their subscribers, one after another."""

    def __init__(self, store: Source) -> None:
        self._store = store
        self._handlers: dict[str, list[Handler]] = {}
        self._taps: list[Callable[[Event], None]] = []

    def subscribe(self, event: type[Event], handler: Handler) -> None:
        """Call `handler` with every such event, at least once."""
        self._handlers.setdefault(event.__name__, []).append(handler)

    def tap(self, listener: Callable[[Event], None]) -> None:
        """Call `listener` with every event, best effort (for live screens)."""
        self._taps.append(listener)

    async def run(self) -> None:
        """Deliver until cancelled."""
        while True:
            self._store.committed.clear()
            try:
                delivered = await self.deliver_due()
            except (sa.exc.SQLAlchemyError, OSError) as error:
                log.warning("outbox.store_unavailable", error=str(error))
                delivered = 0
            if not delivered:
                try:
                    async with asyncio.timeout(1.0):
                        await self._store.committed.wait()
                except TimeoutError:
                    continue

    async def deliver_due(self) -> int:
        """Deliver what is due once; how many events were taken up."""
        now = self._store.clock.now()
        async with self._store.read() as tx:
            rows = (
                await tx.execute(
                    outbox.select()
                    .where(outbox.c.parked.is_(False), outbox.c.next_at <= now)
                    .order_by(outbox.c.sequence)
                    .limit(BATCH)
                )
            ).all()
        done = [row.sequence for row in rows if await self._deliver(row)]
        if done:
            async with self._store.write() as tx:
                await tx.execute(outbox.delete().where(outbox.c.sequence.in_(done)))
        return len(rows)

    async def _deliver(self, row: Any) -> bool:
        try:
            event = msgspec.json.decode(row.body, type=Event.registry[row.topic])
            for handler in self._handlers.get(row.topic, ()):
                await handler(event)
        except asyncio.CancelledError:
            raise
        except Exception as error:  # noqa: BLE001  # a broken subscriber must not stop the river
            await self._postpone(row, error)
            return False
        for listener in self._taps:
            listener(event)
        return True

    async def _postpone(self, row: Any, error: Exception) -> None:
        attempts = row.attempts + 1
        log.error("outbox.handler_failed", topic=row.topic, attempts=attempts, exc_info=error)
        async with self._store.write() as tx:
            await tx.execute(
                outbox.update()
                .where(outbox.c.sequence == row.sequence)
                .values(
                    attempts=attempts,
                    next_at=self._store.clock.now() + timedelta(seconds=min(300.0, 0.2 * 2**attempts)),
                    parked=attempts >= MAX_ATTEMPTS,
                )
            )
