"""Approvals: who decided what about which plan, with their own signature."""

from datetime import datetime
from enum import StrEnum

from msgspec import Struct


class Decision(StrEnum):
    APPROVE = "approve"
    REFUSE = "refuse"


class Approval(Struct, frozen=True):
    """One decision. `signature` is the approver's JWS over the plan hash; refusals need none."""

    id: str
    proposal: str
    person: str
    person_name: str
    decision: Decision
    at: datetime
    signature: str | None = None
    key_id: str | None = None
    reason: str | None = None
