"""What was noticed and not yet accepted by the server, with the file positions it came from, in one file."""

import sqlite3
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

import msgspec
from msgspec import Struct

from bonghwa.agent.database import Database
from bonghwa.agent.merging import merge_signals
from bonghwa.agent.tail.position import Position
from bonghwa.kernel.ids import new_id
from bonghwa.vocabulary.signal import Signal, SignalBatch

_SCHEMA = """
CREATE TABLE IF NOT EXISTS batch (
    sequence INTEGER PRIMARY KEY AUTOINCREMENT, id TEXT NOT NULL UNIQUE, created_at TEXT NOT NULL,
    signals BLOB NOT NULL, sealed TEXT, sealed_lines INTEGER NOT NULL, dropped INTEGER NOT NULL, size INTEGER NOT NULL
);
CREATE TABLE IF NOT EXISTS position (
    device INTEGER NOT NULL, inode INTEGER NOT NULL, body BLOB NOT NULL, PRIMARY KEY (device, inode)
);
CREATE TABLE IF NOT EXISTS watch (glob TEXT PRIMARY KEY);
CREATE TABLE IF NOT EXISTS refused (id TEXT PRIMARY KEY, reason TEXT NOT NULL, at TEXT NOT NULL, records INTEGER NOT NULL);
CREATE TABLE IF NOT EXISTS number (name TEXT PRIMARY KEY, value INTEGER NOT NULL);
"""
_RESERVE = 256
_MERGE_AT_ONCE = 16
_KEEP_REFUSED = 1000
_MOST_SIGNALS = 512


class Filled(Struct, frozen=True):
    """A batch about to be spooled: masked signals, sealed raw text of `sealed_lines` lines, lines dropped before."""

    signals: tuple[Signal, ...]
    created_at: datetime
    sealed: str | None = None
    sealed_lines: int = 0
    dropped: int = 0


class Spool:
    """Batches and positions change in one transaction, so that a crash at any moment neither loses nor doubles.

    When `limit` bytes are exceeded, the oldest sealed raw text goes first, then the oldest batches that were never
    sent are added up into one. What was sent keeps its id and its counts, because the server may already have it.
    """

    def __init__(self, path: Path, *, limit: int) -> None:
        self._database = Database(path, _SCHEMA)
        self._limit = limit
        with self._database.reading() as reading:
            numbers = dict(reading.execute("SELECT name, value FROM number"))
            self._waiting, self._size = reading.execute(
                "SELECT count(*), coalesce(sum(size), 0) FROM batch"
            ).fetchone()
        self.dropped: int = numbers.get("dropped", 0)
        self._reserved: int = numbers.get("sent_through", 0)
        self._sent: int = self._reserved

    @property
    def waiting(self) -> int:
        """Batches not yet accepted by the server."""
        return int(self._waiting)

    @property
    def size(self) -> int:
        """Bytes of the waiting batches."""
        return int(self._size)

    @property
    def full(self) -> bool:
        """Whether nothing more can be given up: the files themselves must then hold what is to come."""
        return bool(self._size > self._limit)

    def store(
        self,
        batches: Sequence[Filled],
        positions: Sequence[Position] = (),
        *,
        watches: Sequence[str] = (),
    ) -> None:
        """Add `batches`, move `positions` and remember `watches` as followed from now on, together and durably.

        Raises sqlite3.Error when the disk refuses; then nothing has changed.
        """
        dropped = self.dropped + sum(batch.dropped for batch in batches)
        with self._database.transaction() as transaction:
            transaction.executemany("INSERT OR IGNORE INTO watch VALUES (?)", [(glob,) for glob in watches])
            transaction.executemany(
                "INSERT INTO batch (id, created_at, signals, sealed, sealed_lines, dropped, size)"
                " VALUES (?, ?, ?, ?, ?, ?, ?)",
                [_row(batch) for batch in batches],
            )
            transaction.executemany(
                "INSERT INTO position (device, inode, body) VALUES (?, ?, ?)"
                " ON CONFLICT (device, inode) DO UPDATE SET body = excluded.body",
                [(_signed(p.device), _signed(p.inode), msgspec.msgpack.encode(p)) for p in positions],
            )
            _set_number(transaction, "dropped", dropped)
        self.dropped = dropped
        if batches:
            self._count()
            if self._size > self._limit:
                self._make_room()

    def positions(self) -> list[Position]:
        """All stored positions."""
        with self._database.reading() as reading:
            rows = reading.execute("SELECT body FROM position").fetchall()
        return [msgspec.msgpack.decode(body, type=Position) for (body,) in rows]

    def forget_positions(self, positions: Sequence[Position]) -> None:
        """Drop positions of files that are gone."""
        with self._database.transaction() as transaction:
            transaction.executemany(
                "DELETE FROM position WHERE device = ? AND inode = ?",
                [(_signed(p.device), _signed(p.inode)) for p in positions],
            )

    def watches(self) -> frozenset[str]:
        """The globs that were followed before."""
        with self._database.reading() as reading:
            return frozenset(glob for (glob,) in reading.execute("SELECT glob FROM watch"))

    def to_send(self, *, after: int, most: int) -> list[SignalBatch]:
        """The oldest batches with a sequence above `after`; from now on they may have reached the server."""
        with self._database.reading() as reading:
            rows = reading.execute(
                "SELECT id, sequence, created_at, signals, sealed, dropped FROM batch WHERE sequence > ?"
                " ORDER BY sequence LIMIT ?",
                (after, most),
            ).fetchall()
            if rows:
                self._note_sent(rows[-1][1])
        return [
            SignalBatch(
                id=id_,
                sequence=sequence,
                created_at=datetime.fromisoformat(created_at),
                signals=msgspec.json.decode(signals, type=tuple[Signal, ...]),
                sealed=sealed,
                dropped=dropped,
            )
            for id_, sequence, created_at, signals, sealed, dropped in rows
        ]

    def accepted(self, ids: Sequence[str]) -> None:
        """The server has committed these batches: delete them."""
        with self._database.transaction() as transaction:
            transaction.executemany("DELETE FROM batch WHERE id = ?", [(id_,) for id_ in ids])
        self._count()

    def refused(self, id_: str, reason: str, at: datetime) -> None:
        """The server will never take this batch: set it aside, keeping what it was and why (not its text)."""
        with self._database.transaction() as transaction:
            row = transaction.execute("SELECT signals FROM batch WHERE id = ?", (id_,)).fetchone()
            if row is None:
                return
            records = sum(signal.count for signal in msgspec.json.decode(row[0], type=tuple[Signal, ...]))
            transaction.execute(
                "INSERT OR REPLACE INTO refused VALUES (?, ?, ?, ?)",
                (id_, reason[:500], at.isoformat(), records),
            )
            transaction.execute("DELETE FROM batch WHERE id = ?", (id_,))
            transaction.execute(
                "DELETE FROM refused WHERE id NOT IN (SELECT id FROM refused ORDER BY at DESC LIMIT ?)",
                (_KEEP_REFUSED,),
            )
        self._count()

    def close(self) -> None:
        """Release the file."""
        self._database.close()

    def _note_sent(self, sequence: int) -> None:
        """Keep on disk, ahead of time and in strides, how far batches may have been sent before a crash."""
        self._sent = max(self._sent, sequence)
        if sequence > self._reserved:
            self._reserved = sequence + _RESERVE
            with self._database.transaction() as transaction:
                _set_number(transaction, "sent_through", self._reserved)

    def _make_room(self) -> None:
        while self._size > self._limit and (self._drop_oldest_text() or self._merge_oldest()):
            self._count()

    def _drop_oldest_text(self) -> bool:
        with self._database.transaction() as transaction:
            rows = transaction.execute(
                "SELECT sequence, sealed_lines, length(sealed) FROM batch WHERE sealed IS NOT NULL"
                " ORDER BY sequence LIMIT 64"
            ).fetchall()
            excess = self._size - self._limit
            dropped = self.dropped
            for sequence, lines, length in rows:
                transaction.execute(
                    "UPDATE batch SET sealed = NULL, sealed_lines = 0, dropped = dropped + ?, size = size - ?"
                    " WHERE sequence = ?",
                    (lines, length, sequence),
                )
                dropped += lines
                excess -= length
                if excess <= 0:
                    break
            _set_number(transaction, "dropped", dropped)
        self.dropped = dropped
        return bool(rows)

    def _merge_oldest(self) -> bool:
        """Add up some of the oldest batches that were never sent. False if that would give nothing."""
        with self._database.transaction() as transaction:
            rows = transaction.execute(
                "SELECT sequence, signals, dropped, size FROM batch WHERE sequence > ? ORDER BY sequence LIMIT ?",
                (self._sent, _MERGE_AT_ONCE),
            ).fetchall()
            if len(rows) < 2:
                return False
            merged = merge_signals(
                [msgspec.json.decode(signals, type=tuple[Signal, ...]) for _, signals, _, _ in rows]
            )
            signals = msgspec.json.encode(merged)
            if len(merged) > _MOST_SIGNALS or len(signals) >= sum(size for *_, size in rows):
                return False
            first = rows[0][0]
            transaction.executemany("DELETE FROM batch WHERE sequence = ?", [(row[0],) for row in rows[1:]])
            transaction.execute(
                "UPDATE batch SET id = ?, signals = ?, dropped = ?, size = ? WHERE sequence = ?",
                (new_id(), signals, sum(row[2] for row in rows), len(signals), first),
            )
        return True

    def _count(self) -> None:
        with self._database.reading() as reading:
            self._waiting, self._size = reading.execute(
                "SELECT count(*), coalesce(sum(size), 0) FROM batch"
            ).fetchone()


def _set_number(transaction: sqlite3.Connection, name: str, value: int) -> None:
    transaction.execute(
        "INSERT INTO number VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value",
        (name, value),
    )


def _row(batch: Filled) -> tuple[object, ...]:
    signals = msgspec.json.encode(batch.signals)
    size = len(signals) + len(batch.sealed or "")
    created_at = batch.created_at.isoformat()
    return new_id(), created_at, signals, batch.sealed, batch.sealed_lines, batch.dropped, size


def _signed(number: int) -> int:
    """Some file systems number inodes up to 2**64; SQLite's integers are signed."""
    return number - (1 << 64) if number >= 1 << 63 else number
