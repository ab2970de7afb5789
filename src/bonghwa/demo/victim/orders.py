import sqlite3
import threading
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Protocol

_TABLE = """
CREATE TABLE IF NOT EXISTS orders (
    id TEXT PRIMARY KEY,
    placed_at TEXT NOT NULL,
    product TEXT NOT NULL,
    quantity INTEGER NOT NULL,
    amount INTEGER NOT NULL
)
"""


@dataclass(frozen=True)
class Order:
    """One purchase; `amount` is gross, in won."""

    id: str
    product: str
    quantity: int
    amount: int


class Recorder(Protocol):
    """Writes the business record of an order; when it fails, so does the order."""

    def __call__(self, order: Order) -> None: ...


class OrderBook:
    """The orders in SQLite. An order exists when both its row and its log line do."""

    def __init__(self, database: Path) -> None:
        self._connection = sqlite3.connect(database, timeout=2, check_same_thread=False, isolation_level=None)
        self._connection.execute("PRAGMA journal_mode=WAL")
        self._connection.execute("PRAGMA synchronous=NORMAL")
        self._connection.execute(_TABLE)
        self._lock = threading.Lock()

    def place(self, order: Order, record: Recorder) -> None:
        """Stores `order` once `record` has written its line.

        Raises:
            OSError: the line could not be written; the order is not stored.
            sqlite3.Error: the database refused; the order is not stored.
        """
        with self._lock:
            self._connection.execute("BEGIN IMMEDIATE")
            try:
                self._connection.execute(
                    "INSERT INTO orders VALUES (?, ?, ?, ?, ?)",
                    (order.id, datetime.now(UTC).isoformat(), order.product, order.quantity, order.amount),
                )
                record(order)
            except BaseException:
                self._connection.execute("ROLLBACK")
                raise
            self._connection.execute("COMMIT")

    def count(self) -> int:
        """How many orders there are."""
        with self._lock:
            (number,) = self._connection.execute("SELECT count(*) FROM orders").fetchone()
        return int(number)

    def close(self) -> None:
        """Ends the connection."""
        with self._lock:
            self._connection.close()
