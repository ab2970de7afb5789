"""The agent's journal of orders, as it lies on the disk, looked at from outside."""

import contextlib
import json
import sqlite3
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from bonghwa.demo.stage import Stage

PATIENCE = 60.0


class AgentJournal:
    """Reads `journal.db`, and can hold its write lock, so that the agent stops right before its next entry."""

    def __init__(self, stage: Stage) -> None:
        self._path: Path = stage.folder / "agent" / "journal.db"

    def runs(self) -> list[dict[str, Any]]:
        """Orders that were to change something, oldest first."""
        with contextlib.closing(self._connect()) as connection:
            return self._runs(connection)

    def held_before_start(self, known: int) -> "contextlib.ExitStack":
        """Wait for the run after `known` ones, and hold the journal before its *started* is written."""
        with contextlib.ExitStack() as stack:
            connection = stack.enter_context(contextlib.closing(self._connect()))
            deadline = time.monotonic() + PATIENCE
            while len(self._runs(connection)) <= known:
                assert time.monotonic() < deadline, "no order reached the agent"
                time.sleep(0.001)
            stack.enter_context(self._locked(connection))
            return stack.pop_all()
        raise AssertionError

    @contextlib.contextmanager
    def held(self) -> Iterator[None]:
        """Hold the journal: nothing can be written down."""
        with contextlib.closing(self._connect()) as connection, self._locked(connection):
            yield

    @contextlib.contextmanager
    def _locked(self, connection: sqlite3.Connection) -> Iterator[None]:
        connection.execute("BEGIN IMMEDIATE")
        try:
            yield
        finally:
            connection.execute("ROLLBACK")

    def _connect(self) -> sqlite3.Connection:
        return sqlite3.connect(self._path, isolation_level=None, timeout=30, check_same_thread=False)

    def _runs(self, connection: sqlite3.Connection) -> list[dict[str, Any]]:
        rows = connection.execute(
            "SELECT id, body, started_at, process, result, stored FROM orders ORDER BY rowid"
        )
        names = ("id", "order", "started_at", "process", "result", "stored")
        entries = [dict(zip(names, row, strict=True)) for row in rows]
        for entry in entries:
            entry["order"] = json.loads(entry["order"])
            entry["result"] = json.loads(entry["result"]) if entry["result"] else None
        return [entry for entry in entries if entry["order"]["phase"] == "run"]
