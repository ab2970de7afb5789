"""Use cases of signals: accept a batch exactly once, and read what was noticed around a moment."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

import sqlalchemy as sa

from bonghwa.flow.signals.events import SignalsAccepted
from bonghwa.flow.signals.tables import signal_batches, signals
from bonghwa.kernel.errors import Invalid, TooLarge
from bonghwa.kernel.ids import new_id
from bonghwa.kernel.masking import Masker
from bonghwa.registry.fleet.agents import Host
from bonghwa.store.scope import visible
from bonghwa.store.store import Tx
from bonghwa.vocabulary.actor import Actor, Permission
from bonghwa.vocabulary.severity import Level
from bonghwa.vocabulary.signal import MAX_BODY, Signal, SignalBatch

MAX_SIGNALS = 5000
MAX_TEMPLATE = 2000
MAX_ATTRIBUTES = 32
CLOCK_TOLERANCE = timedelta(minutes=5)
EARLIEST = datetime(2000, 1, 1, tzinfo=UTC)
MOST_RECORDS = 2**40
MOST = 2**62

_masker = Masker()


async def accept_batch(tx: Tx, agent: str, hosts: Sequence[Host], batch: SignalBatch) -> bool:
    """Store a batch; False when it was stored before.

    Raises Invalid when it speaks for a host that is not the agent's or bears the id of another agent's batch,
    TooLarge beyond MAX_SIGNALS.
    """
    if len(batch.signals) > MAX_SIGNALS:
        raise TooLarge(
            f"A batch holds {len(batch.signals)} signals; at most {MAX_SIGNALS} are taken at once."
        )
    places = {host.code: host for host in hosts}
    strangers = sorted({signal.host for signal in batch.signals} - places.keys())
    if strangers:
        raise Invalid(f"The batch speaks for {strangers[0][:63]}, which is not assigned to this agent.")
    batch_id = _checked_id(batch.id)
    known = (
        await tx.execute(sa.select(signal_batches.c.agent).where(signal_batches.c.id == batch_id))
    ).first()
    if known:
        if known.agent != agent:
            raise Invalid("The id of the batch belongs to a batch of another agent.")
        return False
    now = tx.clock.now()
    rows = [_row(signal, batch_id, places[signal.host], now) for signal in batch.signals]
    await tx.execute(
        signal_batches.insert().values(
            id=batch_id,
            agent=agent,
            sequence=_between(0, batch.sequence, MOST),
            received_at=now,
            records=sum(row["count"] for row in rows),
            dropped=_between(0, batch.dropped, MOST),
            sealed=batch.sealed,
            absorbed=False,
        )
    )
    if rows:
        await tx.execute(signals.insert(), rows)
    await tx.emit(SignalsAccepted(batch_id))
    return True


async def signals_of(tx: Tx, batch: str) -> tuple[tuple[Signal, str, str], ...]:
    """(signal, institution, system) for each signal of a batch."""
    rows = await tx.execute(signals.select().where(signals.c.batch == batch).order_by(signals.c.id))
    return tuple((signal_of(row), row.institution, row.system) for row in rows)


async def signals_around(
    tx: Tx, actor: Actor, *, institution: str, system: str, since: datetime, until: datetime, limit: int = 50
) -> tuple[Signal, ...]:
    """What was noticed in a system between two moments, oldest first."""
    statement = (
        signals.select()
        .where(
            visible(actor, Permission.READ, signals),
            signals.c.institution == institution,
            signals.c.system == system,
            signals.c.last_seen >= since,
            signals.c.first_seen <= until,
        )
        .order_by(signals.c.first_seen)
        .limit(limit)
    )
    return tuple(signal_of(row) for row in await tx.execute(statement))


def signal_of(row: Any) -> Signal:
    """The signal in a table row."""
    fields = {name: getattr(row, name) for name in Signal.__struct_fields__}
    return Signal(**fields | {"level": Level(row.level)})


def _row(signal: Signal, batch: str, host: Host, now: datetime) -> dict[str, Any]:
    """Bounded, masked once more, and never from the future: what an agent says is hostile until parsed."""
    latest = _time(signal.last_seen, now)
    return {
        "id": new_id(),
        "batch": batch,
        "institution": host.institution,
        "system": host.system,
        "fingerprint": signal.fingerprint[:64],
        "template": _clean(signal.template, MAX_TEMPLATE),
        "level": signal.level.value,
        "severity_number": _between(1, signal.severity_number, 24),
        "body": _clean(signal.body, MAX_BODY),
        "host": host.code,
        "service": signal.service[:127],
        "count": _between(1, signal.count, MOST_RECORDS),
        "first_seen": min(_time(signal.first_seen, now), latest),
        "last_seen": latest,
        "source": signal.source[:500],
        "attributes": {
            key[:100]: _clean(value, 1000) for key, value in list(signal.attributes.items())[:MAX_ATTRIBUTES]
        },
    }


def _clean(text: str, limit: int) -> str:
    return _masker.mask(text[:limit])[:limit]


def _time(at: datetime, now: datetime) -> datetime:
    """A moment that can be counted with; one without a zone is taken as UTC."""
    aware = at.replace(tzinfo=UTC) if at.tzinfo is None else at
    return max(EARLIEST, min(aware, now + CLOCK_TOLERANCE)).astimezone(UTC)


def _between(lowest: int, value: int, highest: int) -> int:
    return max(lowest, min(value, highest))


def _checked_id(value: str) -> str:
    try:
        return str(UUID(value))
    except ValueError as error:
        raise Invalid("The id of a batch must be a UUID.") from error
