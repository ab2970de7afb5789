"""Use cases of diagnoses: begin, keep evidence, conclude."""

from collections.abc import Sequence
from typing import Any

import msgspec

from bonghwa.flow.diagnoses.events import DiagnosisConcluded
from bonghwa.flow.diagnoses.model import Diagnosis, DiagnosisStatus, cited, supported
from bonghwa.flow.diagnoses.tables import diagnoses, evidence
from bonghwa.flow.incidents.model import Incident, IncidentStatus
from bonghwa.flow.incidents.service import move, note
from bonghwa.store.store import Tx
from bonghwa.vocabulary.evidence import Claim, Evidence, EvidenceKind
from bonghwa.vocabulary.severity import Level

CONFIDENT = 0.5


async def begin(tx: Tx, incident: Incident) -> Diagnosis:
    """Start the diagnosis of an incident, or give the one that exists: an incident is diagnosed once."""
    existing = await get_diagnosis(tx, incident)
    if existing:
        return existing
    diagnosis = Diagnosis(
        incident=incident.id,
        institution=incident.institution,
        system=incident.system,
        status=DiagnosisStatus.RUNNING,
        started_at=tx.clock.now(),
    )
    await tx.execute(diagnoses.insert().values(**msgspec.structs.asdict(diagnosis)))
    await move(tx, incident, IncidentStatus.DIAGNOSING)
    return diagnosis


async def keep_evidence(tx: Tx, incident: Incident, pieces: Sequence[Evidence]) -> None:
    """Store what was collected, replacing an interrupted earlier collection."""
    await tx.execute(evidence.delete().where(evidence.c.incident == incident.id))
    for piece in pieces:
        await tx.execute(
            evidence.insert().values(
                {"incident": incident.id, "institution": incident.institution, "system": incident.system}
                | msgspec.structs.asdict(piece)
                | {"kind": piece.kind.value}
            )
        )
    await note(tx, incident, "timeline.evidence", {"count": str(len(pieces))})


async def conclude(
    tx: Tx, incident: Incident, claims: Sequence[Claim], severity: Level, *, reason_if_none: str
) -> Diagnosis:
    """End the diagnosis. Only a claim that rests on collected evidence, with confidence, becomes the cause."""
    pieces = await get_evidence(tx, incident)
    checked = cited(claims, pieces)
    best = supported(checked)
    diagnosis = await begin(tx, incident)
    if diagnosis.status is not DiagnosisStatus.RUNNING:
        return diagnosis
    sure = best is not None and best.confidence >= CONFIDENT
    diagnosis = msgspec.structs.replace(
        diagnosis,
        status=DiagnosisStatus.CONCLUDED if sure else DiagnosisStatus.INCONCLUSIVE,
        finished_at=tx.clock.now(),
        cause=best.cause if best and sure else None,
        confidence=best.confidence if best else 0.0,
        severity=severity,
        claims=checked,
        reason=None if sure else reason_if_none,
    )
    values = msgspec.structs.asdict(diagnosis) | {
        "status": diagnosis.status.value,
        "severity": severity.value,
        "claims": msgspec.to_builtins(checked),
    }
    await tx.execute(diagnoses.update().where(diagnoses.c.incident == incident.id).values(**values))
    if best and sure:
        await note(
            tx, incident, "timeline.diagnosed", {"cause": best.cause, "confidence": f"{best.confidence:.0%}"}
        )
        await move(tx, incident, None, cause=best.cause)
    else:
        await note(tx, incident, "timeline.inconclusive", {"reason": reason_if_none})
        await move(tx, incident, IncidentStatus.NEEDS_PERSON)
    await tx.emit(
        DiagnosisConcluded(
            incident.id, incident.institution, incident.system, diagnosis.status.value, diagnosis.cause
        )
    )
    return diagnosis


async def get_diagnosis(tx: Tx, incident: Incident) -> Diagnosis | None:
    """The diagnosis of an incident the caller may see, if it was begun."""
    row = (await tx.execute(diagnoses.select().where(diagnoses.c.incident == incident.id))).first()
    return _diagnosis(row) if row else None


async def get_evidence(tx: Tx, incident: Incident) -> tuple[Evidence, ...]:
    """The evidence of an incident the caller may see, in the order in which it was collected."""
    rows = await tx.execute(evidence.select().where(evidence.c.incident == incident.id))
    pieces = [_piece(row._mapping) for row in rows]  # noqa: SLF001  # SQLAlchemy's public name
    return tuple(sorted(pieces, key=lambda piece: int(piece.id[1:])))


def _piece(columns: Any) -> Evidence:
    fields = {name: columns[name] for name in Evidence.__struct_fields__}
    return Evidence(**fields | {"kind": EvidenceKind(columns["kind"])})


def _diagnosis(row: Any) -> Diagnosis:
    fields = {name: getattr(row, name) for name in Diagnosis.__struct_fields__}
    return Diagnosis(
        **fields
        | {
            "status": DiagnosisStatus(row.status),
            "severity": Level(row.severity) if row.severity else None,
            "claims": msgspec.convert(row.claims, tuple[Claim, ...]),
        }
    )
