"""Approving exactly the plan that was shown, by one's own key, where one may."""

import asyncio

import pytest
from tests.conftest import TurnedClock
from tests.world import World, open_incident, propose, step

from bonghwa.flow.approvals.model import Approval, Decision
from bonghwa.flow.approvals.service import approvals_of, approve, refuse
from bonghwa.flow.incidents.model import IncidentStatus
from bonghwa.flow.incidents.service import get_incident, get_timeline
from bonghwa.flow.proposals.model import Proposal, ProposalStatus
from bonghwa.flow.proposals.service import LIFETIME, expire_due, get_proposal
from bonghwa.kernel.errors import BonghwaError, Conflict, Forbidden, NotFound, SignatureRefused
from bonghwa.kernel.keys import approver_key, sign
from bonghwa.registry.people.approvers import revoke_approver_key
from bonghwa.store.store import Store
from bonghwa.vocabulary.action import Risk
from bonghwa.vocabulary.actor import SYSTEM
from bonghwa.vocabulary.approval import APPROVAL_TYPE, ApprovalStatement, Roster


@pytest.fixture
async def proposal(store: Store, world: World) -> Proposal:
    return await propose(store, world.here, await open_incident(store, world.here))


async def _approve(
    store: Store,
    world: World,
    proposal: Proposal,
    login: str = "ann",
    *,
    plan_hash: str | None = None,
    signature: str | None = None,
    roster: Roster | None = None,
) -> Approval:
    signer = login if login in world.keys else "ann"
    given = signature or world.signature(signer, proposal.plan_hash, store.clock.now())
    async with store.write() as tx:
        return await approve(
            tx,
            world.actor(login),
            proposal.id,
            plan_hash=plan_hash or proposal.plan_hash,
            signature=given,
            roster=roster or world.roster,
        )


async def _status(store: Store, proposal: Proposal) -> ProposalStatus:
    async with store.read() as tx:
        return (await get_proposal(tx, SYSTEM, proposal.id)).status


async def test_an_approver_signs_and_it_is_noted(store: Store, world: World, proposal: Proposal) -> None:
    approval = await _approve(store, world, proposal)
    assert (approval.decision, approval.key_id) == (Decision.APPROVE, world.keys["ann"].id)
    assert await _status(store, proposal) is ProposalStatus.APPROVED
    async with store.read() as tx:
        assert await approvals_of(tx, proposal) == (approval,)
        incident = await get_incident(tx, SYSTEM, proposal.incident)
        entry = (await get_timeline(tx, incident))[-1]
    assert (entry.key, entry.actor) == ("timeline.approved", "ann")


async def test_a_plan_that_changed_is_a_conflict(store: Store, world: World, proposal: Proposal) -> None:
    with pytest.raises(Conflict, match="changed"):
        await _approve(store, world, proposal, plan_hash="0" * 64)
    assert await _status(store, proposal) is ProposalStatus.PENDING


async def test_it_is_decided_once(store: Store, world: World, proposal: Proposal) -> None:
    await _approve(store, world, proposal)
    with pytest.raises(Conflict, match="already approved"):
        await _approve(store, world, proposal)
    async with store.write() as tx:
        with pytest.raises(Conflict):
            await refuse(tx, world.actor("oscar"), proposal.id, reason="too late")


async def test_of_two_who_decide_at_once_one_wins(store: Store, world: World, proposal: Proposal) -> None:
    async def refusing() -> Approval:
        async with store.write() as tx:
            return await refuse(tx, world.actor("oscar"), proposal.id, reason="not now")

    ended = await asyncio.gather(
        _approve(store, world, proposal), refusing(), _approve(store, world, proposal), return_exceptions=True
    )
    assert sum(isinstance(one, Approval) for one in ended) == 1
    assert all(isinstance(one, (Approval, Conflict)) for one in ended)
    async with store.read() as tx:
        (decision,) = await approvals_of(tx, proposal)
    expected = ProposalStatus.APPROVED if decision.decision is Decision.APPROVE else ProposalStatus.REFUSED
    assert await _status(store, proposal) is expected


async def test_nobody_approves_after_expiry(
    store: Store, world: World, proposal: Proposal, clock: TurnedClock
) -> None:
    clock.turn(seconds=LIFETIME.total_seconds())
    with pytest.raises(Conflict, match="expired"):
        await _approve(store, world, proposal)


async def test_what_nobody_decides_expires_once(
    store: Store, world: World, proposal: Proposal, clock: TurnedClock
) -> None:
    clock.turn(seconds=LIFETIME.total_seconds() - 1)
    async with store.write() as tx:
        assert await expire_due(tx) == 0
    clock.turn(seconds=1)
    async with store.write() as tx:
        assert await expire_due(tx) == 1
    async with store.write() as tx:
        assert await expire_due(tx) == 0
        incident = await get_incident(tx, SYSTEM, proposal.incident)
    assert await _status(store, proposal) is ProposalStatus.EXPIRED
    assert incident.status is IncidentStatus.NEEDS_PERSON


@pytest.mark.parametrize("login", ["oscar", "dora", "ada", "root", "audrey"])
async def test_only_approvers_approve(store: Store, world: World, proposal: Proposal, login: str) -> None:
    with pytest.raises((Forbidden, NotFound)):
        await _approve(store, world, proposal, login)
    assert await _status(store, proposal) is ProposalStatus.PENDING


async def test_for_another_institution_it_does_not_exist(
    store: Store, world: World, proposal: Proposal
) -> None:
    with pytest.raises(NotFound):
        await _approve(store, world, proposal, "eve")
    async with store.write() as tx:
        with pytest.raises(NotFound):
            await refuse(tx, world.actor("eve"), proposal.id, reason="mine")


@pytest.mark.parametrize(("risk", "refused"), [(Risk.DISRUPTIVE, "refused"), (Risk.REVERSIBLE, "")])
async def test_who_asked_for_something_disruptive_does_not_approve_it(
    store: Store, world: World, risk: Risk, refused: str
) -> None:
    incident = await open_incident(store, world.here)
    own = await propose(store, world.here, incident, step(world.here, risk=risk), actor=world.actor("ann"))
    if refused:
        with pytest.raises(Forbidden, match="second person"):
            await _approve(store, world, own)
    else:
        assert (await _approve(store, world, own)).decision is Decision.APPROVE


async def test_only_people_approve(store: Store, world: World, proposal: Proposal) -> None:
    async with store.write() as tx:
        with pytest.raises(Forbidden):
            await approve(
                tx,
                SYSTEM,
                proposal.id,
                plan_hash=proposal.plan_hash,
                signature=world.signature("ann", proposal.plan_hash, store.clock.now()),
                roster=world.roster,
            )


async def test_signatures_that_do_not_count(store: Store, world: World, proposal: Proposal) -> None:
    now, plan = store.clock.now(), proposal.plan_hash
    ann, key = world.people["ann"].id, world.keys["ann"]

    def statement(**changes: str) -> ApprovalStatement:
        fields = {"plan_hash": plan, "approver": ann, "key_id": key.id} | changes
        return ApprovalStatement(**fields, signed_at=now)

    bad = {
        "a key that is not in the roster": world.signature("ann", plan, now, key=approver_key()),
        "another approver's key": world.signature("eve", plan, now),
        "another plan": world.signature("ann", "1" * 64, now),
        "another purpose": sign(key, "bonghwa-roster+jws", statement()),
        "in another's name": sign(key, APPROVAL_TYPE, statement(approver=world.people["eve"].id)),
        "naming another key": sign(key, APPROVAL_TYPE, statement(key_id="somebody-elses")),
        "not a signature": "a.b.c",
        "nothing": " ",
        "huge": "x" * 2_000_000,
    }
    for why, signature in bad.items():
        with pytest.raises(SignatureRefused):
            await _approve(store, world, proposal, signature=signature)
        assert await _status(store, proposal) is ProposalStatus.PENDING, why


async def test_without_a_roster_nobody_approves(store: Store, world: World, proposal: Proposal) -> None:
    empty = Roster(serial=9, issued_at=store.clock.now(), entries=())
    with pytest.raises(SignatureRefused, match="roster"):
        await _approve(store, world, proposal, roster=empty)


async def test_a_key_of_the_roster_is_bound_to_its_place(
    store: Store, world: World, proposal: Proposal
) -> None:
    elsewhere = Roster(
        serial=9,
        issued_at=store.clock.now(),
        entries=tuple(
            type(entry)(
                person=entry.person, name=entry.name, key_id=entry.key_id, jwk=entry.jwk, institution="mois"
            )
            for entry in world.roster.entries
        ),
    )
    with pytest.raises(SignatureRefused, match="may not approve"):
        await _approve(store, world, proposal, roster=elsewhere)


async def test_a_key_taken_back_does_not_count_while_the_old_roster_stands(
    store: Store, world: World, proposal: Proposal
) -> None:
    async with store.write() as tx:
        await revoke_approver_key(tx, world.actor("ann"), world.keys["ann"].id)
    with pytest.raises(SignatureRefused, match="taken back"):
        await _approve(store, world, proposal)


async def test_refusing_says_why_and_asks_a_person(store: Store, world: World, proposal: Proposal) -> None:
    async with store.write() as tx:
        refusal = await refuse(tx, world.actor("oscar"), proposal.id, reason="r" * 900)
    assert (refusal.decision, len(refusal.reason or "")) == (Decision.REFUSE, 500)
    async with store.read() as tx:
        incident = await get_incident(tx, SYSTEM, proposal.incident)
    assert incident.status is IncidentStatus.NEEDS_PERSON
    assert await _status(store, proposal) is ProposalStatus.REFUSED


async def test_a_developer_refuses_nothing(store: Store, world: World, proposal: Proposal) -> None:
    async with store.write() as tx:
        with pytest.raises(BonghwaError):
            await refuse(tx, world.actor("dora"), proposal.id, reason="no")
