"""Figures over the last days."""

from datetime import timedelta
from typing import Any

import sqlalchemy as sa
from pydantic import BaseModel

from bonghwa.flow.incidents.tables import incidents
from bonghwa.flow.runs.tables import runs
from bonghwa.flow.signals.tables import signals
from bonghwa.store.scope import visible
from bonghwa.store.store import Tx
from bonghwa.vocabulary.actor import Actor, Permission


class Statistics(BaseModel):
    """Counts of the last `days` days within the actor's scope."""

    days: int
    incidents: int
    incidents_by_level: dict[str, int]
    incidents_by_status: dict[str, int]
    error_records: int
    runs: int
    runs_by_status: dict[str, int]


async def statistics_of(tx: Tx, actor: Actor, *, days: int) -> Statistics:
    """Count what happened in the last `days` days."""
    since = tx.clock.now() - timedelta(days=days)

    async def tally(table: sa.Table, column: sa.Column[Any], at: sa.Column[Any]) -> dict[str, int]:
        statement = sa.select(column.label("name"), sa.func.count().label("tally")).where(
            visible(actor, Permission.READ, table), at >= since
        )
        return {str(row.name): int(row.tally) for row in await tx.execute(statement.group_by(column))}

    levels = await tally(incidents, incidents.c.level, incidents.c.opened_at)
    outcomes = await tally(runs, runs.c.status, runs.c.started_at)
    total = sa.select(sa.func.coalesce(sa.func.sum(signals.c.count), 0)).where(
        visible(actor, Permission.READ, signals), signals.c.last_seen >= since
    )
    return Statistics(
        days=days,
        incidents=sum(levels.values()),
        incidents_by_level=levels,
        incidents_by_status=await tally(incidents, incidents.c.status, incidents.c.opened_at),
        error_records=int((await tx.execute(total)).scalar_one()),
        runs=sum(outcomes.values()),
        runs_by_status=outcomes,
    )
