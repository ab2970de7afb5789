"""Use cases of approvals: approve exactly the plan that was shown, or refuse it."""

from typing import Any

import msgspec

from bonghwa.flow.approvals.model import Approval, Decision
from bonghwa.flow.approvals.tables import approvals
from bonghwa.flow.incidents.model import IncidentStatus
from bonghwa.flow.incidents.service import get_incident, move, note
from bonghwa.flow.proposals.events import ProposalDecided
from bonghwa.flow.proposals.model import Proposal, ProposalStatus
from bonghwa.flow.proposals.service import beneficiaries_of, get_proposal, save_status
from bonghwa.kernel.errors import Conflict, Forbidden, SignatureRefused
from bonghwa.kernel.ids import new_id
from bonghwa.kernel.keys import public_key_from_jwk, verify
from bonghwa.kernel.messages import message
from bonghwa.registry.audit.service import record
from bonghwa.registry.people.approvers import is_revoked
from bonghwa.registry.people.service import get_person
from bonghwa.store.scope import require
from bonghwa.store.store import Tx
from bonghwa.vocabulary.action import Risk
from bonghwa.vocabulary.actor import SYSTEM, Actor, ActorKind, Permission
from bonghwa.vocabulary.approval import APPROVAL_TYPE, ApprovalStatement, Roster


async def approve(
    tx: Tx, actor: Actor, proposal_id: str, *, plan_hash: str, signature: str, roster: Roster | None
) -> Approval:
    """Approve the plan with this hash by the actor's own signature.

    Raises Conflict when the plan is not the one that was shown, is decided or expired; Forbidden for the requester
    of something disruptive; SignatureRefused when the signature or its key does not hold.
    """
    proposal = await get_proposal(tx, actor, proposal_id, to_change=True)
    require(actor, Permission.APPROVE, proposal.institution, proposal.system)
    if reason := why_not(proposal, actor):
        raise Forbidden(message(reason, "en"))
    if plan_hash != proposal.plan_hash:
        raise Conflict(
            "The plan has changed since it was shown to you.", next_step="Reload and read it again."
        )
    statement = _verified(signature, proposal, actor, roster)
    if await is_revoked(tx, statement.key_id):
        raise SignatureRefused("This approver key was taken back.", next_step="Approve with another key.")
    decided = proposal.decided(ProposalStatus.APPROVED, tx.clock.now())
    return await _decide(tx, actor, decided, Decision.APPROVE, signature=signature, key_id=statement.key_id)


async def refuse(tx: Tx, actor: Actor, proposal_id: str, *, reason: str) -> Approval:
    """Refuse a plan; the incident then needs a person."""
    proposal = await get_proposal(tx, actor, proposal_id, to_change=True)
    require(actor, Permission.OPERATE, proposal.institution, proposal.system)
    decided = proposal.decided(ProposalStatus.REFUSED, tx.clock.now())
    return await _decide(tx, actor, decided, Decision.REFUSE, reason=reason[:500])


def why_not(proposal: Proposal, actor: Actor) -> str | None:
    """Why this actor may not approve this proposal, as a key of the message catalogue; None when they may."""
    if actor.kind is not ActorKind.PERSON:
        return "refusal.only_person"
    if not actor.may(Permission.APPROVE, proposal.institution, proposal.system):
        return "refusal.not_approver"
    if proposal.requester == actor.id and proposal.risk.rank >= Risk.DISRUPTIVE.rank:
        return "refusal.own_request"
    return None


async def approvals_of(tx: Tx, proposal: Proposal) -> tuple[Approval, ...]:
    """The decisions on a proposal the caller may see, oldest first."""
    rows = await tx.execute(
        approvals.select().where(approvals.c.proposal == proposal.id).order_by(approvals.c.id)
    )
    return tuple(_approval(row) for row in rows)


def _verified(signature: str, proposal: Proposal, actor: Actor, roster: Roster | None) -> ApprovalStatement:
    """The statement, signed by a key of this actor that the roster lets approve this."""
    for entry in roster.entries if roster else ():
        if entry.person != actor.id:
            continue
        try:
            statement = verify(public_key_from_jwk(entry.jwk), APPROVAL_TYPE, signature, ApprovalStatement)
        except SignatureRefused:
            continue
        if statement.approver != actor.id or statement.plan_hash != proposal.plan_hash:
            raise SignatureRefused("The signature was given for another plan or by another person.")
        if statement.key_id != entry.key_id:
            raise SignatureRefused("The signature names another key than the one that made it.")
        assert roster is not None  # noqa: S101  # the loop ran, so there is one
        if roster.covering(entry.key_id, proposal.risk, proposal.institution, proposal.system) is None:
            raise SignatureRefused("Your key may not approve this risk here.")
        return statement
    raise SignatureRefused(
        "The signature does not verify with any of your approver keys in the roster.",
        next_step="Register a key in your profile; an administrator signs the roster with the root key.",
    )


async def _decide(
    tx: Tx,
    actor: Actor,
    proposal: Proposal,
    decision: Decision,
    *,
    signature: str | None = None,
    key_id: str | None = None,
    reason: str | None = None,
) -> Approval:
    person = await get_person(tx, actor.id)
    approval = Approval(
        id=new_id(),
        proposal=proposal.id,
        person=person.id,
        person_name=person.name,
        decision=decision,
        at=tx.clock.now(),
        signature=signature,
        key_id=key_id,
        reason=reason,
    )
    values = msgspec.structs.asdict(approval) | {"decision": decision.value}
    values |= {"institution": proposal.institution, "system": proposal.system}
    await tx.execute(approvals.insert().values(**values))
    await save_status(tx, proposal)
    for incident_id in await beneficiaries_of(tx, proposal.id):
        incident = await get_incident(tx, SYSTEM, incident_id)
        if not incident.is_open:
            continue
        key = "timeline.approved" if decision is Decision.APPROVE else "timeline.refused"
        await note(tx, incident, key, {"person": person.name, "reason": reason or ""}, actor=actor.login)
        if decision is Decision.REFUSE:
            await move(tx, incident, IncidentStatus.NEEDS_PERSON)
    await record(
        tx,
        actor,
        f"proposal.{decision.value}",
        proposal.id,
        {"plan_hash": proposal.plan_hash, "key": key_id or "", "reason": reason or ""},
        institution=proposal.institution,
        system=proposal.system,
    )
    await tx.emit(
        ProposalDecided(
            proposal.id, proposal.incident, proposal.institution, proposal.system, proposal.status.value
        )
    )
    return approval


def _approval(row: Any) -> Approval:
    fields = {name: getattr(row, name) for name in Approval.__struct_fields__}
    return Approval(**fields | {"decision": Decision(row.decision)})
