"""Incidents and everything around them as JSON, in the reader's language."""

from collections.abc import Mapping
from datetime import datetime
from typing import Annotated, Any

import msgspec
from pydantic import BaseModel, Field

from bonghwa.doors.http.views.runs import RunView
from bonghwa.flow.approvals.model import Approval, Decision
from bonghwa.flow.approvals.service import why_not
from bonghwa.flow.diagnoses.model import Diagnosis, DiagnosisStatus
from bonghwa.flow.incidents.model import Incident, IncidentStatus, TimelineEntry
from bonghwa.flow.proposals.model import Proposal, ProposalStatus
from bonghwa.vocabulary.action import Risk
from bonghwa.vocabulary.actor import Actor
from bonghwa.vocabulary.evidence import Evidence, EvidenceKind
from bonghwa.vocabulary.severity import Level
from bonghwa.work.reports.case import Case
from bonghwa.work.reports.wording import Wording


class IncidentView(BaseModel):
    id: str
    number: int
    institution: str
    system: str
    host: str
    service: str
    title: str
    level: Level
    status: IncidentStatus
    count: int
    first_seen: datetime
    last_seen: datetime
    opened_at: datetime
    updated_at: datetime
    resolved_at: datetime | None
    regression_of: str | None
    cause: str | None
    cause_label: str | None

    @classmethod
    def of(cls, incident: Incident, wording: Wording) -> "IncidentView":
        return cls(**incident_fields(incident, wording))


def incident_fields(incident: Incident, wording: Wording) -> dict[str, Any]:
    """The JSON fields that list and detail share."""
    own = set(IncidentView.model_fields) - {"cause_label"}
    fields = {name: getattr(incident, name) for name in own}
    return fields | {"cause_label": wording.cause(incident.cause) if incident.cause else None}


class IncidentPage(BaseModel):
    items: list[IncidentView]
    next_cursor: str | None


class TimelineView(BaseModel):
    id: str
    at: datetime
    key: str
    values: dict[str, str]
    text: str
    actor: str | None

    @classmethod
    def of(cls, entry: TimelineEntry, wording: Wording) -> "TimelineView":
        text = wording.timeline(entry.key, entry.values)
        return cls(id=entry.id, at=entry.at, key=entry.key, values=entry.values, text=text, actor=entry.actor)


class ClaimView(BaseModel):
    cause: str
    cause_label: str
    confidence: float
    evidence: list[str]
    why: str


class DiagnosisView(BaseModel):
    status: DiagnosisStatus
    cause: str | None
    cause_label: str | None
    explanation: str | None
    confidence: float
    claims: list[ClaimView]
    reason: str | None
    finished_at: datetime | None

    @classmethod
    def of(cls, diagnosis: Diagnosis, wording: Wording) -> "DiagnosisView":
        claims = [
            ClaimView(
                cause=claim.cause,
                cause_label=wording.cause(claim.cause),
                confidence=claim.confidence,
                evidence=list(claim.evidence),
                why=wording.why(claim),
            )
            for claim in diagnosis.claims
        ]
        return cls(
            status=diagnosis.status,
            cause=diagnosis.cause,
            cause_label=wording.cause(diagnosis.cause) if diagnosis.cause else None,
            explanation=wording.explanation(diagnosis.cause) or None,
            confidence=diagnosis.confidence,
            claims=claims,
            reason=diagnosis.reason,
            finished_at=diagnosis.finished_at,
        )


class EvidenceView(BaseModel):
    id: str
    kind: EvidenceKind
    origin: str
    title: str
    text: str
    at: datetime

    @classmethod
    def of(cls, piece: Evidence, wording: Wording) -> "EvidenceView":
        title = wording.evidence(piece)
        return cls(
            id=piece.id, kind=piece.kind, origin=piece.origin, title=title, text=piece.text, at=piece.at
        )


class ApprovalView(BaseModel):
    person_name: str
    decision: Decision
    at: datetime
    key_id: str | None
    reason: str | None

    @classmethod
    def of(cls, approval: Approval) -> "ApprovalView":
        return cls(
            person_name=approval.person_name,
            decision=approval.decision,
            at=approval.at,
            key_id=approval.key_id,
            reason=approval.reason,
        )


class StepView(BaseModel):
    action: str
    title: str
    host: str
    params: dict[str, Any]
    risk: Risk


class ProposalView(BaseModel):
    id: str
    incident: str
    status: ProposalStatus
    risk: Risk
    title: str
    blast_radius: str
    preview: list[str]
    steps: list[StepView]
    plan: dict[str, Any]
    plan_hash: str
    requester: str
    requester_name: str | None
    created_at: datetime
    expires_at: datetime
    may_approve: bool
    why_not: str | None
    approvals: list[ApprovalView]

    @classmethod
    def of(
        cls,
        proposal: Proposal,
        decisions: tuple[Approval, ...],
        actor: Actor,
        wording: Wording,
        *,
        names: Mapping[str, str],
    ) -> "ProposalView":
        """A proposal as `actor` sees it; `names` holds the names of people by their id."""
        steps = [
            StepView(
                action=step.action,
                title=wording.action(step.action),
                host=step.host,
                params=step.params,
                risk=step.risk,
            )
            for step in proposal.plan.steps
        ]
        actions = list(dict.fromkeys(step.action for step in steps))
        hindrance = why_not(proposal, actor)
        return cls(
            id=proposal.id,
            incident=proposal.incident,
            status=proposal.status,
            risk=proposal.risk,
            title=" → ".join(step.title for step in steps),
            blast_radius=" ".join(wording.blast_radius(action) for action in actions),
            preview=[wording.preview(line) for lines in proposal.previews for line in lines],
            steps=steps,
            plan=msgspec.to_builtins(proposal.plan),
            plan_hash=proposal.plan_hash,
            requester=proposal.requester,
            requester_name=names.get(proposal.requester),
            created_at=proposal.created_at,
            expires_at=proposal.expires_at,
            may_approve=hindrance is None,
            why_not=wording.say(hindrance) if hindrance else None,
            approvals=[ApprovalView.of(d) for d in decisions if d.proposal == proposal.id],
        )


class CaseView(IncidentView):
    sample: str
    template: str
    fingerprint: str
    timeline: list[TimelineView]
    diagnosis: DiagnosisView | None
    evidence: list[EvidenceView]
    proposals: list[ProposalView]
    runs: list[RunView]
    report: bool

    @classmethod
    def of_case(
        cls, case: Case, actor: Actor, wording: Wording, *, names: Mapping[str, str], report: bool
    ) -> "CaseView":
        """A case as `actor` sees it; `names` holds the names of people by their id."""
        incident = case.incident
        return cls(
            **incident_fields(incident, wording),
            sample=incident.sample,
            template=incident.template,
            fingerprint=incident.fingerprint,
            timeline=[TimelineView.of(entry, wording) for entry in case.timeline],
            diagnosis=DiagnosisView.of(case.diagnosis, wording) if case.diagnosis else None,
            evidence=[EvidenceView.of(piece, wording) for piece in case.evidence],
            proposals=[
                ProposalView.of(p, case.approvals, actor, wording, names=names) for p in case.proposals
            ],
            runs=[RunView.of(run, wording) for run in case.runs],
            report=report,
        )


class Reason(BaseModel):
    reason: Annotated[str, Field(min_length=1, max_length=500)]


class Approve(BaseModel):
    plan_hash: Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]
    signature: Annotated[str, Field(max_length=8192)]
