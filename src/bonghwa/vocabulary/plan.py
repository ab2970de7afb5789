"""A plan: what exactly would be done, where, in which order, until when. Its hash is what people sign."""

from datetime import datetime
from typing import Any

from msgspec import Struct

from bonghwa.kernel.canonical_json import sha256_of
from bonghwa.vocabulary.action import Risk


class PlanStep(Struct, frozen=True):
    """One action on one host. `look_digest` is what the approver saw (`Action.look_digest`), None for pure looks."""

    action: str
    version: int
    params: dict[str, Any]
    agent: str
    host: str
    risk: Risk
    look_digest: str | None = None


class Plan(Struct, frozen=True):
    """Steps in order, valid until `expires_at` (UTC)."""

    id: str
    steps: tuple[PlanStep, ...]
    requester: str
    expires_at: datetime

    @property
    def risk(self) -> Risk:
        return max((step.risk for step in self.steps), key=lambda risk: risk.rank, default=Risk.READ)


def plan_hash(plan: Plan) -> str:
    """SHA-256 (hex) of the RFC 8785 canonical JSON of the plan."""
    return sha256_of(plan)
