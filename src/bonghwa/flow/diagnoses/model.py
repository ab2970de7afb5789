"""A diagnosis: hypotheses about the cause, each resting on evidence that was really collected."""

from collections.abc import Sequence
from datetime import datetime
from enum import StrEnum
from typing import Any, Protocol

from msgspec import Struct

from bonghwa.vocabulary.evidence import Claim, Evidence
from bonghwa.vocabulary.severity import Level


class DiagnosisStatus(StrEnum):
    """INCONCLUSIVE is an honest end: `reason` says why."""

    RUNNING = "running"
    CONCLUDED = "concluded"
    INCONCLUSIVE = "inconclusive"


class Diagnosis(Struct, frozen=True):
    """What the analyst thinks of one incident. `claims` come best first."""

    incident: str
    institution: str
    system: str
    status: DiagnosisStatus
    started_at: datetime
    finished_at: datetime | None = None
    cause: str | None = None
    confidence: float = 0.0
    severity: Level | None = None
    claims: tuple[Claim, ...] = ()
    reason: str | None = None


class LookReport(Struct, frozen=True):
    """What a read-only action saw on a host, or why it could not look."""

    ok: bool
    reason: str
    state: dict[str, Any] | None = None
    look_digest: str | None = None


class Looker(Protocol):
    """Looks at hosts through read-only orders. It never raises for a host that does not answer."""

    async def look(self, host: str, action: str, params: dict[str, Any]) -> LookReport: ...


def cited(claims: Sequence[Claim], evidence: Sequence[Evidence]) -> tuple[Claim, ...]:
    """Claims whose citations exist; a claim that cites what was never collected loses those citations."""
    known = {piece.id for piece in evidence}
    return tuple(
        Claim(
            cause=claim.cause,
            confidence=claim.confidence,
            evidence=tuple(id_ for id_ in claim.evidence if id_ in known),
            why=claim.why,
        )
        for claim in claims
    )


def supported(claims: Sequence[Claim]) -> Claim | None:
    """The best claim that rests on at least one piece of evidence; others remain hypotheses."""
    return next((claim for claim in claims if claim.evidence), None)
