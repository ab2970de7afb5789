"""Verifying the chain: every link, the JSON Lines beside it, and the heads that agents have kept."""

from collections.abc import Iterable, Sequence
from pathlib import Path

import sqlalchemy as sa
from msgspec import Struct

from bonghwa.registry.audit.events import AuditRecorded
from bonghwa.registry.audit.journal import read_journal
from bonghwa.registry.audit.model import GENESIS, Broken, check_link
from bonghwa.registry.audit.service import entry_of
from bonghwa.registry.audit.tables import audit_entries
from bonghwa.store.outbox import outbox
from bonghwa.store.store import Tx
from bonghwa.vocabulary.wire import AuditHead

CHUNK = 1000


class Verification(Struct, frozen=True):
    """`entries` links were checked; `broken` is empty when the audit is intact."""

    entries: int
    broken: tuple[Broken, ...]

    @property
    def intact(self) -> bool:
        return not self.broken


async def verify_chain(
    tx: Tx, *, journal: Path | None = None, heads: Sequence[AuditHead] = ()
) -> Verification:
    """Walk the whole chain in the database and hold the journal and the kept heads against it."""
    hashes: dict[int, str] = {}
    broken: list[Broken] = []
    sequence, previous = 0, GENESIS
    while True:
        rows = (
            await tx.execute(
                audit_entries.select()
                .where(audit_entries.c.sequence > sequence)
                .order_by(audit_entries.c.sequence)
                .limit(CHUNK)
            )
        ).all()
        if not rows:
            break
        for row in rows:
            entry = entry_of(row)
            wrong = check_link(entry, sequence + 1, previous)
            if wrong:
                broken.append(wrong)
            sequence, previous = entry.sequence, entry.hash
            hashes[sequence] = entry.hash
    broken.extend(_against_heads(hashes, heads))
    if journal is not None:
        waiting = await tx.execute(sa.select(sa.func.count()).where(outbox.c.topic == AuditRecorded.__name__))
        broken.extend(_against_journal(hashes, journal, waiting=waiting.scalar_one()))
    return Verification(len(hashes), tuple(broken))


def _against_heads(hashes: dict[int, str], heads: Iterable[AuditHead]) -> Iterable[Broken]:
    for kept in heads:
        if kept.sequence not in hashes:
            yield Broken(kept.sequence, f"an agent knows entry {kept.sequence}, and the chain ends before it")
        elif hashes[kept.sequence] != kept.hash:
            yield Broken(
                kept.sequence, f"an agent knows another entry {kept.sequence}: the chain was rewritten"
            )


def _against_journal(hashes: dict[int, str], journal: Path, *, waiting: int) -> Iterable[Broken]:
    if not journal.exists():
        yield Broken(0, f"the journal {journal.name} is missing")
        return
    expected = 1
    for entry in read_journal(journal):
        if (
            entry is None
            or entry.sequence != expected
            or hashes.get(expected) != entry.hash
            or entry.hash != entry.computed_hash()
        ):
            yield Broken(expected, f"the journal and the database differ at entry {expected}")
            return
        expected += 1
    if expected + waiting <= max(hashes, default=0):
        yield Broken(expected, f"the journal ends at entry {expected - 1}")
