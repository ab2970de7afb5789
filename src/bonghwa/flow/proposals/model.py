"""A proposal: a plan for an incident, with what the approver must see before signing it."""

from datetime import datetime
from enum import StrEnum
from typing import Any

import msgspec
from msgspec import Struct

from bonghwa.kernel.errors import Conflict
from bonghwa.vocabulary.action import PreviewLine, Risk
from bonghwa.vocabulary.plan import Plan


class ProposalStatus(StrEnum):
    """PENDING waits for a person. EXECUTED: its run is over. EXPIRED: nobody decided in time."""

    PENDING = "pending"
    APPROVED = "approved"
    REFUSED = "refused"
    EXPIRED = "expired"
    EXECUTED = "executed"


class Proposal(Struct, frozen=True):
    """What is proposed. `plan_hash` is what is signed; `previews` hold what each step's look showed."""

    id: str
    incident: str
    institution: str
    system: str
    status: ProposalStatus
    risk: Risk
    plan: Plan
    plan_hash: str
    previews: tuple[tuple[PreviewLine, ...], ...]
    requester: str
    created_at: datetime
    expires_at: datetime
    decided_at: datetime | None = None

    def decided(self, status: ProposalStatus, now: datetime) -> "Proposal":
        """Approved or refused. Raises Conflict when it was decided before or has expired."""
        if self.status is not ProposalStatus.PENDING:
            raise Conflict(
                f"This proposal is already {self.status.value}.", next_step="Reload to see what happened."
            )
        if now >= self.expires_at:
            raise Conflict(
                "This proposal has expired.", next_step="Ask for a fresh one: what it saw may have changed."
            )
        return msgspec.structs.replace(self, status=status, decided_at=now)


class Intended(Struct, frozen=True):
    """An action that would help, before anything was looked at."""

    action: str
    host: str
    params: dict[str, Any]
