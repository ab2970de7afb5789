"""The outbox: what happened is written in the transaction in which it happened, and handed on afterwards.

Delivery is at least once and in order; every subscriber is idempotent. A subscriber that keeps failing is tried
again with growing pauses and, after `MAX_ATTEMPTS`, parked where `parked` shows it; nothing is dropped.
"""

import asyncio
import contextlib
from collections.abc import Awaitable, Callable, Sequence
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
MAIN_LANE = "main"

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
    """A fact. Its class name is its topic; renaming a class is a migration.

    A `fleeting` one is only for open screens: it is told after commit and not kept, for a screen that missed it
    asks anew.
    """

    registry: ClassVar[dict[str, type["Event"]]] = {}
    fleeting: ClassVar[bool] = False

    def __init_subclass__(cls, **kwargs: Any) -> None:
        super().__init_subclass__(**kwargs)
        Event.registry[cls.__name__] = cls


Handler = Callable[[Any], Awaitable[None]]
Listener = Callable[[Sequence[Event]], None]


class Source(Protocol):
    """Where the relay reads and writes: the store."""

    clock: Clock

    def on_commit(self, listener: Listener) -> None: ...

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
    """Hands committed facts to their subscribers, in order within a lane; lanes do not wait for each other."""

    def __init__(self, store: Source) -> None:
        self._store = store
        self._handlers: dict[str, list[Handler]] = {}
        self._lanes: dict[str, str] = {}
        self._wake: dict[str, asyncio.Event] = {MAIN_LANE: asyncio.Event()}
        store.on_commit(self._committed)

    def subscribe(self, event: type[Event], handler: Handler, *, lane: str = MAIN_LANE) -> None:
        """Call `handler` with every such event, at least once. One event type belongs to one lane."""
        topic = event.__name__
        if self._lanes.setdefault(topic, lane) != lane:
            raise ValueError(f"{topic} is already delivered in lane {self._lanes[topic]}.")
        self._wake.setdefault(lane, asyncio.Event())
        self._handlers.setdefault(topic, []).append(handler)

    async def run(self) -> None:
        """Deliver in every lane until cancelled."""
        async with asyncio.TaskGroup() as group:
            for lane in self._wake:
                group.create_task(self._run_lane(lane))

    async def _run_lane(self, lane: str) -> None:
        wake = self._wake[lane]
        while True:
            wake.clear()
            try:
                delivered = await self.deliver_due(lane)
            except Exception as error:  # noqa: BLE001  # a database that starts raises its driver's own errors
                log.warning("outbox.store_unavailable", error=type(error).__name__)
                delivered = 0
            if not delivered:
                with contextlib.suppress(TimeoutError):
                    async with asyncio.timeout(1.0):
                        await wake.wait()

    async def deliver_due(self, lane: str = MAIN_LANE) -> int:
        """Deliver what is due in a lane once; how many events were taken up."""
        now = self._store.clock.now()
        async with self._store.read() as tx:
            rows = (
                await tx.execute(
                    outbox.select()
                    .where(outbox.c.parked.is_(False), outbox.c.next_at <= now, self._in_lane(lane))
                    .order_by(outbox.c.sequence)
                    .limit(BATCH)
                )
            ).all()
        done = [row.sequence for row in rows if await self._deliver(row)]
        if done:
            async with self._store.write() as tx:
                await tx.execute(outbox.delete().where(outbox.c.sequence.in_(done)))
        return len(rows)

    def _in_lane(self, lane: str) -> sa.ColumnElement[bool]:
        """The lane's own topics; the main lane takes every topic that is in no other."""
        if lane != MAIN_LANE:
            return outbox.c.topic.in_([topic for topic, own in self._lanes.items() if own == lane])
        return outbox.c.topic.not_in([topic for topic, own in self._lanes.items() if own != MAIN_LANE])

    def _committed(self, _: Sequence[Event]) -> None:
        for wake in self._wake.values():
            wake.set()

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
