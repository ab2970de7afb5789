"""The audit chain: no entry can be changed, left out or rewritten without being found."""

import asyncio
import os
from pathlib import Path

import pytest
import sqlalchemy as sa

from bonghwa.kernel.errors import SignatureRefused, Unavailable
from bonghwa.kernel.keys import device_key, sign
from bonghwa.registry.audit.events import AuditRecorded
from bonghwa.registry.audit.heads import heads_in_file, newest_head
from bonghwa.registry.audit.journal import AuditJournal
from bonghwa.registry.audit.model import GENESIS, AuditEntry
from bonghwa.registry.audit.service import list_entries, record
from bonghwa.registry.audit.tables import audit_entries
from bonghwa.registry.audit.verification import Verification, verify_chain
from bonghwa.store.outbox import outbox
from bonghwa.store.store import Store
from bonghwa.vocabulary.actor import SYSTEM, Actor, ActorKind, Grant, Role
from bonghwa.vocabulary.wire import AUDIT_HEAD_TYPE, AuditHead

COUNT = 5


class _Chain:
    """A chain of COUNT entries, its journal, and the head an agent kept."""

    def __init__(self, store: Store, path: Path) -> None:
        self.store, self.path = store, path
        self.entries: list[AuditEntry] = []
        self.kept: list[AuditHead] = []

    async def build(self) -> "_Chain":
        journal = AuditJournal(self.path)
        for number in range(COUNT):
            async with self.store.write() as tx:
                entry = await record(
                    tx, SYSTEM, "test.note", f"thing {number}", {"n": number, "text": "한글 \x00", "f": 0.25}
                )
            self.entries.append(entry)
            await journal.append(entry)
            await journal.append(entry)
        async with self.store.write() as tx:
            head = await newest_head(tx)
            await tx.execute(outbox.delete())
        assert head is not None
        self.kept = [head]
        return self

    async def verify(self) -> Verification:
        async with self.store.read() as tx:
            return await verify_chain(tx, journal=self.path, heads=self.kept)

    async def change(self, statement: sa.Executable) -> list[str]:
        async with self.store.write() as tx:
            await tx.execute(statement)
        return [broken.reason for broken in (await self.verify()).broken]


@pytest.fixture
async def chain(store: Store, tmp_path: Path) -> _Chain:
    return await _Chain(store, tmp_path / "audit.jsonl").build()


async def test_an_untouched_chain_is_intact(chain: _Chain) -> None:
    result = await chain.verify()
    assert (result.intact, result.entries, result.broken) == (True, COUNT, ())
    assert chain.entries[0].previous == GENESIS


@pytest.mark.parametrize("column", ["actor", "action", "subject", "details", "at", "institution"])
async def test_an_altered_entry_is_found(chain: _Chain, column: str) -> None:
    other = {
        "details": {"n": 99},
        "at": chain.entries[0].at,
        "institution": "moef",
    }.get(column, "other")
    reasons = (
        await chain.change(
            audit_entries.update().where(audit_entries.c.sequence == 3).values({column: other})
        )
        if column != "at"
        else await chain.change(
            audit_entries.update()
            .where(audit_entries.c.sequence == 3)
            .values(at=chain.entries[0].at.replace(year=2001))
        )
    )
    assert "entry 3 was altered" in reasons


async def test_a_deleted_entry_is_found(chain: _Chain) -> None:
    reasons = await chain.change(audit_entries.delete().where(audit_entries.c.sequence == 3))
    assert "entry 3 is missing" in reasons


async def test_a_cut_off_end_is_found_by_the_kept_head_alone(chain: _Chain) -> None:
    chain.path.write_bytes(b"".join(chain.path.read_bytes().splitlines(keepends=True)[: COUNT - 1]))
    reasons = await chain.change(audit_entries.delete().where(audit_entries.c.sequence == COUNT))
    assert reasons == [f"an agent knows entry {COUNT}, and the chain ends before it"]


async def test_a_rewritten_chain_is_found_by_the_kept_head_alone(chain: _Chain) -> None:
    async with chain.store.write() as tx:
        await tx.execute(audit_entries.delete())
    chain.path.unlink()
    kept = chain.kept
    await chain.build()
    assert (await chain.verify()).intact is True
    async with chain.store.write() as tx:
        await tx.execute(audit_entries.delete())
        for number in range(COUNT):
            await record(tx, SYSTEM, "test.note", f"another {number}", {})
    chain.path.unlink()
    journal = AuditJournal(chain.path)
    async with chain.store.read() as tx:
        rewritten = (await list_entries(tx, SYSTEM)).items[::-1]
    for entry in rewritten:
        await journal.append(entry)
    chain.kept = kept
    assert [b.reason for b in (await chain.verify()).broken] == [
        f"an agent knows another entry {COUNT}: the chain was rewritten"
    ]


async def test_an_altered_line_of_the_journal_is_found(chain: _Chain) -> None:
    lines = chain.path.read_bytes().splitlines(keepends=True)
    for broken in (lines[2].replace(b"thing 2", b"thing X"), b"{}\n", b"\xff\n", b""):
        chain.path.write_bytes(b"".join([*lines[:2], broken, *lines[3:]]))
        reasons = [found.reason for found in (await chain.verify()).broken]
        assert reasons == ["the journal and the database differ at entry 3"]
    chain.path.unlink()
    assert [found.reason for found in (await chain.verify()).broken] == ["the journal audit.jsonl is missing"]


async def test_a_journal_that_waits_for_the_outbox_is_intact(chain: _Chain) -> None:
    async with chain.store.write() as tx:
        entry = await record(tx, SYSTEM, "test.late", "x", {})
    assert (await chain.verify()).intact
    async with chain.store.write() as tx:
        await tx.execute(outbox.delete().where(outbox.c.topic == AuditRecorded.__name__))
    assert [b.reason for b in (await chain.verify()).broken] == [f"the journal ends at entry {COUNT}"]
    await AuditJournal(chain.path).append(entry)
    assert (await chain.verify()).intact


async def test_a_torn_last_line_is_repaired_and_written_again(chain: _Chain) -> None:
    content = chain.path.read_bytes()
    chain.path.write_bytes(content[:-20])
    journal = AuditJournal(chain.path)
    await journal.append(chain.entries[-1])
    assert chain.path.read_bytes() == content


async def test_a_full_disk_leaves_no_gap_and_no_half_line(
    chain: _Chain, monkeypatch: pytest.MonkeyPatch
) -> None:
    journal = AuditJournal(chain.path)
    async with chain.store.write() as tx:
        late, later = [await record(tx, SYSTEM, "test.late", f"{n}", {}) for n in range(2)]
        await tx.execute(outbox.delete())
    write = os.write

    def full(handle: int, data: bytes) -> int:
        write(handle, data[:7])
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as disk:
        disk.setattr(os, "write", full)
        with pytest.raises(OSError, match="No space"):
            await journal.append(late)
    with pytest.raises(Unavailable):
        await journal.append(later)
    await journal.append(late)
    await journal.append(later)
    assert (await chain.verify()).intact


async def test_many_writers_make_one_chain(store: Store, tmp_path: Path) -> None:
    async def write(number: int) -> None:
        async with store.write() as tx:
            await record(tx, SYSTEM, "test.note", f"{number}", {})

    await asyncio.gather(*(write(number) for number in range(12)))
    async with store.read() as tx:
        result = await verify_chain(tx)
    assert (result.intact, result.entries) == (True, 12)


async def test_heads_are_read_only_when_the_order_key_signed_them(chain: _Chain, tmp_path: Path) -> None:
    key, path = device_key(), tmp_path / "heads"
    path.write_text(sign(key, AUDIT_HEAD_TYPE, chain.kept[0]) + "\n\n")
    assert list(heads_in_file(path, key.public())) == chain.kept
    with pytest.raises(SignatureRefused, match="line 1"):
        list(heads_in_file(path, device_key().public()))


async def test_what_is_recorded_is_masked_and_cut(store: Store) -> None:
    agent = Actor(id="a", kind=ActorKind.AGENT, login="agent:" + "n" * 300)
    fake = "password=" + "made-up-secret"
    async with store.write() as tx:
        entry = await record(tx, agent, "test.note", "s" * 900, {"said": fake})
        assert (await verify_chain(tx)).intact
    assert "made-up" not in str(entry.details)
    assert (len(entry.actor), len(entry.subject)) == (100, 300)


async def test_auditors_read_their_scope_page_by_page(store: Store) -> None:
    async with store.write() as tx:
        for number in range(7):
            await record(tx, SYSTEM, "t", f"{number}", {}, institution="moef" if number % 2 else "mois")
    auditor = Actor("a", ActorKind.PERSON, "a", (Grant(Role.AUDITOR, "moef"),))
    async with store.read() as tx:
        first = await list_entries(tx, auditor, limit=2)
        second = await list_entries(tx, auditor, limit=2, before=int(first.next_cursor or 0))
        nobody = await list_entries(tx, Actor("o", ActorKind.PERSON, "o", (Grant(Role.OPERATOR),)))
    assert [e.subject for e in (*first.items, *second.items)] == ["5", "3", "1"]
    assert second.next_cursor is None
    assert nobody.items == ()
