"""The one connection: dialled outward, proven on both sides, then open in both directions."""

import asyncio
import contextlib
import ssl
from collections.abc import Awaitable, Callable
from typing import TypeAlias
from urllib.parse import urlsplit

from msgspec import Struct
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed, WebSocketException

from bonghwa.agent.batch_sender import BatchSender
from bonghwa.agent.configuration import AgentConfiguration
from bonghwa.agent.handshake import Dismissed, shake_hands
from bonghwa.agent.journal import Journal
from bonghwa.agent.keepsakes import Keepsakes
from bonghwa.agent.order_desk import OrderDesk
from bonghwa.agent.outlet import Outlet
from bonghwa.agent.pinned_keys import PinnedKeys
from bonghwa.agent.server_clock import ServerClock
from bonghwa.agent.spool import Spool
from bonghwa.kernel.errors import BonghwaError, SignatureRefused, Unavailable
from bonghwa.kernel.logging import get_logger
from bonghwa.vocabulary.wire import (
    HEARTBEAT_SECONDS,
    MAX_MESSAGE,
    BatchAccepted,
    BatchRefused,
    CancelOrder,
    DispatchOrder,
    Goodbye,
    Halt,
    Heartbeat,
    KeepAuditHead,
    Message,
    NewRoster,
    OrderFinished,
    ResultStored,
    ServerMessage,
    SlowDown,
    decode_from_server,
    encode_message,
)

Send: TypeAlias = Callable[[Message], Awaitable[None]]

_HANDSHAKE_SECONDS = 15.0
_RESEND_SECONDS = 20.0
_log = get_logger("agent.connection")


class Parts(Struct, frozen=True):
    """What a connection serves: made once by the daemon, used by one connection after the other."""

    configuration: AgentConfiguration
    keys: PinnedKeys
    spool: Spool
    journal: Journal
    keepsakes: Keepsakes
    desk: OrderDesk
    clock: ServerClock
    outlet: Outlet
    more: asyncio.Event
    actions: dict[str, int]


class Connection:
    """One connection from dialling to its end. `welcomed` tells whether the server proved itself."""

    def __init__(self, parts: Parts) -> None:
        self._parts = parts
        self._batches = BatchSender(parts.spool, parts.clock, parts.more)
        self._stored: list[str] = []
        self._reported = asyncio.Event()
        self.welcomed = False

    async def serve(self) -> None:
        """Dial and serve until the connection ends. Raises Unavailable, SignatureRefused or Dismissed."""
        configuration = self._parts.configuration
        try:
            async with connect(
                configuration.server,
                ssl=_tls(configuration),
                compression=None,
                max_size=MAX_MESSAGE,
                ping_interval=HEARTBEAT_SECONDS,
                ping_timeout=2 * HEARTBEAT_SECONDS,
                close_timeout=2,
                proxy=None,
            ) as socket:
                async with asyncio.timeout(_HANDSHAKE_SECONDS):
                    await self._shake_hands(socket)
                await self._speak(socket)
        except (OSError, WebSocketException, TimeoutError) as error:
            raise Unavailable(
                f"The server at {configuration.server} is not reached ({type(error).__name__}: {error})."
            ) from error

    async def _shake_hands(self, socket: ClientConnection) -> None:
        welcome = await shake_hands(
            socket,
            configuration=self._parts.configuration,
            keys=self._parts.keys,
            clock=self._parts.clock,
            actions=self._parts.actions,
        )
        self.welcomed = True
        if welcome.roster is not None:
            await self._keep_roster(welcome.roster)
        await self._set_halted(on=welcome.halted)

    async def _speak(self, socket: ClientConnection) -> None:
        queue = self._parts.outlet.open()
        _log.info("connected", server=self._parts.configuration.server)

        async def send(message: Message) -> None:
            await socket.send(encode_message(message))

        works = (self._drain(queue, send), self._beat(send), self._report(send), self._batches.run(send))
        tasks = [asyncio.create_task(work) for work in (*works, self._listen(socket))]
        try:
            done, _ = await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
            for task in done:
                task.result()
        finally:
            self._parts.outlet.close()
            for task in tasks:
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)

    async def _drain(self, queue: asyncio.Queue[Message], send: Send) -> None:
        while True:
            await send(await queue.get())

    async def _beat(self, send: Send) -> None:
        while True:
            await send(
                Heartbeat(
                    at=self._parts.clock.now(),
                    running=self._parts.desk.running,
                    spooled=self._parts.spool.waiting,
                    dropped=self._parts.spool.dropped,
                )
            )
            await asyncio.sleep(HEARTBEAT_SECONDS)

    async def _report(self, send: Send) -> None:
        """Results are sent until the server says that it stored them."""
        while True:
            for result in await asyncio.to_thread(self._parts.journal.unreported):
                await send(OrderFinished(result=result))
            await self._note_reported(asyncio.get_running_loop().time() + _RESEND_SECONDS)

    async def _listen(self, socket: ClientConnection) -> None:
        with contextlib.suppress(ConnectionClosed):
            async for frame in socket:
                try:
                    await self._take(decode_from_server(frame))
                except Dismissed:
                    raise
                except BonghwaError as error:
                    _log.warning("message_skipped", reason=str(error))

    async def _take(self, message: ServerMessage) -> None:
        match message:
            case BatchAccepted():
                self._batches.accepted(message)
            case BatchRefused():
                self._batches.refused(message)
            case SlowDown():
                self._batches.slow_down(message.seconds)
            case DispatchOrder():
                await self._parts.desk.receive(message.order)
            case CancelOrder():
                self._parts.desk.cancel(message.order)
            case ResultStored():
                self._stored.append(message.order)
                self._reported.set()
            case _:
                await self._take_standing(message)

    async def _take_standing(self, message: ServerMessage) -> None:
        """What holds beyond this connection."""
        match message:
            case Halt():
                await self._set_halted(on=message.on)
            case NewRoster():
                await self._keep_roster(message.roster)
            case KeepAuditHead():
                await asyncio.to_thread(self._parts.keepsakes.keep_audit_head, message.head)
            case Goodbye():
                _log.warning("server_said_goodbye", reason=message.reason, retry=message.retry)
                if not message.retry:
                    raise Dismissed(message.reason)
            case _:
                _log.warning("message_skipped", reason="a handshake message after the handshake")

    async def _note_reported(self, deadline: float) -> None:
        """Until `deadline`, write down which results the server has stored."""
        while (left := deadline - asyncio.get_running_loop().time()) > 0:
            self._reported.clear()
            stored, self._stored = self._stored, []
            if stored:
                await asyncio.to_thread(self._parts.journal.reported, stored)
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout(left):
                    await self._reported.wait()

    async def _keep_roster(self, token: str) -> None:
        try:
            await asyncio.to_thread(self._parts.keepsakes.keep_roster, token)
        except SignatureRefused as error:
            _log.error("roster_refused", reason=error.message)

    async def _set_halted(self, *, on: bool) -> None:
        await asyncio.to_thread(self._parts.keepsakes.set_halted, on)
        if on:
            self._parts.desk.halt()


def _tls(configuration: AgentConfiguration) -> ssl.SSLContext | None:
    if urlsplit(configuration.server).scheme == "ws":
        return None
    return ssl.create_default_context(cafile=configuration.ca_file)
