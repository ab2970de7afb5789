"""Orders: what the server asks an agent to do, signed with the order key; and what came of it."""

from datetime import datetime
from enum import StrEnum
from typing import Any

from msgspec import Struct

from bonghwa.vocabulary.action import Outcome
from bonghwa.vocabulary.plan import Plan
from bonghwa.vocabulary.program import Output

ORDER_TYPE = "bonghwa-order+jws"
ORDER_VERSION = 1


class Phase(StrEnum):
    """LOOK only looks. RUN looks, compares with the approved look, acts, looks again, judges, undoes on failure."""

    LOOK = "look"
    RUN = "run"


class Order(Struct, frozen=True):
    """One step of a plan for one agent, as the order key signs it (Ed25519 JWS of type `ORDER_TYPE`).

    `approvals` are the approvers' own JWS; `institution` and `system` say whose host it is.
    """

    version: int
    id: str
    nonce: str
    agent: str
    host: str
    institution: str
    system: str
    phase: Phase
    step: int
    plan: Plan
    plan_hash: str
    issued_at: datetime
    expires_at: datetime
    approvals: tuple[str, ...] = ()


class OrderStatus(StrEnum):
    """How an order ended.

    SUCCEEDED and FAILED were judged by a look. UNDONE: failed, and the undo was run. CHANGED: the first look
    differed from the approved one, nothing was done. REFUSED: the agent would not. CANCELLED: stopped by a person
    or the stop switch. UNKNOWN: started, interrupted, and what was seen afterwards does not tell.
    """

    SUCCEEDED = "succeeded"
    FAILED = "failed"
    UNDONE = "undone"
    CHANGED = "changed"
    REFUSED = "refused"
    CANCELLED = "cancelled"
    UNKNOWN = "unknown"


class OrderResult(Struct, frozen=True):
    """What came of an order. `interrupted` means the agent died after *started* and judged by a look at its return."""

    order: str
    status: OrderStatus
    reason: str
    before: dict[str, Any] | None = None
    after: dict[str, Any] | None = None
    look_digest: str | None = None
    outcome: Outcome | None = None
    outputs: tuple[Output, ...] = ()
    interrupted: bool = False
    started_at: datetime | None = None
    finished_at: datetime | None = None
