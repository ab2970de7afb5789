"""Who is connected, and the orders that wait for an answer. Orders are sent again after every reconnect."""

import asyncio
import contextlib
from collections.abc import Callable, Coroutine
from datetime import UTC, datetime
from typing import Any

from bonghwa.flow.runs.model import Undelivered
from bonghwa.kernel.errors import Unavailable
from bonghwa.kernel.keys import SigningKey, sign
from bonghwa.vocabulary.order import ORDER_TYPE, Order, OrderResult
from bonghwa.vocabulary.wire import CancelOrder, DispatchOrder, Halt, Message

Send = Callable[[Message], Coroutine[Any, Any, None]]
SEND_SECONDS = 5.0


class _Waiting:
    """An order under way: its signed form, and where its result will appear."""

    def __init__(self, order: Order, signed: str) -> None:
        self.order = order
        self.signed = signed
        self.result: asyncio.Future[OrderResult] = asyncio.get_running_loop().create_future()
        self.sent = False
        self.cancelled = False


class AgentHub:
    """Implements the Dispatcher over the tunnels that are open now."""

    def __init__(self, order_key: SigningKey) -> None:
        self._order_key = order_key
        self._connections: dict[str, Send] = {}
        self._waiting: dict[str, _Waiting] = {}

    @property
    def connected(self) -> frozenset[str]:
        """The ids of the agents that are connected to this process."""
        return frozenset(self._connections)

    async def dispatch(self, order: Order, *, wait_seconds: float) -> OrderResult:
        """Send an order and wait for its result, across reconnects of the agent."""
        if not order.agent:
            raise Undelivered(
                f"No agent is assigned to {order.host}.", next_step="Enrol an agent for this server."
            )
        waiting = self._waiting.get(order.id)
        if waiting is None:
            waiting = self._waiting[order.id] = _Waiting(order, sign(self._order_key, ORDER_TYPE, order))
        try:
            await self._send_order(waiting)
            async with asyncio.timeout(wait_seconds):
                return await asyncio.shield(waiting.result)
        except TimeoutError as error:
            if waiting.sent:
                raise Unavailable(
                    f"The agent of {order.host} has not answered in {wait_seconds:.0f} s."
                ) from error
            raise Undelivered(
                f"The agent of {order.host} is not connected; the order was never sent."
            ) from error
        finally:
            self._waiting.pop(order.id, None)

    async def cancel(self, agent: str, order: str) -> None:
        """Ask an agent to end an order; one that was never sent will never be."""
        waiting = self._waiting.get(order)
        if waiting is not None:
            waiting.cancelled = True
            if not waiting.sent and not waiting.result.done():
                waiting.result.set_exception(Undelivered("The order was cancelled before it was sent."))
        if send := self._connections.get(agent):
            await _try(send, CancelOrder(order))

    async def halt(self, *, on: bool) -> None:
        """Tell every agent how the stop switch stands."""
        await self.broadcast(Halt(on))

    async def broadcast(self, message: Message) -> None:
        """Send to all who are connected, at the same time; a broken connection will be noticed by its own tunnel."""
        await asyncio.gather(*(_try(send, message) for send in list(self._connections.values())))

    async def attach(self, agent: str, send: Send) -> None:
        """A tunnel is open: what waits for this agent is sent (again)."""
        self._connections[agent] = send
        now = datetime.now(UTC)
        for waiting in list(self._waiting.values()):
            if waiting.order.agent == agent and (waiting.sent or waiting.order.expires_at > now):
                await self._send_order(waiting)

    def detach(self, agent: str, send: Send) -> None:
        """A tunnel has closed; a newer one of the same agent stays."""
        if self._connections.get(agent) == send:  # a bound method is another object each time, but equal
            del self._connections[agent]

    def finished(self, result: OrderResult, agent: str) -> None:
        """A result is stored; whoever waits for it goes on. Only the order's own agent can end it."""
        waiting = self._waiting.get(result.order)
        if waiting is not None and waiting.order.agent == agent and not waiting.result.done():
            waiting.result.set_result(result)

    async def _send_order(self, waiting: _Waiting) -> None:
        if send := self._connections.get(waiting.order.agent):
            waiting.sent = True
            await _try(send, DispatchOrder(waiting.signed))
            if waiting.cancelled:
                await _try(send, CancelOrder(waiting.order.id))


async def _try(send: Send, message: Message) -> None:
    """Send, and let neither a broken connection nor a stalled one hold up the others."""
    with contextlib.suppress(ConnectionError, TimeoutError):
        async with asyncio.timeout(SEND_SECONDS):
            await send(message)
