"""Where messages for the server go: to the connection of the moment, or nowhere; what must not be lost is on disk."""

import asyncio

from bonghwa.vocabulary.wire import Message

_WAITING = 2_000


class Outlet:
    """A bounded queue that exists while there is a connection."""

    def __init__(self) -> None:
        self._queue: asyncio.Queue[Message] | None = None
        self.lost = 0

    def open(self) -> asyncio.Queue[Message]:
        """A connection stands: the queue it has to empty."""
        self._queue = asyncio.Queue(_WAITING)
        return self._queue

    def close(self) -> None:
        """The connection is gone."""
        self._queue = None

    def send(self, message: Message) -> None:
        """Hand `message` to the connection, if there is one that keeps up; else it is lost (and counted)."""
        if self._queue is None:
            return
        try:
            self._queue.put_nowait(message)
        except asyncio.QueueFull:
            self.lost += 1
