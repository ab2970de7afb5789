"""Sending what the spool holds: in order, a window at a time, deleted when the server has committed it."""

import asyncio
import contextlib
import sqlite3
from collections.abc import Awaitable, Callable

from bonghwa.agent.spool import Spool
from bonghwa.kernel.clock import Clock
from bonghwa.kernel.logging import get_logger
from bonghwa.vocabulary.wire import BatchAccepted, BatchRefused, Message, SendBatch

WINDOW = 8
_LONGEST_SLOWDOWN = 300.0
_log = get_logger("agent.batches")


class BatchSender:
    """Sends for one connection; another connection begins again with the oldest batch."""

    def __init__(self, spool: Spool, clock: Clock, more: asyncio.Event) -> None:
        self._spool = spool
        self._clock = clock
        self._more = more
        self._under_way: dict[str, int] = {}
        self._answered: list[BatchAccepted | BatchRefused] = []
        self._not_before = 0.0

    async def run(self, send: Callable[[Message], Awaitable[None]]) -> None:
        """Send until cancelled. `more` is set whenever there may be something to do."""
        last = 0
        while True:
            self._more.clear()
            await self._forget_answered()
            wait = self._not_before - asyncio.get_running_loop().time()
            if wait > 0:
                await self._wait(wait)
                continue
            batches = []
            if len(self._under_way) < WINDOW:
                room = WINDOW - len(self._under_way)
                batches = await asyncio.to_thread(self._spool.to_send, after=last, most=room)
            for batch in batches:
                last = batch.sequence
                self._under_way[batch.id] = batch.sequence
                await send(SendBatch(batch=batch))
            if not batches:
                await self._wait(None)

    def accepted(self, message: BatchAccepted) -> None:
        """The server committed a batch."""
        self._answer(message)

    def refused(self, message: BatchRefused) -> None:
        """The server will never take a batch."""
        _log.error("batch_refused", batch=message.id, reason=message.reason)
        self._answer(message)

    def slow_down(self, seconds: float) -> None:
        """Send nothing for so long (at most five minutes; anything that is no time is none)."""
        if seconds > 0:
            self._not_before = asyncio.get_running_loop().time() + min(seconds, _LONGEST_SLOWDOWN)
            self._more.set()

    def _answer(self, message: BatchAccepted | BatchRefused) -> None:
        if self._under_way.pop(message.id, None) is not None:
            self._answered.append(message)
            self._more.set()

    async def _forget_answered(self) -> None:
        """Delete from the disk. A failure costs nothing but a repetition, which the server recognises by the id."""
        answered, self._answered = self._answered, []
        accepted = [message.id for message in answered if isinstance(message, BatchAccepted)]
        try:
            if accepted:
                await asyncio.to_thread(self._spool.accepted, accepted)
            for message in answered:
                if isinstance(message, BatchRefused):
                    await asyncio.to_thread(
                        self._spool.refused, message.id, message.reason, self._clock.now()
                    )
        except sqlite3.Error as error:
            _log.error("spool_not_written", error=str(error))
            self._answered = answered + self._answered

    async def _wait(self, seconds: float | None) -> None:
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(seconds):
                await self._more.wait()
