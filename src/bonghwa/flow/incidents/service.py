"""Use cases of incidents: list, show, move on, and note on the time line."""

from datetime import datetime
from typing import Any

import msgspec
import sqlalchemy as sa

from bonghwa.flow.incidents.events import IncidentMoved
from bonghwa.flow.incidents.model import Incident, IncidentStatus, TimelineEntry
from bonghwa.flow.incidents.tables import incidents, timeline
from bonghwa.kernel.errors import Invalid
from bonghwa.kernel.ids import new_id
from bonghwa.registry.audit.service import record
from bonghwa.store.paging import Page, page_of, paged
from bonghwa.store.scope import found, require, visible
from bonghwa.store.store import Tx
from bonghwa.vocabulary.actor import SYSTEM, Actor, Permission
from bonghwa.vocabulary.severity import Level

_LOCK = 0x696E6369  # PostgreSQL advisory lock: incidents are opened and changed one at a time


async def list_incidents(
    tx: Tx,
    actor: Actor,
    *,
    status: str | None = None,
    level: str | None = None,
    text: str | None = None,
    cursor: str | None = None,
    limit: int = 50,
) -> Page[Incident]:
    """Incidents the actor may see, newest first. `status` may be `open`. Raises Invalid for unknown filters."""
    statement = sa.select(incidents).where(visible(actor, Permission.READ, incidents))
    try:
        if status == "open":
            statement = statement.where(incidents.c.status != IncidentStatus.RESOLVED.value)
        elif status:
            statement = statement.where(incidents.c.status == IncidentStatus(status).value)
        if level:
            statement = statement.where(incidents.c.level == Level(level).value)
    except ValueError as error:
        raise Invalid(f"The filter is not known: {error}") from error
    if text:
        pattern = f"%{_escaped(text[:200].lower())}%"
        columns = (incidents.c.title, incidents.c.service, incidents.c.host)
        statement = statement.where(sa.or_(*(sa.func.lower(c).like(pattern, escape="\\") for c in columns)))
    limit = max(1, min(limit, 500))
    rows = (await tx.execute(paged(statement, incidents.c.id, cursor, limit))).all()
    return page_of([incident_of(row) for row in rows], [row.id for row in rows], limit)


async def get_incident(tx: Tx, actor: Actor, incident: str) -> Incident:
    """One incident. Raises NotFound when it does not exist or belongs to others."""
    statement = incidents.select().where(
        incidents.c.id == incident, visible(actor, Permission.READ, incidents)
    )
    return incident_of(found((await tx.execute(statement)).first(), "incident", incident))


async def resolved_since(tx: Tx, incident: Incident, since: datetime) -> tuple[Incident, ...]:
    """Incidents of the same system that were resolved after `since`, before this one was opened."""
    statement = incidents.select().where(
        incidents.c.institution == incident.institution,
        incidents.c.system == incident.system,
        incidents.c.resolved_at > since,
        incidents.c.resolved_at <= incident.opened_at,
    )
    return tuple(incident_of(row) for row in await tx.execute(statement))


async def get_timeline(tx: Tx, incident: Incident) -> tuple[TimelineEntry, ...]:
    """What happened, oldest first."""
    rows = await tx.execute(
        timeline.select().where(timeline.c.incident == incident.id).order_by(timeline.c.id)
    )
    return tuple(TimelineEntry(r.id, r.at, r.key, r._mapping["values"], r.actor) for r in rows)  # noqa: SLF001  # SQLAlchemy's public name


async def lock_incidents(tx: Tx) -> None:
    """Until the end of the transaction, change incidents alone: what was read before may be stale.

    SQLite has one writer anyway. Take it before any lock of the audit.
    """
    if tx.dialect == "postgresql":
        await tx.execute(sa.text("SELECT pg_advisory_xact_lock(:key)"), {"key": _LOCK})


async def move(
    tx: Tx, incident: Incident, status: IncidentStatus | None, *, cause: str | None = None
) -> Incident:
    """Bring an incident to another status; moving to where it is changes nothing, None leaves it there.

    What was counted since `incident` was read is kept.
    """
    await lock_incidents(tx)
    newest = await get_incident(tx, SYSTEM, incident.id)
    moved = newest.moved(status or newest.status, tx.clock.now())
    if cause:
        moved = msgspec.structs.replace(moved, cause=cause)
    if moved != newest:
        await save(tx, moved)
        await tx.emit(IncidentMoved(moved.id, moved.institution, moved.system, moved.status.value))
    return moved


async def resolve_by_hand(tx: Tx, actor: Actor, incident_id: str, reason: str) -> Incident:
    """A person says that it is over."""
    incident = await get_incident(tx, actor, incident_id)
    require(actor, Permission.OPERATE, incident.institution, incident.system)
    resolved = await move(tx, incident, IncidentStatus.RESOLVED)
    await note(tx, resolved, "timeline.resolved_by_hand", {"reason": reason[:500]}, actor=actor.login)
    await record(
        tx,
        actor,
        "incident.resolve",
        f"incident {incident.number}",
        {"reason": reason[:500]},
        institution=incident.institution,
        system=incident.system,
    )
    return resolved


async def note(
    tx: Tx, incident: Incident, key: str, values: dict[str, str], *, actor: str | None = None
) -> None:
    """Add a line to the time line."""
    await tx.execute(
        timeline.insert().values(
            {
                "id": new_id(),
                "institution": incident.institution,
                "system": incident.system,
                "incident": incident.id,
                "at": tx.clock.now(),
                "key": key,
                "values": values,
                "actor": actor,
            }
        )
    )
    await tx.emit(IncidentMoved(incident.id, incident.institution, incident.system, incident.status.value))


async def save(tx: Tx, incident: Incident) -> None:
    """Write the changing fields of an incident back."""
    await tx.execute(
        incidents.update()
        .where(incidents.c.id == incident.id)
        .values(
            level=incident.level.value,
            status=incident.status.value,
            count=incident.count,
            first_seen=incident.first_seen,
            last_seen=incident.last_seen,
            updated_at=incident.updated_at,
            resolved_at=incident.resolved_at,
            cause=incident.cause,
        )
    )


def incident_of(row: Any) -> Incident:
    """The incident in a table row."""
    fields = {name: getattr(row, name) for name in Incident.__struct_fields__}
    return Incident(**fields | {"level": Level(row.level), "status": IncidentStatus(row.status)})


def _escaped(text: str) -> str:
    return text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
