"""One agent's tunnel: the handshake, then messages until it breaks. What an agent says is checked against who it is."""

import asyncio
import contextlib
from collections.abc import Awaitable, Callable
from typing import Protocol

from bonghwa.doors.agents.hub import AgentHub
from bonghwa.flow.runs.service import add_output, finish_step, issued_order, run_of_order
from bonghwa.flow.runs.stop_switch import get_stop_switch
from bonghwa.flow.signals.service import accept_batch
from bonghwa.kernel.errors import BonghwaError, Invalid, NotFound, Unauthenticated
from bonghwa.kernel.ids import new_secret
from bonghwa.kernel.keys import public_key_from_jwk, sign, verify
from bonghwa.kernel.keys.ring import KeyRing
from bonghwa.kernel.logging import get_logger
from bonghwa.registry.audit.heads import newest_head
from bonghwa.registry.fleet.agents import agent_came, agent_seen, get_agent, hosts_of
from bonghwa.registry.fleet.model import Agent
from bonghwa.registry.people.approvers import current_roster
from bonghwa.store.store import Store, Tx
from bonghwa.vocabulary.actor import SYSTEM
from bonghwa.vocabulary.wire import (
    AUDIT_HEAD_TYPE,
    HELLO_TYPE,
    PROTOCOL_VERSION,
    TIME_TYPE,
    AgentMessage,
    BatchAccepted,
    BatchRefused,
    Challenge,
    Goodbye,
    Heartbeat,
    Hello,
    HelloStatement,
    KeepAuditHead,
    Message,
    OrderFinished,
    OrderOutput,
    ResultStored,
    SendBatch,
    TimeStatement,
    Welcome,
    decode_from_agent,
    encode_message,
)

HELLO_SECONDS = 10.0
MAX_HELLO = 256 * 1024
SILENCE_SECONDS = 35.0
MOST = 2**31 - 1

log = get_logger("tunnel")


class Socket(Protocol):
    """A WebSocket as the tunnel needs it; receiving raises ConnectionError when the other side is gone."""

    async def send(self, frame: str) -> None: ...

    async def receive(self) -> str: ...


class Tunnel:
    """Speaks with one agent over one socket."""

    def __init__(self, store: Store, keys: KeyRing, hub: AgentHub, socket: Socket) -> None:
        self._store = store
        self._keys = keys
        self._hub = hub
        self._socket = socket
        self._sending = asyncio.Lock()
        self._agent = ""
        self._handlers: dict[type[object], Callable[[AgentMessage], Awaitable[None]]] = {
            Heartbeat: self._heartbeat,
            SendBatch: self._batch,
            OrderOutput: self._output,
            OrderFinished: self._finished,
        }

    async def run(self) -> None:
        """Serve the agent until the connection ends."""
        try:
            agent = await self._handshake()
        except ConnectionError:
            return
        except BonghwaError as error:
            with contextlib.suppress(ConnectionError):
                await self._send(Goodbye(error.message, retry=not isinstance(error, Unauthenticated)))
            return
        self._agent = agent.id
        log.info("agent.connected", agent=agent.id, name=agent.name)
        try:
            await self._hub.attach(agent.id, self._send)
            await self._converse()
        except (ConnectionError, TimeoutError):
            log.info("agent.gone", agent=agent.id)
        finally:
            self._hub.detach(agent.id, self._send)
            if agent.id not in self._hub.connected:
                async with self._store.write() as tx:
                    await agent_seen(tx, agent.id, connected=False)

    async def _converse(self) -> None:
        while True:
            async with asyncio.timeout(SILENCE_SECONDS):
                frame = await self._socket.receive()
            try:
                message = decode_from_agent(frame)
                handler = self._handlers.get(type(message))
                if handler is not None:
                    await handler(message)
            except BonghwaError as error:
                log.warning("agent.message_refused", agent=self._agent, error=str(error))

    async def _handshake(self) -> Agent:
        nonce = new_secret()
        await self._send(Challenge(version=PROTOCOL_VERSION, nonce=nonce))
        try:
            async with asyncio.timeout(HELLO_SECONDS):
                frame = await self._socket.receive()
        except (TimeoutError, ConnectionError) as error:
            raise Invalid("No hello came in time.") from error
        if len(frame) > MAX_HELLO:
            raise Invalid(f"A hello has at most {MAX_HELLO} characters.")
        hello = decode_from_agent(frame)
        if not isinstance(hello, Hello):
            raise Invalid("The first message must be a hello.")
        agent = await self._known(hello, nonce)  # strangers do not get to hold the one writer
        async with self._store.write() as tx:
            assigned = {host.code for host in await hosts_of(tx, agent.id)}
            if strangers := sorted(set(hello.hosts) - assigned):
                log.warning("agent.claims_other_hosts", agent=agent.id, hosts=strangers[:5])
            await agent_came(
                tx, agent.id, version=hello.program_version, actions=dict(list(hello.actions.items())[:200])
            )
            roster = await current_roster(tx, self._keys.root_public)
            halted = (await get_stop_switch(tx)).on
            head = await newest_head(tx)
            at = tx.clock.now()
        time = TimeStatement(nonce=hello.nonce[:200], agent=agent.id, at=at)
        await self._send(
            Welcome(
                version=min(PROTOCOL_VERSION, hello.version),
                time=sign(self._keys.order, TIME_TYPE, time),
                data_key=self._keys.data.public_jwk(),
                roster=roster[0] if roster else None,
                halted=halted,
            )
        )
        if head is not None:
            await self._send(KeepAuditHead(sign(self._keys.order, AUDIT_HEAD_TYPE, head)))
        return agent

    async def _known(self, hello: Hello, nonce: str) -> Agent:
        """The enrolled agent that proves its device key over our nonce. Raises Unauthenticated."""
        try:
            async with self._store.read() as tx:
                agent = await get_agent(tx, SYSTEM, hello.agent)
            statement = verify(public_key_from_jwk(agent.public_key), HELLO_TYPE, hello.proof, HelloStatement)
        except (NotFound, BonghwaError) as error:
            raise Unauthenticated(
                "This agent is not enrolled here, or its key is not the enrolled one."
            ) from error
        if statement.nonce != nonce or statement.agent != agent.id:
            raise Unauthenticated("The hello answers another challenge.")
        return agent

    async def _heartbeat(self, message: AgentMessage) -> None:
        assert isinstance(message, Heartbeat)  # noqa: S101  # the table above says so
        async with self._store.write() as tx:
            await agent_seen(
                tx,
                self._agent,
                connected=True,
                running=max(0, min(message.running, MOST)),
                spooled=max(0, min(message.spooled, MOST)),
            )

    async def _batch(self, message: AgentMessage) -> None:
        assert isinstance(message, SendBatch)  # noqa: S101  # the table above says so
        try:
            async with self._store.write(urgent=True) as tx:
                await accept_batch(tx, self._agent, await hosts_of(tx, self._agent), message.batch)
        except Invalid as error:
            await self._send(BatchRefused(message.batch.id, error.message))
            return
        await self._send(BatchAccepted(message.batch.id))

    async def _output(self, message: AgentMessage) -> None:
        assert isinstance(message, OrderOutput)  # noqa: S101  # the table above says so
        async with self._store.write() as tx:
            known = await run_of_order(tx, message.order)
            if (
                known
                and known[0].steps[known[1]].result is None
                and await self._was_given(tx, known[0].id, known[1])
            ):
                await add_output(
                    tx, known[0], known[1], [(message.stream, line) for line in message.text.splitlines()]
                )

    async def _finished(self, message: AgentMessage) -> None:
        assert isinstance(message, OrderFinished)  # noqa: S101  # the table above says so
        async with self._store.write() as tx:
            known = await run_of_order(tx, message.result.order)
            if known is not None:
                run, index = known
                if not await self._was_given(tx, run.id, index):
                    raise Invalid("The result is of another agent's order.")
                await finish_step(tx, run, index, message.result)
        await self._send(ResultStored(message.result.order))
        self._hub.finished(message.result, self._agent)

    async def _was_given(self, tx: Tx, run: str, index: int) -> bool:
        """Whether the order of this step was issued to this very agent."""
        order = await issued_order(tx, run, index)
        return order is not None and order.agent == self._agent

    async def _send(self, message: Message) -> None:
        async with self._sending:
            await self._socket.send(encode_message(message))
