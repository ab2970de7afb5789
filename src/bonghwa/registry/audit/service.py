"""Use cases of the audit: record within the caller's transaction, list, and find the head."""

from typing import Any

import msgspec
import sqlalchemy as sa

from bonghwa.kernel.masking import Masker
from bonghwa.registry.audit.events import AuditRecorded
from bonghwa.registry.audit.model import GENESIS, AuditEntry
from bonghwa.registry.audit.tables import audit_entries
from bonghwa.store.paging import Page
from bonghwa.store.scope import visible
from bonghwa.store.store import Tx
from bonghwa.vocabulary.actor import Actor, Permission

_LOCK = 0x626F6E67  # PostgreSQL advisory lock: one chain, one writer at a time


async def record(
    tx: Tx,
    actor: Actor,
    action: str,
    subject: str,
    details: dict[str, Any],
    *,
    institution: str | None = None,
    system: str | None = None,
) -> AuditEntry:
    """Add an entry to the chain, in the transaction of what it tells about."""
    if tx.dialect == "postgresql":
        await tx.execute(sa.text("SELECT pg_advisory_xact_lock(:key)"), {"key": _LOCK})
    last = await head(tx)
    masker = Masker()
    clean = {
        key: masker.mask(value.replace("\x00", "")) if isinstance(value, str) else value
        for key, value in details.items()
    }
    entry = AuditEntry(
        sequence=last.sequence + 1 if last else 1,
        at=tx.clock.now(),
        actor=actor.login.replace("\x00", "")[:100],
        actor_kind=actor.kind.value,
        action=action,
        subject=masker.mask(subject.replace("\x00", ""))[:300],
        institution=institution,
        system=system,
        details=msgspec.to_builtins(clean),
        previous=last.hash if last else GENESIS,
    )
    entry = msgspec.structs.replace(entry, hash=entry.computed_hash())
    await tx.execute(
        audit_entries.insert().values(**{f: getattr(entry, f) for f in AuditEntry.__struct_fields__})
    )
    await tx.emit(AuditRecorded(entry))
    return entry


async def head(tx: Tx) -> AuditEntry | None:
    """The newest entry, None in an empty chain."""
    row = (
        await tx.execute(audit_entries.select().order_by(audit_entries.c.sequence.desc()).limit(1))
    ).first()
    return entry_of(row) if row else None


async def list_entries(
    tx: Tx, actor: Actor, *, before: int | None = None, limit: int = 100
) -> Page[AuditEntry]:
    """Entries the actor may read, newest first."""
    statement = audit_entries.select().where(visible(actor, Permission.AUDIT, audit_entries))
    if before is not None:
        statement = statement.where(audit_entries.c.sequence < before)
    limit = max(1, min(limit, 500))
    rows = (await tx.execute(statement.order_by(audit_entries.c.sequence.desc()).limit(limit + 1))).all()
    entries = tuple(entry_of(row) for row in rows[:limit])
    return Page(entries, str(entries[-1].sequence) if len(rows) > limit else None)


async def entries_between(tx: Tx, after: int, until: int) -> tuple[AuditEntry, ...]:
    """The entries behind `after` up to and with `until`, oldest first."""
    statement = audit_entries.select().where(
        audit_entries.c.sequence > after, audit_entries.c.sequence <= until
    )
    return tuple(entry_of(row) for row in await tx.execute(statement.order_by(audit_entries.c.sequence)))


def entry_of(row: Any) -> AuditEntry:
    """The entry in a table row."""
    return AuditEntry(**{name: getattr(row, name) for name in AuditEntry.__struct_fields__})
