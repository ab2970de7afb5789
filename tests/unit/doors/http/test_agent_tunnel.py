"""An agent's tunnel: it proves its key over a fresh challenge, and speaks only for itself."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime

import msgspec
import pytest
from tests.unit.doors.http.conftest import Running
from tests.world import Site, batch, signal
from websockets.asyncio.client import ClientConnection, connect

from bonghwa.flow.proposals.service import get_proposal
from bonghwa.flow.runs.execution import Execution
from bonghwa.flow.runs.model import Undelivered
from bonghwa.flow.runs.service import get_run, output_of
from bonghwa.flow.runs.stop_switch import turn
from bonghwa.kernel.ids import new_id
from bonghwa.kernel.keys import SigningKey, device_key, sign, verify
from bonghwa.vocabulary.actor import SYSTEM
from bonghwa.vocabulary.order import ORDER_TYPE, Order, OrderResult, OrderStatus, Phase
from bonghwa.vocabulary.wire import (
    HELLO_TYPE,
    TIME_TYPE,
    BatchAccepted,
    BatchRefused,
    CancelOrder,
    Challenge,
    DispatchOrder,
    Goodbye,
    Halt,
    Heartbeat,
    Hello,
    HelloStatement,
    Message,
    OrderFinished,
    OrderOutput,
    ResultStored,
    SendBatch,
    TimeStatement,
    Welcome,
    decode_from_server,
    encode_message,
)

pytestmark = pytest.mark.asyncio(loop_scope="module")


class _Agent:
    """A hand-driven agent."""

    def __init__(self, socket: ClientConnection) -> None:
        self.socket = socket

    async def say(self, message: Message) -> None:
        await self.socket.send(encode_message(message))

    async def hear(self, *kinds: type[Message]) -> Message:
        async with asyncio.timeout(20):
            while True:
                message = decode_from_server(await self.socket.recv())
                if isinstance(message, kinds):
                    return message

    async def hello(
        self, site: Site, *, key: SigningKey | None = None, agent: str | None = None, nonce: str | None = None
    ) -> Hello:
        challenge = await self.hear(Challenge)
        assert isinstance(challenge, Challenge)
        name = agent or site.agent.id
        proof = sign(key or site.device, HELLO_TYPE, HelloStatement(nonce or challenge.nonce, name))
        said = Hello(1, name, proof, "my-nonce", "0.1", (site.server,), {"service.restart": 1})
        await self.say(said)
        return said


@asynccontextmanager
async def _dial(running: Running) -> AsyncIterator[_Agent]:
    async with connect(running.address.replace("http", "ws") + "/ws/agent", max_size=2**24) as socket:
        yield _Agent(socket)


@asynccontextmanager
async def _connected(running: Running, site: Site) -> AsyncIterator[_Agent]:
    async with _dial(running) as agent:
        await agent.hello(site)
        await agent.hear(Welcome)
        while site.agent.id not in running.server.agents.connected:  # noqa: ASYNC110  # no event tells it
            await asyncio.sleep(0.01)
        yield agent
    await _gone(running, site)


async def _gone(running: Running, site: Site) -> None:
    async with asyncio.timeout(20):
        while site.agent.id in running.server.agents.connected:  # noqa: ASYNC110  # no event tells it
            await asyncio.sleep(0.01)


async def test_the_server_proves_its_clock_over_the_agents_nonce(running: Running) -> None:
    async with _dial(running) as agent:
        await agent.hello(running.world.here)
        welcome = await agent.hear(Welcome)
        assert isinstance(welcome, Welcome)
    time = verify(running.server.keys.order.public(), TIME_TYPE, welcome.time, TimeStatement)
    assert (time.nonce, time.agent) == ("my-nonce", running.world.here.agent.id)
    assert welcome.roster is not None


async def test_who_does_not_prove_the_key_is_sent_away_for_good(running: Running) -> None:
    here, there = running.world.here, running.world.there
    async with _dial(running) as first:
        heard = await first.hello(here)
        await first.hear(Welcome)
    for attempt in ("wrong key", "replayed nonce", "unknown", "another's name", "replayed hello"):
        async with _dial(running) as agent:
            if attempt == "wrong key":
                await agent.hello(here, key=device_key())
            elif attempt == "replayed nonce":
                await agent.hello(here, nonce="an-old-one")
            elif attempt == "unknown":
                await agent.hello(here, agent=new_id())
            elif attempt == "another's name":
                await agent.hello(here, agent=there.agent.id)
            else:
                await agent.say(heard)
            goodbye = await agent.hear(Goodbye, Welcome)
            assert isinstance(goodbye, Goodbye), attempt
            assert goodbye.retry is False


async def test_nonsense_instead_of_a_hello_ends_the_call_only(running: Running) -> None:
    for frame in ("", "nonsense", "[" * 50_000, encode_message(Heartbeat(datetime.now(UTC), 0, 0))):
        async with _dial(running) as agent:
            await agent.hear(Challenge)
            await agent.socket.send(frame)
            goodbye = await agent.hear(Goodbye)
            assert isinstance(goodbye, Goodbye)
            assert goodbye.retry is True


async def test_batches_are_acknowledged_refused_and_nonsense_is_survived(running: Running) -> None:
    here, now = running.world.here, datetime.now(UTC)
    async with _connected(running, here) as agent:
        await agent.socket.send('{"type":"Heartbeat","at":5}')
        await agent.say(Heartbeat(now, 2**60, 2**60))
        good = batch(signal(here.server, now, body="\x00", count=2**62), at=now)
        for _ in range(2):
            await agent.say(SendBatch(good))
            assert await agent.hear(BatchAccepted, BatchRefused) == BatchAccepted(good.id)
        foreign = batch(signal(running.world.there.server, now), at=now)
        await agent.say(SendBatch(foreign))
        refused = await agent.hear(BatchAccepted, BatchRefused)
        assert isinstance(refused, BatchRefused)
        assert refused.id == foreign.id
        naive = encode_message(SendBatch(batch(signal(here.server, now), at=now))).replace("Z", "")
        await agent.socket.send(naive)
        assert isinstance(await agent.hear(BatchAccepted, BatchRefused), BatchAccepted | BatchRefused)


async def _running_order(running: Running, site_run: str) -> tuple["asyncio.Task[None]", str]:
    store = running.server.store
    execution = Execution(store, running.server.durable, running.server.agents)
    async with store.read() as tx:
        run = await get_run(tx, SYSTEM, site_run)
    task = asyncio.create_task(_carry(execution, run.id))
    return task, run.steps[0].order


async def _carry(execution: Execution, run: str) -> None:
    await execution._carry_out(run, 0)


async def test_an_order_is_sent_again_exactly_and_ended_by_its_own_agent_only(running: Running) -> None:
    world, store = running.world, running.server.store
    task, order = await _running_order(running, running.here.run)
    async with _connected(running, world.here) as first:
        sent = await first.hear(DispatchOrder)
        assert isinstance(sent, DispatchOrder)
        said = verify(running.server.keys.order.public(), ORDER_TYPE, sent.order, Order)
        assert (said.id, said.agent) == (order, world.here.agent.id)
    result = OrderResult(order, OrderStatus.SUCCEEDED, "healthy", before={"pid": 1}, after={"pid": 2})
    async with _connected(running, world.there) as thief:
        await thief.say(OrderOutput(order, 0, "stdout", "forged"))
        await thief.say(OrderFinished(result))
        marker = batch(at=datetime.now(UTC))
        await thief.say(SendBatch(marker))
        assert await thief.hear(BatchAccepted, ResultStored) == BatchAccepted(marker.id)
    async with store.read() as tx:
        run = await get_run(tx, SYSTEM, running.here.run)
        assert run.steps[0].result is None
        assert "forged" not in str(await output_of(tx, run))
    async with _connected(running, world.here) as again:
        assert await again.hear(DispatchOrder) == sent
        await again.say(OrderOutput(order, 0, "stdout", "restarting\x00"))
        await again.say(OrderFinished(result))
        assert await again.hear(ResultStored) == ResultStored(order)
        await again.say(OrderFinished(msgspec.structs.replace(result, status=OrderStatus.FAILED)))
        assert await again.hear(ResultStored) == ResultStored(order)
    await task
    async with store.read() as tx:
        run = await get_run(tx, SYSTEM, running.here.run)
        assert run.steps[0].result == result
        assert "restarting" in str(await output_of(tx, run))


async def test_an_order_cancelled_while_its_agent_is_away_is_never_sent(running: Running) -> None:
    world, hub, store = running.world, running.server.agents, running.server.store
    async with store.read() as tx:
        run = await get_run(tx, SYSTEM, running.there.run)
        plan = (await get_proposal(tx, SYSTEM, run.proposal)).plan
    now = datetime.now(UTC)
    order = Order(
        version=1,
        id=new_id(),
        nonce="n",
        agent=world.there.agent.id,
        host=world.there.server,
        institution="mois",
        system="portal",
        phase=Phase.RUN,
        step=0,
        plan=plan,
        plan_hash="0" * 64,
        issued_at=now,
        expires_at=plan.expires_at,
    )
    await _gone(running, world.there)
    waiting = asyncio.create_task(hub.dispatch(order, wait_seconds=20))
    await asyncio.sleep(0)
    await hub.cancel(order.agent, order.id)
    with pytest.raises(Undelivered):
        await waiting
    async with _connected(running, world.there) as agent:
        marker = batch(at=now)
        await agent.say(SendBatch(marker))
        assert await agent.hear(BatchAccepted, DispatchOrder) == BatchAccepted(marker.id)


async def test_a_cancelled_order_that_was_sent_is_cancelled_again_after_a_reconnect(running: Running) -> None:
    world, hub, store = running.world, running.server.agents, running.server.store
    task, order = await _running_order(running, running.there.run)
    async with _connected(running, world.there) as agent:
        await agent.hear(DispatchOrder)
    await hub.cancel(world.there.agent.id, order)
    async with _connected(running, world.there) as agent:
        assert isinstance(await agent.hear(DispatchOrder, CancelOrder), DispatchOrder)
        assert await agent.hear(CancelOrder) == CancelOrder(order)
        await agent.say(OrderFinished(OrderResult(order, OrderStatus.CANCELLED, "stopped")))
        await agent.hear(ResultStored)
    await task
    async with store.read() as tx:
        run = await get_run(tx, SYSTEM, running.there.run)
    assert run.steps[0].status == "cancelled"


async def test_the_stop_switch_reaches_everybody_past_a_broken_connection(running: Running) -> None:
    hub, store = running.server.agents, running.server.store

    async def broken(message: Message) -> None:
        raise ConnectionError("gone")

    await hub.attach("broken", broken)
    try:
        async with _connected(running, running.world.here) as agent:
            async with store.write() as tx:
                await turn(tx, SYSTEM, on=True, reason="drill")
            assert await agent.hear(Halt) == Halt(on=True)
            async with _dial(running) as late:
                await late.hello(running.world.there)
                welcome = await late.hear(Welcome)
                assert isinstance(welcome, Welcome)
                assert welcome.halted is True
            async with store.write() as tx:
                await turn(tx, SYSTEM, on=False, reason="over")
            assert await agent.hear(Halt) == Halt(on=False)
    finally:
        hub.detach("broken", broken)
