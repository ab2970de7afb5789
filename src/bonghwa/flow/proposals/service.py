"""Use cases of proposals: make one (never twice for the same intent), show, expire."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

import msgspec
import sqlalchemy as sa

from bonghwa.flow.incidents.model import Incident, IncidentStatus
from bonghwa.flow.incidents.service import get_incident, move, note
from bonghwa.flow.proposals.events import ProposalDecided, ProposalMade
from bonghwa.flow.proposals.model import Intended, Proposal, ProposalStatus
from bonghwa.flow.proposals.tables import beneficiaries, proposals
from bonghwa.kernel.canonical_json import sha256_of
from bonghwa.kernel.ids import new_id
from bonghwa.registry.audit.service import record
from bonghwa.store.scope import found, visible
from bonghwa.store.store import Tx
from bonghwa.vocabulary.action import PreviewLine, Risk
from bonghwa.vocabulary.actor import SYSTEM, Actor, Permission
from bonghwa.vocabulary.plan import Plan, PlanStep, plan_hash

LIFETIME = timedelta(minutes=30)
WAITING = (ProposalStatus.PENDING.value, ProposalStatus.APPROVED.value)


async def waiting_for(tx: Tx, intended: Sequence[Intended]) -> Proposal | None:
    """A recent proposal of the very same intent that is not over: its run will help this incident, too."""
    statement = (
        proposals.select()
        .where(
            proposals.c.intent_hash == sha256_of(list(intended)),
            proposals.c.status.in_(WAITING),
            proposals.c.expires_at > tx.clock.now(),
        )
        .order_by(proposals.c.id.desc())
        .limit(1)
    )
    row = (await tx.execute(statement)).first()
    return proposal_of(row) if row else None


async def join(tx: Tx, proposal: Proposal, incident: Incident) -> None:
    """Let an incident wait for a proposal that was made for another one."""
    if incident.id in await beneficiaries_of(tx, proposal.id):
        return
    await tx.execute(beneficiaries.insert().values(proposal=proposal.id, incident=incident.id))
    main = await get_incident(tx, SYSTEM, proposal.incident)
    await note(tx, incident, "timeline.joined", {"number": str(main.number)})
    await move(tx, incident, IncidentStatus.AWAITING_APPROVAL)


async def make(
    tx: Tx,
    actor: Actor,
    incident: Incident,
    *,
    intended: Sequence[Intended],
    steps: Sequence[PlanStep],
    previews: Sequence[Sequence[PreviewLine]],
) -> Proposal:
    """Propose a plan for an incident; whoever proposes is the requester and will not approve what is disruptive."""
    now = tx.clock.now()
    plan = Plan(id=new_id(), steps=tuple(steps), requester=actor.id, expires_at=now + LIFETIME)
    proposal = Proposal(
        id=plan.id,
        incident=incident.id,
        institution=incident.institution,
        system=incident.system,
        status=ProposalStatus.PENDING,
        risk=plan.risk,
        plan=plan,
        plan_hash=plan_hash(plan),
        previews=tuple(tuple(lines) for lines in previews),
        requester=actor.id,
        created_at=now,
        expires_at=plan.expires_at,
    )
    values = msgspec.structs.asdict(proposal) | {
        "status": proposal.status.value,
        "risk": proposal.risk.value,
        "plan": msgspec.to_builtins(plan),
        "previews": msgspec.to_builtins(proposal.previews),
        "intent_hash": sha256_of(list(intended)),
    }
    await tx.execute(proposals.insert().values(**values))
    await tx.execute(beneficiaries.insert().values(proposal=proposal.id, incident=incident.id))
    actions = ", ".join(step.action for step in plan.steps)
    await note(tx, incident, "timeline.proposed", {"actions": actions, "risk": proposal.risk.value})
    await move(tx, incident, IncidentStatus.AWAITING_APPROVAL)
    await record(
        tx,
        actor,
        "proposal.make",
        f"incident {incident.number}",
        {"proposal": proposal.id, "plan_hash": proposal.plan_hash, "actions": actions},
        institution=incident.institution,
        system=incident.system,
    )
    await tx.emit(ProposalMade(proposal.id, incident.id, incident.institution, incident.system))
    return proposal


async def get_proposal(tx: Tx, actor: Actor, proposal: str, *, to_change: bool = False) -> Proposal:
    """One proposal; `to_change` keeps others from deciding it meanwhile.

    Raises NotFound when it does not exist or belongs to others.
    """
    statement = proposals.select().where(
        proposals.c.id == proposal, visible(actor, Permission.READ, proposals)
    )
    if to_change:
        statement = statement.with_for_update()
    return proposal_of(found((await tx.execute(statement)).first(), "proposal", proposal))


async def proposals_of(tx: Tx, incident: Incident) -> tuple[Proposal, ...]:
    """The proposals that would help an incident the caller may see, newest first."""
    ids = sa.select(beneficiaries.c.proposal).where(beneficiaries.c.incident == incident.id)
    statement = proposals.select().where(proposals.c.id.in_(ids)).order_by(proposals.c.id.desc())
    return tuple(proposal_of(row) for row in await tx.execute(statement))


async def beneficiaries_of(tx: Tx, proposal: str) -> tuple[str, ...]:
    """The incidents that wait for a proposal."""
    rows = await tx.execute(
        beneficiaries.select().where(beneficiaries.c.proposal == proposal).order_by(beneficiaries.c.incident)
    )
    return tuple(row.incident for row in rows)


async def save_status(tx: Tx, proposal: Proposal) -> None:
    """Write a decision down."""
    await tx.execute(
        proposals.update()
        .where(proposals.c.id == proposal.id)
        .values(status=proposal.status.value, decided_at=proposal.decided_at)
    )


async def expire_due(tx: Tx) -> int:
    """Expire what nobody decided in time; how many."""
    statement = proposals.select().where(
        proposals.c.status == ProposalStatus.PENDING.value, proposals.c.expires_at <= tx.clock.now()
    )
    due = [proposal_of(row) for row in (await tx.execute(statement)).all()]
    for proposal in due:
        for incident_id in await beneficiaries_of(tx, proposal.id):
            incident = await get_incident(tx, SYSTEM, incident_id)
            if incident.is_open:
                await note(tx, incident, "timeline.expired", {})
                await move(tx, incident, IncidentStatus.NEEDS_PERSON)
        await _expire(tx, proposal)
    return len(due)


async def withdraw_from(tx: Tx, incident: Incident) -> None:
    """An incident was closed by hand: what waits for a decision and would help no open incident any more expires."""
    for proposal in await proposals_of(tx, incident):
        helped = [await get_incident(tx, SYSTEM, one) for one in await beneficiaries_of(tx, proposal.id)]
        if proposal.status is ProposalStatus.PENDING and not any(one.is_open for one in helped):
            await _expire(tx, proposal)


async def _expire(tx: Tx, proposal: Proposal) -> None:
    status = ProposalStatus.EXPIRED
    await save_status(tx, msgspec.structs.replace(proposal, status=status, decided_at=tx.clock.now()))
    await tx.emit(
        ProposalDecided(proposal.id, proposal.incident, proposal.institution, proposal.system, status.value)
    )


def proposal_of(row: Any) -> Proposal:
    """The proposal in a table row."""
    fields = {name: getattr(row, name) for name in Proposal.__struct_fields__}
    return Proposal(
        **fields
        | {
            "status": ProposalStatus(row.status),
            "risk": Risk(row.risk),
            "plan": msgspec.convert(row.plan, Plan),
            "previews": msgspec.convert(row.previews, tuple[tuple[PreviewLine, ...], ...]),
        }
    )
