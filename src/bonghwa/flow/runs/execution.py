"""Carrying out a run, durably: each step is an order that is issued once and may be sent many times."""

from datetime import timedelta
from functools import partial
from typing import Any

import msgspec

from bonghwa.actions import CATALOGUE
from bonghwa.flow.approvals.service import approvals_of
from bonghwa.flow.approvals.signatures import is_signed_by_an_approver
from bonghwa.flow.proposals.service import get_proposal
from bonghwa.flow.runs.model import OVER, Dispatcher, Run, RunStatus, Undelivered
from bonghwa.flow.runs.service import begin_step, finish_run, finish_step, get_run, issued_order
from bonghwa.flow.runs.stop_switch import get_stop_switch
from bonghwa.kernel.errors import BonghwaError, Unavailable
from bonghwa.kernel.ids import new_secret
from bonghwa.kernel.keys import PublicKey
from bonghwa.registry.people.approvers import current_roster
from bonghwa.store.durable import Durable
from bonghwa.store.store import Store
from bonghwa.vocabulary.action import Risk
from bonghwa.vocabulary.actor import SYSTEM
from bonghwa.vocabulary.order import ORDER_VERSION, Order, OrderResult, OrderStatus, Phase

STEP_WAIT_SECONDS = 900.0
ORDER_LIFETIME = timedelta(minutes=10)
ENDS = {status: RunStatus(status.value) for status in OrderStatus}


class Execution:
    """The durable workflow `run`."""

    name = "run"

    def __init__(
        self, store: Store, durable: Durable, dispatcher: Dispatcher, root: PublicKey | None = None
    ) -> None:
        """With `root`, the public half of the root key, nothing leaves here that no approver of its roster signed."""
        self._root = root
        self._store = store
        self._durable = durable
        self._dispatcher = dispatcher

    async def workflow(self, run_id: str) -> None:
        """Carry out every step; stop at the first that did not succeed."""
        reason = ""
        async with self._store.read() as tx:
            count = len((await get_run(tx, SYSTEM, run_id)).steps)
        for index in range(count):
            raw = await self._durable.step(f"step-{index}", partial(self._carry_out, run_id, index))
            status, reason = OrderStatus(raw["status"]), raw["reason"]
            if status is not OrderStatus.SUCCEEDED:
                await self._durable.step("finish", partial(self._finish, run_id, ENDS[status], reason))
                return
        await self._durable.step("finish", partial(self._finish, run_id, RunStatus.SUCCEEDED, reason))

    async def give_up(self, run_id: str) -> None:
        """A step failed for good: what it did is unknown, and a person is asked."""
        await self._finish(
            run_id, RunStatus.UNKNOWN, "The server failed while it carried this out; see its log."
        )

    async def _carry_out(self, run_id: str, index: int) -> dict[str, Any]:
        async with self._store.read() as tx:
            run = await get_run(tx, SYSTEM, run_id)
            halted = (await get_stop_switch(tx)).on
        done = run.steps[index].result
        if done is not None:
            return {"status": done.status.value, "reason": done.reason}
        order, fresh = await self._order(run, index)
        if fresh and (run.cancel_requested or halted):
            why = "the stop switch is on" if halted else "a person cancelled the run"
            result = OrderResult(order=order.id, status=OrderStatus.CANCELLED, reason=f"Not begun: {why}.")
        elif not await self._may_leave(order):
            result = OrderResult(
                order=order.id,
                status=OrderStatus.REFUSED
                if fresh
                else OrderStatus.UNKNOWN,  # an earlier life may have sent it
                reason="The plan was altered, or no approver of the roster has signed it; it was not sent.",
            )
        else:
            result = await self._dispatched(order, fresh=fresh)
        async with self._store.write() as tx:
            await finish_step(tx, await get_run(tx, SYSTEM, run_id), index, result)
        return {"status": result.status.value, "reason": result.reason}

    async def _may_leave(self, order: Order) -> bool:
        """From disruptive up the agent asks for the signature itself, and its answer is the truth about the order."""
        action = CATALOGUE.get(order.plan.steps[order.step].action)
        if self._root is None or (action is not None and action.risk.rank >= Risk.DISRUPTIVE.rank):
            return True
        async with self._store.read() as tx:
            roster = await current_roster(tx, self._root)
        return is_signed_by_an_approver(order, roster[1] if roster else None)

    async def _dispatched(self, order: Order, *, fresh: bool) -> OrderResult:
        try:
            return await self._dispatcher.dispatch(order, wait_seconds=STEP_WAIT_SECONDS)
        except Undelivered as error:
            status = (
                OrderStatus.CANCELLED if fresh else OrderStatus.UNKNOWN
            )  # an earlier life may have sent it
            return OrderResult(order=order.id, status=status, reason=error.message)
        except Unavailable as error:
            return OrderResult(order=order.id, status=OrderStatus.UNKNOWN, reason=error.message)
        except BonghwaError as error:
            return OrderResult(order=order.id, status=OrderStatus.REFUSED, reason=str(error))

    async def _order(self, run: Run, index: int) -> tuple[Order, bool]:
        """(order, whether it is new): the one issued before a crash, or a new one, written down before it is sent."""
        async with self._store.write() as tx:
            existing = await issued_order(tx, run.id, index)
            if existing:
                return existing, False
            proposal = await get_proposal(tx, SYSTEM, run.proposal)
            signatures = [a.signature for a in await approvals_of(tx, proposal) if a.signature]
            step, now = proposal.plan.steps[index], tx.clock.now()
            order = Order(
                version=ORDER_VERSION,
                id=run.steps[index].order,
                nonce=new_secret(),
                agent=step.agent,
                host=step.host,
                institution=run.institution,
                system=run.system,
                phase=Phase.RUN,
                step=index,
                plan=proposal.plan,
                plan_hash=proposal.plan_hash,
                issued_at=now,
                expires_at=min(now + ORDER_LIFETIME, proposal.plan.expires_at),
                approvals=tuple(signatures),
            )
            await begin_step(tx, run, index, msgspec.convert(msgspec.to_builtins(order), Order))
            return order, True

    async def _finish(self, run_id: str, status: RunStatus, reason: str) -> None:
        async with self._store.write() as tx:
            run = await get_run(tx, SYSTEM, run_id)
            if run.status not in OVER:
                await finish_run(tx, run, status, reason)
