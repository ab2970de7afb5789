"""Approving and refusing proposals."""

from fastapi import APIRouter

from bonghwa.doors.http.context import Ctx, WriteTx
from bonghwa.doors.http.routes.operation_id import operation_id
from bonghwa.doors.http.security import ActingAs
from bonghwa.doors.http.views.incidents import ApprovalView, Approve, Reason
from bonghwa.flow.approvals.service import approve, refuse
from bonghwa.registry.people.approvers import current_roster

router = APIRouter(prefix="/proposals", tags=["approvals"], generate_unique_id_function=operation_id)


@router.post("/{proposal}/approvals", status_code=201)
async def approve_proposal(
    proposal: str, body: Approve, who: ActingAs, context: Ctx, tx: WriteTx
) -> ApprovalView:
    """Approve exactly the plan that was shown, with one's own signature; 409 if it has changed since."""
    roster = await current_roster(tx, context.keys.root_public)
    approval = await approve(
        tx,
        who,
        proposal,
        plan_hash=body.plan_hash,
        signature=body.signature,
        roster=roster[1] if roster else None,
    )
    return ApprovalView.of(approval)


@router.post("/{proposal}/refusals", status_code=201)
async def refuse_proposal(proposal: str, body: Reason, who: ActingAs, tx: WriteTx) -> ApprovalView:
    """Refuse a plan, saying why."""
    return ApprovalView.of(await refuse(tx, who, proposal, reason=body.reason))
