"""A thief with the order key: takes the place of the server and gives orders to the agent."""

import asyncio
import contextlib
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from typing import Any

import msgspec
from websockets.asyncio.server import ServerConnection, serve

from bonghwa.actions import CATALOGUE
from bonghwa.demo.furniture import INSTITUTION, SERVER, SYSTEM_CODE
from bonghwa.demo.stage import Stage
from bonghwa.kernel.ids import new_id, new_secret
from bonghwa.kernel.keys import SigningKey, sign, signing_key_from_file
from bonghwa.vocabulary.order import ORDER_TYPE, ORDER_VERSION, Order, OrderResult, Phase
from bonghwa.vocabulary.plan import Plan, PlanStep, plan_hash
from bonghwa.vocabulary.wire import (
    PROTOCOL_VERSION,
    TIME_TYPE,
    Challenge,
    DispatchOrder,
    Hello,
    Message,
    OrderFinished,
    ResultStored,
    TimeStatement,
    Welcome,
    decode_from_agent,
    encode_message,
)


class Thief:
    """Has `order.key` and the server's address, and nothing else. Use `in_place_of` when the server is down."""

    def __init__(self, stage: Stage) -> None:
        self.order_key: SigningKey = signing_key_from_file(stage.data / "keys" / "order.key")
        self.agent = ""
        self._port = int(stage.address.rpartition(":")[2])
        self._socket: ServerConnection | None = None
        self._connected = asyncio.Event()
        self._results: dict[str, asyncio.Future[OrderResult]] = {}

    @classmethod
    @contextlib.asynccontextmanager
    async def in_place_of(cls, stage: Stage) -> AsyncIterator["Thief"]:
        """Listen where the server did, and have the agent connected."""
        thief = cls(stage)
        async with serve(thief._serve, "127.0.0.1", thief._port):
            async with asyncio.timeout(60):
                await thief._connected.wait()
            yield thief

    async def say(self, message: Message) -> None:
        """Send anything."""
        assert self._socket is not None
        await self._socket.send(encode_message(message))

    async def result_of(self, order: Order) -> OrderResult:
        """Give an order, signed with the stolen key, and hear what came of it."""
        result: asyncio.Future[OrderResult] = asyncio.get_running_loop().create_future()
        self._results[order.id] = result
        await self.say(DispatchOrder(sign(self.order_key, ORDER_TYPE, order)))
        async with asyncio.timeout(60):
            return await result

    def plan(self, action: str, params: dict[str, Any], **altered: Any) -> Plan:
        """A plan of one step, as the thief would like it."""
        known = CATALOGUE[action]
        step = PlanStep(
            action=action,
            version=known.version,
            params=params,
            agent=self.agent,
            host=SERVER,
            risk=known.risk,
        )
        step = msgspec.structs.replace(step, **altered)
        expires = datetime.now(UTC) + timedelta(minutes=20)
        return Plan(id=new_id(), steps=(step,), requester="system", expires_at=expires)

    def order(self, plan: Plan, *, phase: Phase = Phase.RUN, approvals: tuple[str, ...] = ()) -> Order:
        """A fresh order for a plan."""
        now = datetime.now(UTC)
        return Order(
            version=ORDER_VERSION,
            id=new_id(),
            nonce=new_secret(),
            agent=self.agent,
            host=SERVER,
            institution=INSTITUTION,
            system=SYSTEM_CODE,
            phase=phase,
            step=0,
            plan=plan,
            plan_hash=plan_hash(plan),
            issued_at=now,
            expires_at=min(now + timedelta(minutes=10), plan.expires_at),
            approvals=approvals,
        )

    async def _serve(self, socket: ServerConnection) -> None:
        self._socket = socket
        await self.say(Challenge(version=PROTOCOL_VERSION, nonce=new_secret()))
        async for frame in socket:
            message = decode_from_agent(frame)
            if isinstance(message, Hello):
                self.agent = message.agent
                time = TimeStatement(nonce=message.nonce, agent=message.agent, at=datetime.now(UTC))
                await self.say(
                    Welcome(version=PROTOCOL_VERSION, time=sign(self.order_key, TIME_TYPE, time), data_key={})
                )
                self._connected.set()
            elif isinstance(message, OrderFinished):
                await self.say(ResultStored(message.result.order))
                waiting = self._results.get(message.result.order)
                if waiting is not None and not waiting.done():
                    waiting.set_result(message.result)
