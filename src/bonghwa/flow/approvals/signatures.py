"""Whether an order carries what a person signed: asked once more before it is signed with the order key."""

from bonghwa.kernel.errors import BonghwaError
from bonghwa.kernel.keys import public_key_from_jwk, verify
from bonghwa.vocabulary.approval import APPROVAL_TYPE, ApprovalStatement, Roster, RosterEntry
from bonghwa.vocabulary.order import Order
from bonghwa.vocabulary.plan import plan_hash


def is_signed_by_an_approver(order: Order, roster: Roster | None) -> bool:
    """Whether a key of the roster, which covers its place and risk, signed the very plan of this order.

    What lies in the database is not believed: whoever can write there can write "approved", but no signature.
    """
    try:
        if roster is None or plan_hash(order.plan) != order.plan_hash:
            return False
    except (ValueError, RecursionError):
        return False
    return any(_holds(token, entry, order, roster) for token in order.approvals for entry in roster.entries)


def _holds(token: str, entry: RosterEntry, order: Order, roster: Roster) -> bool:
    try:
        statement = verify(public_key_from_jwk(entry.jwk), APPROVAL_TYPE, token, ApprovalStatement)
    except BonghwaError:
        return False
    same = (statement.plan_hash, statement.approver, statement.key_id)
    covering = roster.covering(entry.key_id, order.plan.risk, order.institution, order.system)
    return same == (order.plan_hash, entry.person, entry.key_id) and covering is not None
