"""Orders on disk: received, started (before acting), result (before reporting). What makes *exactly once* honest."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from pathlib import Path
from typing import Any

import msgspec
from msgspec import Struct

from bonghwa.agent.database import Database
from bonghwa.vocabulary.order import Order, OrderResult, OrderStatus, Phase

_SCHEMA = """
CREATE TABLE IF NOT EXISTS orders (
    id TEXT PRIMARY KEY, nonce TEXT NOT NULL UNIQUE, deed TEXT UNIQUE, body BLOB NOT NULL, expires_at TEXT NOT NULL,
    started_at TEXT, before BLOB, process INTEGER, process_birth INTEGER, result BLOB, stored INTEGER NOT NULL DEFAULT 0
);
CREATE INDEX IF NOT EXISTS orders_unreported ON orders (stored) WHERE stored = 0;
"""
KEEP = timedelta(days=30)


class Receipt(StrEnum):
    """What the journal knows of an order that arrives.

    NEW: it may go on. REPEATED: received before, not started; it may go on, once. STARTED: it runs, or ran when the
    agent died. FINISHED: the stored result answers. REPLAYED: its nonce, or the step of the plan that it would carry
    out, belongs to another order: an approval is good for once.
    """

    NEW = "new"
    REPEATED = "repeated"
    STARTED = "started"
    FINISHED = "finished"
    REPLAYED = "replayed"


class Interrupted(Struct, frozen=True):
    """An order that was started and has no result; `process` and its birth (clock ticks) name the last program."""

    order: Order
    started_at: datetime
    before: dict[str, Any]
    process: int | None = None
    process_birth: int | None = None


class Journal:
    """The orders of one agent. Every method that changes something returns only when it is on the disk."""

    def __init__(self, path: Path) -> None:
        self._database = Database(path, _SCHEMA)

    def receive(self, order: Order) -> Receipt:
        """Write down an order whose signature was verified, and say what is known of it."""
        with self._database.transaction() as transaction:
            row = transaction.execute(
                "SELECT nonce, started_at, result FROM orders WHERE id = ?", (order.id,)
            ).fetchone()
            if row is not None:
                nonce, started_at, result = row
                if nonce != order.nonce:
                    return Receipt.REPLAYED
                if result is not None:
                    return Receipt.FINISHED
                return Receipt.REPEATED if started_at is None else Receipt.STARTED
            deed = f"{order.plan_hash}/{order.step}" if order.phase is Phase.RUN else None
            used = transaction.execute(
                "SELECT 1 FROM orders WHERE nonce = ? OR deed = ?", (order.nonce, deed)
            ).fetchone()
            if used:
                return Receipt.REPLAYED
            # Kept as long as the plan could come again, however short-lived this order is.
            expires = max(order.expires_at, order.plan.expires_at)
            transaction.execute(
                "INSERT INTO orders (id, nonce, deed, body, expires_at) VALUES (?, ?, ?, ?, ?)",
                (
                    order.id,
                    order.nonce,
                    deed,
                    msgspec.json.encode(order),
                    expires.astimezone(UTC).isoformat(),
                ),
            )
        return Receipt.NEW

    def start(self, order: str, before: Any, at: datetime) -> None:
        """The order is about to act; `before` is the state it was judged to change (kept only until the result)."""
        with self._database.transaction() as transaction:
            transaction.execute(
                "UPDATE orders SET started_at = ?, before = ? WHERE id = ? AND result IS NULL",
                (at.isoformat(), msgspec.json.encode(before), order),
            )

    def note_process(self, order: str, process: int, birth: int) -> None:
        """The program that acts for this order right now."""
        with self._database.transaction() as transaction:
            transaction.execute(
                "UPDATE orders SET process = ?, process_birth = ? WHERE id = ?", (process, birth, order)
            )

    def finish(self, result: OrderResult) -> None:
        """Keep the result; the first one stays for ever, whatever comes later."""
        # A refused order did not use the approval up; otherwise a thief's order could spoil a person's.
        refused = result.status is OrderStatus.REFUSED
        with self._database.transaction() as transaction:
            transaction.execute(
                "UPDATE orders SET result = ?, before = NULL, process = NULL, process_birth = NULL,"
                " deed = CASE WHEN ? THEN NULL ELSE deed END WHERE id = ? AND result IS NULL",
                (msgspec.json.encode(result), refused, result.order),
            )

    def result(self, order: str) -> OrderResult | None:
        """The stored result, if there is one."""
        with self._database.reading() as reading:
            row = reading.execute("SELECT result FROM orders WHERE id = ?", (order,)).fetchone()
        return msgspec.json.decode(row[0], type=OrderResult) if row and row[0] is not None else None

    def unreported(self) -> list[OrderResult]:
        """Results that the server has not said it stored, oldest first."""
        with self._database.reading() as reading:
            rows = reading.execute(
                "SELECT result FROM orders WHERE stored = 0 AND result IS NOT NULL ORDER BY rowid"
            ).fetchall()
        return [msgspec.json.decode(result, type=OrderResult) for (result,) in rows]

    def reported(self, orders: Sequence[str]) -> None:
        """The server has stored these results."""
        with self._database.transaction() as transaction:
            transaction.executemany(
                "UPDATE orders SET stored = 1 WHERE id = ? AND result IS NOT NULL",
                [(order,) for order in orders],
            )

    def interrupted(self) -> list[Interrupted]:
        """Orders that were started and have no result: only at start-up are these the interrupted ones."""
        with self._database.reading() as reading:
            rows = reading.execute(
                "SELECT body, started_at, before, process, process_birth FROM orders"
                " WHERE started_at IS NOT NULL AND result IS NULL ORDER BY rowid"
            ).fetchall()
        return [
            Interrupted(
                order=msgspec.json.decode(body, type=Order),
                started_at=datetime.fromisoformat(started_at),
                before=msgspec.json.decode(before) if before is not None else {},
                process=process,
                process_birth=birth,
            )
            for body, started_at, before, process, birth in rows
        ]

    def prune(self, now: datetime) -> None:
        """Forget orders that were reported and expired more than `KEEP` ago: expiry alone refuses their replay."""
        with self._database.transaction() as transaction:
            transaction.execute(
                "DELETE FROM orders WHERE stored = 1 AND expires_at < ?",
                ((now - KEEP).astimezone(UTC).isoformat(),),
            )

    def close(self) -> None:
        """Release the file."""
        self._database.close()
