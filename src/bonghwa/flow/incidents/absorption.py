"""Signals become incidents: one per fingerprint and service while open; a resolved one that returns is a regression."""

from datetime import datetime

import sqlalchemy as sa

from bonghwa.flow.incidents.events import IncidentGrown, IncidentOpened
from bonghwa.flow.incidents.model import Incident, IncidentStatus
from bonghwa.flow.incidents.service import incident_of, lock_incidents, note, save
from bonghwa.flow.incidents.tables import incidents
from bonghwa.flow.signals.service import signals_of
from bonghwa.flow.signals.tables import signal_batches
from bonghwa.kernel.ids import new_id
from bonghwa.store.store import Tx
from bonghwa.vocabulary.severity import Level
from bonghwa.vocabulary.signal import Signal

OPENS_FROM = Level.HIGH
MAX_TITLE = 160


async def absorb(tx: Tx, batch: str) -> None:
    """Count a stored batch into incidents, once."""
    await lock_incidents(tx)
    row = (await tx.execute(signal_batches.select().where(signal_batches.c.id == batch))).first()
    if row is None or row.absorbed:
        return
    for signal, institution, system in await signals_of(tx, batch):
        if signal.level.rank >= OPENS_FROM.rank:
            await _absorb_signal(tx, signal, institution, system)
    await tx.execute(signal_batches.update().where(signal_batches.c.id == batch).values(absorbed=True))


async def _absorb_signal(tx: Tx, signal: Signal, institution: str, system: str) -> None:
    now = tx.clock.now()
    newest = await _newest(tx, signal)
    if newest is not None and (newest.is_open or _is_echo(newest, signal)):
        await save(tx, newest.grown(signal, now))
        await tx.emit(IncidentGrown(newest.id, institution, system))
        return
    incident = Incident(
        id=new_id(),
        number=await _next_number(tx),
        institution=institution,
        system=system,
        host=signal.host,
        service=signal.service,
        fingerprint=signal.fingerprint,
        template=signal.template,
        title=_title(signal),
        sample=signal.body,
        level=signal.level,
        status=IncidentStatus.NEW,
        count=signal.count,
        first_seen=signal.first_seen,
        last_seen=signal.last_seen,
        opened_at=now,
        updated_at=now,
        regression_of=newest.id if newest else None,
    )
    await tx.execute(
        incidents.insert().values(**{f: getattr(incident, f) for f in Incident.__struct_fields__})
    )
    key = "timeline.reopened" if newest else "timeline.opened"
    values = {"service": signal.service, "host": signal.host, "number": str(newest.number if newest else 0)}
    await note(tx, incident, key, values)
    await tx.emit(IncidentOpened(incident.id, institution, system, incident.level))


async def _newest(tx: Tx, signal: Signal) -> Incident | None:
    statement = (
        incidents.select()
        .where(
            incidents.c.host == signal.host,
            incidents.c.service == signal.service,
            incidents.c.fingerprint == signal.fingerprint,
        )
        .order_by(incidents.c.number.desc())
        .limit(1)
    )
    row = (await tx.execute(statement)).first()
    return incident_of(row) if row else None


def _is_echo(incident: Incident, signal: Signal) -> bool:
    """A line written before the incident was resolved and only read afterwards."""
    resolved: datetime | None = incident.resolved_at
    return resolved is not None and signal.last_seen <= resolved


async def _next_number(tx: Tx) -> int:
    highest = (await tx.execute(sa.select(sa.func.max(incidents.c.number)))).scalar()
    return (highest or 0) + 1


def _title(signal: Signal) -> str:
    first_line = next((line.strip() for line in signal.body.splitlines() if line.strip()), signal.template)
    if len(first_line) <= MAX_TITLE:
        return first_line
    cut = first_line[:MAX_TITLE]
    between_words = cut.rfind(" ")
    return f"{cut[:between_words] if between_words > MAX_TITLE // 2 else cut} …"
