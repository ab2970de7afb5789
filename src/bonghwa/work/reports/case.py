"""A case: everything about one incident, read together. Screens and reports are made from it."""

from msgspec import Struct

from bonghwa.flow.approvals.model import Approval
from bonghwa.flow.approvals.service import approvals_of
from bonghwa.flow.diagnoses.model import Diagnosis
from bonghwa.flow.diagnoses.service import get_diagnosis, get_evidence
from bonghwa.flow.incidents.model import Incident, TimelineEntry
from bonghwa.flow.incidents.service import get_incident, get_timeline
from bonghwa.flow.proposals.model import Proposal
from bonghwa.flow.proposals.service import proposals_of
from bonghwa.flow.runs.model import Run
from bonghwa.flow.runs.service import runs_of
from bonghwa.store.store import Tx
from bonghwa.vocabulary.actor import Actor
from bonghwa.vocabulary.evidence import Evidence


class Case(Struct, frozen=True):
    """One incident with all that belongs to it."""

    incident: Incident
    timeline: tuple[TimelineEntry, ...]
    diagnosis: Diagnosis | None
    evidence: tuple[Evidence, ...]
    proposals: tuple[Proposal, ...]
    approvals: tuple[Approval, ...]
    runs: tuple[Run, ...]


async def get_case(tx: Tx, actor: Actor, incident_id: str) -> Case:
    """Read a case. Raises NotFound when the incident does not exist or belongs to others."""
    incident = await get_incident(tx, actor, incident_id)
    proposals = await proposals_of(tx, incident)
    decisions = [await approvals_of(tx, proposal) for proposal in proposals]
    return Case(
        incident=incident,
        timeline=await get_timeline(tx, incident),
        diagnosis=await get_diagnosis(tx, incident),
        evidence=await get_evidence(tx, incident),
        proposals=proposals,
        approvals=tuple(approval for some in decisions for approval in some),
        runs=await runs_of(tx, proposals),
    )
