"""Whoever can only write into the database cannot make the server send what no approver has signed."""

from typing import cast

import msgspec
import pytest
import sqlalchemy as sa
from tests.world import World, open_incident, propose, step

from bonghwa.flow.approvals.service import approve
from bonghwa.flow.approvals.signatures import is_signed_by_an_approver
from bonghwa.flow.approvals.tables import approvals
from bonghwa.flow.proposals.service import get_proposal
from bonghwa.flow.proposals.tables import proposals
from bonghwa.flow.runs.execution import Execution
from bonghwa.flow.runs.service import create_run
from bonghwa.kernel.keys import device_key
from bonghwa.store.durable import Durable
from bonghwa.store.store import Store
from bonghwa.vocabulary.action import Risk
from bonghwa.vocabulary.actor import SYSTEM
from bonghwa.vocabulary.order import Order, OrderResult, OrderStatus

NO_ENGINE = cast("Durable", None)  # a single step asks nothing of it


class _Dispatcher:
    """Takes what the server would send."""

    def __init__(self) -> None:
        self.sent: list[Order] = []

    async def dispatch(self, order: Order, *, wait_seconds: float) -> OrderResult:
        assert wait_seconds > 0
        self.sent.append(order)
        return OrderResult(order=order.id, status=OrderStatus.SUCCEEDED, reason="done")

    async def cancel(self, agent: str, order: str) -> None:
        raise AssertionError((agent, order))


async def _approved(store: Store, world: World) -> str:
    incident = await open_incident(store, world.here)
    one = msgspec.structs.replace(step(world.here), action="files.archive", risk=Risk.REVERSIBLE)
    made = await propose(store, world.here, incident, one)
    signature = world.signature("ann", made.plan_hash, store.clock.now())
    async with store.write() as tx:
        await approve(
            tx,
            world.actor("ann"),
            made.id,
            plan_hash=made.plan_hash,
            signature=signature,
            roster=world.roster,
        )
    return made.id


async def _carried_out(store: Store, world: World, proposal: str) -> tuple[str, list[Order]]:
    dispatcher = _Dispatcher()
    async with store.write() as tx:
        run = await create_run(tx, await get_proposal(tx, SYSTEM, proposal))
    execution = Execution(store, NO_ENGINE, dispatcher, world.root.public())
    done = await execution._carry_out(run.id, 0)  # the step, without the engine around it
    return done["status"], dispatcher.sent


async def test_what_an_approver_signed_is_sent(store: Store, world: World) -> None:
    status, sent = await _carried_out(store, world, await _approved(store, world))
    assert (status, len(sent)) == ("succeeded", 1)
    assert is_signed_by_an_approver(sent[0], world.roster)
    altered = msgspec.structs.replace(sent[0].plan, requester="somebody")
    assert not is_signed_by_an_approver(msgspec.structs.replace(sent[0], plan=altered), world.roster)
    assert not is_signed_by_an_approver(msgspec.structs.replace(sent[0], institution="mois"), world.roster)
    assert not is_signed_by_an_approver(sent[0], None)


@pytest.mark.parametrize("thief", ["writes approved", "signs with a key of his own"])
async def test_an_approval_that_was_only_written_down_sends_nothing(
    store: Store, world: World, thief: str
) -> None:
    proposal = await _approved(store, world)
    async with store.write() as tx:
        if thief == "writes approved":
            await tx.execute(sa.delete(approvals))
            await tx.execute(proposals.update().values(status="approved"))
        else:
            hashed = (await get_proposal(tx, SYSTEM, proposal)).plan_hash
            forged = world.signature("ann", hashed, store.clock.now(), key=device_key())
            await tx.execute(approvals.update().values(signature=forged))
    assert await _carried_out(store, world, proposal) == ("refused", [])
