"""The live channel: what changed, sent to every open screen that may see it. Slow screens are told to reload."""

import asyncio
import contextlib
from collections.abc import Awaitable, Callable
from typing import Any

import msgspec
from fastapi import WebSocket, WebSocketDisconnect

from bonghwa.kernel.errors import BonghwaError
from bonghwa.vocabulary.actor import Actor, Permission
from bonghwa.work.reports.wording import Wording

QUEUE = 500
PING_SECONDS = 15.0
POLICY_VIOLATION = 1008


class Screen:
    """One open live connection."""

    def __init__(self, actor: Actor, wording: Wording) -> None:
        self.actor = actor
        self.wording = wording
        self.queue: asyncio.Queue[bytes] = asyncio.Queue(QUEUE)

    def sees(self, institution: str, system: str) -> bool:
        """Whether its person may read there."""
        return self.actor.may(Permission.READ, institution, system)

    def put(self, frame: bytes) -> None:
        """Queue a frame; a screen that cannot keep up loses its queue and is told to reload."""
        try:
            self.queue.put_nowait(frame)
        except asyncio.QueueFull:
            while not self.queue.empty():
                self.queue.get_nowait()
            self.queue.put_nowait(b'{"type":"resync"}')


class LiveHub:
    """All open live connections of this process."""

    def __init__(self) -> None:
        self._screens: set[Screen] = set()

    @property
    def open(self) -> int:
        """How many screens are connected."""
        return len(self._screens)

    @contextlib.contextmanager
    def attached(self, screen: Screen) -> Any:
        """Receive frames while inside."""
        self._screens.add(screen)
        try:
            yield
        finally:
            self._screens.discard(screen)

    def publish(self, institution: str, system: str, make: Callable[[Wording], dict[str, Any]]) -> None:
        """Send to those who may read there; the frame is made once for each language."""
        frames: dict[str, bytes] = {}
        for screen in self._screens:
            if screen.sees(institution, system):
                language = screen.wording.language
                if language not in frames:
                    frames[language] = msgspec.json.encode(make(screen.wording))
                screen.put(frames[language])

    def publish_to_all(self, frame: dict[str, Any]) -> None:
        """Send to everybody signed in."""
        encoded = msgspec.json.encode(frame)
        for screen in self._screens:
            screen.put(encoded)


async def serve(
    socket: WebSocket, hub: LiveHub, screen: Screen, still: Callable[[], Awaitable[Actor]]
) -> None:
    """Send frames until the screen goes away; what it says is ignored.

    Every PING_SECONDS `still` tells with which rights it goes on, or raises BonghwaError when the session is over.
    """
    asked = asyncio.get_running_loop().time()
    await socket.send_text('{"type":"hello","version":1}')
    with hub.attached(screen):
        listener = asyncio.create_task(_ignore(socket))
        try:
            while not listener.done():
                try:
                    async with asyncio.timeout(PING_SECONDS):
                        frame = await screen.queue.get()
                except TimeoutError:
                    frame = b'{"type":"ping"}'
                if asyncio.get_running_loop().time() - asked >= PING_SECONDS:
                    screen.actor = await still()
                    asked = asyncio.get_running_loop().time()
                await socket.send_text(frame.decode())
        except BonghwaError as error:
            await socket.close(POLICY_VIOLATION, error.code)
        except (WebSocketDisconnect, RuntimeError, OSError):
            return
        finally:
            listener.cancel()
            with contextlib.suppress(asyncio.CancelledError, Exception):
                await listener


async def _ignore(socket: WebSocket) -> None:
    with contextlib.suppress(WebSocketDisconnect, RuntimeError):
        while True:
            await socket.receive_text()
