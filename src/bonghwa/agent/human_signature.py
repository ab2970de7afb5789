"""The approver's own signature, verified by the agent itself: a stolen server cannot invent a person."""

from datetime import datetime, timedelta

from bonghwa.agent.refusal import Check, Refused
from bonghwa.agent.unverified import claimed_key_id
from bonghwa.kernel.errors import BonghwaError
from bonghwa.kernel.keys import public_key_from_jwk, verify
from bonghwa.vocabulary.action import Risk
from bonghwa.vocabulary.approval import APPROVAL_TYPE, ApprovalStatement, Roster
from bonghwa.vocabulary.order import Order

_AHEAD = timedelta(seconds=60)
_MOST_APPROVALS = 32


def check_human_signature(
    order: Order, risk: Risk, roster: Roster | None, now: datetime
) -> ApprovalStatement:
    """The first approval that holds for this order. Raises Refused with every reason why none does."""
    if not order.approvals:
        raise Refused(
            Check.APPROVAL, "A person must sign what is disruptive, and the order carries no approval."
        )
    if roster is None:
        raise Refused(
            Check.APPROVAL, "No roster of approvers, signed by the root key, has reached this agent."
        )
    reasons: list[str] = []
    for token in order.approvals[:_MOST_APPROVALS]:
        try:
            return _approval(token, order, risk, roster, now)
        except Refused as refusal:
            if refusal.message not in reasons:
                reasons.append(refusal.message)
    raise Refused(Check.APPROVAL, " ".join(reasons))


def _approval(token: str, order: Order, risk: Risk, roster: Roster, now: datetime) -> ApprovalStatement:
    entry = roster.entry(claimed_key_id(token))
    if entry is None:
        raise Refused(Check.APPROVAL, "The key that signed the approval is not on the roster.")
    try:
        key = public_key_from_jwk(entry.jwk)
        statement = verify(key, APPROVAL_TYPE, token, ApprovalStatement)
    except BonghwaError as error:
        raise Refused(Check.APPROVAL, f"The approval does not verify: {error.message}") from error
    if key.id != entry.key_id or statement.key_id != entry.key_id or statement.approver != entry.person:
        raise Refused(Check.APPROVAL, "The approval names another person or key than the roster.")
    if statement.plan_hash != order.plan_hash:
        raise Refused(Check.APPROVAL, "The approval was given for another plan.")
    if statement.approver == order.plan.requester:
        raise Refused(
            Check.APPROVAL, "The approver is the requester; what is disruptive needs a second person."
        )
    _check_scope(roster, entry.key_id, order, risk)
    if statement.signed_at.tzinfo is None or statement.signed_at > min(order.plan.expires_at, now + _AHEAD):
        raise Refused(Check.APPROVAL, "The approval was signed after the plan expired, or in the future.")
    return statement


def _check_scope(roster: Roster, key: str, order: Order, risk: Risk) -> None:
    """A key stands on the roster once for each place where its owner approves; one of them must cover the order."""
    if roster.covering(key, Risk.READ, order.institution, order.system) is None:
        raise Refused(Check.APPROVAL, f"The approver may not approve for {order.institution}/{order.system}.")
    if roster.covering(key, risk, order.institution, order.system) is None:
        raise Refused(Check.APPROVAL, f"The approver may not approve what is {risk.value}.")
