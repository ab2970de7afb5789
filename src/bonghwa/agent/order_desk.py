"""Where orders come in: checked, written down, carried out one disruptive at a time, answered exactly once."""

import asyncio
from collections import defaultdict
from collections.abc import Callable
from datetime import datetime

from bonghwa.agent.admission import Admitted, Catalogue, admit, verified_order
from bonghwa.agent.configuration import AgentConfiguration
from bonghwa.agent.execution import Execution
from bonghwa.agent.journal import Interrupted, Journal, Receipt
from bonghwa.agent.keepsakes import Keepsakes
from bonghwa.agent.live_output import LiveOutput
from bonghwa.agent.looking import Runner
from bonghwa.agent.masked_state import masked_result
from bonghwa.agent.outlet import Outlet
from bonghwa.agent.recovery import recovered
from bonghwa.agent.refusal import Check, Refused
from bonghwa.agent.unverified import claimed_order_id
from bonghwa.kernel.clock import Clock
from bonghwa.kernel.keys import PublicKey
from bonghwa.kernel.logging import get_logger
from bonghwa.kernel.masking import Masker
from bonghwa.vocabulary.action import Risk
from bonghwa.vocabulary.order import Order, OrderResult, OrderStatus, Phase
from bonghwa.vocabulary.wire import OrderFinished, OrderOutput, OrderStarted

_LOOKS_AT_ONCE = 8
_MOST_ORDERS = 256
_log = get_logger("agent.orders")


class OrderDesk:
    """All orders of one agent. Runs in one event loop; everything that counts is in the journal."""

    def __init__(
        self,
        *,
        configuration: AgentConfiguration,
        catalogue: Catalogue,
        order_key: PublicKey,
        journal: Journal,
        keepsakes: Keepsakes,
        runner: Runner,
        clock: Clock,
        masker: Masker,
        outlet: Outlet,
    ) -> None:
        self._configuration = configuration
        self._catalogue = catalogue
        self._order_key = order_key
        self._journal = journal
        self._keepsakes = keepsakes
        self._runner = runner
        self._clock = clock
        self._masker = masker
        self._outlet = outlet
        self._tasks: dict[str, asyncio.Task[None]] = {}
        self._stopped_because: dict[str, str] = {}
        self._recovering: set[str] = set()
        self._looks = asyncio.Semaphore(_LOOKS_AT_ONCE)
        self._hosts: defaultdict[str, asyncio.Lock] = defaultdict(asyncio.Lock)

    @property
    def running(self) -> int:
        """Orders at work or waiting for their turn."""
        return len(self._tasks)

    def recover(self) -> None:
        """At start-up: find out what became of orders that were interrupted."""
        for interrupted in self._journal.interrupted():
            self._recovering.add(interrupted.order.id)
            self._begin(interrupted.order.id, self._recover(interrupted))

    async def receive(self, token: str) -> None:
        """Take a dispatched order: refuse it, answer it from the journal, or start it."""
        try:
            order = verified_order(token, self._order_key)
        except Refused as refusal:
            _log.warning("order_refused", check=refusal.check.value, reason=refusal.message)
            self._answer_unverified(token, refusal)
            return
        if order.id in self._tasks:
            return
        receipt = await asyncio.to_thread(self._journal.receive, order)
        if receipt is Receipt.FINISHED:
            stored = self._journal.result(order.id)
            if stored is not None:
                self._outlet.send(OrderFinished(result=stored))
        elif receipt is Receipt.REPLAYED:
            replay = Refused(
                Check.REPLAY, "The order's nonce, or its step of the plan, was used by another order."
            )
            _log.warning("order_refused", order=order.id, check=replay.check.value, reason=replay.message)
            self._outlet.send(OrderFinished(result=self._refusal(order.id, replay)))
        elif receipt is not Receipt.STARTED and order.id not in self._tasks:
            self._begin(order.id, self._work(order))

    def cancel(self, order: str) -> None:
        """A person stops one order."""
        self._stop(order, "It was cancelled by a person.")

    def halt(self) -> None:
        """The stop switch is on: end what runs."""
        for order in list(self._tasks):
            self._stop(order, "The stop switch was turned on.")

    async def close(self, *, grace: float) -> None:
        """Give running orders `grace` seconds; what was started and is cut off then is judged at the next start."""
        tasks = list(self._tasks.values())
        if tasks:
            await asyncio.wait(tasks, timeout=grace)
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    def _begin(self, order: str, work: "asyncio._CoroutineLike[None]") -> None:
        task = asyncio.create_task(work)
        self._tasks[order] = task

        def done(finished: "asyncio.Task[None]") -> None:
            self._tasks.pop(order, None)
            self._stopped_because.pop(order, None)
            self._recovering.discard(order)
            if not finished.cancelled() and finished.exception() is not None:
                _log.error("order_failed", order=order, error=repr(finished.exception()))

        task.add_done_callback(done)

    def _stop(self, order: str, reason: str) -> None:
        task = self._tasks.get(order)
        # A recovery only looks, and the truth about what was done is wanted most of all now.
        if task is not None and order not in self._recovering:
            self._stopped_because.setdefault(order, reason)
            task.cancel()

    async def _work(self, order: Order) -> None:
        noted: list[datetime] = []
        try:
            result = await self._admitted_and_done(order, noted.append)
        except Refused as refusal:
            _log.warning("order_refused", order=order.id, check=refusal.check.value, reason=refusal.message)
            result = self._refusal(order.id, refusal)
        except asyncio.CancelledError:
            reason = self._stopped_because.get(order.id)
            if reason is None:
                raise
            result = OrderResult(
                order=order.id,
                status=OrderStatus.CANCELLED,
                reason=f"{reason} {'It had begun to act; what it had done remains.' if noted else 'Nothing was done.'}",
                started_at=noted[0] if noted else None,
                finished_at=self._clock.now(),
            )
        await self._finish(result)

    async def _admitted_and_done(self, order: Order, noted: Callable[[datetime], None]) -> OrderResult:
        if self.running > _MOST_ORDERS:
            raise Refused(Check.HALT, f"More than {_MOST_ORDERS} orders wait on this agent.")
        admitted = self._admit(order)
        if order.phase is Phase.LOOK or admitted.action.risk is Risk.READ:
            async with self._looks:
                return await self._execute(self._admit(order), noted)
        async with self._hosts[order.host]:
            # It may have waited: what was true then may have expired or been halted since.
            return await self._execute(self._admit(order), noted)

    def _admit(self, order: Order) -> Admitted:
        if self._keepsakes.halted:
            raise Refused(Check.HALT, "The stop switch is on.")
        return admit(
            order,
            configuration=self._configuration,
            catalogue=self._catalogue,
            roster=self._keepsakes.roster,
            now=self._clock.now(),
        )

    async def _execute(self, admitted: Admitted, noted: Callable[[datetime], None]) -> OrderResult:
        loop = asyncio.get_running_loop()

        def send(message: OrderOutput) -> None:
            loop.call_soon_threadsafe(self._outlet.send, message)

        def started(at: datetime) -> None:
            noted(at)
            self._outlet.send(OrderStarted(order=admitted.order.id, at=at))

        live = LiveOutput(admitted.order.id, self._masker, send)
        try:
            return await Execution(
                admitted,
                runner=self._runner,
                journal=self._journal,
                clock=self._clock,
                live=live,
                started=started,
            ).carry_out()
        finally:
            live.end()

    async def _recover(self, interrupted: Interrupted) -> None:
        async with self._hosts[interrupted.order.host]:
            result = await recovered(
                interrupted, catalogue=self._catalogue, runner=self._runner, clock=self._clock
            )
        await self._finish(result)

    async def _finish(self, result: OrderResult) -> None:
        masked = masked_result(result, self._masker)
        await asyncio.to_thread(self._journal.finish, masked)
        stored = self._journal.result(result.order)
        self._outlet.send(OrderFinished(result=stored or masked))

    def _refusal(self, order: str, refusal: Refused) -> OrderResult:
        return OrderResult(
            order=order,
            status=OrderStatus.REFUSED,
            reason=f"{refusal.message} (check: {refusal.check.value})",
            finished_at=self._clock.now(),
        )

    def _answer_unverified(self, token: str, refusal: Refused) -> None:
        """Tell the server which order was refused; its id is only repeated, never believed or written down."""
        claimed = claimed_order_id(token)
        if claimed:
            self._outlet.send(OrderFinished(result=self._refusal(claimed, refusal)))
