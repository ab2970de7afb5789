"""A run is made once, its steps end once, and it stops when a person says so."""

import asyncio
from typing import Any

import msgspec
import pytest
from tests.world import World, open_incident, propose, step

from bonghwa.flow.approvals.service import approve
from bonghwa.flow.incidents.model import IncidentStatus
from bonghwa.flow.incidents.service import get_incident
from bonghwa.flow.proposals.model import Proposal, ProposalStatus
from bonghwa.flow.proposals.service import get_proposal, join
from bonghwa.flow.runs.model import OVER, Run, RunStatus
from bonghwa.flow.runs.service import (
    MAX_OUTPUT_LINES,
    add_output,
    begin_step,
    create_run,
    finish_run,
    finish_step,
    get_run,
    issued_order,
    output_of,
    request_cancel,
    run_of_order,
)
from bonghwa.flow.runs.stop_switch import get_stop_switch, turn
from bonghwa.kernel.errors import Conflict, Forbidden, NotFound
from bonghwa.kernel.ids import new_id
from bonghwa.store.store import Store
from bonghwa.vocabulary.actor import SYSTEM
from bonghwa.vocabulary.order import ORDER_VERSION, Order, OrderResult, OrderStatus, Phase


@pytest.fixture
async def proposal(store: Store, world: World) -> Proposal:
    """Approved, with two steps."""
    incident = await open_incident(store, world.here)
    made = await propose(store, world.here, incident, step(world.here), step(world.here))
    async with store.write() as tx:
        await approve(
            tx,
            world.actor("ann"),
            made.id,
            plan_hash=made.plan_hash,
            signature=world.signature("ann", made.plan_hash, store.clock.now()),
            roster=world.roster,
        )
        return await get_proposal(tx, SYSTEM, made.id)


@pytest.fixture
async def run(store: Store, proposal: Proposal) -> Run:
    async with store.write() as tx:
        return await create_run(tx, proposal)


def _order(run: Run, proposal: Proposal, index: int, store: Store) -> Order:
    now = store.clock.now()
    return Order(
        version=ORDER_VERSION,
        id=run.steps[index].order,
        nonce="n",
        agent=proposal.plan.steps[index].agent,
        host=run.steps[index].host,
        institution=run.institution,
        system=run.system,
        phase=Phase.RUN,
        step=index,
        plan=proposal.plan,
        plan_hash=proposal.plan_hash,
        issued_at=now,
        expires_at=proposal.plan.expires_at,
    )


def _result(run: Run, index: int, status: OrderStatus = OrderStatus.SUCCEEDED, **more: Any) -> OrderResult:
    return OrderResult(order=run.steps[index].order, status=status, reason=f"{status.value}.", **more)


async def _fresh(store: Store, run: Run) -> Run:
    async with store.read() as tx:
        return await get_run(tx, SYSTEM, run.id)


async def test_a_proposal_has_one_run(store: Store, proposal: Proposal, run: Run) -> None:
    async with store.write() as tx:
        assert (await create_run(tx, proposal)).id == run.id
    assert [s.status for s in run.steps] == ["waiting", "waiting"]


async def test_what_is_not_approved_is_not_carried_out(store: Store, world: World) -> None:
    pending = await propose(store, world.here, await open_incident(store, world.here))
    async with store.write() as tx:
        with pytest.raises(Conflict):
            await create_run(tx, pending)


async def test_the_order_of_a_step_is_remembered_exactly(store: Store, proposal: Proposal, run: Run) -> None:
    order = _order(run, proposal, 0, store)
    async with store.write() as tx:
        assert await issued_order(tx, run.id, 0) is None
        await begin_step(tx, run, 0, order)
    async with store.read() as tx:
        assert await issued_order(tx, run.id, 0) == order
        assert await run_of_order(tx, order.id) == (await get_run(tx, SYSTEM, run.id), 0)
        assert await run_of_order(tx, new_id()) is None
    assert (await _fresh(store, run)).status is RunStatus.RUNNING


async def test_the_first_result_of_a_step_stands(store: Store, run: Run) -> None:
    async def finish(status: OrderStatus) -> None:
        async with store.write() as tx:
            await finish_step(tx, await get_run(tx, SYSTEM, run.id), 0, _result(run, 0, status))

    await finish(OrderStatus.FAILED)
    await finish(OrderStatus.SUCCEEDED)
    async with store.write() as tx:  # even one who read before the first result came
        await finish_step(tx, run, 0, _result(run, 0))
    (first, second) = (await _fresh(store, run)).steps
    assert first.result is not None
    assert (first.status, first.result.status) == ("failed", OrderStatus.FAILED)
    assert second.result is None


async def test_two_results_at_once_leave_one(store: Store, run: Run) -> None:
    async def finish(status: OrderStatus) -> None:
        async with store.write() as tx:
            await finish_step(tx, run, 0, _result(run, 0, status))

    await asyncio.gather(finish(OrderStatus.FAILED), finish(OrderStatus.SUCCEEDED))
    result = (await _fresh(store, run)).steps[0].result
    assert result is not None
    assert result.status.value == (await _fresh(store, run)).steps[0].status


async def test_a_result_full_of_zero_bytes_is_stored(store: Store, run: Run) -> None:
    hostile = _result(run, 0, before={"motd": "a\x00b", "path": "C:\\u0000"}, after={"\x00": "\\\x00"})
    async with store.write() as tx:
        await finish_step(tx, run, 0, msgspec.structs.replace(hostile, reason="r\x00"))
    result = (await _fresh(store, run)).steps[0].result
    assert result is not None
    assert result.before == {"motd": "ab", "path": "C:\\u0000"}
    assert result.after == {"": "\\"}
    assert result.reason == "r"


@pytest.mark.parametrize("status", sorted(OVER))
async def test_a_run_ends_once_and_every_incident_learns_of_it(
    store: Store, world: World, proposal: Proposal, run: Run, status: RunStatus
) -> None:
    other = await open_incident(store, world.here, fingerprint="b" * 32)
    async with store.write() as tx:
        await join(tx, proposal, other)
        for index in range(2):
            await finish_step(tx, run, index, _result(run, index))
    async with store.write() as tx:
        ended = await finish_run(tx, await get_run(tx, SYSTEM, run.id), status, "because")
        assert await finish_run(tx, ended, RunStatus.FAILED, "again") == ended
    async with store.read() as tx:
        statuses = {(await get_incident(tx, SYSTEM, i)).status for i in (proposal.incident, other.id)}
        assert (await get_proposal(tx, SYSTEM, proposal.id)).status is ProposalStatus.EXECUTED
    good = status is RunStatus.SUCCEEDED
    assert statuses == {IncidentStatus.RESOLVED if good else IncidentStatus.NEEDS_PERSON}
    assert (ended.status, ended.reason, ended.verified) == (status, "because", good)


async def test_success_without_a_good_second_look_is_not_verified(store: Store, run: Run) -> None:
    async with store.write() as tx:
        await finish_step(tx, run, 0, _result(run, 0))
        ended = await finish_run(tx, await get_run(tx, SYSTEM, run.id), RunStatus.SUCCEEDED, "")
        incident = await get_incident(tx, SYSTEM, run.incident)
    assert ended.verified is False
    assert incident.status is IncidentStatus.NEEDS_PERSON


async def test_cancelling_needs_the_right_and_a_run_that_goes_on(
    store: Store, world: World, run: Run
) -> None:
    async with store.write() as tx:
        with pytest.raises(Forbidden):
            await request_cancel(tx, world.actor("dora"), run.id)
        with pytest.raises(NotFound):
            await request_cancel(tx, world.actor("eve"), run.id)
        await request_cancel(tx, world.actor("oscar"), run.id)
        assert (await get_run(tx, SYSTEM, run.id)).cancel_requested
        await finish_run(tx, await get_run(tx, SYSTEM, run.id), RunStatus.CANCELLED, "")
        with pytest.raises(Conflict):
            await request_cancel(tx, world.actor("oscar"), run.id)


async def test_output_is_numbered_bounded_and_read_in_pieces(store: Store, run: Run) -> None:
    async with store.write() as tx:
        await add_output(tx, run, 0, [("stdout", f"line {n}") for n in range(3)])
        await add_output(tx, run, 1, [("s" * 50, "x\x00y" + "z" * 9000)])
    async with store.read() as tx:
        lines = await output_of(tx, run, after=2)
    assert [(line.sequence, line.step) for line in lines] == [(3, 0), (4, 1)]
    assert len(lines[1].text) <= 4000
    assert lines[1].text.startswith("xyz")
    async with store.write() as tx:
        await add_output(tx, run, 0, [("stdout", "flood")] * (MAX_OUTPUT_LINES + 5))
    async with store.read() as tx:
        assert await output_of(tx, run, after=MAX_OUTPUT_LINES) == ()
        assert len(await output_of(tx, run, after=MAX_OUTPUT_LINES - 1)) == 1


async def test_whoever_operates_halts_and_only_those_in_charge_of_all_release(
    store: Store, world: World
) -> None:
    async with store.write() as tx:
        assert (await get_stop_switch(tx)).on is False
        with pytest.raises(Forbidden):
            await turn(tx, world.actor("dora"), on=True, reason="no")
        await turn(tx, world.actor("oscar"), on=True, reason="smoke")
        with pytest.raises(Forbidden):
            await turn(tx, world.actor("oscar"), on=False, reason="gone")
        switch = await get_stop_switch(tx)
        assert (switch.on, switch.by, switch.reason) == (True, "oscar", "smoke")
        await turn(tx, world.actor("root"), on=False, reason="gone")
        assert (await get_stop_switch(tx)).on is False


async def test_any_of_several_roles_halts(store: Store, world: World) -> None:
    several = world.actor("dora")
    several = msgspec.structs.replace(several, grants=several.grants + world.actor("oscar").grants)
    async with store.write() as tx:
        assert (await turn(tx, several, on=True, reason="smoke")).on
